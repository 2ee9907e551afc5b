//! `google.protobuf.Struct`, `Value` and `ListValue`: JSON as messages.

use std::collections::BTreeMap;

use strait_macros::{Enumeration, Message};
use strait_proto_compat::schema::{OneofDef, Schema, TypeName};

use super::{definition, field, google};
use crate::message::{
    Decode, DecodeError, Encode, Message, Plain, Reader, Sizes, Tag, Value as Coded, WireType,
    Writer,
};

/// A JSON object: `google.protobuf.Struct`.
///
/// ```
/// use strait::well_known::{Struct, Value};
///
/// let object = Struct::from_iter([("name", Value::from("Ferris")), ("legs", Value::from(10.0))]);
/// assert_eq!(object.fields["legs"], Value::Number(10.0));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Message)]
#[message(package = "google.protobuf", __own_json)]
pub struct Struct {
    /// The members of the object.
    #[tag(1)]
    pub fields: BTreeMap<String, Value>,
}

/// A JSON array: `google.protobuf.ListValue`.
#[derive(Clone, Debug, Default, PartialEq, Message)]
#[message(package = "google.protobuf", __own_json)]
pub struct ListValue {
    /// The elements of the array.
    #[tag(1)]
    pub values: Vec<Value>,
}

/// A JSON value: `google.protobuf.Value`.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Value {
    /// `null`, and what a message without any value is read as.
    #[default]
    Null,
    /// A number, in JSON's only precision.
    Number(f64),
    /// A string.
    String(String),
    /// `true` or `false`.
    Bool(bool),
    /// An object.
    Struct(Struct),
    /// An array.
    List(ListValue),
}

/// The enum of one value that stands for JSON's `null`: `google.protobuf.NullValue`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Enumeration)]
#[enumeration(package = "google.protobuf")]
pub enum NullValue {
    /// `null`.
    #[default]
    #[enumeration(name = "NULL_VALUE")]
    Null = 0,
}

const NULL: u32 = 1;
const NUMBER: u32 = 2;
const STRING: u32 = 3;
const BOOL: u32 = 4;
const STRUCT: u32 = 5;
const LIST: u32 = 6;

impl Encode for Value {
    fn encoded_len(&self, sizes: &mut Sizes) -> usize {
        match self {
            Self::Null => Coded::<Plain>::tagged_len(&0_i32, NULL, sizes),
            Self::Number(number) => Coded::<Plain>::tagged_len(number, NUMBER, sizes),
            Self::String(string) => Coded::<Plain>::tagged_len(string, STRING, sizes),
            Self::Bool(bool) => Coded::<Plain>::tagged_len(bool, BOOL, sizes),
            Self::Struct(object) => Coded::<Plain>::tagged_len(object, STRUCT, sizes),
            Self::List(list) => Coded::<Plain>::tagged_len(list, LIST, sizes),
        }
    }

    fn encode_fields(&self, out: &mut Writer<'_>) {
        match self {
            Self::Null => Coded::<Plain>::encode_tagged(&0_i32, NULL, out),
            Self::Number(number) => Coded::<Plain>::encode_tagged(number, NUMBER, out),
            Self::String(string) => Coded::<Plain>::encode_tagged(string, STRING, out),
            Self::Bool(bool) => Coded::<Plain>::encode_tagged(bool, BOOL, out),
            Self::Struct(object) => Coded::<Plain>::encode_tagged(object, STRUCT, out),
            Self::List(list) => Coded::<Plain>::encode_tagged(list, LIST, out),
        }
    }
}

impl Decode for Value {
    fn empty() -> Self {
        Self::Null
    }

    fn merge_field(&mut self, tag: Tag, reader: &mut Reader<'_>) -> Result<(), DecodeError> {
        let at = |field| move |error: DecodeError| error.at("google.protobuf.Value", field);
        match (tag.number, tag.wire_type) {
            (NULL, WireType::Varint) => {
                reader.varint().map_err(at("null_value"))?;
                *self = Self::Null;
            }
            (NUMBER, WireType::Fixed64) => {
                *self =
                    Self::Number(Coded::<Plain>::read_value(reader).map_err(at("number_value"))?);
            }
            (STRING, WireType::Len) => {
                *self =
                    Self::String(Coded::<Plain>::read_value(reader).map_err(at("string_value"))?);
            }
            (BOOL, WireType::Varint) => {
                *self = Self::Bool(Coded::<Plain>::read_value(reader).map_err(at("bool_value"))?);
            }
            (STRUCT, WireType::Len) => {
                let mut object = match std::mem::take(self) {
                    Self::Struct(object) => object,
                    _ => Struct::default(),
                };
                reader.nested(&mut object).map_err(at("struct_value"))?;
                *self = Self::Struct(object);
            }
            (LIST, WireType::Len) => {
                let mut list = match std::mem::take(self) {
                    Self::List(list) => list,
                    _ => ListValue::default(),
                };
                reader.nested(&mut list).map_err(at("list_value"))?;
                *self = Self::List(list);
            }
            _ => reader.skip(tag)?,
        }
        Ok(())
    }
}

impl Message for Value {
    fn type_name() -> TypeName {
        google("Value")
    }

    fn describe(schema: &mut Schema) {
        schema.add_message(&Self::type_name(), "strait::well_known::Value", |schema| {
            let mut fields = vec![
                field::<NullValue, Plain>("null_value", NULL, schema),
                field::<f64, Plain>("number_value", NUMBER, schema),
                field::<String, Plain>("string_value", STRING, schema),
                field::<bool, Plain>("bool_value", BOOL, schema),
                field::<Struct, Plain>("struct_value", STRUCT, schema),
                field::<ListValue, Plain>("list_value", LIST, schema),
            ];
            for field in &mut fields {
                field.oneof = Some(0);
            }
            let mut definition = definition(fields);
            definition.oneofs.push(OneofDef { name: "kind".to_owned(), ..OneofDef::default() });
            definition
        });
    }
}

impl<K: Into<String>, V: Into<Value>> FromIterator<(K, V)> for Struct {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(members: I) -> Self {
        let fields = members.into_iter().map(|(key, value)| (key.into(), value.into()));
        Self { fields: fields.collect() }
    }
}

impl<V: Into<Value>> FromIterator<V> for ListValue {
    fn from_iter<I: IntoIterator<Item = V>>(values: I) -> Self {
        Self { values: values.into_iter().map(Into::into).collect() }
    }
}

impl From<f64> for Value {
    fn from(number: f64) -> Self {
        Self::Number(number)
    }
}

impl From<&str> for Value {
    fn from(string: &str) -> Self {
        Self::String(string.to_owned())
    }
}

impl From<String> for Value {
    fn from(string: String) -> Self {
        Self::String(string)
    }
}

impl From<bool> for Value {
    fn from(bool: bool) -> Self {
        Self::Bool(bool)
    }
}

impl From<Struct> for Value {
    fn from(object: Struct) -> Self {
        Self::Struct(object)
    }
}

impl From<ListValue> for Value {
    fn from(list: ListValue) -> Self {
        Self::List(list)
    }
}

impl From<NullValue> for Value {
    fn from(_: NullValue) -> Self {
        Self::Null
    }
}
