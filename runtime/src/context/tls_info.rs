//! What TLS has established about a connection.

use std::net::IpAddr;

/// What is known of a call's connection by TLS: the peer's certificate, and how the two sides
/// speak.
///
/// The names are those of the peer's own certificate (its *subject alternative names*), which has
/// been verified: a server that asks for certificates lets no others in. All are empty if the peer
/// presented none.
///
/// Whether a name may make a call is the application's to decide:
///
/// ```
/// use strait::{Context, Status};
///
/// fn only_billing(cx: &Context) -> Result<(), Status> {
///     match cx.tls().and_then(|tls| tls.spiffe_id()) {
///         Some("spiffe://example.org/billing") => Ok(()),
///         _ => Err(Status::permission_denied("only billing may do that")),
///     }
/// }
/// # assert!(only_billing(&Context::detached()).is_err());
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TlsInfo {
    pub(crate) certificates: Vec<Vec<u8>>,
    pub(crate) names: Names,
    pub(crate) protocol: &'static str,
    pub(crate) cipher_suite: &'static str,
    pub(crate) server_name: Option<String>,
}

/// The subject alternative names of a certificate.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Names {
    pub(crate) dns: Vec<String>,
    pub(crate) uris: Vec<String>,
    pub(crate) addresses: Vec<IpAddr>,
    pub(crate) emails: Vec<String>,
}

impl TlsInfo {
    /// The peer's certificate chain in DER, its own certificate first; empty if it presented none.
    #[must_use]
    pub fn peer_certificates(&self) -> &[Vec<u8>] {
        &self.certificates
    }

    /// The DNS names of the peer's certificate, wildcards included.
    #[must_use]
    pub fn dns_names(&self) -> &[String] {
        &self.names.dns
    }

    /// The URIs of the peer's certificate.
    #[must_use]
    pub fn uris(&self) -> &[String] {
        &self.names.uris
    }

    /// The IP addresses of the peer's certificate.
    #[must_use]
    pub fn ip_addresses(&self) -> &[IpAddr] {
        &self.names.addresses
    }

    /// The e-mail addresses of the peer's certificate.
    #[must_use]
    pub fn emails(&self) -> &[String] {
        &self.names.emails
    }

    /// The peer's SPIFFE ID: "An X.509 SVID MUST contain exactly one URI SAN", and it is a
    /// `spiffe://` one.
    ///
    /// <https://github.com/spiffe/spiffe/blob/main/standards/X509-SVID.md#2-spiffe-id>
    #[must_use]
    pub fn spiffe_id(&self) -> Option<&str> {
        match self.names.uris.as_slice() {
            [id] if id.starts_with("spiffe://") => Some(id),
            _ => None,
        }
    }

    /// The version of TLS: `TLSv1.3` or `TLSv1.2`.
    #[must_use]
    pub fn protocol(&self) -> &'static str {
        self.protocol
    }

    /// The cipher suite by its registered name, such as `TLS13_AES_256_GCM_SHA384`.
    #[must_use]
    pub fn cipher_suite(&self) -> &'static str {
        self.cipher_suite
    }

    /// The name by which the client asked for the server (SNI); `None` for an IP address.
    #[must_use]
    pub fn server_name(&self) -> Option<&str> {
        self.server_name.as_deref()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_spiffe_id_is_the_only_uri() {
        let with = |uris: &[&str]| {
            let uris = uris.iter().map(|&uri| uri.to_owned()).collect();
            TlsInfo { names: Names { uris, ..Names::default() }, ..TlsInfo::default() }
        };
        assert_eq!(with(&["spiffe://a/b"]).spiffe_id(), Some("spiffe://a/b"));
        for uris in [&[][..], &["https://a"], &["spiffe://a/b", "spiffe://a/c"]] {
            assert_eq!(with(uris).spiffe_id(), None);
        }
    }
}
