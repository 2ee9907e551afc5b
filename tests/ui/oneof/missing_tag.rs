strait::package!("ui");

use strait::Oneof;

#[derive(Oneof)]
pub enum Contact {
    #[tag(10)]
    Phone(String),
    Mail(String),
    Fax(u64),
}

fn main() {}
