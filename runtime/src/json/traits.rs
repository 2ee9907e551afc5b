//! The traits between the derives and JSON; each stands beside one of the codec's.

use std::borrow::Cow;

use serde::{Deserializer, Serializer, ser::SerializeMap};

use super::{Context, read_object, write_object};
use crate::message::{Enumeration, Field, Key, Message, Oneof, Plain, Value};

/// A message that has a JSON form: every one with `#[derive(Message)]`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no protobuf JSON form",
    label = "not a message with a JSON form",
    note = "`#[derive(strait::Message)]` makes it, if strait's feature `json` is on"
)]
pub trait JsonMessage: Message {
    /// Whether the form is another than an object of fields; in an `Any` it then stands in
    /// `value`.
    #[doc(hidden)]
    const SPECIAL: bool = false;

    /// Whether `null` is a value and not an absent field.
    #[doc(hidden)]
    const TAKES_NULL: bool = false;

    /// Writes the message.
    ///
    /// # Errors
    ///
    /// If the message has no JSON form, or the format fails.
    #[doc(hidden)]
    fn write_json<S: Serializer>(&self, serializer: S, cx: &Context<'_>)
    -> Result<S::Ok, S::Error>;

    /// Reads a message.
    ///
    /// # Errors
    ///
    /// If the input is no such message.
    #[doc(hidden)]
    fn read_json<'de, D: Deserializer<'de>>(
        deserializer: D,
        cx: &Context<'_>,
    ) -> Result<Self, D::Error>;
}

/// A message that is an object of fields: what the derive knows.
pub trait JsonFields: Message {
    /// The fields that are not in oneofs.
    const FIELDS: &'static [JsonName];

    /// The fields of each oneof.
    const ONEOFS: &'static [&'static [JsonName]] = &[];

    /// The required fields: a name, and the numbers of which one must be there.
    const REQUIRED: &'static [(&'static str, &'static [u32])] = &[];

    /// Writes the fields that are set.
    ///
    /// # Errors
    ///
    /// If a field has no JSON form, or the format fails.
    fn write_fields<W: SerializeMap>(&self, out: &mut W, cx: &Context<'_>) -> Result<(), W::Error>;

    /// Reads the field with this number; tells whether it was there, which for `null` it is not.
    ///
    /// # Errors
    ///
    /// If the input is no such field.
    fn read_field<'de, D: Deserializer<'de>>(
        &mut self,
        number: u32,
        value: D,
        cx: &Context<'_>,
    ) -> Result<bool, D::Error>;

    /// [`JsonMessage::write_json`] of such a message.
    ///
    /// # Errors
    ///
    /// If a field has no JSON form, or the format fails.
    fn write_object<S: Serializer>(
        &self,
        serializer: S,
        cx: &Context<'_>,
    ) -> Result<S::Ok, S::Error> {
        write_object(self, serializer, cx)
    }

    /// [`JsonMessage::read_json`] of such a message.
    ///
    /// # Errors
    ///
    /// If the input is no such message.
    fn read_object<'de, D: Deserializer<'de>>(
        deserializer: D,
        cx: &Context<'_>,
    ) -> Result<Self, D::Error> {
        read_object(deserializer, cx)
    }
}

/// A field's number and names.
#[derive(Clone, Copy, Debug)]
pub struct JsonName {
    /// The field number.
    pub number: u32,
    /// The name in JSON: `userId`.
    pub json: &'static str,
    /// The name in the `.proto`: `user_id`.
    pub proto: &'static str,
}

/// The JSON form of what stands behind one tag.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no protobuf JSON form with this encoding",
    label = "not a value with a JSON form"
)]
pub trait JsonValue<E = Plain>: Value<E> {
    /// Whether `null` is a value and not an absent field.
    const TAKES_NULL: bool = false;

    /// Writes the value.
    ///
    /// # Errors
    ///
    /// If the value has no JSON form, or the format fails.
    fn write_json<S: Serializer>(&self, serializer: S, cx: &Context<'_>)
    -> Result<S::Ok, S::Error>;

    /// Reads a value; `None` is one to ignore, an enum name that is not known.
    ///
    /// # Errors
    ///
    /// If the input is no such value.
    fn read_json<'de, D: Deserializer<'de>>(
        deserializer: D,
        cx: &Context<'_>,
    ) -> Result<Option<Self>, D::Error>;
}

/// The JSON form of a field of a message.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no protobuf JSON form as a field with this encoding",
    label = "not a field with a JSON form"
)]
pub trait JsonField<E = Plain>: Field<E> {
    /// Writes the field unless it is left out.
    ///
    /// # Errors
    ///
    /// If the field has no JSON form, or the format fails.
    fn write_json<W: SerializeMap>(
        &self,
        name: &JsonName,
        out: &mut W,
        cx: &Context<'_>,
    ) -> Result<(), W::Error>;

    /// Reads the field, whose [`Context`] is its own; tells whether it was there.
    ///
    /// # Errors
    ///
    /// If the input is no such field.
    fn read_json<'de, D: Deserializer<'de>>(
        &mut self,
        value: D,
        cx: &Context<'_>,
    ) -> Result<bool, D::Error>;
}

/// The JSON form of the key of a map, which is a string.
pub trait JsonKey<E = Plain>: Key<E> {
    /// The key as text.
    fn to_text(&self) -> Cow<'_, str>;

    /// The key of a text, or what is wrong with it.
    ///
    /// # Errors
    ///
    /// If the text is no such key.
    fn from_text(text: &str) -> Result<Self, Cow<'static, str>>;
}

/// The JSON form of a oneof: the fields that its variants are.
pub trait JsonOneof: Oneof {
    /// The variants, by number.
    const FIELDS: &'static [JsonName];

    /// Writes the variant.
    ///
    /// # Errors
    ///
    /// If it has no JSON form, or the format fails.
    fn write_json<W: SerializeMap>(&self, out: &mut W, cx: &Context<'_>) -> Result<(), W::Error>;

    /// Reads the variant with this number; tells whether it was there.
    ///
    /// # Errors
    ///
    /// If the input is no such variant, or another variant was there already.
    fn read_json<'de, D: Deserializer<'de>>(
        slot: &mut Option<Self>,
        number: u32,
        value: D,
        cx: &Context<'_>,
    ) -> Result<bool, D::Error>;
}

/// The JSON form of an enum.
pub trait JsonEnumeration: Enumeration {
    /// Names and numbers; of several names for a number the first is written.
    const NAMES: &'static [(&'static str, i32)];

    /// Whether the enum is `google.protobuf.NullValue`, which is `null`.
    const IS_NULL: bool = false;
}
