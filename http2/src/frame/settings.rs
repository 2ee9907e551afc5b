//! The payload of SETTINGS: [RFC 9113, section 6.5](https://www.rfc-editor.org/rfc/rfc9113#section-6.5).

use bytes::{BufMut as _, BytesMut};

use super::{MAX_MAX_FRAME_SIZE, MIN_MAX_FRAME_SIZE, flag, kind, write};
use crate::{ConnectionError, Reason, flow::MAX_WINDOW};

pub(crate) const HEADER_TABLE_SIZE: u16 = 1;
pub(crate) const ENABLE_PUSH: u16 = 2;
pub(crate) const MAX_CONCURRENT_STREAMS: u16 = 3;
pub(crate) const INITIAL_WINDOW_SIZE: u16 = 4;
pub(crate) const MAX_FRAME_SIZE: u16 = 5;
pub(crate) const MAX_HEADER_LIST_SIZE: u16 = 6;

/// The settings that a frame has, in its order, each checked. Unknown ones are ignored, as section
/// 6.5.2 demands.
///
/// # Errors
///
/// If the frame is no list of settings, or a value is not allowed.
pub(crate) fn parse(
    payload: &[u8],
    mut each: impl FnMut(u16, u32) -> Result<(), ConnectionError>,
) -> Result<(), ConnectionError> {
    let (settings, rest) = payload.as_chunks::<6>();
    if !rest.is_empty() {
        return Err(ConnectionError::frame_size("SETTINGS ends within a setting"));
    }
    for &[i0, i1, v0, v1, v2, v3] in settings {
        let (id, value) = (u16::from_be_bytes([i0, i1]), u32::from_be_bytes([v0, v1, v2, v3]));
        check(id, value)?;
        each(id, value)?;
    }
    Ok(())
}

fn check(id: u16, value: u32) -> Result<(), ConnectionError> {
    match id {
        // "Any value other than 0 or 1 MUST be treated as a connection error": section 6.5.2.
        ENABLE_PUSH if value > 1 => {
            Err(ConnectionError::protocol("SETTINGS_ENABLE_PUSH is neither 0 nor 1"))
        }
        INITIAL_WINDOW_SIZE if value > MAX_WINDOW => Err(ConnectionError::new(
            Reason::FLOW_CONTROL_ERROR,
            "SETTINGS_INITIAL_WINDOW_SIZE is larger than a window can be",
        )),
        MAX_FRAME_SIZE if !(MIN_MAX_FRAME_SIZE..=MAX_MAX_FRAME_SIZE).contains(&value) => {
            Err(ConnectionError::protocol("SETTINGS_MAX_FRAME_SIZE is out of its range"))
        }
        _ => Ok(()),
    }
}

/// Writes SETTINGS.
pub(crate) fn write(out: &mut BytesMut, settings: &[(u16, u32)]) {
    write::head(out, settings.len() * 6, kind::SETTINGS, 0, 0);
    for &(id, value) in settings {
        out.put_u16(id);
        out.put_u32(value);
    }
}

/// Whether a SETTINGS frame acknowledges ours: it has no payload then.
///
/// # Errors
///
/// If it has one.
pub(crate) fn is_ack(head: super::Head) -> Result<bool, ConnectionError> {
    if !head.has(flag::ACK) {
        return Ok(false);
    }
    match head.len {
        0 => Ok(true),
        _ => Err(ConnectionError::frame_size("SETTINGS with ACK has a payload")),
    }
}
