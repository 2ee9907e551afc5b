strait::package!("ui");

use strait::Enumeration;

#[derive(Clone, Enumeration)]
pub enum Contact {
    Unspecified,
    Phone(String),
}

// One mistake stays one: it can be a field nevertheless.
#[derive(strait::Message)]
pub struct Hello {
    #[tag(1)]
    pub contact: Contact,
    #[tag(2)]
    pub others: Vec<Contact>,
}

fn main() {}
