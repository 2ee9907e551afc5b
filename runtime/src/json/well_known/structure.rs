//! `Struct`, `Value` and `ListValue` are the JSON that they hold.

use std::{borrow::Cow, collections::BTreeMap, fmt, marker::PhantomData};

use serde::{
    Deserializer, Serialize, Serializer,
    de::{DeserializeSeed, Error, MapAccess, SeqAccess, Visitor},
    ser::{SerializeMap, SerializeSeq},
};

use crate::{
    json::{Context, JsonMessage, number::HIDDEN_NUMBER},
    message::well_known::{ListValue, NullValue, Struct, Value},
};

impl JsonMessage for Struct {
    const SPECIAL: bool = true;

    fn write_json<S: Serializer>(
        &self,
        serializer: S,
        cx: &Context<'_>,
    ) -> Result<S::Ok, S::Error> {
        let cx = cx.nested().map_err(|error| cx.write_error(error))?;
        let mut out = serializer.serialize_map(Some(self.fields.len()))?;
        for (key, value) in &self.fields {
            out.serialize_entry(key, &Placed { value, cx: &cx.key(key) })?;
        }
        out.end()
    }

    fn read_json<'de, D: Deserializer<'de>>(
        deserializer: D,
        cx: &Context<'_>,
    ) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Kind { expected: "an object", cx, kind: PhantomData })
    }
}

impl JsonMessage for ListValue {
    const SPECIAL: bool = true;

    fn write_json<S: Serializer>(
        &self,
        serializer: S,
        cx: &Context<'_>,
    ) -> Result<S::Ok, S::Error> {
        let cx = cx.nested().map_err(|error| cx.write_error(error))?;
        let mut out = serializer.serialize_seq(Some(self.values.len()))?;
        for (index, value) in self.values.iter().enumerate() {
            out.serialize_element(&Placed { value, cx: &cx.index(index) })?;
        }
        out.end()
    }

    fn read_json<'de, D: Deserializer<'de>>(
        deserializer: D,
        cx: &Context<'_>,
    ) -> Result<Self, D::Error> {
        deserializer.deserialize_seq(Kind { expected: "an array", cx, kind: PhantomData })
    }
}

impl JsonMessage for Value {
    const SPECIAL: bool = true;
    const TAKES_NULL: bool = true;

    fn write_json<S: Serializer>(
        &self,
        serializer: S,
        cx: &Context<'_>,
    ) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => serializer.serialize_unit(),
            Self::Number(number) if number.is_finite() => serializer.serialize_f64(*number),
            Self::Number(number) => {
                Err(cx.write_error(format_args!("{number} is no number in JSON")))
            }
            Self::String(string) => serializer.serialize_str(string),
            Self::Bool(bool) => serializer.serialize_bool(*bool),
            Self::Struct(object) => object.write_json(serializer, cx),
            Self::List(list) => list.write_json(serializer, cx),
        }
    }

    fn read_json<'de, D: Deserializer<'de>>(
        deserializer: D,
        cx: &Context<'_>,
    ) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Kind { expected: "a JSON value", cx, kind: PhantomData })
    }
}

/// A value and where it is.
struct Placed<'a> {
    value: &'a Value,
    cx: &'a Context<'a>,
}

impl Serialize for Placed<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.value.write_json(serializer, self.cx)
    }
}

impl<'de> DeserializeSeed<'de> for &Context<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        Value::read_json(deserializer, self)
    }
}

/// Reads a `T`, which is one of the kinds of value.
struct Kind<'a, T> {
    expected: &'static str,
    cx: &'a Context<'a>,
    kind: PhantomData<T>,
}

/// What a kind of JSON value becomes, if it may.
trait Accept: Sized {
    fn accept(value: Value) -> Option<Self>;
}

impl Accept for Value {
    fn accept(value: Value) -> Option<Self> {
        Some(value)
    }
}

impl Accept for Struct {
    fn accept(value: Value) -> Option<Self> {
        if let Value::Struct(object) = value { Some(object) } else { None }
    }
}

impl Accept for ListValue {
    fn accept(value: Value) -> Option<Self> {
        if let Value::List(list) = value { Some(list) } else { None }
    }
}

impl<T: Accept> Kind<'_, T> {
    fn accept<E: Error>(&self, value: Value) -> Result<T, E> {
        T::accept(value).ok_or_else(|| {
            self.cx.read_error(format_args!("another kind of value, expected {}", self.expected))
        })
    }
}

impl<'de, T: Accept> Visitor<'de> for Kind<'_, T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.cx.expect(f, self.expected)
    }

    fn visit_unit<E: Error>(self) -> Result<T, E> {
        self.accept(NullValue::Null.into())
    }

    fn visit_none<E: Error>(self) -> Result<T, E> {
        self.visit_unit()
    }

    fn visit_bool<E: Error>(self, bool: bool) -> Result<T, E> {
        self.accept(bool.into())
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<T, E> {
        self.visit_f64(number as f64)
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<T, E> {
        self.visit_f64(number as f64)
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<T, E> {
        self.accept(number.into())
    }

    fn visit_str<E: Error>(self, string: &str) -> Result<T, E> {
        self.accept(string.into())
    }

    fn visit_string<E: Error>(self, string: String) -> Result<T, E> {
        self.accept(string.into())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<T, A::Error> {
        let cx = self.cx.nested().map_err(|error| self.cx.read_error(error))?;
        let mut values = Vec::new();
        for index in 0.. {
            let cx = cx.index(index);
            match cx.noted(seq.next_element_seed(&cx))? {
                Some(value) => values.push(value),
                None => break,
            }
        }
        self.accept(ListValue { values }.into())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<T, A::Error> {
        let cx = self.cx.nested().map_err(|error| self.cx.read_error(error))?;
        let mut fields = BTreeMap::new();
        while let Some(key) = map.next_key::<Cow<'de, str>>()? {
            if key == HIDDEN_NUMBER {
                let number = map.next_value::<Cow<'de, str>>()?;
                return match number.parse::<f64>() {
                    Ok(number) if number.is_finite() => self.visit_f64(number),
                    _ => Err(cx.read_error(format_args!("{number} is out of range"))),
                };
            }
            let cx = cx.key(&key);
            let value = cx.noted(map.next_value_seed(&cx))?;
            if fields.contains_key(&*key) {
                return Err(cx.read_error("the key is there twice"));
            }
            fields.insert(key.into_owned(), value);
        }
        self.accept(Struct { fields }.into())
    }
}
