//! What a connection's handshake has established.

use std::net::IpAddr;

use rustls::{CommonState, ProtocolVersion};
use x509_parser::prelude::{FromDer as _, GeneralName, X509Certificate};

use crate::context::{Names, TlsInfo};

pub(super) fn info(connection: &CommonState, server_name: Option<&str>) -> TlsInfo {
    let certificates: Vec<_> = connection
        .peer_certificates()
        .unwrap_or_default()
        .iter()
        .map(|certificate| certificate.to_vec())
        .collect();
    TlsInfo {
        names: certificates.first().map(|leaf| names(leaf)).unwrap_or_default(),
        certificates,
        protocol: match connection.protocol_version() {
            Some(ProtocolVersion::TLSv1_3) => "TLSv1.3",
            Some(ProtocolVersion::TLSv1_2) => "TLSv1.2",
            _ => "unknown",
        },
        cipher_suite: connection
            .negotiated_cipher_suite()
            .and_then(|suite| suite.suite().as_str())
            .unwrap_or("unknown"),
        server_name: server_name.map(str::to_owned),
    }
}

/// The names of a certificate that has been verified; none of those that cannot be read.
pub(super) fn names(leaf: &[u8]) -> Names {
    let mut names = Names::default();
    let Ok((_, certificate)) = X509Certificate::from_der(leaf) else { return names };
    let Ok(Some(extension)) = certificate.subject_alternative_name() else { return names };
    for name in &extension.value.general_names {
        match *name {
            GeneralName::DNSName(name) => names.dns.push(name.to_owned()),
            GeneralName::URI(uri) => names.uris.push(uri.to_owned()),
            GeneralName::RFC822Name(email) => names.emails.push(email.to_owned()),
            GeneralName::IPAddress(octets) => names.addresses.extend(address(octets)),
            _ => {}
        }
    }
    names
}

fn address(octets: &[u8]) -> Option<IpAddr> {
    if let Ok(v4) = <[u8; 4]>::try_from(octets) {
        return Some(v4.into());
    }
    <[u8; 16]>::try_from(octets).ok().map(IpAddr::from)
}
