//! The limits under which a message is decoded.

/// The limits under which a message is decoded, each with a default that suits a server which
/// does not trust its peers.
///
/// ```
/// use strait::DecodeOptions;
///
/// let options = DecodeOptions::new().recursion_limit(20).memory_limit(1 << 20);
/// # let _ = options;
/// ```
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct DecodeOptions {
    pub(super) recursion_limit: u32,
    pub(super) memory_limit: usize,
    pub(super) length_limit: usize,
}

impl DecodeOptions {
    /// What [`Message::decode`](super::Message::decode) uses.
    pub(super) const DEFAULT: Self =
        Self { recursion_limit: 100, memory_limit: 64 << 20, length_limit: i32::MAX as usize };

    /// The default limits.
    #[must_use]
    pub const fn new() -> Self {
        Self::DEFAULT
    }

    /// How deeply messages, map entries and groups may be nested in the message; 100 by default.
    #[must_use]
    pub const fn recursion_limit(mut self, levels: u32) -> Self {
        self.recursion_limit = levels;
        self
    }

    /// How much memory repeated fields, maps, boxes, and strings and bytes copied out of the
    /// message may take; 64 MiB by default.
    ///
    /// An element of two bytes on the wire can be a struct of hundreds in memory, so the length of
    /// a message says little about what it turns into. What shares the message's buffer
    /// (`Bytes`, `ByteStr`) counts nothing.
    #[must_use]
    pub const fn memory_limit(mut self, bytes: usize) -> Self {
        self.memory_limit = bytes;
        self
    }

    /// How long the encoded message may be; 2 GiB - 1, protobuf's own limit, by default.
    #[must_use]
    pub const fn length_limit(mut self, bytes: usize) -> Self {
        self.length_limit = bytes;
        self
    }
}

impl Default for DecodeOptions {
    fn default() -> Self {
        Self::DEFAULT
    }
}
