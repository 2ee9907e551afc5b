//! Snappy in its framing format: <https://github.com/google/snappy/blob/main/framing_format.txt>.

use std::io::Write as _;

use snap::{read::FrameDecoder, write::FrameEncoder};

use super::{Broken, read_at_most};

pub(super) fn compress(message: &[u8], out: &mut Vec<u8>) -> Result<(), Broken> {
    let mut encoder = FrameEncoder::new(out);
    encoder.write_all(message)?;
    Ok(encoder.flush()?)
}

/// What follows the end of a stream can only be more chunks of it.
pub(super) fn decompress(data: &[u8], at_most: usize) -> Result<Vec<u8>, Broken> {
    Ok(read_at_most(&mut FrameDecoder::new(data), data.len(), at_most)?)
}
