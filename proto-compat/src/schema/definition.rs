//! The definitions a schema holds, each in protobuf's terms.

use std::ops::RangeInclusive;

use super::TypeName;

/// A message.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct MessageDef {
    /// The documentation, one line an entry, without comment signs.
    pub comments: Vec<String>,
    /// The fields in the order they were declared, those of oneofs among them.
    pub fields: Vec<FieldDef>,
    /// The oneofs; fields refer to them by index.
    pub oneofs: Vec<OneofDef>,
    /// Numbers and names that must not be used again.
    pub reserved: Reserved,
    /// Whether users are told to stop using it.
    pub deprecated: bool,
}

/// A field of a message.
#[derive(Clone, Debug, PartialEq)]
pub struct FieldDef {
    /// The name as written in the `.proto`.
    pub name: String,
    /// The field number.
    pub number: u32,
    /// The documentation, one line an entry.
    pub comments: Vec<String>,
    /// Label and type.
    pub kind: FieldKind,
    /// The index of the oneof it belongs to.
    pub oneof: Option<usize>,
    /// The JSON name where it is not the derived one.
    pub json_name: Option<String>,
    /// Whether users are told to stop using it.
    pub deprecated: bool,
}

/// Label and type of a field.
#[derive(Clone, Debug, PartialEq)]
pub struct FieldKind {
    /// How often the field occurs.
    pub label: Label,
    /// What it holds.
    pub ty: FieldType,
}

/// How often a field occurs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Label {
    /// No label: a scalar without presence, or a message.
    Implicit,
    /// `optional`: presence is kept. (On a message field it says what is so anyway, and is not
    /// written.)
    Optional,
    /// `repeated`, packed where the type allows it.
    Repeated,
    /// `repeated` with `[packed = false]`.
    Unpacked,
}

/// What a field holds.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum FieldType {
    /// A built-in type.
    Scalar(ScalarType),
    /// A message.
    Message(TypeName),
    /// An enum.
    Enum(TypeName),
    /// `map<key, value>`.
    Map(ScalarType, Box<FieldType>),
}

/// Protobuf's built-in types.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "each is protobuf's own word for the type")]
pub enum ScalarType {
    Double,
    Float,
    Int32,
    Int64,
    Uint32,
    Uint64,
    Sint32,
    Sint64,
    Fixed32,
    Fixed64,
    Sfixed32,
    Sfixed64,
    Bool,
    String,
    Bytes,
}

/// A oneof of a message.
#[derive(Clone, Debug, PartialEq)]
pub struct OneofDef {
    /// The name as written in the `.proto`.
    pub name: String,
    /// The documentation, one line an entry.
    pub comments: Vec<String>,
}

/// Numbers and names that a later version must not use again.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reserved {
    /// Both ends belong to the range. For a message the numbers are field numbers, from 1.
    pub numbers: Vec<RangeInclusive<i32>>,
    /// Names of removed fields or values.
    pub names: Vec<String>,
}

/// An enum.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct EnumDef {
    /// The documentation, one line an entry.
    pub comments: Vec<String>,
    /// The values as declared; the first is the zero value.
    pub values: Vec<EnumValueDef>,
    /// Numbers and names that must not be used again.
    pub reserved: Reserved,
    /// Whether users are told to stop using it.
    pub deprecated: bool,
}

/// A value of an enum.
#[derive(Clone, Debug, PartialEq)]
pub struct EnumValueDef {
    /// The name as written in the `.proto` (`MOOD_HAPPY`).
    pub name: String,
    /// The number.
    pub number: i32,
    /// The documentation, one line an entry.
    pub comments: Vec<String>,
    /// Whether users are told to stop using it.
    pub deprecated: bool,
}

/// A service.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ServiceDef {
    /// The documentation, one line an entry.
    pub comments: Vec<String>,
    /// The methods as declared.
    pub methods: Vec<MethodDef>,
    /// Whether users are told to stop using it.
    pub deprecated: bool,
}

/// A method of a service.
#[derive(Clone, Debug, PartialEq)]
pub struct MethodDef {
    /// The name as written in the `.proto` (`SayHello`).
    pub name: String,
    /// The documentation, one line an entry.
    pub comments: Vec<String>,
    /// The request message.
    pub input: TypeName,
    /// The response message.
    pub output: TypeName,
    /// Whether requests are a stream.
    pub client_streaming: bool,
    /// Whether responses are a stream.
    pub server_streaming: bool,
    /// What is known about calling it twice.
    pub idempotency: Idempotency,
    /// Whether users are told to stop using it.
    pub deprecated: bool,
}

/// What calling a method twice does: `google.protobuf.MethodOptions.IdempotencyLevel`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Idempotency {
    /// Nothing is known.
    #[default]
    Unknown,
    /// The method changes nothing.
    NoSideEffects,
    /// Calling it twice has the effect of calling it once.
    Idempotent,
}
