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

/// Implements a message whose fields are all in their plain encoding: what the derive does, for
/// the crate that the derive's output names.
macro_rules! well_known {
    ($type:ident = $package:literal $name:literal { $($field:ident: $rust:ty = $number:literal),* }) => {
        impl $crate::message::Encode for $type {
            fn encoded_len(&self, sizes: &mut $crate::message::Sizes) -> usize {
                let _ = &sizes;
                0 $(+ <$rust as $crate::message::Field>::field_len(&self.$field, $number, sizes))*
            }

            fn encode_fields(&self, out: &mut $crate::message::Writer<'_>) {
                let _ = &out;
                $(<$rust as $crate::message::Field>::encode_field(&self.$field, $number, out);)*
            }
        }

        impl $crate::message::Decode for $type {
            fn empty() -> Self {
                Self { $($field: <$rust as $crate::message::Field>::empty(),)* }
            }

            fn merge_field(
                &mut self,
                tag: $crate::message::Tag,
                reader: &mut $crate::message::Reader<'_>,
            ) -> Result<(), $crate::message::DecodeError> {
                match tag.number {
                    $($number => {
                        <$rust as $crate::message::Field>::merge_field(&mut self.$field, tag, reader)
                            .map_err(|error| {
                                error.at(concat!($package, ".", $name), stringify!($field))
                            })
                    })*
                    _ => reader.skip(tag),
                }
            }
        }

        impl $crate::message::Message for $type {
            fn type_name() -> strait_proto_compat::schema::TypeName {
                strait_proto_compat::schema::TypeName::new($package, $name)
            }

            fn describe(schema: &mut strait_proto_compat::schema::Schema) {
                let origin = concat!("strait::well_known::", stringify!($type));
                schema.add_message(&Self::type_name(), origin, |schema| {
                    let _ = &schema;
                    $crate::message::well_known::definition(vec![$(
                        $crate::message::well_known::field::<$rust, $crate::message::Plain>(
                            stringify!($field), $number, schema,
                        ),
                    )*])
                });
            }
        }
    };
}

use well_known;

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
    FieldDef {
        name: name.to_owned(),
        number,
        comments: Vec::new(),
        kind: F::describe(schema),
        oneof: None,
        json_name: None,
        deprecated: false,
    }
}
