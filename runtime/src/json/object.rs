//! Messages as JSON objects.

use std::{collections::BTreeSet, fmt, marker::PhantomData};

use serde::{
    Deserialize, Deserializer, Serialize, Serializer,
    de::{DeserializeSeed, IgnoredAny, MapAccess, Visitor},
    ser::SerializeMap,
};

use super::{Context, JsonFields, JsonName, JsonOneof, JsonValue};

/// Writes a message as an object of its fields.
pub(super) fn write_object<M: JsonFields, S: Serializer>(
    message: &M,
    serializer: S,
    cx: &Context<'_>,
) -> Result<S::Ok, S::Error> {
    let cx = cx.nested().map_err(|error| cx.write_error(error))?;
    let mut map = serializer.serialize_map(None)?;
    message.write_fields(&mut map, &cx)?;
    map.end()
}

/// Writes a member of an object.
pub fn write_member<E, V: JsonValue<E>, W: SerializeMap>(
    value: &V,
    name: &JsonName,
    out: &mut W,
    cx: &Context<'_>,
) -> Result<(), W::Error> {
    let cx = cx.field(name.json);
    out.serialize_entry(name_of(name, &cx), &Written::new(value, &cx))
}

/// The name under which a field is written.
pub(super) fn name_of(name: &JsonName, cx: &Context<'_>) -> &'static str {
    if cx.options().proto_names { name.proto } else { name.json }
}

/// A value and where it is, as serde wants both in one.
pub(super) struct Written<'a, V, E> {
    value: &'a V,
    cx: &'a Context<'a>,
    encoding: PhantomData<E>,
}

impl<'a, V, E> Written<'a, V, E> {
    pub(super) fn new(value: &'a V, cx: &'a Context<'a>) -> Self {
        Self { value, cx, encoding: PhantomData }
    }
}

impl<E, V: JsonValue<E>> Serialize for Written<'_, V, E> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.value.write_json(serializer, self.cx)
    }
}

/// Reads a message from an object of its fields.
pub(super) fn read_object<'de, M: JsonFields, D: Deserializer<'de>>(
    deserializer: D,
    cx: &Context<'_>,
) -> Result<M, D::Error> {
    let cx = cx.nested().map_err(|error| cx.read_error(error))?;
    deserializer.deserialize_map(Object { cx: &cx, message: PhantomData })
}

struct Object<'a, M> {
    cx: &'a Context<'a>,
    message: PhantomData<M>,
}

impl<'de, M: JsonFields> Visitor<'de> for Object<'_, M> {
    type Value = M;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.cx.expect(f, &format!("an object, which a `{}` is", M::type_name()))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<M, A::Error> {
        let cx = self.cx;
        let mut message = M::empty();
        let mut names = Names::of::<M>();
        let (mut seen, mut present) = (Numbers::default(), Numbers::default());
        while let Some(name) = map.next_key_seed(FieldName { cx, names: &mut names })? {
            let Some(name) = name else {
                map.next_value::<IgnoredAny>()?;
                continue;
            };
            let cx = cx.field(name.json);
            if !seen.insert(name.number) {
                return Err(cx.read_error("the field is there twice"));
            }
            let field = FieldValue { message: &mut message, number: name.number, cx: &cx };
            if cx.noted(map.next_value_seed(field))? {
                present.insert(name.number);
            }
        }
        for (name, numbers) in M::REQUIRED {
            if !numbers.iter().any(|number| present.contains(*number)) {
                return Err(cx.read_error(format_args!("the required field `{name}` is missing")));
            }
        }
        Ok(message)
    }
}

/// The names of a message's fields, searched from the one found last: members mostly come in the
/// order of the fields.
struct Names {
    tables: [&'static [&'static [JsonName]]; 2],
    own: &'static [JsonName],
    next: usize,
}

impl Names {
    fn of<M: JsonFields>() -> Self {
        Self { tables: [&[], M::ONEOFS], own: M::FIELDS, next: 0 }
    }

    fn find(&mut self, name: &str) -> Option<&'static JsonName> {
        let is_it = |field: &&JsonName| field.json == name || field.proto == name;
        let (before, after) = self.own.split_at_checked(self.next).unwrap_or((self.own, &[]));
        for (start, part) in [(self.next, after), (0, before)] {
            if let Some(at) = part.iter().position(|field| is_it(&field)) {
                self.next = start + at + 1;
                return part.get(at);
            }
        }
        self.tables.iter().copied().flatten().copied().flatten().find(is_it)
    }
}

/// Reads the name of a member; `None` is one to ignore.
struct FieldName<'a> {
    cx: &'a Context<'a>,
    names: &'a mut Names,
}

impl<'de> DeserializeSeed<'de> for FieldName<'_> {
    type Value = Option<&'static JsonName>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for FieldName<'_> {
    type Value = Option<&'static JsonName>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.cx.expect(f, "the name of a field")
    }

    fn visit_str<E: serde::de::Error>(self, name: &str) -> Result<Self::Value, E> {
        match self.names.find(name) {
            None if !self.cx.options().ignore_unknown => {
                let own = self.names.own.iter();
                let others = self.names.tables.iter().copied().flatten().copied().flatten();
                let known: Vec<_> = own.chain(others).map(|name| name.json).collect();
                Err(self.cx.read_error(format_args!(
                    "there is no field {name:?}, expected one of [{}]",
                    known.join(", ")
                )))
            }
            found => Ok(found),
        }
    }
}

struct FieldValue<'a, M> {
    message: &'a mut M,
    number: u32,
    cx: &'a Context<'a>,
}

impl<'de, M: JsonFields> DeserializeSeed<'de> for FieldValue<'_, M> {
    type Value = bool;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<bool, D::Error> {
        self.message.read_field(self.number, deserializer, self.cx)
    }
}

/// A set of field numbers.
#[derive(Default)]
struct Numbers {
    /// Those below 64, which most are.
    low: u64,
    high: BTreeSet<u32>,
}

impl Numbers {
    /// Whether the number is new.
    fn insert(&mut self, number: u32) -> bool {
        match 1_u64.checked_shl(number) {
            Some(bit) => {
                let is_new = self.low & bit == 0;
                self.low |= bit;
                is_new
            }
            None => self.high.insert(number),
        }
    }

    fn contains(&self, number: u32) -> bool {
        match 1_u64.checked_shl(number) {
            Some(bit) => self.low & bit != 0,
            None => self.high.contains(&number),
        }
    }
}

/// Skips a value; for a field number that no field has, which [`JsonFields::read_field`] is never
/// given.
pub fn skip<'de, D: Deserializer<'de>>(value: D) -> Result<bool, D::Error> {
    IgnoredAny::deserialize(value).map(|_| false)
}

/// Reads a variant of a oneof.
pub fn read_variant<'de, E, V, O, D>(
    slot: &mut Option<O>,
    variant: fn(V) -> O,
    value: D,
    cx: &Context<'_>,
) -> Result<bool, D::Error>
where
    V: JsonValue<E>,
    O: JsonOneof,
    D: Deserializer<'de>,
{
    let Some(value) = super::field::read_optional::<E, V, D>(value, cx)? else {
        return Ok(false);
    };
    if slot.is_some() {
        let names: Vec<_> = O::FIELDS.iter().map(|field| field.json).collect();
        return Err(cx.read_error(format_args!(
            "another field of its oneof is there already, expected one of [{}]",
            names.join(", ")
        )));
    }
    *slot = Some(variant(value));
    Ok(true)
}
