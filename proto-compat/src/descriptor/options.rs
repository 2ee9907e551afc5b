//! The options of an element, as they stand on the wire: rules ask for those they know by number.

use super::{
    DecodeError,
    reader::{self, WireValue},
};

/// Options with the numbers they have in `google.protobuf.FileOptions`, `FieldOptions`, ….
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    fields: Vec<(u32, WireValue)>,
}

impl Options {
    pub(super) fn decode(bytes: &[u8]) -> Result<Self, DecodeError> {
        Ok(Self { fields: reader::fields(bytes)? })
    }

    /// An option as it was written last, `None` if it was not.
    #[must_use]
    pub fn value(&self, number: u32) -> Option<&WireValue> {
        self.fields.iter().rev().find(|field| field.0 == number).map(|field| &field.1)
    }

    /// A `bool` option, `None` if it was not written.
    #[must_use]
    pub fn flag(&self, number: u32) -> Option<bool> {
        self.value(number).map(|value| value.int() != 0)
    }

    /// A `string` option, empty if it was not written.
    #[must_use]
    pub fn text(&self, number: u32) -> String {
        self.value(number).map(WireValue::text).unwrap_or_default()
    }

    /// An `enum` option, zero if it was not written.
    #[must_use]
    pub fn number(&self, number: u32) -> i32 {
        self.value(number).map_or(0, WireValue::int32)
    }

    /// The numbers of all options that were written.
    pub fn numbers(&self) -> impl Iterator<Item = u32> {
        self.fields.iter().map(|field| field.0)
    }

    /// The numbers of what was written in an option that is a message, none if that is malformed.
    pub(crate) fn numbers_in(&self, number: u32) -> impl Iterator<Item = u32> {
        let fields = reader::fields(self.message(number).unwrap_or_default()).unwrap_or_default();
        fields.into_iter().map(|field| field.0)
    }

    pub(super) fn message(&self, number: u32) -> Option<&[u8]> {
        self.value(number).map(WireValue::bytes)
    }
}
