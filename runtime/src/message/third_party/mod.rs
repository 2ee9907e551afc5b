//! Types of other crates, each behind the feature with the crate's name.
//!
//! A point in time is a `google.protobuf.Timestamp`, or with `#[tag(n, string)]` RFC 3339 text; a
//! UUID is sixteen bytes, or text. A type that also has a time zone is written in UTC.

#[cfg(feature = "chrono")]
mod chrono;
#[cfg(feature = "jiff")]
mod jiff;
#[cfg(feature = "time")]
mod time;
#[cfg(feature = "uuid")]
mod uuid;

/// A type with a text form.
#[cfg(any(feature = "chrono", feature = "jiff", feature = "time", feature = "uuid"))]
pub(crate) trait TextForm: Sized {
    fn to_text(&self) -> String;

    /// Reads the text, or says what it is not.
    fn from_text(text: &str) -> Result<Self, &'static str>;
}

/// Implements the encoding [`Text`](super::Text): how the type is written, and how it is read,
/// with what to say of a text that is not one.
#[cfg(any(feature = "chrono", feature = "jiff", feature = "time", feature = "uuid"))]
macro_rules! text {
    ($type:ty, $empty:expr, $write:expr, $read:expr, $problem:literal) => {
        impl $crate::message::TextForm for $type {
            fn to_text(&self) -> String {
                let write: fn(&$type) -> String = $write;
                write(self)
            }

            fn from_text(text: &str) -> Result<Self, &'static str> {
                let read: fn(&str) -> Option<$type> = $read;
                read(text).ok_or($problem)
            }
        }

        impl $crate::message::Value<$crate::message::Text> for $type {
            const WIRE_TYPE: $crate::message::WireType = $crate::message::WireType::Len;

            fn empty() -> Self {
                $empty
            }

            fn is_empty(&self) -> bool {
                *self == $empty
            }

            fn value_len(&self, _: &mut $crate::message::Sizes) -> usize {
                $crate::message::prefixed_len($crate::message::TextForm::to_text(self).len())
            }

            fn encode_value(&self, out: &mut $crate::message::Writer<'_>) {
                out.slice($crate::message::TextForm::to_text(self).as_bytes());
            }

            fn merge_value(
                &mut self,
                reader: &mut $crate::message::Reader<'_>,
            ) -> Result<(), $crate::message::DecodeError> {
                *self = $crate::message::TextForm::from_text(reader.str()?)
                    .map_err($crate::message::DecodeError::invalid)?;
                Ok(())
            }

            fn describe(_: &mut $crate::schema::Schema) -> $crate::schema::FieldType {
                $crate::schema::FieldType::Scalar($crate::schema::ScalarType::String)
            }
        }

        impl $crate::message::Element<$crate::message::Text> for $type {}

        $crate::message::field::singular_field!([] $type, $crate::message::Text);
    };
}

#[cfg(any(feature = "chrono", feature = "jiff", feature = "time", feature = "uuid"))]
use text;
