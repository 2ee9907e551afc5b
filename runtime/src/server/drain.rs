//! The accept loop, and how it comes to an end.

use std::{fmt, future::Future, io, net::SocketAddr, sync::Arc, time::Duration};

use tokio::{
    sync::{oneshot, watch},
    task::{JoinHandle, JoinSet},
};

use super::{
    Server,
    connection::{self, Shared},
};
use crate::transport::Listener;

/// Why a server could not start.
#[derive(Debug)]
#[non_exhaustive]
pub enum ServeError {
    /// The address cannot be bound.
    Bind {
        /// The address as it was given.
        address: String,
        /// What the operating system said.
        source: io::Error,
    },
    /// Two services were added under one name.
    DuplicateService(&'static str),
    /// A server within the process was made outside of a tokio runtime.
    NoRuntime(tokio::runtime::TryCurrentError),
}

impl fmt::Display for ServeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Bind { address, source } => write!(f, "cannot listen on {address}: {source}"),
            Self::NoRuntime(error) => write!(f, "a server needs a tokio runtime: {error}"),
            Self::DuplicateService(name) => {
                write!(f, "service {name} was added twice; a server has one of each name")
            }
        }
    }
}

impl std::error::Error for ServeError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Bind { source, .. } => Some(source),
            Self::NoRuntime(source) => Some(source),
            Self::DuplicateService(_) => None,
        }
    }
}

/// Tells connections that the server drains.
#[derive(Clone)]
pub(super) struct DrainSignal(watch::Receiver<bool>);

impl DrainSignal {
    pub(super) fn new() -> (watch::Sender<bool>, Self) {
        let (sender, receiver) = watch::channel(false);
        (sender, Self(receiver))
    }

    /// Waits until the server drains; for ever if it never will.
    pub(super) async fn requested(&mut self) {
        if self.0.wait_for(|drain| *drain).await.is_err() {
            std::future::pending::<()>().await;
        }
    }
}

/// How long connections may take to notice that they are aborted.
const ABORT: Duration = Duration::from_secs(1);

/// Accepts until `signal`, then drains for at most the time it says.
pub(super) async fn serve(
    listener: Listener,
    shared: Arc<Shared>,
    signal: impl Future<Output = Duration>,
) {
    let (drain, drained) = DrainSignal::new();
    let mut connections = JoinSet::new();
    let mut signal = std::pin::pin!(signal);
    let grace = loop {
        tokio::select! {
            biased;
            grace = &mut signal => break grace,
            accepted = listener.accept() => match accepted {
                Ok((io, peer)) => {
                    let shared = Arc::clone(&shared);
                    connections.spawn(connection::serve(io, peer, shared, drained.clone()));
                }
                Err(error) => pause_after(&error).await,
            },
            // Finished connections are taken out as they end.
            Some(_) = connections.join_next() => {}
        }
    };
    // No one new gets in, and the port is free for a successor.
    drop(listener);
    drain.send_replace(true);
    let all = async { while connections.join_next().await.is_some() {} };
    let _ = tokio::time::timeout(grace, all).await;
    connections.abort_all();
    // A handler that blocks its connection's thread cannot be aborted.
    let rest = async { while connections.join_next().await.is_some() {} };
    let _ = tokio::time::timeout(ABORT, rest).await;
}

/// An accept error is either about the one connection that failed, or lasts: out of file
/// descriptors or memory. Trying again at once would burn a core until it is over.
async fn pause_after(error: &io::Error) {
    let one_connection = matches!(
        error.kind(),
        io::ErrorKind::ConnectionAborted
            | io::ErrorKind::ConnectionReset
            | io::ErrorKind::ConnectionRefused
            | io::ErrorKind::Interrupted
    );
    if !one_connection {
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

/// A server at work in the background.
#[derive(Debug)]
pub struct ServerHandle {
    local_addr: Option<SocketAddr>,
    drain: oneshot::Sender<Duration>,
    task: JoinHandle<()>,
}

impl ServerHandle {
    pub(super) fn spawn(server: Server) -> Self {
        let local_addr = server.local_addr();
        let (drain, told) = oneshot::channel();
        let task = tokio::spawn(async move {
            let signal = async {
                match told.await {
                    Ok(grace) => grace,
                    // The handle is gone: the server runs on.
                    Err(_) => std::future::pending().await,
                }
            };
            serve(server.listener, server.shared, signal).await;
        });
        Self { local_addr, drain, task }
    }

    /// The bound address, with the port that was chosen for port 0; `None` for a Unix socket.
    #[must_use]
    pub fn local_addr(&self) -> Option<SocketAddr> {
        self.local_addr
    }

    /// Takes no more connections and calls, lets the running calls go on for at most `grace`, and
    /// cancels what runs after that. Returns when the server has stopped.
    ///
    /// # Cancel safety
    ///
    /// Dropping the future lets the drain go on in the background.
    pub async fn drain(self, grace: Duration) {
        // An error means that the task is gone, which the next line reports.
        let _ = self.drain.send(grace);
        // An error is a panic or the runtime's end; the server has stopped in either case.
        let _ = self.task.await;
    }
}
