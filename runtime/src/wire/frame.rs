//! Length-prefixed messages out of DATA frames, whose boundaries mean nothing.

use bytes::{Buf as _, Bytes, BytesMut};

use crate::{Code, Status, method::PREFIX_LEN};

/// Cuts a body into messages.
///
/// ```text
/// Length-Prefixed-Message → Compressed-Flag Message-Length Message
/// Compressed-Flag → 0 / 1 ; encoded as 1 byte unsigned integer
/// Message-Length → {length of Message} ; encoded as 4 byte unsigned integer (big endian)
/// ```
///
/// A message that lies within one chunk is a slice of it; one that does not is gathered in a
/// buffer that grows with what has arrived, and never to what a prefix claims.
#[derive(Debug)]
pub(crate) struct FrameDecoder {
    max_message_len: usize,
    /// Whether a `grpc-encoding` says how messages are compressed.
    encoded: bool,
    /// What arrived in one piece and is not yet cut.
    chunk: Bytes,
    /// The beginning of a message whose end is not here yet. Only ever in use while `chunk` is
    /// empty.
    partial: BytesMut,
}

impl FrameDecoder {
    /// How many times what has arrived is set aside for a message of which more is announced: four
    /// frames of the usual size find room at once.
    const TRUST: usize = 8;

    pub(crate) fn new(max_message_len: usize, encoded: bool) -> Self {
        Self { max_message_len, encoded, chunk: Bytes::new(), partial: BytesMut::new() }
    }

    /// Takes what has arrived. Called only after [`next`](Self::next) has returned `None`.
    pub(crate) fn push(&mut self, mut data: Bytes) -> Result<(), Status> {
        debug_assert!(self.chunk.is_empty(), "messages are taken before more data is pushed");
        if !self.partial.is_empty() {
            // Take only up to the end of the partial message: what follows stays a slice.
            self.take(PREFIX_LEN, &mut data);
            if let Some(len) = self.message_len(&self.partial)? {
                self.take(PREFIX_LEN + len, &mut data);
            }
        }
        self.chunk = data;
        Ok(())
    }

    /// The next message, or `None` until more data is pushed.
    pub(crate) fn next(&mut self) -> Result<Option<Frame>, Status> {
        if !self.partial.is_empty() {
            return match self.message_len(&self.partial)? {
                Some(len) if self.partial.len() == PREFIX_LEN + len => {
                    Ok(Some(Frame::new(std::mem::take(&mut self.partial).freeze())))
                }
                _ => Ok(None),
            };
        }
        if self.chunk.is_empty() {
            return Ok(None);
        }
        let len = self.message_len(&self.chunk)?;
        match len {
            Some(len) if self.chunk.len() >= PREFIX_LEN + len => {
                Ok(Some(Frame::new(self.chunk.split_to(PREFIX_LEN + len))))
            }
            _ => {
                let claimed = len.map_or(PREFIX_LEN, |len| PREFIX_LEN + len);
                self.partial.reserve(claimed.min(self.chunk.len() * Self::TRUST));
                self.partial.extend_from_slice(&self.chunk);
                self.chunk.clear();
                Ok(None)
            }
        }
    }

    /// Bytes held of a message that is not complete.
    pub(crate) fn buffered(&self) -> usize {
        self.partial.len()
    }

    /// Checks that the body did not end within a message.
    pub(crate) fn finish(&self) -> Result<(), Status> {
        if self.partial.is_empty() && self.chunk.is_empty() {
            return Ok(());
        }
        let got = self.partial.len().max(self.chunk.len());
        Err(Status::internal(format!("the stream ended {got} bytes into a message")))
    }

    /// The length in a prefix, if all of it is in `data`; checked before anything is allocated.
    fn message_len(&self, data: &[u8]) -> Result<Option<usize>, Status> {
        let Some(&[flag, a, b, c, d]) = data.first_chunk::<PREFIX_LEN>() else {
            return Ok(None);
        };
        match flag {
            0 => {}
            1 if self.encoded => {}
            // "If the Compressed-Flag is set … and the message encoding is identity (or absent),
            // the call fails with INTERNAL" (compression.md, test case 3).
            1 => {
                return Err(Status::internal(
                    "a message is compressed, and no grpc-encoding says how",
                ));
            }
            _ => return Err(Status::internal(format!("a message has the unknown flag {flag}"))),
        }
        let len = u32::from_be_bytes([a, b, c, d]) as usize;
        if len > self.max_message_len {
            return Err(Status::new(
                Code::ResourceExhausted,
                format!("message of {len} bytes exceeds the limit of {}", self.max_message_len),
            ));
        }
        Ok(Some(len))
    }

    /// Moves bytes from `data` into the partial message until that has `target`.
    fn take(&mut self, target: usize, data: &mut Bytes) {
        let missing = target.saturating_sub(self.partial.len());
        let taken = data.split_to(missing.min(data.len()));
        self.partial.extend_from_slice(&taken);
    }
}

/// A message as it came.
#[derive(Debug)]
pub(crate) struct Frame {
    /// Whether its flag says so.
    pub(crate) compressed: bool,
    /// The message without its prefix.
    pub(crate) data: Bytes,
}

impl Frame {
    fn new(mut data: Bytes) -> Self {
        // The flag is 0 or 1, or it would have been refused.
        let compressed = data.first() == Some(&1);
        data.advance(PREFIX_LEN);
        Self { compressed, data }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn frame(message: &[u8]) -> Vec<u8> {
        let mut frame = vec![0];
        frame.extend(u32::try_from(message.len()).unwrap().to_be_bytes());
        frame.extend(message);
        frame
    }

    fn decode(max: usize, chunks: &[&[u8]]) -> Result<Vec<Bytes>, Status> {
        let mut decoder = FrameDecoder::new(max, false);
        let mut messages = Vec::new();
        for chunk in chunks {
            decoder.push(Bytes::copy_from_slice(chunk))?;
            while let Some(message) = decoder.next()? {
                messages.push(message.data);
            }
        }
        decoder.finish()?;
        Ok(messages)
    }

    #[test]
    fn messages_do_not_depend_on_how_the_body_was_cut() {
        let body = [frame(b"one"), frame(b""), frame(&[7; 300])].concat();
        let expected = [&b"one"[..], b"", &[7; 300]];
        for size in 1..=body.len() {
            let chunks: Vec<_> = body.chunks(size).collect();
            assert_eq!(decode(300, &chunks).unwrap(), expected, "chunks of {size}");
        }
    }

    #[test]
    fn a_message_within_one_chunk_is_not_copied() {
        let chunk = Bytes::from(frame(b"zero-copy"));
        let mut decoder = FrameDecoder::new(100, false);
        decoder.push(chunk.clone()).unwrap();
        let message = decoder.next().unwrap().unwrap().data;
        assert_eq!(message.as_ptr(), chunk[PREFIX_LEN..].as_ptr());
    }

    #[test]
    fn the_limit_is_checked_on_the_prefix_alone() {
        assert!(decode(3, &[&frame(b"abc")]).is_ok());
        let error = decode(3, &[&frame(b"abcd")[..5]]).unwrap_err();
        assert_eq!(
            error.to_string(),
            "RESOURCE_EXHAUSTED: message of 4 bytes exceeds the limit of 3"
        );
        assert!(decode(3, &[&[0, 0xff, 0xff], &[0xff, 0xff]]).is_err());
    }

    #[test]
    fn a_flag_tells_of_each_message_whether_it_is_compressed() {
        let mut decoder = FrameDecoder::new(100, true);
        decoder
            .push(Bytes::from_static(&[1, 0, 0, 0, 1, 7, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0]))
            .unwrap();
        let frames: Vec<_> = std::iter::from_fn(|| decoder.next().unwrap()).collect();
        let flags: Vec<_> =
            frames.iter().map(|frame| (frame.compressed, frame.data.len())).collect();
        assert_eq!(flags, [(true, 1), (false, 0), (true, 0)]);
    }

    #[test]
    fn flags_and_cut_off_bodies_are_internal_errors() {
        for chunks in
            [&[&[1, 0, 0, 0, 0][..]][..], &[&[2, 0, 0, 0, 0]], &[&[0, 0]], &[&[0, 0, 0, 0, 1]]]
        {
            assert_eq!(decode(100, chunks).unwrap_err().code(), Code::Internal, "{chunks:?}");
        }
    }
}
