//! Byte streams: TCP, Unix sockets, memory.

use std::{
    io,
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    task::{Context, Poll},
};

#[cfg(feature = "client")]
use super::{Scheme, first_bytes::FirstBytes};
use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
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

/// What has passed through a [`Counted`] stream. One task moves its bytes, so that counting is a
/// load and a store.
#[derive(Debug, Default)]
pub(crate) struct Traffic {
    read: AtomicU64,
    written: AtomicU64,
    blocked: AtomicBool,
}

impl Traffic {
    /// Bytes read.
    pub(crate) fn read(&self) -> u64 {
        self.read.load(Ordering::Relaxed)
    }

    /// Bytes written.
    pub(crate) fn written(&self) -> u64 {
        self.written.load(Ordering::Relaxed)
    }

    /// Whether the last write was not taken.
    pub(crate) fn is_blocked(&self) -> bool {
        self.blocked.load(Ordering::Relaxed)
    }

    fn wrote(&self, written: &Poll<io::Result<usize>>) {
        if let Poll::Ready(Ok(bytes)) = written {
            self.written.store(self.written().wrapping_add(*bytes as u64), Ordering::Relaxed);
        }
        self.blocked.store(written.is_pending(), Ordering::Relaxed);
    }
}

/// A stream whose bytes are counted.
pub(crate) struct Counted {
    io: Io,
    traffic: Arc<Traffic>,
}

impl Counted {
    pub(crate) fn new(io: Io) -> (Self, Arc<Traffic>) {
        let traffic = Arc::<Traffic>::default();
        (Self { io, traffic: Arc::clone(&traffic) }, traffic)
    }
}

impl AsyncRead for Counted {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let before = buffer.filled().len();
        let done = Pin::new(&mut self.io).poll_read(cx, buffer);
        let bytes = buffer.filled().len() - before;
        let read = self.traffic.read().wrapping_add(bytes as u64);
        self.traffic.read.store(read, Ordering::Relaxed);
        done
    }
}

impl AsyncWrite for Counted {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.io).poll_write(cx, bytes);
        self.traffic.wrote(&written);
        written
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.io).poll_write_vectored(cx, bytes);
        self.traffic.wrote(&written);
        written
    }

    fn is_write_vectored(&self) -> bool {
        self.io.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.io).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.io).poll_shutdown(cx)
    }
}
