//! Numbers and `bool`. Integers of 64 bits are written as strings; every number is read from a
//! number or a string, an integer also with a fraction of zeros or an exponent.

use std::{borrow::Cow, fmt};

use serde::{
    Deserializer, Serializer,
    de::{Error, MapAccess, Unexpected, Visitor},
};

use super::{Context, JsonKey, JsonValue, field::singular_json};
use crate::message::{Fixed, Plain, Sint, Wrapper};

/// The key under which serde_json hides a number if some crate in the build has switched its
/// feature `arbitrary_precision` on.
pub(super) const HIDDEN_NUMBER: &str = "$serde_json::private::Number";

/// The least float that stands for more than one integer: parsers make it of 2^53 and of 2^53 + 1.
/// What the text said cannot be told from there on, not even for `1e18`.
const FIRST_SHARED: f64 = (1_u64 << f64::MANTISSA_DIGITS) as f64;

/// An integer type: its name for errors, and its range.
struct Integer {
    name: &'static str,
    min: i128,
    max: i128,
}

impl fmt::Display for Integer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let article = if self.name.starts_with('i') { "an" } else { "a" };
        write!(f, "{article} {} ({} to {})", self.name, self.min, self.max)
    }
}

/// `type "name" as encodings`, how it is written; the last encodings are no fields of their own.
macro_rules! integers {
    ($($type:ty, $name:literal, [$($field:ty),*] [$($other:ty),*], [$($key:ty),*], $write:expr;)*) => {$(
        integers!(@value $type, $name, [$($field,)* $($other,)*], $write);
        $(singular_json!([] $type, $field);)*
        $(impl JsonKey<$key> for $type {
            fn to_text(&self) -> Cow<'_, str> {
                self.to_string().into()
            }

            fn from_text(text: &str) -> Result<Self, Cow<'static, str>> {
                integral(text)
                    .and_then(|value| Self::try_from(value).ok())
                    .ok_or_else(|| format!("expected {}", integers!(@kind $type, $name)).into())
            }
        })*
    )*};
    (@value $type:ty, $name:literal, [$($encoding:ty,)*], $write:expr) => {$(
        impl JsonValue<$encoding> for $type {
            fn write_json<S: Serializer>(
                &self,
                serializer: S,
                _: &Context<'_>,
            ) -> Result<S::Ok, S::Error> {
                $write(serializer, *self)
            }

            fn read_json<'de, D: Deserializer<'de>>(
                deserializer: D,
                cx: &Context<'_>,
            ) -> Result<Option<Self>, D::Error> {
                let kind = const { &integers!(@kind $type, $name) };
                let value = deserializer.deserialize_any(IntegerVisitor { kind, cx })?;
                Ok(Some(value as $type))
            }
        }
    )*};
    (@kind $type:ty, $name:literal) => {
        Integer { name: $name, min: <$type>::MIN as i128, max: <$type>::MAX as i128 }
    };
}

integers! {
    i32, "int32", [Plain, Sint, Fixed] [Wrapper], [Plain, Sint, Fixed], Serializer::serialize_i32;
    u32, "uint32", [Plain, Fixed] [Wrapper], [Plain, Fixed], Serializer::serialize_u32;
    i64, "int64", [Plain, Sint, Fixed] [Wrapper], [Plain, Sint, Fixed], quoted;
    u64, "uint64", [Plain, Fixed] [Wrapper], [Plain, Fixed], quoted;
    i8, "int8", [Plain, Sint] [], [], Serializer::serialize_i8;
    i16, "int16", [Plain, Sint] [], [], Serializer::serialize_i16;
    u8, "uint8", [Plain] [], [], Serializer::serialize_u8;
    u16, "uint16", [Plain] [], [], Serializer::serialize_u16;
}

/// "int64, fixed64, uint64: string": JavaScript's numbers do not hold 64 bits.
/// <https://protobuf.dev/programming-guides/json/>
fn quoted<S: Serializer, N: fmt::Display>(serializer: S, number: N) -> Result<S::Ok, S::Error> {
    serializer.collect_str(&number)
}

/// One for all integers, so that it is compiled once a format.
struct IntegerVisitor<'a> {
    kind: &'static Integer,
    cx: &'a Context<'a>,
}

impl IntegerVisitor<'_> {
    fn in_range<E: Error>(&self, value: i128, shown: impl fmt::Display) -> Result<i128, E> {
        let kind = self.kind;
        if (kind.min..=kind.max).contains(&value) {
            Ok(value)
        } else {
            Err(self.cx.read_error(format_args!("{shown} is out of range, expected {kind}")))
        }
    }
}

impl<'de> Visitor<'de> for IntegerVisitor<'_> {
    type Value = i128;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.cx.expect(f, &self.kind.to_string())
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<i128, E> {
        self.in_range(value.into(), value)
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<i128, E> {
        self.in_range(value.into(), value)
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<i128, E> {
        if value.fract() != 0.0 {
            return Err(E::invalid_value(Unexpected::Float(value), &self));
        }
        // The conversion saturates: what is too large stays too large.
        let whole = self.in_range(value as i128, value)?;
        if value.abs() >= FIRST_SHARED {
            return Err(self.cx.read_error(format_args!(
                "{value} may have lost digits: from 2^53 on write {} without point and exponent, \
                 or in quotes",
                self.kind
            )));
        }
        Ok(whole)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<i128, E> {
        match integral(text) {
            Some(value) => self.in_range(value, text),
            None => Err(E::invalid_value(Unexpected::Str(text), &self)),
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<i128, A::Error> {
        match hidden_number(map)? {
            Some(text) => self.visit_str(&text),
            None => Err(A::Error::invalid_type(Unexpected::Map, &self)),
        }
    }
}

/// The number in a map that is none; see [`HIDDEN_NUMBER`].
pub(super) fn hidden_number<'de, A: MapAccess<'de>>(
    mut map: A,
) -> Result<Option<String>, A::Error> {
    match map.next_key::<Cow<'de, str>>()? {
        Some(key) if key == HIDDEN_NUMBER => map.next_value().map(Some),
        _ => Ok(None),
    }
}

/// `type "name" as encodings`, and its serializer.
macro_rules! floats {
    ($($type:ty, $name:literal, $write:ident;)*) => {$(
        floats!(@value $type, $name, $write, Plain);
        floats!(@value $type, $name, $write, Wrapper);
        singular_json!([] $type, Plain);
    )*};
    (@value $type:ty, $name:literal, $write:ident, $encoding:ty) => {
        impl JsonValue<$encoding> for $type {
            fn write_json<S: Serializer>(
                &self,
                serializer: S,
                _: &Context<'_>,
            ) -> Result<S::Ok, S::Error> {
                if self.is_finite() {
                    serializer.$write(*self)
                } else if self.is_nan() {
                    serializer.serialize_str("NaN")
                } else {
                    let is_negative = self.is_sign_negative();
                    serializer.serialize_str(if is_negative { "-Infinity" } else { "Infinity" })
                }
            }

            fn read_json<'de, D: Deserializer<'de>>(
                deserializer: D,
                cx: &Context<'_>,
            ) -> Result<Option<Self>, D::Error> {
                let value = deserializer.deserialize_any(FloatVisitor { name: $name, cx })?;
                let narrow = value as $type;
                if narrow.is_infinite() && value.is_finite() {
                    return Err(cx.read_error(format_args!(
                        "{value:e} is out of range, expected a {}",
                        $name
                    )));
                }
                Ok(Some(narrow))
            }
        }
    };
}

floats! {
    f32, "float", serialize_f32;
    f64, "double", serialize_f64;
}

struct FloatVisitor<'a> {
    name: &'static str,
    cx: &'a Context<'a>,
}

impl<'de> Visitor<'de> for FloatVisitor<'_> {
    type Value = f64;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = self.name;
        let what =
            format!("a {name}, as a number or as a string that holds one, \"NaN\" or \"Infinity\"");
        self.cx.expect(f, &what)
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<f64, E> {
        Ok(value)
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<f64, E> {
        Ok(value as f64)
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<f64, E> {
        Ok(value as f64)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<f64, E> {
        let value = match text {
            "NaN" => Some(f64::NAN),
            "Infinity" => Some(f64::INFINITY),
            "-Infinity" => Some(f64::NEG_INFINITY),
            _ => Parts::of(text)
                .and_then(|_| text.parse::<f64>().ok())
                .filter(|value| value.is_finite()),
        };
        value.ok_or_else(|| E::invalid_value(Unexpected::Str(text), &self))
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<f64, A::Error> {
        match hidden_number(map)? {
            Some(text) => self.visit_str(&text),
            None => Err(A::Error::invalid_type(Unexpected::Map, &self)),
        }
    }
}

impl JsonValue<Plain> for bool {
    fn write_json<S: Serializer>(&self, serializer: S, _: &Context<'_>) -> Result<S::Ok, S::Error> {
        serializer.serialize_bool(*self)
    }

    fn read_json<'de, D: Deserializer<'de>>(
        deserializer: D,
        cx: &Context<'_>,
    ) -> Result<Option<Self>, D::Error> {
        deserializer.deserialize_bool(BoolVisitor { cx }).map(Some)
    }
}

impl JsonValue<Wrapper> for bool {
    fn write_json<S: Serializer>(
        &self,
        serializer: S,
        cx: &Context<'_>,
    ) -> Result<S::Ok, S::Error> {
        JsonValue::<Plain>::write_json(self, serializer, cx)
    }

    fn read_json<'de, D: Deserializer<'de>>(
        deserializer: D,
        cx: &Context<'_>,
    ) -> Result<Option<Self>, D::Error> {
        <Self as JsonValue<Plain>>::read_json(deserializer, cx)
    }
}

singular_json!([] bool, Plain);

impl JsonKey for bool {
    fn to_text(&self) -> Cow<'_, str> {
        if *self { "true" } else { "false" }.into()
    }

    fn from_text(text: &str) -> Result<Self, Cow<'static, str>> {
        text.parse().map_err(|_| "expected true or false".into())
    }
}

struct BoolVisitor<'a> {
    cx: &'a Context<'a>,
}

impl Visitor<'_> for BoolVisitor<'_> {
    type Value = bool;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.cx.expect(f, "true or false")
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<bool, E> {
        Ok(value)
    }
}

/// The exact integer that a JSON number stands for: `100`, `1e2`, `100.0`.
pub(super) fn integral(text: &str) -> Option<i128> {
    let Parts { is_negative, whole, fraction, exponent } = Parts::of(text)?;
    let fraction = fraction.trim_end_matches('0');
    // The digits as one integer, and how many zeros belong behind it.
    let digits: String = [whole, fraction].concat();
    let digits = digits.trim_start_matches('0');
    if digits.is_empty() {
        return Some(0);
    }
    let zeros = exponent.checked_sub(i64::try_from(fraction.len()).ok()?)?;
    let significant = digits.trim_end_matches('0');
    let zeros = zeros.checked_add(i64::try_from(digits.len() - significant.len()).ok()?)?;
    if zeros < 0 {
        return None;
    }
    let zeros = u32::try_from(zeros).unwrap_or(u32::MAX);
    // Twenty digits hold every 64-bit integer; whatever is longer is out of every range, and is
    // shown as given.
    if significant.len() > 20 || zeros > 20 {
        return Some(if is_negative { i128::MIN } else { i128::MAX });
    }
    let magnitude = significant.parse::<i128>().ok()?.checked_mul(10_i128.checked_pow(zeros)?);
    let magnitude = magnitude.unwrap_or(i128::MAX);
    Some(if is_negative { -magnitude } else { magnitude })
}

/// A number by JSON's grammar.
struct Parts<'a> {
    is_negative: bool,
    whole: &'a str,
    fraction: &'a str,
    exponent: i64,
}

impl<'a> Parts<'a> {
    fn of(text: &'a str) -> Option<Self> {
        let (is_negative, unsigned) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
            Some((mantissa, exponent)) => (mantissa, Self::exponent(exponent)?),
            None => (unsigned, 0),
        };
        let (whole, fraction) = match mantissa.split_once('.') {
            Some((whole, fraction)) => (whole, Some(fraction)),
            None => (mantissa, None),
        };
        let is_whole = is_digits(whole) && (whole == "0" || !whole.starts_with('0'));
        (is_whole && fraction.is_none_or(is_digits)).then_some(Self {
            is_negative,
            whole,
            fraction: fraction.unwrap_or_default(),
            exponent,
        })
    }

    /// An exponent beyond 64 bits is none that a number in range could have; it saturates.
    fn exponent(text: &str) -> Option<i64> {
        let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
        if !is_digits(digits) {
            return None;
        }
        let beyond = if text.starts_with('-') { i64::MIN / 2 } else { i64::MAX / 2 };
        Some(text.parse().unwrap_or(beyond))
    }
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use serde::de::value::{Error as ValueError, MapDeserializer};

    use super::*;
    use crate::{
        json::{JsonMessage, context::Shared, options::DEFAULT},
        well_known::Value,
    };

    #[test]
    fn integers_have_fractions_of_zeros_and_exponents() {
        for (text, value) in [
            ("0", 0),
            ("-0", 0),
            ("0.000e99999999999999999999", 0),
            ("100", 100),
            ("-1e5", -100_000),
            ("1.50E+1", 15),
            ("1200e-2", 12),
            ("18446744073709551615.0", u64::MAX.into()),
            ("0.0000000000000000000000001e25", 1),
        ] {
            assert_eq!(integral(text), Some(value), "{text}");
        }
    }

    #[test]
    fn what_is_no_integer_is_none() {
        for text in ["", "-", "+1", " 1", "1 ", "01", "1.", ".5", "0.5", "1e", "1e-1", "0x1", "1_0"]
        {
            assert_eq!(integral(text), None, "{text}");
        }
    }

    #[test]
    fn numbers_of_arbitrary_precision_are_read() {
        fn hidden(text: &str) -> MapDeserializer<'_, std::iter::Once<(&str, &str)>, ValueError> {
            MapDeserializer::new(std::iter::once((HIDDEN_NUMBER, text)))
        }

        let shared = Shared::path_in_message(&DEFAULT);
        let cx = Context::root(&shared);
        let integer = <u64 as JsonValue<Plain>>::read_json(hidden("18446744073709551615"), &cx);
        assert_eq!(integer, Ok(Some(u64::MAX)));
        let double = <f64 as JsonValue<Plain>>::read_json(hidden("1.5e3"), &cx);
        assert_eq!(double, Ok(Some(1500.0)));
        let value = <Value as JsonMessage>::read_json(hidden("-2"), &cx);
        assert_eq!(value, Ok(Value::Number(-2.0)));
    }

    #[test]
    fn huge_integers_are_out_of_every_range() {
        for text in ["1e400", "123456789012345678901234567890", "1e99999999999999999999"] {
            assert_eq!(integral(text), Some(i128::MAX), "{text}");
        }
        assert_eq!(integral("-1e400"), Some(i128::MIN));
    }
}
