//! Interceptors on the server: between the engine and the handlers.

use std::{
    borrow::Cow,
    fmt,
    future::{Future, poll_fn},
    pin::Pin,
    sync::Arc,
};

use bytes::Bytes;
use strait_proto_compat::schema::Schema;

use super::{
    Chain, MessageView, Reply,
    hooked::{HookedSource, Peeked},
};
use crate::{
    Context, Metadata, Status,
    context::CallEnd,
    method::{Frames, MessageSource, MethodDescriptor, Side},
    server::{HandlerFuture, ServeError, ServerCall, Service},
};

/// Code around the handlers of a server or of one service.
///
/// See the [module](super) for what it is told and when.
///
/// ```
/// use strait::{Status, interceptor::{IncomingCall, Reply, ServerInterceptor, ServerNext}};
///
/// /// Tells who calls what.
/// struct Log;
///
/// impl ServerInterceptor for Log {
///     async fn intercept(&self, mut call: IncomingCall, next: ServerNext) -> Result<Reply, Status> {
///         let line = format!("{} {}", call.context().peer(), call.path());
///         call.on_end(move |end| println!("{line}: {} after {:?}", end.code(), end.elapsed()));
///         next.run(call).await
///     }
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an interceptor of a server",
    label = "does not implement `ServerInterceptor`",
    note = "write `impl ServerInterceptor for {Self}` with an `async fn intercept(&self, call: IncomingCall, next: ServerNext) -> Result<Reply, Status>`"
)]
pub trait ServerInterceptor: Send + Sync + 'static {
    /// Handles a call: `next.run(call)` goes on to the next interceptor and in the end to the
    /// handler. Who does not run it answers by itself. A panic ends the call with UNKNOWN.
    ///
    /// # Cancel safety
    ///
    /// When the call is cancelled, the future is dropped where it waits. What must happen in any
    /// case belongs into [`IncomingCall::on_end`].
    fn intercept(
        &self,
        call: IncomingCall,
        next: ServerNext,
    ) -> impl Future<Output = Result<Reply, Status>> + Send;
}

impl<I: ServerInterceptor> ServerInterceptor for Arc<I> {
    fn intercept(
        &self,
        call: IncomingCall,
        next: ServerNext,
    ) -> impl Future<Output = Result<Reply, Status>> + Send {
        (**self).intercept(call, next)
    }
}

/// A [`ServerInterceptor`] of any type: one box a call.
pub(crate) trait Erased: Send + Sync {
    fn intercept(self: Arc<Self>, call: IncomingCall, next: ServerNext) -> Intercepting;
}

type Intercepting = Pin<Box<dyn Future<Output = Result<Reply, Status>> + Send>>;

pub(crate) type ServerChain = Chain<dyn Erased>;

struct Plain<I>(I);

impl<I: ServerInterceptor> Erased for Plain<I> {
    fn intercept(self: Arc<Self>, call: IncomingCall, next: ServerNext) -> Intercepting {
        Box::pin(async move { self.0.intercept(call, next).await })
    }
}

impl ServerChain {
    pub(crate) fn push(&mut self, interceptor: impl ServerInterceptor) {
        *self = self.with(Arc::new(Plain(interceptor)));
    }

    /// Makes the handler of a call: all interceptors, and `last` within.
    pub(crate) fn call(
        &self,
        path: impl Into<Cow<'static, str>>,
        call: ServerCall,
        last: Last,
    ) -> HandlerFuture {
        let next = ServerNext { chain: self.clone(), at: 0, last };
        let call = IncomingCall { path: path.into(), call, first: None };
        Box::pin(async move {
            let context = call.context().clone();
            let (payload, initial_metadata, trailers) = next.run(call).await?.into_payload()?;
            context.response().extend(&initial_metadata, &trailers);
            Ok(payload)
        })
    }
}

/// What stands behind the last interceptor.
pub(crate) enum Last {
    Method(Arc<dyn Service>, usize),
    /// The server has no such method, and says why.
    Missing(Status),
    /// Something else that takes calls.
    #[cfg(feature = "tower")]
    Other(Box<dyn FnOnce(IncomingCall) -> Intercepting + Send>),
}

/// The way on to the handler.
#[must_use = "a call whose `next` is not run reaches no handler"]
pub struct ServerNext {
    chain: ServerChain,
    at: usize,
    last: Last,
}

impl ServerNext {
    /// Goes on: the future is done when there is a response, or a stream of which nothing has been
    /// made yet.
    ///
    /// # Errors
    ///
    /// The handler's, or an interceptor's.
    ///
    /// # Cancel safety
    ///
    /// Dropping the future drops the handler where it waits.
    pub async fn run(mut self, call: IncomingCall) -> Result<Reply, Status> {
        if let Some(interceptor) = self.chain.get(self.at) {
            self.at += 1;
            return interceptor.intercept(call, self).await;
        }
        match self.last {
            Last::Method(service, index) => {
                service.call(index, call.into_call()).await.map(Reply::from_payload)
            }
            Last::Missing(status) => Err(status),
            #[cfg(feature = "tower")]
            Last::Other(run) => run(call).await,
        }
    }
}

#[cfg(feature = "tower")]
impl ServerNext {
    /// A way on that is `run`, and no interceptors before it.
    pub(crate) fn to(run: impl FnOnce(IncomingCall) -> Intercepting + Send + 'static) -> Self {
        Self { chain: ServerChain::default(), at: 0, last: Last::Other(Box::new(run)) }
    }
}

impl fmt::Debug for ServerNext {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ServerNext").finish_non_exhaustive()
    }
}

/// A call on its way to its handler.
#[must_use = "a call that is not passed to `next` reaches no handler"]
pub struct IncomingCall {
    path: Cow<'static, str>,
    call: ServerCall,
    /// The outcome of asking for the first message, once that has been done.
    first: Option<Option<Result<Bytes, Status>>>,
}

impl IncomingCall {
    /// The path of the call: `/greeter.Greeter/SayHello`.
    ///
    /// It is the very string by which the method was found, so a rule about it cannot be got round
    /// by writing it in another way. Where the server has no such method, it is what the client
    /// sent.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The method; `None` if the server has no such method. Only interceptors of the whole server
    /// see such a call, and whatever they do it reaches no handler.
    #[must_use]
    pub fn method(&self) -> Option<&'static MethodDescriptor> {
        self.call.context.method()
    }

    /// The context that the handler will see: peer, deadline, cancellation, extensions, and the
    /// metadata of the response. A clone of it stays valid while `next` runs.
    #[must_use]
    pub fn context(&self) -> &Context {
        &self.call.context
    }

    /// The metadata that the client sent.
    #[must_use]
    pub fn metadata(&self) -> &Metadata {
        self.call.context.metadata()
    }

    /// The metadata, to be changed for those further in.
    pub fn metadata_mut(&mut self) -> &mut Metadata {
        self.call.context.metadata_mut()
    }

    /// Waits for the request, or the first message of a stream of them, to look at it or to replace
    /// it; the handler sees it as if no one had. `None` if the client sends none.
    ///
    /// # Errors
    ///
    /// If the message is malformed or too large, or the client is gone.
    ///
    /// # Cancel safety
    ///
    /// Dropping the future loses nothing.
    pub async fn first_message(&mut self) -> Result<Option<MessageView<'_>>, Status> {
        if self.first.is_none() {
            let Some(frames) = &mut self.call.frames else { return Ok(None) };
            self.first = Some(poll_fn(|cx| frames.0.poll_message(cx)).await);
        }
        match &mut self.first {
            Some(Some(Ok(message))) => Ok(Some(MessageView::alone(Side::Request, message))),
            Some(Some(Err(status))) => Err(status.copy()),
            _ => Ok(None),
        }
    }

    /// Shows each message of the request to `hook` when it is read, which may replace it or fail
    /// the call with a status. A hook that panics fails the call with UNKNOWN.
    pub fn on_message(
        &mut self,
        hook: impl FnMut(&mut MessageView<'_>) -> Result<(), Status> + Send + 'static,
    ) {
        self.put_back();
        self.wrap(|source| HookedSource { source, side: Side::Request, hook });
    }

    /// Runs `hook` when the headers of the response are sent, after the hooks of interceptors
    /// further in. It does not run if there are none: a call that fails at once has trailers only.
    pub fn on_initial_metadata(&mut self, hook: impl FnOnce(&mut Metadata) + Send + 'static) {
        self.call.context.response().on_initial_metadata(hook);
    }

    /// Runs `hook` when the call is over: exactly once, however it ends, with the status that the
    /// client is told. Of a call that was cancelled this is CANCELLED, and of one whose
    /// deadline passed DEADLINE_EXCEEDED. Hooks of interceptors further in run first.
    pub fn on_end(&mut self, hook: impl FnOnce(&mut CallEnd<'_>) + Send + 'static) {
        let context = &self.call.context;
        context.response().on_end(context.now(), hook);
    }

    /// The call as the handler takes it, with what was looked at put back.
    fn into_call(mut self) -> ServerCall {
        self.put_back();
        self.call
    }

    fn put_back(&mut self) {
        if let Some(first) = self.first.take() {
            self.wrap(|rest| Peeked { first: Some(first), rest });
        }
    }

    fn wrap<S: MessageSource + 'static>(&mut self, wrap: impl FnOnce(Frames) -> S) {
        self.call.frames = self.call.frames.take().map(|frames| Frames(Box::new(wrap(frames))));
    }
}

impl fmt::Debug for IncomingCall {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("IncomingCall")
            .field("path", &self.path)
            .field("context", &self.call.context)
            .finish_non_exhaustive()
    }
}

/// A service with interceptors of its own: [`Service::intercept`].
#[derive(Debug)]
pub struct Intercepted<S> {
    service: Arc<S>,
    interceptors: ServerChain,
}

impl<S: Service> Intercepted<S> {
    pub(crate) fn new(service: S) -> Self {
        Self { service: Arc::new(service), interceptors: ServerChain::default() }
    }

    /// Adds an interceptor within those it has.
    #[must_use]
    pub fn intercept(mut self, interceptor: impl ServerInterceptor) -> Self {
        self.interceptors.push(interceptor);
        self
    }
}

impl<S: Service> Service for Intercepted<S> {
    fn name(&self) -> &'static str {
        self.service.name()
    }

    fn methods(&self) -> &'static [MethodDescriptor] {
        self.service.methods()
    }

    fn describe(&self, schema: &mut Schema) {
        self.service.describe(schema);
    }

    fn call(&self, method: usize, call: ServerCall) -> HandlerFuture {
        let Some(descriptor) = self.methods().get(method) else {
            return self.service.call(method, call);
        };
        let service = Arc::clone(&self.service) as Arc<dyn Service>;
        self.interceptors.call(descriptor.path(), call, Last::Method(service, method))
    }

    fn server_built(&self, services: &[Arc<dyn Service>]) -> Result<(), ServeError> {
        self.service.server_built(services)
    }

    fn server_drains(&self) {
        self.service.server_drains();
    }
}
