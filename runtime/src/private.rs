//! Where macro output and runtime meet. Not for people: anything here may change in any release.
//!
//! Macro output names items only through the version marker below, so that a `strait-macros` of
//! another release fails with one clear error instead of many.

/// The interface of this release's macros.
pub mod v1 {
    pub use strait_proto_compat::schema;

    pub use crate::{
        __enumeration_value as enumeration_value, __transparent_value as transparent_value,
        describe::{EnumBuilder, MessageBuilder, OneofBuilder, contains_number, numbers_overlap},
        message::{
            Decode, DecodeError, Element, Encode, Enumeration, Field, Fixed, Key, Message, Oneof,
            Open, Plain, Reader, Sint, Sizes, Tag, UnknownFields, Unpacked, Value, WireType,
            Wrapper, Writer,
        },
        package::check_package,
    };
}
