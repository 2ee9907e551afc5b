strait::package!("ui");

use strait::Message;

#[derive(Message)]
pub struct Hello {
    #[tag(1)]
    pub name: String,
    #[tag(2)]
    pub age: u32,
    #[tag(1)]
    pub title: String,
}

fn main() {}
