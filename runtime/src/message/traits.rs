//! The traits between the derives and the codec.

use bytes::Bytes;
use strait_proto_compat::schema::{FieldDef, FieldKind, FieldType, OneofDef, Schema, TypeName};

use super::{
    DecodeError, DecodeOptions, Plain, Reader, Sizes, Tag, UnknownFields, WireType, Writer,
    tag_len, writer,
};

/// A message that can be written.
pub trait Encode {
    /// The encoded length in bytes, without any prefix; nested lengths are left in `sizes` for
    /// [`encode_fields`](Self::encode_fields) in the order in which it wants them.
    fn encoded_len(&self, sizes: &mut Sizes) -> usize;

    /// Writes the fields; `out` holds the sizes that `encoded_len` left.
    fn encode_fields(&self, out: &mut Writer<'_>);
}

/// A message that can be read.
pub trait Decode: Sized {
    /// The message with no field set, whatever the type's `Default` says.
    fn empty() -> Self;

    /// Reads the value behind `tag` into its field; a tag it does not know is skipped or kept.
    ///
    /// # Errors
    ///
    /// If the value is malformed or breaks a limit.
    fn merge_field(&mut self, tag: Tag, reader: &mut Reader<'_>) -> Result<(), DecodeError>;

    /// Reads fields until `reader` is at its end.
    ///
    /// # Errors
    ///
    /// If a field is malformed, breaks a limit, or a required one is missing.
    fn merge(&mut self, reader: &mut Reader<'_>) -> Result<(), DecodeError> {
        while let Some(tag) = reader.tag()? {
            self.merge_field(tag, reader)?;
        }
        Ok(())
    }
}

/// A protobuf message: derive it on a struct.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a protobuf message",
    label = "this type is not a message",
    note = "add `#[derive(strait::Message)]` to `{Self}` and a `#[tag(n)]` to each of its fields"
)]
pub trait Message: Encode + Decode + Send + Sync + 'static {
    /// The full protobuf name.
    fn type_name() -> TypeName;

    /// Adds the message and all it refers to.
    fn describe(schema: &mut Schema);

    /// The encoded message.
    ///
    /// # Panics
    ///
    /// If the message is 2 GiB long or more, which is protobuf's limit.
    fn encode_to_bytes(&self) -> Bytes {
        writer::encode(self).into()
    }

    /// Appends the encoded message to `out`, a buffer of your own: one to use again, or one in which
    /// something stands before the message.
    ///
    /// ```
    /// use strait::{Message, well_known::FieldMask};
    ///
    /// let mut out = Vec::new();
    /// for path in ["title", "body"] {
    ///     FieldMask::from_iter([path]).encode_into(&mut out);
    /// }
    /// assert_eq!(out, b"\x0a\x05title\x0a\x04body");
    /// ```
    ///
    /// # Panics
    ///
    /// If the message is 2 GiB long or more, which is protobuf's limit.
    fn encode_into(&self, out: &mut Vec<u8>) {
        writer::encode_into(self, out);
    }

    /// Reads a message; `Bytes` and `ByteStr` fields share `bytes`.
    ///
    /// # Errors
    ///
    /// If the bytes are not such a message, or break a default limit of [`DecodeOptions`].
    fn decode(bytes: Bytes) -> Result<Self, DecodeError> {
        Self::decode_with(bytes, &DecodeOptions::DEFAULT)
    }

    /// Reads a message under limits of your own.
    ///
    /// # Errors
    ///
    /// If the bytes are not such a message, or break a limit.
    fn decode_with(bytes: Bytes, options: &DecodeOptions) -> Result<Self, DecodeError> {
        let mut message = Self::empty();
        Reader::new(&bytes, options)
            .and_then(|mut reader| message.merge(&mut reader))
            .map_err(|error| error.in_message(Self::type_name()))?;
        Ok(message)
    }
}

/// What can stand behind one tag: a scalar, a string, an enum, a message.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be a protobuf value with this encoding",
    label = "not a protobuf value",
    note = "use a scalar, `String`, `Vec<u8>`, `Bytes`, an enum with `#[derive(Enumeration)]` or a struct with `#[derive(Message)]`"
)]
pub trait Value<E = Plain>: Sized + Send + Sync + 'static {
    /// How its extent is found on the wire.
    const WIRE_TYPE: WireType;

    /// Whether there are well-formed values that the type cannot hold, as of a closed enum.
    const CLOSED: bool = false;

    /// What it stands for beyond its bytes, as a `UserId(u64)` does: the name of the newtype.
    const MEANING: Option<&'static str> = None;

    /// Whether the type can hold the value that comes next. One that it cannot is an unknown
    /// field. Malformed ones are left for [`merge_value`](Self::merge_value) to report.
    #[inline]
    fn knows(_: &Reader<'_>) -> bool {
        true
    }

    /// The value of an absent field.
    fn empty() -> Self;

    /// Whether a field without presence leaves it out. Messages are always written.
    fn is_empty(&self) -> bool;

    /// The encoded length, the length prefix of strings and messages included.
    fn value_len(&self, sizes: &mut Sizes) -> usize;

    /// Writes the value.
    fn encode_value(&self, out: &mut Writer<'_>);

    /// Reads a value of its own wire type; a message is merged into, all else replaced.
    ///
    /// # Errors
    ///
    /// If the value is malformed or breaks a limit.
    fn merge_value(&mut self, reader: &mut Reader<'_>) -> Result<(), DecodeError>;

    /// Its protobuf type; the types it refers to are added to `schema`.
    fn describe(schema: &mut Schema) -> FieldType;

    /// The encoded length with a tag.
    #[inline]
    fn tagged_len(&self, number: u32, sizes: &mut Sizes) -> usize {
        tag_len(number) + self.value_len(sizes)
    }

    /// Writes a tag and the value.
    #[inline]
    fn encode_tagged(&self, number: u32, out: &mut Writer<'_>) {
        out.tag(number, Self::WIRE_TYPE);
        self.encode_value(out);
    }

    /// Reads a value of its own wire type behind `tag`, as [`merge_value`](Self::merge_value)
    /// does: the end of a group can only be told by its number.
    ///
    /// # Errors
    ///
    /// If the value is malformed or breaks a limit.
    #[inline]
    fn merge_tagged(&mut self, tag: Tag, reader: &mut Reader<'_>) -> Result<(), DecodeError> {
        let _ = tag;
        self.merge_value(reader)
    }

    /// Reads a value of its own wire type behind `tag`.
    ///
    /// # Errors
    ///
    /// If the value is malformed or breaks a limit.
    #[inline]
    fn read_tagged(tag: Tag, reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        let mut value = Self::empty();
        value.merge_tagged(tag, reader)?;
        Ok(value)
    }

    /// Reads a value of its own wire type.
    ///
    /// # Errors
    ///
    /// If the value is malformed or breaks a limit.
    #[inline]
    fn read_value(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        let mut value = Self::empty();
        value.merge_value(reader)?;
        Ok(value)
    }
}

/// A value that can be repeated: every one but `u8`, whose `Vec` is `bytes`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be repeated with this encoding",
    label = "not an element of a repeated field"
)]
pub trait Element<E = Plain>: Value<E> {
    /// Writes elements one after the other, without tags.
    #[inline]
    fn encode_packed(elements: &[Self], out: &mut Writer<'_>) {
        for element in elements {
            element.encode_value(out);
        }
    }

    /// Reads elements that stand one after the other until `reader` is at its end.
    ///
    /// # Errors
    ///
    /// If an element is malformed.
    #[inline]
    fn merge_packed(elements: &mut Vec<Self>, reader: &mut Reader<'_>) -> Result<(), DecodeError> {
        while !reader.is_at_end() {
            elements.push(Self::read_value(reader)?);
        }
        Ok(())
    }
}

/// A value that can be the key of a map: integers, `bool` and strings.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be the key of a protobuf map",
    label = "not a map key",
    note = "keys are `String`, `bool`, `i32`, `i64`, `u32` and `u64`"
)]
pub trait Key<E = Plain>: Value<E> {}

/// What a field of a message can hold: a value, or `Option`, `Vec` or a map of values.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be a field of a protobuf message with this encoding",
    label = "not a protobuf field",
    note = "use a scalar, `String`, `Vec<u8>`, `Bytes`, an enum with `#[derive(Enumeration)]`, a struct with `#[derive(Message)]`, or `Option`, `Vec`, `HashMap<K, _>`, `BTreeMap<K, _>` of one"
)]
pub trait Field<E = Plain>: Sized + Send + Sync + 'static {
    /// The content of an absent field.
    fn empty() -> Self;

    /// Whether the field can be read from values of this wire type. A known field number with
    /// another wire type is an unknown field.
    fn accepts(wire_type: WireType) -> bool;

    /// The encoded length with tags; 0 if the field is left out.
    fn field_len(&self, number: u32, sizes: &mut Sizes) -> usize;

    /// Writes the field with its tags, unless it is left out.
    fn encode_field(&self, number: u32, out: &mut Writer<'_>);

    /// Reads what stands behind `tag`; what the field does not [accept](Self::accepts) and what
    /// its type cannot hold is kept in `unknown`, or skipped if that is `None`.
    ///
    /// # Errors
    ///
    /// If it is malformed or breaks a limit.
    fn merge_keeping(
        &mut self,
        tag: Tag,
        reader: &mut Reader<'_>,
        unknown: Option<&mut UnknownFields>,
    ) -> Result<(), DecodeError>;

    /// Reads what stands behind `tag`; what is not for this field is skipped.
    ///
    /// # Errors
    ///
    /// If it is malformed or breaks a limit.
    #[inline]
    fn merge_field(&mut self, tag: Tag, reader: &mut Reader<'_>) -> Result<(), DecodeError> {
        self.merge_keeping(tag, reader, None)
    }

    /// Label, type and meaning; the types it refers to are added to `schema`.
    fn describe(schema: &mut Schema) -> FieldKind;
}

/// An enum whose variants are fields of which one is set: derive it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a oneof",
    label = "this type is not a oneof",
    note = "add `#[derive(strait::Oneof)]` to `{Self}`; a `#[oneof]` field is an `Option` of it"
)]
pub trait Oneof: Sized + Send + Sync + 'static {
    /// The field numbers of the variants.
    const NUMBERS: &'static [u32];

    /// Whether `tag` is that of a variant, its wire type included, which can hold the value that
    /// comes next.
    fn accepts(tag: Tag, reader: &Reader<'_>) -> bool;

    /// The encoded length of the set variant with its tag.
    fn encoded_len(&self, sizes: &mut Sizes) -> usize;

    /// Writes the set variant with its tag.
    fn encode_fields(&self, out: &mut Writer<'_>);

    /// Reads the variant behind `tag`; what the oneof does not [accept](Self::accepts) is skipped.
    /// A message variant that is already set is merged into.
    ///
    /// # Errors
    ///
    /// If the value is malformed or breaks a limit.
    fn merge_field(
        slot: &mut Option<Self>,
        tag: Tag,
        reader: &mut Reader<'_>,
    ) -> Result<(), DecodeError>;

    /// The variants as fields, their `oneof` not yet set; what they refer to is added to `schema`.
    fn describe(schema: &mut Schema) -> (OneofDef, Vec<FieldDef>);
}

/// A protobuf enum: derive it on an enum without payloads.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a protobuf enum",
    label = "this type is not an enumeration",
    note = "add `#[derive(strait::Enumeration)]` to `{Self}`"
)]
pub trait Enumeration: Copy + Send + Sync + 'static {
    /// What an absent field holds: the variant with number 0, or the first one of a closed enum.
    const ZERO: Self;

    /// `#[enumeration(closed)]`: a number without a variant is an unknown field.
    const CLOSED: bool = false;

    /// The number of a variant.
    fn number(self) -> i32;

    /// The variant with a number, if there is one.
    fn from_number(number: i32) -> Option<Self>;

    /// The full protobuf name.
    fn type_name() -> TypeName;

    /// Adds the enum.
    fn describe(schema: &mut Schema);
}
