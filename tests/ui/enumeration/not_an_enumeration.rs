strait::package!("ui");

use strait::Enumeration;

#[derive(Enumeration)]
pub struct Mood {
    happy: bool,
}

fn main() {}
