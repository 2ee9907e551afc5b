//! A server's connection, whichever engine moves it.

use std::task::{Context, Poll};

#[cfg(feature = "h2")]
use super::h2;
use super::{Activity, Body, ConnectionEnd, Http2Engine, Http2Settings, Io, ResponseStream, http2};
use crate::{
    policy::{Closing, PingsSeen},
    wire::request::RequestHeaders,
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

/// A connection that a client opened.
#[cfg_attr(
    feature = "h2",
    expect(clippy::large_enum_variant, reason = "the one that is usual is not behind a pointer")
)]
pub(crate) enum ServerConnection {
    #[cfg(feature = "h2")]
    /// Boxed: it is large.
    H2(Box<h2::server::ServerConnection>),
    Strait(http2::server::ServerConnection),
}

/// A request as it comes in.
pub(crate) enum Incoming {
    #[cfg(feature = "h2")]
    H2(h2::server::Incoming),
    Strait(http2::server::Incoming),
}

impl ServerConnection {
    /// Waits until the client has shown that it speaks HTTP/2; `None` if it does not.
    pub(crate) async fn handshake(
        engine: Http2Engine,
        io: Io,
        settings: &Http2Settings,
    ) -> Option<Self> {
        Some(match engine {
            #[cfg(feature = "h2")]
            Http2Engine::H2 =>
            {
                #[cfg(feature = "h2")]
                Self::H2(Box::new(h2::server::ServerConnection::handshake(io, settings).await?))
            }
            Http2Engine::Strait => {
                Self::Strait(http2::server::ServerConnection::handshake(io, settings).await?)
            }
        })
    }

    /// Reads what has arrived, writes what is waiting, and gives the next request; `None` once the
    /// connection is closed, by either side and for whatever reason.
    pub(crate) fn poll_accept(&mut self, cx: &mut Context<'_>) -> Poll<Option<Incoming>> {
        match self {
            #[cfg(feature = "h2")]
            Self::H2(inner) => inner.poll_accept(cx).map(|next| next.map(Incoming::H2)),
            Self::Strait(inner) => inner.poll_accept(cx).map(|next| next.map(Incoming::Strait)),
        }
    }

    /// Tells the client to open no more streams; the connection closes when those it has are done.
    pub(crate) fn drain(&mut self, why: Closing) {
        of_any!(self, inner => inner.drain(why));
    }

    /// Ends every stream, says why, and closes.
    pub(crate) fn close(&mut self, why: Closing) {
        of_any!(self, inner => inner.close(why));
    }

    /// Tells the client the last stream that is taken: it has had the time to hear of the drain.
    pub(crate) fn end_streams(&mut self) {
        match self {
            #[cfg(feature = "h2")]
            // It has no way to.
            Self::H2(_) => {}
            Self::Strait(inner) => inner.end_streams(),
        }
    }

    /// Bytes that wait to be written, as far as that is known.
    pub(crate) fn output_len(&self) -> usize {
        match self {
            #[cfg(feature = "h2")]
            Self::H2(_) => 0,
            Self::Strait(inner) => inner.output_len(),
        }
    }

    /// Why the connection is over, once it is.
    pub(crate) fn end(&mut self) -> Option<ConnectionEnd> {
        of_any!(self, inner => inner.end())
    }

    /// The client's PINGs since this was asked last.
    pub(crate) fn take_pings(&mut self) -> PingsSeen {
        match self {
            #[cfg(feature = "h2")]
            // It keeps them to itself.
            Self::H2(_) => PingsSeen::default(),
            Self::Strait(inner) => inner.take_pings(),
        }
    }

    /// Sends a PING, unless one is on its way.
    pub(crate) fn ping(&mut self) {
        of_any!(self, inner => inner.ping());
    }

    /// Ready when the PING has been answered, once for each.
    pub(crate) fn poll_pong(&mut self, cx: &mut Context<'_>) -> Poll<()> {
        of_any!(self, inner => inner.poll_pong(cx))
    }

    /// Whether a stream is open, or its end not yet sent.
    pub(crate) fn has_streams(&self) -> bool {
        of_any!(self, inner => inner.has_streams())
    }

    /// What has passed over the connection.
    pub(crate) fn activity(&self) -> &Activity {
        of_any!(self, inner => inner.activity())
    }
}

impl Incoming {
    /// The path as it came, for the lookup of the method.
    pub(crate) fn path(&self) -> &str {
        of_any!(self, inner => inner.path())
    }

    /// Whether the client has reset the call already, as far as that is known.
    pub(crate) fn is_over(&self) -> bool {
        match self {
            #[cfg(feature = "h2")]
            // It keeps those to itself, and counts them.
            Self::H2(_) => false,
            Self::Strait(inner) => inner.is_over(),
        }
    }

    /// How many fields the headers have.
    pub(crate) fn header_count(&self) -> usize {
        of_any!(self, inner => inner.header_count())
    }

    /// Turns the request away unread: nothing of it was processed, and the client may try again.
    pub(crate) fn refuse(self) {
        of_any!(self, inner => inner.refuse());
    }

    /// Splits the request into its headers, whether it is POST, its body and the way back.
    pub(crate) fn into_parts(self) -> (RequestHeaders, bool, Body, ResponseStream) {
        of_any!(self, inner => inner.into_parts())
    }
}
