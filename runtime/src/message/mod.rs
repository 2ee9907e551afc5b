//! The protobuf wire codec: traits that the derives implement, and their implementations for
//! Rust's own types.
//!
//! Three layers, each told apart by trait dispatch and never by how a type is spelled:
//! a [`Value`] is what stands behind one tag (`i32`, `String`, a message, an enum); a [`Field`] is
//! what a struct's field holds (a value, `Option`, `Vec`, a map); a [`Message`] is a struct.
//! The type parameter of the first two is the encoding: [`Plain`], [`Sint`], [`Fixed`], …

mod encoding;
mod error;
mod reader;
mod traits;
mod writer;

pub use encoding::{Fixed, Plain, Sint, Tag, Unpacked, WireType};
pub use error::DecodeError;
pub use reader::Reader;
pub use traits::{Decode, Element, Encode, Enumeration, Field, Key, Message, Oneof, Value};
pub use writer::{Sizes, Writer};
