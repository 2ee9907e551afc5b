//! No bytes make a decompressor panic, or give more than the limit.
#![no_main]
use strait::{__private::fuzz::decompress, Compression};

const LIMIT: usize = 64 * 1024;

libfuzzer_sys::fuzz_target!(|input: &[u8]| {
    for compression in Compression::all() {
        let message = decompress(*compression, input, LIMIT).unwrap_or_default();
        assert!(message.len() <= LIMIT, "{compression:?}");
    }
});
