//! Which keys and values metadata may have.

use std::{borrow::Cow, fmt};

use crate::Status;

/// A key or value that metadata cannot carry; the text says which and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvalidMetadata(String);

impl InvalidMetadata {
    pub(super) fn not_binary(key: &str) -> Self {
        Self(format!("metadata key `{key}` takes bytes only if it ends in `-bin`"))
    }

    pub(super) fn too_large(key: &str, size: usize) -> Self {
        Self(format!(
            "with `{key}` metadata has {size} bytes, and peers take {}: send it in a message",
            super::Metadata::MAX_SIZE
        ))
    }

    pub(crate) fn already_sent() -> Self {
        Self("initial metadata has been sent; set it before the first message".to_owned())
    }
}

impl fmt::Display for InvalidMetadata {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for InvalidMetadata {}

/// INTERNAL: the pair was made on this side.
impl From<InvalidMetadata> for Status {
    fn from(invalid: InvalidMetadata) -> Self {
        Self::internal(invalid.to_string())
    }
}

/// The key in lower case.
///
/// "Header-Name → 1*( %x30-39 / %x61-7A / "_" / "-" / ".") ; 0-9 a-z _ - ." and "Header names
/// starting with "grpc-" but not listed here are reserved for future gRPC use and should not be
/// used by applications as Custom-Metadata."
/// <https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-HTTP2.md>
///
/// "Field names MUST be converted to lowercase when constructing an HTTP/2 message."
/// <https://www.rfc-editor.org/rfc/rfc9113#section-8.2>
pub(super) fn check(key: &str) -> Result<Cow<'_, str>, InvalidMetadata> {
    let allowed = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.');
    if key.is_empty() || !key.bytes().all(allowed) {
        return Err(InvalidMetadata(format!(
            "metadata key `{}` may have only letters, digits, `-`, `_` and `.`",
            key.escape_debug()
        )));
    }
    let key = if key.bytes().any(|b| b.is_ascii_uppercase()) {
        Cow::Owned(key.to_ascii_lowercase())
    } else {
        Cow::Borrowed(key)
    };
    if is_reserved(key.as_bytes()) || key == "user-agent" {
        return Err(InvalidMetadata(format!("metadata key `{key}` belongs to the protocol")));
    }
    Ok(key)
}

pub(super) fn check_ascii(key: &str, value: &str) -> Result<(), InvalidMetadata> {
    if super::is_binary(key) {
        return Err(InvalidMetadata(format!(
            "metadata key `{key}` ends in `-bin` and takes bytes: use the `_bin` method"
        )));
    }
    if !value.bytes().all(|b| (0x20..=0x7e).contains(&b)) {
        return Err(InvalidMetadata(format!(
            "value of metadata key `{key}` is not printable ASCII: use a `-bin` key for other text"
        )));
    }
    if value.starts_with(' ') || value.ends_with(' ') {
        return Err(InvalidMetadata(format!(
            "value of metadata key `{key}` begins or ends with a space, which peers may drop"
        )));
    }
    Ok(())
}

/// Keys that carry the protocol itself or that HTTP/2 forbids; users neither see nor set them.
///
/// "An endpoint MUST NOT generate an HTTP/2 message containing connection-specific header fields."
/// <https://www.rfc-editor.org/rfc/rfc9113#section-8.2.2>
pub(crate) fn is_reserved(key: &[u8]) -> bool {
    key.starts_with(b"grpc-")
        || matches!(
            key,
            b"content-type"
                | b"te"
                | b"content-length"
                | b"host"
                | b"connection"
                | b"keep-alive"
                | b"proxy-connection"
                | b"transfer-encoding"
                | b"upgrade"
        )
}
