//! The byte stream below a connection, and what lies between it and the engine.

use std::{
    io::{self, IoSlice},
    pin::{Pin, pin},
    task::{Context, Poll, ready},
};

use bytes::{Buf as _, BytesMut};
use strait_http2::{Connection, Output};
use tokio::io::{AsyncReadExt as _, AsyncWrite as _};

use super::core::{Lock, Side};
use crate::transport::Watched;

/// Moves bytes when it is told to.
pub(super) struct Pipe {
    io: Watched,
    /// What was read and is for the engine.
    pub(super) input: BytesMut,
    /// Bytes to make room for before the next read.
    read_size: usize,
    /// What is being written.
    writing: Output,
}

/// The room that is made for a first read. It grows while reads fill it.
const MIN_READ: usize = 4 * 1024;
const MAX_READ: usize = 64 * 1024;

impl Pipe {
    pub(super) fn new(io: Watched) -> Self {
        Self { io, input: BytesMut::new(), read_size: MIN_READ, writing: Output::default() }
    }

    /// Writes what the engine has: ready when there is nothing left.
    pub(super) fn poll_write<S: Side>(
        &mut self,
        shared: &Lock<S>,
        cx: &mut Context<'_>,
    ) -> Poll<io::Result<()>> {
        /// Pieces for one call of the system.
        const PIECES: usize = 16;

        loop {
            if !self.writing.has_remaining() {
                let core = &mut *shared.lock();
                // What was written made room for those who wait.
                core.engine.make_room();
                if !core.engine.output().has_remaining() {
                    return Pin::new(&mut self.io).poll_flush(cx);
                }
                // The memory of what was written is there for what comes next.
                std::mem::swap(&mut self.writing, core.engine.output());
            }
            let mut pieces = [IoSlice::new(&[]); PIECES];
            let count = self.writing.chunks_vectored(&mut pieces);
            let pieces = pieces.get(..count).unwrap_or_default();
            let written = ready!(Pin::new(&mut self.io).poll_write_vectored(cx, pieces))?;
            if written == 0 {
                return Poll::Ready(Err(io::ErrorKind::WriteZero.into()));
            }
            self.writing.advance(written);
        }
    }

    /// Writes what `add` adds to the engine's output before what is there, if nothing is half
    /// written: the output is always taken whole, so that it begins with a frame.
    #[cfg(feature = "client")]
    pub(super) fn put_first<S: Side>(
        &mut self,
        engine: &mut Connection<S>,
        add: impl FnOnce(&mut Connection<S>),
    ) {
        if self.writing.has_remaining() {
            return add(engine);
        }
        let later = std::mem::take(engine.output());
        add(engine);
        self.writing = std::mem::replace(engine.output(), later);
    }

    /// Reads once: how many bytes, and 0 at the end.
    pub(super) fn poll_read(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<usize>> {
        self.input.reserve(self.read_size);
        let room = self.input.capacity() - self.input.len();
        let read = pin!(self.io.read_buf(&mut self.input)).poll(cx)?;
        match read {
            Poll::Ready(bytes) => {
                if bytes == room {
                    self.read_size = (self.read_size * 4).min(MAX_READ);
                }
                Poll::Ready(Ok(bytes))
            }
            Poll::Pending => {
                // A connection that is idle holds no buffer.
                if self.input.is_empty() {
                    self.input = BytesMut::new();
                }
                Poll::Pending
            }
        }
    }

    /// Gives back memory that an idle connection has no use for: its driver is about to sleep.
    pub(super) fn rest(&mut self) {
        self.writing.rest();
    }

    /// Ends the byte stream.
    pub(super) fn poll_shutdown(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.io).poll_shutdown(cx)
    }

    /// Whether all that was taken from the engine is written.
    pub(super) fn is_written(&self) -> bool {
        !self.writing.has_remaining()
    }
}
