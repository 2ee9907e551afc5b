strait::package!("ui");

use strait::Message;

#[derive(Message)]
pub struct Hello {
    #[tag(1, sint)]
    pub name: Option<String>,
}

fn main() {}
