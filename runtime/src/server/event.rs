//! What a server tells of its connections.

use std::{fmt, sync::Arc};

use crate::{Peer, transport::ConnectionEnd};

/// Told to [`Builder::on_event`](super::Builder::on_event).
#[derive(Debug)]
#[non_exhaustive]
pub enum ServerEvent<'a> {
    /// A connection was closed as it was accepted, since there are as many as
    /// [`max_connections`](super::Builder::max_connections) or
    /// [`max_connections_per_address`](super::Builder::max_connections_per_address) allow.
    ConnectionRefused {
        /// The client.
        peer: &'a Peer,
    },
    /// A client did not begin to speak HTTP/2, or not within
    /// [`handshake_timeout`](super::Builder::handshake_timeout). What was wrong with its TLS is told
    /// by the TLS settings.
    HandshakeFailed {
        /// The client.
        peer: &'a Peer,
        /// Whether it was the time.
        timed_out: bool,
    },
    /// A connection is over.
    ConnectionClosed {
        /// The client.
        peer: &'a Peer,
        /// Why.
        end: &'a ConnectionEnd,
    },
}

impl fmt::Display for ServerEvent<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::ConnectionRefused { peer } => {
                write!(f, "{peer} turned away: too many connections")
            }
            Self::HandshakeFailed { peer, timed_out: true } => {
                write!(f, "{peer} turned away: no HTTP/2 within the time for it")
            }
            Self::HandshakeFailed { peer, timed_out: false } => {
                write!(f, "{peer} turned away: it does not speak HTTP/2")
            }
            Self::ConnectionClosed { peer, end } => write!(f, "connection of {peer} closed: {end}"),
        }
    }
}

/// Whom to tell.
#[derive(Clone, Default)]
pub(super) struct Observer(Option<Arc<Tell>>);

type Tell = dyn Fn(ServerEvent<'_>) + Send + Sync;

impl Observer {
    pub(super) fn new(tell: impl Fn(ServerEvent<'_>) + Send + Sync + 'static) -> Self {
        Self(Some(Arc::new(tell)))
    }

    pub(super) fn tell(&self, event: ServerEvent<'_>) {
        if let Some(tell) = &self.0 {
            tell(event);
        }
    }
}

impl fmt::Debug for Observer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.0.is_some() { "an observer" } else { "no one" })
    }
}
