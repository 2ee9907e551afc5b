//! A client's connection, whichever engine moves it, and what it is told and tells.

use std::{
    io,
    pin::Pin,
    task::{Context, Poll},
    time::Duration,
};

use bytes::Bytes;

#[cfg(feature = "h2")]
use super::h2;
use super::{Body, CallFailure, Http2Engine, Http2Settings, Io, http2};
use crate::{
    Metadata, Status,
    policy::Keepalive,
    wire::{Encodings, response::ResponseHeaders},
};

/// Goes on with the connection of whichever engine it is.
macro_rules! of_any {
    ($this:expr, $inner:ident => $do:expr) => {
        match $this {
            #[cfg(feature = "h2")]
            Self::H2($inner) => $do,
            Self::Strait($inner) => $do,
        }
    };
}

/// A connection to a server, as those who call over it see it. Clones share it; with the last of
/// them and the last call the connection is closed.
#[derive(Clone)]
pub(crate) enum ClientConnection {
    #[cfg(feature = "h2")]
    H2(h2::client::ClientConnection),
    Strait(http2::client::ClientConnection),
}

/// Moves a connection's bytes; done when it is closed.
pub(crate) enum ClientDriver {
    #[cfg(feature = "h2")]
    /// Boxed: it is large.
    H2(Box<h2::client::ClientDriver>),
    Strait(Box<http2::client::ClientDriver>),
}

/// Why a connection is closed, as far as the next one should know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Closed {
    /// The server calls our PINGs too many.
    TooManyPings,
    /// For whatever else.
    Otherwise,
}

/// The `:scheme` of calls: "http" or "https".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Scheme {
    Http,
    Https,
}

/// A byte stream to a server, and what requests over it say of it.
pub(crate) struct Opened {
    pub(crate) io: Io,
    pub(crate) scheme: Scheme,
    pub(crate) authority: String,
}

/// What all requests of a connection say: texts of printable ASCII.
pub(super) struct Origin {
    pub(super) scheme: Scheme,
    pub(super) authority: String,
    pub(super) user_agent: String,
}

/// Opens a connection, and waits until the peer has shown that it speaks HTTP/2. The driver must be
/// polled from then on.
///
/// "The connection backoff must be reset after the first SETTINGS, not after the TCP connect": a
/// listener that no server stands behind accepts connections too.
pub(crate) async fn handshake(
    engine: Http2Engine,
    opened: Opened,
    settings: &Http2Settings,
    keepalive: Option<Keepalive>,
    user_agent: &str,
) -> Result<(ClientConnection, ClientDriver), Status> {
    let Opened { io, scheme, authority } = opened;
    for (name, value) in [("authority", &*authority), ("user agent", user_agent)] {
        if !value.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
            return Err(Status::internal(format!("the {name} {value:?} is not printable ASCII")));
        }
    }
    let origin = Origin { scheme, authority, user_agent: user_agent.to_owned() };
    Ok(match engine {
        #[cfg(feature = "h2")]
        Http2Engine::H2 => {
            let (connection, driver) =
                h2::client::handshake(io, origin, settings, keepalive).await?;
            (ClientConnection::H2(connection), ClientDriver::H2(Box::new(driver)))
        }
        Http2Engine::Strait => {
            let (connection, driver) =
                http2::client::handshake(io, &origin, settings, keepalive).await?;
            (ClientConnection::Strait(connection), ClientDriver::Strait(Box::new(driver)))
        }
    })
}

/// Says why there is no HTTP/2, as far as what was met tells. `io` is how the byte stream failed, if
/// it did.
pub(super) fn not_http2(
    scheme: Scheme,
    io: Option<io::ErrorKind>,
    error: impl std::error::Error + Send + Sync + 'static,
) -> Status {
    use io::ErrorKind::{
        BrokenPipe, ConnectionAborted, ConnectionReset, InvalidData, UnexpectedEof,
    };

    let closed =
        matches!(io, Some(BrokenPipe | ConnectionAborted | ConnectionReset | UnexpectedEof));
    let message = match scheme {
        // TLS, which speaks for itself.
        Scheme::Https if io == Some(InvalidData) => error.to_string(),
        // In TLS 1.3 the client is done before the server has looked at its certificate, and not
        // every server says what it did not like.
        Scheme::Https if closed => "the server closed the connection right after the TLS \
                                    handshake: does it want a client certificate, or another one?"
            .to_owned(),
        Scheme::Http if closed => "the peer does not answer as an HTTP/2 server: it closed the \
                                   connection; does it speak TLS (`https://`)?"
            .to_owned(),
        _ => format!("the peer does not answer as an HTTP/2 server: {error}"),
    };
    Status::unavailable(message).with_source(error)
}

impl Future for ClientDriver {
    type Output = Closed;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Closed> {
        match &mut *self {
            #[cfg(feature = "h2")]
            Self::H2(inner) => Pin::new(&mut **inner).poll(cx),
            Self::Strait(inner) => Pin::new(&mut **inner).poll(cx),
        }
    }
}

impl ClientConnection {
    /// Takes a place for a call, if the server takes one more and no one waits for that.
    /// `streaming` tells that it returns a stream.
    #[cfg_attr(not(feature = "h2"), expect(unused_variables, reason = "only h2 asks"))]
    pub(crate) fn try_reserve(self, streaming: bool) -> Result<Place, Self> {
        match self {
            #[cfg(feature = "h2")]
            Self::H2(inner) => inner.try_reserve(streaming).map(Place::H2).map_err(Self::H2),
            Self::Strait(inner) => inner.try_reserve().map(Place::Strait).map_err(Self::Strait),
        }
    }

    /// Waits for a place behind those who have waited longer.
    ///
    /// # Cancel safety
    ///
    /// Dropping the future gives up the place in the queue; nothing has been sent.
    #[cfg_attr(not(feature = "h2"), expect(unused_variables, reason = "only h2 asks"))]
    pub(crate) async fn reserve(self, streaming: bool) -> Result<Place, CallFailure> {
        match self {
            #[cfg(feature = "h2")]
            Self::H2(inner) => inner.reserve(streaming).await.map(Place::H2),
            Self::Strait(inner) => inner.reserve().await.map(Place::Strait),
        }
    }

    /// The calls of this connection, to be counted without keeping it.
    pub(crate) fn calls(&self) -> Calls {
        match self {
            #[cfg(feature = "h2")]
            Self::H2(inner) => Calls::H2(inner.calls()),
            Self::Strait(inner) => Calls::Strait(inner.calls()),
        }
    }
}

/// Counts the calls of a connection.
pub(crate) enum Calls {
    #[cfg(feature = "h2")]
    H2(h2::client::Calls),
    Strait(http2::client::Calls),
}

impl Calls {
    /// How many there are: those that have a place, and those that wait for one.
    pub(crate) fn count(&self) -> usize {
        of_any!(self, inner => inner.count())
    }

    /// How many have had one.
    pub(crate) fn begun(&self) -> usize {
        of_any!(self, inner => inner.begun())
    }
}

/// A place for a call that is about to begin.
pub(crate) enum Place {
    #[cfg(feature = "h2")]
    H2(h2::client::Place),
    Strait(http2::client::Place),
}

/// What a call says before its messages.
pub(crate) struct RequestHead<'a> {
    pub(crate) path: &'static str,
    pub(crate) timeout: Option<Duration>,
    pub(crate) encodings: Encodings,
    pub(crate) metadata: &'a Metadata,
}

/// A call that has begun.
pub(crate) struct Begun {
    pub(crate) head: ResponseHead,
    pub(crate) stream: RequestStream,
    /// To be waited for before the next in the queue has its turn.
    pub(crate) unsure: Option<Unsure>,
}

impl Place {
    /// Opens a stream. `end` tells that no message follows.
    pub(crate) fn start(self, head: &RequestHead<'_>, end: bool) -> Result<Begun, CallFailure> {
        Ok(match self {
            #[cfg(feature = "h2")]
            Self::H2(inner) => {
                let h2::client::Begun { head, stream, unsure } = inner.start(head, end)?;
                Begun {
                    head: ResponseHead::H2(head),
                    stream: RequestStream::H2(stream),
                    unsure: unsure.map(Unsure::H2),
                }
            }
            Self::Strait(inner) => {
                let (head, stream) = inner.start(head, end)?;
                Begun {
                    head: ResponseHead::Strait(head),
                    stream: RequestStream::Strait(stream),
                    unsure: None,
                }
            }
        })
    }
}

/// A call that was handed to an engine without knowing that there is room: only h2 needs that.
pub(crate) enum Unsure {
    #[cfg(feature = "h2")]
    H2(h2::client::Unsure),
}

impl Unsure {
    /// Waits until the call is sent, or no one waits for its response any more. To be waited for by
    /// the one who sends the messages.
    pub(crate) async fn settled(self) {
        match self {
            #[cfg(feature = "h2")]
            Self::H2(inner) => inner.settled().await,
        }
    }
}

/// The client's half of a stream. Dropping it before its end cancels the call, unless the server
/// has ended it.
pub(crate) enum RequestStream {
    #[cfg(feature = "h2")]
    H2(h2::client::RequestStream),
    Strait(http2::client::RequestStream),
}

impl RequestStream {
    /// Waits until some of `wanted` bytes may be sent: how many. `None` if no one reads any more.
    pub(crate) fn poll_capacity(
        &mut self,
        cx: &mut Context<'_>,
        wanted: usize,
    ) -> Poll<Option<usize>> {
        of_any!(self, inner => inner.poll_capacity(cx, wanted))
    }

    /// Sends message bytes. Beyond the capacity they wait in memory.
    pub(crate) fn send_data(&mut self, data: Bytes, end: bool) {
        of_any!(self, inner => inner.send_data(data, end));
    }

    /// Cancels the call.
    pub(crate) fn cancel(&mut self) {
        of_any!(self, inner => inner.cancel());
    }

    /// Ready when the server reads no more.
    pub(crate) fn poll_reset(&mut self, cx: &mut Context<'_>) -> Poll<()> {
        of_any!(self, inner => inner.poll_reset(cx))
    }

    /// Tells a server that has answered that the rest of the request will not come.
    pub(crate) fn stop(&mut self) {
        of_any!(self, inner => inner.stop());
    }
}

/// The first header block of the response, to come.
pub(crate) enum ResponseHead {
    #[cfg(feature = "h2")]
    H2(h2::client::ResponseHead),
    Strait(http2::client::ResponseHead),
}

/// A call's place, where the engine does not know by itself when the call is over.
pub(crate) enum Slot {
    #[cfg(feature = "h2")]
    H2(#[expect(dead_code, reason = "held")] h2::client::Slot),
}

/// A response whose headers are here.
pub(crate) struct Answer {
    pub(crate) headers: ResponseHeaders,
    pub(crate) http_status: u16,
    pub(crate) body: Body,
    /// Held until the response has been read.
    pub(crate) slot: Option<Slot>,
}

impl ResponseHead {
    /// Waits for the headers.
    pub(crate) fn poll(&mut self, cx: &mut Context<'_>) -> Poll<Result<Answer, CallFailure>> {
        of_any!(self, inner => inner.poll(cx))
    }
}
