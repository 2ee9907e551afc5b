//! When a connection without calls is given up.

use std::time::{Duration, Instant};

/// Watches for a time without calls. For either side; who counts the calls and closes the
/// connection is an engine.
///
/// Calls do not note their time, so it is looked at four times as often as it takes: a connection
/// is idle at the earliest after `timeout`, and at most a quarter later.
#[derive(Debug)]
pub(crate) struct IdleState {
    timeout: Duration,
    /// How many calls had begun when last looked at.
    begun: usize,
    /// Since when, as far as is known, there has been no call.
    since: Option<Instant>,
}

/// What to do now.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum IdleStep {
    /// Look again after that long.
    Wait(Duration),
    /// There was no call for all of the time.
    Idle,
}

impl IdleState {
    /// Less would be looking without a pause.
    const LEAST: Duration = Duration::from_millis(10);

    /// A connection on which there has been no call yet.
    pub(crate) fn new(timeout: Duration, now: Instant) -> Self {
        let timeout = timeout.max(Self::LEAST);
        Self { timeout, begun: 0, since: Some(now) }
    }

    /// Looks at how many calls have begun, and how many of them there still are.
    pub(crate) fn look(&mut self, now: Instant, begun: usize, active: usize) -> IdleStep {
        if self.begun != begun {
            self.begun = begun;
            self.since = None;
        }
        if active > 0 {
            self.since = None;
            return IdleStep::Wait(self.timeout / 4);
        }
        let since = *self.since.get_or_insert(now);
        let left = self.timeout.saturating_sub(now.saturating_duration_since(since));
        if left.is_zero() { IdleStep::Idle } else { IdleStep::Wait(left.min(self.timeout / 4)) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MINUTE: Duration = Duration::from_secs(60);

    /// The minutes until the connection is idle, if there are calls at these times, for as long.
    fn idle_after(calls: &[(u32, u32)]) -> u32 {
        let start = Instant::now();
        let mut state = IdleState::new(20 * MINUTE, start);
        let mut now = start;
        loop {
            let minute = u32::try_from((now - start).as_secs() / 60).unwrap();
            let begun = calls.iter().filter(|(begin, _)| *begin <= minute).count();
            let over = calls.iter().filter(|(begin, took)| begin + took <= minute).count();
            match state.look(now, begun, begun - over) {
                IdleStep::Wait(wait) => now += wait.max(MINUTE),
                IdleStep::Idle => return minute,
            }
        }
    }

    #[test]
    fn a_timeout_of_nothing_does_not_spin() {
        let start = Instant::now();
        let mut state = IdleState::new(Duration::ZERO, start);
        let IdleStep::Wait(wait) = state.look(start, 1, 1) else { panic!("a call runs") };
        assert!(wait >= Duration::from_millis(1), "{wait:?}");
    }

    #[test]
    fn a_connection_without_calls_is_idle_after_the_timeout() {
        assert_eq!(idle_after(&[]), 20);
    }

    #[test]
    fn a_call_begins_the_wait_anew_however_short_it_is() {
        for at in 1..20 {
            let idle = idle_after(&[(at, 0)]);
            assert!((at + 20..=at + 25).contains(&idle), "a call at {at}, idle at {idle}");
        }
    }

    #[test]
    fn a_connection_is_not_idle_while_a_call_goes_on() {
        let idle = idle_after(&[(3, 200)]);
        assert!((223..=228).contains(&idle), "{idle}");
    }
}
