strait::package!("ui");

use strait::Enumeration;

#[derive(Clone, Copy, Enumeration)]
pub enum Mood {
    Happy = 1,
    Busy = 2,
}

fn main() {}
