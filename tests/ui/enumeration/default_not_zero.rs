strait::package!("ui");

use strait::Enumeration;

#[derive(Clone, Copy, Default, Enumeration)]
pub enum Mood {
    Unspecified = 0,
    #[default]
    Happy = 1,
}

fn main() {}
