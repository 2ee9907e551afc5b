//! Support for the tests in this crate: a service whose handlers each test writes for itself, ways
//! to serve it, peers that others wrote, waiting that fails loudly, and an HTTP/2 peer that does exactly what it is told.

pub mod certs;
pub mod conformance;
pub mod grpc_testing;
pub mod interop;
pub mod lab;
pub mod peers;
pub mod program;
pub mod soak;
pub mod wire;

use std::{future::Future, time::Duration};

/// Waits for what must happen, and panics if it does not: a test that hangs says where.
///
/// # Panics
///
/// If `future` is not done after ten seconds of tokio's clock.
pub async fn soon<T>(what: &str, future: impl Future<Output = T>) -> T {
    match tokio::time::timeout(Duration::from_secs(10), future).await {
        Ok(value) => value,
        Err(_) => panic!("did not happen within 10 s: {what}"),
    }
}

/// Lets every other task of a current-thread runtime run until none has anything left to do.
///
/// Only for asserting that something did *not* happen, on a paused clock: the clock moves when all
/// tasks are idle, and not before.
pub async fn idle() {
    tokio::time::sleep(Duration::from_millis(1)).await;
}

/// Moves tokio's clock without waiting, in a test with sockets: a clock that is paused for longer
/// would run ahead of them. Timers that are due run out; those they set wait in real time.
pub async fn jump(duration: Duration) {
    tokio::time::pause();
    tokio::time::advance(duration).await;
    tokio::time::resume();
}
