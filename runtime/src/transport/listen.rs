//! Listening sockets.

use std::{fmt, io, net::SocketAddr, path::PathBuf, time::Duration};

use tokio::net::TcpListener;
#[cfg(unix)]
use tokio::net::UnixListener;

use super::io::{Io, set_user_timeout, tcp};
use crate::context::Peer;

/// A listening socket.
pub(crate) enum Listener {
    Tcp(TcpListener),
    #[cfg(unix)]
    Unix {
        /// Before the listener: once that is closed a successor may take the path.
        _file: SocketFile,
        listener: UnixListener,
    },
}

impl Listener {
    /// Binds `host:port`, `[v6]:port` or `unix:path`. A socket file that no one listens on any
    /// more is replaced.
    pub(crate) async fn bind(address: &str) -> io::Result<Self> {
        match address.strip_prefix("unix:") {
            Some(path) => Self::bind_unix(path.strip_prefix("//").unwrap_or(path).into()),
            None => Ok(Self::Tcp(TcpListener::bind(address).await?)),
        }
    }

    #[cfg(unix)]
    fn bind_unix(path: PathBuf) -> io::Result<Self> {
        let listener = match UnixListener::bind(&path) {
            Err(error) if error.kind() == io::ErrorKind::AddrInUse => {
                // A connection refused tells a file that was left behind from a server.
                match std::os::unix::net::UnixStream::connect(&path) {
                    Err(e) if e.kind() == io::ErrorKind::ConnectionRefused => {
                        std::fs::remove_file(&path)?;
                        UnixListener::bind(&path)?
                    }
                    _ => return Err(error),
                }
            }
            bound => bound?,
        };
        Ok(Self::Unix { _file: SocketFile(path), listener })
    }

    #[cfg(not(unix))]
    fn bind_unix(_: PathBuf) -> io::Result<Self> {
        Err(io::Error::new(io::ErrorKind::Unsupported, "there are no Unix sockets on this system"))
    }

    /// Waits for a connection. The system gives it up when the peer has not acknowledged data for
    /// `user_timeout`, as the client does for its own (A18).
    pub(crate) async fn accept(&self, user_timeout: Option<Duration>) -> io::Result<(Io, Peer)> {
        match self {
            Self::Tcp(listener) => {
                let (stream, address) = listener.accept().await?;
                if let Some(timeout) = user_timeout {
                    set_user_timeout(&stream, timeout);
                }
                Ok((tcp(stream), Peer::Tcp(address)))
            }
            #[cfg(unix)]
            Self::Unix { listener, .. } => {
                let (stream, _) = listener.accept().await?;
                Ok((Box::new(stream), Peer::Unix))
            }
        }
    }

    /// The bound address; `None` for a Unix socket.
    pub(crate) fn local_addr(&self) -> Option<SocketAddr> {
        match self {
            Self::Tcp(listener) => listener.local_addr().ok(),
            #[cfg(unix)]
            Self::Unix { .. } => None,
        }
    }
}

impl fmt::Debug for Listener {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Tcp(listener) => listener.fmt(f),
            #[cfg(unix)]
            Self::Unix { listener, .. } => listener.fmt(f),
        }
    }
}

/// The file of a Unix socket, removed with the listener.
#[cfg(unix)]
pub(crate) struct SocketFile(PathBuf);

#[cfg(unix)]
impl Drop for SocketFile {
    fn drop(&mut self) {
        // Already gone is as good; anything else is found by whoever binds next.
        let _ = std::fs::remove_file(&self.0);
    }
}
