//! A call under way: its request going out, its response coming in.

use std::{
    pin::Pin,
    task::{Context, Poll, ready},
    time::Instant,
};

use bytes::Bytes;

use super::{
    CallOptions, Channel,
    interrupt::{Interrupt, deadline_exceeded, now},
    outbound::{Body, First, Outbound, Queued, Tries},
    request::Request,
};
use crate::{
    Code, Metadata, Status,
    compression::CompressionSet,
    method::{MessageSource, MethodDescriptor, Payload},
    transport::{Answer, CallFailure, Fate, MessageBody, Outgoing, ResponseHead, Slot, check_len},
    wire::{
        Encodings,
        response::{Head, quoting},
    },
};

/// Metadata that goes from a call to the calls made within it.
const TRACE_KEYS: [&str; 3] = ["traceparent", "tracestate", "baggage"];

/// Finds a connection and sends the request, or its beginning; or puts the call into a queue if
/// the server takes no more at present. Returns without waiting for the server.
pub(crate) async fn start(
    channel: Channel,
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
    let max_message_len = limits.max_receive_message_len;
    if let Payload::One(frame) = &payload {
        check_len(frame.len(), limits.max_send_message_len)?;
    }
    let encoder = limits.compression.encoder(options.compression);
    let encodings = Encodings { send: encoder.compression, accept: limits.compression.accept };
    let body = Body::new(payload, encoder, limits.max_send_message_len);
    let mut outbound = Outbound {
        channel,
        method,
        metadata,
        encodings,
        deadline,
        parent: options.parent,
        wait_for_ready: options.wait_for_ready,
        body,
        tries: Tries::new(),
    };
    let (state, request) = match interrupt.or(outbound.first()).await? {
        First::Out(head, request) => (State::Head(head, Some(outbound)), request),
        First::Full(connection, generation) => {
            (State::Queued(outbound.queue(connection, generation)), None)
        }
    };
    Ok(ResponseFrames {
        state,
        max_message_len,
        offered: encodings.accept,
        last_was_compressed: false,
        initial: Metadata::new(),
        trailers: None,
        failure: None,
        request,
        slot: None,
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

/// The messages of a response.
///
/// ```text
/// Queued ──sent──▶ Head ──headers──▶ Body ──trailers──▶ Ended
///   ▲               │ └──Trailers-Only, an error, deadline──▲
///   └──not looked at┘
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
    /// Held as long as the call counts against what the server takes.
    slot: Option<Slot>,
    interrupt: Interrupt,
    deadline: Option<Instant>,
}

enum State {
    /// Waits for its turn, for the first time or again.
    Queued(Queued),
    /// Waits for the headers. With what is needed to send the call again.
    Head(ResponseHead, Option<Outbound>),
    /// The server has not looked at the call; can its stream of requests be had back?
    Unseen(CallFailure, Option<Outbound>),
    Body(MessageBody),
    Ended,
}

impl ResponseFrames {
    /// Waits for the headers; the state is `Body` or `Ended` after that.
    fn poll_head(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), Status>> {
        loop {
            match &mut self.state {
                State::Queued(queued) => match ready!(Pin::new(queued).poll(cx)) {
                    Ok(Ok(sent)) => {
                        self.request = sent.request;
                        self.state = State::Head(sent.head, Some(sent.outbound));
                    }
                    Ok(Err(status)) => return Poll::Ready(Err(self.fail(status))),
                    Err(_) => {
                        let status = Status::unavailable("the channel's runtime has shut down");
                        return Poll::Ready(Err(self.fail(status)));
                    }
                },
                State::Head(head, outbound) => match ready!(head.poll(cx)) {
                    Ok(answer) => return Poll::Ready(self.answer(answer, cx)),
                    Err(failure) if failure.fate == Fate::Unknown => {
                        return Poll::Ready(Err(self.fail(failure.status)));
                    }
                    Err(failure) => self.state = State::Unseen(failure, outbound.take()),
                },
                State::Unseen(..) => {
                    // The task that sends a stream of requests ends with the failed attempt.
                    let unsent = match &mut self.request {
                        Some(request) => Some(ready!(request.poll_unsent(cx))),
                        None => None,
                    };
                    if let Err(status) = self.send_again(unsent) {
                        return Poll::Ready(Err(self.fail(status)));
                    }
                }
                State::Body(_) | State::Ended => return Poll::Ready(Ok(())),
            }
        }
    }

    /// Sends a call again that the server has not looked at. `unsent` is its stream of requests
    /// if it has one, or why that cannot be had back.
    fn send_again(
        &mut self,
        unsent: Option<Result<Outgoing, Option<Status>>>,
    ) -> Result<(), Status> {
        let state = std::mem::replace(&mut self.state, State::Ended);
        let State::Unseen(failure, Some(mut outbound)) = state else { return Ok(()) };
        match unsent {
            None => {}
            Some(Ok(unsent)) => outbound.body.put_back(unsent),
            Some(Err(why)) => return Err(why.unwrap_or(failure.status)),
        }
        self.request = None;
        self.state = State::Queued(outbound.retry(failure));
        Ok(())
    }

    /// Judges the headers.
    fn answer(&mut self, mut answer: Answer, cx: &mut Context<'_>) -> Result<(), Status> {
        self.slot = answer.slot;
        match answer.headers.head(answer.http_status, answer.body.is_end(), self.offered) {
            Ok(Head::Started(metadata, encoding)) => {
                self.initial = metadata;
                let messages = MessageBody::new(answer.body, self.max_message_len, encoding);
                self.state = State::Body(messages);
                Ok(())
            }
            Ok(Head::Ended(Ok(trailers))) => {
                self.answered();
                self.trailers = Some(trailers);
                Ok(())
            }
            Ok(Head::Ended(Err(status))) => {
                self.answered();
                Err(status)
            }
            Ok(Head::Foreign(mut status)) => {
                // What has come with the headers; it is not worth waiting for.
                if let Poll::Ready(Some(Ok(data))) = answer.body.poll_data(cx) {
                    status = quoting(status, &data);
                }
                Err(self.fail(status))
            }
            Err(status) => Err(self.fail(status)),
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
            request.answered();
        }
        self.drop_all();
    }

    /// Ends the call on this side: what is still open is cancelled. The reason is the caller's own
    /// if the caller's stream of requests failed, and the deadline if that has passed.
    fn fail(&mut self, status: Status) -> Status {
        let from_requests = self.request.as_mut().and_then(Request::failure);
        self.drop_all();
        // A server that keeps the deadline as well may be the first to reset the stream.
        let late = status.code() == Code::Cancelled && self.deadline.is_some_and(|d| d <= now());
        self.after_headers(match from_requests {
            Some(status) => status,
            None if late => deadline_exceeded(),
            None => status,
        })
    }

    /// Lets go of all that is open; what the server does not know to be over is cancelled.
    fn drop_all(&mut self) {
        self.request = None;
        self.slot = None;
        self.state = State::Ended;
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

    fn cancel(&mut self) {
        self.drop_all();
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
