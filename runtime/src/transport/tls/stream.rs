//! An encrypted stream whose errors speak plainly.

use std::{
    io::{self, IoSlice},
    pin::Pin,
    task::{Context, Poll},
};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

use super::failure::{Remote, failure};

/// Explains the errors of the stream below. They come after the handshake as well: in TLS 1.3 a
/// client whose certificate is refused learns it from its first read.
pub(super) struct Explained<S> {
    pub(super) stream: S,
    pub(super) remote: Remote,
}

impl<S> Explained<S> {
    fn explain(&self, error: io::Error) -> io::Error {
        // Others are the socket's, which speak for themselves.
        let inner = error.get_ref().and_then(|inner| inner.downcast_ref::<rustls::Error>());
        if inner.is_some() {
            let failure = failure(self.remote, error);
            return io::Error::new(failure.kind(), failure);
        }
        error
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Explained<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(cx, buf).map_err(|error| self.explain(error))
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Explained<S> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &[u8],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write(cx, buf).map_err(|error| self.explain(error))
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bufs: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream)
            .poll_write_vectored(cx, bufs)
            .map_err(|error| self.explain(error))
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx).map_err(|error| self.explain(error))
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx).map_err(|error| self.explain(error))
    }
}
