//! How a connection to a server came to its end.

#[cfg(feature = "server")]
use std::{fmt, io, sync::Arc};

/// Why a connection of a server is over.
///
/// Told with [`ServerEvent::ConnectionClosed`](crate::server::ServerEvent::ConnectionClosed).
#[cfg(feature = "server")]
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum ConnectionEnd {
    /// The client closed it. If it said why, in a GOAWAY, that is its code and its words, shortened
    /// if they are long.
    Client(Option<(u32, String)>),
    /// The byte stream failed.
    Broken(Arc<io::Error>),
    /// In good order, by the server: it stops, or the connection was idle or old, or its client
    /// did not answer. What the client was told of that.
    Server(&'static str),
    /// The client went beyond a limit, was told ENHANCE_YOUR_CALM and this, and was cut off.
    Limit(&'static str),
    /// The client broke a rule of HTTP/2, and was told so.
    Fault {
        /// The error code of HTTP/2.
        code: u32,
        /// What was wrong.
        why: &'static str,
    },
}

#[cfg(feature = "server")]
impl fmt::Display for ConnectionEnd {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Client(None) => f.write_str("the client closed it"),
            Self::Client(Some((code, said))) => {
                write!(f, "the client closed it with code {code}: {said:?}")
            }
            Self::Broken(error) => write!(f, "it broke: {error}"),
            Self::Server(why) => write!(f, "the server closed it: {why}"),
            Self::Limit(why) => write!(f, "the client went beyond a limit: {why}"),
            Self::Fault { code, why } => {
                write!(f, "the client broke a rule of HTTP/2 (code {code}): {why}")
            }
        }
    }
}

/// What a GOAWAY says in words, for people: no more of it than they would read.
pub(super) fn words(debug: &[u8]) -> String {
    const LONGEST: usize = 256;
    String::from_utf8_lossy(debug.get(..LONGEST).unwrap_or(debug)).into_owned()
}
