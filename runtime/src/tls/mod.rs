//! TLS as it is set up: certificates, keys, whom to trust, and what to be told.
//!
//! Plain data and errors. What is done with them, by rustls, stands in `transport::tls`; the
//! settings go to [`ServerTls`] and [`ClientTls`].
//!
//! Both sides speak TLS 1.3 and 1.2, and nothing without HTTP/2 agreed by ALPN, as gRPC asks.
//! Cryptography is aws-lc-rs, whatever the process has installed as rustls's default. Sessions are
//! resumed as rustls does it by default, and no key log is written.

pub(crate) mod client;
mod error;
mod event;
mod pem;
pub(crate) mod server;

pub use error::{HandshakeError, PemSource, TlsError};
pub use event::TlsEvent;

pub use crate::transport::TlsReloader;

pub(crate) use client::ClientTls;
pub(crate) use event::Observer;
pub(crate) use pem::Pem;
pub(crate) use server::{ClientAuth, ServerTls};
