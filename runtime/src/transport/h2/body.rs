//! The peer's half of a stream: DATA frames, then trailers.

use std::task::{Context, Poll, ready};

use ::h2::RecvStream;
use bytes::Bytes;
use http::HeaderMap;

use crate::Status;

/// What the peer sends on a stream after its headers.
pub(crate) struct Body {
    recv: RecvStream,
    /// Which side's meaning errors have.
    status: fn(::h2::Error) -> Status,
}

impl Body {
    pub(super) fn new(recv: RecvStream, status: fn(::h2::Error) -> Status) -> Self {
        Self { recv, status }
    }

    /// The next bytes; `None` at the end of the stream or before trailers.
    ///
    /// Windows are given back at once: one chunk and one incomplete message is all that is held,
    /// and a message larger than the window must not wait for itself.
    pub(crate) fn poll_data(
        &mut self,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, Status>>> {
        let data = match ready!(self.recv.poll_data(cx)) {
            Some(Ok(data)) => data,
            Some(Err(error)) => return Poll::Ready(Some(Err((self.status)(error)))),
            None => return Poll::Ready(None),
        };
        // Fails only if more is given back than was taken.
        let _ = self.recv.flow_control().release_capacity(data.len());
        Poll::Ready(Some(Ok(data)))
    }

    /// The trailers after the data; `None` if the stream ended without.
    pub(super) fn poll_trailers(
        &mut self,
        cx: &mut Context<'_>,
    ) -> Poll<Result<Option<HeaderMap>, Status>> {
        self.recv.poll_trailers(cx).map_err(self.status)
    }

    /// Whether nothing more comes.
    pub(crate) fn is_end(&self) -> bool {
        self.recv.is_end_stream()
    }
}
