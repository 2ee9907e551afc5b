//! The response of a call on its way out through the interceptors.

use std::fmt;

use bytes::Bytes;

use super::{
    MessageView,
    hooked::{Forwarded, HookedPayload, HookedSource, Received, Whole, show},
};
use crate::{
    Message, Metadata, Status, Streaming,
    method::{Frames, PREFIX_LEN, Payload, PayloadSource, Side, append_frame},
};

/// The response of a call that went well so far: one message, or a stream of them.
///
/// It comes from `next.run(call)`, or is made by an interceptor that answers by itself.
///
/// ```
/// use strait::{Status, interceptor::{IncomingCall, Reply, ServerInterceptor, ServerNext}};
/// use strait::well_known::Empty;
///
/// /// Answers in place of services that have moved.
/// struct Moved;
///
/// impl ServerInterceptor for Moved {
///     async fn intercept(&self, call: IncomingCall, next: ServerNext) -> Result<Reply, Status> {
///         match call.path() {
///             "/old.Greeter/Ping" => Reply::message(&Empty::default()),
///             _ => next.run(call).await,
///         }
///     }
/// }
/// ```
#[must_use]
pub struct Reply {
    body: Body,
    initial_metadata: Metadata,
    trailers: Metadata,
    /// Whether the peer had compressed it: of one message that has come whole.
    was_compressed: bool,
}

enum Body {
    /// One message with its prefix.
    Framed(Vec<u8>),
    /// One message.
    Whole(Bytes),
    Sent(Box<dyn PayloadSource>),
    Received(Frames),
}

impl Reply {
    /// Answers with one message.
    ///
    /// # Errors
    ///
    /// RESOURCE_EXHAUSTED if it is longer than a frame can be, 4 GiB.
    pub fn message<M: Message>(message: &M) -> Result<Self, Status> {
        Ok(Self::from_payload(Payload::one(message)?))
    }

    /// Answers with a stream of messages.
    pub fn stream<M: Message>(messages: Streaming<M>) -> Self {
        Self::from_payload(Payload::many(messages))
    }

    /// Adds metadata before the response.
    pub fn with_initial_metadata(mut self, metadata: &Metadata) -> Self {
        self.initial_metadata.extend(metadata);
        self
    }

    /// Adds metadata after the response.
    pub fn with_trailers(mut self, trailers: &Metadata) -> Self {
        self.trailers.extend(trailers);
        self
    }

    /// The message, to look at or to replace; `None` if the response is a stream.
    pub fn as_message(&mut self) -> Option<MessageView<'_>> {
        match &mut self.body {
            Body::Framed(frame) => Some(MessageView::framed(Side::Response, frame, 0)),
            Body::Whole(message) => Some(MessageView::alone(Side::Response, message)),
            Body::Sent(_) | Body::Received(_) => None,
        }
    }

    /// Shows each message of the response to `hook`, which may replace it or fail the call: the
    /// message at hand now, those of a stream as they pass. A hook that panics fails the call with
    /// UNKNOWN.
    ///
    /// # Errors
    ///
    /// If the hook fails on the message at hand.
    pub fn on_message(
        mut self,
        mut hook: impl FnMut(&mut MessageView<'_>) -> Result<(), Status> + Send + 'static,
    ) -> Result<Self, Status> {
        let side = Side::Response;
        self.body = match self.body {
            Body::Framed(mut frame) => {
                show(&mut hook, MessageView::framed(side, &mut frame, 0))?;
                Body::Framed(frame)
            }
            Body::Whole(mut message) => {
                show(&mut hook, MessageView::alone(side, &mut message))?;
                Body::Whole(message)
            }
            Body::Sent(source) => Body::Sent(Box::new(HookedPayload { source, side, hook })),
            Body::Received(source) => {
                Body::Received(Frames(Box::new(HookedSource { source, side, hook })))
            }
        };
        Ok(self)
    }

    pub(super) fn from_payload(payload: Payload) -> Self {
        let body = match payload {
            Payload::One(frame) => Body::Framed(frame),
            Payload::Many(source) => Body::Sent(source),
        };
        Self::from_body(body)
    }

    fn from_body(body: Body) -> Self {
        let (initial_metadata, trailers) = (Metadata::new(), Metadata::new());
        Self { body, initial_metadata, trailers, was_compressed: false }
    }

    /// A response under way.
    #[cfg(feature = "client")]
    pub(super) fn from_frames(frames: Frames) -> Self {
        Self::from_body(Body::Received(frames))
    }

    /// A response of one message that has come whole.
    #[cfg(feature = "client")]
    pub(super) fn from_message(message: Bytes, was_compressed: bool) -> Self {
        Self { was_compressed, ..Self::from_body(Body::Whole(message)) }
    }

    /// What a server sends, and the metadata before and after it.
    #[cfg(feature = "server")]
    pub(super) fn into_payload(self) -> Result<(Payload, Metadata, Metadata), Status> {
        let payload = match self.body {
            Body::Framed(frame) => Payload::One(frame),
            Body::Whole(message) => {
                let mut frame = Vec::with_capacity(PREFIX_LEN + message.len());
                append_frame(&message, &mut frame)?;
                Payload::One(frame)
            }
            Body::Sent(source) => Payload::Many(source),
            Body::Received(frames) => Payload::Many(Box::new(Forwarded(frames))),
        };
        Ok((payload, self.initial_metadata, self.trailers))
    }

    /// What a client reads.
    #[cfg(feature = "client")]
    pub(super) fn into_frames(self) -> Frames {
        let Self { body, initial_metadata, trailers, was_compressed } = self;
        let message = match body {
            Body::Framed(frame) => Bytes::from(frame).split_off(PREFIX_LEN),
            Body::Whole(message) => message,
            Body::Sent(source) => {
                let received = Received { source, initial_metadata, trailers, ended: false };
                return Frames(Box::new(received));
            }
            Body::Received(frames) => return frames,
        };
        let message = Some(message);
        Frames(Box::new(Whole { message, was_compressed, initial_metadata, trailers }))
    }

    /// Whether the response is one message.
    #[cfg(feature = "client")]
    pub(super) fn is_whole(&self) -> bool {
        matches!(self.body, Body::Framed(_) | Body::Whole(_))
    }

    /// Whether the response is a stream made on this side.
    #[cfg(feature = "client")]
    pub(super) fn is_local_stream(&self) -> bool {
        matches!(self.body, Body::Sent(_))
    }

    /// The metadata before and after a response that has come whole.
    #[cfg(feature = "client")]
    pub(super) fn metadata_mut(&mut self) -> (&mut Metadata, &mut Metadata) {
        (&mut self.initial_metadata, &mut self.trailers)
    }
}

impl fmt::Debug for Reply {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let body = match &self.body {
            Body::Framed(frame) => format!("one message of {} bytes", frame.len() - PREFIX_LEN),
            Body::Whole(message) => format!("one message of {} bytes", message.len()),
            Body::Sent(_) | Body::Received(_) => "a stream".to_owned(),
        };
        f.debug_struct("Reply").field("body", &body).finish_non_exhaustive()
    }
}
