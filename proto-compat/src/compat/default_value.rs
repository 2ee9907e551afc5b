//! Default values, compared across types: the change of a type has rules of its own.

use std::{cmp::Ordering, fmt};

use super::pair::Index;
use crate::descriptor::{Cardinality, Field, Kind};

/// What a field holds where nothing was sent.
#[derive(Clone, Debug)]
pub(super) enum DefaultValue {
    /// A string or bytes.
    Text(Vec<u8>),
    /// A number, `bool` or enum. All integers of protobuf fit.
    Integer(i128),
    /// The number of an enum with its name.
    Enum(i32, String),
    Float(f32),
    Double(f64),
}

/// The default of a field, written or not; `None` for messages, lists and maps.
pub(super) fn of(field: &Field, index: &Index<'_>) -> Option<DefaultValue> {
    if matches!(field.cardinality, Cardinality::Repeated | Cardinality::Map) {
        return None;
    }
    let text = field.default.as_deref();
    Some(match field.kind {
        Kind::Message | Kind::Group => return None,
        Kind::String => DefaultValue::Text(text.unwrap_or_default().as_bytes().to_vec()),
        Kind::Bytes => DefaultValue::Text(unescaped(text.unwrap_or_default())),
        Kind::Float => DefaultValue::Float(text.map_or(0.0, |text| text.parse().unwrap_or(0.0))),
        Kind::Double => DefaultValue::Double(text.map_or(0.0, |text| text.parse().unwrap_or(0.0))),
        Kind::Bool => DefaultValue::Integer(i128::from(text == Some("true"))),
        Kind::Enum => {
            let values = &index.enumeration(&field.type_name)?.values;
            let value = match text {
                Some(name) => values.iter().find(|value| value.name == name),
                None => values.first(),
            }?;
            DefaultValue::Enum(value.number, value.name.clone())
        }
        _ => DefaultValue::Integer(text.map_or(0, |text| text.parse().unwrap_or(0))),
    })
}

impl DefaultValue {
    pub(super) fn is_same(old: &Self, new: &Self) -> bool {
        match (old, new) {
            (Self::Text(old), Self::Text(new)) => old == new,
            // Text against a number is a change unless both are what nothing is.
            (Self::Text(text), other) | (other, Self::Text(text)) => {
                text.is_empty() && other.is_zero()
            }
            // The precision that a `double` has beyond a `float` is no change of the default.
            (Self::Float(float), Self::Double(double))
            | (Self::Double(double), Self::Float(float)) => {
                same(f64::from(*float), *double) || f64::from(*float) == f64::from(narrow(*double))
            }
            _ => match (old.integer(), new.integer()) {
                (Some(old), Some(new)) => old == new,
                _ => same(old.float(), new.float()),
            },
        }
    }

    fn is_zero(&self) -> bool {
        match self {
            Self::Text(text) => text.is_empty(),
            other => other.float() == 0.0,
        }
    }

    fn integer(&self) -> Option<i128> {
        match self {
            Self::Integer(integer) => Some(*integer),
            Self::Enum(number, _) => Some(i128::from(*number)),
            _ => None,
        }
    }

    #[expect(clippy::cast_precision_loss, reason = "compared with floating-point numbers only")]
    fn float(&self) -> f64 {
        match self {
            Self::Text(_) => f64::NAN,
            Self::Integer(integer) => *integer as f64,
            Self::Enum(number, _) => f64::from(*number),
            Self::Float(float) => f64::from(*float),
            Self::Double(double) => *double,
        }
    }
}

#[expect(clippy::cast_possible_truncation, reason = "that is what it is for")]
fn narrow(double: f64) -> f32 {
    double as f32
}

/// Equal, where one `nan` is as good as another.
fn same(old: f64, new: f64) -> bool {
    old.is_nan() && new.is_nan() || old.partial_cmp(&new) == Some(Ordering::Equal)
}

impl fmt::Display for DefaultValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => write!(f, "\"{}\"", text.escape_ascii()),
            Self::Integer(integer) => write!(f, "{integer}"),
            Self::Enum(_, name) => f.write_str(name),
            Self::Float(float) => write!(f, "{float}"),
            Self::Double(double) => write!(f, "{double}"),
        }
    }
}

/// > For bytes, contains the C escaped value. All bytes >= 128 are escaped.
fn unescaped(text: &str) -> Vec<u8> {
    let mut bytes = vec![];
    let mut rest = text.bytes().peekable();
    while let Some(byte) = rest.next() {
        if byte != b'\\' {
            bytes.push(byte);
            continue;
        }
        match rest.next() {
            Some(b'n') => bytes.push(b'\n'),
            Some(b'r') => bytes.push(b'\r'),
            Some(b't') => bytes.push(b'\t'),
            Some(digit @ b'0'..=b'7') => {
                let mut value = u32::from(digit - b'0');
                for _ in 0..2 {
                    let Some(digit) = rest.next_if(|byte| (b'0'..=b'7').contains(byte)) else {
                        break;
                    };
                    value = value * 8 + u32::from(digit - b'0');
                }
                bytes.push(value.to_le_bytes()[0]);
            }
            Some(other) => bytes.push(other),
            None => {}
        }
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_unescaped() {
        assert_eq!(unescaped(r#"a\001\377\n\"\\z"#), b"a\x01\xff\n\"\\z");
    }

    #[test]
    fn numbers_are_compared_whatever_their_type() {
        use DefaultValue::{Double, Enum, Float, Integer, Text};
        let same = [
            (Integer(1), Enum(1, "A".into())),
            (Float(0.1), Double(0.1)),
            (Double(f64::NAN), Float(f32::NAN)),
            (Integer(3), Double(3.0)),
            (Text(b"a".to_vec()), Text(b"a".to_vec())),
        ];
        for (old, new) in same {
            assert!(DefaultValue::is_same(&old, &new), "{old} and {new}");
            assert!(DefaultValue::is_same(&new, &old), "{new} and {old}");
        }
        let u64_max = Integer(i128::from(u64::MAX));
        assert!(!DefaultValue::is_same(&u64_max, &Integer(i128::from(u64::MAX - 1))));
        assert!(!DefaultValue::is_same(&Double(f64::NAN), &Double(0.0)));
        assert!(!DefaultValue::is_same(&Text(b"1".to_vec()), &Integer(1)));
    }
}
