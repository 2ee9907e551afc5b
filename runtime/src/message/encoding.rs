//! Wire types, tags, and the markers that choose among a type's encodings.

/// The encoding a type has without being told: varints, UTF-8, length-prefixed messages.
#[derive(Clone, Copy, Debug)]
pub enum Plain {}

/// `#[tag(n, sint)]`: zigzag varints (`sint32`, `sint64`).
#[derive(Clone, Copy, Debug)]
pub enum Sint {}

/// `#[tag(n, fixed)]`: four or eight bytes (`fixed32`, `sfixed64`, …).
#[derive(Clone, Copy, Debug)]
pub enum Fixed {}

/// `#[tag(n, unpacked)]`: a repeated field with a tag before each element.
#[derive(Clone, Copy, Debug)]
pub struct Unpacked<E>(std::marker::PhantomData<E>);

/// How a value's extent is found on the wire.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WireType {
    /// Seven bits a byte.
    Varint,
    /// Eight bytes, little-endian.
    Fixed64,
    /// A varint length and that many bytes.
    Len,
    /// The start of a group, read only to be skipped.
    StartGroup,
    /// The end of a group.
    EndGroup,
    /// Four bytes, little-endian.
    Fixed32,
}

/// A field number and the wire type of what follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tag {
    /// The field number, 1 to 536,870,911.
    pub number: u32,
    /// The wire type.
    pub wire_type: WireType,
}
