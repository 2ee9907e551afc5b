//! What the HPACK encoder writes is what the decoder reads.
#![no_main]
#[expect(dead_code, reason = "the tests use the rest")]
#[path = "../../http2/tests/fuzzed/hpack.rs"]
mod hpack;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| hpack::roundtrip(bytes));
