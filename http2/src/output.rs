//! Bytes on their way out, in the order in which the peer gets them.

use std::{collections::VecDeque, io::IoSlice};

use bytes::{Buf, Bytes, BytesMut};

/// What waits to be written: small frames in one buffer, large payloads as they were given.
///
/// It is a [`Buf`], made for vectored writes: what a thousand calls add between two writes leaves
/// as one piece, and a large message is not copied.
///
/// ```text
/// │ done: frames │ payload │ frames │ payload │  tail: frames ─▶ grows
/// ```
#[derive(Debug, Default)]
pub struct Output {
    done: VecDeque<Bytes>,
    done_len: usize,
    tail: BytesMut,
}

impl Output {
    /// A payload from this length on is not copied behind its frame's head.
    const OWN_PIECE: usize = 4 * 1024;

    /// The room that frames have at first: some small calls.
    const FIRST: usize = 256;

    /// Where frames are written.
    pub(crate) fn tail(&mut self) -> &mut BytesMut {
        if self.tail.capacity() == 0 {
            self.tail.reserve(Self::FIRST);
        }
        &mut self.tail
    }

    /// Gives back the memory of an output that is empty.
    pub fn rest(&mut self) {
        if !self.has_remaining() {
            *self = Self::default();
        }
    }

    /// Adds a payload.
    pub(crate) fn payload(&mut self, payload: Bytes) {
        if payload.len() < Self::OWN_PIECE {
            self.tail.extend_from_slice(&payload);
            return;
        }
        let frames = self.tail.split().freeze();
        self.done_len += frames.len() + payload.len();
        self.done.extend([frames, payload]);
    }
}

impl Buf for Output {
    fn remaining(&self) -> usize {
        self.done_len + self.tail.len()
    }

    fn chunk(&self) -> &[u8] {
        self.done.front().map_or(&self.tail, |piece| piece)
    }

    fn chunks_vectored<'a>(&'a self, slices: &mut [IoSlice<'a>]) -> usize {
        let pieces = self.done.iter().map(|piece| &piece[..]).chain([&self.tail[..]]);
        let mut filled = 0;
        for (slice, piece) in slices.iter_mut().zip(pieces.filter(|piece| !piece.is_empty())) {
            *slice = IoSlice::new(piece);
            filled += 1;
        }
        filled
    }

    fn advance(&mut self, mut count: usize) {
        while let Some(piece) = self.done.front_mut() {
            let here = count.min(piece.len());
            piece.advance(here);
            self.done_len -= here;
            count -= here;
            if !piece.is_empty() {
                return;
            }
            self.done.pop_front();
        }
        self.tail.advance(count);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_leave_in_their_order_however_they_are_cut() {
        let large = Bytes::from(vec![7; Output::OWN_PIECE]);
        for step in [1, 100, 4096, 100_000] {
            let mut output = Output::default();
            output.tail().extend_from_slice(b"head");
            output.payload(large.clone());
            output.payload(Bytes::from_static(b"small"));
            output.payload(large.clone());
            output.tail().extend_from_slice(b"end");
            let expected = [b"head", &large[..], b"small", &large[..], b"end"].concat();
            assert_eq!(output.remaining(), expected.len());

            let mut written = Vec::new();
            while output.has_remaining() {
                let mut slices = [IoSlice::new(&[]); 8];
                let filled = output.chunks_vectored(&mut slices);
                let all = slices[..filled].iter().map(|slice| slice.to_vec());
                let mut all = all.collect::<Vec<_>>().concat();
                assert_eq!(all.len(), output.remaining());
                assert!(all.starts_with(output.chunk()));
                all.truncate(step);
                output.advance(all.len());
                written.extend(all);
            }
            assert_eq!(written, expected);
        }
    }
}
