//! When to ask a silent peer for a sign of life, and when to take it for dead.
//!
//! <https://github.com/grpc/proposal/blob/master/A8-client-side-keepalive.md>,
//! <https://github.com/grpc/proposal/blob/master/A9-server-side-conn-mgt.md>. For either side; who
//! sends the PING, counts what is read and keeps the timer is `transport`.

use std::time::{Duration, Instant};

/// PINGs over a connection on which nothing is heard, so that one whose other end is gone is
/// noticed before a call has waited for it in vain.
///
/// ```
/// use std::time::Duration;
///
/// let keepalive = strait::Keepalive::every(Duration::from_secs(30))
///     .timeout(Duration::from_secs(5))
///     .without_calls();
/// let channel = strait::Channel::builder().keepalive(keepalive);
/// # drop(channel);
/// ```
///
/// Servers defend themselves against PINGs: most of them close connections that send one more
/// often than every five minutes, or any while there is no call (GOAWAY with ENHANCE_YOUR_CALM).
/// Agree with whoever runs the server before you go below that.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use]
pub struct Keepalive {
    pub(crate) time: Duration,
    pub(crate) timeout: Duration,
    pub(crate) without_calls: bool,
}

impl Keepalive {
    /// Sends a PING once nothing has been read for `time`. At most a quarter of `time` later: the
    /// clock is not read with every byte.
    pub fn every(time: Duration) -> Self {
        Self { time, timeout: Duration::from_secs(20), without_calls: false }
    }

    /// How long to wait for the answer, or for anything else from the peer. After that the
    /// connection is closed, and its calls end with UNAVAILABLE. 20 s unless set.
    ///
    /// Where the system has TCP_USER_TIMEOUT (Linux), bytes that the peer does not acknowledge
    /// for this long end the connection as well.
    /// <https://github.com/grpc/proposal/blob/master/A18-tcp-user-timeout.md>
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// Sends PINGs also while there is no call.
    pub fn without_calls(mut self) -> Self {
        self.without_calls = true;
        self
    }

    /// The same, but not more often than every `min`.
    pub(crate) fn at_least(mut self, min: Duration) -> Self {
        self.time = self.time.max(min);
        self
    }

    /// The same, half as often: what a client owes a server that calls its PINGs too many.
    pub(crate) fn calmer(mut self) -> Self {
        self.time = self.time.saturating_mul(2);
        self
    }
}

/// The keepalive of one connection.
///
/// Everything that is read counts as a sign of life, not only the answer to a PING, which may
/// stand in line behind megabytes of a response: the timeout is "the time between sending a PING
/// and not receiving any bytes to declare the connection dead".
///
/// ```text
/// Quiet ──nothing read for `time`──▶ Asked ──nothing read for `timeout`──▶ dead
///   ▲                                  │ anything read
///   └──────────────────────────────────┘
/// ```
#[derive(Debug)]
pub(crate) struct KeepaliveState {
    settings: Keepalive,
    /// How many reads there had been when last looked at.
    reads: u64,
    phase: Phase,
}

#[derive(Debug)]
enum Phase {
    /// Nothing has been read since, as far as is known.
    Quiet { since: Instant },
    /// A PING is on its way.
    Asked { until: Instant },
}

/// What to do now.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum KeepaliveStep {
    /// Look again then; or, after [`Ping`](Self::Ping), as soon as it is answered.
    Wait(Instant),
    /// Send a PING, and look again then.
    Ping(Instant),
    /// Nothing until there is a call.
    Dormant,
    /// The peer is gone: close the connection.
    Dead,
}

impl KeepaliveState {
    /// A connection on which `reads` reads have given something by now.
    pub(crate) fn new(settings: Keepalive, now: Instant, reads: u64) -> Self {
        Self { settings, reads, phase: Phase::Quiet { since: now } }
    }

    pub(crate) fn settings(&self) -> Keepalive {
        self.settings
    }

    /// Looks at how many reads have given something, and whether there are calls.
    ///
    /// "If a new stream is created and there has been greater than 'keepalive time' since the last
    /// read byte, then a keepalive PING should be sent (ideally before the HEADERS frame)."
    pub(crate) fn look(&mut self, now: Instant, reads: u64, calls: bool) -> KeepaliveStep {
        if self.reads != reads {
            self.reads = reads;
            self.phase = Phase::Quiet { since: now };
        }
        match self.phase {
            Phase::Asked { until } if until <= now => KeepaliveStep::Dead,
            Phase::Asked { until } => KeepaliveStep::Wait(until),
            Phase::Quiet { .. } if !calls && !self.settings.without_calls => KeepaliveStep::Dormant,
            Phase::Quiet { since } => match since.checked_add(self.settings.time) {
                Some(due) if due <= now => {
                    let until = later(now, self.settings.timeout);
                    self.phase = Phase::Asked { until };
                    KeepaliveStep::Ping(until)
                }
                // Reads do not note their time, so it is looked at more often than once.
                due => {
                    let soon = later(now, self.settings.time / 4);
                    KeepaliveStep::Wait(due.map_or(soon, |due| due.min(soon)))
                }
            },
        }
    }
}

/// A time too far away for the clock is as good as a century.
fn later(now: Instant, wait: Duration) -> Instant {
    const CENTURY: Duration = Duration::from_secs(100 * 365 * 24 * 3600);
    now.checked_add(wait).unwrap_or_else(|| now + CENTURY)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: Duration = Duration::from_secs(1);

    fn start(settings: Keepalive) -> (Instant, KeepaliveState) {
        let now = Instant::now();
        (now, KeepaliveState::new(settings, now, 0))
    }

    fn every_20s() -> Keepalive {
        Keepalive::every(20 * SECOND).timeout(5 * SECOND)
    }

    /// Waits as long as it says, with `reads` as it was; returns the step after the waits.
    fn wait(state: &mut KeepaliveState, now: &mut Instant, reads: u64) -> KeepaliveStep {
        loop {
            match state.look(*now, reads, true) {
                KeepaliveStep::Wait(until) => {
                    assert!(*now < until, "time goes on");
                    *now = until;
                }
                step => return step,
            }
        }
    }

    #[test]
    fn silence_is_answered_with_a_ping_and_then_with_the_end() {
        let (start, mut state) = start(every_20s());
        let mut now = start;
        let until = start + 25 * SECOND;
        assert_eq!(wait(&mut state, &mut now, 0), KeepaliveStep::Ping(until));
        assert_eq!(now - start, 20 * SECOND);
        assert_eq!(wait(&mut state, &mut now, 0), KeepaliveStep::Dead);
        assert_eq!(now, until);
    }

    #[test]
    fn anything_that_is_read_is_a_sign_of_life() {
        let (start, mut state) = start(every_20s());
        let mut now = start;
        assert!(matches!(wait(&mut state, &mut now, 0), KeepaliveStep::Ping(_)));
        // The next silence begins when the sign is noticed.
        now += SECOND;
        assert!(matches!(wait(&mut state, &mut now, 1), KeepaliveStep::Ping(_)));
        assert_eq!(now - start, 41 * SECOND);
    }

    #[test]
    fn a_ping_is_never_early_and_at_most_a_quarter_late() {
        for read_at in 1..20 {
            let (start, mut state) = start(every_20s());
            let read_at = start + SECOND * read_at;
            let mut now = start;
            let sent = loop {
                match state.look(now, u64::from(read_at <= now), true) {
                    KeepaliveStep::Wait(until) => now = until,
                    step => {
                        assert!(matches!(step, KeepaliveStep::Ping(_)));
                        break now;
                    }
                }
            };
            let silence = sent - read_at;
            assert!((20 * SECOND..=25 * SECOND).contains(&silence), "{silence:?}");
        }
    }

    #[test]
    fn without_calls_there_are_no_pings_until_a_call_comes() {
        let (start, mut state) = start(every_20s());
        let now = start + 100 * SECOND;
        assert_eq!(state.look(now, 0, false), KeepaliveStep::Dormant);
        assert!(matches!(state.look(now, 0, true), KeepaliveStep::Ping(_)));
        let (start, mut state) = self::start(every_20s().without_calls());
        let now = start + 20 * SECOND;
        assert!(matches!(state.look(now, 0, false), KeepaliveStep::Ping(_)));
    }

    #[test]
    fn a_call_that_comes_within_the_time_waits_for_the_rest_of_it() {
        let (start, mut state) = start(every_20s());
        assert_eq!(state.look(start + 5 * SECOND, 0, false), KeepaliveStep::Dormant);
        let mut now = start + 10 * SECOND;
        assert!(matches!(wait(&mut state, &mut now, 0), KeepaliveStep::Ping(_)));
        assert_eq!(now - start, 20 * SECOND);
    }

    #[test]
    fn times_that_no_clock_reaches_are_never() {
        let forever = Keepalive::every(Duration::MAX).timeout(Duration::MAX).without_calls();
        let (start, mut state) = start(forever.calmer());
        assert!(matches!(state.look(start, 0, true), KeepaliveStep::Wait(_)));
    }
}
