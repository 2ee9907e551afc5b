//! Enums by name, read from a name or a number; `NullValue` as `null`.

use std::fmt;

use serde::{
    Deserializer, Serializer,
    de::{Error, MapAccess, Unexpected, Visitor},
};

use super::{
    Context, JsonEnumeration, JsonValue,
    field::singular_json,
    number::{hidden_number, integral},
};
use crate::message::{Open, Plain};

impl<E: JsonEnumeration> JsonValue for Open<E> {
    const TAKES_NULL: bool = E::IS_NULL;

    fn write_json<S: Serializer>(
        &self,
        serializer: S,
        cx: &Context<'_>,
    ) -> Result<S::Ok, S::Error> {
        let number = self.number();
        if E::IS_NULL {
            return serializer.serialize_unit();
        }
        let name = E::NAMES.iter().find(|(_, named)| *named == number);
        match name {
            Some((name, _)) if !cx.options().enums_as_numbers => serializer.serialize_str(name),
            _ => serializer.serialize_i32(number),
        }
    }

    fn read_json<'de, D: Deserializer<'de>>(
        deserializer: D,
        cx: &Context<'_>,
    ) -> Result<Option<Self>, D::Error> {
        Ok(read_number::<E, D>(deserializer, false, cx)?.map(Self::from_number))
    }
}

singular_json!([E: JsonEnumeration] Open<E>, Plain);

/// Reads a bare enum. A number that it does not have is its zero, as on the wire, unless the enum is
/// closed: then it is no value of the field at all, as a name that nobody knows.
pub fn read_enumeration<'de, E: JsonEnumeration, D: Deserializer<'de>>(
    deserializer: D,
    cx: &Context<'_>,
) -> Result<Option<E>, D::Error> {
    let number = read_number::<E, D>(deserializer, E::CLOSED, cx)?;
    Ok(number.map(|number| Open::from_number(number).known_or_zero()))
}

fn read_number<'de, E: JsonEnumeration, D: Deserializer<'de>>(
    deserializer: D,
    is_closed: bool,
    cx: &Context<'_>,
) -> Result<Option<i32>, D::Error> {
    let visitor = EnumVisitor { names: E::NAMES, is_closed, takes_null: E::IS_NULL, cx };
    deserializer.deserialize_any(visitor)
}

/// One for all enums, so that it is compiled once a format.
struct EnumVisitor<'a> {
    names: &'static [(&'static str, i32)],
    /// Whether other numbers than those of the names are refused.
    is_closed: bool,
    takes_null: bool,
    cx: &'a Context<'a>,
}

impl EnumVisitor<'_> {
    fn number<X: Error>(self, number: i32) -> Result<Option<i32>, X> {
        let is_known = || self.names.iter().any(|(_, named)| *named == number);
        if !self.is_closed || is_known() {
            Ok(Some(number))
        } else if self.cx.options().ignore_unknown {
            Ok(None)
        } else {
            Err(X::invalid_value(Unexpected::Signed(number.into()), &self))
        }
    }
}

impl<'de> Visitor<'de> for EnumVisitor<'_> {
    type Value = Option<i32>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<_> = self.names.iter().map(|(name, _)| *name).collect();
        let null = if self.takes_null { "null, " } else { "" };
        let number = if self.is_closed { "the number or name of" } else { "a number, or" };
        self.cx.expect(f, &format!("{null}{number} one of [{}]", names.join(", ")))
    }

    fn visit_str<X: Error>(self, text: &str) -> Result<Option<i32>, X> {
        match self.names.iter().find(|(name, _)| *name == text) {
            Some((_, number)) => Ok(Some(*number)),
            None if self.cx.options().ignore_unknown => Ok(None),
            None => Err(X::invalid_value(Unexpected::Str(text), &self)),
        }
    }

    fn visit_i64<X: Error>(self, number: i64) -> Result<Option<i32>, X> {
        match i32::try_from(number) {
            Ok(number) => self.number(number),
            Err(_) => Err(X::invalid_value(Unexpected::Signed(number), &self)),
        }
    }

    fn visit_u64<X: Error>(self, number: u64) -> Result<Option<i32>, X> {
        match i32::try_from(number) {
            Ok(number) => self.number(number),
            Err(_) => Err(X::invalid_value(Unexpected::Unsigned(number), &self)),
        }
    }

    fn visit_f64<X: Error>(self, number: f64) -> Result<Option<i32>, X> {
        let whole = number as i32;
        if f64::from(whole) == number {
            self.number(whole)
        } else {
            Err(X::invalid_value(Unexpected::Float(number), &self))
        }
    }

    fn visit_unit<X: Error>(self) -> Result<Option<i32>, X> {
        if self.takes_null { Ok(Some(0)) } else { Err(X::invalid_type(Unexpected::Unit, &self)) }
    }

    fn visit_none<X: Error>(self) -> Result<Option<i32>, X> {
        self.visit_unit()
    }

    /// A number as serde_json has it with `arbitrary_precision`.
    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Option<i32>, A::Error> {
        match hidden_number(map)? {
            Some(text) => match integral(&text).map(i32::try_from) {
                Some(Ok(number)) => self.number(number),
                _ => Err(A::Error::invalid_value(Unexpected::Other(&text), &self)),
            },
            None => Err(A::Error::invalid_type(Unexpected::Map, &self)),
        }
    }
}
