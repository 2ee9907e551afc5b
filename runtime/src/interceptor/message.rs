//! A message as an interceptor sees it: encoded, and decoded only for those who ask.

use std::fmt;

use bytes::Bytes;

use crate::{
    Message, Status,
    method::{PREFIX_LEN, Payload, Side, decode, write_prefix},
};

/// A message on its way, in either direction.
///
/// Looking at it costs nothing; reading it as its type decodes it, and replacing it encodes it
/// anew. The length is that of the message itself, before any compression.
pub struct MessageView<'a> {
    side: Side,
    place: Place<'a>,
}

/// Where the message lies.
enum Place<'a> {
    /// It came from the peer.
    Alone(&'a mut Bytes),
    /// It goes to the peer: from `start` to the end of the buffer, behind its prefix.
    Framed { out: &'a mut Vec<u8>, start: usize },
}

impl<'a> MessageView<'a> {
    pub(super) fn alone(side: Side, message: &'a mut Bytes) -> Self {
        Self { side, place: Place::Alone(message) }
    }

    pub(super) fn framed(side: Side, out: &'a mut Vec<u8>, start: usize) -> Self {
        Self { side, place: Place::Framed { out, start } }
    }

    /// The encoded message.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        match &self.place {
            Place::Alone(message) => message,
            Place::Framed { out, start } => out.get(start + PREFIX_LEN..).unwrap_or_default(),
        }
    }

    /// The length of the encoded message in bytes.
    #[must_use]
    #[expect(clippy::len_without_is_empty, reason = "an empty message is a message like others")]
    pub fn len(&self) -> usize {
        self.bytes().len()
    }

    /// The message as its type: that of the method, or one with the same fields.
    ///
    /// # Errors
    ///
    /// INTERNAL, or INVALID_ARGUMENT for a request without a required field, if it is no such
    /// message.
    pub fn decode<M: Message>(&self) -> Result<M, Status> {
        let bytes = match &self.place {
            Place::Alone(message) => Bytes::clone(message),
            Place::Framed { .. } => Bytes::copy_from_slice(self.bytes()),
        };
        decode(bytes, self.side)
    }

    /// Puts another message in its place.
    ///
    /// # Errors
    ///
    /// RESOURCE_EXHAUSTED if it is longer than a frame can be, 4 GiB.
    pub fn replace<M: Message>(&mut self, message: &M) -> Result<(), Status> {
        let Payload::One(frame) = Payload::one(message)? else { return Ok(()) };
        let encoded = frame.get(PREFIX_LEN..).unwrap_or_default();
        match &mut self.place {
            Place::Alone(old) => **old = Bytes::from(frame).slice(PREFIX_LEN..),
            Place::Framed { out, start } => {
                out.truncate(*start + PREFIX_LEN);
                out.extend_from_slice(encoded);
                write_prefix(out, *start, false);
            }
        }
        Ok(())
    }
}

impl fmt::Debug for MessageView<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MessageView").field("side", &self.side).field("len", &self.len()).finish()
    }
}
