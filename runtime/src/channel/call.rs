//! One call on the client: options, then a future.

use std::{
    fmt,
    future::{Future, IntoFuture, poll_fn},
    marker::PhantomData,
    pin::Pin,
    task::{Context as TaskContext, Poll},
    time::{Duration, Instant},
};

use super::{CallOptions, Channel, response};
use crate::{
    Context, Metadata, Status,
    interceptor::{self, ClientInterceptor},
    method::{self, Argument, Frames, MethodDescriptor, Payload, ResponseName, RpcError},
};

/// A call about to be made: add options, then `.await` it.
///
/// `R` is what the method returns and `E` its error. Nothing is sent before the call is awaited.
///
/// # Cancel safety
///
/// Dropping the future cancels the call, and the server's handler learns of it.
#[must_use = "a call does nothing unless it is awaited"]
pub struct Call<R, E> {
    channel: Channel,
    method: &'static MethodDescriptor,
    payload: Result<Payload, Status>,
    pub(super) options: CallOptions,
    run: Run<R>,
    error: PhantomData<fn() -> E>,
}

/// Makes the call; a function pointer, so that the name of the response message is no parameter
/// of [`Call`].
type Run<R> = fn(Channel, &'static MethodDescriptor, Payload, CallOptions, Want) -> Running<R>;

type Running<R> = Pin<Box<dyn Future<Output = Result<Response<R>, Status>> + Send>>;

/// What the caller wants to have.
#[derive(Clone, Copy, PartialEq)]
enum Want {
    Message,
    Metadata,
}

/// A response with what came beside it.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Response<R> {
    /// What the method returned.
    pub message: R,
    /// The metadata that came before it.
    pub initial_metadata: Metadata,
    /// The metadata that came after it. Empty for a stream of responses, which has its trailers
    /// when it has ended: [`Streaming::trailers`](crate::Streaming::trailers).
    pub trailers: Metadata,
    /// Whether the message arrived compressed. For a stream of responses,
    /// [`Streaming::last_was_compressed`](crate::Streaming::last_was_compressed) tells it of each.
    pub was_compressed: bool,
}

impl<R: method::Response, E: RpcError> Call<R, E> {
    #[doc(hidden)]
    pub fn new<N: ResponseName, A: Argument>(
        channel: &Channel,
        method: &'static MethodDescriptor,
        request: A,
    ) -> Self {
        Self {
            channel: channel.clone(),
            method,
            payload: request.into_payload(),
            options: CallOptions::default(),
            run: |channel, method, payload, options, want| {
                Box::pin(run::<N, R>(channel, method, payload, options, want))
            },
            error: PhantomData,
        }
    }

    /// Gives the whole call `timeout` from when it is awaited: queueing, connecting and streams
    /// included. It ends with DEADLINE_EXCEEDED then, and the server is told how long it has.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.options = self.options.timeout(timeout);
        self
    }

    /// Ends the call with DEADLINE_EXCEEDED at `deadline`, as [`timeout`](Self::timeout) does. Of
    /// several limits the earliest counts.
    pub fn deadline(mut self, deadline: Instant) -> Self {
        self.options = self.options.deadline(deadline);
        self
    }

    /// Makes the call a part of the one that `cx` belongs to: it ends at that call's deadline, is
    /// cancelled with it, and carries on its trace (`traceparent`, `tracestate` and `baggage`).
    pub fn within(mut self, cx: &Context) -> Self {
        self.options = self.options.within(cx);
        self
    }

    /// Sends a pair of metadata. A pair that is not valid fails the call with INTERNAL.
    pub fn metadata(mut self, key: &str, value: &str) -> Self {
        self.options = self.options.metadata(key, value);
        self
    }

    /// Sends bytes under a `-bin` key. A pair that is not valid fails the call with INTERNAL.
    pub fn metadata_bin(mut self, key: &str, value: impl AsRef<[u8]>) -> Self {
        self.options = self.options.metadata_bin(key, value);
        self
    }

    /// Waits for a connection however often connecting fails, up to the deadline.
    pub fn wait_for_ready(mut self) -> Self {
        self.options = self.options.wait_for_ready();
        self
    }

    /// Adds an interceptor around this call, within those of the channel and those it has.
    pub fn intercept(mut self, interceptor: impl ClientInterceptor) -> Self {
        self.options = self.options.intercept(interceptor);
        self
    }

    /// Adds `options`; what was set on the call itself wins.
    pub fn options(mut self, options: &CallOptions) -> Self {
        self.options = self.options.or(options);
        self
    }

    /// Makes the call and gives the metadata as well. For a stream of responses this waits until
    /// the server has sent its headers.
    ///
    /// # Errors
    ///
    /// As awaiting the call.
    ///
    /// # Cancel safety
    ///
    /// Dropping the future cancels the call.
    pub async fn with_response(self) -> Result<Response<R>, E> {
        self.start(Want::Metadata).await.map_err(E::from)
    }

    fn start(self, want: Want) -> Running<R> {
        match self.payload {
            Ok(payload) => (self.run)(self.channel, self.method, payload, self.options, want),
            Err(status) => Box::pin(std::future::ready(Err(status))),
        }
    }
}

async fn run<N: ResponseName, R: method::Response>(
    channel: Channel,
    method: &'static MethodDescriptor,
    payload: Payload,
    options: CallOptions,
    want: Want,
) -> Result<Response<R>, Status> {
    let interceptors = channel.interceptors.around(&options.interceptors);
    let mut frames = if interceptors.is_empty() {
        Frames(Box::new(response::start(channel, method, payload, options).await?))
    } else {
        // Boxed: calls without have no room for it.
        Box::pin(interceptor::start(interceptors, channel, method, payload, options)).await?
    };
    let mut initial_metadata = Metadata::new();
    if want == Want::Metadata {
        initial_metadata = poll_fn(|cx| frames.0.poll_initial_metadata(cx)).await?;
    }
    let (message, frames) = R::receive::<N>(frames).await?;
    let trailers = match frames.as_ref().and_then(|frames| frames.0.trailers()) {
        Some(trailers) if want == Want::Metadata => trailers.clone(),
        _ => Metadata::new(),
    };
    let was_compressed = frames.is_some_and(|frames| frames.0.last_was_compressed());
    Ok(Response { message, initial_metadata, trailers, was_compressed })
}

impl<R: method::Response, E: RpcError> IntoFuture for Call<R, E> {
    type Output = Result<R, E>;
    type IntoFuture = CallFuture<R, E>;

    fn into_future(self) -> CallFuture<R, E> {
        CallFuture { running: self.start(Want::Message), error: PhantomData }
    }
}

impl<R, E> fmt::Debug for Call<R, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Call")
            .field("method", &self.method.path())
            .field("options", &self.options)
            .finish_non_exhaustive()
    }
}

/// The future of a [`Call`].
#[must_use = "a call does nothing unless it is awaited"]
pub struct CallFuture<R, E> {
    running: Running<R>,
    error: PhantomData<fn() -> E>,
}

impl<R, E: From<Status>> Future for CallFuture<R, E> {
    type Output = Result<R, E>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut TaskContext<'_>) -> Poll<Self::Output> {
        self.running.as_mut().poll(cx).map(|result| match result {
            Ok(response) => Ok(response.message),
            Err(status) => Err(status.into()),
        })
    }
}

impl<R, E> fmt::Debug for CallFuture<R, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CallFuture").finish_non_exhaustive()
    }
}
