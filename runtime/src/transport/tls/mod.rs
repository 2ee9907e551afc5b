//! TLS by rustls: from settings to configurations, from a byte stream to an encrypted one.
//!
//! The only place that names rustls. The engines see [`TlsAcceptor`] and [`TlsConnector`], which
//! exist without the feature as well (`no_tls`), so that nothing above needs a `#[cfg]`.

#[cfg(feature = "server")]
mod acceptor;
#[cfg(feature = "client")]
mod connector;
mod failure;
mod info;
mod live;
mod pem;
mod stream;

#[cfg(feature = "server")]
pub(crate) use acceptor::TlsAcceptor;
#[cfg(feature = "client")]
pub(crate) use connector::TlsConnector;
pub use live::TlsReloader;

#[cfg(feature = "client")]
pub(crate) use crate::tls::ClientTls;

use std::sync::Arc;

use rustls::{
    RootCertStore,
    crypto::{CryptoProvider, aws_lc_rs},
    sign::CertifiedKey,
};

use crate::tls::{Pem, PemSource, TlsError};

/// "ALPN … `h2`": what both sides must agree on.
const H2: &[u8] = b"h2";

/// Ours and not the process's, which another crate may have set or left unset.
fn provider() -> Arc<CryptoProvider> {
    Arc::new(aws_lc_rs::default_provider())
}

/// A certificate chain with its key.
fn identity(certificate: (&Pem, &[u8]), key: (&Pem, &[u8])) -> Result<Arc<CertifiedKey>, TlsError> {
    let chain = pem::certificates("certificate", certificate.0, certificate.1)?;
    let der = pem::private_key(key.0, key.1)?;
    let unusable = |what, source: PemSource, error: &rustls::Error| TlsError::Unusable {
        what,
        source,
        reason: failure::plain(error),
    };
    let signer = provider()
        .key_provider
        .load_private_key(der)
        .map_err(|error| unusable("private key", key.0.source(), &error))?;
    let identity = CertifiedKey::new(chain, signer);
    match identity.keys_match() {
        Ok(()) | Err(rustls::Error::InconsistentKeys(rustls::InconsistentKeys::Unknown)) => {
            Ok(Arc::new(identity))
        }
        Err(rustls::Error::InconsistentKeys(_)) => {
            Err(TlsError::KeyMismatch { certificate: certificate.0.source(), key: key.0.source() })
        }
        Err(error) => Err(unusable("certificate", certificate.0.source(), &error)),
    }
}

/// Adds the authorities of one PEM.
fn add_authorities(roots: &mut RootCertStore, pem: &Pem, content: &[u8]) -> Result<(), TlsError> {
    for certificate in pem::certificates("CA certificate", pem, content)? {
        roots.add(certificate).map_err(|error| TlsError::Unusable {
            what: "CA certificate",
            source: pem.source(),
            reason: failure::plain(&error),
        })?;
    }
    Ok(())
}
