strait::package!("ui");

use strait::Message;

#[derive(Message)]
pub struct Hello {
    #[oneof]
    pub contact: Option<Contact>,
}

pub enum Contact {
    Phone(String),
}

fn main() {}
