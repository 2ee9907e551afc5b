//! Data that came for a stream and was not taken.

use std::collections::VecDeque;

use bytes::{Bytes, BytesMut};

/// The pieces in their order.
///
/// In most calls there is one, for which nothing is allocated. Short ones that have to wait behind it
/// are put together: a window full of single bytes would otherwise take a hundred times its size, and
/// a few bytes would hold the whole buffer that they were read into.
#[derive(Debug, Default)]
pub(super) struct Pieces {
    /// None only if there are no others.
    first: Option<Bytes>,
    others: Option<Box<Others>>,
}

#[derive(Debug, Default)]
struct Others {
    pieces: VecDeque<Bytes>,
    /// Short ones behind those.
    short: BytesMut,
}

/// Pieces below this length are put together: a sixteenth of what is read at once at most.
const SHORT: usize = 4 * 1024;

/// As long as what they become may be: who takes it has it beside the window, which is given back.
const GATHERED: usize = 64 * 1024;

impl Pieces {
    pub(super) fn push_back(&mut self, data: Bytes) {
        if self.first.is_none() {
            self.first = Some(data);
            return;
        }
        let Others { pieces, short } = &mut **self.others.get_or_insert_default();
        let is_short = data.len() < SHORT;
        if !short.is_empty() && (!is_short || short.len() + data.len() > GATHERED) {
            pieces.push_back(short.split().freeze());
        }
        match is_short {
            true => short.extend_from_slice(&data),
            false => pieces.push_back(data),
        }
    }

    pub(super) fn pop_front(&mut self) -> Option<Bytes> {
        let next = self.others.as_mut().and_then(|others| others.pop_front());
        std::mem::replace(&mut self.first, next)
    }

    pub(super) fn clear(&mut self) {
        *self = Self::default();
    }
}

impl Others {
    fn pop_front(&mut self) -> Option<Bytes> {
        let short = || Some(self.short.split().freeze()).filter(|short| !short.is_empty());
        self.pieces.pop_front().or_else(short)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[derive(Clone, Debug)]
    enum Step {
        Push(usize),
        Pop,
    }

    fn step() -> impl Strategy<Value = Step> {
        prop_oneof![
            (1..3 * SHORT).prop_map(Step::Push),
            (1..20_usize).prop_map(Step::Push),
            Just(Step::Pop),
        ]
    }

    proptest! {
        #[test]
        fn what_goes_in_comes_out_in_its_order(steps in proptest::collection::vec(step(), 0..60)) {
            let mut pieces = Pieces::default();
            let mut next = 0_u8;
            let (mut sent, mut taken) = (Vec::new(), Vec::new());
            for step in steps {
                match step {
                    Step::Push(len) => {
                        let data: Vec<_> = (0..len).map(|n| next.wrapping_add(n as u8)).collect();
                        next = next.wrapping_add(91);
                        sent.extend_from_slice(&data);
                        pieces.push_back(data.into());
                    }
                    Step::Pop => {
                        let piece = pieces.pop_front();
                        prop_assert_eq!(piece.is_none(), sent.len() == taken.len());
                        prop_assert!(piece.as_ref().is_none_or(|piece| !piece.is_empty()));
                        taken.extend_from_slice(&piece.unwrap_or_default());
                    }
                }
            }
            while let Some(piece) = pieces.pop_front() {
                taken.extend_from_slice(&piece);
            }
            prop_assert_eq!(taken, sent);
        }
    }

    #[test]
    fn a_window_of_single_bytes_is_a_few_pieces() {
        const WINDOW: usize = 1 << 20;
        let mut pieces = Pieces::default();
        (0..WINDOW).for_each(|_| pieces.push_back(Bytes::from_static(b"x")));
        let taken: Vec<_> = std::iter::from_fn(|| pieces.pop_front()).map(|p| p.len()).collect();
        assert_eq!(taken.iter().sum::<usize>(), WINDOW);
        assert!(taken.len() <= 2 + WINDOW / GATHERED, "{taken:?}");
    }
}
