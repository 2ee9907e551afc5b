//! The server's half of a stream, held by handlers.

use std::task::{Context, Poll};

use bytes::Bytes;
use strait_http2::Reason;

use super::{
    core::Shared,
    heads::{RequestHeads, rejection},
};
use crate::{Metadata, Status, wire::Encodings};

/// The server's half of a stream.
///
/// ```text
/// Head ──send_headers──▶ Body ──send_trailers──▶ Done
///   └──────send_trailers (Trailers-Only), reject──────▲
/// ```
pub(crate) struct ResponseStream {
    shared: Shared<RequestHeads>,
    id: u32,
    state: State,
}

#[derive(Clone, Copy, PartialEq)]
enum State {
    Head,
    Body,
    Done,
}

impl ResponseStream {
    pub(super) fn new(shared: Shared<RequestHeads>, id: u32) -> Self {
        Self { shared, id, state: State::Head }
    }

    /// Whether the headers are gone.
    pub(crate) fn headers_sent(&self) -> bool {
        self.state != State::Head
    }

    /// Sends the headers, once.
    pub(crate) fn send_headers(&mut self, metadata: &Metadata, encodings: Encodings) {
        if self.state == State::Head {
            self.state = State::Body;
            let core = &mut *self.shared.lock();
            let repeated = &mut core.side;
            core.engine.send_headers(self.id, false, |block| {
                repeated.head(block, metadata, encodings);
            });
            core.flush();
        }
    }

    /// Waits until some of `wanted` bytes may be sent: how many. `None` if no one reads any more.
    pub(crate) fn poll_capacity(
        &mut self,
        cx: &mut Context<'_>,
        wanted: usize,
    ) -> Poll<Option<usize>> {
        self.shared.lock().poll_capacity(self.id, cx, wanted)
    }

    /// Sends message bytes. Beyond the capacity they wait in memory.
    pub(crate) fn send_data(&mut self, data: Bytes) {
        if self.state == State::Body {
            let mut core = self.shared.lock();
            core.engine.send_data(self.id, data, false);
            core.flush();
        }
    }

    /// Ends the call: after headers with trailers, otherwise with both in one block.
    ///
    /// "Trailers-Only is permitted for calls that produce an immediate error."
    pub(crate) fn send_trailers(&mut self, error: Option<&Status>, metadata: &Metadata) {
        let core = &mut *self.shared.lock();
        let repeated = &mut core.side;
        match std::mem::replace(&mut self.state, State::Done) {
            State::Head => core.engine.send_headers(self.id, true, |block| {
                repeated.trailers_only(block, error, metadata);
            }),
            State::Body => core.engine.send_trailers(self.id, |block| {
                repeated.trailers(block, error, metadata);
            }),
            State::Done => {}
        }
        core.flush();
    }

    /// Answers what is not gRPC with a bare HTTP status.
    pub(crate) fn reject(&mut self, http_status: u16) {
        if std::mem::replace(&mut self.state, State::Done) == State::Head {
            let mut core = self.shared.lock();
            core.engine.send_headers(self.id, true, |block| rejection(block, http_status));
            core.flush();
        }
    }

    /// Gives up on the stream.
    pub(crate) fn reset(&mut self) {
        self.reset_with(Reason::CANCEL);
    }

    /// Gives up on a stream whose client does not read.
    pub(crate) fn reset_stalled(&mut self) {
        self.reset_with(Reason::ENHANCE_YOUR_CALM);
    }

    /// Turns the request away unread: nothing of it was processed, and the client may try again.
    pub(super) fn refuse(mut self) {
        self.reset_with(Reason::REFUSED_STREAM);
    }

    fn reset_with(&mut self, reason: Reason) {
        if std::mem::replace(&mut self.state, State::Done) != State::Done {
            let mut core = self.shared.lock();
            core.engine.reset(self.id, reason);
            core.flush();
        }
    }

    /// Whether the client has cancelled or is gone.
    pub(super) fn is_over(&self) -> bool {
        let core = self.shared.lock();
        core.mailboxes.get(self.id).is_none_or(|mailbox| mailbox.failed.is_some())
    }

    /// Ready when the client has cancelled or is gone.
    pub(crate) fn poll_reset(&mut self, cx: &mut Context<'_>) -> Poll<()> {
        if self.state == State::Done {
            return Poll::Ready(());
        }
        self.shared.lock().poll_failed(self.id, cx)
    }
}

impl Drop for ResponseStream {
    fn drop(&mut self) {
        self.reset();
        self.shared.lock().leave(self.id);
    }
}
