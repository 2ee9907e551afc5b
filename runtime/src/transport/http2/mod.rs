//! HTTP/2 by strait's own engine, `strait-http2`.
//!
//! | file | what it has |
//! | --- | --- |
//! | [`core`] | the engine behind its lock, and what waits for its streams |
//! | [`server`] | the driver of a connection, and a request on its way in |
//! | [`stream`] | the two halves of a stream, held by handlers |
//!
//! The engine knows no I/O: the driver reads, writes, and gives each event to the stream that it
//! is about. Handlers lock the engine to send, and wake the driver, which writes what all of them
//! added at once.

mod core;
mod heads;
pub(super) mod server;
pub(super) mod stream;
