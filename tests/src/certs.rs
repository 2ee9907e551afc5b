//! Certificates made for one test: an authority, and what it issues, as PEM.
//!
//! ```
//! use strait_tests::certs::Authority;
//!
//! let authority = Authority::new();
//! let server = authority.server(["localhost", "127.0.0.1"]);
//! let client = authority.client("spiffe://example.org/billing");
//! let tls = strait::ServerTls::from_pem(&server.certificate, &server.key)
//!     .client_ca(authority.pem());
//! # let _ = (tls, client);
//! ```

use std::{
    net::IpAddr,
    path::{Path, PathBuf},
    sync::atomic::{AtomicU32, Ordering},
};

use rcgen::{
    BasicConstraints, CertificateParams, DnType, ExtendedKeyUsagePurpose, IsCa, Issuer, KeyPair,
    KeyUsagePurpose, SanType, date_time_ymd,
};

/// Issues certificates.
pub struct Authority {
    pem: String,
    issuer: Issuer<'static, KeyPair>,
}

/// A certificate and its key.
#[derive(Clone, Debug)]
pub struct Identity {
    /// The certificate in PEM.
    pub certificate: String,
    /// Its key in PEM (PKCS #8).
    pub key: String,
}

/// When a certificate is valid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Validity {
    /// Now.
    Now,
    /// It was until 2020-01-01.
    Expired,
    /// It will be from 2999-01-01 on.
    NotYet,
}

impl Authority {
    /// One like no other.
    #[must_use]
    pub fn new() -> Self {
        static NUMBER: AtomicU32 = AtomicU32::new(1);
        Self::named(&format!("authority {}", NUMBER.fetch_add(1, Ordering::Relaxed)))
    }

    /// One of a name, which others may have too.
    ///
    /// # Panics
    ///
    /// If it cannot be made.
    #[must_use]
    pub fn named(name: &str) -> Self {
        let mut params = params(name, Validity::Now);
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
        let key = key();
        let certificate = params.self_signed(&key).expect("a certificate can be signed");
        Self { pem: certificate.pem(), issuer: Issuer::new(params, key) }
    }

    /// Its certificate in PEM, for those who are to trust it.
    #[must_use]
    pub fn pem(&self) -> &str {
        &self.pem
    }

    /// A server known by DNS names and IP addresses.
    #[must_use]
    pub fn server<'a>(&self, names: impl IntoIterator<Item = &'a str>) -> Identity {
        self.issue(names, Validity::Now)
    }

    /// A client known by names: URIs, e-mail addresses, IP addresses or DNS names.
    #[must_use]
    pub fn client(&self, name: &str) -> Identity {
        self.issue([name], Validity::Now)
    }

    /// A certificate for servers and clients alike.
    ///
    /// # Panics
    ///
    /// If a name is none.
    #[must_use]
    pub fn issue<'a>(
        &self,
        names: impl IntoIterator<Item = &'a str>,
        validity: Validity,
    ) -> Identity {
        let mut params = params("strait test", validity);
        params.subject_alt_names = names.into_iter().map(san).collect();
        params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
        params.extended_key_usages =
            vec![ExtendedKeyUsagePurpose::ServerAuth, ExtendedKeyUsagePurpose::ClientAuth];
        let key = key();
        let certificate = params.signed_by(&key, &self.issuer).expect("it can be signed");
        Identity { certificate: certificate.pem(), key: key.serialize_pem() }
    }
}

impl Default for Authority {
    fn default() -> Self {
        Self::new()
    }
}

impl Identity {
    /// Writes `name.pem` and `name.key` into a folder, and gives their paths.
    ///
    /// # Panics
    ///
    /// If they cannot be written.
    pub fn write(&self, folder: &Path, name: &str) -> (PathBuf, PathBuf) {
        let certificate = folder.join(format!("{name}.pem"));
        let key = folder.join(format!("{name}.key"));
        std::fs::write(&certificate, &self.certificate).expect("the certificate can be written");
        std::fs::write(&key, &self.key).expect("the key can be written");
        (certificate, key)
    }
}

fn key() -> KeyPair {
    KeyPair::generate().expect("a key can be made")
}

fn params(name: &str, validity: Validity) -> CertificateParams {
    let mut params = CertificateParams::default();
    params.distinguished_name.push(DnType::CommonName, name);
    (params.not_before, params.not_after) = match validity {
        Validity::Now => (date_time_ymd(2020, 1, 1), date_time_ymd(2999, 1, 1)),
        Validity::Expired => (date_time_ymd(2019, 1, 1), date_time_ymd(2020, 1, 1)),
        Validity::NotYet => (date_time_ymd(2999, 1, 1), date_time_ymd(2999, 2, 1)),
    };
    params
}

fn san(name: &str) -> SanType {
    let text = || name.try_into().expect("a name in ASCII");
    match name.parse::<IpAddr>() {
        Ok(address) => SanType::IpAddress(address),
        Err(_) if name.contains("://") => SanType::URI(text()),
        Err(_) if name.contains('@') => SanType::Rfc822Name(text()),
        Err(_) => SanType::DnsName(text()),
    }
}
