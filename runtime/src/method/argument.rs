//! What a method takes, told apart by trait dispatch.

use std::future::Future;

use super::{Frames, Payload, payload::Side};
use crate::{Message, Status, Streaming};

/// The request of a method: a message or a stream of messages.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be the request of a method",
    label = "neither a message nor a `Streaming` of messages",
    note = "take one struct with `#[derive(strait::Message)]`, a `strait::Streaming` of them, or plain arguments with `#[tag(n)]` on each"
)]
pub trait Argument: Sized + Send + 'static {
    /// The message on the wire.
    type Message: Message;

    /// Whether there are many.
    const STREAMING: bool;

    /// Takes the request out of a call.
    fn receive(frames: Frames) -> impl Future<Output = Result<Self, Status>> + Send;

    /// Makes the request ready to be sent.
    ///
    /// # Errors
    ///
    /// If the message is longer than a prefix can say, 4 GiB.
    fn into_payload(self) -> Result<Payload, Status>;
}

#[diagnostic::do_not_recommend]
impl<M: Message> Argument for M {
    type Message = M;
    const STREAMING: bool = false;

    async fn receive(mut frames: Frames) -> Result<Self, Status> {
        frames.single(Side::Request).await
    }

    fn into_payload(self) -> Result<Payload, Status> {
        Payload::one(&self)
    }
}

impl<M: Message> Argument for Streaming<M> {
    type Message = M;
    const STREAMING: bool = true;

    async fn receive(frames: Frames) -> Result<Self, Status> {
        Ok(Self::from_frames(frames, Side::Request))
    }

    fn into_payload(self) -> Result<Payload, Status> {
        Ok(Payload::many(self))
    }
}
