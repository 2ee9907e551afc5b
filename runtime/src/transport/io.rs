//! Byte streams: TCP, Unix sockets, memory.

use std::io;

#[cfg(feature = "client")]
use super::{Scheme, first_bytes::FirstBytes};
use tokio::{
    io::{AsyncRead, AsyncWrite},
    net::TcpStream,
};

/// A connected byte stream. Boxed: one virtual call a read or write, and no type parameter on
/// anything above.
pub(crate) trait Stream: AsyncRead + AsyncWrite + Send + Unpin {}

impl<T: AsyncRead + AsyncWrite + Send + Unpin> Stream for T {}

/// See [`Stream`].
pub(crate) type Io = Box<dyn Stream>;

/// Small writes go out at once: batching is done above, where it is known what is to come.
#[cfg(feature = "server")]
pub(super) fn tcp(stream: TcpStream) -> Io {
    // Fails on some systems if the peer is gone already, which the first read reports better.
    let _ = stream.set_nodelay(true);
    Box::new(stream)
}

/// Connects to the first address of `host` that answers. What comes over it is HTTP/2 for
/// `Scheme::Http`, and TLS for `Scheme::Https`.
#[cfg(feature = "client")]
pub(crate) async fn connect_tcp(host: &str, port: u16, scheme: Scheme) -> io::Result<Io> {
    let stream = TcpStream::connect((host, port)).await?;
    let _ = stream.set_nodelay(true);
    Ok(match scheme {
        Scheme::Http => Box::new(FirstBytes::new(stream)),
        Scheme::Https => Box::new(stream),
    })
}

/// Connects to a Unix socket.
#[cfg(feature = "client")]
pub(crate) async fn connect_unix(path: &std::path::Path) -> io::Result<Io> {
    #[cfg(unix)]
    {
        Ok(Box::new(tokio::net::UnixStream::connect(path).await?))
    }
    #[cfg(not(unix))]
    {
        let _ = path;
        Err(io::Error::new(io::ErrorKind::Unsupported, "there are no Unix sockets on this system"))
    }
}

/// Two ends of a connection within the process.
pub(crate) fn in_memory() -> (Io, Io) {
    // The size of a socket buffer: enough for a batch of frames, small enough to push back.
    let (a, b) = tokio::io::duplex(256 * 1024);
    (Box::new(a), Box::new(b))
}
