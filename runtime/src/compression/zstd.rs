//! Zstandard.

use std::cell::RefCell;

use zstd::{
    stream::read::Decoder,
    zstd_safe::{CCtx, compress_bound, get_error_name},
};

use super::{Broken, read_at_most};

/// The largest window that is taken, 8 MiB: what RFC 8878 recommends, and RFC 9659 makes the rule
/// for HTTP. It is the memory that one message being decompressed can ask for.
const MAX_WINDOW_LOG: u32 = 23;

thread_local! {
    // Made once a thread: it is over a mebibyte. Each frame begins anew.
    static COMPRESSOR: RefCell<Option<CCtx<'static>>> = const { RefCell::new(None) };
}

pub(super) fn compress(message: &[u8], out: &mut Vec<u8>) -> Result<(), Broken> {
    COMPRESSOR.with_borrow_mut(|compressor| {
        let compressor = match compressor {
            Some(compressor) => compressor,
            None => compressor.insert(CCtx::try_create().ok_or("out of memory")?),
        };
        let mut compressed = Vec::with_capacity(compress_bound(message.len()));
        let level = zstd::DEFAULT_COMPRESSION_LEVEL;
        compressor.compress(&mut compressed, message, level).map_err(get_error_name)?;
        out.extend_from_slice(&compressed);
        Ok(())
    })
}

/// Frames may follow each other, as RFC 8878 has it.
pub(super) fn decompress(data: &[u8], at_most: usize) -> Result<Vec<u8>, Broken> {
    let mut decoder = Decoder::with_buffer(data)?;
    decoder.window_log_max(MAX_WINDOW_LOG)?;
    Ok(read_at_most(&mut decoder, data.len(), at_most)?)
}
