//! Protobuf's well-known types: messages whose meaning is fixed for all languages.
//!
//! Where Rust has a type of its own it is the message: [`Duration`](std::time::Duration) and
//! [`SystemTime`](std::time::SystemTime) are used as they are, the wrappers (`Int32Value`, …) are
//! an encoding of `Option<i32>`, …. The others are the structs of this module.

mod any;
mod json;
mod simple;
pub(super) mod time;
mod wrapper;

pub use any::Any;
pub use json::{ListValue, Struct, Value};
pub use simple::{Empty, FieldMask, RpcStatus};

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
