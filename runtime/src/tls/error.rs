//! What can be wrong with TLS: before the first connection, and in a handshake.

use std::{error::Error, fmt, io, path::PathBuf};

/// Why TLS cannot be set up: a certificate, a key or a name that is not what it should be.
#[derive(Debug)]
#[non_exhaustive]
pub enum TlsError {
    /// A file cannot be read.
    Read {
        /// Its path.
        path: PathBuf,
        /// What the operating system said.
        source: io::Error,
    },
    /// PEM does not hold what is wanted of it.
    Pem {
        /// What was looked for: `certificate`, `private key` or `CA certificate`.
        wanted: &'static str,
        /// Where.
        source: PemSource,
        /// What there is instead.
        found: String,
    },
    /// A certificate or key is not well-formed, or of a kind that is not supported.
    Unusable {
        /// What it is: `certificate`, `private key` or `CA certificate`.
        what: &'static str,
        /// Where it stands.
        source: PemSource,
        /// What is wrong with it.
        reason: String,
    },
    /// The private key is not the one of the certificate.
    KeyMismatch {
        /// Where the certificate stands.
        certificate: PemSource,
        /// Where the key stands.
        key: PemSource,
    },
    /// The system has no root certificates to check servers with.
    NoSystemRoots {
        /// What was met while they were looked for; empty if nothing was there.
        reason: String,
    },
    /// What a server's certificate should be checked for is neither a DNS name nor an IP address.
    ServerName(String),
}

/// Where PEM came from.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum PemSource {
    /// It was given as text.
    Given,
    /// A file.
    File(PathBuf),
}

impl fmt::Display for PemSource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Given => f.write_str("the PEM that was given"),
            Self::File(path) => path.display().fmt(f),
        }
    }
}

impl fmt::Display for TlsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Read { path, source } => write!(f, "cannot read {}: {source}", path.display()),
            Self::Pem { wanted, source, found } => {
                write!(f, "no {wanted} in {source}: {found}")
            }
            Self::Unusable { what, source, reason } => {
                write!(f, "the {what} in {source} cannot be used: {reason}")
            }
            Self::KeyMismatch { certificate: PemSource::Given, key: PemSource::Given } => {
                f.write_str("the private key does not belong to the certificate")
            }
            Self::KeyMismatch { certificate, key } => write!(
                f,
                "the private key in {key} does not belong to the certificate in {certificate}"
            ),
            Self::NoSystemRoots { reason } if reason.is_empty() => f.write_str(NO_SYSTEM_ROOTS),
            Self::NoSystemRoots { reason } => write!(f, "{NO_SYSTEM_ROOTS} ({reason})"),
            Self::ServerName(name) => {
                write!(f, "server name `{name}` is neither a DNS name nor an IP address")
            }
        }
    }
}

const NO_SYSTEM_ROOTS: &str = "the system has no root certificates: install them \
    (ca-certificates), point SSL_CERT_FILE at a bundle, or give the authority to trust \
    (ClientTls::ca_file)";

impl Error for TlsError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Read { source, .. } => Some(source),
            _ => None,
        }
    }
}

/// Why a TLS handshake failed, in words that say on which side the fault is.
#[derive(Debug)]
pub struct HandshakeError {
    message: String,
    source: io::Error,
}

impl HandshakeError {
    pub(crate) fn new(message: impl Into<String>, source: io::Error) -> Self {
        Self { message: message.into(), source }
    }

    /// The kind of the underlying I/O error.
    pub(crate) fn kind(&self) -> io::ErrorKind {
        self.source.kind()
    }
}

impl fmt::Display for HandshakeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl Error for HandshakeError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        Some(&self.source)
    }
}
