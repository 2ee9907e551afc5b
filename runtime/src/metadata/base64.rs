//! Base64 as gRPC uses it: the standard alphabet, written without padding, read with or without.

use base64::{
    Engine as _,
    alphabet::STANDARD,
    engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig},
};
use bytes::Bytes;

/// "Implementations MUST accept padded and un-padded values and should emit un-padded values."
/// <https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-HTTP2.md>
const ENGINE: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new()
        .with_encode_padding(false)
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true),
);

pub(crate) fn encode(bytes: &[u8]) -> String {
    ENGINE.encode(bytes)
}

/// Optional white space around a list element belongs to the list, not to the value.
pub(super) fn decode(text: &[u8]) -> Result<Bytes, base64::DecodeError> {
    ENGINE.decode(text.trim_ascii()).map(Bytes::from)
}
