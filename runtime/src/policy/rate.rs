//! How often something may happen.

use std::time::{Duration, Instant};

/// At most so many events within a window of time.
///
/// Windows follow one another and do not slide: twice as many may come around a border.
#[derive(Clone, Debug)]
pub(crate) struct Rate {
    most: u64,
    window: Duration,
    began: Option<Instant>,
    counted: u64,
}

impl Rate {
    /// At most `most` events within `window`.
    pub(crate) fn new(most: u64, window: Duration) -> Self {
        Self { most, window, began: None, counted: 0 }
    }

    /// Counts events; `false` once they are too many.
    pub(crate) fn allows(&mut self, events: u64, now: Instant) -> bool {
        let fresh = self.began.is_none_or(|at| now.saturating_duration_since(at) >= self.window);
        if fresh {
            self.began = Some(now);
            self.counted = 0;
        }
        self.counted = self.counted.saturating_add(events);
        self.counted <= self.most
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn events_are_counted_in_windows() {
        let start = Instant::now();
        let mut rate = Rate::new(10, Duration::from_secs(1));
        assert!(rate.allows(4, start));
        assert!(rate.allows(6, start + Duration::from_millis(999)));
        assert!(!rate.allows(1, start + Duration::from_millis(999)));
        assert!(rate.allows(10, start + Duration::from_secs(1)));
        assert!(!rate.allows(1, start + Duration::from_millis(1999)));
    }
}
