//! The client's half of a stream, and the response to come.

use std::task::{Context, Poll};

use bytes::Bytes;
use strait_http2::Reason;

use super::{
    super::{
        body::Body,
        core::{Failure, Shared, wait},
    },
    ResponseHeads,
    failure::call_failure,
};
use crate::{
    Status,
    transport::{self, CallFailure, client::Answer},
    wire::response::ResponseHeaders,
};

/// The client's half of a stream. When it is dropped and the response too, the call is cancelled
/// unless it is over.
pub(crate) struct RequestStream {
    shared: Shared<ResponseHeads>,
    id: u32,
}

impl RequestStream {
    pub(super) fn new(shared: Shared<ResponseHeads>, id: u32) -> Self {
        Self { shared, id }
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
    pub(crate) fn send_data(&mut self, data: Bytes, end: bool) {
        let core = &mut *self.shared.lock();
        core.engine.send_data(self.id, data, end);
        core.flush();
    }

    /// Cancels the call.
    pub(crate) fn cancel(&mut self) {
        let core = &mut *self.shared.lock();
        core.engine.reset(self.id, Reason::CANCEL);
        core.fail(self.id, Failure::Cancelled);
        core.flush();
    }

    /// Ready when the server reads no more.
    pub(crate) fn poll_reset(&mut self, cx: &mut Context<'_>) -> Poll<()> {
        self.shared.lock().poll_failed(self.id, cx)
    }

    /// Tells a server that has answered that the rest of the request will not come.
    pub(crate) fn stop(&mut self) {
        let core = &mut *self.shared.lock();
        core.engine.reset(self.id, Reason::NO_ERROR);
        core.flush();
    }
}

impl Drop for RequestStream {
    fn drop(&mut self) {
        let core = &mut *self.shared.lock();
        core.leave(self.id);
        core.flush();
    }
}

/// The first header block of the response, to come.
pub(crate) struct ResponseHead {
    /// Handed on with the answer.
    body: Option<Body<ResponseHeads>>,
    /// How many bytes had been written when the stream was opened.
    written: u64,
}

impl ResponseHead {
    pub(super) fn new(shared: Shared<ResponseHeads>, id: u32, written: u64) -> Self {
        Self { body: Some(Body::new(shared, id)), written }
    }

    /// Waits for the headers.
    ///
    /// # Panics
    ///
    /// If it is polled after they came.
    pub(crate) fn poll(&mut self, cx: &mut Context<'_>) -> Poll<Result<Answer, CallFailure>> {
        let body = self.body.as_mut().expect("not polled after the answer");
        let head = {
            let core = &mut *body.shared.lock();
            let mailbox = core.mailboxes.get_mut(body.id).expect("it is held by the body");
            match (mailbox.heads.head.take(), &mailbox.failed) {
                (Some(head), _) => head,
                (None, Some(failure)) => {
                    let written = core.side.activity.written() != self.written;
                    return Poll::Ready(Err(call_failure(failure, written)));
                }
                (None, None) => {
                    wait(&mut mailbox.reader, cx);
                    return Poll::Pending;
                }
            }
        };
        let body = self.body.take().expect("it was there a moment ago");
        Poll::Ready(Ok(Answer {
            headers: head.headers,
            http_status: head.http_status,
            body: transport::Body::Http2Response(body),
            slot: None,
        }))
    }
}

impl Body<ResponseHeads> {
    /// Whether nothing follows the headers.
    pub(crate) fn is_end(&self) -> bool {
        let core = self.shared.lock();
        core.mailboxes.get(self.id).is_none_or(|mailbox| mailbox.heads.head_is_all)
    }

    /// The trailers after the data; none of the fields if the stream ended without.
    pub(crate) fn poll_response_trailers(
        &mut self,
        cx: &mut Context<'_>,
    ) -> Poll<Result<ResponseHeaders, Status>> {
        let core = &mut *self.shared.lock();
        let Some(mailbox) = core.mailboxes.get_mut(self.id) else {
            return Poll::Ready(Ok(ResponseHeaders::default()));
        };
        if mailbox.ended {
            return Poll::Ready(Ok(mailbox.heads.trailers.take().unwrap_or_default()));
        }
        if let Some(failure) = &mailbox.failed {
            return Poll::Ready(Err(super::call_status(failure)));
        }
        wait(&mut mailbox.reader, cx);
        Poll::Pending
    }
}
