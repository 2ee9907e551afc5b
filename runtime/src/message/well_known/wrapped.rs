//! The wrappers as messages of their own: for methods whose request or response is one, and for
//! `Any`. In a field, `#[tag(n, wrapper)] Option<i32>` says the same without them.

use bytes::Bytes;
use strait_proto_compat::schema::{Schema, TypeName};

use super::{
    google,
    wrapper::{self, VALUE},
};
use crate::message::{
    Decode, DecodeError, Encode, Field, Message, Plain, Reader, Sizes, Tag, Writer,
};

macro_rules! wrapped {
    ($($name:ident($type:ty), $what:literal;)*) => {$(
        #[doc = concat!($what, ", as a message: `google.protobuf.", stringify!($name), "`.")]
        #[derive(Clone, Debug, Default, PartialEq)]
        pub struct $name {
            /// What is wrapped.
            pub value: $type,
        }

        impl From<$type> for $name {
            fn from(value: $type) -> Self {
                Self { value }
            }
        }

        impl Encode for $name {
            fn encoded_len(&self, sizes: &mut Sizes) -> usize {
                Field::<Plain>::field_len(&self.value, VALUE, sizes)
            }

            fn encode_fields(&self, out: &mut Writer<'_>) {
                Field::<Plain>::encode_field(&self.value, VALUE, out);
            }
        }

        impl Decode for $name {
            fn empty() -> Self {
                Self::default()
            }

            fn merge_field(
                &mut self,
                tag: Tag,
                reader: &mut Reader<'_>,
            ) -> Result<(), DecodeError> {
                const NAME: &str = concat!("google.protobuf.", stringify!($name));
                match tag.number {
                    VALUE => Field::<Plain>::merge_field(&mut self.value, tag, reader)
                        .map_err(|error| error.at(NAME, "value")),
                    _ => reader.skip(tag),
                }
            }
        }

        impl Message for $name {
            fn type_name() -> TypeName {
                google(stringify!($name))
            }

            fn describe(schema: &mut Schema) {
                wrapper::describe::<$type>(&Self::type_name(), schema);
            }
        }
    )*};
}

wrapped! {
    DoubleValue(f64), "An `f64`";
    FloatValue(f32), "An `f32`";
    Int64Value(i64), "An `i64`";
    UInt64Value(u64), "A `u64`";
    Int32Value(i32), "An `i32`";
    UInt32Value(u32), "A `u32`";
    BoolValue(bool), "A `bool`";
    StringValue(String), "A `String`";
    BytesValue(Bytes), "Bytes";
}
