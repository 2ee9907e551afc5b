//! No frames make the engine panic, or write what HTTP/2 does not allow, on either side.
#![no_main]
#[path = "../../http2/tests/fuzzed/frames.rs"]
mod frames;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| frames::run(bytes));
