strait::package!("ui");

use strait::Enumeration;

#[derive(Enumeration)]
pub struct Mood {
    happy: bool,
}

#[derive(strait::Message)]
pub struct Hello {
    #[tag(1)]
    pub mood: strait::Open<Bare>,
}

#[derive(Clone, Copy)]
pub enum Bare {
    Unspecified = 0,
}

fn main() {}
