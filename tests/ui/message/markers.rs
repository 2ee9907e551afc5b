strait::package!("ui");

use strait::Message;

#[derive(Message)]
pub struct Hello {
    #[required]
    pub name: String,
    #[oneof(1)]
    pub contact: Option<Contact>,
    #[message(ignore)]
    pub cache: u32,
    #[unknown]
    pub unknown: strait::UnknownFields,
    #[unknown]
    pub again: strait::UnknownFields,
}

#[derive(strait::Oneof)]
pub enum Contact {
    #[tag(1)]
    Phone(String),
}

fn main() {}
