//! What happens to TLS while a server or a channel is at work.

use std::{fmt, sync::Arc};

use super::{HandshakeError, TlsError};
use crate::Peer;

/// Told to `on_event` of [`ServerTls`](crate::ServerTls) and [`ClientTls`](crate::ClientTls).
#[derive(Debug)]
#[non_exhaustive]
pub enum TlsEvent<'a> {
    /// The files have changed, and connections made from now on use what they hold now. Those that
    /// are open go on as they are.
    Reloaded,
    /// The files have changed to what cannot be used. What was loaded before stays in use. Told
    /// once for each change.
    ReloadFailed(&'a TlsError),
    /// A server turned a client away. Clients tell their callers instead: the status of a call
    /// that finds no connection has the reason.
    HandshakeFailed {
        /// The client.
        peer: &'a Peer,
        /// Why.
        error: &'a HandshakeError,
    },
}

impl fmt::Display for TlsEvent<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Reloaded => f.write_str("certificates reloaded"),
            Self::ReloadFailed(error) => {
                write!(f, "certificates not reloaded, the old ones stay in use: {error}")
            }
            Self::HandshakeFailed { peer, error } => write!(f, "{peer} turned away: {error}"),
        }
    }
}

/// Whom to tell.
#[derive(Clone, Default)]
pub(crate) struct Observer(Option<Arc<Tell>>);

type Tell = dyn Fn(TlsEvent<'_>) + Send + Sync;

impl Observer {
    pub(super) fn new(tell: impl Fn(TlsEvent<'_>) + Send + Sync + 'static) -> Self {
        Self(Some(Arc::new(tell)))
    }

    pub(crate) fn tell(&self, event: TlsEvent<'_>) {
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
