strait::package!("ui");

use strait::Enumeration;

const BUSY: isize = 2;

#[derive(Clone, Copy, Enumeration)]
pub enum Mood {
    Unspecified = 0,
    Happy = 1 << 0,
    Busy = BUSY,
    Far = 3_000_000_000,
}

fn main() {}
