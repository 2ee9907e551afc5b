//! Streams of messages, the same type on both ends of a call.

mod blocking;
mod channel;

pub use blocking::Blocking;
pub use channel::{Closed, Sender};
use channel::{Receiver, Sent};

use std::{
    fmt,
    future::{self, Future, poll_fn},
    pin::Pin,
    task::{Context, Poll, ready},
};

use futures_core::Stream;

use crate::{
    Message, Metadata, Status,
    method::{Frames, Side, decode},
};

/// A stream of messages: requests, responses, or both.
///
/// It is a [`futures::Stream`](Stream) of `Result<T, Status>`. A call makes one from what the
/// peer sends; a handler or caller makes one to be sent from whatever it has:
///
/// | from | with |
/// | --- | --- |
/// | a collection | [`from_iter`](Self::from_iter) |
/// | a stream | [`from_stream`](Self::from_stream) |
/// | code that sends as it goes | [`produce`](Self::produce) |
/// | another task | [`channel`](Self::channel) |
///
/// An `Err` ends the stream: from a handler it becomes the status of the call, in a caller's
/// requests it cancels the call. Dropping the stream of responses cancels the call.
///
/// ```
/// use strait::Streaming;
/// use futures::StreamExt as _;
///
/// # futures::executor::block_on(async {
/// let mut numbers = Streaming::produce(async |mut tx| {
///     for n in 1..=3 {
///         tx.send(n).await?;
///     }
///     Ok(())
/// });
/// let mut sum = 0;
/// while let Some(n) = numbers.next().await {
///     sum += n?;
/// }
/// assert_eq!(sum, 6);
/// # Ok::<(), strait::Status>(())
/// # }).unwrap();
/// ```
#[must_use = "a stream does nothing unless it is read"]
pub struct Streaming<T> {
    source: Pin<Box<dyn Source<T>>>,
}

/// Where the messages come from. One boxed object a stream, so that `Streaming` has one form.
trait Source<T>: Send {
    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<T, Status>>>;

    /// As [`Streaming::initial_metadata`].
    fn poll_initial_metadata(
        self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Result<Metadata, Status>> {
        Poll::Ready(Ok(Metadata::new()))
    }

    /// As [`Streaming::trailers`].
    fn trailers(&self) -> Option<&Metadata> {
        None
    }

    /// Whether the message given last arrived compressed.
    fn last_was_compressed(&self) -> bool {
        false
    }

    /// Whether the message given last is to be sent uncompressed.
    fn is_sent_uncompressed(&self) -> bool {
        false
    }
}

impl<T: Send + 'static> Streaming<T> {
    /// A stream of all items of a collection.
    #[expect(clippy::should_implement_trait, reason = "collecting into a stream reads oddly")]
    pub fn from_iter(items: impl IntoIterator<Item = T, IntoIter: Send + 'static>) -> Self {
        Self { source: Box::pin(Items(items.into_iter())) }
    }

    /// A stream from another one.
    pub fn from_stream(stream: impl Stream<Item = Result<T, Status>> + Send + 'static) -> Self {
        Self { source: Box::pin(Local { stream }) }
    }

    /// A stream without items.
    pub fn empty() -> Self {
        Self::from_iter(std::iter::empty())
    }

    /// A sender, and the stream of what it sends. `buffer` messages may wait, and one more for
    /// each clone of the sender; after that `send` waits for the reader.
    pub fn channel(buffer: usize) -> (Sender<T>, Self) {
        let (sender, receiver) = channel::channel(buffer);
        (sender, Self::from_receiver(receiver, None::<future::Pending<_>>))
    }

    /// A stream of what `body` sends, which runs as the stream is read and is dropped with it.
    /// An error from `body` is the last item.
    pub fn produce<F, Fut>(body: F) -> Self
    where
        F: FnOnce(Sender<T>) -> Fut,
        Fut: Future<Output = Result<(), Status>> + Send + 'static,
    {
        let (sender, receiver) = channel::channel(0);
        Self::from_receiver(receiver, Some(body(sender)))
    }

    fn from_receiver<B>(receiver: Receiver<T>, body: Option<B>) -> Self
    where
        B: Future<Output = Result<(), Status>> + Send + 'static,
    {
        Self { source: Box::pin(FromSender { receiver, body, error: None, uncompressed: false }) }
    }

    /// The next message; `None` after the last.
    ///
    /// # Errors
    ///
    /// The status with which the call failed; nothing follows it.
    ///
    /// # Cancel safety
    ///
    /// Dropping the future loses no message.
    pub async fn message(&mut self) -> Result<Option<T>, Status> {
        poll_fn(|cx| self.source.as_mut().poll_next(cx)).await.transpose()
    }

    /// The metadata that came before the first message; waits for it. Empty for a stream made
    /// on this side, and on a server, where the [`Context`](crate::Context) has it.
    ///
    /// # Errors
    ///
    /// The status with which the call failed before any metadata came.
    ///
    /// # Cancel safety
    ///
    /// Dropping the future loses nothing.
    pub async fn initial_metadata(&mut self) -> Result<Metadata, Status> {
        poll_fn(|cx| self.source.as_mut().poll_initial_metadata(cx)).await
    }

    /// The metadata that came after the last message: `None` until the stream has ended well. (A
    /// failed call has its trailers in [`Status::metadata`].)
    #[must_use]
    pub fn trailers(&self) -> Option<&Metadata> {
        self.source.trailers()
    }

    /// Whether the message read last arrived compressed. `false` for a stream made on this side.
    #[must_use]
    pub fn last_was_compressed(&self) -> bool {
        self.source.last_was_compressed()
    }
}

impl<T> Streaming<T> {
    /// Whether the message given last is to be sent uncompressed, whatever its call says.
    pub(crate) fn is_sent_uncompressed(&self) -> bool {
        self.source.is_sent_uncompressed()
    }
}

impl<M: Message> Streaming<M> {
    pub(crate) fn from_frames(frames: Frames, side: Side) -> Self {
        Self { source: Box::pin(Wire { frames, side, decode: decode::<M>, ended: false }) }
    }
}

impl<T> Stream for Streaming<T> {
    type Item = Result<T, Status>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.source.as_mut().poll_next(cx)
    }
}

impl<T> fmt::Debug for Streaming<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Streaming").finish_non_exhaustive()
    }
}

/// What a collection has.
struct Items<I>(I);

/// Nothing is done with the iterator that would need it to stay in its place.
impl<I> Unpin for Items<I> {}

impl<T, I: Iterator<Item = T> + Send> Source<T> for Items<I> {
    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Result<T, Status>>> {
        Poll::Ready(self.0.next().map(Ok))
    }
}

pin_project_lite::pin_project! {
    /// A stream made on this side.
    struct Local<S> {
        #[pin]
        stream: S,
    }
}

impl<T, S: Stream<Item = Result<T, Status>> + Send> Source<T> for Local<S> {
    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<T, Status>>> {
        self.project().stream.poll_next(cx)
    }
}

pin_project_lite::pin_project! {
    /// A stream of what senders send.
    struct FromSender<T, B> {
        receiver: Receiver<T>,
        // What sends, as long as it runs, if it does so as the stream is read.
        #[pin]
        body: Option<B>,
        error: Option<Status>,
        uncompressed: bool,
    }
}

impl<T, B> Source<T> for FromSender<T, B>
where
    T: Send,
    B: Future<Output = Result<(), Status>> + Send,
{
    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<T, Status>>> {
        let mut this = self.project();
        let mut waiting = None;
        if let Some(body) = this.body.as_mut().as_pin_mut() {
            waiting = this.receiver.next_waiting();
            if waiting.is_none()
                && let Poll::Ready(end) = body.poll(cx)
            {
                this.body.set(None);
                *this.error = end.err();
            }
        }
        if this.error.is_some() && waiting.is_none() {
            waiting = this.receiver.next_waiting().or_else(|| this.error.take().map(Sent::Failed));
        }
        let next = match waiting {
            Some(sent) => Some(sent),
            None => ready!(this.receiver.poll_next(cx)),
        };
        *this.uncompressed = matches!(next, Some(Sent::Uncompressed(_)));
        Poll::Ready(next.map(|sent| match sent {
            Sent::Message(message) | Sent::Uncompressed(message) => Ok(message),
            Sent::Failed(status) => Err(status),
        }))
    }

    fn is_sent_uncompressed(&self) -> bool {
        self.uncompressed
    }
}

/// A stream from the peer.
struct Wire<T> {
    frames: Frames,
    side: Side,
    decode: fn(bytes::Bytes, Side) -> Result<T, Status>,
    ended: bool,
}

impl<T> Source<T> for Wire<T> {
    fn poll_next(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<T, Status>>> {
        if self.ended {
            return Poll::Ready(None);
        }
        let next = ready!(self.frames.0.poll_message(cx));
        let item = next.map(|bytes| (self.decode)(bytes?, self.side));
        self.ended = !matches!(item, Some(Ok(_)));
        if self.ended {
            // It may have ended with a message that cannot be decoded, before the call has.
            self.frames.0.cancel();
        }
        Poll::Ready(item)
    }

    fn poll_initial_metadata(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Result<Metadata, Status>> {
        self.frames.0.poll_initial_metadata(cx)
    }

    fn trailers(&self) -> Option<&Metadata> {
        self.frames.0.trailers()
    }

    fn last_was_compressed(&self) -> bool {
        self.frames.0.last_was_compressed()
    }
}

#[cfg(test)]
mod tests {
    use std::{
        pin::pin,
        sync::{
            Arc,
            atomic::{AtomicUsize, Ordering},
        },
    };

    use pollster::block_on;

    use super::*;

    #[test]
    fn a_body_runs_no_further_than_the_stream_is_read() {
        let made = Arc::new(AtomicUsize::new(0));
        let count = made.clone();
        let mut numbers = Streaming::produce(async move |mut tx| {
            for n in 1..=3 {
                count.store(n, Ordering::Relaxed);
                tx.send(n).await?;
            }
            Ok(())
        });
        for n in 1..=3 {
            assert_eq!(block_on(numbers.message()).unwrap(), Some(n));
            assert_eq!(made.load(Ordering::Relaxed), n);
        }
        assert_eq!(block_on(numbers.message()).unwrap(), None);
    }

    #[test]
    fn an_error_of_a_body_comes_after_what_it_sent() {
        let mut numbers = Streaming::produce(async |mut tx| {
            let mut second = tx.clone();
            // Two that no one waits for.
            poll_fn(|cx| {
                let _ = pin!(tx.send(1)).poll(cx);
                let _ = pin!(second.send(2)).poll(cx);
                Poll::Ready(())
            })
            .await;
            Err(Status::aborted("enough"))
        });
        assert_eq!(block_on(numbers.message()).unwrap(), Some(1));
        assert_eq!(block_on(numbers.message()).unwrap(), Some(2));
        assert_eq!(block_on(numbers.message()).unwrap_err().message(), "enough");
    }

    #[test]
    fn a_sender_may_outlive_its_body() {
        let mut numbers = Streaming::produce(async |tx| {
            let mut tx = tx;
            std::thread::spawn(move || tx.blocking_send(7));
            Ok(())
        });
        assert_eq!(block_on(numbers.message()).unwrap(), Some(7));
        assert_eq!(block_on(numbers.message()).unwrap(), None);
    }
}
