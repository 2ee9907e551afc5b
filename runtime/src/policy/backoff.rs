//! How long to wait between attempts to connect.

use std::time::Duration;

/// Exponential backoff with jitter.
///
/// "INITIAL_BACKOFF (how long to wait after the first failure before retrying), MULTIPLIER (factor
/// with which to multiply backoff after a failed retry), JITTER (by how much to randomize
/// backoffs), MAX_BACKOFF (upper bound on backoff)"; "INITIAL_BACKOFF = 1 second, MULTIPLIER =
/// 1.6, MAX_BACKOFF = 120 seconds, JITTER = 0.2".
/// <https://github.com/grpc/grpc/blob/master/doc/connection-backoff.md>
#[derive(Clone, Debug)]
pub(crate) struct Backoff {
    next: Duration,
}

impl Backoff {
    const INITIAL: Duration = Duration::from_secs(1);
    const MULTIPLIER: f64 = 1.6;
    const JITTER: f64 = 0.2;
    const MAX: Duration = Duration::from_secs(120);

    pub(crate) fn new() -> Self {
        Self { next: Self::INITIAL }
    }

    /// The next wait; `random` is uniform in 0..1.
    pub(crate) fn next(&mut self, random: f64) -> Duration {
        let wait = self.next;
        self.next = wait.mul_f64(Self::MULTIPLIER).min(Self::MAX);
        wait.mul_f64(1.0 + Self::JITTER * (2.0 * random - 1.0))
    }

    pub(crate) fn reset(&mut self) {
        *self = Self::new();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_grow_to_the_maximum_and_start_again_after_a_reset() {
        let mut backoff = Backoff::new();
        let waits: Vec<_> = (0..3).map(|_| backoff.next(0.5).as_millis()).collect();
        assert_eq!(waits, [1000, 1600, 2560]);
        for _ in 0..20 {
            backoff.next(0.5);
        }
        assert_eq!(backoff.next(0.5), Backoff::MAX);
        backoff.reset();
        assert_eq!(backoff.next(0.5), Backoff::INITIAL);
    }

    #[test]
    fn jitter_is_a_fifth_either_way() {
        assert_eq!(Backoff::new().next(0.0).as_millis(), 800);
        assert_eq!(Backoff::new().next(1.0).as_millis(), 1200);
    }
}
