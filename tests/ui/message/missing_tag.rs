strait::package!("ui");

use strait::Message;

#[derive(Message)]
#[message(reserved(4))]
pub struct Hello {
    #[tag(3)]
    pub name: String,
    pub age: u32,
}

#[derive(Message)]
pub struct Full {
    #[tag(18_999)]
    pub last: String,
    pub next: String,
}

// One mistake stays one: `Hello` is a message nevertheless.
#[derive(Message)]
pub struct Envelope {
    #[tag(1)]
    pub hello: Option<Hello>,
}

fn main() {}
