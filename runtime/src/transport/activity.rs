//! What passes through a byte stream, counted, and a way to break it off.
//!
//! The HTTP/2 library does not say when it has read or written; its byte stream is ours.

use std::{
    io,
    pin::Pin,
    sync::{
        Arc, OnceLock,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    task::{Context, Poll},
};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

use super::Io;

/// What has passed through a [`Watched`] stream. One task moves its bytes, so that counting is a
/// load and a store.
#[derive(Debug, Default)]
pub(crate) struct Activity {
    read: AtomicU64,
    written: AtomicU64,
    blocked: AtomicBool,
    broken: OnceLock<String>,
    /// Whether the stream writes on to another, as TLS does: when one of its writes fails, part of
    /// the bytes may have left all the same.
    is_layered: bool,
}

impl Activity {
    /// Bytes read.
    pub(crate) fn read(&self) -> u64 {
        self.read.load(Ordering::Relaxed)
    }

    /// Bytes written. Read after the stream has failed, it tells whether anything left since an
    /// earlier look.
    pub(crate) fn written(&self) -> u64 {
        self.written.load(Ordering::Acquire)
    }

    /// Whether the last write was not taken.
    pub(crate) fn is_blocked(&self) -> bool {
        self.blocked.load(Ordering::Relaxed)
    }

    /// Makes the stream fail from now on, whether or not the system would. HTTP/2 passes the
    /// reason on to every call.
    pub(crate) fn break_off(&self, why: String) {
        // Once broken it stays so, for the first reason.
        let _ = self.broken.set(why);
    }

    fn check(&self) -> io::Result<()> {
        match self.broken.get() {
            None => Ok(()),
            Some(why) => Err(io::Error::new(io::ErrorKind::TimedOut, why.as_str())),
        }
    }

    fn wrote(&self, written: &Poll<io::Result<usize>>) {
        match written {
            Poll::Ready(Ok(bytes)) => add(&self.written, *bytes),
            Poll::Ready(Err(_)) if self.is_layered => add(&self.written, 1),
            Poll::Ready(Err(_)) | Poll::Pending => {}
        }
        self.blocked.store(written.is_pending(), Ordering::Relaxed);
    }
}

fn add(counter: &AtomicU64, bytes: usize) {
    let sum = counter.load(Ordering::Relaxed).wrapping_add(bytes as u64);
    counter.store(sum, Ordering::Release);
}

/// A byte stream whose [`Activity`] can be looked at from elsewhere.
pub(crate) struct Watched {
    io: Io,
    activity: Arc<Activity>,
}

impl Watched {
    /// Counts from 0. `is_layered` says whether `io` is TLS over another stream.
    pub(crate) fn new(io: Io, is_layered: bool) -> (Self, Arc<Activity>) {
        let activity = Arc::new(Activity { is_layered, ..Activity::default() });
        (Self { io, activity: Arc::clone(&activity) }, activity)
    }
}

impl AsyncRead for Watched {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        self.activity.check()?;
        let before = buf.filled().len();
        let read = Pin::new(&mut self.io).poll_read(cx, buf);
        add(&self.activity.read, buf.filled().len() - before);
        read
    }
}

impl AsyncWrite for Watched {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &[u8],
    ) -> Poll<io::Result<usize>> {
        self.activity.check()?;
        let written = Pin::new(&mut self.io).poll_write(cx, buf);
        self.activity.wrote(&written);
        written
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bufs: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        self.activity.check()?;
        let written = Pin::new(&mut self.io).poll_write_vectored(cx, bufs);
        self.activity.wrote(&written);
        written
    }

    fn is_write_vectored(&self) -> bool {
        self.io.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.activity.check()?;
        Pin::new(&mut self.io).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.io).poll_shutdown(cx)
    }
}

#[cfg(test)]
mod tests {
    use std::task::Waker;

    use super::*;

    /// Takes nothing, and says so.
    struct Broken;

    impl AsyncRead for Broken {
        fn poll_read(
            self: Pin<&mut Self>,
            _: &mut Context<'_>,
            _: &mut ReadBuf<'_>,
        ) -> Poll<io::Result<()>> {
            Poll::Pending
        }
    }

    impl AsyncWrite for Broken {
        fn poll_write(
            self: Pin<&mut Self>,
            _: &mut Context<'_>,
            _: &[u8],
        ) -> Poll<io::Result<usize>> {
            Poll::Ready(Err(io::ErrorKind::BrokenPipe.into()))
        }

        fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
            Poll::Ready(Ok(()))
        }

        fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
            Poll::Ready(Ok(()))
        }
    }

    /// What decides whether a call on it may be sent again.
    #[test]
    fn a_write_that_fails_within_tls_may_have_sent_something() {
        for (is_layered, sent) in [(false, false), (true, true)] {
            let (mut stream, activity) = Watched::new(Box::new(Broken), is_layered);
            let write =
                Pin::new(&mut stream).poll_write(&mut Context::from_waker(Waker::noop()), b"x");
            assert!(matches!(write, Poll::Ready(Err(_))));
            assert_eq!(activity.written() > 0, sent);
        }
    }
}
