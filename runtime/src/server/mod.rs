//! The server: it accepts connections, finds handlers, runs them, and stops in good order.

mod accept;
mod adaptive;
mod admission;
mod builder;
mod call;
mod calls;
mod compression;
mod connection;
mod drain;
mod error;
mod event;
#[cfg(feature = "tower")]
pub(crate) mod hosted;
mod limits;
mod requests;
mod router;
mod service;
mod stall;
mod start;
#[cfg(feature = "tls")]
mod tls;
mod watch;
#[cfg(all(test, feature = "client"))]
mod writes;

pub use accept::ServerHandle;
pub use adaptive::AdaptiveLimit;
pub use builder::{Builder, HandlerPlacement};
pub use error::ServeError;
pub use event::ServerEvent;
pub use service::{HandlerFuture, ServerCall, Service, no_such_method, receive, respond};

use std::{future::Future, net::SocketAddr, sync::Arc, time::Duration};

use tokio::sync::oneshot;

pub use crate::transport::ConnectionEnd;
use crate::transport::Listener;
use connection::Shared;

/// A server bound to its address.
///
/// ```
/// # strait::package!("doc");
/// # use strait::{rpc_service, Message, Server, Status};
/// # #[derive(Message)] pub struct Ping {}
/// #[rpc_service]
/// pub trait Echo {
///     async fn ping(&self, ping: Ping) -> Result<Ping, Status>;
/// }
///
/// struct MyEcho;
/// impl Echo for MyEcho {
///     async fn ping(&self, ping: Ping) -> Result<Ping, Status> {
///         Ok(ping)
///     }
/// }
///
/// # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let server = Server::builder().add(EchoServer::new(MyEcho)).bind("127.0.0.1:0").await?;
/// let address = server.local_addr().expect("a TCP address");
/// let server = server.spawn();
///
/// let echo = EchoClient::connect(format!("http://{address}")).await?;
/// echo.ping(Ping {}).await?;
///
/// server.drain(std::time::Duration::from_secs(5)).await;
/// # Ok(()) }
/// ```
#[derive(Debug)]
pub struct Server {
    listener: Listener,
    shared: Arc<Shared>,
}

impl Server {
    /// Starts to set up a server.
    pub fn builder() -> Builder {
        Builder::default()
    }

    /// The bound address, with the port that was chosen for port 0; `None` for a Unix socket.
    #[must_use]
    pub fn local_addr(&self) -> Option<SocketAddr> {
        self.listener.local_addr()
    }

    /// Serves for ever.
    ///
    /// # Cancel safety
    ///
    /// Dropping the future closes the socket and every connection at once. Use
    /// [`serve_until`](Self::serve_until) to let calls finish.
    pub async fn serve(self) {
        let (_, never) = oneshot::channel();
        accept::serve(self.listener, self.shared, never).await;
    }

    /// Serves until `signal` is done, then takes no more connections and calls, and lets the
    /// running calls go on for at most `grace`. What runs after that is cancelled.
    pub async fn serve_until(self, signal: impl Future<Output = ()>, grace: Duration) {
        let (drain, told) = oneshot::channel();
        let mut serving = accept::serve(self.listener, self.shared, told);
        tokio::select! {
            biased;
            () = signal => {
                let _ = drain.send(grace);
            }
            () = &mut serving => return,
        }
        serving.await;
    }

    /// Serves in the background, until the handle is told to drain. Dropping the handle lets the
    /// server run.
    ///
    /// # Panics
    ///
    /// Outside of a tokio runtime.
    pub fn spawn(self) -> ServerHandle {
        ServerHandle::spawn(self)
    }
}
