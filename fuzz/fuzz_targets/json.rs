//! What is read from JSON is written as JSON that is read as the same.
#![no_main]
#[path = "../../runtime/tests/codec_support/mod.rs"]
mod messages;
use strait::{json, well_known};

fn comes_back<M: json::JsonMessage>(text: &str) {
    let Ok(message) = json::from_str::<M>(text) else { return };
    let text = json::to_string(&message).expect("what was read has a form");
    let again = json::from_str::<M>(&text).expect("our own JSON").encode_to_bytes();
    assert!(again.len() == message.encode_to_bytes().len(), "{text}");
}

libfuzzer_sys::fuzz_target!(|text: &str| {
    comes_back::<messages::Maps>(text);
    comes_back::<messages::Optionals>(text);
    comes_back::<messages::Tree>(text);
    comes_back::<well_known::RpcStatus>(text);
    comes_back::<well_known::Value>(text);
});
