/// How somebody feels.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Enumeration)]
#[enumeration(reserved(3, "MOOD_SAD"))]
pub enum Mood {
    #[default]
    Unspecified = 0,
    /// Well.
    Happy = 1,
    #[deprecated]
    #[enumeration(name = "MOOD_OCCUPIED")]
    Busy = -2,
}
