use strait::{Enumeration, Message};

strait::package!("greeter");

#[derive(Message)]
pub struct Hello {}

#[derive(Message)]
#[message(within = Hello)]
pub struct Line {}

#[derive(Message)]
#[message(name = "Hello.Word", within = "Hello")]
pub struct Word {}

#[derive(Clone, Copy, Enumeration)]
#[enumeration(name = "Hello.Mood", within = Missing)]
pub enum Mood {
    Unspecified = 0,
}

#[derive(Message)]
#[message(transparent, within = Hello)]
pub struct Name(String);

fn main() {}
