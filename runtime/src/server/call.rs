//! One call on the server: its handler, then its response.

use std::{
    any::Any,
    future::Future,
    panic::{AssertUnwindSafe, catch_unwind},
    pin::Pin,
    task::{self, Poll, ready},
    time::{Duration, Instant},
};

use tokio::time::Sleep;

use super::{
    HandlerFuture,
    adaptive::Ticket,
    calls::{Charge, Slot},
    compression::ResponseEncoding,
    connection::Settings,
    stall::Stall,
};
use crate::{
    Code, Context, Metadata, Status,
    compression::Encoder,
    method::Payload,
    transport::{End, MessageSink, Outgoing, ResponseStream, check_len},
};

/// A call at work.
///
/// ```text
/// Handling ──one message, or an error──▶ Done
///     │                                    ▲
///     └──a stream──▶ Streaming ──its end───┘
/// either ──client gone, deadline──▶ cancelled: told, polled once more, dropped
/// ```
pub(super) struct CallTask {
    phase: Phase,
    response: ResponseStream,
    encoding: ResponseEncoding,
    context: Context,
    max_message_len: usize,
    deadline: Deadline,
    /// Pieces of the response that were sent.
    sent: u64,
    stall: Stall,
    charge: Charge,
    /// Until the handler has given its result.
    ticket: Option<Ticket>,
    /// Last, so that it is given back when all else is gone. None while the connection polls.
    slot: Option<Slot>,
}

enum Phase {
    Handling(HandlerFuture),
    Streaming(Outgoing),
    Done,
}

/// The deadline's timer, made when the call is first found waiting.
enum Deadline {
    None,
    At(Instant),
    Running(Pin<Box<Sleep>>),
}

impl CallTask {
    /// The longest response, in bytes, that is handed over whole, so that its call needs no task of
    /// its own. A longer one waits for the client's window, where it is counted and has a time; one
    /// that is handed over is bounded by the streams a client may have, and by the time that the
    /// connection may be stalled.
    const AT_ONCE: usize = 80 * 1024;

    pub(super) fn new(
        handler: HandlerFuture,
        response: ResponseStream,
        encoding: ResponseEncoding,
        context: Context,
        settings: &Settings,
        ticket: Option<Ticket>,
    ) -> Self {
        let deadline = context.deadline().map_or(Deadline::None, Deadline::At);
        Self {
            phase: Phase::Handling(handler),
            response,
            encoding,
            context,
            max_message_len: settings.max_send_message_len,
            deadline,
            sent: 0,
            stall: Stall::new(settings.limits.lifetime.stall_timeout),
            charge: Charge::default(),
            ticket,
            slot: None,
        }
    }

    /// Gives the call its place among those that have tasks of their own.
    pub(super) fn occupy(&mut self, slot: Slot) {
        self.slot = Some(slot);
    }

    /// The context of its handler.
    #[cfg(feature = "tower")]
    pub(super) fn context(&self) -> &Context {
        &self.context
    }

    /// What the call has sent so far.
    #[cfg(feature = "tower")]
    pub(super) fn response(&self) -> &ResponseStream {
        &self.response
    }

    /// As [`response`](Self::response), for one who takes it away.
    #[cfg(feature = "tower")]
    pub(super) fn response_mut(&mut self) -> &mut ResponseStream {
        &mut self.response
    }

    /// Ends a call, unless it is over, whose response is no longer wanted.
    #[cfg(feature = "tower")]
    pub(super) fn give_up(&mut self) {
        if !matches!(self.phase, Phase::Done) {
            self.abandon(&mut task::Context::from_waker(task::Waker::noop()));
        }
    }

    /// Polls the handler and the response, and nothing else: for a call that has just come.
    pub(super) fn poll_once(&mut self, cx: &mut task::Context<'_>) -> Poll<()> {
        match catch_unwind(AssertUnwindSafe(|| self.advance(cx))) {
            Ok(poll) => poll,
            Err(panic) => {
                // The message may tell secrets; the panic hook has printed it on this side.
                drop::<Box<dyn Any + Send>>(panic);
                self.end(Err(Status::unknown("the handler panicked")));
                Poll::Ready(())
            }
        }
    }

    /// The same call, reporting how long its first poll takes.
    pub(super) async fn measured(mut self, report: impl FnOnce(Duration) + Send) {
        let start = Instant::now();
        let first = std::future::poll_fn(|cx| Poll::Ready(self.poll_once(cx))).await;
        report(start.elapsed());
        if first.is_pending() {
            self.await;
        }
    }

    fn advance(&mut self, cx: &mut task::Context<'_>) -> Poll<()> {
        loop {
            match &mut self.phase {
                Phase::Handling(handler) => match poll_handler(handler, &mut self.ticket, cx) {
                    Poll::Pending => {
                        self.flush_if_asked(cx);
                        return Poll::Pending;
                    }
                    Poll::Ready(Ok(Payload::One(frame))) => {
                        if let Err(status) = check_len(frame.len(), self.max_message_len) {
                            self.end(Err(status));
                            return Poll::Ready(());
                        }
                        let frame = match self.sink().open() {
                            Some(encoder) => encoder.encode(frame),
                            None => frame,
                        };
                        if frame.len() <= Self::AT_ONCE {
                            self.response.send_data(frame.into());
                            self.end(Ok(()));
                            return Poll::Ready(());
                        }
                        self.phase = Phase::Streaming(Outgoing::one(frame));
                    }
                    Poll::Ready(Ok(Payload::Many(source))) => {
                        self.phase = Phase::Streaming(Outgoing::new(source, self.max_message_len));
                    }
                    Poll::Ready(Err(status)) => {
                        self.end(Err(status));
                        return Poll::Ready(());
                    }
                },
                Phase::Streaming(outgoing) => {
                    let mut sink = Sink {
                        response: &mut self.response,
                        encoding: &mut self.encoding,
                        context: &self.context,
                        sent: &mut self.sent,
                    };
                    let Poll::Ready(end) = outgoing.poll(cx, &mut sink) else {
                        self.flush_if_asked(cx);
                        return Poll::Pending;
                    };
                    match end {
                        End::Complete => self.end(Ok(())),
                        End::Failed(status) => self.end(Err(status)),
                        End::Gone => self.abandon(cx),
                    }
                    return Poll::Ready(());
                }
                Phase::Done => return Poll::Ready(()),
            }
        }
    }

    /// Counts what waits for the client's window: ready when that has been closed too long.
    fn poll_stalled(&mut self, cx: &mut task::Context<'_>) -> Poll<()> {
        let waiting = match &self.phase {
            Phase::Streaming(outgoing) => outgoing.waiting(),
            Phase::Handling(_) | Phase::Done => 0,
        };
        if let Some(slot) = &self.slot {
            self.charge.set(waiting, slot.calls());
        }
        if waiting == 0 { Poll::Pending } else { self.stall.poll(cx, self.sent) }
    }

    /// Whether a client that resets the call now does so because its time is up: its clock started
    /// a little earlier than ours.
    fn is_out_of_time(&self) -> bool {
        const EARLIER: Duration = Duration::from_millis(100);
        self.context.time_remaining().is_some_and(|left| left <= EARLIER)
    }

    fn flush_if_asked(&mut self, cx: &task::Context<'_>) {
        if self.context.response().poll_flush(cx.waker()) {
            self.sink().send_headers();
        }
    }

    fn sink(&mut self) -> Sink<'_> {
        Sink {
            response: &mut self.response,
            encoding: &mut self.encoding,
            context: &self.context,
            sent: &mut self.sent,
        }
    }

    fn end(&mut self, outcome: Result<(), Status>) {
        let outcome = outcome.map_err(|status| match status.code() {
            Code::Ok => Status::internal("the handler failed with a status of code OK"),
            _ => status,
        });
        self.phase = Phase::Done;
        // In a Trailers-Only response initial metadata could not be told from trailers.
        if !self.response.headers_sent() && self.context.response().has_initial() {
            self.sink().send_headers();
        }
        let (outcome, trailers) = self.tell_end(outcome);
        self.response.send_trailers(outcome.as_ref().err(), &trailers);
    }

    /// Tells the interceptors how the call ends, and gives what they make of it.
    fn tell_end(&self, mut outcome: Result<(), Status>) -> (Result<(), Status>, Metadata) {
        let (mut trailers, mut hooks) = self.context.response().take_end();
        if !hooks.is_empty() {
            hooks.end(self.context.now(), &mut outcome, &mut trailers);
        }
        (outcome, trailers)
    }

    /// Tells the interceptors of an end that the client is not told of.
    fn tell_cancelled(&self, why: Status) {
        drop(self.tell_end(Err(why)));
    }

    /// Ends the call because no one reads any more.
    fn abandon(&mut self, cx: &mut task::Context<'_>) {
        self.cancel(cx);
        self.tell_cancelled(Status::cancelled("the client gave up, or its connection broke"));
    }

    /// Tells the handler, lets it act on that, and drops it.
    fn cancel(&mut self, cx: &mut task::Context<'_>) {
        self.context.cancel();
        // Nobody will see what they return.
        let _ = catch_unwind(AssertUnwindSafe(|| match &mut self.phase {
            Phase::Handling(handler) => drop(handler.as_mut().poll(cx)),
            Phase::Streaming(outgoing) => outgoing.poll_last(cx),
            Phase::Done => {}
        }));
        self.phase = Phase::Done;
    }
}

/// Polls a handler, and tells its ticket when it has ended.
fn poll_handler(
    handler: &mut HandlerFuture,
    ticket: &mut Option<Ticket>,
    cx: &mut task::Context<'_>,
) -> Poll<Result<Payload, Status>> {
    let result = ready!(handler.as_mut().poll(cx));
    if let Some(ticket) = ticket.take() {
        ticket.ended(result.as_ref().err().map(Status::code));
    }
    Poll::Ready(result)
}

impl Future for CallTask {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, cx: &mut task::Context<'_>) -> Poll<()> {
        let call = &mut *self;
        if let Phase::Done = call.phase {
            return Poll::Ready(());
        }
        if call.response.poll_reset(cx).is_ready() {
            if let Some(slot) = &call.slot
                && !call.is_out_of_time()
            {
                slot.reset_by_client();
            }
            call.abandon(cx);
            return Poll::Ready(());
        }
        if call.deadline.poll(cx).is_ready() {
            if let Some(ticket) = call.ticket.take() {
                ticket.ended(Some(Code::DeadlineExceeded));
            }
            call.cancel(cx);
            call.end(Err(Status::deadline_exceeded("the deadline passed on the server")));
            return Poll::Ready(());
        }
        if call.poll_once(cx).is_ready() {
            return Poll::Ready(());
        }
        if call.poll_stalled(cx).is_ready() {
            call.response.reset_stalled();
            call.cancel(cx);
            call.tell_cancelled(Status::cancelled("the client did not read the response"));
            return Poll::Ready(());
        }
        Poll::Pending
    }
}

impl Drop for CallTask {
    /// Tells what the handler has left behind that the call is over. A call that is dropped at
    /// work was ended by its runtime or server.
    fn drop(&mut self) {
        self.context.cancel();
        if !matches!(self.phase, Phase::Done) {
            self.response.reset();
            self.tell_cancelled(Status::cancelled("the server was shut down"));
        }
        if let Some(slot) = &self.slot {
            self.charge.set(0, slot.calls());
        }
    }
}

impl Deadline {
    fn poll(&mut self, cx: &mut task::Context<'_>) -> Poll<()> {
        if let Self::At(at) = *self {
            *self = Self::Running(Box::pin(tokio::time::sleep_until(at.into())));
        }
        match self {
            Self::Running(sleep) => sleep.as_mut().poll(cx),
            Self::None | Self::At(_) => Poll::Pending,
        }
    }
}

/// Sends headers before the first data.
struct Sink<'a> {
    response: &'a mut ResponseStream,
    encoding: &'a mut ResponseEncoding,
    context: &'a Context,
    sent: &'a mut u64,
}

impl Sink<'_> {
    fn send_headers(&mut self) {
        if !self.response.headers_sent() {
            let (metadata, compression) = self.context.response().take_initial();
            self.response.send_headers(&metadata, self.encoding.settle(compression));
        }
    }
}

impl MessageSink for Sink<'_> {
    fn open(&mut self) -> Option<Encoder> {
        self.send_headers();
        let encoder = self.encoding.encoder()?;
        // A handler may find out late that what it sends is secret.
        let secret = self.context.response().is_uncompressed();
        Some(if secret { Encoder::IDENTITY } else { encoder })
    }

    fn poll_capacity(&mut self, cx: &mut task::Context<'_>, wanted: usize) -> Poll<Option<usize>> {
        self.send_headers();
        self.response.poll_capacity(cx, wanted)
    }

    fn send_data(&mut self, data: bytes::Bytes) {
        *self.sent += 1;
        self.response.send_data(data);
    }
}
