strait::package!("ui");

use std::collections::BTreeMap;

use strait::Message;

#[derive(PartialEq, Eq, PartialOrd, Ord, Message)]
pub struct Key {}

#[derive(Message)]
pub struct Hello {
    #[tag(1)]
    pub message: BTreeMap<Key, i32>,
}

fn main() {}
