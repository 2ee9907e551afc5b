//! Counts what the peer sends for nothing.
//!
//! The floods of [RFC 9113, section 10.5](https://www.rfc-editor.org/rfc/rfc9113#section-10.5) are
//! all frames that are legal, cost the sender nothing, and do nothing. There is no clock in this:
//! who causes work that has a use may send more, however fast that is.

use crate::{ConnectionError, Limits};

/// What the peer has sent, and has earned.
#[derive(Debug)]
pub(crate) struct Guard {
    limits: Limits,
    /// HEADERS and DATA frames sent to the peer.
    sent: u32,
    /// Streams that there were.
    streams: u32,
    pings: u32,
    settings: u32,
    window_updates: u32,
    ignored: u32,
    empty: u32,
    faulty_streams: u32,
    refused_streams: u32,
}

type Verdict = Result<(), ConnectionError>;

impl Guard {
    pub(crate) fn new(limits: Limits) -> Self {
        Self {
            limits,
            sent: 0,
            streams: 0,
            pings: 0,
            settings: 0,
            window_updates: 0,
            ignored: 0,
            empty: 0,
            faulty_streams: 0,
            refused_streams: 0,
        }
    }

    /// A HEADERS or DATA frame goes to the peer.
    pub(crate) fn sent(&mut self) {
        self.sent = self.sent.saturating_add(1);
    }

    /// A stream has begun.
    pub(crate) fn stream(&mut self) {
        self.streams = self.streams.saturating_add(1);
    }

    pub(crate) fn ping(&mut self) -> Verdict {
        let allowed = self.limits.pings.saturating_add(self.sent.saturating_mul(2));
        count(&mut self.pings, allowed, "too many PING frames")
    }

    pub(crate) fn settings(&mut self) -> Verdict {
        count(&mut self.settings, self.limits.settings, "too many SETTINGS frames")
    }

    pub(crate) fn window_update(&mut self) -> Verdict {
        let allowed = self.limits.window_updates.saturating_add(self.sent.saturating_mul(20));
        count(&mut self.window_updates, allowed, "too many WINDOW_UPDATE frames")
    }

    pub(crate) fn ignored(&mut self) -> Verdict {
        let allowed = self.limits.ignored.saturating_add(self.streams.saturating_mul(10));
        count(&mut self.ignored, allowed, "too many PRIORITY or unknown frames")
    }

    pub(crate) fn empty(&mut self) -> Verdict {
        let allowed = self.limits.empty.saturating_add(self.streams.saturating_mul(10));
        count(&mut self.empty, allowed, "too many empty frames")
    }

    pub(crate) fn faulty_stream(&mut self) -> Verdict {
        let allowed = self.limits.faulty_streams.saturating_add(self.streams / 10);
        count(&mut self.faulty_streams, allowed, "too many streams with errors")
    }

    pub(crate) fn refused_stream(&mut self) -> Verdict {
        let taken = self.streams.saturating_sub(self.refused_streams);
        let allowed = self.limits.refused_streams.saturating_add(taken);
        count(&mut self.refused_streams, allowed, "too many streams above the limit")
    }
}

fn count(counter: &mut u32, allowed: u32, why: &'static str) -> Verdict {
    *counter = counter.saturating_add(1);
    if *counter > allowed { Err(ConnectionError::calm(why)) } else { Ok(()) }
}
