//! Wire types, tags, and the markers that choose among a type's encodings.

use std::marker::PhantomData;

use super::DecodeError;

/// The encoding a type has without being told: varints, UTF-8, length-prefixed messages.
#[derive(Clone, Copy, Debug)]
pub enum Plain {}

/// `#[tag(n, sint)]`: zigzag varints (`sint32`, `sint64`).
#[derive(Clone, Copy, Debug)]
pub enum Sint {}

/// `#[tag(n, fixed)]`: four or eight bytes (`fixed32`, `sfixed64`, …).
#[derive(Clone, Copy, Debug)]
pub enum Fixed {}

/// `#[tag(n, wrapper)]`: a message around a scalar (`google.protobuf.Int32Value`, …), which is
/// how protobuf spelled presence before it had `optional`.
#[derive(Clone, Copy, Debug)]
pub enum Wrapper {}

/// `#[tag(n, string)]`: as text, where the plain encoding is not: times in RFC 3339
/// (`2026-11-22T20:00:00Z`), UUIDs with hyphens.
#[derive(Clone, Copy, Debug)]
pub enum Text {}

/// `#[tag(n, delimited)]`: a message between two tags instead of behind a length, which protobuf
/// calls a group.
#[derive(Clone, Copy, Debug)]
pub enum Delimited {}

/// `#[tag(n, unpacked)]`: a repeated field with a tag before each element.
#[derive(Clone, Copy, Debug)]
pub struct Unpacked<E>(PhantomData<E>);

/// How a value's extent is found on the wire.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum WireType {
    /// Seven bits a byte.
    Varint = 0,
    /// Eight bytes, little-endian.
    Fixed64 = 1,
    /// A varint length and that many bytes.
    Len = 2,
    /// The start of a group.
    StartGroup = 3,
    /// The end of a group.
    EndGroup = 4,
    /// Four bytes, little-endian.
    Fixed32 = 5,
}

/// A field number and the wire type of what follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tag {
    /// The field number, 1 to 536,870,911.
    pub number: u32,
    /// The wire type.
    pub wire_type: WireType,
}

impl Tag {
    /// Takes a tag apart; a `u32` cannot hold a field number beyond the largest.
    #[inline]
    pub(super) fn from_key(key: u32) -> Result<Self, DecodeError> {
        let wire_type = match key & 7 {
            0 => WireType::Varint,
            1 => WireType::Fixed64,
            2 => WireType::Len,
            3 => WireType::StartGroup,
            4 => WireType::EndGroup,
            5 => WireType::Fixed32,
            _ => return Err(DecodeError::wire_type(key)),
        };
        let number = key >> 3;
        if number == 0 {
            return Err(DecodeError::field_number(0));
        }
        Ok(Self { number, wire_type })
    }

    /// The tag as the number that is written.
    #[inline]
    pub(super) const fn key(self) -> u32 {
        self.number << 3 | self.wire_type as u32
    }
}
