strait::package!("ui");

use strait::Enumeration;

#[derive(Clone, Copy, Enumeration)]
#[enumeration(reserved(2..=3, -1, "MOOD_SAD"))]
pub enum Mood {
    Unspecified = 0,
    Happy = 2,
    Gone = -1,
    Sad = 4,
    #[enumeration(name = "MOOD_HAPPY")]
    Merry = 5,
}

fn main() {}
