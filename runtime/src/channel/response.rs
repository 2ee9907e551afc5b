//! A call under way: its request going out, its response coming in.

use std::{
    future::Future,
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    task::{Context, Poll, ready},
    time::Instant,
};

use bytes::Bytes;
use tokio::{sync::oneshot, task::AbortHandle};

use super::{CallOptions, Channel};
use crate::{
    Code, Metadata, Status,
    compression::{CompressionSet, Encoder},
    method::{MessageSource, MethodDescriptor, Payload},
    transport::{
        End, MessageBody, MessageSink, Outgoing, RequestHead, RequestStream, ResponseHead,
        check_len,
    },
    wire::{
        Encodings,
        response::{Head, quoting},
    },
};

/// Metadata that goes from a call to the calls made within it.
const TRACE_KEYS: [&str; 3] = ["traceparent", "tracestate", "baggage"];

/// Finds a connection and sends the request, or its beginning. Returns without waiting for the
/// server.
pub(crate) async fn start(
    channel: &Channel,
    method: &'static MethodDescriptor,
    payload: Payload,
    options: CallOptions,
) -> Result<ResponseFrames, Status> {
    if let Some(invalid) = options.invalid {
        return Err(invalid.into());
    }
    let deadline = options.earliest_deadline(now());
    let mut metadata = options.metadata;
    if let Some(parent) = &options.parent {
        inherit_trace(&mut metadata, parent.metadata());
    }
    let mut interrupt = Interrupt::new(deadline, options.parent.clone());
    let limits = &channel.inner.subchannel.settings;
    if let Payload::One(frame) = &payload {
        check_len(frame.len(), limits.max_send_message_len)?;
    }
    let encoder = limits.compression.encoder(options.compression);
    let encodings = Encodings { send: encoder.compression, accept: limits.compression.accept };
    let opening = open(channel, method, &metadata, encodings, deadline, options.wait_for_ready);
    let (head, mut stream) = interrupt.or(opening).await?;
    let request = match payload {
        Payload::One(frame) => {
            stream.send_data(encoder.encode(frame).into(), true);
            None
        }
        Payload::Many(source) => {
            let outgoing = Outgoing::new(source, limits.max_send_message_len);
            // Of its own: the caller may send for long before it reads.
            let interrupt = Interrupt::new(deadline, options.parent);
            Some(Request::spawn(outgoing, stream, encoder, interrupt, &channel.inner.runtime))
        }
    };
    Ok(ResponseFrames {
        state: State::Head(head),
        max_message_len: limits.max_receive_message_len,
        offered: encodings.accept,
        last_was_compressed: false,
        initial: Metadata::new(),
        trailers: None,
        failure: None,
        request,
        interrupt,
        deadline,
    })
}

/// Fixes what options leave to the time of the call, before interceptors see them: `deadline` is
/// all there is to say about the end, and the metadata is complete. The interrupt is for the
/// interceptors; [`start`] makes its own.
pub(crate) fn settle(mut options: CallOptions) -> Result<(CallOptions, Interrupt), Status> {
    if let Some(invalid) = options.invalid {
        return Err(invalid.into());
    }
    options.deadline = options.earliest_deadline(now());
    options.timeout = None;
    if let Some(parent) = &options.parent {
        inherit_trace(&mut options.metadata, parent.metadata());
    }
    let interrupt = Interrupt::new(options.deadline, options.parent.clone());
    Ok((options, interrupt))
}

/// Adds the trace of the call that this one is part of, unless the caller gives its own.
fn inherit_trace(metadata: &mut Metadata, parent: &Metadata) {
    for key in TRACE_KEYS {
        if let Some(value) = parent.get(key)
            && metadata.get(key).is_none()
        {
            // It came over the wire, so it can go over the wire.
            metadata.push(key.as_bytes(), value.as_bytes());
        }
    }
}

/// Opens a stream, on a new connection if the one at hand turns out to take no more calls: such a
/// call never left the client, and "the client library may retry it transparently".
/// <https://github.com/grpc/proposal/blob/master/A6-client-retries.md#transparent-retries>
async fn open(
    channel: &Channel,
    method: &'static MethodDescriptor,
    metadata: &Metadata,
    encodings: Encodings,
    deadline: Option<Instant>,
    wait_for_ready: bool,
) -> Result<(ResponseHead, RequestStream), Status> {
    const ATTEMPTS: usize = 3;

    let mut attempt = 1;
    loop {
        let (mut connection, generation) = channel.inner.subchannel.ready(wait_for_ready).await?;
        // The time that is left when the call is written, not when it was made.
        let timeout = match deadline.map(|deadline| deadline.checked_duration_since(now())) {
            Some(None) => return Err(deadline_exceeded()),
            Some(Some(timeout)) if timeout.is_zero() => return Err(deadline_exceeded()),
            timeout => timeout.flatten(),
        };
        let head = RequestHead { path: method.path(), timeout, encodings, metadata };
        match connection.start(&head, false) {
            Ok(opened) => return Ok(opened),
            Err(status) => {
                channel.inner.subchannel.retire(generation);
                if attempt == ATTEMPTS {
                    return Err(status);
                }
                attempt += 1;
            }
        }
    }
}

/// The messages of a response.
///
/// ```text
/// Head ──headers──▶ Body ──trailers──▶ Ended
///   └──Trailers-Only, an error, deadline──▲
/// ```
pub(crate) struct ResponseFrames {
    state: State,
    max_message_len: usize,
    offered: CompressionSet,
    last_was_compressed: bool,
    initial: Metadata,
    trailers: Option<Metadata>,
    /// What ended the call while its initial metadata was waited for.
    failure: Option<Status>,
    request: Option<Request>,
    interrupt: Interrupt,
    deadline: Option<Instant>,
}

enum State {
    Head(ResponseHead),
    Body(MessageBody),
    Ended,
}

impl ResponseFrames {
    /// Waits for the headers; the state is not `Head` after that.
    fn poll_head(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), Status>> {
        let State::Head(head) = &mut self.state else { return Poll::Ready(Ok(())) };
        let (headers, http_status, mut body) = match ready!(head.poll(cx)) {
            Ok(response) => response,
            Err(status) => return Poll::Ready(Err(self.fail(status))),
        };
        match headers.head(http_status, body.is_end(), self.offered) {
            Ok(Head::Started(metadata, encoding)) => {
                self.initial = metadata;
                let messages = MessageBody::new(body, self.max_message_len, encoding);
                self.state = State::Body(messages);
                Poll::Ready(Ok(()))
            }
            Ok(Head::Ended(Ok(trailers))) => {
                self.answered();
                self.trailers = Some(trailers);
                Poll::Ready(Ok(()))
            }
            Ok(Head::Ended(Err(status))) => {
                self.answered();
                Poll::Ready(Err(status))
            }
            Ok(Head::Foreign(mut status)) => {
                // What has come with the headers; it is not worth waiting for.
                if let Poll::Ready(Some(Ok(data))) = body.poll_data(cx) {
                    status = quoting(status, &data);
                }
                Poll::Ready(Err(self.fail(status)))
            }
            Err(status) => Poll::Ready(Err(self.fail(status))),
        }
    }

    fn poll_rest(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Bytes, Status>>> {
        let State::Body(messages) = &mut self.state else { return Poll::Ready(None) };
        match ready!(messages.poll_message(cx)) {
            Some(Ok(message)) => {
                self.last_was_compressed = messages.last_was_compressed();
                return Poll::Ready(Some(Ok(message)));
            }
            Some(Err(status)) => return Poll::Ready(Some(Err(self.fail(status)))),
            None => {}
        }
        let trailers = match ready!(messages.body.poll_response_trailers(cx)) {
            Ok(trailers) => trailers.trailers(),
            Err(status) => return Poll::Ready(Some(Err(self.fail(status)))),
        };
        self.answered();
        match trailers {
            Ok(trailers) => {
                self.trailers = Some(trailers);
                Poll::Ready(None)
            }
            Err(status) => Poll::Ready(Some(Err(self.after_headers(status)))),
        }
    }

    /// The server has said its last word.
    fn answered(&mut self) {
        if let Some(request) = &self.request {
            request.answered.store(true, Ordering::Release);
        }
        self.request = None;
        self.state = State::Ended;
    }

    /// Ends the call on this side: what is still open is cancelled. The reason is the caller's own
    /// if the caller's stream of requests failed, and the deadline if that has passed.
    fn fail(&mut self, status: Status) -> Status {
        let from_requests = self.request.as_mut().and_then(|r| r.failed.try_recv().ok());
        self.request = None;
        self.state = State::Ended;
        // A server that keeps the deadline as well may be the first to reset the stream.
        let late = status.code() == Code::Cancelled && self.deadline.is_some_and(|d| d <= now());
        self.after_headers(match from_requests {
            Some(status) => status,
            None if late => deadline_exceeded(),
            None => status,
        })
    }

    /// Adds what the server had said before the call failed.
    fn after_headers(&self, status: Status) -> Status {
        if self.initial.is_empty() {
            return status;
        }
        status.with_initial_metadata(self.initial.clone())
    }
}

impl MessageSource for ResponseFrames {
    fn poll_message(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Bytes, Status>>> {
        if let Some(status) = self.failure.take() {
            return Poll::Ready(Some(Err(status)));
        }
        if let State::Ended = self.state {
            return Poll::Ready(None);
        }
        if let Poll::Ready(status) = self.interrupt.poll(cx) {
            return Poll::Ready(Some(Err(self.fail(status))));
        }
        match ready!(self.poll_head(cx)) {
            Ok(()) => self.poll_rest(cx),
            Err(status) => Poll::Ready(Some(Err(status))),
        }
    }

    fn last_was_compressed(&self) -> bool {
        self.last_was_compressed
    }

    fn poll_initial_metadata(&mut self, cx: &mut Context<'_>) -> Poll<Result<Metadata, Status>> {
        if let Some(status) = &self.failure {
            return Poll::Ready(Err(status.copy()));
        }
        let head = match self.interrupt.poll(cx) {
            Poll::Ready(status) if !matches!(self.state, State::Ended) => Err(self.fail(status)),
            _ => ready!(self.poll_head(cx)),
        };
        Poll::Ready(match head {
            Ok(()) => Ok(self.initial.clone()),
            Err(status) => {
                // The messages end with it as well.
                self.failure = Some(status.copy());
                Err(status)
            }
        })
    }

    fn trailers(&self) -> Option<&Metadata> {
        self.trailers.as_ref()
    }
}

/// What ends a call before its time: the deadline, or the end of the call it is part of. Costs
/// nothing for a call with neither.
pub(crate) struct Interrupt(Option<Pin<Box<dyn Future<Output = Status> + Send>>>);

impl Interrupt {
    pub(crate) fn new(deadline: Option<Instant>, parent: Option<crate::Context>) -> Self {
        let deadline = deadline.map(|deadline| async move {
            tokio::time::sleep_until(deadline.into()).await;
            deadline_exceeded()
        });
        let parent = parent.map(|parent| async move {
            parent.cancelled().await;
            Status::cancelled("the call that this one is part of was cancelled")
        });
        Self(match (deadline, parent) {
            (None, None) => None,
            (Some(deadline), None) => Some(Box::pin(deadline)),
            (None, Some(parent)) => Some(Box::pin(parent)),
            (Some(deadline), Some(parent)) => Some(Box::pin(async {
                tokio::select! {
                    biased;
                    status = deadline => status,
                    status = parent => status,
                }
            })),
        })
    }

    pub(crate) fn poll(&mut self, cx: &mut Context<'_>) -> Poll<Status> {
        match &mut self.0 {
            Some(interrupt) => {
                let status = ready!(interrupt.as_mut().poll(cx));
                self.0 = None;
                Poll::Ready(status)
            }
            None => Poll::Pending,
        }
    }

    /// Runs `work` unless the interrupt comes first.
    pub(crate) async fn or<T>(
        &mut self,
        work: impl Future<Output = Result<T, Status>>,
    ) -> Result<T, Status> {
        let mut work = std::pin::pin!(work);
        std::future::poll_fn(|cx| match self.poll(cx) {
            Poll::Ready(status) => Poll::Ready(Err(status)),
            Poll::Pending => work.as_mut().poll(cx),
        })
        .await
    }
}

/// A stream of requests, sent by a task of its own, so that it goes on while the caller does
/// something else than reading responses. Ends with the call.
struct Request {
    answered: Arc<AtomicBool>,
    failed: oneshot::Receiver<Status>,
    task: AbortHandle,
}

impl Request {
    fn spawn(
        outgoing: Outgoing,
        stream: RequestStream,
        encoder: Encoder,
        interrupt: Interrupt,
        runtime: &tokio::runtime::Handle,
    ) -> Self {
        let answered = Arc::new(AtomicBool::new(false));
        let (failure, failed) = oneshot::channel();
        let sink = Sink { stream, encoder, answered: Arc::clone(&answered), done: false };
        let task = runtime.spawn(sink.send(outgoing, interrupt, failure));
        Self { answered, failed, task: task.abort_handle() }
    }
}

impl Drop for Request {
    fn drop(&mut self) {
        self.task.abort();
    }
}

struct Sink {
    stream: RequestStream,
    encoder: Encoder,
    answered: Arc<AtomicBool>,
    done: bool,
}

impl Sink {
    async fn send(
        mut self,
        mut outgoing: Outgoing,
        mut interrupt: Interrupt,
        failure: oneshot::Sender<Status>,
    ) {
        let end = std::future::poll_fn(|cx| {
            if let Poll::Ready(status) = interrupt.poll(cx) {
                return Poll::Ready(End::Failed(status));
            }
            if self.stream.poll_reset(cx).is_ready() {
                return Poll::Ready(End::Gone);
            }
            outgoing.poll(cx, &mut self)
        })
        .await;
        match end {
            End::Complete => self.stream.send_data(Bytes::new(), true),
            End::Failed(status) => {
                // Sent first: the reset makes the response end, which looks here for why.
                let _ = failure.send(status);
                self.stream.cancel();
            }
            End::Gone => {}
        }
        self.done = true;
    }
}

impl MessageSink for Sink {
    fn open(&mut self) -> Encoder {
        self.encoder
    }

    fn poll_capacity(&mut self, cx: &mut Context<'_>, wanted: usize) -> Poll<Option<usize>> {
        self.stream.poll_capacity(cx, wanted)
    }

    fn send_data(&mut self, data: Bytes) {
        self.stream.send_data(data, false);
    }
}

impl Drop for Sink {
    /// The task was aborted: the server has answered and wants no more, or the caller is gone.
    fn drop(&mut self) {
        if self.done {
            return;
        }
        if self.answered.load(Ordering::Acquire) {
            self.stream.stop();
        } else {
            self.stream.cancel();
        }
    }
}

pub(crate) fn deadline_exceeded() -> Status {
    Status::deadline_exceeded("the deadline passed")
}

/// tokio's clock, so that tests can stop it.
pub(crate) fn now() -> Instant {
    tokio::time::Instant::now().into_std()
}
