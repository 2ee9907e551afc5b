//! Metadata and statuses in strait's words and in the suite's.

use base64::{
    Engine as _, alphabet,
    engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig},
};
use strait::{
    Enumeration as _, Metadata, MetadataValue, Status,
    well_known::{Any, RpcStatus},
};

use super::{
    config::Code,
    service::{Error, Header},
};

/// The suite writes the values of `-bin` keys as they are on the wire.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &alphabet::STANDARD,
    GeneralPurposeConfig::new()
        .with_encode_padding(false)
        .with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// Metadata in the suite's words, all values of a key together.
#[must_use]
pub fn headers_of(metadata: &Metadata) -> Vec<Header> {
    let mut headers: Vec<Header> = Vec::new();
    for (key, value) in metadata.iter() {
        let value = match value {
            MetadataValue::Ascii(text) => text.into_owned(),
            MetadataValue::Binary(bytes) => BASE64.encode(bytes),
        };
        match headers.iter_mut().find(|header| header.name == key) {
            Some(header) => header.value.push(value),
            None => headers.push(Header { name: key.to_owned(), value: vec![value] }),
        }
    }
    headers
}

/// The value of a header.
#[derive(Clone, Debug)]
pub enum Value<'a> {
    /// Of an ordinary key.
    Ascii(&'a str),
    /// Of a `-bin` key.
    Binary(Vec<u8>),
}

/// The pairs that headers in the suite's words stand for.
///
/// # Errors
///
/// If a value of a `-bin` key is not base64.
pub fn pairs(headers: &[Header]) -> Result<Vec<(&str, Value<'_>)>, base64::DecodeError> {
    let lines = headers
        .iter()
        .flat_map(|header| header.value.iter().map(|value| (header.name.as_str(), value.as_str())));
    let pairs = lines.map(|(name, value)| {
        let value = if name.ends_with("-bin") {
            Value::Binary(BASE64.decode(value)?)
        } else {
            Value::Ascii(value)
        };
        Ok((name, value))
    });
    pairs.collect()
}

/// The status that a handler is asked to fail with, and one more detail if there is any.
#[must_use]
pub fn status_of(error: Error, detail: Option<Any>) -> Status {
    Status::from(RpcStatus {
        code: error.code.number(),
        message: error.message.unwrap_or_default(),
        details: error.details.into_iter().chain(detail).collect(),
    })
}

/// A status in the suite's words.
#[must_use]
pub fn error_of(status: &Status) -> Error {
    Error {
        code: Code::from_number(status.code().number()).unwrap_or_default(),
        message: Some(status.message().to_owned()),
        details: RpcStatus::from(status).details,
    }
}
