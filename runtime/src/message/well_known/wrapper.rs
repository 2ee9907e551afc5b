//! The wrappers: messages around a scalar, as an encoding of the scalar.

use bytes::Bytes;
use strait_proto_compat::schema::{FieldType, Schema, TypeName};

use super::{definition, field, google};
use crate::message::{
    ByteStr, DecodeError, Element, Field, Plain, Reader, Sizes, Tag, Value, WireType, Wrapper,
    Writer, prefixed_len,
};

/// The number of the only field.
pub(super) const VALUE: u32 = 1;

macro_rules! wrapped {
    ($($type:ty = $name:literal;)*) => {$(
        impl Value<Wrapper> for $type {
            const WIRE_TYPE: WireType = WireType::Len;

            #[inline]
            fn empty() -> Self {
                <Self as Value<Plain>>::empty()
            }

            /// A message is always written.
            #[inline]
            fn is_empty(&self) -> bool {
                false
            }

            #[inline]
            fn value_len(&self, sizes: &mut Sizes) -> usize {
                prefixed_len(Field::<Plain>::field_len(self, VALUE, sizes))
            }

            #[inline]
            fn encode_value(&self, out: &mut Writer<'_>) {
                // Scalars leave no lengths behind, so measuring again is cheap and harmless.
                let len = Field::<Plain>::field_len(self, VALUE, &mut Sizes::default());
                out.varint(len as u64);
                Field::<Plain>::encode_field(self, VALUE, out);
            }

            fn merge_value(&mut self, reader: &mut Reader<'_>) -> Result<(), DecodeError> {
                reader.within(|reader| {
                    while let Some(tag) = reader.tag()? {
                        match tag {
                            Tag { number: VALUE, .. } => {
                                Field::<Plain>::merge_field(self, tag, reader).map_err(|error| {
                                    error.at(concat!("google.protobuf.", $name), "value")
                                })?;
                            }
                            _ => reader.skip(tag)?,
                        }
                    }
                    Ok(())
                })
            }

            fn describe(schema: &mut Schema) -> FieldType {
                let name = google($name);
                describe::<$type>(&name, schema);
                FieldType::Message(name)
            }
        }

        impl Element<Wrapper> for $type {}
    )*};
}

wrapped! {
    f64 = "DoubleValue";
    f32 = "FloatValue";
    i64 = "Int64Value";
    u64 = "UInt64Value";
    i32 = "Int32Value";
    u32 = "UInt32Value";
    bool = "BoolValue";
    String = "StringValue";
    ByteStr = "StringValue";
    Vec<u8> = "BytesValue";
    Bytes = "BytesValue";
}

/// Adds the wrapper of `T`, which is a message of one field.
pub(super) fn describe<T: Field<Plain>>(name: &TypeName, schema: &mut Schema) {
    schema.add_message(name, "the encoding `wrapper`", |schema| {
        definition(vec![field::<T, Plain>("value", VALUE, schema)])
    });
}
