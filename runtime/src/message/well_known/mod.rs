//! Protobuf's well-known types: messages whose meaning is fixed for all languages.
//!
//! Where Rust has a type of its own it is the message: [`std::time::Duration`] and
//! [`SystemTime`](std::time::SystemTime) are used as they are, the wrappers (`Int32Value`, …) are
//! an encoding of `Option<i32>`, …. The others are the structs of this module, and so are
//! [`Timestamp`] and [`Duration`] for whoever must keep what these two Rust types cannot hold, and
//! the wrappers for methods that take or return one.

mod any;
mod exact;
mod json;
mod simple;
pub(crate) mod time;
mod wrapped;
mod wrapper;

pub use any::Any;
pub use exact::{Duration, OutOfRange, Timestamp};
pub use json::{ListValue, NullValue, Struct, Value};
pub use simple::{Empty, FieldMask, RpcStatus};
pub use wrapped::{
    BoolValue, BytesValue, DoubleValue, FloatValue, Int32Value, Int64Value, StringValue,
    UInt32Value, UInt64Value,
};

use strait_proto_compat::schema::{FieldDef, MessageDef, Schema, TypeName};

use super::Field;

/// A name in protobuf's own package.
fn google(path: &'static str) -> TypeName {
    TypeName::new("google.protobuf", path)
}

/// The definition of a message without comments, which nobody renders: these messages are
/// imported.
fn definition(fields: Vec<FieldDef>) -> MessageDef {
    MessageDef { fields, ..MessageDef::default() }
}

/// The definition of a field that has the type `F` in encoding `E`.
fn field<F: Field<E>, E>(name: &str, number: u32, schema: &mut Schema) -> FieldDef {
    FieldDef::new(name, number, F::describe(schema))
}
