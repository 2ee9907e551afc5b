//! Frames as they are on the wire:
//! [RFC 9113, section 4.1](https://www.rfc-editor.org/rfc/rfc9113#section-4.1) and section 6.
//!
//! Only shapes are known here: what a frame means for its stream is the connection's business.

pub(crate) mod settings;
pub(crate) mod write;

use std::ops::Range;

use bytes::Buf as _;

use crate::{ConnectionError, Reason};

/// What a client says first:
/// [RFC 9113, section 3.4](https://www.rfc-editor.org/rfc/rfc9113#section-3.4).
pub(crate) const PREFACE: &[u8; 24] = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

/// The length of a frame's head.
pub(crate) const HEAD_LEN: usize = 9;

/// The payload that every peer takes, and we take: SETTINGS_MAX_FRAME_SIZE's initial value.
/// "All implementations MUST be capable of receiving and minimally processing frames up to 2^14 octets
/// in length": section 4.2.
pub(crate) const MIN_MAX_FRAME_SIZE: u32 = 16_384;

/// The highest value of SETTINGS_MAX_FRAME_SIZE.
pub(crate) const MAX_MAX_FRAME_SIZE: u32 = (1 << 24) - 1;

/// The kinds of frames. Others are ignored, as section 4.1 demands.
pub(crate) mod kind {
    pub(crate) const DATA: u8 = 0;
    pub(crate) const HEADERS: u8 = 1;
    pub(crate) const PRIORITY: u8 = 2;
    pub(crate) const RST_STREAM: u8 = 3;
    pub(crate) const SETTINGS: u8 = 4;
    pub(crate) const PUSH_PROMISE: u8 = 5;
    pub(crate) const PING: u8 = 6;
    pub(crate) const GOAWAY: u8 = 7;
    pub(crate) const WINDOW_UPDATE: u8 = 8;
    pub(crate) const CONTINUATION: u8 = 9;
}

/// The flags. Those that a kind does not define are ignored.
pub(crate) mod flag {
    pub(crate) const ACK: u8 = 0x1;
    pub(crate) const END_STREAM: u8 = 0x1;
    pub(crate) const END_HEADERS: u8 = 0x4;
    pub(crate) const PADDED: u8 = 0x8;
    pub(crate) const PRIORITY: u8 = 0x20;
}

/// The head of a frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Head {
    pub(crate) len: u32,
    pub(crate) kind: u8,
    pub(crate) flags: u8,
    /// 0 for the connection as a whole. The reserved bit is ignored.
    pub(crate) stream: u32,
}

impl Head {
    pub(crate) fn has(self, flag: u8) -> bool {
        self.flags & flag != 0
    }

    /// The length of head and payload.
    pub(crate) fn frame_len(self) -> usize {
        HEAD_LEN + self.len as usize
    }

    fn parse(bytes: &[u8; HEAD_LEN]) -> Self {
        let &[l0, l1, l2, kind, flags, s0, s1, s2, s3] = bytes;
        Self {
            len: u32::from_be_bytes([0, l0, l1, l2]),
            kind,
            flags,
            stream: u32::from_be_bytes([s0, s1, s2, s3]) & 0x7fff_ffff,
        }
    }
}

/// The head of the frame that what was read begins with; `None` while that is not complete.
///
/// # Errors
///
/// If the frame is longer than `max_len`: "An endpoint MUST send an error code of FRAME_SIZE_ERROR
/// if a frame exceeds the size defined in SETTINGS_MAX_FRAME_SIZE". For all such frames that ends
/// the connection, since their payload is not waited for.
pub(crate) fn next(input: &[u8], max_len: u32) -> Result<Option<Head>, ConnectionError> {
    let Some(head) = input.first_chunk().map(Head::parse) else { return Ok(None) };
    if head.len > max_len {
        return Err(ConnectionError::frame_size("a frame is longer than SETTINGS_MAX_FRAME_SIZE"));
    }
    Ok((input.len() >= head.frame_len()).then_some(head))
}

/// Where in the payload of a DATA or HEADERS frame that is which is no padding:
/// [section 6.1](https://www.rfc-editor.org/rfc/rfc9113#section-6.1).
pub(crate) fn unpadded(head: Head, payload: &[u8]) -> Result<Range<usize>, ConnectionError> {
    if !head.has(flag::PADDED) {
        return Ok(0..payload.len());
    }
    let Some(&padding) = payload.first() else {
        // "too small to contain mandatory frame data": section 4.2.
        return Err(ConnectionError::frame_size("a padded frame without Pad Length"));
    };
    match payload.len().checked_sub(usize::from(padding)) {
        Some(end) if end > 0 => Ok(1..end),
        // "If the length of the padding is the length of the frame payload or greater, the
        // recipient MUST treat this as a connection error of type PROTOCOL_ERROR."
        _ => Err(ConnectionError::protocol("padding is longer than its frame")),
    }
}

/// The priority fields of HEADERS, which nobody heeds: only that they are there is checked.
///
/// A stream that depends on itself was an error in RFC 7540; RFC 9113 has dropped the scheme.
pub(crate) fn skip_priority(head: Head, payload: &[u8]) -> Result<&[u8], ConnectionError> {
    if !head.has(flag::PRIORITY) {
        return Ok(payload);
    }
    let short = ConnectionError::frame_size("HEADERS ends within its priority fields");
    payload.get(5..).ok_or(short)
}

/// The payload of RST_STREAM: [section 6.4](https://www.rfc-editor.org/rfc/rfc9113#section-6.4).
pub(crate) fn rst_stream(payload: &[u8]) -> Result<Reason, ConnectionError> {
    match payload.try_into() {
        Ok(code) => Ok(Reason(u32::from_be_bytes(code))),
        Err(_) => Err(ConnectionError::frame_size("RST_STREAM is not 4 bytes long")),
    }
}

/// The payload of WINDOW_UPDATE, which may be the error 0:
/// [section 6.9](https://www.rfc-editor.org/rfc/rfc9113#section-6.9).
pub(crate) fn window_update(payload: &[u8]) -> Result<u32, ConnectionError> {
    match payload.try_into() {
        Ok(increment) => Ok(u32::from_be_bytes(increment) & 0x7fff_ffff),
        Err(_) => Err(ConnectionError::frame_size("WINDOW_UPDATE is not 4 bytes long")),
    }
}

/// The payload of PING: [section 6.7](https://www.rfc-editor.org/rfc/rfc9113#section-6.7).
pub(crate) fn ping(payload: &[u8]) -> Result<[u8; 8], ConnectionError> {
    payload.try_into().map_err(|_| ConnectionError::frame_size("PING is not 8 bytes long"))
}

/// The payload of GOAWAY: the last stream, why, and the debug data.
/// [section 6.8](https://www.rfc-editor.org/rfc/rfc9113#section-6.8).
pub(crate) fn goaway(mut payload: &[u8]) -> Result<(u32, Reason, &[u8]), ConnectionError> {
    if payload.len() < 8 {
        return Err(ConnectionError::frame_size("GOAWAY is shorter than 8 bytes"));
    }
    let last = payload.get_u32() & 0x7fff_ffff;
    let reason = Reason(payload.get_u32());
    Ok((last, reason, payload))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_frame_is_taken_when_it_is_complete() {
        let bytes = [0, 0, 2, kind::PING, 0xff, 0x80, 0, 0, 5, b'a', b'b', 0];
        for len in 0..11 {
            assert_eq!(next(&bytes[..len], 2), Ok(None), "{len}");
        }
        let head = Head { len: 2, kind: kind::PING, flags: 0xff, stream: 5 };
        assert_eq!(next(&bytes[..11], 2), Ok(Some(head)));
        assert_eq!((next(&bytes, 2), head.frame_len()), (Ok(Some(head)), 11));
    }

    #[test]
    fn a_frame_that_is_too_long_is_not_waited_for() {
        let input = [0, 0x40, 1, kind::DATA, 0, 0, 0, 0, 1];
        let error = next(&input, MIN_MAX_FRAME_SIZE).unwrap_err();
        assert_eq!(error.reason, Reason::FRAME_SIZE_ERROR);
    }

    #[test]
    fn padding_is_less_than_its_frame() {
        let padded = Head { len: 0, kind: kind::DATA, flags: flag::PADDED, stream: 1 };
        for (payload, data) in [
            (&[0][..], Some(&b""[..])),
            (&[0, b'a'], Some(b"a")),
            (&[2, b'a', 0, 0], Some(b"a")),
            (&[2, 0, 0], Some(b"")),
            (&[3, 0, 0], None),
            (&[], None),
        ] {
            let range = unpadded(padded, payload);
            assert_eq!(range.ok().map(|range| &payload[range]), data, "{payload:?}");
        }
        let plain = Head { flags: 0, ..padded };
        assert_eq!(unpadded(plain, &[9]), Ok(0..1));
    }
}
