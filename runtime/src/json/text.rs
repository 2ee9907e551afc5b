//! Strings, and bytes in base64.

use std::{borrow::Cow, fmt};

use base64::{
    Engine as _, alphabet,
    engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig},
    prelude::BASE64_STANDARD,
};
use bytes::Bytes;
use serde::{
    Deserializer, Serializer,
    de::{Error, Unexpected, Visitor},
};

use super::{Context, JsonKey, JsonValue, field::singular_json};
use crate::message::{ByteStr, Plain, Wrapper};

/// Strings: how they are made of a `&str` and of a `String`.
macro_rules! strings {
    ($($type:ty as $($encoding:ty),*;)*) => {$($(
        impl JsonValue<$encoding> for $type {
            fn write_json<S: Serializer>(
                &self,
                serializer: S,
                _: &Context<'_>,
            ) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self)
            }

            fn read_json<'de, D: Deserializer<'de>>(
                deserializer: D,
                cx: &Context<'_>,
            ) -> Result<Option<Self>, D::Error> {
                Ok(Some(read_string(deserializer, cx)?.into()))
            }
        }
    )*)*};
}

strings! {
    String as Plain, Wrapper;
    ByteStr as Plain, Wrapper;
}

singular_json!([] String, Plain);
singular_json!([] ByteStr, Plain);

macro_rules! string_keys {
    ($($type:ty)*) => {$(
        impl JsonKey for $type {
            fn to_text(&self) -> Cow<'_, str> {
                Cow::Borrowed(self)
            }

            fn from_text(text: &str) -> Result<Self, Cow<'static, str>> {
                Ok(text.to_owned().into())
            }
        }
    )*};
}

string_keys!(String ByteStr);

pub(super) fn read_string<'de, D: Deserializer<'de>>(
    deserializer: D,
    cx: &Context<'_>,
) -> Result<String, D::Error> {
    struct StringVisitor<'a>(&'a Context<'a>);

    impl Visitor<'_> for StringVisitor<'_> {
        type Value = String;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            self.0.expect(f, "a string")
        }

        fn visit_str<E: Error>(self, text: &str) -> Result<String, E> {
            Ok(text.to_owned())
        }

        fn visit_string<E: Error>(self, text: String) -> Result<String, E> {
            Ok(text)
        }
    }

    deserializer.deserialize_string(StringVisitor(cx))
}

/// Reads a string of which something else is made; `what` is that, and `parse` says what is wrong
/// with a string that it cannot be made of.
pub(super) fn read_parsed<'de, D, T, P>(
    deserializer: D,
    what: &'static str,
    cx: &Context<'_>,
    parse: fn(&str) -> Result<T, P>,
) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    P: fmt::Display,
{
    struct Parsed<'a, T, P> {
        what: &'static str,
        cx: &'a Context<'a>,
        parse: fn(&str) -> Result<T, P>,
    }

    impl<T, P: fmt::Display> Visitor<'_> for Parsed<'_, T, P> {
        type Value = T;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            self.cx.expect(f, self.what)
        }

        fn visit_str<E: Error>(self, text: &str) -> Result<T, E> {
            (self.parse)(text).map_err(|problem| {
                let what = self.what;
                self.cx.read_error(format_args!("{text:?} {problem}, expected {what}"))
            })
        }
    }

    deserializer.deserialize_str(Parsed { what, cx, parse })
}

/// The bytes types, and how they are made of a vector.
macro_rules! bytes {
    ($($type:ty as $($encoding:ty),*;)*) => {$($(
        impl JsonValue<$encoding> for $type {
            fn write_json<S: Serializer>(
                &self,
                serializer: S,
                _: &Context<'_>,
            ) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(&BASE64_STANDARD.encode(self))
            }

            fn read_json<'de, D: Deserializer<'de>>(
                deserializer: D,
                cx: &Context<'_>,
            ) -> Result<Option<Self>, D::Error> {
                Ok(Some(read_bytes(deserializer, cx)?.into()))
            }
        }
    )*)*};
}

bytes! {
    Vec<u8> as Plain, Wrapper;
    Bytes as Plain, Wrapper;
}

singular_json!([] Vec<u8>, Plain);
singular_json!([] Bytes, Plain);

impl<const N: usize> JsonValue<Plain> for [u8; N] {
    fn write_json<S: Serializer>(&self, serializer: S, _: &Context<'_>) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&BASE64_STANDARD.encode(self))
    }

    fn read_json<'de, D: Deserializer<'de>>(
        deserializer: D,
        cx: &Context<'_>,
    ) -> Result<Option<Self>, D::Error> {
        let bytes = read_bytes(deserializer, cx)?;
        bytes.try_into().map(Some).map_err(|bytes: Vec<u8>| {
            cx.read_error(format_args!("there are {} bytes, expected {N}", bytes.len()))
        })
    }
}

singular_json!([const N: usize] [u8; N], Plain);

/// Reads base64 in either alphabet, with padding or without.
fn read_bytes<'de, D: Deserializer<'de>>(
    deserializer: D,
    cx: &Context<'_>,
) -> Result<Vec<u8>, D::Error> {
    struct BytesVisitor<'a>(&'a Context<'a>);

    impl Visitor<'_> for BytesVisitor<'_> {
        type Value = Vec<u8>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            self.0.expect(f, "bytes in base64")
        }

        fn visit_str<E: Error>(self, text: &str) -> Result<Vec<u8>, E> {
            let engine = if text.contains(['-', '_']) { &URL_SAFE } else { &STANDARD };
            engine.decode(text).map_err(|_| E::invalid_value(Unexpected::Str(text), &self))
        }
    }

    deserializer.deserialize_str(BytesVisitor(cx))
}

// "Either standard or URL-safe base64 encoding with/without paddings are accepted."
// <https://protobuf.dev/programming-guides/json/>
const LENIENT: GeneralPurposeConfig = GeneralPurposeConfig::new()
    .with_decode_allow_trailing_bits(true)
    .with_decode_padding_mode(DecodePaddingMode::Indifferent);
const STANDARD: GeneralPurpose = GeneralPurpose::new(&alphabet::STANDARD, LENIENT);
const URL_SAFE: GeneralPurpose = GeneralPurpose::new(&alphabet::URL_SAFE, LENIENT);
