strait::package!("ui");

use strait::Enumeration;

#[derive(Clone, Copy, Enumeration)]
#[enumeration(reserved(3))]
pub enum Mood {
    Unspecified = 0,
    Happy = 2,
    Busy,
    Sad,
}

fn main() {}
