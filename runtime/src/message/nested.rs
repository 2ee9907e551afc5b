//! Messages within messages, and `Box`, which lets them be recursive.

use strait_proto_compat::schema::{FieldType, Schema, TypeName};

use super::{
    Decode, DecodeError, Delimited, Element, Encode, Message, Plain, Reader, Sizes, Tag, Value,
    WireType, Writer, field::singular_field, tag_len, varint_len,
};

impl<M: Message> Value for M {
    const WIRE_TYPE: WireType = WireType::Len;

    #[inline]
    fn empty() -> Self {
        <M as Decode>::empty()
    }

    /// A bare message is always written: its presence is that of the message around it.
    #[inline]
    fn is_empty(&self) -> bool {
        false
    }

    #[inline]
    fn value_len(&self, sizes: &mut Sizes) -> usize {
        let len = sizes.nest(|sizes| self.encoded_len(sizes));
        varint_len(len as u64) + len
    }

    #[inline]
    fn encode_value(&self, out: &mut Writer<'_>) {
        out.nested_len();
        self.encode_fields(out);
    }

    #[inline]
    fn merge_value(&mut self, reader: &mut Reader<'_>) -> Result<(), DecodeError> {
        reader.nested(self)
    }

    fn describe(schema: &mut Schema) -> FieldType {
        <M as Message>::describe(schema);
        FieldType::Message(M::type_name())
    }
}

impl<M: Message> Element for M {}

singular_field!([M: Message] M, Plain);

/// A group: its fields stand between two tags.
impl<M: Message> Value<Delimited> for M {
    const WIRE_TYPE: WireType = WireType::StartGroup;

    #[inline]
    fn empty() -> Self {
        <M as Decode>::empty()
    }

    /// As any bare message.
    #[inline]
    fn is_empty(&self) -> bool {
        false
    }

    /// Without the tag at its end, which only `tagged_len` knows.
    #[inline]
    fn value_len(&self, sizes: &mut Sizes) -> usize {
        self.encoded_len(sizes)
    }

    #[inline]
    fn encode_value(&self, out: &mut Writer<'_>) {
        self.encode_fields(out);
    }

    #[inline]
    fn tagged_len(&self, number: u32, sizes: &mut Sizes) -> usize {
        2 * tag_len(number) + self.encoded_len(sizes)
    }

    #[inline]
    fn encode_tagged(&self, number: u32, out: &mut Writer<'_>) {
        out.tag(number, WireType::StartGroup);
        self.encode_fields(out);
        out.tag(number, WireType::EndGroup);
    }

    /// To the end of what is there: where the end has a number, that is for
    /// `merge_tagged`.
    #[inline]
    fn merge_value(&mut self, reader: &mut Reader<'_>) -> Result<(), DecodeError> {
        self.merge(reader)
    }

    #[inline]
    fn merge_tagged(&mut self, tag: Tag, reader: &mut Reader<'_>) -> Result<(), DecodeError> {
        reader.group(tag.number, self)
    }

    fn describe(schema: &mut Schema) -> FieldType {
        <M as Message>::describe(schema);
        FieldType::Message(M::type_name())
    }
}

impl<M: Message> Element<Delimited> for M {}

singular_field!([M: Message] M, Delimited);

impl<M: Encode> Encode for Box<M> {
    #[inline]
    fn encoded_len(&self, sizes: &mut Sizes) -> usize {
        (**self).encoded_len(sizes)
    }

    #[inline]
    fn encode_fields(&self, out: &mut Writer<'_>) {
        (**self).encode_fields(out);
    }
}

impl<M: Decode> Decode for Box<M> {
    fn empty() -> Self {
        Box::new(M::empty())
    }

    #[inline]
    fn merge_field(&mut self, tag: Tag, reader: &mut Reader<'_>) -> Result<(), DecodeError> {
        (**self).merge_field(tag, reader)
    }

    /// Charges for the box, which a few bytes on the wire have made.
    #[inline]
    fn merge(&mut self, reader: &mut Reader<'_>) -> Result<(), DecodeError> {
        reader.charge(size_of::<M>())?;
        (**self).merge(reader)
    }
}

impl<M: Message> Message for Box<M> {
    fn type_name() -> TypeName {
        M::type_name()
    }

    fn describe(schema: &mut Schema) {
        <M as Message>::describe(schema);
    }
}
