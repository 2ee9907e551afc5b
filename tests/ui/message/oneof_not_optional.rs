strait::package!("ui");

use strait::{Message, Oneof};

#[derive(Message)]
pub struct Hello {
    #[oneof]
    pub contact: Contact,
}

#[derive(Oneof)]
pub enum Contact {
    #[tag(1)]
    Phone(String),
}

fn main() {}
