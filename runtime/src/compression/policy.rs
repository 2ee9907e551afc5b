//! Which messages are sent compressed.

use super::{Compression, CompressionSet};
use crate::method::{PREFIX_LEN, write_prefix};

/// What a builder settled.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Settings {
    /// What is sent unless a call says otherwise.
    pub(crate) send: Option<Compression>,
    /// What is taken.
    pub(crate) accept: CompressionSet,
    /// The length from which on messages are compressed.
    pub(crate) min_len: usize,
}

impl Default for Settings {
    fn default() -> Self {
        // A message of 256 bytes fits into one packet either way.
        Self { send: None, accept: CompressionSet::ALL, min_len: 256 }
    }
}

/// What a call says about the messages it sends.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Choice {
    /// Nothing: the server's or channel's default.
    #[default]
    Default,
    /// Not compressed.
    Off,
    /// Compressed like this.
    With(Compression),
}

impl Choice {
    /// This choice, or `other` if it says nothing.
    pub(crate) fn or(self, other: Self) -> Self {
        if self == Self::Default { other } else { self }
    }
}

impl Settings {
    /// How a call's messages go to a peer of which nothing is known.
    pub(crate) fn encoder(&self, choice: Choice) -> Encoder {
        let compression = match choice {
            Choice::Default => self.send,
            Choice::Off => None,
            Choice::With(compression) => Some(compression),
        };
        Encoder { compression, min_len: self.min_len }
    }

    /// How a call's messages go to a peer that takes only `accepted`: in the encoding of the call
    /// or else in the default one.
    pub(crate) fn encoder_for(&self, choice: Choice, accepted: CompressionSet) -> Encoder {
        let mut encoder = self.encoder(choice);
        encoder.compression = encoder
            .compression
            .filter(|compression| accepted.contains(*compression))
            .or(self.send.filter(|send| choice != Choice::Off && accepted.contains(*send)));
        encoder
    }
}

/// How the messages of one call go out.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Encoder {
    /// What `grpc-encoding` says; `None` for identity.
    pub(crate) compression: Option<Compression>,
    min_len: usize,
}

impl Encoder {
    /// The room that a buffer keeps when a longer message in it has been compressed.
    const ROOM: usize = 64 * 1024;

    /// As they are.
    pub(crate) const IDENTITY: Self = Self { compression: None, min_len: 0 };

    /// Compresses a message that stands alone, prefix included.
    pub(crate) fn encode(self, frame: Vec<u8>) -> Vec<u8> {
        let mut compressed = Vec::new();
        if self.compress(&frame[PREFIX_LEN..], &mut compressed) { compressed } else { frame }
    }

    /// Compresses the message, prefix included, that begins at `start` and goes to the end of
    /// `out`. `scratch` is empty room for that; what it holds
    /// afterwards means nothing.
    pub(crate) fn encode_last(self, out: &mut Vec<u8>, start: usize, scratch: &mut Vec<u8>) {
        if self.compress(&out[start + PREFIX_LEN..], scratch) {
            out.truncate(start);
            // Else the buffer of what is sent keeps the room that a long message had.
            out.shrink_to((start + scratch.len()).max(Self::ROOM));
            out.extend_from_slice(scratch);
        }
    }

    /// Puts the compressed message and its prefix into `out`; `false` if it is to go as it is.
    ///
    /// Each message has a compression of its own: "a new compression context must be used for each
    /// message" (compression.md).
    fn compress(self, message: &[u8], out: &mut Vec<u8>) -> bool {
        let Some(compression) = self.compression else { return false };
        if message.len() < self.min_len || message.is_empty() {
            return false;
        }
        out.resize(PREFIX_LEN, 0);
        let compressed = compression.compress(message, out);
        if compressed.is_err() || out.len() - PREFIX_LEN >= message.len() {
            return false;
        }
        write_prefix(out, 0, true);
        true
    }
}
