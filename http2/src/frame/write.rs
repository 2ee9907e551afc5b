//! Writes frames into a buffer.

use bytes::{BufMut as _, BytesMut};

use super::{HEAD_LEN, flag, kind};
use crate::Reason;

/// The head of a frame with a payload of `len` bytes, which fit into 24 bits.
pub(crate) fn head(out: &mut BytesMut, len: usize, kind: u8, flags: u8, stream: u32) {
    debug_assert!(len < 1 << 24, "a payload of {len} bytes");
    let [_, l0, l1, l2] = (len as u32).to_be_bytes();
    let [s0, s1, s2, s3] = stream.to_be_bytes();
    out.put_slice(&[l0, l1, l2, kind, flags, s0, s1, s2, s3]);
}

pub(crate) fn rst_stream(out: &mut BytesMut, stream: u32, reason: Reason) {
    head(out, 4, kind::RST_STREAM, 0, stream);
    out.put_u32(reason.0);
}

pub(crate) fn window_update(out: &mut BytesMut, stream: u32, increment: u32) {
    head(out, 4, kind::WINDOW_UPDATE, 0, stream);
    out.put_u32(increment);
}

pub(crate) fn ping(out: &mut BytesMut, payload: [u8; 8], ack: bool) {
    head(out, 8, kind::PING, if ack { flag::ACK } else { 0 }, 0);
    out.put_slice(&payload);
}

pub(crate) fn settings_ack(out: &mut BytesMut) {
    head(out, 0, kind::SETTINGS, flag::ACK, 0);
}

pub(crate) fn goaway(out: &mut BytesMut, last: u32, reason: Reason, debug: &str) {
    head(out, 8 + debug.len(), kind::GOAWAY, 0, 0);
    out.put_u32(last);
    out.put_u32(reason.0);
    out.put_slice(debug.as_bytes());
}

/// Makes HEADERS, and CONTINUATION where one frame is too short, of the header block that begins
/// at `start`, where room for the first head was left:
/// [RFC 9113, section 4.3](https://www.rfc-editor.org/rfc/rfc9113#section-4.3).
pub(crate) fn headers(
    out: &mut BytesMut,
    start: usize,
    stream: u32,
    end_stream: bool,
    max_len: usize,
) {
    let flags = if end_stream { flag::END_STREAM } else { 0 };
    let block = out.len() - start - HEAD_LEN;
    if block <= max_len {
        return patch_head(out, start, block, kind::HEADERS, flags | flag::END_HEADERS, stream);
    }
    let rest = out.split_off(start + HEAD_LEN + max_len);
    patch_head(out, start, max_len, kind::HEADERS, flags, stream);
    let pieces = rest.chunks(max_len);
    let last = pieces.len() - 1;
    for (at, piece) in pieces.enumerate() {
        let flags = if at == last { flag::END_HEADERS } else { 0 };
        head(out, piece.len(), kind::CONTINUATION, flags, stream);
        out.put_slice(piece);
    }
}

fn patch_head(out: &mut BytesMut, start: usize, len: usize, kind: u8, flags: u8, stream: u32) {
    let [_, l0, l1, l2] = (len as u32).to_be_bytes();
    let [s0, s1, s2, s3] = stream.to_be_bytes();
    if let Some(head) = out.get_mut(start..start + HEAD_LEN) {
        head.copy_from_slice(&[l0, l1, l2, kind, flags, s0, s1, s2, s3]);
    }
}
