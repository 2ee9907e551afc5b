//! A call on its way out: a connection, a place on it, the request; and again, if it is certain
//! that the server has not looked at it.
//!
//! "Transparent Retries": a call that never left the client is sent again as often as it takes,
//! one that the server refused once.
//! <https://github.com/grpc/proposal/blob/master/A6-client-retries.md#transparent-retries>
//!
//! One message is kept until the response begins, and so is a stream of requests of which nothing
//! has been taken. A stream that has begun is not sent again: its messages are gone, and keeping
//! them belongs to the retries that a service config asks for.

use std::time::{Duration, Instant};

use bytes::Bytes;
use tokio::sync::oneshot;

use super::{
    Channel,
    interrupt::{deadline_exceeded, now},
    request::Request,
    subchannel::Generation,
};
use crate::{
    Context, Metadata, Status,
    compression::Encoder,
    method::{MethodDescriptor, Payload},
    policy::Backoff,
    task::task,
    transport::{
        Begun, CallFailure, ClientConnection, Fate, Outgoing, Place, RequestHead, ResponseHead,
        Unsure,
    },
    wire::Encodings,
};

/// All that is needed to send a call, more than once.
pub(super) struct Outbound {
    pub(super) channel: Channel,
    pub(super) method: &'static MethodDescriptor,
    pub(super) metadata: Metadata,
    pub(super) encodings: Encodings,
    pub(super) deadline: Option<Instant>,
    pub(super) parent: Option<Context>,
    pub(super) wait_for_ready: bool,
    pub(super) body: Body,
    pub(super) tries: Tries,
}

/// What is sent after the headers.
pub(super) enum Body {
    /// One message. Sending it costs a reference, and no copy.
    One(Bytes),
    /// A stream; `None` while it is being sent.
    Many(Option<Outgoing>, Encoder),
}

/// How often a call has been sent again.
pub(super) struct Tries {
    refused: bool,
    again: u32,
    backoff: Backoff,
}

/// A call that is out.
pub(super) struct Sent {
    pub(super) head: ResponseHead,
    pub(super) request: Option<Request>,
    /// For the next time.
    pub(super) outbound: Outbound,
}

/// A call that is not out yet: what it becomes. Dropping it gives the call up, and nothing is sent.
pub(super) type Queued = oneshot::Receiver<Result<Sent, Status>>;

/// What became of the first try.
pub(super) enum First {
    Out(ResponseHead, Option<Request>),
    /// The server takes no more calls at present.
    Full(ClientConnection, Generation),
}

impl Body {
    /// The body of a payload whose messages have at most `max_message_len` bytes before `encoder`
    /// compresses them.
    pub(super) fn new(payload: Payload, encoder: Encoder, max_message_len: usize) -> Self {
        match payload {
            Payload::One(frame) => Self::One(encoder.encode(frame).into()),
            Payload::Many(source) => {
                Self::Many(Some(Outgoing::new(source, max_message_len)), encoder)
            }
        }
    }

    /// Takes back a stream of which nothing was sent.
    pub(super) fn put_back(&mut self, unsent: Outgoing) {
        if let Self::Many(source, _) = self {
            *source = Some(unsent);
        }
    }
}

impl Tries {
    /// Those that follow at once; then each waits longer than the one before, so that a server
    /// that closes every connection is not asked as fast as it can say so.
    const AT_ONCE: u32 = 3;

    pub(super) fn new() -> Self {
        Self { refused: false, again: 0, backoff: Backoff::new() }
    }

    /// Whether the call may be sent again, and after how long.
    fn next(&mut self, fate: Fate) -> Option<Duration> {
        match fate {
            Fate::NeverSent => {}
            Fate::Refused if !self.refused => self.refused = true,
            Fate::Refused | Fate::Unknown => return None,
        }
        self.again += 1;
        if self.again <= Self::AT_ONCE {
            return Some(Duration::ZERO);
        }
        Some(self.backoff.next(fastrand::f64()))
    }
}

impl Outbound {
    /// Sends the call without waiting in the queue of a connection.
    pub(super) async fn first(&mut self) -> Result<First, Status> {
        loop {
            let (connection, generation) = self.connection().await?;
            let place = match connection.try_reserve(self.streaming()) {
                Ok(place) => place,
                Err(connection) => return Ok(First::Full(connection, generation)),
            };
            match self.begin(place) {
                Ok((head, request, _)) => return Ok(First::Out(head, request)),
                Err(failure) => self.again(failure, Some(generation)).await?,
            }
        }
    }

    /// Sends the call when it is its turn on the connection.
    pub(super) fn queue(self, connection: ClientConnection, generation: Generation) -> Queued {
        self.spawn(From::Line(connection, generation))
    }

    /// Sends the call again after it failed without an answer, if that may be.
    pub(super) fn retry(self, failure: CallFailure) -> Queued {
        self.spawn(From::Failure(failure))
    }

    /// A task, so that a caller who does not look at its response has its turn all the same.
    fn spawn(mut self, from: From) -> Queued {
        let (mut reply, queued) = oneshot::channel();
        let runtime = self.channel.inner.runtime.clone();
        runtime.spawn(task(async move {
            let out = tokio::select! {
                biased;
                () = reply.closed() => return,
                out = self.get_out(from) => out,
            };
            match out {
                Ok((head, request, unsure)) => {
                    let _ = reply.send(Ok(Sent { head, request, outbound: self }));
                    if let Some(unsure) = unsure {
                        unsure.settled().await;
                    }
                }
                Err(status) => {
                    let _ = reply.send(Err(status));
                }
            }
        }));
        queued
    }

    async fn get_out(&mut self, from: From) -> Result<Out, Status> {
        let mut line = match from {
            From::Line(connection, generation) => Some((connection, generation)),
            From::Failure(failure) => {
                self.again(failure, None).await?;
                None
            }
        };
        loop {
            let (connection, generation) = match line.take() {
                Some(line) => line,
                None => self.connection().await?,
            };
            let failure = match connection.reserve(self.streaming()).await {
                Ok(place) => match self.begin(place) {
                    Ok(begun) => return Ok(begun),
                    Err(failure) => failure,
                },
                Err(failure) => failure,
            };
            self.again(failure, Some(generation)).await?;
        }
    }

    async fn connection(&mut self) -> Result<(ClientConnection, Generation), Status> {
        self.channel.inner.subchannel.ready(self.wait_for_ready).await
    }

    /// Waits before the call is sent again, unless it may not be. The connection, if given, takes
    /// no more calls.
    async fn again(
        &mut self,
        failure: CallFailure,
        connection: Option<Generation>,
    ) -> Result<(), Status> {
        let Some(wait) = self.tries.next(failure.fate) else { return Err(failure.status) };
        if let Some(generation) = connection {
            self.channel.inner.subchannel.retire(generation);
        }
        if !wait.is_zero() {
            tokio::time::sleep(wait).await;
        }
        Ok(())
    }

    /// Sends the headers, and the message or the beginning of the stream.
    fn begin(&mut self, place: Place) -> Result<Out, CallFailure> {
        let timeout =
            self.time_left().map_err(|status| CallFailure { status, fate: Fate::Unknown })?;
        let head = RequestHead {
            path: self.method.path(),
            timeout,
            encodings: self.encodings,
            metadata: &self.metadata,
        };
        let Begun { head, mut stream, mut unsure } = place.start(&head, false)?;
        let request = match &mut self.body {
            Body::One(frame) => {
                stream.send_data(frame.clone(), true);
                None
            }
            Body::Many(source, encoder) => source.take().map(|outgoing| {
                let parent = self.parent.clone();
                let (unsure, runtime) = (unsure.take(), &self.channel.inner.runtime);
                Request::spawn(outgoing, stream, *encoder, self.deadline, parent, unsure, runtime)
            }),
        };
        Ok((head, request, unsure))
    }

    /// The time that is left when the call is written, not when it was made.
    fn time_left(&self) -> Result<Option<Duration>, Status> {
        let Some(deadline) = self.deadline else { return Ok(None) };
        match deadline.checked_duration_since(now()) {
            Some(left) if !left.is_zero() => Ok(Some(left)),
            _ => Err(deadline_exceeded()),
        }
    }

    fn streaming(&self) -> bool {
        self.method.kind().server_streaming()
    }
}

type Out = (ResponseHead, Option<Request>, Option<Unsure>);

/// Where a queued call comes from.
enum From {
    Line(ClientConnection, Generation),
    Failure(CallFailure),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_never_left_is_sent_again_and_what_was_refused_once() {
        let mut tries = Tries::new();
        assert_eq!(tries.next(Fate::Unknown), None);
        assert_eq!(tries.next(Fate::Refused), Some(Duration::ZERO));
        assert_eq!(tries.next(Fate::Refused), None);
        assert_eq!(tries.next(Fate::NeverSent), Some(Duration::ZERO));
        assert_eq!(tries.next(Fate::NeverSent), Some(Duration::ZERO));
        let mut waits = (0..3).map(|_| tries.next(Fate::NeverSent).unwrap().as_millis());
        assert!((800..=1200).contains(&waits.next().unwrap()));
        assert!((1280..=1920).contains(&waits.next().unwrap()));
    }
}
