strait::package!("ui");

use strait::Message;

#[derive(Message)]
pub struct Hello {
    #[tag(1)]
    pub user_id: String,
    #[tag(2)]
    pub userId: String,
    #[tag(3, name = "user_id")]
    pub id: String,
    #[tag(4, name = "größe")]
    pub size: String,
}

fn main() {}
