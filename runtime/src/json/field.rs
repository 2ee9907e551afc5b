//! Fields that hold one value: bare, or in an `Option`.

use std::{fmt, marker::PhantomData};

use serde::{Deserializer, de::Visitor, ser::SerializeMap};

use super::{Context, JsonField, JsonName, JsonValue, object::write_member};

/// Implements [`JsonField`] for a bare [`JsonValue`], as the codec's `singular_field!` does.
#[doc(hidden)]
#[macro_export]
macro_rules! __singular_json {
    ([$($generics:tt)*] $type:ty, $encoding:ty $(, where $($bounds:tt)*)?) => {
        impl<$($generics)*> $crate::__private::v1::JsonField<$encoding> for $type
        $(where $($bounds)*)?
        {
            fn write_json<W: $crate::__private::v1::SerializeMap>(
                &self,
                name: &$crate::__private::v1::JsonName,
                out: &mut W,
                cx: &$crate::__private::v1::JsonContext<'_>,
            ) -> ::core::result::Result<(), W::Error> {
                $crate::__private::v1::write_json_singular::<$encoding, Self, W>(self, name, out, cx)
            }

            fn read_json<'de, D: $crate::__private::v1::Deserializer<'de>>(
                &mut self,
                value: D,
                cx: &$crate::__private::v1::JsonContext<'_>,
            ) -> ::core::result::Result<bool, D::Error> {
                $crate::__private::v1::read_json_singular::<$encoding, Self, D>(self, value, cx)
            }
        }
    };
}

pub(super) use __singular_json as singular_json;

/// Writes a bare value unless it is empty.
pub fn write_singular<E, V: JsonValue<E>, W: SerializeMap>(
    value: &V,
    name: &JsonName,
    out: &mut W,
    cx: &Context<'_>,
) -> Result<(), W::Error> {
    if value.is_empty() && !cx.options().print_defaults {
        return Ok(());
    }
    write_member(value, name, out, cx)
}

/// Reads a bare value; `null` leaves it as it is.
pub fn read_singular<'de, E, V: JsonValue<E>, D: Deserializer<'de>>(
    slot: &mut V,
    value: D,
    cx: &Context<'_>,
) -> Result<bool, D::Error> {
    let value = read_optional::<E, V, D>(value, cx)?;
    Ok(value.map(|value| *slot = value).is_some())
}

impl<E, V: JsonValue<E>> JsonField<E> for Option<V> {
    fn write_json<W: SerializeMap>(
        &self,
        name: &JsonName,
        out: &mut W,
        cx: &Context<'_>,
    ) -> Result<(), W::Error> {
        self.as_ref().map_or(Ok(()), |value| write_member(value, name, out, cx))
    }

    fn read_json<'de, D: Deserializer<'de>>(
        &mut self,
        value: D,
        cx: &Context<'_>,
    ) -> Result<bool, D::Error> {
        *self = read_optional::<E, V, D>(value, cx)?;
        Ok(self.is_some())
    }
}

/// Reads a value, or nothing from `null`, unless that is a value itself.
pub(super) fn read_optional<'de, E, V: JsonValue<E>, D: Deserializer<'de>>(
    value: D,
    cx: &Context<'_>,
) -> Result<Option<V>, D::Error> {
    if V::TAKES_NULL {
        return V::read_json(value, cx);
    }
    value.deserialize_option(Nullable { cx, value: PhantomData })
}

struct Nullable<'a, E, V> {
    cx: &'a Context<'a>,
    value: PhantomData<(E, V)>,
}

impl<'de, E, V: JsonValue<E>> Visitor<'de> for Nullable<'_, E, V> {
    type Value = Option<V>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.cx.expect(f, "a value or null")
    }

    fn visit_none<X: serde::de::Error>(self) -> Result<Option<V>, X> {
        Ok(None)
    }

    fn visit_unit<X: serde::de::Error>(self) -> Result<Option<V>, X> {
        Ok(None)
    }

    fn visit_some<D: Deserializer<'de>>(self, value: D) -> Result<Option<V>, D::Error> {
        V::read_json(value, self.cx)
    }
}
