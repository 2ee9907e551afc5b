//! PEM to certificates and keys.

use rustls_pki_types::{
    CertificateDer, PrivateKeyDer,
    pem::{PemObject as _, SectionKind},
};

use crate::tls::{Pem, TlsError};

/// All certificates; at least one.
pub(super) fn certificates(
    wanted: &'static str,
    pem: &Pem,
    content: &[u8],
) -> Result<Vec<CertificateDer<'static>>, TlsError> {
    let found: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(content).collect();
    match found {
        Ok(found) if !found.is_empty() => Ok(found),
        Ok(_) => Err(missing(wanted, pem, content)),
        Err(error) => Err(broken(wanted, pem, &error)),
    }
}

/// The first private key.
pub(super) fn private_key(pem: &Pem, content: &[u8]) -> Result<PrivateKeyDer<'static>, TlsError> {
    const WANTED: &str = "private key";
    match PrivateKeyDer::pem_slice_iter(content).next() {
        Some(Ok(key)) => Ok(key),
        Some(Err(error)) => Err(broken(WANTED, pem, &error)),
        None => Err(missing(WANTED, pem, content)),
    }
}

fn broken(what: &'static str, pem: &Pem, error: &rustls_pki_types::pem::Error) -> TlsError {
    TlsError::Unusable { what, source: pem.source(), reason: error.to_string() }
}

/// Says what there is in the place of what is wanted.
fn missing(wanted: &'static str, pem: &Pem, content: &[u8]) -> TlsError {
    TlsError::Pem { wanted, source: pem.source(), found: describe(content) }
}

fn describe(content: &[u8]) -> String {
    let text = String::from_utf8_lossy(content);
    if text.trim().is_empty() {
        return "it is empty".to_owned();
    }
    if !text.contains("-----BEGIN ") {
        return "it is not PEM, which has a line `-----BEGIN …-----`".to_owned();
    }
    if text.contains("-----BEGIN ENCRYPTED PRIVATE KEY-----") || text.contains("Proc-Type: 4,ENC") {
        return "the private key is encrypted, and there is no way to give its password; decrypt \
                it with `openssl pkey`"
            .to_owned();
    }
    let sections = <(SectionKind, Vec<u8>)>::pem_slice_iter(content).map_while(Result::ok);
    let kinds: Vec<_> = sections.map(|(kind, _)| name(kind)).collect();
    match kinds.as_slice() {
        [] => "it holds nothing that is known".to_owned(),
        [kind] => format!("it holds a {kind}"),
        [kind, ..] => format!("it holds {} things, the first of them a {kind}", kinds.len()),
    }
}

fn name(kind: SectionKind) -> &'static str {
    match kind {
        SectionKind::Certificate => "certificate",
        SectionKind::PublicKey => "public key",
        SectionKind::RsaPrivateKey | SectionKind::PrivateKey | SectionKind::EcPrivateKey => {
            "private key"
        }
        SectionKind::Crl => "revocation list",
        SectionKind::Csr => "certificate request, which an authority has yet to sign",
        _ => "thing of another kind",
    }
}
