//! The messages of a request, on their way to its handler.

use std::{
    sync::Arc,
    task::{self, Poll},
};

use bytes::Bytes;

use super::{
    calls::{Calls, Charge},
    limits::Limits,
    stall::Stall,
};
use crate::{Context, Status, method::MessageSource, transport::MessageBody};

/// The messages of a request. What of one is there before the rest is counted as the server's
/// memory; a message that comes at once costs a count.
pub(super) struct RequestFrames {
    body: MessageBody,
    /// Told of each message whether it was compressed. Only of calls whose messages may be.
    told: Option<Context>,
    calls: Arc<Calls>,
    max_buffered: usize,
    charge: Charge,
    stall: Stall,
    grown: u64,
}

impl RequestFrames {
    pub(super) fn new(
        body: MessageBody,
        told: Option<Context>,
        calls: &Arc<Calls>,
        limits: &Limits,
    ) -> Self {
        Self {
            body,
            told,
            calls: Arc::clone(calls),
            max_buffered: limits.max_buffered_bytes,
            charge: Charge::default(),
            stall: Stall::new(limits.message_timeout),
            grown: 0,
        }
    }

    /// Counts what is there of a message, and whether that is more than it was.
    fn wait(&mut self, cx: &mut task::Context<'_>, buffered: usize) -> Poll<Result<(), Status>> {
        if buffered != self.charge.bytes() {
            self.calls.message();
            self.grown += 1;
            self.charge.set(buffered, &self.calls);
            if self.calls.buffered_by_server() > self.max_buffered {
                return Poll::Ready(Err(Status::resource_exhausted(format!(
                    "the server holds more than {} bytes of incomplete messages",
                    self.max_buffered
                ))));
            }
        }
        if buffered > 0 && self.stall.poll(cx, self.grown).is_ready() {
            return Poll::Ready(Err(Status::cancelled(format!(
                "the request stopped {buffered} bytes into a message"
            ))));
        }
        Poll::Pending
    }
}

impl MessageSource for RequestFrames {
    fn poll_message(&mut self, cx: &mut task::Context<'_>) -> Poll<Option<Result<Bytes, Status>>> {
        match self.body.poll_message(cx) {
            Poll::Ready(message) => {
                self.calls.message();
                self.charge.set(0, &self.calls);
                if let (Some(Ok(_)), Some(context)) = (&message, &self.told) {
                    context.set_request_was_compressed(self.body.last_was_compressed());
                }
                Poll::Ready(message)
            }
            Poll::Pending => {
                let buffered = self.body.buffered();
                self.wait(cx, buffered).map(|done| done.err().map(Err))
            }
        }
    }

    fn last_was_compressed(&self) -> bool {
        self.body.last_was_compressed()
    }
}

impl Drop for RequestFrames {
    fn drop(&mut self) {
        self.charge.set(0, &self.calls);
    }
}
