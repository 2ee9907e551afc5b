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

/// Implements the encoding [`Text`](super::Text): how the type is written, and how it is read,
/// with what to say of a text that is not one.
#[cfg(any(feature = "chrono", feature = "jiff", feature = "time", feature = "uuid"))]
macro_rules! text {
    ($type:ty, $empty:expr, $write:expr, $read:expr, $problem:literal) => {
        impl $crate::message::Value<$crate::message::Text> for $type {
            const WIRE_TYPE: $crate::message::WireType = $crate::message::WireType::Len;

            fn empty() -> Self {
                $empty
            }

            fn is_empty(&self) -> bool {
                *self == $empty
            }

            fn value_len(&self, _: &mut $crate::message::Sizes) -> usize {
                let write: fn(&$type) -> String = $write;
                $crate::message::prefixed_len(write(self).len())
            }

            fn encode_value(&self, out: &mut $crate::message::Writer<'_>) {
                let write: fn(&$type) -> String = $write;
                out.slice(write(self).as_bytes());
            }

            fn merge_value(
                &mut self,
                reader: &mut $crate::message::Reader<'_>,
            ) -> Result<(), $crate::message::DecodeError> {
                let read: fn(&str) -> Option<$type> = $read;
                *self = read(reader.str()?)
                    .ok_or_else(|| $crate::message::DecodeError::invalid($problem))?;
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
