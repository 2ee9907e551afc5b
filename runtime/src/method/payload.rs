//! Messages on their way to and from the wire, with their types erased: what passes between the
//! stubs and the engines.

use std::{
    future::poll_fn,
    pin::Pin,
    task::{Context, Poll},
};

use bytes::Bytes;
use futures_core::Stream as _;

use crate::{
    Message, Metadata, Status, Streaming,
    message::writer::{append_framed, encode_framed},
};

/// The length of what precedes each message: a flag byte and four bytes of length.
pub(crate) const PREFIX_LEN: usize = 5;

/// Messages to be sent.
pub enum Payload {
    /// Exactly one, with its prefix.
    One(Vec<u8>),
    /// A stream.
    Many(Box<dyn PayloadSource>),
}

impl Payload {
    pub(crate) fn one<M: Message>(message: &M) -> Result<Self, Status> {
        let mut frame =
            encode_framed(message, PREFIX_LEN, u32::MAX as usize).map_err(too_long::<M>)?;
        write_prefix(&mut frame, 0, false);
        Ok(Self::One(frame))
    }

    pub(crate) fn many<M: Message>(messages: Streaming<M>) -> Self {
        Self::Many(Box::new(messages))
    }
}

/// A stream of messages to be sent, each appended to a buffer that is written as a whole.
pub trait PayloadSource: Send {
    /// Appends the next message with its prefix to `out`; `None` at the end.
    fn poll_append(
        &mut self,
        cx: &mut Context<'_>,
        out: &mut Vec<u8>,
    ) -> Poll<Option<Result<(), Status>>>;

    /// Whether the message appended last is not to be compressed, whatever its call says.
    fn last_is_uncompressed(&self) -> bool {
        false
    }
}

impl<M: Message> PayloadSource for Streaming<M> {
    fn poll_append(
        &mut self,
        cx: &mut Context<'_>,
        out: &mut Vec<u8>,
    ) -> Poll<Option<Result<(), Status>>> {
        Pin::new(self).poll_next(cx).map(|next| {
            next.map(|message| {
                let start = out.len();
                append_framed(&message?, PREFIX_LEN, u32::MAX as usize, out)
                    .map_err(too_long::<M>)?;
                write_prefix(out, start, false);
                Ok(())
            })
        })
    }

    fn last_is_uncompressed(&self) -> bool {
        self.is_sent_uncompressed()
    }
}

/// Fills in the prefix of the message that begins at `start` and goes to the end of `out`.
pub(crate) fn write_prefix(out: &mut [u8], start: usize, compressed: bool) {
    // The encoder refuses messages whose length does not fit.
    let len = u32::try_from(out.len() - start - PREFIX_LEN).expect("messages are below 4 GiB");
    out[start] = u8::from(compressed);
    out[start + 1..start + PREFIX_LEN].copy_from_slice(&len.to_be_bytes());
}

/// Appends a message that is encoded already, with its prefix.
pub(crate) fn append_frame(message: &[u8], out: &mut Vec<u8>) -> Result<(), Status> {
    if u32::try_from(message.len()).is_err() {
        let len = message.len();
        return Err(Status::resource_exhausted(format!(
            "message of {len} bytes is longer than a frame can be"
        )));
    }
    let start = out.len();
    out.extend_from_slice(&[0; PREFIX_LEN]);
    out.extend_from_slice(message);
    write_prefix(out, start, false);
    Ok(())
}

#[cold]
fn too_long<M: Message>(len: usize) -> Status {
    let name = M::type_name();
    Status::resource_exhausted(format!("{name} of {len} bytes is longer than a frame can be"))
}

/// Messages as they arrive.
pub(crate) trait MessageSource: Send {
    /// The next message without its prefix; `None` once the peer has ended the call well.
    fn poll_message(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Bytes, Status>>>;

    /// Whether the message given last arrived compressed.
    fn last_was_compressed(&self) -> bool {
        false
    }

    /// The metadata before the first message. Only a client waits for it.
    fn poll_initial_metadata(&mut self, cx: &mut Context<'_>) -> Poll<Result<Metadata, Status>> {
        let _ = cx;
        Poll::Ready(Ok(Metadata::new()))
    }

    /// The metadata after the last message, once that has been seen. Only a client has it.
    fn trailers(&self) -> Option<&Metadata> {
        None
    }

    /// Ends the call, if that is the reader's to do, because the rest will not be read. What has
    /// been seen of it is kept.
    fn cancel(&mut self) {}
}

/// Messages as they arrive, boxed.
pub struct Frames(pub(crate) Box<dyn MessageSource>);

impl Frames {
    /// Reads a message that must be the only one.
    ///
    /// gRPC calls any other number UNIMPLEMENTED: "Request cardinality violation (method requires
    /// exactly one request but client sent some other number of requests)", and the same for
    /// responses. <https://github.com/grpc/grpc/blob/master/doc/statuscodes.md>
    pub(crate) async fn single<M: Message>(&mut self, side: Side) -> Result<M, Status> {
        decode(self.single_bytes(side).await?, side)
    }

    /// As [`single`](Self::single), without decoding it.
    pub(crate) async fn single_bytes(&mut self, side: Side) -> Result<Bytes, Status> {
        let bytes = match poll_fn(|cx| self.0.poll_message(cx)).await {
            Some(bytes) => bytes?,
            None => return Err(side.cardinality("none")),
        };
        match poll_fn(|cx| self.0.poll_message(cx)).await {
            None => Ok(bytes),
            Some(Ok(_)) => Err(side.cardinality("more than one")),
            Some(Err(status)) => Err(status),
        }
    }
}

impl std::fmt::Debug for Frames {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Frames").finish_non_exhaustive()
    }
}

/// Which messages are being read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Side {
    Request,
    Response,
}

impl Side {
    fn cardinality(self, got: &str) -> Status {
        Status::unimplemented(format!("the method has exactly one {self}, the peer sent {got}"))
    }
}

impl std::fmt::Display for Side {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Request => "request",
            Self::Response => "response",
        })
    }
}

/// Reads a message.
///
/// Bytes that are not the message mean INTERNAL on both sides, except that a request which is
/// well-formed and lacks a required field is the caller's mistake, INVALID_ARGUMENT.
pub(crate) fn decode<M: Message>(bytes: Bytes, side: Side) -> Result<M, Status> {
    M::decode(bytes).map_err(|error| {
        let message = format!("cannot decode the {side}: {error}");
        if side == Side::Request && error.is_missing_field() {
            Status::invalid_argument(message).with_source(error)
        } else {
            Status::internal(message).with_source(error)
        }
    })
}
