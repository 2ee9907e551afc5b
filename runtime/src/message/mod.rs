//! The protobuf wire codec: traits that the derives implement, and their implementations for
//! Rust's own types.
//!
//! Three layers, each told apart by trait dispatch and never by how a type is spelled:
//! a [`Value`] is what stands behind one tag (`i32`, `String`, a message, an enum); a [`Field`] is
//! what a struct's field holds (a value, `Option`, `Vec`, a map); a [`Message`] is a struct.
//! The type parameter of the first two is the encoding: [`Plain`], [`Sint`], [`Fixed`], …

mod byte_str;
mod encoding;
mod enumeration;
mod error;
mod field;
mod map;
mod nested;
mod options;
mod reader;
mod repeated;
mod scalar;
mod text;
mod third_party;
mod traits;
mod unknown;
pub mod well_known;
pub(crate) mod writer;

pub use byte_str::ByteStr;
pub use encoding::{Delimited, Fixed, Plain, Sint, Tag, Text, Unpacked, WireType, Wrapper};
pub use enumeration::Open;
pub use error::{DecodeError, DecodeErrorKind};
#[doc(hidden)]
pub use field::kind_of_values;
pub use options::DecodeOptions;
pub use reader::Reader;
#[cfg(any(feature = "chrono", feature = "jiff", feature = "time", feature = "uuid"))]
pub(crate) use third_party::TextForm;
pub use traits::{Decode, Element, Encode, Enumeration, Field, Key, Message, Oneof, Value};
pub use unknown::UnknownFields;
pub use writer::{Sizes, Writer, prefixed_len, tag_len, varint_len};
