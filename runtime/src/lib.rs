//! gRPC for Rust where a trait and plain structs are the whole definition of a service.
//!
//! Write the contract as Rust, implement the trait, serve it. Nothing else is needed: no `.proto`,
//! no `build.rs`, no `protoc`. Other languages get the `.proto` from [`ServiceSchema`].
//!
//! ```
//! strait::package!("greeter"); // the protobuf package of this module
//!
//! use strait::{Message, Server, Status, rpc_service};
//!
//! #[derive(Clone, Debug, Default, PartialEq, Message)]
//! pub struct HelloRequest {
//!     #[tag(1)]
//!     pub name: String,
//! }
//!
//! #[rpc_service]
//! pub trait Greeter {
//!     /// Greets one person.
//!     async fn say_hello(&self, request: HelloRequest) -> Result<String, Status>;
//! }
//!
//! struct MyGreeter;
//!
//! impl Greeter for MyGreeter {
//!     async fn say_hello(&self, request: HelloRequest) -> Result<String, Status> {
//!         Ok(format!("Hello, {}!", request.name))
//!     }
//! }
//!
//! # #[cfg(all(feature = "client", feature = "server"))]
//! #[tokio::main]
//! async fn main() -> Result<(), Box<dyn std::error::Error>> {
//!     // Within this process; `.bind("127.0.0.1:50051")` or `.serve(…)` takes a socket instead,
//!     // and `GreeterClient::connect("http://127.0.0.1:50051")` is its other end.
//!     let channel = Server::builder().add(GreeterServer::new(MyGreeter)).in_process()?;
//!
//!     let greeter = GreeterClient::new(channel);
//!     let reply = greeter.say_hello(HelloRequest { name: "world".into() }).await?;
//!     assert_eq!(reply, "Hello, world!");
//!     Ok(())
//! }
//! # #[cfg(not(all(feature = "client", feature = "server")))]
//! # fn main() {}
//! ```
//!
//! [`#[rpc_service]`](macro@rpc_service) on a trait `Greeter` makes `GreeterServer`,
//! `GreeterClient` (which implements `Greeter` too), `GreeterBlockingClient` and `GreeterSchema`.
//!
//! # Where things are
//!
//! | to | see |
//! | --- | --- |
//! | name the protobuf package | [`package!`] |
//! | define messages, enums, oneofs | [`Message`](derive@Message), [`Enumeration`](derive@Enumeration), [`Oneof`](derive@Oneof), [`Open`], [`UnknownFields`] |
//! | use protobuf's own types | [`well_known`] |
//! | define a service | [`rpc_service`](macro@rpc_service) |
//! | fail | [`Status`], [`Code`], [`OrStatus`]; with a type of one's own: [`RpcError`](derive@RpcError) |
//! | send and receive many messages | [`Streaming`] |
//! | know deadline, peer, metadata, cancellation of a call | [`Context`] |
//! | serve | [`Server`], [`server::Builder`] |
//! | answer health checks, describe oneself | the modules `health` and `reflection` |
//! | compress messages | [`Compression`] |
//! | connect, and set options of a call | [`Channel`], [`ChannelBuilder`], [`Call`], [`CallOptions`] |
//! | run code around all calls: authentication, logs, retries | [`interceptor`] |
//! | encrypt, and know who calls | `ServerTls`, `ClientTls`, [`TlsInfo`] |
//! | call without async | [`BlockingChannel`], [`Blocking`] |
//! | export the `.proto`, and guard it | [`ServiceSchema`], [`schema_test!`] |
//! | encode and decode outside of calls | [`Encode`], [`Decode`], [`DecodeOptions`] |
//! | read and write JSON | the module `json` |
//!
//! # Features
//!
//! | feature | adds |
//! | --- | --- |
//! | `client` (default) | channels and generated clients, on tokio |
//! | `server` (default) | the server, on tokio |
//! | `tls` | TLS and mutual TLS on either side, by rustls |
//! | `h2` | the h2 crate as a second HTTP/2 engine: `Http2Engine::H2` |
//! | `gzip`, `zstd`, `snappy`, `brotli` | message compression: [`Compression`] |
//! | `health`, `reflection` | the modules of these names: the standard services of a server |
//! | `proto` | `proto!`, which reads foreign `.proto` files while the crate compiles |
//! | `tower` | servers as `tower` services, to be mounted in axum; `tower` layers as interceptors |
//! | `json` | protobuf's JSON of every message, and messages in serde: the module `json` |
//! | `prost` | the module `prost`: prost's messages in services, strait's messages in prost |
//! | `chrono`, `jiff`, `time`, `uuid` | fields of those crates' types |
//!
//! Without default features there are messages, traits and schemas, and neither tokio nor HTTP: for
//! a crate that shares a contract.

// Client and server share layers, and each alone leaves some of what they share unused.
#![cfg_attr(
    not(all(feature = "client", feature = "server")),
    allow(dead_code, unused_imports, reason = "checked with both features on")
)]

// The derives are used inside this crate too, and name it from outside.
extern crate self as strait;

#[doc(hidden)]
#[path = "private.rs"]
pub mod __private;

mod code;
mod compression;
mod context;
mod describe;
pub mod interceptor;
#[cfg(feature = "json")]
pub mod json;
mod macros;
pub mod message;
mod metadata;
mod method;
mod package;
#[cfg(feature = "proto")]
mod proto;
mod schema_of;
mod schema_test;
mod status;
mod status_detail;
mod streaming;
#[cfg(any(feature = "client", feature = "server"))]
mod task;

#[cfg(feature = "transport")]
mod wire;

#[cfg(feature = "tower")]
pub mod tower;

#[cfg(feature = "transport")]
mod policy;

#[cfg(feature = "transport")]
mod transport;

#[cfg(feature = "tls")]
pub mod tls;

#[cfg(feature = "client")]
mod channel;
#[cfg(feature = "server")]
pub mod server;

#[cfg(feature = "health")]
pub mod health;
#[cfg(feature = "prost")]
pub mod prost;
#[cfg(feature = "reflection")]
pub mod reflection;

pub use bytes::Bytes;
#[cfg(feature = "client")]
pub use channel::{
    BlockingChannel, Builder as ChannelBuilder, Call, CallFuture, CallOptions, Channel, IntoTarget,
    Response, Target,
};
pub use code::Code;
pub use compression::Compression;
pub use context::{Cancelled, Context, Peer, TlsInfo};
#[cfg(feature = "json")]
pub use json::Json;
pub use macros::{Enumeration, Message, Oneof, RpcError, rpc_service};
pub use message::{
    ByteStr, Decode, DecodeError, DecodeOptions, Encode, Enumeration, Message, Oneof, Open,
    UnknownFields, well_known,
};
pub use metadata::{InvalidMetadata, Metadata, MetadataValue};
pub use method::{MethodDescriptor, RpcError, RpcKind};
#[cfg(feature = "transport")]
pub use policy::Keepalive;
#[cfg(feature = "proto")]
pub use proto::proto;
pub use schema_of::ServiceSchema;
pub use schema_test::schema_test;
#[cfg(feature = "server")]
pub use server::Server;
pub use status::{OrStatus, Origin, Status};
pub use strait_proto_compat::{ProtoFile, schema};
pub use streaming::{Blocking, Closed, Sender, Streaming};
#[cfg(feature = "tls")]
pub use tls::{client::ClientTls, server::ServerTls};
#[cfg(feature = "transport")]
pub use transport::Http2Engine;

/// The README's example is compiled and run as a test.
#[cfg(all(doctest, feature = "client", feature = "server"))]
#[doc = include_str!("../../README.md")]
struct Readme;
