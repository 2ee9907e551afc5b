//! A flag that is raised once and can be waited for by many.

use std::{
    future::Future,
    pin::Pin,
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    task::{self, Poll, Waker},
};

/// Raised once; the wakers of those who wait lie in slots that are used again.
#[derive(Default)]
pub(super) struct Cancellation {
    raised: AtomicBool,
    waiting: Mutex<Vec<Option<Waker>>>,
}

impl Cancellation {
    pub(super) fn is_cancelled(&self) -> bool {
        self.raised.load(Ordering::Acquire)
    }

    pub(super) fn cancel(&self) {
        self.raised.store(true, Ordering::Release);
        // Woken outside the lock: a waker may run anything.
        let waiting = std::mem::take(&mut *self.slots());
        for waker in waiting.into_iter().flatten() {
            waker.wake();
        }
    }

    pub(super) fn cancelled(&self) -> Cancelled<'_> {
        Cancelled { cancellation: self, slot: None }
    }

    fn slots(&self) -> std::sync::MutexGuard<'_, Vec<Option<Waker>>> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The future of [`Context::cancelled`](super::Context::cancelled).
#[must_use = "a future does nothing unless it is awaited"]
pub struct Cancelled<'a> {
    cancellation: &'a Cancellation,
    slot: Option<usize>,
}

impl Future for Cancelled<'_> {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, cx: &mut task::Context<'_>) -> Poll<()> {
        if self.cancellation.is_cancelled() {
            return Poll::Ready(());
        }
        let mut slots = self.cancellation.slots();
        // `cancel` raises the flag before it takes the lock, so a flag still down under the lock
        // means that our waker will be seen.
        if self.cancellation.is_cancelled() {
            return Poll::Ready(());
        }
        let slot =
            self.slot.or_else(|| slots.iter().position(Option::is_none)).unwrap_or_else(|| {
                slots.push(None);
                slots.len() - 1
            });
        slots[slot] = Some(cx.waker().clone());
        drop(slots);
        self.slot = Some(slot);
        Poll::Pending
    }
}

impl Drop for Cancelled<'_> {
    fn drop(&mut self) {
        if let Some(slot) = self.slot {
            // Gone when `cancel` has taken them all.
            if let Some(waker) = self.cancellation.slots().get_mut(slot) {
                *waker = None;
            }
        }
    }
}

impl std::fmt::Debug for Cancelled<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Cancelled").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use futures::{FutureExt as _, future::join};

    use super::*;

    #[test]
    fn all_who_wait_are_woken_and_late_comers_do_not_wait() {
        let c = Cancellation::default();
        let mut both = Box::pin(join(c.cancelled(), c.cancelled()));
        assert_eq!(both.as_mut().now_or_never(), None);
        drop(c.cancelled());
        c.cancel();
        assert_eq!(both.now_or_never(), Some(((), ())));
        assert_eq!(c.cancelled().now_or_never(), Some(()));
    }

    #[test]
    fn a_slot_given_up_is_used_again() {
        let c = Cancellation::default();
        for _ in 0..3 {
            assert_eq!(Box::pin(c.cancelled()).as_mut().now_or_never(), None);
        }
        assert_eq!(c.slots().len(), 1);
    }
}
