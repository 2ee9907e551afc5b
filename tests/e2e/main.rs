//! Calls from end to end, our client to our server, one file a scenario.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod backpressure;
mod blocking;
mod cancellation;
mod children;
mod compression;
mod connecting;
mod deadlines;
mod drain;
mod errors;
mod health;
mod interceptors;
mod kinds;
mod limits;
mod many;
mod metadata;
mod panics;
mod placement;
mod reflection;
mod sockets;
mod tls;
mod tower;
mod typed_errors;
