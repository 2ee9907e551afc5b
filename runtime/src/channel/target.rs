//! What a channel connects to.

use std::{fmt, path::PathBuf};

use crate::Status;

/// The address of a server.
///
/// | written | meaning |
/// | --- | --- |
/// | `http://host:port` | TCP, plain HTTP/2; port 80 if there is none |
/// | `https://host:port` | TCP with TLS, which is the feature `tls`; port 443 if there is none |
/// | `host:port` | the second if the channel is given TLS, the first otherwise |
/// | `http://[::1]:50051`, `[::1]:50051` | the same with an IPv6 address |
/// | `[fe80::1%eth0]:50051` | the same in the zone of an interface |
/// | `unix:/run/greeter.sock`, `unix:///run/greeter.sock` | a Unix socket, with TLS if the channel is given it |
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target(pub(super) Kind, Security);

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Tcp { host: String, port: Option<u16> },
    Unix(PathBuf),
}

/// What a target says of encryption.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Security {
    Unsaid,
    Plain,
    Tls,
}

impl Target {
    /// Reads a target.
    ///
    /// # Errors
    ///
    /// INTERNAL, with the reason, if `text` is none of the forms above.
    pub fn parse(text: &str) -> Result<Self, Status> {
        if let Some(path) = text.strip_prefix("unix:") {
            let path = path.strip_prefix("//").unwrap_or(path);
            if path.is_empty() {
                return Err(malformed(text, "there is no path after `unix:`"));
            }
            return Ok(Self(Kind::Unix(path.into()), Security::Unsaid));
        }
        let (security, address) = match text.split_once("://") {
            None => (Security::Unsaid, text),
            Some(("http", address)) => (Security::Plain, address),
            Some(("https", _)) if cfg!(not(feature = "tls")) => {
                return Err(malformed(text, "TLS needs strait's feature `tls`, which is off"));
            }
            Some(("https", address)) => (Security::Tls, address),
            Some((scheme, _)) => {
                return Err(malformed(text, &format!("`{scheme}` is no known scheme")));
            }
        };
        let address = match security {
            Security::Unsaid => address,
            Security::Plain | Security::Tls => address.strip_suffix('/').unwrap_or(address),
        };
        if let Some(bad) = address.chars().find(|c| !may_be_in_host_and_port(*c)) {
            return Err(malformed(text, &format!("{bad:?} has no place in a host and port")));
        }
        let (host, port) = split_port(address)
            .ok_or_else(|| malformed(text, "an IPv6 address stands in brackets: [::1]:50051"))?;
        if host.is_empty() {
            return Err(malformed(text, "there is no host"));
        }
        let port = match port {
            None => None,
            Some(port) => Some(
                port.parse().map_err(|_| malformed(text, &format!("`{port}` is not a port")))?,
            ),
        };
        Ok(Self(Kind::Tcp { host: host.to_owned(), port }, security))
    }

    /// Settles what the target leaves unsaid by whether the channel was given TLS.
    pub(super) fn with_tls(mut self, given: bool) -> Result<Self, Status> {
        match (self.1, given) {
            (Security::Plain, true) => Err(Status::internal(format!(
                "target `{self}`: `http://` is not encrypted, but the channel was given TLS: write \
                 `https://`, or leave TLS out"
            ))),
            (Security::Unsaid, true) => {
                self.1 = Security::Tls;
                Ok(self)
            }
            _ => Ok(self),
        }
    }

    /// Whether connections are encrypted.
    pub(super) fn is_secure(&self) -> bool {
        self.1 == Security::Tls
    }

    /// Whom TLS expects there: no certificate knows the zone of an address.
    pub(super) fn host(&self) -> &str {
        match &self.0 {
            Kind::Tcp { host, .. } => without_zone(host),
            Kind::Unix(_) => "localhost",
        }
    }

    /// The port, which is that of the scheme if there is none; 0 for a Unix socket.
    pub(super) fn port(&self) -> u16 {
        match &self.0 {
            Kind::Tcp { port: Some(port), .. } => *port,
            Kind::Tcp { port: None, .. } if self.is_secure() => 443,
            Kind::Tcp { port: None, .. } => 80,
            Kind::Unix(_) => 0,
        }
    }

    /// Whether no one on the network can read what is sent: over TLS, or within this machine.
    pub(super) fn is_private(&self) -> bool {
        self.is_secure() || matches!(self.0, Kind::Unix(_))
    }

    /// The `:authority` of calls, which "MUST NOT include the deprecated userinfo subcomponent"
    /// (<https://www.rfc-editor.org/rfc/rfc9113#section-8.3.1>); an IPv6 address
    /// keeps its brackets, and the zone of a link-local one stays here, where alone it means
    /// something. <https://www.rfc-editor.org/rfc/rfc6874#section-1>
    pub(super) fn authority(&self) -> String {
        let port = self.port();
        match &self.0 {
            Kind::Tcp { host, .. } if host.contains(':') => {
                format!("[{}]:{port}", without_zone(host))
            }
            Kind::Tcp { host, .. } => format!("{host}:{port}"),
            Kind::Unix(_) => "localhost".to_owned(),
        }
    }
}

/// What may be in a host, an IP address in brackets with its zone, and a port.
/// <https://www.rfc-editor.org/rfc/rfc3986#section-3.2.2>
fn may_be_in_host_and_port(c: char) -> bool {
    c.is_ascii_alphanumeric() || "-._~!$&'()*+,;=%:[]".contains(c)
}

/// Splits off the port; `None` if a colon may belong to either side. Brackets are taken away.
fn split_port(address: &str) -> Option<(&str, Option<&str>)> {
    if let Some(rest) = address.strip_prefix('[') {
        let (host, rest) = rest.split_once(']')?;
        return match rest.strip_prefix(':') {
            Some(port) => Some((host, Some(port))),
            None => rest.is_empty().then_some((host, None)),
        };
    }
    match address.split_once(':') {
        None => Some((address, None)),
        Some((_, port)) if port.contains(':') => None,
        Some((host, port)) => Some((host, Some(port))),
    }
}

/// An IPv6 address without the interface through which it is reached.
fn without_zone(host: &str) -> &str {
    host.split_once('%').map_or(host, |(address, _)| address)
}

fn malformed(text: &str, why: &str) -> Status {
    Status::internal(format!("target `{text}`: {why}"))
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Kind::Tcp { host, .. } => {
                let scheme = if self.is_secure() { "https" } else { "http" };
                let port = self.port();
                match host.contains(':') {
                    true => write!(f, "{scheme}://[{host}]:{port}"),
                    false => write!(f, "{scheme}://{host}:{port}"),
                }
            }
            Kind::Unix(path) => write!(f, "unix:{}", path.display()),
        }
    }
}

/// What can be read as a [`Target`].
pub trait IntoTarget {
    /// Reads it.
    ///
    /// # Errors
    ///
    /// As [`Target::parse`].
    fn into_target(self) -> Result<Target, Status>;
}

impl IntoTarget for Target {
    fn into_target(self) -> Result<Target, Status> {
        Ok(self)
    }
}

impl IntoTarget for &str {
    fn into_target(self) -> Result<Target, Status> {
        Target::parse(self)
    }
}

impl IntoTarget for String {
    fn into_target(self) -> Result<Target, Status> {
        Target::parse(&self)
    }
}

impl IntoTarget for &String {
    fn into_target(self) -> Result<Target, Status> {
        Target::parse(self)
    }
}

impl IntoTarget for std::net::SocketAddr {
    fn into_target(self) -> Result<Target, Status> {
        let host = match self {
            Self::V6(address) if address.scope_id() != 0 => {
                format!("{}%{}", address.ip(), address.scope_id())
            }
            _ => self.ip().to_string(),
        };
        Ok(Target(Kind::Tcp { host, port: Some(self.port()) }, Security::Unsaid))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_read_and_shown() {
        for (text, shown) in [
            ("http://127.0.0.1:50051", "http://127.0.0.1:50051"),
            ("http://example.com/", "http://example.com:80"),
            ("localhost:1", "http://localhost:1"),
            ("[::1]:50051", "http://[::1]:50051"),
            ("http://[::1]", "http://[::1]:80"),
            ("unix:/run/x.sock", "unix:/run/x.sock"),
            ("unix:///run/x.sock", "unix:/run/x.sock"),
        ] {
            assert_eq!(Target::parse(text).unwrap().to_string(), shown, "{text}");
        }
    }

    #[test]
    fn the_zone_of_an_address_is_kept_for_connecting_and_not_sent() {
        let address: std::net::SocketAddr = "[fe80::1%7]:50051".parse().unwrap();
        for target in [address.into_target(), Target::parse("http://[fe80::1%7]:50051")] {
            let target = target.unwrap();
            assert_eq!(target.to_string(), "http://[fe80::1%7]:50051");
            assert_eq!(
                (target.authority().as_str(), target.host()),
                ("[fe80::1]:50051", "fe80::1")
            );
        }
    }

    #[test]
    #[cfg(feature = "tls")]
    fn what_is_encrypted_is_settled_by_scheme_and_channel() {
        for (text, given, shown) in [
            ("https://host", false, "https://host:443"),
            ("https://[::1]:1", true, "https://[::1]:1"),
            ("host", true, "https://host:443"),
            ("host", false, "http://host:80"),
        ] {
            let target = Target::parse(text).unwrap().with_tls(given).unwrap();
            assert_eq!(target.to_string(), shown);
            assert_eq!(target.is_secure(), shown.starts_with("https"));
        }
        assert!(Target::parse("unix:/x").unwrap().with_tls(true).unwrap().is_secure());
        let status = Target::parse("http://host").unwrap().with_tls(true).unwrap_err();
        assert!(status.message().contains("`http://` is not encrypted"), "{status}");
    }

    #[test]
    #[cfg(not(feature = "tls"))]
    fn without_tls_its_feature_is_named() {
        let status = Target::parse("https://host").unwrap_err();
        assert!(status.message().contains("feature `tls`"), "{status}");
    }

    #[test]
    fn malformed_targets_say_why() {
        for (text, why) in [
            ("", "no host"),
            ("::1", "brackets"),
            ("http://host:port", "not a port"),
            ("http://host:99999", "not a port"),
            ("ftp://host", "scheme"),
            ("http://host/path", "'/'"),
            ("http://user@host", "'@'"),
            ("two words", "' '"),
            ("b\u{fc}cher.example", "'\u{fc}'"),
            ("<host>", "'<'"),
            ("unix:", "no path"),
        ] {
            let message = Target::parse(text).unwrap_err().to_string();
            assert!(message.contains(why), "{message}");
        }
    }
}
