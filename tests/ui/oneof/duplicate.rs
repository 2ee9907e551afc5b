strait::package!("ui");

use strait::Oneof;

#[derive(Oneof)]
pub enum Contact {
    #[tag(1)]
    Phone(String),
    #[tag(1)]
    Mail(String),
    #[tag(3, name = "phone")]
    Fax(String),
}

fn main() {}
