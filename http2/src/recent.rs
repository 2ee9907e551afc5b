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
#[derive(Debug, Default)]
pub(crate) struct Recent(VecDeque<(u32, Ended)>);

impl Recent {
    /// Streams that are remembered. Whoever sends still later has its frames refused.
    const MOST: usize = 256;

    /// Notes the end of a stream; of two for one stream the first counts.
    pub(crate) fn push(&mut self, id: u32, ended: Ended) {
        if self.0.len() == Self::MOST {
            self.0.pop_front();
        }
        self.0.push_back((id, ended));
    }

    pub(crate) fn get(&self, id: u32) -> Option<Ended> {
        self.0.iter().find(|&&(other, _)| other == id).map(|&(_, ended)| ended)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_oldest_are_forgotten_and_the_first_end_counts() {
        let mut recent = Recent::default();
        for id in 0..300 {
            recent.push(id, Ended::ByUs);
        }
        recent.push(299, Ended::Known);
        assert_eq!(recent.get(44), None);
        assert_eq!(recent.get(45), Some(Ended::ByUs));
        assert_eq!(recent.get(299), Some(Ended::ByUs));
    }
}
