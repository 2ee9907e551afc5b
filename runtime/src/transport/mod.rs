//! Moves bytes and decides nothing: sockets below, HTTP/2 above.
//!
//! This is the only place that names an HTTP/2 or a TLS library. The engines see what is exported here and
//! nothing else; each type speaks in gRPC's terms (headers, messages' bytes, trailers), so that
//! one HTTP/2 engine can take the place of another ([`http2`], and h2 where it is switched on) without
//! a change above.
//!
//! | | accept or open | towards the peer | from the peer |
//! | --- | --- | --- | --- |
//! | server | [`ServerConnection`] | [`ResponseStream`] | [`Body`] |
//! | client | [`ClientConnection`] | [`RequestStream`] | [`ResponseHead`], then [`Body`] |

mod activity;
#[cfg(feature = "client")]
mod client;
#[cfg(feature = "server")]
mod connection;
#[cfg(any(feature = "client", feature = "server"))]
mod ending;
mod engine;
#[cfg(feature = "client")]
mod first_bytes;
#[cfg(all(feature = "h2", any(feature = "client", feature = "server")))]
mod h2;
#[cfg(any(feature = "h2", all(feature = "server", feature = "tower")))]
mod header_map;
#[cfg(all(feature = "server", feature = "tower"))]
mod hosted;
#[cfg(any(feature = "client", feature = "server"))]
mod http2;
mod io;
#[cfg(feature = "client")]
mod keepalive;
#[cfg(feature = "server")]
mod listen;
#[cfg(any(feature = "client", feature = "server"))]
mod messages;
mod settings;
#[cfg(any(feature = "client", feature = "server"))]
mod stream;
#[cfg(not(feature = "tls"))]
#[path = "no_tls.rs"]
mod tls;
#[cfg(feature = "tls")]
mod tls;

#[cfg(feature = "client")]
pub(crate) use self::client::{
    Answer, Begun, Calls, ClientConnection, ClientDriver, Closed, Opened, Place, RequestHead,
    RequestStream, ResponseHead, Scheme, Slot, Unsure, handshake,
};
#[cfg(feature = "server")]
pub(crate) use self::connection::{Incoming, ServerConnection};
#[cfg(feature = "server")]
pub use self::ending::ConnectionEnd;
pub use self::engine::Http2Engine;
#[cfg(all(feature = "server", feature = "tower"))]
pub(crate) use self::hosted::{
    RequestBody as HostedBody, ResponseStream as HostedResponse, hosted_headers,
};
#[cfg(feature = "server")]
pub(crate) use self::stream::ResponseStream;
#[cfg(feature = "server")]
pub(crate) use self::tls::TlsAcceptor;
#[cfg(feature = "tls")]
pub use self::tls::TlsReloader;
#[cfg(feature = "client")]
pub(crate) use self::tls::{ClientTls, TlsConnector};
pub(crate) use self::{
    activity::{Activity, Watched},
    io::Io,
    settings::Http2Settings,
};
#[cfg(any(feature = "client", feature = "server"))]
pub(crate) use self::{
    messages::{End, MessageBody, MessageSink, Outgoing, check_len},
    stream::Body,
};
#[cfg(all(feature = "client", feature = "server"))]
pub(crate) use io::in_memory;
#[cfg(feature = "client")]
pub(crate) use io::{connect_tcp, connect_unix};
#[cfg(feature = "server")]
pub(crate) use listen::Listener;

/// A call that failed before anything of a response came.
#[cfg(feature = "client")]
#[derive(Debug)]
pub(crate) struct CallFailure {
    pub(crate) status: crate::Status,
    pub(crate) fate: Fate,
}

/// What the server knows of a call that failed.
#[cfg(feature = "client")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fate {
    /// Nothing: it never left the client.
    NeverSent,
    /// It may have come, and was not looked at.
    Refused,
    /// Who knows.
    Unknown,
}
