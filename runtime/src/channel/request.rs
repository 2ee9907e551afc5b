//! A stream of requests going out, by a task of its own.

use std::{
    future::Future as _,
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    task::{Context, Poll, ready},
    time::Instant,
};

use bytes::Bytes;
use tokio::{runtime::Handle, sync::oneshot, task::AbortHandle};

use super::interrupt::Interrupt;
use crate::{
    Status,
    compression::Encoder,
    task::task,
    transport::{End, MessageSink, Outgoing, RequestStream, Unsure},
};

/// A stream of requests, sent by a task of its own, so that it goes on while the caller does
/// something else than reading responses. Ends with the call.
pub(super) struct Request {
    answered: Arc<AtomicBool>,
    end: oneshot::Receiver<Unfinished>,
    task: AbortHandle,
}

/// What is left of a stream that did not come to its end.
enum Unfinished {
    /// The stream itself failed.
    Failed(Status),
    /// The server reads no more, before anything was taken from the stream.
    Untouched(Outgoing),
}

impl Request {
    /// Begins to send, when the call is no longer `unsure`. The deadline and the parent end the
    /// stream by themselves: the caller may send for long before it reads.
    pub(super) fn spawn(
        outgoing: Outgoing,
        stream: RequestStream,
        encoder: Encoder,
        deadline: Option<Instant>,
        parent: Option<crate::Context>,
        unsure: Option<Unsure>,
        runtime: &Handle,
    ) -> Self {
        let answered = Arc::new(AtomicBool::new(false));
        let (unfinished, end) = oneshot::channel();
        let sink =
            Sink { stream, encoder, answered: Arc::clone(&answered), touched: false, done: false };
        let interrupt = Interrupt::new(deadline, parent);
        let task = runtime.spawn(task(sink.send(outgoing, interrupt, unsure, unfinished)));
        Self { answered, end, task: task.abort_handle() }
    }

    /// Tells that the server has said its last word, so that what follows is no cancellation.
    pub(super) fn answered(&self) {
        self.answered.store(true, Ordering::Release);
    }

    /// Why the stream failed, if it did.
    pub(super) fn failure(&mut self) -> Option<Status> {
        match self.end.try_recv() {
            Ok(Unfinished::Failed(status)) => Some(status),
            Ok(Unfinished::Untouched(_)) | Err(_) => None,
        }
    }

    /// Waits for the end of a stream whose call has failed: the stream, if nothing was taken from
    /// it, or else why it failed, if it did.
    pub(super) fn poll_unsent(
        &mut self,
        cx: &mut Context<'_>,
    ) -> Poll<Result<Outgoing, Option<Status>>> {
        Pin::new(&mut self.end).poll(cx).map(|end| match end {
            Ok(Unfinished::Untouched(outgoing)) => Ok(outgoing),
            Ok(Unfinished::Failed(status)) => Err(Some(status)),
            Err(_) => Err(None),
        })
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
    /// Whether anything was taken from the source.
    touched: bool,
    done: bool,
}

impl Sink {
    async fn send(
        mut self,
        mut outgoing: Outgoing,
        mut interrupt: Interrupt,
        unsure: Option<Unsure>,
        unfinished: oneshot::Sender<Unfinished>,
    ) {
        let mut unsettled = unsure.map(|unsure| Box::pin(unsure.settled()));
        let end = std::future::poll_fn(|cx| {
            if let Poll::Ready(status) = interrupt.poll(cx) {
                return Poll::Ready(End::Failed(status));
            }
            if self.stream.poll_reset(cx).is_ready() {
                return Poll::Ready(End::Gone);
            }
            if let Some(settled) = &mut unsettled {
                ready!(settled.as_mut().poll(cx));
                unsettled = None;
            }
            outgoing.poll(cx, &mut self)
        })
        .await;
        match end {
            End::Complete => self.stream.send_data(Bytes::new(), true),
            End::Failed(status) => {
                // Sent first: the reset makes the response end, which looks here for why.
                let _ = unfinished.send(Unfinished::Failed(status));
                self.stream.cancel();
            }
            End::Gone if !self.touched => {
                let _ = unfinished.send(Unfinished::Untouched(outgoing));
            }
            End::Gone => {}
        }
        self.done = true;
    }
}

impl MessageSink for Sink {
    fn open(&mut self) -> Option<Encoder> {
        self.touched = true;
        self.encoder.compression.map(|_| self.encoder)
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
