//! HTTP/2 by the h2 crate.

pub(super) mod body;
#[cfg(feature = "client")]
pub(super) mod client;
pub(super) mod error;
#[cfg(feature = "server")]
pub(super) mod server;
pub(super) mod settings;

use std::task::{Context, Poll, ready};

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue};

use crate::{Metadata, wire::Encodings};

/// Adds metadata to a header block.
fn add_metadata(headers: &mut HeaderMap, metadata: &Metadata) {
    for (key, value) in metadata.raw() {
        add(headers, key, value);
    }
}

/// Adds a field.
fn add(headers: &mut HeaderMap, key: &[u8], value: &[u8]) {
    // Metadata holds only what passed its own, stricter rules; what a peer sent and a handler
    // passed on was HTTP/2 already.
    if let (Ok(key), Ok(value)) = (HeaderName::from_lowercase(key), HeaderValue::from_bytes(value))
    {
        headers.append(key, value);
    }
}

/// Says how messages are compressed, and may be.
fn add_encodings(headers: &mut HeaderMap, encodings: Encodings) {
    const ENCODING: HeaderName = HeaderName::from_static("grpc-encoding");
    const ACCEPT_ENCODING: HeaderName = HeaderName::from_static("grpc-accept-encoding");

    if let Some(encoding) = encodings.encoding() {
        headers.insert(ENCODING, HeaderValue::from_static(encoding));
    }
    if let Some(accepted) = encodings.accept_encoding() {
        headers.insert(ACCEPT_ENCODING, HeaderValue::from_static(accepted));
    }
}

/// Waits until some of `wanted` bytes may be sent: how many. `None` if no one reads any more.
fn poll_capacity(
    stream: &mut ::h2::SendStream<Bytes>,
    cx: &mut Context<'_>,
    wanted: usize,
) -> Poll<Option<usize>> {
    stream.reserve_capacity(wanted);
    loop {
        let capacity = stream.capacity().min(wanted);
        if capacity > 0 {
            return Poll::Ready(Some(capacity));
        }
        match ready!(stream.poll_capacity(cx)) {
            Some(Ok(_)) => {}
            Some(Err(_)) | None => return Poll::Ready(None),
        }
    }
}
