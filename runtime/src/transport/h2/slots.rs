//! How many calls a connection has, how many the server takes at once, and who waits for a place.
//!
//! "Endpoints MUST NOT exceed the limit set by their peer"
//! (<https://www.rfc-editor.org/rfc/rfc9113#section-5.1.2>), and h2 does not: it queues streams
//! that are one too many, their headers written. A call waits here instead, where it can be given
//! up without a trace and is told its timeout when it leaves. h2's own count stays the truth: it
//! is asked whenever ours may be behind.

use std::{
    sync::{
        Arc,
        atomic::{
            AtomicBool, AtomicUsize,
            Ordering::{Relaxed, SeqCst},
        },
    },
    time::Duration,
};

use tokio::sync::{Notify, OwnedSemaphorePermit, Semaphore};

/// The places of one connection.
///
/// A call that finds one costs an addition at either end. The orderings of those and of `waiting`
/// make sure that a place given back is seen by whoever begins to wait at that moment.
pub(crate) struct Slots {
    begun: AtomicUsize,
    ended: AtomicUsize,
    /// Of the calls that go on, those with a stream of responses.
    streaming: AtomicUsize,
    limit: AtomicUsize,
    waiting: AtomicUsize,
    /// Held by the first in the queue; the others wait for it in their order.
    turn: Arc<Semaphore>,
    /// Wakes the first in the queue.
    changed: Notify,
    /// Whether h2 had room for the last call that was sent although no place seemed free.
    roomier: AtomicBool,
}

/// How a call has come to its place.
pub(crate) enum Turn {
    /// There was one.
    Free,
    /// As the first of the queue, after another gave it up.
    First(#[expect(dead_code, reason = "held")] OwnedSemaphorePermit),
    /// As the first of the queue, without knowing that there is one.
    Unsure(#[expect(dead_code, reason = "held")] OwnedSemaphorePermit),
}

/// The connection is closed.
#[derive(Debug)]
pub(crate) struct SlotsClosed;

impl Slots {
    /// How long the first in the queue waits for a place while there are calls that may be over
    /// without having been read to their end.
    const PATIENCE: Duration = Duration::from_secs(1);

    pub(crate) fn new(limit: usize) -> Self {
        Self {
            begun: AtomicUsize::new(0),
            ended: AtomicUsize::new(0),
            streaming: AtomicUsize::new(0),
            limit: AtomicUsize::new(limit),
            waiting: AtomicUsize::new(0),
            turn: Arc::new(Semaphore::new(1)),
            changed: Notify::new(),
            roomier: AtomicBool::new(false),
        }
    }

    /// How many calls have begun.
    pub(crate) fn begun(&self) -> usize {
        self.begun.load(Relaxed)
    }

    /// How many calls there are, waiting ones included.
    pub(crate) fn calls(&self) -> usize {
        self.active() + self.waiting.load(Relaxed)
    }

    pub(crate) fn waiting(&self) -> bool {
        self.waiting.load(SeqCst) > 0
    }

    /// Takes a place, if there is one and no one waits for it. Whoever does gives it back with
    /// [`leave`](Self::leave).
    pub(crate) fn try_enter(&self, streaming: bool) -> bool {
        !self.waiting() && self.enter_if_room(streaming)
    }

    /// Waits for a place in the order of the callers, and takes it; fails once the connection is
    /// closed or has no `limit`, because it takes no more calls. The limit is asked for here too,
    /// because it may have been raised while no one waited, and nothing else happen since.
    ///
    /// A stream of responses keeps its place until it has been read to its end, because no one
    /// else learns that the server has ended it. So that calls do not wait for streams that are
    /// long over, the first in the queue goes to h2 after a while and finds out.
    ///
    /// # Cancel safety
    ///
    /// Dropping the future gives up the place in the queue.
    pub(crate) async fn enter(
        &self,
        streaming: bool,
        mut limit: impl FnMut() -> Option<usize>,
    ) -> Result<Turn, SlotsClosed> {
        let _waiting = Waiting::new(self);
        let turn = Arc::clone(&self.turn).acquire_owned().await.map_err(|_| SlotsClosed)?;
        let patience = tokio::time::Instant::now() + Self::PATIENCE;
        loop {
            if self.turn.is_closed() {
                return Err(SlotsClosed);
            }
            self.limit.store(limit().ok_or(SlotsClosed)?, SeqCst);
            if self.enter_if_room(streaming) {
                return Ok(Turn::First(turn));
            }
            let changed = self.changed.notified();
            if self.streaming.load(Relaxed) == 0 || self.limit.load(Relaxed) == 0 {
                changed.await;
                continue;
            }
            if !self.roomier.load(Relaxed)
                && tokio::time::timeout_at(patience, changed).await.is_ok()
            {
                continue;
            }
            self.begun.fetch_add(1, SeqCst);
            self.entered(streaming);
            return Ok(Turn::Unsure(turn));
        }
    }

    /// Tells what became of a call that was [`Unsure`](Turn::Unsure): whether h2 sent it at once.
    pub(crate) fn found(&self, room: bool) {
        self.roomier.store(room, Relaxed);
    }

    /// Gives a place back.
    pub(crate) fn leave(&self, streaming: bool) {
        if streaming {
            self.streaming.fetch_sub(1, Relaxed);
        }
        self.ended.fetch_add(1, SeqCst);
        if self.waiting() {
            self.changed.notify_one();
        }
    }

    /// Takes note of the server's limit, and lets the first in the queue look at the connection.
    pub(crate) fn set_limit(&self, limit: usize) {
        self.limit.store(limit, SeqCst);
        if self.waiting() {
            self.changed.notify_one();
        }
    }

    /// Sends all who wait away.
    pub(crate) fn close(&self) {
        self.turn.close();
        self.changed.notify_one();
    }

    /// How many calls have a place.
    pub(crate) fn active(&self) -> usize {
        // In this order, so that the difference is never below zero.
        let ended = self.ended.load(SeqCst);
        self.begun.load(SeqCst).wrapping_sub(ended)
    }

    fn enter_if_room(&self, streaming: bool) -> bool {
        let limit = self.limit.load(SeqCst);
        let mut begun = self.begun.load(SeqCst);
        loop {
            // More may have ended than had begun when that was read, which is room as well.
            let active = begun.wrapping_sub(self.ended.load(SeqCst)).cast_signed();
            if usize::try_from(active).is_ok_and(|active| active >= limit) {
                return false;
            }
            match self.begun.compare_exchange_weak(begun, begun.wrapping_add(1), SeqCst, SeqCst) {
                Ok(_) => break,
                Err(current) => begun = current,
            }
        }
        self.entered(streaming);
        true
    }

    fn entered(&self, streaming: bool) {
        if streaming {
            self.streaming.fetch_add(1, Relaxed);
        }
    }
}

/// Someone in the queue.
struct Waiting<'a>(&'a Slots);

impl<'a> Waiting<'a> {
    fn new(slots: &'a Slots) -> Self {
        slots.waiting.fetch_add(1, SeqCst);
        Self(slots)
    }
}

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.0.waiting.fetch_sub(1, SeqCst);
    }
}
