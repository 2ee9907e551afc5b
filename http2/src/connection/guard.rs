//! Counts what the peer sends for nothing.
//!
//! The floods of [RFC 9113, section 10.5](https://www.rfc-editor.org/rfc/rfc9113#section-10.5) are
//! all frames that are legal, cost the sender nothing, and do nothing. Each kind fills a bucket,
//! which work that has a use empties again, and so does time: a ping a second is nobody's flood.

use std::time::Duration;

use crate::{ConnectionError, Limits};

/// What the peer has sent for nothing, lately.
#[derive(Debug)]
pub(crate) struct Guard {
    limits: Limits,
    pings: u32,
    settings: u32,
    window_updates: u32,
    ignored: u32,
    empty: u32,
    faulty_streams: u32,
    refused_streams: u32,
    /// HEADERS and DATA frames that went to the peer.
    pub(super) frames_sent: u64,
    /// Counts to ten.
    streams: u8,
}

type Verdict = Result<(), ConnectionError>;

impl Guard {
    /// The time in which a full bucket is empty again.
    const FORGIVEN: Duration = Duration::from_secs(60);

    pub(crate) fn new(limits: Limits) -> Self {
        Self {
            limits,
            pings: 0,
            settings: 0,
            window_updates: 0,
            ignored: 0,
            empty: 0,
            faulty_streams: 0,
            refused_streams: 0,
            frames_sent: 0,
            streams: 0,
        }
    }

    /// A HEADERS or DATA frame goes to the peer, which may answer with windows, and clients measure
    /// bandwidth with PINGs then.
    pub(crate) fn sent(&mut self) {
        self.frames_sent += 1;
        self.pings = self.pings.saturating_sub(2);
        self.window_updates = self.window_updates.saturating_sub(20);
    }

    /// A PING goes to the peer, which has to answer.
    pub(crate) fn pinged(&mut self) {
        self.pings = self.pings.saturating_sub(1);
    }

    /// A stream has begun.
    pub(crate) fn stream(&mut self) {
        self.ignored = self.ignored.saturating_sub(10);
        self.empty = self.empty.saturating_sub(10);
        self.refused_streams = self.refused_streams.saturating_sub(1);
        self.streams += 1;
        if self.streams == 10 {
            self.streams = 0;
            self.faulty_streams = self.faulty_streams.saturating_sub(1);
        }
    }

    /// Time has passed.
    pub(crate) fn pass(&mut self, time: Duration) {
        let share = time.as_secs_f32() / Self::FORGIVEN.as_secs_f32();
        let limits = &self.limits;
        for (level, limit) in [
            (&mut self.pings, limits.pings),
            (&mut self.settings, limits.settings),
            (&mut self.window_updates, limits.window_updates),
            (&mut self.ignored, limits.ignored),
            (&mut self.empty, limits.empty),
            (&mut self.faulty_streams, limits.faulty_streams),
            (&mut self.refused_streams, limits.refused_streams),
        ] {
            // Up to the next whole one, so that a small limit is forgiven too.
            *level = level.saturating_sub((limit as f32 * share).ceil() as u32);
        }
    }

    pub(crate) fn ping(&mut self) -> Verdict {
        fill(&mut self.pings, self.limits.pings, "too many PING frames")
    }

    pub(crate) fn settings(&mut self) -> Verdict {
        fill(&mut self.settings, self.limits.settings, "too many SETTINGS frames")
    }

    pub(crate) fn window_update(&mut self) -> Verdict {
        let limit = self.limits.window_updates;
        fill(&mut self.window_updates, limit, "too many WINDOW_UPDATE frames")
    }

    pub(crate) fn ignored(&mut self) -> Verdict {
        fill(&mut self.ignored, self.limits.ignored, "too many frames that are ignored")
    }

    pub(crate) fn empty(&mut self) -> Verdict {
        fill(&mut self.empty, self.limits.empty, "too many empty frames")
    }

    pub(crate) fn faulty_stream(&mut self) -> Verdict {
        let limit = self.limits.faulty_streams;
        fill(&mut self.faulty_streams, limit, "too many streams with errors")
    }

    pub(crate) fn refused_stream(&mut self) -> Verdict {
        let limit = self.limits.refused_streams;
        fill(&mut self.refused_streams, limit, "too many streams above the limit")
    }
}

fn fill(level: &mut u32, limit: u32, why: &'static str) -> Verdict {
    if *level >= limit {
        return Err(ConnectionError::calm(why));
    }
    *level += 1;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ping_a_second_is_no_flood_and_a_thousand_at_once_are() {
        let mut guard = Guard::new(Limits { pings: 100, ..Limits::default() });
        for _ in 0..100_000 {
            assert_eq!(guard.ping(), Ok(()));
            guard.pass(Duration::from_secs(1));
        }
        assert!((0..=100).any(|_| guard.ping().is_err()));
        guard.pass(Guard::FORGIVEN);
        assert_eq!(guard.pings, 0);
    }

    #[test]
    fn what_is_answered_or_useful_earns_no_credit_beyond_the_limit() {
        let mut guard = Guard::new(Limits { pings: 100, ..Limits::default() });
        for _ in 0..100_000 {
            guard.sent();
            guard.pinged();
            assert_eq!(guard.ping(), Ok(()));
        }
        assert!((0..=102).any(|_| guard.ping().is_err()));
    }
}
