//! How many of what happens may go wrong.

use std::time::{Duration, Instant};

/// At most so many faults within a window of time, unless they are few among what happens: a busy
/// client cancels thousands of its calls and is no attacker, one that cancels nearly all is.
///
/// Windows follow one another and do not slide: twice as many may come around a border.
#[derive(Clone, Debug)]
pub(crate) struct Rate {
    most: u64,
    window: Duration,
    began: Option<Instant>,
    faults: u64,
    /// What had happened when the window began.
    before: u64,
}

impl Rate {
    /// At most `most` faults within `window`.
    pub(crate) fn new(most: u64, window: Duration) -> Self {
        Self { most, window, began: None, faults: 0, before: 0 }
    }

    /// Counts faults; `false` once they are too many. `total` is all that has ever happened, the
    /// faults among it.
    pub(crate) fn allows(&mut self, faults: u64, total: u64, now: Instant) -> bool {
        let fresh = self.began.is_none_or(|at| now.saturating_duration_since(at) >= self.window);
        if fresh {
            self.began = Some(now);
            self.faults = 0;
            self.before = total.saturating_sub(faults);
        }
        self.faults = self.faults.saturating_add(faults);
        let happened = total.saturating_sub(self.before);
        self.faults <= self.most || self.faults <= happened / 4 * 3
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn faults_are_counted_in_windows() {
        let start = Instant::now();
        let mut rate = Rate::new(10, Duration::from_secs(1));
        assert!(rate.allows(4, 4, start));
        assert!(rate.allows(6, 10, start + Duration::from_millis(999)));
        assert!(!rate.allows(1, 11, start + Duration::from_millis(999)));
        assert!(rate.allows(10, 21, start + Duration::from_secs(1)));
        assert!(!rate.allows(1, 22, start + Duration::from_millis(1999)));
    }

    #[test]
    fn many_faults_are_allowed_among_more_that_went_well() {
        let start = Instant::now();
        let mut rate = Rate::new(10, Duration::from_secs(1));
        assert!(rate.allows(10, 10, start));
        assert!(rate.allows(65, 100, start), "75 of 100");
        assert!(!rate.allows(1, 101, start), "76 of 101");
        // A new window begins with nothing to its credit.
        assert!(rate.allows(0, 1000, start + Duration::from_secs(1)));
        assert!(!rate.allows(11, 1011, start + Duration::from_secs(1)));
    }
}
