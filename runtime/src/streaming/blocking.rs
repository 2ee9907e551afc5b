//! A stream for code without async: an iterator.

use std::{fmt, future::poll_fn, pin::Pin};

use futures_core::Stream as _;

use crate::{Metadata, Status, Streaming};

/// The responses of a blocking call: an iterator that blocks its thread until the next message
/// is there. Dropping it cancels the call.
///
/// The blocking client refuses to work inside an async runtime, and so does nothing that polls
/// this iterator there.
pub struct Blocking<T>(Streaming<T>);

impl<T: Send + 'static> Blocking<T> {
    /// The metadata that came before the first message; waits for it.
    ///
    /// # Errors
    ///
    /// The status with which the call failed before any metadata came.
    pub fn initial_metadata(&mut self) -> Result<Metadata, Status> {
        pollster::block_on(self.0.initial_metadata())
    }

    /// The metadata that came after the last message: `None` until the stream has ended well.
    #[must_use]
    pub fn trailers(&self) -> Option<&Metadata> {
        self.0.trailers()
    }

    /// As [`Streaming::last_was_compressed`].
    #[must_use]
    pub fn last_was_compressed(&self) -> bool {
        self.0.last_was_compressed()
    }

    /// The stream itself, for code that has a runtime after all.
    pub fn into_streaming(self) -> Streaming<T> {
        self.0
    }
}

impl<T> Iterator for Blocking<T> {
    type Item = Result<T, Status>;

    fn next(&mut self) -> Option<Self::Item> {
        pollster::block_on(poll_fn(|cx| Pin::new(&mut self.0).poll_next(cx)))
    }
}

impl<T> From<Streaming<T>> for Blocking<T> {
    fn from(stream: Streaming<T>) -> Self {
        Self(stream)
    }
}

impl<T> fmt::Debug for Blocking<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Blocking").finish_non_exhaustive()
    }
}
