//! How large windows are to be: as much as comes in a round trip, twice.
//!
//! A peer that is held up by a window sends exactly that window in each round trip; one that is held
//! up by the network takes longer for it. So a window that is used up and read within two round
//! trips grows, and one that is not has room to spare: what is told in halves keeps a peer going
//! if it is twice what the network holds. How long a round trip takes is what a PING takes, at its
//! quickest: as queues fill in the network it takes longer, and nothing more comes for that.

use std::time::Duration;

/// What a connection knows of the way to its peer.
#[derive(Debug)]
pub(crate) struct Bandwidth {
    wanted: u32,
    limit: u32,
    round_trip: Option<Duration>,
    /// When a PING was sent that is not answered.
    pinged: Option<Duration>,
}

impl Bandwidth {
    /// The payload of the PINGs.
    pub(crate) const PING: [u8; 8] = *b"strait:b";

    /// Windows begin with a size of `window`, and may grow up to `limit`.
    pub(crate) fn new(window: u32, limit: u32) -> Self {
        Self { wanted: window, limit: limit.max(window), round_trip: None, pinged: None }
    }

    /// The size that windows are to have.
    pub(crate) fn wanted(&self) -> u32 {
        self.wanted
    }

    /// A window of `size` was used up and read since `began`.
    pub(crate) fn used(&mut self, size: u32, began: Duration, now: Duration) {
        let Some(round_trip) = self.round_trip else { return };
        // There may be larger ones by now.
        if size >= self.wanted && now.saturating_sub(began) <= 2 * round_trip {
            self.wanted = self.wanted.saturating_mul(2).min(self.limit);
        }
    }

    /// Begins to measure a round trip: whether a PING is to be sent.
    pub(crate) fn begin(&mut self, now: Duration) -> bool {
        let begins = self.pinged.is_none() && self.wanted < self.limit;
        if begins {
            self.pinged = Some(now);
        }
        begins
    }

    /// The PING is answered.
    pub(crate) fn answered(&mut self, now: Duration) {
        let Some(pinged) = self.pinged.take() else { return };
        let took = now.saturating_sub(pinged);
        // For an owner who does not tell of it, no time passes.
        if !took.is_zero() {
            // The way may have become longer: that is believed a bit at a time.
            let before = self.round_trip.map(|before| before + before / 16);
            self.round_trip = Some(before.map_or(took, |before| before.min(took)));
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const MS: Duration = Duration::from_millis(1);

    /// Windows of which each takes `takes` to be used up, over a way of `trip`: the sizes.
    fn sizes(
        bandwidth: &mut Bandwidth,
        trip: Duration,
        takes: impl Fn(u32) -> Duration,
    ) -> Vec<u32> {
        let mut now = Duration::ZERO;
        let windows = (0..8).map(|_| {
            let (size, began) = (bandwidth.wanted(), now);
            if bandwidth.begin(now) {
                bandwidth.answered(now + trip);
            }
            now += takes(size);
            bandwidth.used(size, began, now);
            bandwidth.wanted()
        });
        windows.collect()
    }

    #[test]
    fn a_window_that_holds_the_peer_up_grows_to_the_limit() {
        let mut bandwidth = Bandwidth::new(1000, 10_000);
        let sizes = sizes(&mut bandwidth, 50 * MS, |_| 50 * MS);
        assert_eq!(sizes[..4], [2000, 4000, 8000, 10_000]);
        assert!(!bandwidth.begin(1000 * MS), "nothing is left to measure");
    }

    #[test]
    fn a_window_grows_to_twice_what_the_network_holds_at_least_and_not_to_more_than_four_times() {
        let trip = 40;
        for bytes_in_a_ms in [26, 50, 77, 95] {
            let mut bandwidth = Bandwidth::new(1000, 1_000_000);
            let takes = |size| trip.max(size / bytes_in_a_ms) * MS;
            sizes(&mut bandwidth, trip * MS, takes);
            let held = bytes_in_a_ms * trip;
            assert!((2 * held..=4 * held).contains(&bandwidth.wanted()), "{}", bandwidth.wanted());
        }
    }

    #[test]
    fn a_peer_that_has_little_to_say_gets_no_larger_window() {
        let mut bandwidth = Bandwidth::new(1000, 10_000);
        assert_eq!(sizes(&mut bandwidth, 50 * MS, |_| 101 * MS), [1000; 8]);
    }

    #[test]
    fn a_smaller_window_says_nothing_of_a_larger_one() {
        let mut bandwidth = Bandwidth::new(1000, 10_000);
        sizes(&mut bandwidth, 50 * MS, |size| if size < 4000 { 50 * MS } else { 200 * MS });
        assert_eq!(bandwidth.wanted(), 4000);
        bandwidth.used(1000, Duration::ZERO, 10 * MS);
        assert_eq!(bandwidth.wanted(), 4000);
    }

    #[test]
    fn without_a_clock_nothing_grows() {
        let mut bandwidth = Bandwidth::new(1000, 10_000);
        assert_eq!(sizes(&mut bandwidth, Duration::ZERO, |_| Duration::ZERO), [1000; 8]);
    }

    proptest! {
        /// Whatever a peer sends and answers, windows only grow, and not beyond the limit.
        #[test]
        fn the_limit_holds(
            window in 0_u32..100_000,
            limit in 0_u32..10_000_000,
            steps in prop::collection::vec((0_u8..3, 0_u64..1_000_000), 0..100),
        ) {
            let mut bandwidth = Bandwidth::new(window, limit);
            let (mut began, mut now, mut waits, mut before) = (Duration::ZERO, Duration::ZERO, false, window);
            for (what, passes) in steps {
                now += Duration::from_micros(passes);
                match what {
                    0 => {
                        let begins = bandwidth.begin(now);
                        prop_assert!(!(begins && waits), "a second PING before the answer");
                        prop_assert!(!begins || before < limit);
                        waits |= begins;
                    }
                    1 => {
                        bandwidth.used(before, began, now);
                        began = now;
                    }
                    _ => {
                        bandwidth.answered(now);
                        waits = false;
                    }
                }
                prop_assert!((before..=limit.max(window)).contains(&bandwidth.wanted()));
                before = bandwidth.wanted();
            }
        }
    }
}
