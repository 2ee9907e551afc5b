//! The sending half of a stream that another task fills.

use std::fmt;

use futures_channel::mpsc;
use futures_util::SinkExt as _;

use crate::Status;

/// What a sender has sent.
pub(super) enum Sent<T> {
    Message(T),
    /// A message that is not to be compressed.
    Uncompressed(T),
    Failed(Status),
}

pub(super) fn channel<T>(buffer: usize) -> (Sender<T>, mpsc::Receiver<Sent<T>>) {
    let (sender, receiver) = mpsc::channel(buffer);
    (Sender { inner: sender }, receiver)
}

/// Sends messages into a [`Streaming`](crate::Streaming); the stream ends when the last clone is
/// dropped.
pub struct Sender<T> {
    inner: mpsc::Sender<Sent<T>>,
}

impl<T> Sender<T> {
    /// Sends a message, waiting until the reader has room for it.
    ///
    /// # Errors
    ///
    /// If the stream was dropped: the call is over and no one will read any more.
    ///
    /// # Cancel safety
    ///
    /// Dropping the future before it is done may or may not have sent the message.
    pub async fn send(&mut self, message: T) -> Result<(), Closed> {
        self.inner.send(Sent::Message(message)).await.map_err(|_| Closed)
    }

    /// As [`send`](Self::send), for a message that must not be compressed even though its call is:
    /// one that holds a secret. [`Compression`](crate::Compression) says why.
    ///
    /// That holds when the stream goes out as it is. Another stream made from it, such as one that
    /// maps its messages, knows of them only what the call says.
    ///
    /// # Errors
    ///
    /// If the stream was dropped.
    ///
    /// # Cancel safety
    ///
    /// As [`send`](Self::send).
    pub async fn send_uncompressed(&mut self, message: T) -> Result<(), Closed> {
        self.inner.send(Sent::Uncompressed(message)).await.map_err(|_| Closed)
    }

    /// Sends a message from a thread outside of any runtime, which is blocked until the reader
    /// has room for it.
    ///
    /// # Errors
    ///
    /// If the stream was dropped.
    ///
    /// # Panics
    ///
    /// Inside of another blocking wait of the futures crate on this thread.
    pub fn blocking_send(&mut self, message: T) -> Result<(), Closed> {
        futures_executor::block_on(self.send(message))
    }

    /// [`send_uncompressed`](Self::send_uncompressed) from a thread outside of any runtime.
    ///
    /// # Errors
    ///
    /// If the stream was dropped.
    ///
    /// # Panics
    ///
    /// As [`blocking_send`](Self::blocking_send).
    pub fn blocking_send_uncompressed(&mut self, message: T) -> Result<(), Closed> {
        futures_executor::block_on(self.send_uncompressed(message))
    }

    /// Ends the stream with an error.
    ///
    /// # Errors
    ///
    /// If the stream was dropped.
    pub async fn fail(mut self, status: Status) -> Result<(), Closed> {
        self.inner.send(Sent::Failed(status)).await.map_err(|_| Closed)
    }

    /// Whether the stream was dropped.
    #[must_use]
    pub fn is_closed(&self) -> bool {
        self.inner.is_closed()
    }
}

impl<T> Clone for Sender<T> {
    fn clone(&self) -> Self {
        Self { inner: self.inner.clone() }
    }
}

impl<T> fmt::Debug for Sender<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sender").field("closed", &self.is_closed()).finish_non_exhaustive()
    }
}

/// No one reads the stream any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Closed;

impl fmt::Display for Closed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the stream is no longer read")
    }
}

impl std::error::Error for Closed {}

/// So that `tx.send(…).await?` ends a handler's body whose caller is gone.
impl From<Closed> for Status {
    fn from(closed: Closed) -> Self {
        Self::cancelled(closed.to_string())
    }
}
