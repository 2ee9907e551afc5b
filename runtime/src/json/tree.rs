//! JSON held in memory: for `Any`, whose type is known only once `@type` was found, and which is
//! written by functions that do not know the format.

use std::{borrow::Cow, fmt};

use serde::{
    Deserializer, Serialize, Serializer,
    de::{
        self, DeserializeSeed, IntoDeserializer, MapAccess, SeqAccess, Visitor,
        value::{MapDeserializer, SeqDeserializer},
    },
    forward_to_deserialize_any,
    ser::{self, Impossible, SerializeMap, SerializeSeq},
};

use super::Context;

/// A JSON value; what an object has twice, it keeps twice.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Tree {
    Null,
    Bool(bool),
    Int(i64),
    Uint(u64),
    /// Apart, as it is written with fewer digits.
    Float(f32),
    Double(f64),
    String(String),
    Array(Vec<Tree>),
    Object(Vec<(String, Tree)>),
}

/// Why a tree is not a message, or a message not a tree.
#[derive(Debug)]
pub(super) struct TreeError(String);

impl fmt::Display for TreeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for TreeError {}

impl de::Error for TreeError {
    fn custom<T: fmt::Display>(problem: T) -> Self {
        Self(problem.to_string())
    }
}

impl ser::Error for TreeError {
    fn custom<T: fmt::Display>(problem: T) -> Self {
        Self(problem.to_string())
    }
}

/// A tree is read at a place, which is what limits its depth.
impl<'de> DeserializeSeed<'de> for TreeAt<'_> {
    type Value = Tree;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Tree, D::Error> {
        deserializer.deserialize_any(self)
    }
}

/// Reads a tree.
#[derive(Clone, Copy)]
pub(super) struct TreeAt<'a>(pub(super) &'a Context<'a>);

impl TreeAt<'_> {
    fn nested<E: de::Error>(&self) -> Result<Context<'_>, E> {
        self.0.nested().map_err(|error| self.0.read_error(error))
    }
}

impl<'de> Visitor<'de> for TreeAt<'_> {
    type Value = Tree;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.expect(f, "a JSON value")
    }

    fn visit_unit<E: de::Error>(self) -> Result<Tree, E> {
        Ok(Tree::Null)
    }

    fn visit_none<E: de::Error>(self) -> Result<Tree, E> {
        Ok(Tree::Null)
    }

    fn visit_bool<E: de::Error>(self, bool: bool) -> Result<Tree, E> {
        Ok(Tree::Bool(bool))
    }

    fn visit_i64<E: de::Error>(self, number: i64) -> Result<Tree, E> {
        Ok(Tree::Int(number))
    }

    fn visit_u64<E: de::Error>(self, number: u64) -> Result<Tree, E> {
        Ok(Tree::Uint(number))
    }

    fn visit_f64<E: de::Error>(self, number: f64) -> Result<Tree, E> {
        Ok(Tree::Double(number))
    }

    fn visit_str<E: de::Error>(self, string: &str) -> Result<Tree, E> {
        Ok(Tree::String(string.to_owned()))
    }

    fn visit_string<E: de::Error>(self, string: String) -> Result<Tree, E> {
        Ok(Tree::String(string))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Tree, A::Error> {
        let cx = self.nested()?;
        let mut elements = Vec::new();
        while let Some(element) = seq.next_element_seed(TreeAt(&cx))? {
            elements.push(element);
        }
        Ok(Tree::Array(elements))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Tree, A::Error> {
        let cx = self.nested()?;
        let mut members = Vec::new();
        while let Some(key) = map.next_key::<Cow<'de, str>>()? {
            members.push((key.into_owned(), map.next_value_seed(TreeAt(&cx))?));
        }
        Ok(Tree::Object(members))
    }
}

impl Serialize for Tree {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => serializer.serialize_unit(),
            Self::Bool(bool) => serializer.serialize_bool(*bool),
            Self::Int(number) => serializer.serialize_i64(*number),
            Self::Uint(number) => serializer.serialize_u64(*number),
            Self::Float(number) => serializer.serialize_f32(*number),
            Self::Double(number) => serializer.serialize_f64(*number),
            Self::String(string) => serializer.serialize_str(string),
            Self::Array(elements) => serializer.collect_seq(elements),
            Self::Object(members) => {
                serializer.collect_map(members.iter().map(|(key, value)| (key, value)))
            }
        }
    }
}

impl<'de> IntoDeserializer<'de, TreeError> for Tree {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

impl<'de> Deserializer<'de> for Tree {
    type Error = TreeError;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, TreeError> {
        match self {
            Self::Null => visitor.visit_unit(),
            Self::Bool(bool) => visitor.visit_bool(bool),
            Self::Int(number) => visitor.visit_i64(number),
            Self::Uint(number) => visitor.visit_u64(number),
            Self::Float(number) => visitor.visit_f64(number.into()),
            Self::Double(number) => visitor.visit_f64(number),
            Self::String(string) => visitor.visit_string(string),
            Self::Array(elements) => visitor.visit_seq(SeqDeserializer::new(elements.into_iter())),
            Self::Object(members) => visitor.visit_map(MapDeserializer::new(members.into_iter())),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, TreeError> {
        match self {
            Self::Null => visitor.visit_none(),
            other => visitor.visit_some(other),
        }
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf
        unit unit_struct newtype_struct seq tuple tuple_struct map struct enum identifier
        ignored_any
    }
}

/// Writes a tree.
pub(super) struct TreeWriter;

macro_rules! leaves {
    ($($method:ident($type:ty) $convert:expr;)*) => {$(
        fn $method(self, value: $type) -> Result<Tree, TreeError> {
            let convert: fn($type) -> Tree = $convert;
            Ok(convert(value))
        }
    )*};
}

impl Serializer for TreeWriter {
    type Ok = Tree;
    type Error = TreeError;
    type SerializeSeq = ArrayWriter;
    type SerializeMap = ObjectWriter;
    type SerializeTuple = Impossible<Tree, TreeError>;
    type SerializeTupleStruct = Impossible<Tree, TreeError>;
    type SerializeTupleVariant = Impossible<Tree, TreeError>;
    type SerializeStruct = Impossible<Tree, TreeError>;
    type SerializeStructVariant = Impossible<Tree, TreeError>;

    leaves! {
        serialize_bool(bool) Tree::Bool;
        serialize_i8(i8) |number| Tree::Int(number.into());
        serialize_i16(i16) |number| Tree::Int(number.into());
        serialize_i32(i32) |number| Tree::Int(number.into());
        serialize_i64(i64) Tree::Int;
        serialize_u8(u8) |number| Tree::Uint(number.into());
        serialize_u16(u16) |number| Tree::Uint(number.into());
        serialize_u32(u32) |number| Tree::Uint(number.into());
        serialize_u64(u64) Tree::Uint;
        serialize_f32(f32) Tree::Float;
        serialize_f64(f64) Tree::Double;
        serialize_char(char) |letter| Tree::String(letter.into());
    }

    fn serialize_str(self, string: &str) -> Result<Tree, TreeError> {
        Ok(Tree::String(string.to_owned()))
    }

    fn serialize_unit(self) -> Result<Tree, TreeError> {
        Ok(Tree::Null)
    }

    fn serialize_none(self) -> Result<Tree, TreeError> {
        Ok(Tree::Null)
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<Tree, TreeError> {
        value.serialize(self)
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<ArrayWriter, TreeError> {
        Ok(ArrayWriter(Vec::new()))
    }

    fn serialize_map(self, _: Option<usize>) -> Result<ObjectWriter, TreeError> {
        Ok(ObjectWriter { members: Vec::new(), key: String::new() })
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<Tree, TreeError> {
        value.serialize(self)
    }

    fn serialize_bytes(self, _: &[u8]) -> Result<Tree, TreeError> {
        Err(never())
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<Tree, TreeError> {
        Err(never())
    }

    fn serialize_unit_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
    ) -> Result<Tree, TreeError> {
        Err(never())
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> Result<Tree, TreeError> {
        Err(never())
    }

    fn serialize_tuple(self, _: usize) -> Result<Self::SerializeTuple, TreeError> {
        Err(never())
    }

    fn serialize_tuple_struct(
        self,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleStruct, TreeError> {
        Err(never())
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleVariant, TreeError> {
        Err(never())
    }

    fn serialize_struct(
        self,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeStruct, TreeError> {
        Err(never())
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeStructVariant, TreeError> {
        Err(never())
    }
}

/// Messages are written as maps, lists, strings and numbers.
fn never() -> TreeError {
    TreeError("a kind of value that no protobuf message has".to_owned())
}

pub(super) struct ArrayWriter(Vec<Tree>);

impl SerializeSeq for ArrayWriter {
    type Ok = Tree;
    type Error = TreeError;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), TreeError> {
        self.0.push(value.serialize(TreeWriter)?);
        Ok(())
    }

    fn end(self) -> Result<Tree, TreeError> {
        Ok(Tree::Array(self.0))
    }
}

pub(super) struct ObjectWriter {
    members: Vec<(String, Tree)>,
    /// The key whose value comes next.
    key: String,
}

impl SerializeMap for ObjectWriter {
    type Ok = Tree;
    type Error = TreeError;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), TreeError> {
        self.key = match key.serialize(TreeWriter)? {
            Tree::String(key) => key,
            _ => return Err(never()),
        };
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), TreeError> {
        let value = value.serialize(TreeWriter)?;
        self.members.push((std::mem::take(&mut self.key), value));
        Ok(())
    }

    fn end(self) -> Result<Tree, TreeError> {
        Ok(Tree::Object(self.members))
    }
}
