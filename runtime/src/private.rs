//! Where macro output and runtime meet. Not for people: anything here may change in any release.
//!
//! Macro output names items only through the version marker below, so that a `strait-macros` of
//! another release fails with one clear error instead of many.

/// The interface of this release's macros.
pub mod v1 {
    pub use strait_proto_compat::schema;

    pub use crate::message::{
        Decode, DecodeError, Element, Encode, Enumeration, Field, Fixed, Key, Message, Oneof, Plain,
        Reader, Sint, Sizes, Tag, Unpacked, Value, WireType, Writer,
    };
}
