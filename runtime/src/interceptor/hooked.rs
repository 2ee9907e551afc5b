//! Streams of messages with an interceptor's hooks on them, and the ways from what is sent to what
//! is received and back.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    task::{Context, Poll, ready},
};

use bytes::Bytes;

use super::MessageView;
use crate::{
    Metadata, Status,
    context::panicked,
    method::{Frames, MessageSource, PREFIX_LEN, PayloadSource, Side, append_frame},
};

/// Sees each message, and may change it or fail the call.
pub(super) trait MessageHook:
    FnMut(&mut MessageView<'_>) -> Result<(), Status> + Send + 'static
{
}

impl<F: FnMut(&mut MessageView<'_>) -> Result<(), Status> + Send + 'static> MessageHook for F {}

/// Runs a hook; one that panics has failed.
pub(super) fn show(
    hook: &mut impl MessageHook,
    mut message: MessageView<'_>,
) -> Result<(), Status> {
    catch_unwind(AssertUnwindSafe(|| hook(&mut message))).unwrap_or_else(|_| Err(panicked()))
}

/// Received messages, each shown to a hook.
pub(super) struct HookedSource<F> {
    pub(super) source: Frames,
    pub(super) side: Side,
    pub(super) hook: F,
}

impl<F: MessageHook> MessageSource for HookedSource<F> {
    fn poll_message(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Bytes, Status>>> {
        let next = ready!(self.source.0.poll_message(cx));
        Poll::Ready(next.map(|message| {
            let mut message = message?;
            show(&mut self.hook, MessageView::alone(self.side, &mut message))?;
            Ok(message)
        }))
    }

    fn poll_initial_metadata(&mut self, cx: &mut Context<'_>) -> Poll<Result<Metadata, Status>> {
        self.source.0.poll_initial_metadata(cx)
    }

    fn trailers(&self) -> Option<&Metadata> {
        self.source.0.trailers()
    }

    fn last_was_compressed(&self) -> bool {
        self.source.0.last_was_compressed()
    }
}

/// Messages to be sent, each shown to a hook.
pub(super) struct HookedPayload<F> {
    pub(super) source: Box<dyn PayloadSource>,
    pub(super) side: Side,
    pub(super) hook: F,
}

impl<F: MessageHook> PayloadSource for HookedPayload<F> {
    fn poll_append(
        &mut self,
        cx: &mut Context<'_>,
        out: &mut Vec<u8>,
    ) -> Poll<Option<Result<(), Status>>> {
        let start = out.len();
        let next = ready!(self.source.poll_append(cx, out));
        Poll::Ready(next.map(|appended| {
            appended?;
            show(&mut self.hook, MessageView::framed(self.side, out, start))
        }))
    }

    fn last_is_uncompressed(&self) -> bool {
        self.source.last_is_uncompressed()
    }
}

/// Received messages of which one was taken to be looked at.
pub(super) struct Peeked {
    /// `None` once it has been read; the outcome of asking for it otherwise.
    pub(super) first: Option<Option<Result<Bytes, Status>>>,
    pub(super) rest: Frames,
}

impl MessageSource for Peeked {
    fn poll_message(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Bytes, Status>>> {
        match self.first.take() {
            Some(first) => Poll::Ready(first),
            None => self.rest.0.poll_message(cx),
        }
    }

    fn poll_initial_metadata(&mut self, cx: &mut Context<'_>) -> Poll<Result<Metadata, Status>> {
        self.rest.0.poll_initial_metadata(cx)
    }

    fn trailers(&self) -> Option<&Metadata> {
        self.rest.0.trailers()
    }

    fn last_was_compressed(&self) -> bool {
        self.rest.0.last_was_compressed()
    }

    fn cancel(&mut self) {
        self.rest.0.cancel();
    }
}

/// Received messages to be sent on, as a proxy does.
pub(super) struct Forwarded(pub(super) Frames);

impl PayloadSource for Forwarded {
    fn poll_append(
        &mut self,
        cx: &mut Context<'_>,
        out: &mut Vec<u8>,
    ) -> Poll<Option<Result<(), Status>>> {
        let next = ready!(self.0.0.poll_message(cx));
        Poll::Ready(next.map(|message| append_frame(&message?, out)))
    }
}

/// Messages made on this side, in the place of a peer's.
pub(super) struct Received {
    pub(super) source: Box<dyn PayloadSource>,
    pub(super) initial_metadata: Metadata,
    pub(super) trailers: Metadata,
    pub(super) ended: bool,
}

impl MessageSource for Received {
    fn poll_message(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Bytes, Status>>> {
        if self.ended {
            return Poll::Ready(None);
        }
        let mut frame = Vec::new();
        let next = ready!(self.source.poll_append(cx, &mut frame));
        let next = next.map(|appended| {
            appended?;
            Ok(Bytes::from(frame).split_off(PREFIX_LEN))
        });
        self.ended = !matches!(next, Some(Ok(_)));
        Poll::Ready(next)
    }

    fn poll_initial_metadata(&mut self, _: &mut Context<'_>) -> Poll<Result<Metadata, Status>> {
        Poll::Ready(Ok(self.initial_metadata.clone()))
    }

    fn trailers(&self) -> Option<&Metadata> {
        self.ended.then_some(&self.trailers)
    }
}

/// One message that has come whole, and what came with it.
pub(super) struct Whole {
    pub(super) message: Option<Bytes>,
    pub(super) was_compressed: bool,
    pub(super) initial_metadata: Metadata,
    pub(super) trailers: Metadata,
}

impl MessageSource for Whole {
    fn poll_message(&mut self, _: &mut Context<'_>) -> Poll<Option<Result<Bytes, Status>>> {
        Poll::Ready(self.message.take().map(Ok))
    }

    fn poll_initial_metadata(&mut self, _: &mut Context<'_>) -> Poll<Result<Metadata, Status>> {
        Poll::Ready(Ok(self.initial_metadata.clone()))
    }

    fn trailers(&self) -> Option<&Metadata> {
        self.message.is_none().then_some(&self.trailers)
    }

    fn last_was_compressed(&self) -> bool {
        self.was_compressed
    }
}
