//! What generated servers implement, and what their handlers are made of.

use std::{future::Future, pin::Pin, sync::Arc};

use strait_proto_compat::schema::Schema;

use super::ServeError;
use crate::{
    Context, Status,
    interceptor::{Intercepted, ServerInterceptor},
    method::{Argument as _, Frames, Method, MethodDescriptor, Payload, Response as _},
};

/// A service ready to be added to a server; `GreeterServer` is one.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a service that a server can take",
    label = "not a generated server",
    note = "wrap the implementation of `trait Greeter` in its generated server: `GreeterServer::new(…)`"
)]
pub trait Service: Send + Sync + 'static {
    /// The full protobuf name.
    fn name(&self) -> &'static str;

    /// The methods, in the order in which [`call`](Self::call) counts them.
    fn methods(&self) -> &'static [MethodDescriptor];

    /// Adds the service and all its types.
    fn describe(&self, schema: &mut Schema);

    /// Makes the handler of a call; nothing runs before it is polled.
    fn call(&self, method: usize, call: ServerCall) -> HandlerFuture;

    /// Told of all services of the server, this one among them, before the server listens.
    ///
    /// # Errors
    ///
    /// Whatever keeps the server from being built.
    fn server_built(&self, _services: &[Arc<dyn Service>]) -> Result<(), ServeError> {
        Ok(())
    }

    /// Told that the server takes no more calls, before its clients are. Must not block.
    fn server_drains(&self) {}

    /// The service with an interceptor around its handlers, within those of the server.
    fn intercept(self, interceptor: impl ServerInterceptor) -> Intercepted<Self>
    where
        Self: Sized,
    {
        Intercepted::new(self).intercept(interceptor)
    }
}

/// A handler at work on a call. Boxed: the one allocation between the engine and user code.
pub type HandlerFuture = Pin<Box<dyn Future<Output = Result<Payload, Status>> + Send>>;

/// A call on its way to a handler.
#[derive(Debug)]
pub struct ServerCall {
    pub(crate) frames: Option<Frames>,
    pub(crate) context: Context,
}

impl ServerCall {
    /// The context for the handler.
    #[must_use]
    pub fn into_context(self) -> Context {
        self.context
    }
}

/// Takes the request out of a call.
///
/// # Errors
///
/// If it is malformed, too large, or not exactly one where one is expected.
pub async fn receive<M: Method>(call: &mut ServerCall) -> Result<M::Request, Status> {
    match call.frames.take() {
        Some(frames) => M::Request::receive(frames).await,
        None => Err(Status::internal("the request was taken twice")),
    }
}

/// Makes a handler's result ready to be sent.
///
/// # Errors
///
/// The handler's own, as a status.
pub fn respond<M: Method>(result: Result<M::Response, M::Error>) -> Result<Payload, Status> {
    result.map_err(Into::into)?.into_payload::<M>()
}

/// The handler of a method index that a service does not have. The router never asks for one.
#[must_use]
pub fn no_such_method() -> HandlerFuture {
    Box::pin(async { Err(Status::unimplemented("the service has no such method")) })
}
