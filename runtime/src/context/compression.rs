//! What a handler knows of its request's compression, and says of its response's.

use std::sync::{
    OnceLock,
    atomic::{AtomicBool, Ordering},
};

use super::Context;
use crate::{Compression, compression::Choice};

/// What the call tells of the request's compression. Untouched in calls that have none.
#[derive(Default)]
pub(super) struct RequestCompression {
    encoding: OnceLock<Compression>,
    last: AtomicBool,
}

impl Context {
    /// Sends the messages of the response compressed, if the client accepts that; otherwise as if
    /// this had not been said. To be said before the headers are sent, which is with the first
    /// message or by [`send_initial_metadata`](Self::send_initial_metadata); the encoding stays the
    /// same after that.
    ///
    /// [`Compression`] tells when not to.
    pub fn compress(&self, compression: Compression) {
        self.inner.response.choose_compression(Choice::With(compression));
    }

    /// Sends the messages of the response as they are, whatever the server does otherwise. In a
    /// stream under way, those that have not gone out yet.
    pub fn uncompressed(&self) {
        self.inner.response.choose_compression(Choice::Off);
    }

    /// How the client compresses its messages, if it does: its `grpc-encoding`.
    ///
    /// A client may still send any message as it is, and does so with short ones:
    /// [`request_was_compressed`](Self::request_was_compressed) tells.
    #[must_use]
    pub fn request_compression(&self) -> Option<Compression> {
        self.inner.request_compression.encoding.get().copied()
    }

    /// Whether the request arrived compressed. For a stream of requests, whether the one did that
    /// was read last: the same as
    /// [`Streaming::last_was_compressed`](crate::Streaming::last_was_compressed).
    #[must_use]
    pub fn request_was_compressed(&self) -> bool {
        self.inner.request_compression.last.load(Ordering::Relaxed)
    }

    /// Tells how compressed requests are compressed.
    pub(crate) fn set_request_compression(&self, compression: Compression) {
        // Once a call.
        let _ = self.inner.request_compression.encoding.set(compression);
    }

    /// Tells whether the request read last arrived compressed.
    pub(crate) fn set_request_was_compressed(&self, compressed: bool) {
        self.inner.request_compression.last.store(compressed, Ordering::Relaxed);
    }
}
