//! The halves of a stream as the engines hold them, whichever HTTP implementation moves it.

use std::task::{Context, Poll};

use bytes::Bytes;

#[cfg(feature = "h2")]
use super::h2;
#[cfg(all(feature = "server", feature = "tower"))]
use super::hosted;
use super::http2;
use crate::Status;
#[cfg(feature = "server")]
use crate::{Metadata, wire::Encodings};

/// What the peer sends on a stream after its headers.
pub(crate) enum Body {
    #[cfg(feature = "h2")]
    H2(h2::body::Body),
    #[cfg(feature = "server")]
    Http2Request(http2::body::Body<http2::RequestHeads>),
    #[cfg(feature = "client")]
    Http2Response(http2::body::Body<http2::ResponseHeads>),
    #[cfg(all(feature = "server", feature = "tower"))]
    Hosted(hosted::RequestBody),
}

impl Body {
    /// The next bytes; `None` at the end of the stream or before trailers.
    pub(crate) fn poll_data(
        &mut self,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, Status>>> {
        match self {
            #[cfg(feature = "h2")]
            Self::H2(body) => body.poll_data(cx),
            #[cfg(feature = "server")]
            Self::Http2Request(body) => body.poll_data(cx),
            #[cfg(feature = "client")]
            Self::Http2Response(body) => body.poll_data(cx),
            #[cfg(all(feature = "server", feature = "tower"))]
            Self::Hosted(body) => body.poll_data(cx),
        }
    }
}

#[cfg(feature = "client")]
impl Body {
    /// The trailers after the data; none of the fields if the stream ended without.
    pub(crate) fn poll_response_trailers(
        &mut self,
        cx: &mut Context<'_>,
    ) -> Poll<Result<crate::wire::response::ResponseHeaders, Status>> {
        match self {
            #[cfg(feature = "h2")]
            Self::H2(body) => body.poll_response_trailers(cx),
            Self::Http2Response(body) => body.poll_response_trailers(cx),
            // Only requests come these ways.
            #[cfg(feature = "server")]
            Self::Http2Request(_) => Poll::Ready(Ok(Default::default())),
            #[cfg(all(feature = "server", feature = "tower"))]
            Self::Hosted(_) => Poll::Ready(Ok(Default::default())),
        }
    }

    /// Whether nothing follows the headers of a response.
    pub(crate) fn is_end(&self) -> bool {
        match self {
            #[cfg(feature = "h2")]
            Self::H2(body) => body.is_end(),
            Self::Http2Response(body) => body.is_end(),
            // As above.
            #[cfg(feature = "server")]
            Self::Http2Request(_) => false,
            #[cfg(all(feature = "server", feature = "tower"))]
            Self::Hosted(_) => false,
        }
    }
}

/// Goes on with the stream of whichever implementation it is.
#[cfg(feature = "server")]
macro_rules! of_any {
    ($this:expr, $stream:ident => $do:expr) => {
        match $this {
            #[cfg(feature = "h2")]
            Self::H2($stream) => $do,
            Self::Http2($stream) => $do,
            #[cfg(feature = "tower")]
            Self::Hosted($stream) => $do,
        }
    };
}

/// The server's half of a stream.
#[cfg(feature = "server")]
pub(crate) enum ResponseStream {
    #[cfg(feature = "h2")]
    H2(h2::server::ResponseStream),
    Http2(http2::response::ResponseStream),
    #[cfg(feature = "tower")]
    /// Boxed: it holds what the other hands over.
    Hosted(Box<hosted::ResponseStream>),
}

#[cfg(feature = "server")]
impl ResponseStream {
    /// Whether the headers are gone.
    pub(crate) fn headers_sent(&self) -> bool {
        of_any!(self, stream => stream.headers_sent())
    }

    /// Sends the headers, once.
    pub(crate) fn send_headers(&mut self, metadata: &Metadata, encodings: Encodings) {
        of_any!(self, stream => stream.send_headers(metadata, encodings));
    }

    /// Waits until some of `wanted` bytes may be sent: how many. `None` if no one reads any more.
    pub(crate) fn poll_capacity(
        &mut self,
        cx: &mut Context<'_>,
        wanted: usize,
    ) -> Poll<Option<usize>> {
        of_any!(self, stream => stream.poll_capacity(cx, wanted))
    }

    /// Sends message bytes. Beyond the capacity they wait in memory.
    pub(crate) fn send_data(&mut self, data: Bytes) {
        of_any!(self, stream => stream.send_data(data));
    }

    /// Ends the call: after headers with trailers, otherwise with both in one block.
    ///
    /// "Trailers-Only is permitted for calls that produce an immediate error."
    pub(crate) fn send_trailers(&mut self, error: Option<&Status>, metadata: &Metadata) {
        of_any!(self, stream => stream.send_trailers(error, metadata));
    }

    /// Answers what is not gRPC with a bare HTTP status.
    pub(crate) fn reject(&mut self, http_status: u16) {
        of_any!(self, stream => stream.reject(http_status));
    }

    /// Gives up on the stream.
    pub(crate) fn reset(&mut self) {
        of_any!(self, stream => stream.reset());
    }

    /// Gives up on a stream whose client does not read.
    pub(crate) fn reset_stalled(&mut self) {
        of_any!(self, stream => stream.reset_stalled());
    }

    /// Ready when the client has cancelled or is gone.
    pub(crate) fn poll_reset(&mut self, cx: &mut Context<'_>) -> Poll<()> {
        of_any!(self, stream => stream.poll_reset(cx))
    }
}
