//! Notices that something which waits makes no progress.

use std::{
    future::Future as _,
    pin::Pin,
    task::{Context, Poll, ready},
    time::Duration,
};

use tokio::time::{Instant, Sleep};

/// A timer for what waits, again and again, and ought to move in between.
///
/// It is made by the first wait and set anew twice in each timeout at most, so that a stream which
/// waits a thousand times a second pays for two of them.
pub(super) struct Stall {
    timeout: Option<Duration>,
    timer: Option<Pin<Box<Sleep>>>,
    seen: u64,
    halves: u8,
}

impl Stall {
    /// Patience for `timeout`, and at most half of it more; for ever if it is `None`.
    pub(super) fn new(timeout: Option<Duration>) -> Self {
        Self { timeout, timer: None, seen: 0, halves: 0 }
    }

    /// To be polled while waiting: ready when `progress` has been the same for the timeout.
    pub(super) fn poll(&mut self, cx: &mut Context<'_>, progress: u64) -> Poll<()> {
        let Some(timeout) = self.timeout else { return Poll::Pending };
        let half = timeout / 2;
        let timer = match &mut self.timer {
            Some(timer) => timer,
            none => {
                self.seen = progress;
                none.insert(Box::pin(tokio::time::sleep(half)))
            }
        };
        loop {
            ready!(timer.as_mut().poll(cx));
            if self.seen != progress {
                self.seen = progress;
                self.halves = 0;
            } else if self.halves > 0 {
                return Poll::Ready(());
            } else {
                self.halves = 1;
            }
            match Instant::now().checked_add(half) {
                Some(next) => timer.as_mut().reset(next),
                None => return Poll::Pending,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::future::poll_fn;

    use super::*;

    #[tokio::test(start_paused = true)]
    async fn progress_is_asked_for_once_in_each_timeout() {
        let start = Instant::now();
        let mut stall = Stall::new(Some(Duration::from_secs(10)));
        for progress in 0..100 {
            let waited = poll_fn(|cx| stall.poll(cx, progress));
            let second = Duration::from_secs(1);
            assert!(tokio::time::timeout(second, waited).await.is_err(), "{progress}");
        }
        poll_fn(|cx| stall.poll(cx, 99)).await;
        let waited = start.elapsed().as_secs() - 99;
        assert!((10..=16).contains(&waited), "{waited}");
    }
}
