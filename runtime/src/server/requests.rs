//! The messages of a request, on their way to its handler.

use std::{
    sync::Arc,
    task::{Context, Poll},
    time::Duration,
};

use bytes::Bytes;

use super::{
    calls::{Calls, Charge},
    stall::Stall,
};
use crate::{Status, method::MessageSource, transport::MessageBody};

/// The messages of a request. What of one is there before the rest is counted as the server's
/// memory; a message that comes at once costs a count.
pub(super) struct RequestFrames {
    body: MessageBody,
    calls: Arc<Calls>,
    max_buffered: usize,
    charge: Charge,
    stall: Stall,
    grown: u64,
}

impl RequestFrames {
    /// Messages that may be incomplete for `timeout` without growing.
    pub(super) fn new(
        body: MessageBody,
        calls: &Arc<Calls>,
        max_buffered: usize,
        timeout: Option<Duration>,
    ) -> Self {
        Self {
            body,
            calls: Arc::clone(calls),
            max_buffered,
            charge: Charge::default(),
            stall: Stall::new(timeout),
            grown: 0,
        }
    }

    /// Counts what is there of a message, and whether that is more than it was.
    fn wait(&mut self, cx: &mut Context<'_>, buffered: usize) -> Poll<Result<(), Status>> {
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
    fn poll_message(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Bytes, Status>>> {
        match self.body.poll_message(cx) {
            Poll::Ready(message) => {
                self.calls.message();
                self.charge.set(0, &self.calls);
                Poll::Ready(message)
            }
            Poll::Pending => {
                let buffered = self.body.buffered();
                self.wait(cx, buffered).map(|done| done.err().map(Err))
            }
        }
    }
}

impl Drop for RequestFrames {
    fn drop(&mut self) {
        self.charge.set(0, &self.calls);
    }
}
