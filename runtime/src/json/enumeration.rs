//! Enums by name, read from a name or a number; `NullValue` as `null`.

use std::fmt;

use serde::{
    Deserializer, Serializer,
    de::{Error, MapAccess, Unexpected, Visitor},
};

use super::{Context, JsonEnumeration, JsonValue, field::singular_json};
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
        let visitor = EnumVisitor { names: E::NAMES, takes_null: E::IS_NULL, cx };
        Ok(deserializer.deserialize_any(visitor)?.map(Self::from_number))
    }
}

singular_json!([E: JsonEnumeration] Open<E>, Plain);

/// One for all enums, so that it is compiled once a format.
struct EnumVisitor<'a> {
    names: &'static [(&'static str, i32)],
    takes_null: bool,
    cx: &'a Context<'a>,
}

impl<'de> Visitor<'de> for EnumVisitor<'_> {
    type Value = Option<i32>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<_> = self.names.iter().map(|(name, _)| *name).collect();
        let null = if self.takes_null { "null, " } else { "" };
        self.cx.expect(f, &format!("{null}a number, or one of [{}]", names.join(", ")))
    }

    fn visit_str<X: Error>(self, text: &str) -> Result<Option<i32>, X> {
        match self.names.iter().find(|(name, _)| *name == text) {
            Some((_, number)) => Ok(Some(*number)),
            None if self.cx.options().ignore_unknown => Ok(None),
            None => Err(X::invalid_value(Unexpected::Str(text), &self)),
        }
    }

    fn visit_i64<X: Error>(self, number: i64) -> Result<Option<i32>, X> {
        i32::try_from(number)
            .map(Some)
            .map_err(|_| X::invalid_value(Unexpected::Signed(number), &self))
    }

    fn visit_u64<X: Error>(self, number: u64) -> Result<Option<i32>, X> {
        i32::try_from(number)
            .map(Some)
            .map_err(|_| X::invalid_value(Unexpected::Unsigned(number), &self))
    }

    fn visit_f64<X: Error>(self, number: f64) -> Result<Option<i32>, X> {
        let whole = number as i32;
        if f64::from(whole) == number {
            Ok(Some(whole))
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
        match super::number::hidden_number(map)? {
            Some(text) => match text.parse() {
                Ok(number) => Ok(Some(number)),
                Err(_) => Err(A::Error::invalid_value(Unexpected::Other(&text), &self)),
            },
            None => Err(A::Error::invalid_type(Unexpected::Map, &self)),
        }
    }
}
