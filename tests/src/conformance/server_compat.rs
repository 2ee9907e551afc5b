//! `server_compat.proto`: what the runner and a server under test tell each other.

use bytes::Bytes;
use strait::Message;

use super::config::{HttpVersion, Protocol, TlsCreds};

/// How the server is to be set up.
#[derive(Clone, Debug, Default, PartialEq, Message)]
pub struct ServerCompatRequest {
    /// What it must speak at least.
    #[tag(1)]
    pub protocol: Protocol,
    /// What it must speak at least.
    #[tag(2)]
    pub http_version: HttpVersion,
    /// Whether it speaks TLS and nothing else.
    #[tag(4)]
    pub use_tls: bool,
    /// The certificate (PEM) that it trusts and without which no client gets in; empty for none.
    #[tag(5)]
    pub client_tls_cert: Bytes,
    /// The longest message it takes, in bytes; zero for its default.
    #[tag(6)]
    pub message_receive_limit: u32,
    /// A certificate and key for "localhost" and 127.0.0.1 that it may use.
    #[tag(7)]
    pub server_creds: Option<TlsCreds>,
}

/// Where the server is.
#[derive(Clone, Debug, Default, PartialEq, Message)]
pub struct ServerCompatResponse {
    /// A name or address; empty for this machine.
    #[tag(1)]
    pub host: String,
    /// The TCP port.
    #[tag(2)]
    pub port: u32,
    /// The certificate (PEM) that clients are to trust; empty without TLS.
    #[tag(3)]
    pub pem_cert: Bytes,
}
