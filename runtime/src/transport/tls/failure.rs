//! What rustls says about a connection, in words for whoever has to mend it: the one place that
//! maps them.

use std::io;

use rustls::{AlertDescription, CertificateError, Error, PeerIncompatible};
use rustls_pki_types::UnixTime;
use x509_parser::time::ASN1Time;

use crate::tls::HandshakeError;

/// Who is at the other end.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Remote {
    Client,
    Server,
}

impl Remote {
    fn name(self) -> &'static str {
        match self {
            Self::Client => "client",
            Self::Server => "server",
        }
    }

    fn local(self) -> &'static str {
        match self {
            Self::Client => Self::Server.name(),
            Self::Server => Self::Client.name(),
        }
    }
}

/// Explains what ended a handshake or a connection.
pub(super) fn failure(remote: Remote, error: io::Error) -> HandshakeError {
    let inner = error.get_ref().and_then(|inner| inner.downcast_ref::<Error>());
    let message = match inner {
        Some(inner) => explain(remote, inner),
        None => disconnected(remote, &error),
    };
    HandshakeError::new(message, error)
}

/// An error of rustls that is about our own files.
pub(super) fn plain(error: &Error) -> String {
    match error {
        Error::InvalidCertificate(CertificateError::BadEncoding) => {
            "it is not a well-formed X.509 certificate".to_owned()
        }
        Error::InvalidCertificate(why) => why.to_string(),
        Error::General(why) => why.clone(),
        other => other.to_string(),
    }
}

fn disconnected(remote: Remote, error: &io::Error) -> String {
    let name = remote.name();
    let hint = match remote {
        Remote::Server => ": does it speak TLS on this port?",
        Remote::Client => "",
    };
    match error.kind() {
        io::ErrorKind::UnexpectedEof => {
            format!("the {name} closed the connection during the TLS handshake{hint}")
        }
        _ => format!("the connection broke during the TLS handshake: {error}{hint}"),
    }
}

fn explain(remote: Remote, error: &Error) -> String {
    let name = remote.name();
    match error {
        Error::InvalidCertificate(why) => bad_certificate(remote, why),
        Error::NoCertificatesPresented => {
            format!("the {name} presented no certificate, and this {} requires one", remote.local())
        }
        Error::AlertReceived(alert) => refused(remote, *alert),
        Error::InvalidMessage(_) if remote == Remote::Server => {
            format!(
                "the server does not speak TLS ({error}): for one that speaks plain HTTP/2 \
                     write `http://`"
            )
        }
        Error::InvalidMessage(_) => {
            format!("the client does not speak TLS, as this server does ({error})")
        }
        Error::NoApplicationProtocol => {
            format!(
                "the {name} speaks other protocols than HTTP/2 (`h2` by ALPN), which gRPC needs"
            )
        }
        Error::PeerIncompatible(
            PeerIncompatible::ServerDoesNotSupportTls12Or13
            | PeerIncompatible::Tls12NotOffered
            | PeerIncompatible::Tls12NotOfferedOrEnabled
            | PeerIncompatible::Tls13RequiredForQuic
            | PeerIncompatible::SupportedVersionsExtensionRequired,
        ) => format!("the {name} speaks neither TLS 1.2 nor TLS 1.3"),
        other => format!("TLS with the {name} failed: {other}"),
    }
}

/// What this side found wrong with the certificate of the other.
fn bad_certificate(remote: Remote, why: &CertificateError) -> String {
    let name = remote.name();
    match why {
        CertificateError::UnknownIssuer => format!(
            "the {name}'s certificate is not trusted: its issuer is unknown to this {} (see `{}`)",
            remote.local(),
            match remote {
                Remote::Server => "ClientTls::ca_pem",
                Remote::Client => "ServerTls::client_ca",
            }
        ),
        CertificateError::BadSignature => format!(
            "the {name}'s certificate is not trusted: an authority of its issuer's name is known \
             to this {}, but did not sign it",
            remote.local()
        ),
        CertificateError::Expired => format!("the {name}'s certificate has expired"),
        CertificateError::ExpiredContext { time, not_after } => format!(
            "the {name}'s certificate has expired: it was valid until {}, and here it is {}",
            date(*not_after),
            date(*time)
        ),
        CertificateError::NotValidYet => format!("the {name}'s certificate is not valid yet"),
        CertificateError::NotValidYetContext { time, not_before } => format!(
            "the {name}'s certificate is not valid yet: it is from {} on, and here it is {}",
            date(*not_before),
            date(*time)
        ),
        CertificateError::NotValidForName => {
            format!("the {name}'s certificate is not valid for the name that was asked for")
        }
        CertificateError::NotValidForNameContext { expected, presented } => format!(
            "the {name}'s certificate is not valid for `{}`, only for {}; another name can be \
             expected with `ClientTls::server_name`",
            expected.to_str(),
            names(presented)
        ),
        other => format!("the {name}'s certificate is not valid: {other}"),
    }
}

/// `DnsName("localhost")` as `localhost`.
fn names(presented: &[String]) -> String {
    let bare = |name: &String| {
        let inner = name.split_once('(').and_then(|(_, rest)| rest.strip_suffix(')'));
        format!("`{}`", inner.unwrap_or(name).trim_matches('"'))
    };
    match presented {
        [] => "no name at all".to_owned(),
        _ => presented.iter().map(bare).collect::<Vec<_>>().join(", "),
    }
}

/// What the other side found wrong, as far as an alert tells.
fn refused(remote: Remote, alert: AlertDescription) -> String {
    let (name, local) = (remote.name(), remote.local());
    let why = match alert {
        AlertDescription::CertificateRequired => {
            return format!(
                "the {name} requires a certificate of the {local}, and there is none (see \
                 `ClientTls::identity_pem`)"
            );
        }
        AlertDescription::NoApplicationProtocol => {
            return format!("the {name} does not speak HTTP/2 (`h2` by ALPN), which gRPC needs");
        }
        AlertDescription::ProtocolVersion => {
            return format!("the {name} speaks neither TLS 1.2 nor TLS 1.3");
        }
        AlertDescription::UnrecognisedName => {
            return format!("the {name} does not know the name it was asked for");
        }
        AlertDescription::UnknownCA => "it does not trust its issuer",
        AlertDescription::DecryptError => "its signature does not hold",
        AlertDescription::CertificateExpired => "it has expired or is not valid yet",
        AlertDescription::CertificateRevoked => "it has been revoked",
        AlertDescription::BadCertificate
        | AlertDescription::CertificateUnknown
        | AlertDescription::UnsupportedCertificate
        | AlertDescription::AccessDenied => "it is not valid there",
        other => {
            let other = other.as_str().unwrap_or("unknown");
            return format!("the {name} ended the TLS connection with the alert {other}");
        }
    };
    format!("the {name} refused this {local}'s certificate: {why}")
}

fn date(time: UnixTime) -> String {
    i64::try_from(time.as_secs())
        .ok()
        .and_then(|seconds| ASN1Time::from_timestamp(seconds).ok())
        .map_or_else(|| format!("{} s of Unix time", time.as_secs()), |time| time.to_string())
}
