//! strait among `tower` services: inside of axum and hyper, and with `tower`'s layers.
//!
//! # A server as an HTTP service
//!
//! `Server::builder().add(…).into_http_service()` gives an [`HttpService`], a
//! [`tower_service::Service`] from any [`http::Request`] to an [`http::Response`]. An axum router
//! takes it as its fallback, beside whatever else it serves on the same port:
//!
//! ```
//! # strait::package!("doc");
//! # use strait::{rpc_service, Message, Server, Status};
//! # #[derive(Message)] pub struct Ping {}
//! # #[rpc_service]
//! # pub trait Echo {
//! #     async fn ping(&self, ping: Ping) -> Result<Ping, Status>;
//! # }
//! # struct MyEcho;
//! # impl Echo for MyEcho {
//! #     async fn ping(&self, ping: Ping) -> Result<Ping, Status> {
//! #         Ok(ping)
//! #     }
//! # }
//! # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let grpc = Server::builder().add(EchoServer::new(MyEcho)).into_http_service()?;
//!
//! let app = axum::Router::new()
//!     .route("/healthz", axum::routing::get(|| async { "ok" }))
//!     .fallback_service(grpc);
//!
//! let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
//! let address = listener.local_addr()?;
//! tokio::spawn(async move { axum::serve(listener, app).await });
//!
//! EchoClient::connect(address).await?.ping(Ping {}).await?;
//! # Ok(()) }
//! ```
//!
//! With `axum::routing::any_service` or `Router::route_service` it can have a path of its own,
//! `/doc.Echo/{method}`; but not with `nest_service`, which takes a part of the path away.
//!
//! The service stands below the layers that are put around it, those of `tower-http` for example,
//! which see HTTP: a response's HTTP status is 200 whatever its `grpc-status` says. What wants to
//! see messages and statuses is an [interceptor](crate::interceptor).
//!
//! - A [`Peer`](crate::Peer) in the request's extensions is what handlers see as
//!   [`Context::peer`](crate::Context::peer), which is [`Peer::Unknown`](crate::Peer::Unknown)
//!   without. All extensions together are the context's extension of type [`http::Extensions`].
//! - The call runs in the task that asks for the response and reads its body; it is cancelled when
//!   that drops them, which is what hyper does when a client resets its stream.
//! - Keepalive, connection limits, TLS and drain are those of the hosting server.
//!
//! # Layers as interceptors
//!
//! [`TowerInterceptor`] puts a `tower` layer around each call of a server: concurrency limits, load
//! shedding, timeouts. [`InterceptorLayer`] gives an interceptor a place between such layers.

#[cfg(feature = "server")]
mod layer;

#[cfg(feature = "server")]
pub use crate::server::hosted::{HttpService, ResponseBody, ResponseFuture};
#[cfg(feature = "server")]
pub use layer::{Incoming, InterceptorLayer, InterceptorService, Run, TowerInterceptor};
