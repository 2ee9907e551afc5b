//! Byte streams: TCP, Unix sockets, memory.

use std::{io, time::Duration};

#[cfg(feature = "client")]
use super::{Scheme, first_bytes::FirstBytes};
use tokio::{
    io::{AsyncRead, AsyncWrite, DuplexStream},
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
/// `Scheme::Http`, and TLS for `Scheme::Https`. `user_timeout` as in [`set_user_timeout`].
#[cfg(feature = "client")]
pub(crate) async fn connect_tcp(
    host: &str,
    port: u16,
    scheme: Scheme,
    user_timeout: Option<Duration>,
) -> io::Result<Io> {
    let stream = TcpStream::connect((host, port)).await?;
    if let Some(timeout) = user_timeout {
        set_user_timeout(&stream, timeout);
    }
    let _ = stream.set_nodelay(true);
    Ok(match scheme {
        Scheme::Http => Box::new(FirstBytes::new(stream)),
        Scheme::Https => Box::new(stream),
    })
}

/// How long bytes that were sent may stay unacknowledged before the system gives the connection
/// up, where it can be told: Linux and its kin. Without it that takes a quarter of an hour.
///
/// Keepalive's timeout, and only with keepalive: "the proposal is to reuse this configuration
/// option to set the socket option TCP_USER_TIMEOUT".
/// <https://github.com/grpc/proposal/blob/master/A18-tcp-user-timeout.md>. TCP's own keepalive is
/// not used: HTTP/2's PINGs reach through proxies to the server itself.
pub(crate) fn set_user_timeout(stream: &TcpStream, timeout: Duration) {
    #[cfg(any(target_os = "linux", target_os = "android", target_os = "fuchsia"))]
    {
        // The option counts milliseconds in 32 bits, and 0 means the system's own choice.
        let timeout =
            timeout.clamp(Duration::from_millis(1), Duration::from_millis(i32::MAX as u64));
        // A system that refuses is as one that cannot be told.
        let _ = socket2::SockRef::from(stream).set_tcp_user_timeout(Some(timeout));
    }
    #[cfg(not(any(target_os = "linux", target_os = "android", target_os = "fuchsia")))]
    let _ = (stream, timeout);
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
pub(crate) fn in_memory() -> (DuplexStream, DuplexStream) {
    // The size of a socket buffer: enough for a batch of frames, small enough to push back.
    tokio::io::duplex(256 * 1024)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(target_os = "linux")]
    #[tokio::test]
    async fn the_user_timeout_is_set_on_the_socket() {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let stream = TcpStream::connect(listener.local_addr().unwrap()).await.unwrap();
        for (wanted, set) in [
            (Duration::from_secs(20), Duration::from_secs(20)),
            (Duration::ZERO, Duration::from_millis(1)),
            (Duration::MAX, Duration::from_millis(i32::MAX as u64)),
        ] {
            set_user_timeout(&stream, wanted);
            let socket = socket2::SockRef::from(&stream);
            assert_eq!(socket.tcp_user_timeout().unwrap(), Some(set), "{wanted:?}");
        }
    }
}
