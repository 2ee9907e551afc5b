//! The shape of a method: its name, its kind, and how Rust types become messages or streams.

mod argument;
mod described;
mod payload;
pub(crate) mod response;

pub use argument::Argument;
pub use described::{Method, kind};
pub use payload::{Frames, Payload};
pub(crate) use payload::{
    MessageSource, PREFIX_LEN, PayloadSource, Side, append_frame, decode, write_prefix,
};
pub use response::{MethodResult, Response, ResponseName, RpcError, ValueResponse};

use strait_proto_compat::schema::Idempotency;

/// A method as the wire knows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MethodDescriptor {
    path: &'static str,
    kind: RpcKind,
    idempotency: Idempotency,
}

impl MethodDescriptor {
    #[doc(hidden)]
    #[must_use]
    pub const fn new(path: &'static str, kind: RpcKind, idempotency: Idempotency) -> Self {
        Self { path, kind, idempotency }
    }

    /// The `:path` of its calls: `/greeter.Greeter/SayHello`.
    #[must_use]
    pub const fn path(&self) -> &'static str {
        self.path
    }

    /// The full name of its service: `greeter.Greeter`.
    #[must_use]
    pub fn service(&self) -> &'static str {
        self.split().0
    }

    /// Its name within the service: `SayHello`.
    #[must_use]
    pub fn name(&self) -> &'static str {
        self.split().1
    }

    /// Which sides stream.
    #[must_use]
    pub const fn kind(&self) -> RpcKind {
        self.kind
    }

    /// What calling it twice does.
    #[must_use]
    pub const fn idempotency(&self) -> Idempotency {
        self.idempotency
    }

    fn split(&self) -> (&'static str, &'static str) {
        self.path.strip_prefix('/').and_then(|p| p.split_once('/')).unwrap_or(("", self.path))
    }
}

/// The four kinds of call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RpcKind {
    /// One request, one response.
    Unary,
    /// Many requests, one response.
    ClientStreaming,
    /// One request, many responses.
    ServerStreaming,
    /// Many requests and many responses, in any order.
    Bidi,
}

impl RpcKind {
    #[doc(hidden)]
    #[must_use]
    pub const fn new(client_streaming: bool, server_streaming: bool) -> Self {
        match (client_streaming, server_streaming) {
            (false, false) => Self::Unary,
            (true, false) => Self::ClientStreaming,
            (false, true) => Self::ServerStreaming,
            (true, true) => Self::Bidi,
        }
    }

    /// Whether requests are a stream.
    #[must_use]
    pub const fn client_streaming(self) -> bool {
        matches!(self, Self::ClientStreaming | Self::Bidi)
    }

    /// Whether responses are a stream.
    #[must_use]
    pub const fn server_streaming(self) -> bool {
        matches!(self, Self::ServerStreaming | Self::Bidi)
    }
}
