//! Streams of an HTTP server that others run: what comes is an [`http_body::Body`], and what goes
//! is put down until it is fetched.
//!
//! Whoever fetches also polls the call, so nothing here wakes anyone: a call that waits for room
//! goes on when the next frame is asked for.

use std::{
    error::Error,
    pin::Pin,
    task::{Context, Poll, ready},
};

use bytes::{Buf, Bytes};
use http::{HeaderMap, Response, request::Parts};
use http_body::{Body, Frame};

use super::header_map::{add_trailers, head, rejection, request_headers, trailers_only};
use crate::{
    Metadata, Status,
    wire::{Encodings, request::RequestHeaders},
};

/// The headers of a request, and whether its method is POST.
pub(crate) fn hosted_headers(parts: &Parts) -> (RequestHeaders, bool) {
    request_headers(parts)
}

/// The data of a request.
pub(crate) struct RequestBody(Pin<Box<dyn ErasedBody>>);

impl RequestBody {
    pub(crate) fn new<B>(body: B) -> Self
    where
        B: Body<Data: Send, Error: Into<Box<dyn Error + Send + Sync>>> + Send + 'static,
    {
        Self(Box::pin(Plain { body }))
    }

    pub(super) fn poll_data(
        &mut self,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, Status>>> {
        self.0.as_mut().poll_data(cx)
    }
}

/// A body of any type: one box a call.
trait ErasedBody: Send {
    fn poll_data(self: Pin<&mut Self>, cx: &mut Context<'_>)
    -> Poll<Option<Result<Bytes, Status>>>;
}

pin_project_lite::pin_project! {
    struct Plain<B> {
        #[pin]
        body: B,
    }
}

impl<B> ErasedBody for Plain<B>
where
    B: Body<Error: Into<Box<dyn Error + Send + Sync>>> + Send,
{
    fn poll_data(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, Status>>> {
        loop {
            let frame = match ready!(self.as_mut().project().body.poll_frame(cx)) {
                Some(Ok(frame)) => frame,
                Some(Err(error)) => {
                    let error: Box<dyn Error + Send + Sync> = error.into();
                    let status = Status::cancelled(format!("the client ended the call: {error}"));
                    return Poll::Ready(Some(Err(status.with_source(error))));
                }
                None => return Poll::Ready(None),
            };
            // The trailers of a request say nothing.
            if let Ok(mut data) = frame.into_data() {
                return Poll::Ready(Some(Ok(data.copy_to_bytes(data.remaining()))));
            }
        }
    }
}

/// A response until it is fetched.
#[derive(Default)]
pub(crate) struct ResponseStream {
    head: Option<Response<()>>,
    headers_sent: bool,
    data: Option<Bytes>,
    trailers: Option<HeaderMap>,
    end: Option<End>,
}

#[derive(Clone, Copy, PartialEq)]
enum End {
    Complete,
    Reset,
}

/// For the call.
impl ResponseStream {
    pub(super) fn headers_sent(&self) -> bool {
        self.headers_sent
    }

    pub(super) fn send_headers(&mut self, metadata: &Metadata, encodings: Encodings) {
        if !self.headers_sent {
            self.send_head(head(metadata, encodings));
        }
    }

    pub(super) fn poll_capacity(
        &mut self,
        _: &mut Context<'_>,
        wanted: usize,
    ) -> Poll<Option<usize>> {
        match (self.end, &self.data) {
            (Some(_), _) => Poll::Ready(None),
            (None, Some(_)) => Poll::Pending,
            (None, None) => Poll::Ready(Some(wanted)),
        }
    }

    pub(super) fn send_data(&mut self, data: Bytes) {
        debug_assert!(self.data.is_none(), "sent without capacity");
        self.data = Some(data);
    }

    pub(super) fn send_trailers(&mut self, error: Option<&Status>, metadata: &Metadata) {
        if self.end.is_some() {
            return;
        }
        self.end = Some(End::Complete);
        if self.headers_sent {
            let mut trailers = HeaderMap::with_capacity(4);
            add_trailers(&mut trailers, error, metadata);
            self.trailers = Some(trailers);
        } else {
            self.send_head(trailers_only(error, metadata));
        }
    }

    pub(super) fn reject(&mut self, http_status: u16) {
        self.send_head(rejection(http_status));
        self.end = Some(End::Complete);
    }

    pub(super) fn reset(&mut self) {
        self.end = Some(End::Reset);
    }

    pub(super) fn reset_stalled(&mut self) {
        self.reset();
    }

    /// A client that is gone shows in that the response is dropped.
    pub(super) fn poll_reset(&mut self, _: &mut Context<'_>) -> Poll<()> {
        match self.end {
            Some(End::Reset) => Poll::Ready(()),
            _ => Poll::Pending,
        }
    }

    fn send_head(&mut self, head: Response<()>) {
        self.head = Some(head);
        self.headers_sent = true;
    }
}

/// For whoever fetches.
impl ResponseStream {
    /// The headers, once.
    pub(crate) fn take_head(&mut self) -> Option<Response<()>> {
        self.head.take()
    }

    /// The next frame that is there.
    pub(crate) fn take_frame(&mut self) -> Option<Result<Frame<Bytes>, Status>> {
        if self.end == Some(End::Reset) {
            self.end = Some(End::Complete);
            (self.data, self.trailers) = (None, None);
            return Some(Err(Status::cancelled("the call was ended by its server")));
        }
        if let Some(data) = self.data.take() {
            return Some(Ok(Frame::data(data)));
        }
        self.trailers.take().map(|trailers| Ok(Frame::trailers(trailers)))
    }

    /// Whether all has been fetched.
    pub(crate) fn is_drained(&self) -> bool {
        self.end == Some(End::Complete) && self.data.is_none() && self.trailers.is_none()
    }
}
