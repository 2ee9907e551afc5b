//! What can go wrong before a server serves.

use std::{fmt, io};

use strait_proto_compat::schema::SchemaError;

/// Why a server could not start.
#[derive(Debug)]
#[non_exhaustive]
pub enum ServeError {
    /// The address cannot be bound.
    Bind {
        /// The address as it was given.
        address: String,
        /// What the operating system said.
        source: io::Error,
    },
    /// Two services were added under one name.
    DuplicateService(&'static str),
    /// A service needs the schema of the whole server, and the services together make none.
    Schema(SchemaError),
    /// A server within the process was made outside of a tokio runtime.
    NoRuntime(tokio::runtime::TryCurrentError),
    /// A server within the process was given TLS: there is no connection to encrypt, and handlers
    /// that rely on [`Context::tls`](crate::Context::tls) would find nothing.
    TlsInProcess,
    /// The certificates cannot be used.
    #[cfg(feature = "tls")]
    Tls(crate::tls::TlsError),
}

impl fmt::Display for ServeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Bind { address, source } => write!(f, "cannot listen on {address}: {source}"),
            Self::NoRuntime(error) => write!(f, "a server needs a tokio runtime: {error}"),
            Self::Schema(error) => write!(f, "the services do not fit together: {error}"),
            Self::TlsInProcess => f.write_str(
                "a server within the process has no TLS: leave it out, or bind an address",
            ),
            #[cfg(feature = "tls")]
            Self::Tls(error) => write!(f, "TLS cannot be set up: {error}"),
            Self::DuplicateService(name) => {
                write!(f, "service {name} was added twice; a server has one of each name")
            }
        }
    }
}

impl std::error::Error for ServeError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Bind { source, .. } => Some(source),
            Self::NoRuntime(source) => Some(source),
            Self::Schema(source) => Some(source),
            #[cfg(feature = "tls")]
            Self::Tls(source) => Some(source),
            Self::DuplicateService(_) | Self::TlsInProcess => None,
        }
    }
}
