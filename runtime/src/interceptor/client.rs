//! Interceptors on the client: between the stubs and the engine.

use std::{
    fmt,
    future::{Future, poll_fn},
    panic::{AssertUnwindSafe, catch_unwind},
    pin::{Pin, pin},
    sync::Arc,
    task::{Context as TaskContext, Poll, ready},
    time::Instant,
};

use bytes::Bytes;

use super::{
    Chain, MessageView, Reply,
    hooked::{HookedPayload, show},
};
use crate::{
    CallOptions, Channel, Context, Metadata, Status,
    channel::{
        interrupt::{Interrupt, deadline_exceeded, now},
        response,
    },
    context::{CallEnd, Hooks, panicked},
    method::{Frames, MessageSource, MethodDescriptor, Payload, Side},
};

/// Code around the calls of a channel, or around single ones.
///
/// See the [module](super) for what it is told and when. It may run `next` more than once, which
/// makes a retry:
///
/// ```
/// use strait::{Code, Status, interceptor::{ClientInterceptor, ClientNext, OutgoingCall, Reply}};
///
/// /// Tries once more what failed for want of a server.
/// struct OnceMore;
///
/// impl ClientInterceptor for OnceMore {
///     async fn intercept(&self, call: OutgoingCall, next: ClientNext) -> Result<Reply, Status> {
///         // None for a stream of requests, which can be sent only once.
///         let again = call.try_clone();
///         match (next.run(call).await, again) {
///             (Err(status), Some(again)) if status.code() == Code::Unavailable => next.run(again).await,
///             (result, _) => result,
///         }
///     }
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an interceptor of a client",
    label = "does not implement `ClientInterceptor`",
    note = "write `impl ClientInterceptor for {Self}` with an `async fn intercept(&self, call: OutgoingCall, next: ClientNext) -> Result<Reply, Status>`"
)]
pub trait ClientInterceptor: Send + Sync + 'static {
    /// Makes a call: `next.run(call)` goes on to the next interceptor and in the end to the server.
    /// Who does not run it answers by itself. The deadline of the call counts here too. A panic
    /// ends the call with UNKNOWN.
    ///
    /// # Cancel safety
    ///
    /// When the call is cancelled, the future is dropped where it waits. What must happen in any
    /// case belongs into [`OutgoingCall::on_end`].
    fn intercept(
        &self,
        call: OutgoingCall,
        next: ClientNext,
    ) -> impl Future<Output = Result<Reply, Status>> + Send;
}

impl<I: ClientInterceptor> ClientInterceptor for Arc<I> {
    fn intercept(
        &self,
        call: OutgoingCall,
        next: ClientNext,
    ) -> impl Future<Output = Result<Reply, Status>> + Send {
        (**self).intercept(call, next)
    }
}

/// A [`ClientInterceptor`] of any type: one box a call.
pub(crate) trait Erased: Send + Sync {
    fn intercept(self: Arc<Self>, call: OutgoingCall, next: ClientNext) -> Intercepting;
}

type Intercepting = Pin<Box<dyn Future<Output = Result<Reply, Status>> + Send>>;

pub(crate) type ClientChain = Chain<dyn Erased>;

struct Plain<I>(I);

impl<I: ClientInterceptor> Erased for Plain<I> {
    fn intercept(self: Arc<Self>, call: OutgoingCall, next: ClientNext) -> Intercepting {
        Box::pin(async move {
            let mut intercepting = pin!(async { self.0.intercept(call, next).await });
            poll_fn(|cx| {
                catch_unwind(AssertUnwindSafe(|| intercepting.as_mut().poll(cx)))
                    .unwrap_or_else(|_| Poll::Ready(Err(panicked())))
            })
            .await
        })
    }
}

impl ClientChain {
    pub(crate) fn push(&mut self, interceptor: impl ClientInterceptor) {
        *self = self.with(Arc::new(Plain(interceptor)));
    }
}

/// Makes a call through all its interceptors.
pub(crate) async fn start(
    chain: ClientChain,
    channel: Channel,
    method: &'static MethodDescriptor,
    payload: Payload,
    options: CallOptions,
) -> Result<Frames, Status> {
    let (options, mut interrupt) = response::settle(options)?;
    let next = ClientNext { chain, at: 0 };
    let call = OutgoingCall { channel, method, payload, options, hooks: Hooks::default() };
    Ok(interrupt.or(next.run(call)).await?.into_frames())
}

/// The way on to the server.
#[derive(Clone)]
#[must_use = "a call whose `next` is not run reaches no server"]
pub struct ClientNext {
    chain: ClientChain,
    at: usize,
}

impl ClientNext {
    /// Goes on: the future is done when the response has come or failed, or, if it is a stream, when
    /// the request is on its way.
    ///
    /// # Errors
    ///
    /// The server's, the engine's, or an interceptor's.
    ///
    /// # Cancel safety
    ///
    /// Dropping the future cancels the call.
    pub async fn run(&self, mut call: OutgoingCall) -> Result<Reply, Status> {
        let (hooks, deadline) = (std::mem::take(&mut call.hooks), call.deadline());
        let further = async {
            match self.chain.get(self.at) {
                Some(interceptor) => {
                    let next = Self { chain: self.chain.clone(), at: self.at + 1 };
                    let (deadline, parent) = (call.deadline(), call.context().cloned());
                    let reply = interceptor.intercept(call, next).await?;
                    Ok(if reply.is_local_stream() {
                        let interrupt = Interrupt::new(deadline, parent);
                        let frames = Interrupted { frames: reply.into_frames(), interrupt };
                        Reply::from_frames(Frames(Box::new(frames)))
                    } else {
                        reply
                    })
                }
                None => call.send().await,
            }
        };
        if hooks.is_empty() {
            return further.await;
        }
        Guard { hooks, deadline }.around(further).await
    }
}

impl fmt::Debug for ClientNext {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientNext").finish_non_exhaustive()
    }
}

/// A call on its way to the server.
#[must_use = "a call that is not passed to `next` reaches no server"]
pub struct OutgoingCall {
    channel: Channel,
    method: &'static MethodDescriptor,
    payload: Payload,
    options: CallOptions,
    hooks: Hooks,
}

impl OutgoingCall {
    /// The method.
    #[must_use]
    pub fn method(&self) -> &'static MethodDescriptor {
        self.method
    }

    /// The path of the call: `/greeter.Greeter/SayHello`.
    #[must_use]
    pub fn path(&self) -> &'static str {
        self.method.path()
    }

    /// What the channel connects to, as text for people.
    #[must_use]
    pub fn target(&self) -> String {
        self.channel.target()
    }

    /// Whether no one on the way can read what is sent: over TLS, a Unix socket, or within the
    /// process.
    #[must_use]
    pub fn is_secure(&self) -> bool {
        self.channel.is_secure()
    }

    /// The context of the call that this one is part of, if it is: see
    /// [`Call::within`](crate::Call::within).
    #[must_use]
    pub fn context(&self) -> Option<&Context> {
        self.options.parent.as_ref()
    }

    /// When the caller stops waiting; `None` if it waits for ever.
    #[must_use]
    pub fn deadline(&self) -> Option<Instant> {
        self.options.deadline
    }

    /// Ends what is further in at `deadline`, if that is earlier than the deadline of the call: for
    /// one of several attempts.
    pub fn limit_deadline(&mut self, deadline: Instant) {
        let earlier = self.options.deadline.is_none_or(|old| deadline < old);
        if earlier {
            self.options.deadline = Some(deadline);
        }
    }

    /// The metadata that will be sent.
    #[must_use]
    pub fn metadata(&self) -> &Metadata {
        &self.options.metadata
    }

    /// The metadata, to be changed before it is sent.
    pub fn metadata_mut(&mut self) -> &mut Metadata {
        &mut self.options.metadata
    }

    /// The request, to look at or to replace; `None` if it is a stream.
    pub fn message(&mut self) -> Option<MessageView<'_>> {
        match &mut self.payload {
            Payload::One(frame) => Some(MessageView::framed(Side::Request, frame, 0)),
            Payload::Many(_) => None,
        }
    }

    /// Shows each message of the request to `hook` before it is sent, which may replace it or fail
    /// the call: the message at hand now, those of a stream as they pass. A hook that panics
    /// fails the call with UNKNOWN.
    ///
    /// # Errors
    ///
    /// If the hook fails on the message at hand.
    pub fn on_message(
        &mut self,
        mut hook: impl FnMut(&mut MessageView<'_>) -> Result<(), Status> + Send + 'static,
    ) -> Result<(), Status> {
        let side = Side::Request;
        match std::mem::replace(&mut self.payload, Payload::One(Vec::new())) {
            Payload::One(mut frame) => {
                let shown = show(&mut hook, MessageView::framed(side, &mut frame, 0));
                self.payload = Payload::One(frame);
                shown
            }
            Payload::Many(source) => {
                self.payload = Payload::Many(Box::new(HookedPayload { source, side, hook }));
                Ok(())
            }
        }
    }

    /// Runs `hook` when the headers of the response come, after the hooks of interceptors further
    /// in. It does not run if there are none: a call may fail with trailers only.
    pub fn on_initial_metadata(&mut self, hook: impl FnOnce(&mut Metadata) + Send + 'static) {
        self.hooks.on_initial_metadata(hook);
    }

    /// Runs `hook` when what [`next`](ClientNext::run) does with the call is over: exactly once,
    /// however it ends. A call that is dropped by its caller ends with CANCELLED. The caller, and
    /// interceptors further out, see what the hook makes of the status and trailers.
    pub fn on_end(&mut self, hook: impl FnOnce(&mut CallEnd<'_>) + Send + 'static) {
        self.hooks.on_end(now(), hook);
    }

    /// The same call, for one more attempt; `None` if the request is a stream. Hooks stay with the
    /// original.
    #[must_use]
    pub fn try_clone(&self) -> Option<Self> {
        let Payload::One(frame) = &self.payload else { return None };
        Some(Self {
            channel: self.channel.clone(),
            method: self.method,
            payload: Payload::One(frame.clone()),
            options: self.options.clone(),
            hooks: Hooks::default(),
        })
    }

    /// Leaves the interceptors.
    async fn send(self) -> Result<Reply, Status> {
        let Self { channel, method, payload, options, .. } = self;
        let mut frames = response::start(channel, method, payload, options).await?;
        if method.kind().server_streaming() {
            return Ok(Reply::from_frames(Frames(Box::new(frames))));
        }
        let initial_metadata = poll_fn(|cx| frames.poll_initial_metadata(cx)).await?;
        let mut frames = Frames(Box::new(frames));
        let message = frames.single_bytes(Side::Response).await?;
        let trailers = frames.0.trailers().cloned().unwrap_or_default();
        let reply = Reply::from_message(message, frames.0.last_was_compressed());
        Ok(reply.with_initial_metadata(&initial_metadata).with_trailers(&trailers))
    }
}

impl fmt::Debug for OutgoingCall {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OutgoingCall")
            .field("method", &self.method.path())
            .field("options", &self.options)
            .finish_non_exhaustive()
    }
}

/// Hooks, which run when this is dropped at the latest.
struct Guard {
    hooks: Hooks,
    deadline: Option<Instant>,
}

impl Guard {
    async fn around(
        mut self,
        further: impl Future<Output = Result<Reply, Status>>,
    ) -> Result<Reply, Status> {
        let mut reply = match further.await {
            Ok(reply) => reply,
            Err(status) => return Err(self.failed(status)),
        };
        if reply.is_whole() {
            let (initial_metadata, trailers) = reply.metadata_mut();
            self.initial_metadata(initial_metadata);
            self.end(Ok(()), trailers)?;
            return Ok(reply);
        }
        let frames = HookedFrames {
            frames: reply.into_frames(),
            initial_metadata: None,
            trailers: None,
            guard: self,
        };
        Ok(Reply::from_frames(Frames(Box::new(frames))))
    }

    fn initial_metadata(&mut self, metadata: &mut Metadata) {
        if !self.hooks.take_initial().run(metadata) {
            self.hooks.note_panic();
        }
    }

    fn end(
        &mut self,
        mut outcome: Result<(), Status>,
        trailers: &mut Metadata,
    ) -> Result<(), Status> {
        self.hooks.end(now(), &mut outcome, trailers);
        outcome
    }

    fn failed(&mut self, status: Status) -> Status {
        // No hook makes it a success.
        match self.end(Err(status), &mut Metadata::new()) {
            Err(status) => status,
            Ok(()) => panicked(),
        }
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        if self.hooks.is_empty() {
            return;
        }
        // Whoever drops it at the deadline does so because of it.
        let status = match self.deadline {
            Some(deadline) if deadline <= now() => deadline_exceeded(),
            _ => Status::cancelled("the call was dropped"),
        };
        drop(self.failed(status));
    }
}

/// A stream of responses whose metadata and end are waited for.
struct HookedFrames {
    frames: Frames,
    /// As the hooks made it.
    initial_metadata: Option<Metadata>,
    /// As the hooks made them.
    trailers: Option<Metadata>,
    guard: Guard,
}

impl MessageSource for HookedFrames {
    fn poll_message(&mut self, cx: &mut TaskContext<'_>) -> Poll<Option<Result<Bytes, Status>>> {
        if self.initial_metadata.is_none() {
            // A failure comes again as the message.
            let _ = ready!(self.poll_initial_metadata(cx));
        }
        Poll::Ready(match ready!(self.frames.0.poll_message(cx)) {
            Some(Ok(message)) => Some(Ok(message)),
            Some(Err(status)) => Some(Err(self.guard.failed(status))),
            None => {
                let mut trailers = self.frames.0.trailers().cloned().unwrap_or_default();
                let outcome = self.guard.end(Ok(()), &mut trailers);
                self.trailers.get_or_insert(trailers);
                outcome.err().map(Err)
            }
        })
    }

    fn poll_initial_metadata(
        &mut self,
        cx: &mut TaskContext<'_>,
    ) -> Poll<Result<Metadata, Status>> {
        if let Some(metadata) = &self.initial_metadata {
            return Poll::Ready(Ok(metadata.clone()));
        }
        let metadata = ready!(self.frames.0.poll_initial_metadata(cx));
        let Ok(mut metadata) = metadata else {
            // There are none, and there will be none if one asks again.
            drop(self.guard.hooks.take_initial());
            return Poll::Ready(metadata);
        };
        self.guard.initial_metadata(&mut metadata);
        self.initial_metadata = Some(metadata.clone());
        Poll::Ready(Ok(metadata))
    }

    fn trailers(&self) -> Option<&Metadata> {
        self.trailers.as_ref()
    }

    fn last_was_compressed(&self) -> bool {
        self.frames.0.last_was_compressed()
    }

    fn cancel(&mut self) {
        self.frames.0.cancel();
    }
}

/// A stream of responses made on this side, which ends with its call all the same.
struct Interrupted {
    frames: Frames,
    interrupt: Interrupt,
}

impl MessageSource for Interrupted {
    fn poll_message(&mut self, cx: &mut TaskContext<'_>) -> Poll<Option<Result<Bytes, Status>>> {
        match self.interrupt.poll(cx) {
            Poll::Ready(status) => Poll::Ready(Some(Err(status))),
            Poll::Pending => self.frames.0.poll_message(cx),
        }
    }

    fn poll_initial_metadata(
        &mut self,
        cx: &mut TaskContext<'_>,
    ) -> Poll<Result<Metadata, Status>> {
        self.frames.0.poll_initial_metadata(cx)
    }

    fn trailers(&self) -> Option<&Metadata> {
        self.frames.0.trailers()
    }

    fn last_was_compressed(&self) -> bool {
        self.frames.0.last_was_compressed()
    }

    fn cancel(&mut self) {
        self.frames.0.cancel();
    }
}
