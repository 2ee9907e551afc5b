//! Fields that a message does not know, kept on request.

use std::fmt;

use bytes::Bytes;

use super::{DecodeError, DecodeOptions, Reader, Sizes, Tag, WireType, Writer, tag_len};

/// The fields of a message that its Rust type does not know, kept to be written again.
///
/// Give a message a `#[unknown]` field of this type if it passes through a process that may be
/// older than the sender: a proxy, a queue, a store. Without one they are skipped. They are
/// written after the known fields, in the order in which they came.
#[derive(Clone, Default, PartialEq, Eq, Hash)]
pub struct UnknownFields {
    /// Tags and values as they are written.
    encoded: Vec<u8>,
}

impl UnknownFields {
    /// No fields.
    #[must_use]
    pub const fn new() -> Self {
        Self { encoded: Vec::new() }
    }

    /// Whether there are none.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.encoded.is_empty()
    }

    /// Forgets them.
    pub fn clear(&mut self) {
        self.encoded.clear();
    }

    /// The encoded length in bytes, tags included.
    #[inline]
    #[must_use]
    pub const fn encoded_len(&self) -> usize {
        self.encoded.len()
    }

    /// Tags and values as they are written.
    #[allow(dead_code, reason = "for what other codecs read")]
    pub(crate) fn as_bytes(&self) -> &[u8] {
        &self.encoded
    }

    /// Writes the fields.
    #[inline]
    pub fn encode(&self, out: &mut Writer<'_>) {
        out.raw(&self.encoded);
    }

    /// Keeps the value behind `tag`; it counts against the memory limit.
    ///
    /// # Errors
    ///
    /// If the value is malformed or breaks a limit.
    pub fn merge(&mut self, tag: Tag, reader: &mut Reader<'_>) -> Result<(), DecodeError> {
        let value = reader.skip_raw(tag)?;
        self.keep(tag, value, reader)
    }

    /// Keeps the value behind `tag` if there is a place for it, or else skips it.
    #[doc(hidden)]
    #[inline]
    pub fn merge_or_skip(
        this: Option<&mut Self>,
        tag: Tag,
        reader: &mut Reader<'_>,
    ) -> Result<(), DecodeError> {
        match this {
            Some(unknown) => unknown.merge(tag, reader),
            None => reader.skip(tag),
        }
    }

    /// Keeps a value that was read already, as its bytes stand on the wire.
    pub(super) fn keep(
        &mut self,
        tag: Tag,
        value: &[u8],
        reader: &mut Reader<'_>,
    ) -> Result<(), DecodeError> {
        reader.charge(tag_len(tag.number) + value.len())?;
        let mut out = Writer::new(&mut self.encoded, const { &Sizes::EMPTY });
        out.tag(tag.number, tag.wire_type);
        out.raw(value);
        Ok(())
    }
}

/// The numbers and wire types; the values mean nothing without a schema.
impl fmt::Debug for UnknownFields {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        struct Seen(u32, WireType, usize);
        impl fmt::Debug for Seen {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                let Self(number, wire_type, len) = self;
                write!(f, "{number}: {wire_type:?} ({len} bytes)")
            }
        }

        let bytes = Bytes::copy_from_slice(&self.encoded);
        let mut list = f.debug_set();
        if let Ok(mut reader) = Reader::new(&bytes, &DecodeOptions::DEFAULT) {
            while let Ok(Some(tag)) = reader.tag() {
                let Ok(value) = reader.skip_raw(tag) else { break };
                list.entry(&Seen(tag.number, tag.wire_type, value.len()));
            }
        }
        list.finish()
    }
}
