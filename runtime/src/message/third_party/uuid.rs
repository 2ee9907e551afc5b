//! `uuid::Uuid`: sixteen bytes, or text with hyphens. An absent one is the nil UUID.

use strait_proto_compat::schema::{FieldType, Schema};
use uuid::Uuid;

use super::text;
use crate::message::{
    DecodeError, Element, Key, Plain, Reader, Sizes, Text, Value, WireType, Writer,
    field::singular_field,
};

impl Value for Uuid {
    const WIRE_TYPE: WireType = WireType::Len;

    fn empty() -> Self {
        Self::nil()
    }

    fn is_empty(&self) -> bool {
        self.is_nil()
    }

    fn value_len(&self, sizes: &mut Sizes) -> usize {
        Value::<Plain>::value_len(self.as_bytes(), sizes)
    }

    fn encode_value(&self, out: &mut Writer<'_>) {
        Value::<Plain>::encode_value(self.as_bytes(), out);
    }

    fn merge_value(&mut self, reader: &mut Reader<'_>) -> Result<(), DecodeError> {
        *self = Self::from_bytes(Value::<Plain>::read_value(reader)?);
        Ok(())
    }

    fn describe(schema: &mut Schema) -> FieldType {
        <[u8; 16] as Value>::describe(schema)
    }
}

impl Element for Uuid {}

singular_field!([] Uuid, Plain);

text!(
    Uuid,
    Uuid::nil(),
    |uuid| uuid.hyphenated().to_string(),
    |text| Uuid::try_parse(text).ok(),
    "is not a UUID"
);

impl Key<Text> for Uuid {}
