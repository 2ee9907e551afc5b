//! Short payloads, copied out of the read buffer so that none of them holds all of it.

use bytes::{Bytes, BytesMut};

/// Makes copies, many to an allocation.
///
/// Who holds one holds its sheet, which is small, and shared with those that came in the same read.
#[derive(Debug, Default)]
pub(crate) struct Copies {
    sheet: BytesMut,
    /// Bytes that were copied since the last rest.
    copied: usize,
    /// The size of the next sheet: what was copied between the last two rests, as far as it was not
    /// more than a sheet has.
    next: usize,
}

impl Copies {
    /// Payloads up to this length are to be copied.
    pub(crate) const MOST: usize = 1024;

    const SHEET: usize = 4 * 1024;

    pub(crate) fn copy(&mut self, payload: &[u8]) -> Bytes {
        if payload.is_empty() {
            return Bytes::new();
        }
        if self.sheet.capacity() - self.sheet.len() < payload.len() {
            let more = if self.copied == 0 { self.next } else { Self::SHEET };
            self.sheet = BytesMut::with_capacity(more.max(payload.len()));
        }
        self.copied += payload.len();
        self.sheet.extend_from_slice(payload);
        self.sheet.split().freeze()
    }

    /// Gives back what only the next copies would need: nothing comes for now.
    pub(crate) fn rest(&mut self) {
        if self.copied > 0 {
            self.next = self.copied.min(Self::SHEET);
            self.copied = 0;
            self.sheet = BytesMut::new();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn copies_are_what_was_copied_and_share_sheets() {
        let mut copies = Copies::default();
        for round in 0..3 {
            let payloads: Vec<_> = (0..100_u8).map(|n| vec![n; usize::from(n) * 10]).collect();
            let copied: Vec<_> = payloads.iter().map(|payload| copies.copy(payload)).collect();
            assert!(payloads.iter().zip(&copied).all(|(payload, copy)| payload == copy));
            let mut sheets: Vec<_> = copied.iter().map(|copy| copy.as_ptr() as usize).collect();
            sheets.sort_unstable();
            let apart = sheets.windows(2).filter(|pair| pair[1] - pair[0] > Copies::SHEET).count();
            assert!(apart <= 99 * 50 * 10 / Copies::SHEET * 2, "{apart} sheets in round {round}");
            copies.rest();
            assert_eq!(copies.sheet.capacity(), 0);
        }
    }

    /// What a connection takes that has one call now and then is what the call needs.
    #[test]
    fn a_sheet_is_as_large_as_what_came_last() {
        let mut copies = Copies::default();
        for _ in 0..3 {
            copies.copy(&[7; 60]);
            copies.copy(&[7; 40]);
            copies.rest();
            copies.rest();
            assert_eq!(copies.next, 100);
        }
        copies.copy(&[7; 60]);
        assert_eq!(copies.sheet.capacity(), 40);
    }
}
