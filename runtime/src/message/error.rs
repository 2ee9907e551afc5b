//! Why bytes are not the message they were taken for.
//!
//! A [`DecodeError`] is one pointer, so that a `Result` of the codec fits a register; all that
//! builds one is cold. The path grows from the inside out while the error travels up.

use std::{borrow::Cow, error::Error, fmt};

use strait_proto_compat::schema::TypeName;

/// Why bytes are not the message they were taken for: the message, the field, and what is wrong.
///
/// ```
/// use bytes::Bytes;
/// use strait::{Message, well_known::FieldMask};
///
/// let error = FieldMask::decode(Bytes::from_static(b"\x0a\x03a\xffb")).unwrap_err();
/// assert_eq!(
///     error.to_string(),
///     "google.protobuf.FieldMask.paths[0]: string is not UTF-8: wrong from byte 1 of 3 on",
/// );
/// ```
pub struct DecodeError(Box<Inner>);

struct Inner {
    kind: DecodeErrorKind,
    /// The message that was to be decoded; unknown while the error is still on its way up.
    root: Option<TypeName>,
    /// From the inside out.
    path: Vec<Segment>,
}

enum Segment {
    Field { message: &'static str, field: &'static str },
    Index(usize),
}

/// What is wrong with the bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum DecodeErrorKind {
    /// The message ends before the value does.
    Truncated {
        /// How many bytes the value claims, or at least needs.
        needed: u64,
        /// How many there are.
        available: usize,
    },
    /// A varint does not end within ten bytes, or exceeds 64 bits.
    VarintTooLong,
    /// A field number outside 1 to 536,870,911; 0 for those below.
    FieldNumber(u64),
    /// A wire type that protobuf does not have.
    WireType(u8),
    /// The end of a group that is not open.
    GroupEnd(u32),
    /// A group that does not end within its message.
    GroupStart(u32),
    /// A string that is not UTF-8.
    NotUtf8 {
        /// How many bytes of it are.
        valid_up_to: usize,
        /// How many it has.
        len: usize,
    },
    /// A packed run that ends within an element.
    PackedRun {
        /// The length of the run in bytes.
        len: usize,
    },
    /// A number that the field's Rust type cannot hold.
    OutOfRange {
        /// The number.
        value: i128,
        /// The Rust type, or the rule it breaks.
        allowed: &'static str,
    },
    /// `bytes` of another length than the field's array has.
    ArrayLength {
        /// The length of the array.
        expected: usize,
        /// The length on the wire.
        actual: usize,
    },
    /// A value that a field's own rules refuse.
    Invalid(Cow<'static, str>),
    /// A required field is absent.
    Missing,
    /// Messages or groups are nested more deeply than
    /// [`DecodeOptions::recursion_limit`](super::DecodeOptions::recursion_limit) allows.
    TooDeep {
        /// The limit.
        limit: u32,
    },
    /// Elements take more memory than
    /// [`DecodeOptions::memory_limit`](super::DecodeOptions::memory_limit) allows.
    TooMuchMemory {
        /// The limit in bytes.
        limit: usize,
    },
    /// The message is longer than
    /// [`DecodeOptions::length_limit`](super::DecodeOptions::length_limit) allows.
    TooLong {
        /// Its length in bytes.
        len: usize,
        /// The limit in bytes.
        limit: usize,
    },
}

impl DecodeError {
    /// What is wrong.
    #[must_use]
    pub fn kind(&self) -> &DecodeErrorKind {
        &self.0.kind
    }

    /// Whether a required field is absent: the message is well-formed, but not what is asked for.
    #[must_use]
    pub fn is_missing_field(&self) -> bool {
        self.0.kind == DecodeErrorKind::Missing
    }

    /// Where it is, from the message that was decoded: `greeter.HelloRequest.contact.zip`.
    #[must_use]
    pub fn path(&self) -> String {
        let mut path = match (&self.0.root, self.0.path.last()) {
            (Some(root), _) => root.to_string(),
            (None, Some(Segment::Field { message, .. })) => (*message).to_owned(),
            (None, _) => return self.field_path(),
        };
        let fields = self.field_path();
        if !fields.is_empty() {
            path.push('.');
            path.push_str(&fields);
        }
        path
    }

    /// Where it is within the message that was decoded, as a field mask or a
    /// `google.rpc.BadRequest` would say it: `contact.zip`. Empty where no field is to blame.
    #[must_use]
    pub fn field_path(&self) -> String {
        // The path of a message that nests itself without end helps at its ends only.
        const SHOWN_AT_EACH_END: usize = 8;
        let len = self.0.path.len();
        let mut text = String::new();
        for (depth, segment) in self.0.path.iter().rev().enumerate() {
            if (SHOWN_AT_EACH_END..len.saturating_sub(SHOWN_AT_EACH_END)).contains(&depth) {
                if depth == SHOWN_AT_EACH_END {
                    text.push_str(".…");
                }
                continue;
            }
            match segment {
                Segment::Field { field, .. } => {
                    if !text.is_empty() {
                        text.push('.');
                    }
                    text.push_str(field);
                }
                Segment::Index(index) => text.push_str(&format!("[{index}]")),
            }
        }
        text
    }

    /// A value that breaks its type's own rules, for a [`Value`](super::Value) written by hand:
    /// `reason` completes the sentence "the value …".
    #[must_use]
    #[cold]
    pub fn invalid(reason: impl Into<Cow<'static, str>>) -> Self {
        Self::new(DecodeErrorKind::Invalid(reason.into()))
    }

    /// A required field that is absent.
    #[must_use]
    #[cold]
    pub fn missing() -> Self {
        Self::new(DecodeErrorKind::Missing)
    }

    /// Adds the field in which the error happened; called from the inside out.
    ///
    /// `message` is the full protobuf name where the macro knows it.
    #[must_use]
    #[cold]
    pub fn at(mut self, message: &'static str, field: &'static str) -> Self {
        self.0.path.push(Segment::Field { message, field });
        self
    }

    /// Adds the position in a repeated field, before the field itself.
    #[must_use]
    #[cold]
    pub(super) fn at_index(mut self, index: usize) -> Self {
        self.0.path.push(Segment::Index(index));
        self
    }

    /// Adds the message that was to be decoded.
    #[must_use]
    #[cold]
    pub(crate) fn in_message(mut self, root: TypeName) -> Self {
        self.0.root = Some(root);
        self
    }

    #[must_use]
    #[cold]
    pub(super) fn new(kind: DecodeErrorKind) -> Self {
        Self(Box::new(Inner { kind, root: None, path: Vec::new() }))
    }

    #[must_use]
    #[cold]
    pub(super) fn truncated(needed: u64, available: usize) -> Self {
        Self::new(DecodeErrorKind::Truncated { needed, available })
    }

    #[must_use]
    #[cold]
    pub(super) fn field_number(number: u64) -> Self {
        Self::new(DecodeErrorKind::FieldNumber(number))
    }

    #[must_use]
    #[cold]
    pub(super) fn wire_type(key: u32) -> Self {
        Self::new(DecodeErrorKind::WireType((key & 7) as u8))
    }

    #[must_use]
    #[cold]
    pub(super) fn out_of_range(value: impl Into<i128>, allowed: &'static str) -> Self {
        Self::new(DecodeErrorKind::OutOfRange { value: value.into(), allowed })
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = self.path();
        if !path.is_empty() {
            write!(f, "{path}: ")?;
        }
        self.0.kind.fmt(f)
    }
}

impl fmt::Display for DecodeErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Truncated { needed, available } => {
                let plural = if *needed == 1 { "" } else { "s" };
                write!(f, "cut short: {needed} byte{plural} needed, {available} left")
            }
            Self::VarintTooLong => f.write_str("varint exceeds 64 bits"),
            Self::FieldNumber(number) => {
                write!(f, "field number {number} is not within 1 to 536870911")
            }
            Self::WireType(bits) => write!(f, "wire type {bits} does not exist"),
            Self::GroupEnd(number) => write!(f, "end of group {number}, which is not open"),
            Self::GroupStart(number) => write!(f, "group {number} does not end"),
            Self::NotUtf8 { valid_up_to, len } => {
                write!(f, "string is not UTF-8: wrong from byte {valid_up_to} of {len} on")
            }
            Self::PackedRun { len } => {
                write!(f, "packed run of {len} bytes ends within an element")
            }
            Self::OutOfRange { value, allowed } => write!(f, "{value} does not fit {allowed}"),
            Self::ArrayLength { expected, actual } => {
                write!(f, "{actual} bytes where the field holds exactly {expected}")
            }
            Self::Invalid(reason) => write!(f, "the value {reason}"),
            Self::Missing => f.write_str("required field is missing"),
            Self::TooDeep { limit } => {
                write!(f, "nested more deeply than the recursion limit of {limit}")
            }
            Self::TooMuchMemory { limit } => {
                write!(f, "elements exceed the memory limit of {limit} bytes")
            }
            Self::TooLong { len, limit } => {
                write!(f, "message of {len} bytes exceeds the limit of {limit}")
            }
        }
    }
}

impl fmt::Debug for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DecodeError")
            .field("path", &self.path())
            .field("kind", &self.0.kind)
            .finish()
    }
}

impl Error for DecodeError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_one_pointer_wide_in_a_result() {
        assert_eq!(size_of::<Result<(), DecodeError>>(), size_of::<usize>());
    }

    #[test]
    fn names_the_path_from_the_outside_in() {
        let error = DecodeError::missing()
            .at("shop.Address", "zip")
            .at_index(17)
            .at("shop.Order", "stops")
            .at("shop.PlaceRequest", "order");
        assert_eq!(error.field_path(), "order.stops[17].zip");
        assert_eq!(
            error.to_string(),
            "shop.PlaceRequest.order.stops[17].zip: required field is missing"
        );
    }

    #[test]
    fn names_the_message_where_no_field_is_to_blame() {
        let error = DecodeError::field_number(0).in_message(TypeName::new("shop", "Order"));
        assert_eq!(error.to_string(), "shop.Order: field number 0 is not within 1 to 536870911");
    }

    #[test]
    fn leaves_out_the_middle_of_an_endless_path() {
        let mut error = DecodeError::new(DecodeErrorKind::TooDeep { limit: 100 });
        for _ in 0..100 {
            error = error.at("a.Node", "next");
        }
        assert_eq!(error.path().matches("next").count(), 16);
        assert!(error.path().starts_with("a.Node.next.next."), "{error}");
        assert!(error.path().contains(".next.….next."), "{error}");
    }
}
