//! What a channel connects to.

use std::{fmt, path::PathBuf};

use crate::Status;

/// The address of a server.
///
/// | written | meaning |
/// | --- | --- |
/// | `http://host:port`, `host:port` | TCP, plain HTTP/2; port 80 if there is none |
/// | `http://[::1]:50051`, `[::1]:50051` | the same with an IPv6 address |
/// | `unix:/run/greeter.sock`, `unix:///run/greeter.sock` | a Unix socket |
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target(pub(super) Kind);

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Tcp { host: String, port: u16 },
    Unix(PathBuf),
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
            return Ok(Self(Kind::Unix(path.into())));
        }
        let address = match text.split_once("://") {
            None => text,
            Some(("http", address)) => address.strip_suffix('/').unwrap_or(address),
            Some(("https", _)) => return Err(malformed(text, "TLS is not supported")),
            Some((scheme, _)) => {
                return Err(malformed(text, &format!("`{scheme}` is no known scheme")));
            }
        };
        if let Some(bad) =
            address.chars().find(|c| c.is_whitespace() || matches!(c, '/' | '?' | '#' | '@'))
        {
            return Err(malformed(text, &format!("{bad:?} has no place in a host and port")));
        }
        let (host, port) = split_port(address)
            .ok_or_else(|| malformed(text, "an IPv6 address stands in brackets: [::1]:50051"))?;
        if host.is_empty() {
            return Err(malformed(text, "there is no host"));
        }
        let port = match port {
            None => 80,
            Some(port) => {
                port.parse().map_err(|_| malformed(text, &format!("`{port}` is not a port")))?
            }
        };
        Ok(Self(Kind::Tcp { host: host.to_owned(), port }))
    }

    /// Whether no one on the network can read what is sent.
    pub(super) fn is_secure(&self) -> bool {
        match &self.0 {
            Kind::Tcp { .. } => false,
            Kind::Unix(_) => true,
        }
    }

    /// The `:authority` of calls: "Must not include the userinfo subcomponent"; an IPv6 address
    /// keeps its brackets.
    pub(super) fn authority(&self) -> String {
        match &self.0 {
            Kind::Tcp { host, port } if host.contains(':') => format!("[{host}]:{port}"),
            Kind::Tcp { host, port } => format!("{host}:{port}"),
            Kind::Unix(_) => "localhost".to_owned(),
        }
    }
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

fn malformed(text: &str, why: &str) -> Status {
    Status::internal(format!("target `{text}`: {why}"))
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Kind::Tcp { .. } => write!(f, "http://{}", self.authority()),
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
        Ok(Target(Kind::Tcp { host: self.ip().to_string(), port: self.port() }))
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
    fn malformed_targets_say_why() {
        for (text, why) in [
            ("", "no host"),
            ("::1", "brackets"),
            ("http://host:port", "not a port"),
            ("http://host:99999", "not a port"),
            ("https://host", "TLS"),
            ("ftp://host", "scheme"),
            ("http://host/path", "'/'"),
            ("http://user@host", "'@'"),
            ("unix:", "no path"),
        ] {
            let message = Target::parse(text).unwrap_err().to_string();
            assert!(message.contains(why), "{message}");
        }
    }
}
