//! HTTP/2 by strait's own engine, `strait-http2`.
//!
//! | file | what it has |
//! | --- | --- |
//! | [`core`] | the engine behind its lock, and what waits for its streams |
//! | [`pieces`] | what came for a stream and waits there |
//! | [`pipe`] | the byte stream below it |
//! | [`buffers`] | what is read into, where much is |
//! | [`body`] | the half of a stream on which the peer sends |
//! | [`server`] | the driver of a server's connection, and a request on its way in |
//! | [`heads`] | the header fields of a server |
//! | [`response`] | a server's half of a stream |
//! | [`client`] | a client's connection, its driver, and its half of a stream |
//!
//! The engine knows no I/O: the driver reads, writes, and gives each event to the stream that it
//! is about. Handlers and calls lock the engine to send, and wake the driver, which writes what all
//! of them added at once.

pub(super) mod body;
mod buffers;
#[cfg(feature = "client")]
pub(super) mod client;
mod core;
#[cfg(feature = "server")]
mod heads;
mod pieces;
mod pipe;
#[cfg(feature = "server")]
pub(super) mod response;
#[cfg(feature = "server")]
pub(super) mod server;

use strait_http2::{Collect, Config, Connection};
use tokio::time::Instant;

use super::Http2Settings;

#[cfg(feature = "client")]
pub(super) use self::client::ResponseHeads;
#[cfg(feature = "server")]
pub(super) use self::heads::RequestHeads;

fn config(settings: &Http2Settings) -> Config {
    Config {
        stream_window: settings.stream_window,
        max_stream_window: settings.max_stream_window,
        connection_window: settings.connection_window,
        // The window is given back as messages are taken, so that it bounds what is held.
        max_held: 0,
        max_header_list_size: settings.max_header_list_size,
        max_concurrent_streams: settings.max_concurrent_streams,
        #[cfg(test)]
        first_stream: settings.first_stream,
        ..Config::default()
    }
}

/// Since when an engine counts the time.
struct Elapsed(Instant);

impl Elapsed {
    fn new() -> Self {
        Self(Instant::now())
    }

    fn tell<C: Collect>(&self, engine: &mut Connection<C>) {
        engine.set_time(self.0.elapsed());
    }
}
