//! No bytes make the decoder panic.
#![no_main]
#[path = "../../runtime/tests/codec_support/mod.rs"]
mod messages;
use strait::{Message, well_known};

libfuzzer_sys::fuzz_target!(|input: &[u8]| {
    let bytes = bytes::Bytes::copy_from_slice(input);
    let _ = messages::Maps::decode(bytes.clone());
    let _ = messages::Narrow::decode(bytes.clone());
    let _ = messages::Optionals::decode(bytes.clone());
    let _ = messages::Tree::decode(bytes.clone()).map_err(|error| error.to_string());
    let _ = well_known::Struct::decode(bytes);
});
