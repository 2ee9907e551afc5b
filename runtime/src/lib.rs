//! gRPC for Rust where a trait and plain structs are the whole definition of a service.

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
mod context;
mod describe;
mod macros;
pub mod message;
mod metadata;
mod method;
mod package;
mod schema_of;
mod schema_test;
mod status;
mod status_detail;
mod streaming;

#[cfg(feature = "transport")]
mod wire;

#[cfg(feature = "client")]
mod policy;

#[cfg(feature = "transport")]
mod transport;

#[cfg(feature = "client")]
mod channel;
#[cfg(feature = "server")]
pub mod server;

#[cfg(feature = "client")]
pub use channel::{
    BlockingChannel, Builder as ChannelBuilder, Call, CallFuture, CallOptions, Channel, IntoTarget,
    Response, Target,
};
pub use code::Code;
pub use context::{Cancelled, Context, Peer};
pub use macros::{Enumeration, Message, Oneof, RpcError, rpc_service};
pub use message::{
    ByteStr, Decode, DecodeError, DecodeOptions, Encode, Enumeration, Message, Oneof, Open,
    UnknownFields, well_known,
};
pub use metadata::{InvalidMetadata, Metadata, MetadataValue};
pub use method::{MethodDescriptor, RpcError, RpcKind};
pub use schema_of::ServiceSchema;
pub use schema_test::schema_test;
#[cfg(feature = "server")]
pub use server::Server;
pub use status::{OrStatus, Origin, Status};
pub use strait_proto_compat::{ProtoFile, schema};
pub use streaming::{Blocking, Closed, Sender, Streaming};

/// The README's example is compiled and run as a test.
#[cfg(all(doctest, feature = "client", feature = "server"))]
#[doc = include_str!("../../README.md")]
struct Readme;
