//! What was decoded once is encoded to the same bytes ever after.
#![no_main]
#[path = "../../runtime/tests/codec_support/mod.rs"]
mod messages;
use messages::{Lists, Optionals, Proxy, Scalars, Tree};

fn check<M: strait::Message>(input: &[u8]) {
    let Ok(message) = M::decode(bytes::Bytes::copy_from_slice(input)) else { return };
    let encoded = message.encode_to_bytes();
    assert_eq!(M::decode(encoded.clone()).expect("our own bytes").encode_to_bytes(), encoded);
}
libfuzzer_sys::fuzz_target!(|input: &[u8]| {
    let checks = [check::<Lists>, check::<Optionals>, check::<Proxy>, check::<Scalars>, check::<Tree>];
    checks.iter().for_each(|check| check(input));
});
