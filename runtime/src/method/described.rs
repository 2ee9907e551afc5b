//! A method as one type: what generated code tells the engines about it, in one place.

use strait_proto_compat::schema::TypeName;

use super::{Argument, MethodDescriptor, Response, ResponseName, RpcError, RpcKind};

/// A method of a service. `#[rpc_service]` makes a type for each, so that a mistake in a signature
/// shows once, here, and not wherever the method is used.
pub trait Method: Send + Sync + 'static {
    /// What it takes.
    type Request: Argument;

    /// What a call that went well gives.
    type Response: Response;

    /// What a failed one gives.
    type Error: RpcError;

    /// Its name, kind and options.
    const DESCRIPTOR: MethodDescriptor;

    /// The name of the response message without the package, in case the response is no message.
    const RESPONSE: &'static str;

    /// The Rust item, for messages about conflicts.
    const ORIGIN: &'static str;

    /// The full name of the response message.
    fn response_name() -> TypeName;
}

/// Which sides of a method stream.
#[must_use]
pub const fn kind<M: Method>() -> RpcKind {
    RpcKind::new(<M::Request as Argument>::STREAMING, <M::Response as Response>::STREAMING)
}

impl<M: Method> ResponseName for M {
    const MESSAGE: &'static str = M::RESPONSE;
    const ORIGIN: &'static str = M::ORIGIN;

    fn type_name() -> TypeName {
        M::response_name()
    }
}
