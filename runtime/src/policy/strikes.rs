//! When a client's PINGs are too many.
//!
//! <https://github.com/grpc/proposal/blob/master/A8-client-side-keepalive.md#server-enforcement>. Who
//! counts them, and what was sent between them, is `transport`.

use std::time::{Duration, Instant};

/// How often a client may ask whether the server is there.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PingSettings {
    /// The time that is to pass between two PINGs while there is a call.
    pub(crate) time: Duration,
    /// Whether the same time holds while there is none.
    pub(crate) without_calls: bool,
    /// PINGs that may come too early; `None` is no limit.
    pub(crate) max_strikes: Option<u32>,
}

impl PingSettings {
    /// The time between two PINGs without a call, where those are not permitted: TCP's own.
    const WITHOUT_CALLS: Duration = Duration::from_secs(2 * 3600);
}

impl Default for PingSettings {
    /// A8's values.
    fn default() -> Self {
        Self { time: Duration::from_secs(300), without_calls: false, max_strikes: Some(2) }
    }
}

/// The PINGs of a client that came since they were last looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct PingsSeen {
    /// Whether a HEADERS or DATA frame was sent before one of them and after those before. Clients
    /// that measure bandwidth send a PING along with what they receive.
    pub(crate) earned: bool,
    /// PINGs since that one; all, if there is none.
    pub(crate) unearned: u32,
}

impl PingsSeen {
    /// Counts one more.
    pub(crate) fn count(&mut self, earned: bool) {
        if earned {
            *self = Self { earned, unearned: 0 };
        } else {
            self.unearned = self.unearned.saturating_add(1);
        }
    }
}

/// The strikes against the client of one connection.
#[derive(Debug)]
pub(crate) struct PingStrikes {
    settings: PingSettings,
    strikes: u32,
    last: Option<Instant>,
}

impl PingStrikes {
    /// None so far.
    pub(crate) fn new(settings: PingSettings) -> Self {
        Self { settings, strikes: 0, last: None }
    }

    /// Judges PINGs that came by `now`; `false` once they are too many.
    ///
    /// "If the number of ping strikes is greater than MAX_PING_STRIKES, the server sends GOAWAY with
    /// error code ENHANCE_YOUR_CALM"; "the strike counter is reset each time a data frame or headers
    /// frame is sent".
    pub(crate) fn allow(&mut self, now: Instant, pings: PingsSeen, calls: bool) -> bool {
        if pings.earned {
            self.strikes = 0;
            self.last = Some(now);
        }
        if pings.unearned == 0 {
            return true;
        }
        let PingSettings { time, without_calls, max_strikes } = self.settings;
        let apart = if calls || without_calls { time } else { PingSettings::WITHOUT_CALLS };
        let early = self.last.is_some_and(|last| now.saturating_duration_since(last) < apart);
        // Those after the first of them came at the same time as far as anyone knows.
        let others = if apart.is_zero() { 0 } else { pings.unearned - 1 };
        self.strikes = self.strikes.saturating_add(others).saturating_add(u32::from(early));
        self.last = Some(now);
        max_strikes.is_none_or(|most| self.strikes <= most)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MINUTE: Duration = Duration::from_secs(60);

    fn one() -> PingsSeen {
        PingsSeen { earned: false, unearned: 1 }
    }

    fn strikes(settings: PingSettings) -> (Instant, PingStrikes) {
        (Instant::now(), PingStrikes::new(settings))
    }

    #[test]
    fn pings_in_time_are_never_too_many() {
        let (start, mut strikes) = strikes(PingSettings::default());
        for n in 0..1000 {
            assert!(strikes.allow(start + n * 5 * MINUTE, one(), true), "{n}");
        }
    }

    #[test]
    fn the_third_that_is_early_is_one_too_many() {
        let (start, mut strikes) = strikes(PingSettings::default());
        let allowed: Vec<_> =
            (0..5).map(|n| strikes.allow(start + n * 4 * MINUTE, one(), true)).collect();
        assert_eq!(allowed, [true, true, true, false, false], "the first is not early");
    }

    #[test]
    fn without_calls_the_time_is_two_hours_unless_they_are_permitted() {
        for (without_calls, expected) in [(false, false), (true, true)] {
            let settings = PingSettings { without_calls, ..PingSettings::default() };
            let (start, mut strikes) = strikes(settings);
            let all = (0..4).all(|n| strikes.allow(start + n * 5 * MINUTE, one(), false));
            assert_eq!(all, expected);
        }
        let (start, mut strikes) = strikes(PingSettings::default());
        assert!((0..9).all(|n| strikes.allow(start + n * 120 * MINUTE, one(), false)));
    }

    #[test]
    fn what_is_sent_forgives_all_strikes() {
        let (now, mut strikes) = strikes(PingSettings::default());
        for _ in 0..100 {
            assert!(strikes.allow(now, one(), true));
            assert!(strikes.allow(now, one(), true));
            assert!(strikes.allow(now, PingsSeen { earned: true, unearned: 2 }, true));
            assert!(strikes.allow(now, PingsSeen { earned: true, unearned: 0 }, true));
        }
        assert!(!strikes.allow(now, PingsSeen { earned: true, unearned: 3 }, true));
    }

    #[test]
    fn many_at_once_are_counted_each() {
        let (now, mut strikes) = strikes(PingSettings::default());
        let mut seen = PingsSeen::default();
        (0..4).for_each(|_| seen.count(false));
        assert_eq!(seen, PingsSeen { earned: false, unearned: 4 });
        assert!(!strikes.allow(now, seen, true));
        seen.count(true);
        assert_eq!(seen, PingsSeen { earned: true, unearned: 0 });
    }

    #[test]
    fn no_limit_is_none() {
        let settings = PingSettings { max_strikes: None, ..PingSettings::default() };
        let (now, mut strikes) = strikes(settings);
        assert!(strikes.allow(now, PingsSeen { earned: false, unearned: u32::MAX }, false));
        assert!(strikes.allow(now, PingsSeen { earned: false, unearned: u32::MAX }, false));
        let settings = PingSettings { time: Duration::ZERO, ..PingSettings::default() };
        let (now, mut strikes) = self::strikes(settings);
        assert!((0..100).all(|_| strikes.allow(now, PingsSeen { unearned: 3, ..one() }, true)));
    }
}
