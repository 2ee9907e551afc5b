//! The streams that ended last, for the frames that come too late.

use std::collections::VecDeque;

/// How a stream ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ended {
    /// By our RST_STREAM, which the peer may not have seen when it sent what comes now.
    ByUs,
    /// So that the peer knows of it.
    Known,
}

/// Remembers a number of streams.
///
/// Those that we reset matter, and are rare: many are remembered, since frames of a thousand streams
/// may be on their way when all of them are turned away. Of the others the last few are, so that the
/// peer is told precisely what was wrong.
#[derive(Debug, Default)]
pub(crate) struct Recent {
    /// With the bytes of DATA that the peer may still have sent.
    reset: VecDeque<(u32, u32)>,
    known: VecDeque<u32>,
}

impl Recent {
    /// Streams that are remembered. Whoever sends still later has its frames refused.
    const MOST_RESET: usize = 1024;
    const MOST_KNOWN: usize = 64;

    /// Notes that we reset a stream of which `window` bytes may come. Of one that we reset after its
    /// end, for a frame that came too late, the others that do are ignored, but none had a right to.
    pub(crate) fn push_reset(&mut self, id: u32, window: u32) {
        if self.reset.iter().any(|&(other, _)| other == id) {
            return;
        }
        let known = self.known.iter().position(|&other| other == id);
        let window = match known.and_then(|at| self.known.remove(at)) {
            Some(_) => 0,
            None => window,
        };
        if self.reset.len() == Self::MOST_RESET {
            self.reset.pop_front();
        }
        self.reset.push_back((id, window));
    }

    /// Notes the end of a stream that the peer knows of, unless we have just reset it.
    pub(crate) fn push_known(&mut self, id: u32) {
        if self.reset.back().is_some_and(|&(last, _)| last == id) {
            return;
        }
        if self.known.len() == Self::MOST_KNOWN {
            self.known.pop_front();
        }
        self.known.push_back(id);
    }

    pub(crate) fn get(&self, id: u32) -> Option<Ended> {
        if self.reset.iter().any(|&(other, _)| other == id) {
            return Some(Ended::ByUs);
        }
        self.known.contains(&id).then_some(Ended::Known)
    }

    /// Whether DATA of so many bytes, of a stream that we reset, may have been sent before the peer
    /// knew. It is counted.
    pub(crate) fn was_on_its_way(&mut self, id: u32, bytes: u32) -> bool {
        let window = self.reset.iter_mut().find(|(other, _)| *other == id);
        match window.map(|(_, window)| (window.checked_sub(bytes), window)) {
            Some((Some(left), window)) if bytes > 0 => {
                *window = left;
                true
            }
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_oldest_are_forgotten() {
        let mut recent = Recent::default();
        for id in 0..1100 {
            recent.push_reset(id, 10);
            recent.push_known(id);
            recent.push_known(2000 + id);
        }
        assert_eq!(recent.get(75), None);
        assert_eq!(recent.get(76), Some(Ended::ByUs));
        assert_eq!(recent.get(1099), Some(Ended::ByUs));
        assert_eq!(recent.get(3099 - 64), None);
        assert_eq!(recent.get(3100 - 64), Some(Ended::Known));
        assert_eq!(recent.get(3099), Some(Ended::Known));
    }

    #[test]
    fn a_reset_after_the_end_counts_and_nothing_was_on_its_way() {
        let mut recent = Recent::default();
        recent.push_known(1);
        recent.push_reset(1, 10);
        recent.push_known(1);
        assert_eq!(recent.get(1), Some(Ended::ByUs));
        assert!(!recent.was_on_its_way(1, 1));
    }

    #[test]
    fn no_more_is_on_its_way_than_the_window_allowed() {
        let mut recent = Recent::default();
        recent.push_reset(1, 10);
        recent.push_known(3);
        assert!(recent.was_on_its_way(1, 7));
        assert!(!recent.was_on_its_way(1, 4));
        assert!(recent.was_on_its_way(1, 3));
        assert!(!recent.was_on_its_way(1, 0) && !recent.was_on_its_way(3, 1));
    }
}
