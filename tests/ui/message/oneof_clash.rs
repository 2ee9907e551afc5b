strait::package!("ui");

use strait::{Message, Oneof};

#[derive(Message)]
#[message(reserved(20..=30))]
pub struct Hello {
    #[tag(1)]
    pub name: String,
    #[oneof]
    pub contact: Option<Contact>,
    #[oneof]
    pub other: Option<Other>,
}

#[derive(Oneof)]
pub enum Contact {
    #[tag(1)]
    Phone(String),
    #[tag(10)]
    Mail(String),
}

#[derive(Oneof)]
pub enum Other {
    #[tag(10)]
    Number(i32),
    #[tag(25)]
    Text(String),
}

fn main() {}
