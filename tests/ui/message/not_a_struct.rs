strait::package!("ui");

use strait::Message;

#[derive(Message)]
pub enum Mood {
    Happy,
}

#[derive(Message)]
pub struct Pair(i32, i32);

#[derive(Message)]
pub struct Wrapped(i32);

#[derive(Message)]
#[message(transparent)]
pub struct Named {
    #[tag(1)]
    inner: i32,
}

#[derive(Message)]
#[message(transparant)]
pub struct Misspelled(i32);

fn main() {}
