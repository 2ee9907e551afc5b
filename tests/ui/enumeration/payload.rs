strait::package!("ui");

use strait::Enumeration;

#[derive(Clone, Enumeration)]
pub enum Contact {
    Unspecified = 0,
    Phone(String) = 1,
}

fn main() {}
