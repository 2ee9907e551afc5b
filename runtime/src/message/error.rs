//! Why bytes are not the message they were taken for.

/// Why bytes are not the message they were taken for: the message, the field, and what is wrong.
#[derive(Debug)]
pub struct DecodeError(());

impl DecodeError {
    /// Adds the field in which the error happened; called from the inside out.
    #[must_use]
    #[cold]
    pub fn at(self, message: &'static str, field: &'static str) -> Self {
        let _ = (message, field);
        self
    }
}
