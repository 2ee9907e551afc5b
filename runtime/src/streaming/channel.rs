//! A stream that another task fills: the sender, the reader, and what waits between them.
//!
//! A stream has one reader and mostly one sender, in tasks that take turns: one fills the queue while
//! the other is away. A queue under a lock, which is hardly ever held by two, serves that best:
//! `docs/performance.md` has it beside the channels of futures and tokio.

use std::{
    collections::VecDeque,
    fmt,
    future::poll_fn,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    task::{Context, Poll, Waker},
};

use crate::Status;

/// What a sender has sent.
pub(super) enum Sent<T> {
    Message(T),
    /// A message that is not to be compressed.
    Uncompressed(T),
    Failed(Status),
}

/// A channel in which `buffer` messages wait, and one more of each sender.
pub(super) fn channel<T>(buffer: usize) -> (Sender<T>, Receiver<T>) {
    let shared = Arc::new(Shared(Mutex::new(State {
        buffer: buffer as u64,
        queue: VecDeque::new(),
        taken: 0,
        senders: 1,
        closed: false,
        reader: None,
        waiting: VecDeque::new(),
    })));
    (Sender { shared: shared.clone(), last: 0 }, Receiver { shared })
}

/// No waker is woken or dropped under the lock: either may run code that comes back here.
struct Shared<T>(Mutex<State<T>>);

impl<T> Shared<T> {
    fn lock(&self) -> MutexGuard<'_, State<T>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Messages are numbered from 1 as they are sent; those up to `taken` have been read.
struct State<T> {
    buffer: u64,
    queue: VecDeque<Sent<T>>,
    taken: u64,
    senders: usize,
    /// The reader is gone.
    closed: bool,
    reader: Option<Waker>,
    /// Senders whose last message is beyond the buffer, in the order of its number.
    waiting: VecDeque<(u64, Waker)>,
}

impl<T> State<T> {
    fn push(&mut self, sent: Sent<T>) -> u64 {
        self.queue.push_back(sent);
        self.taken + self.queue.len() as u64
    }

    /// Whether the message of that number is within the buffer, or read.
    fn is_buffered(&self, number: u64) -> bool {
        number <= self.taken.saturating_add(self.buffer)
    }

    /// Has the waker woken when that message comes within the buffer. Returns one that is no
    /// longer needed.
    fn wait(&mut self, number: u64, waker: &Waker) -> Option<Waker> {
        match self.waiting.binary_search_by_key(&number, |(number, _)| *number) {
            Ok(at) => Some(std::mem::replace(&mut self.waiting[at].1, waker.clone())),
            Err(at) => {
                self.waiting.insert(at, (number, waker.clone()));
                None
            }
        }
    }
}

/// The end that is read.
pub(super) struct Receiver<T> {
    shared: Arc<Shared<T>>,
}

impl<T> Receiver<T> {
    /// The next message; `None` after the last of the last sender.
    pub(super) fn poll_next(&mut self, cx: &Context<'_>) -> Poll<Option<Sent<T>>> {
        let mut state = self.shared.lock();
        if state.queue.is_empty() && state.senders > 0 {
            let replaced = state.reader.replace(cx.waker().clone());
            drop(state);
            drop(replaced);
            return Poll::Pending;
        }
        Poll::Ready(Self::take(state))
    }

    /// The next message, if one waits.
    pub(super) fn next_waiting(&mut self) -> Option<Sent<T>> {
        Self::take(self.shared.lock())
    }

    fn take(mut state: MutexGuard<'_, State<T>>) -> Option<Sent<T>> {
        let sent = state.queue.pop_front()?;
        state.taken += 1;
        // One more is within the buffer, so no more than one waits for that.
        let sender = match state.waiting.front() {
            Some(&(number, _)) if state.is_buffered(number) => state.waiting.pop_front(),
            _ => None,
        };
        drop(state);
        if let Some((_, sender)) = sender {
            sender.wake();
        }
        Some(sent)
    }
}

impl<T> Drop for Receiver<T> {
    fn drop(&mut self) {
        let mut state = self.shared.lock();
        state.closed = true;
        let (queue, reader) = (std::mem::take(&mut state.queue), state.reader.take());
        let waiting = std::mem::take(&mut state.waiting);
        drop(state);
        drop((queue, reader));
        for (_, sender) in waiting {
            sender.wake();
        }
    }
}

/// Sends messages into a [`Streaming`](crate::Streaming); the stream ends when the last clone is
/// dropped.
pub struct Sender<T> {
    shared: Arc<Shared<T>>,
    /// The number of the message sent last. If it is not within the buffer, because its future
    /// was dropped before, the next has to wait.
    last: u64,
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
    /// The message is sent when the future is first polled; after that it waits for room, and
    /// dropping it takes nothing back. Only behind a message that still waits, of a future that
    /// was dropped so, is one not sent until there is room for that one.
    pub async fn send(&mut self, message: T) -> Result<(), Closed> {
        self.put(Sent::Message(message)).await
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
        self.put(Sent::Uncompressed(message)).await
    }

    /// Sends a message from a thread outside of any runtime, which is blocked until the reader
    /// has room for it.
    ///
    /// # Errors
    ///
    /// If the stream was dropped.
    pub fn blocking_send(&mut self, message: T) -> Result<(), Closed> {
        pollster::block_on(self.send(message))
    }

    /// [`send_uncompressed`](Self::send_uncompressed) from a thread outside of any runtime.
    ///
    /// # Errors
    ///
    /// If the stream was dropped.
    pub fn blocking_send_uncompressed(&mut self, message: T) -> Result<(), Closed> {
        pollster::block_on(self.send_uncompressed(message))
    }

    /// Ends the stream with an error.
    ///
    /// # Errors
    ///
    /// If the stream was dropped.
    pub async fn fail(mut self, status: Status) -> Result<(), Closed> {
        self.put(Sent::Failed(status)).await
    }

    /// Whether the stream was dropped.
    #[must_use]
    pub fn is_closed(&self) -> bool {
        self.shared.lock().closed
    }

    async fn put(&mut self, sent: Sent<T>) -> Result<(), Closed> {
        let mut sent = Some(sent);
        poll_fn(|cx| self.poll_put(&mut sent, cx)).await
    }

    fn poll_put(
        &mut self,
        sent: &mut Option<Sent<T>>,
        cx: &Context<'_>,
    ) -> Poll<Result<(), Closed>> {
        let mut state = self.shared.lock();
        if state.closed {
            // The reader may well go after the message for which this waits.
            let is_read = sent.is_none() && self.last <= state.taken;
            return Poll::Ready(if is_read { Ok(()) } else { Err(Closed) });
        }
        let mut reader = None;
        if state.is_buffered(self.last)
            && let Some(sent) = sent.take()
        {
            self.last = state.push(sent);
            reader = state.reader.take();
        }
        let (put, replaced) = if state.is_buffered(self.last) {
            (Poll::Ready(Ok(())), None)
        } else {
            (Poll::Pending, state.wait(self.last, cx.waker()))
        };
        drop(state);
        drop(replaced);
        if let Some(reader) = reader {
            reader.wake();
        }
        put
    }
}

impl<T> Clone for Sender<T> {
    fn clone(&self) -> Self {
        self.shared.lock().senders += 1;
        Self { shared: self.shared.clone(), last: 0 }
    }
}

impl<T> Drop for Sender<T> {
    fn drop(&mut self) {
        let mut state = self.shared.lock();
        state.senders -= 1;
        let reader = if state.senders == 0 { state.reader.take() } else { None };
        drop(state);
        if let Some(reader) = reader {
            reader.wake();
        }
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

#[cfg(test)]
mod tests {
    use std::{
        pin::pin,
        sync::atomic::{AtomicUsize, Ordering},
        task::Wake,
    };

    use super::*;

    /// Counts how often it is woken.
    #[derive(Default)]
    struct Count(AtomicUsize);

    impl Wake for Count {
        fn wake(self: Arc<Self>) {
            self.0.fetch_add(1, Ordering::Relaxed);
        }
    }

    impl Count {
        fn taken(&self) -> usize {
            self.0.swap(0, Ordering::Relaxed)
        }
    }

    fn poll<T>(sender: &mut Sender<T>, message: T, waker: &Waker) -> Poll<Result<(), Closed>> {
        pin!(sender.send(message)).poll(&mut Context::from_waker(waker))
    }

    fn next<T>(receiver: &mut Receiver<T>) -> Option<T> {
        match receiver.next_waiting()? {
            Sent::Message(message) => Some(message),
            Sent::Uncompressed(_) | Sent::Failed(_) => panic!("only messages were sent"),
        }
    }

    #[test]
    fn a_sender_waits_until_its_message_is_within_the_buffer() {
        let (mut sender, mut receiver) = channel(2);
        let waker = Waker::noop();
        assert!(poll(&mut sender, 1, waker).is_ready());
        assert!(poll(&mut sender, 2, waker).is_ready());
        let count = Arc::new(Count::default());
        let waker = Waker::from(count.clone());
        let mut third = pin!(sender.send(3));
        let mut cx = Context::from_waker(&waker);
        assert!(third.as_mut().poll(&mut cx).is_pending());
        assert!(third.as_mut().poll(&mut cx).is_pending(), "polled again for no reason");
        assert_eq!(count.taken(), 0);
        assert_eq!(next(&mut receiver), Some(1));
        assert_eq!(count.taken(), 1);
        assert_eq!(third.as_mut().poll(&mut cx), Poll::Ready(Ok(())));
        assert_eq!([next(&mut receiver), next(&mut receiver)], [Some(2), Some(3)]);
        assert_eq!(next(&mut receiver), None);
        assert_eq!(count.taken(), 0);
    }

    #[test]
    fn without_a_buffer_each_message_is_waited_for() {
        let (mut sender, mut receiver) = channel(0);
        let mut other = sender.clone();
        let mut cx = Context::from_waker(Waker::noop());
        let mut first = pin!(sender.send(1));
        let mut second = pin!(other.send(2));
        assert!(first.as_mut().poll(&mut cx).is_pending());
        assert!(second.as_mut().poll(&mut cx).is_pending());
        assert_eq!(next(&mut receiver), Some(1));
        assert!(first.as_mut().poll(&mut cx).is_ready());
        assert!(second.as_mut().poll(&mut cx).is_pending());
        assert_eq!(next(&mut receiver), Some(2));
        assert!(second.as_mut().poll(&mut cx).is_ready());
    }

    #[test]
    fn futures_that_are_dropped_do_not_fill_memory() {
        let (mut sender, mut receiver) = channel(1);
        for n in 0..100 {
            let _ = poll(&mut sender, n, Waker::noop());
        }
        assert_eq!([next(&mut receiver), next(&mut receiver)], [Some(0), Some(1)]);
        assert_eq!(next(&mut receiver), None);
        assert!(receiver.shared.lock().waiting.is_empty());
        assert!(poll(&mut sender, 100, Waker::noop()).is_ready());
        assert_eq!(next(&mut receiver), Some(100));
    }

    #[test]
    fn the_reader_is_woken_once_for_all_that_came_and_at_the_end() {
        let (mut sender, mut receiver) = channel(9);
        let count = Arc::new(Count::default());
        let waker = Waker::from(count.clone());
        let cx = Context::from_waker(&waker);
        assert!(receiver.poll_next(&cx).is_pending());
        let clone = sender.clone();
        for n in 0..9 {
            assert!(poll(&mut sender, n, Waker::noop()).is_ready());
        }
        assert_eq!(count.taken(), 1);
        for n in 0..9 {
            assert_eq!(next(&mut receiver), Some(n));
        }
        assert!(receiver.poll_next(&cx).is_pending());
        drop(sender);
        assert_eq!(count.taken(), 0);
        drop(clone);
        assert_eq!(count.taken(), 1);
        assert!(matches!(receiver.poll_next(&cx), Poll::Ready(None)));
    }

    #[test]
    fn a_message_was_sent_even_if_the_reader_went_after_it() {
        let (mut sender, mut receiver) = channel(0);
        let mut cx = Context::from_waker(Waker::noop());
        {
            let mut sending = pin!(sender.send(1));
            assert!(sending.as_mut().poll(&mut cx).is_pending());
            assert_eq!(next(&mut receiver), Some(1));
            drop(receiver);
            assert_eq!(sending.as_mut().poll(&mut cx), Poll::Ready(Ok(())));
        }
        assert_eq!(poll(&mut sender, 2, Waker::noop()), Poll::Ready(Err(Closed)));
    }

    #[test]
    fn a_reader_that_goes_drops_what_waits_and_tells_the_senders() {
        let (mut sender, receiver) = channel(0);
        let message = Arc::new(());
        let count = Arc::new(Count::default());
        let waker = Waker::from(count.clone());
        {
            let mut cx = Context::from_waker(&waker);
            let mut sending = pin!(sender.send(message.clone()));
            assert!(sending.as_mut().poll(&mut cx).is_pending());
            drop(receiver);
            assert_eq!(count.taken(), 1);
            assert_eq!(Arc::strong_count(&message), 1);
            assert_eq!(sending.as_mut().poll(&mut cx), Poll::Ready(Err(Closed)));
        }
        assert!(sender.is_closed());
        assert_eq!(poll(&mut sender, message, &waker), Poll::Ready(Err(Closed)));
    }

    /// Wakers may be dropped with all that their task holds, such as a sender of the channel.
    #[test]
    fn a_waker_that_holds_a_sender_can_be_replaced() {
        struct Holds(#[expect(dead_code, reason = "dropped with the waker")] Sender<u8>);

        impl Wake for Holds {
            fn wake(self: Arc<Self>) {}
        }

        let (mut sender, mut receiver) = channel(0);
        let holds = |sender: &Sender<u8>| Waker::from(Arc::new(Holds(sender.clone())));
        let mut clone = sender.clone();
        let waker = holds(&clone);
        let mut sending = pin!(clone.send(1));
        assert!(sending.as_mut().poll(&mut Context::from_waker(&waker)).is_pending());
        drop(waker);
        assert!(sending.as_mut().poll(&mut Context::from_waker(Waker::noop())).is_pending());
        assert_eq!(next(&mut receiver), Some(1));
        let waker = holds(&sender);
        assert!(receiver.poll_next(&Context::from_waker(&waker)).is_pending());
        drop(waker);
        assert!(receiver.poll_next(&Context::from_waker(Waker::noop())).is_pending());
        let waker = holds(&sender);
        assert!(receiver.poll_next(&Context::from_waker(&waker)).is_pending());
        drop(waker);
        drop(receiver);
        assert_eq!(poll(&mut sender, 2, Waker::noop()), Poll::Ready(Err(Closed)));
    }

    #[test]
    fn threads_lose_nothing_and_keep_the_order_of_each() {
        const SENDERS: usize = 4;
        const MESSAGES: usize = 5_000;

        for buffer in [0, 1, 7] {
            let (sender, mut receiver) = channel(buffer);
            let mut seen = [0; SENDERS];
            std::thread::scope(|scope| {
                for id in 0..SENDERS {
                    let mut sender = sender.clone();
                    scope.spawn(move || {
                        for n in 0..MESSAGES {
                            sender.blocking_send((id, n)).unwrap();
                        }
                    });
                }
                drop(sender);
                pollster::block_on(async {
                    while let Some(sent) = poll_fn(|cx| receiver.poll_next(cx)).await {
                        let Sent::Message((id, n)) = sent else { panic!("a message was sent") };
                        assert_eq!(seen[id], n);
                        seen[id] += 1;
                    }
                });
            });
            assert_eq!(seen, [MESSAGES; SENDERS], "buffer {buffer}");
        }
    }
}
