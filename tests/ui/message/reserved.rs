strait::package!("ui");

use strait::Message;

#[derive(Message)]
#[message(reserved(3, 7..=9, "nick"))]
pub struct Hello {
    #[tag(3)]
    pub name: String,
    #[tag(8)]
    pub age: u32,
    #[tag(1)]
    pub nick: String,
}

#[derive(Message)]
#[message(reserved(7..9))]
pub struct HalfOpen {}

#[derive(Message)]
#[message(reserved(nick))]
pub struct Unquoted {}

#[derive(Message)]
#[message(reserved(9..=7, 0))]
pub struct Backwards {}

fn main() {}
