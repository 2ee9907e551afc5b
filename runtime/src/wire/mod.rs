//! gRPC's own layer on the wire, as pure functions over bytes: no HTTP library, no I/O, no clock.
//!
//! The rules come from
//! <https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-HTTP2.md>, quoted where they are
//! obeyed. `transport` turns an HTTP/2 library's headers into calls of these functions.

mod encoding;
mod frame;
mod percent;
#[cfg(test)]
mod properties;
#[cfg(feature = "server")]
pub(crate) mod request;
#[cfg(feature = "client")]
pub(crate) mod response;
mod timeout;
#[cfg(feature = "server")]
pub(crate) mod trailers;

pub(crate) use encoding::{Encoding, Encodings};
pub(crate) use frame::{Frame, FrameDecoder};
pub(crate) use percent::decode as percent_decode;
pub(crate) use percent::encode_at_most as percent_encode_at_most;
pub(crate) use timeout::format as format_timeout;
pub(crate) use timeout::parse as parse_timeout;

/// The `content-type` we send.
pub(crate) const CONTENT_TYPE: &str = "application/grpc";

/// Whether a `content-type` is gRPC's: `application/grpc`, alone or followed by `+` and a codec or
/// by `;` and parameters. `application/grpc-web` is another protocol.
pub(crate) fn is_grpc(content_type: &[u8]) -> bool {
    let base = CONTENT_TYPE.as_bytes();
    match content_type.split_at_checked(base.len()) {
        Some((start, rest)) => {
            start.eq_ignore_ascii_case(base) && matches!(rest.first(), None | Some(b'+' | b';'))
        }
        None => false,
    }
}

/// Whether a gRPC `content-type` names the protobuf codec, which is also the default.
pub(crate) fn is_protobuf(content_type: &[u8]) -> bool {
    let codec = content_type.get(CONTENT_TYPE.len()..).unwrap_or_default();
    match codec.strip_prefix(b"+") {
        None => true,
        Some(codec) => {
            let name = codec.split(|&b| b == b';').next().unwrap_or_default();
            name.trim_ascii().eq_ignore_ascii_case(b"proto")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn grpc_content_types_are_told_from_their_neighbours() {
        for yes in ["application/grpc", "application/grpc+proto", "application/grpc;charset=utf-8"]
        {
            assert!(is_grpc(yes.as_bytes()), "{yes}");
        }
        for no in ["", "application/grp", "application/grpc-web", "application/grpcx", "text/html"]
        {
            assert!(!is_grpc(no.as_bytes()), "{no}");
        }
    }

    #[test]
    fn protobuf_is_the_default_codec() {
        for yes in ["application/grpc", "application/grpc+proto", "application/grpc+proto;x=1"] {
            assert!(is_protobuf(yes.as_bytes()), "{yes}");
        }
        for no in ["application/grpc+json", "application/grpc+", "application/grpc+proto2"] {
            assert!(!is_protobuf(no.as_bytes()), "{no}");
        }
    }
}
