//! HTTP/2 by the h2 crate, the second engine.

pub(super) mod body;
#[cfg(feature = "client")]
pub(super) mod client;
pub(super) mod error;
#[cfg(feature = "server")]
pub(super) mod server;
mod settings;
#[cfg(feature = "client")]
mod slots;

use std::task::{Context, Poll, ready};

use bytes::Bytes;

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
