//! The definitions a schema holds, each in protobuf's terms.

use std::ops::RangeInclusive;

use super::{Meaning, OptionDef, TypeName};

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
    /// Field numbers that other files may give to extensions, both ends included.
    pub extensions: Vec<RangeInclusive<i32>>,
    /// Whether users are told to stop using it.
    pub deprecated: bool,
    /// Options of `google.protobuf.MessageOptions`, without those that have a field here.
    pub options: Vec<OptionDef>,
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
    /// Label, type and meaning.
    pub kind: FieldKind,
    /// The index of the oneof it belongs to.
    pub oneof: Option<usize>,
    /// The JSON name where it is not the derived one.
    pub json_name: Option<String>,
    /// What an absent field stands for, where it is not zero or empty; written as
    /// `google.protobuf.FieldDescriptorProto.default_value` has it.
    pub default: Option<String>,
    /// Whether users are told to stop using it.
    pub deprecated: bool,
    /// Options of `google.protobuf.FieldOptions`, without those that have a field here.
    pub options: Vec<OptionDef>,
}

impl FieldDef {
    /// A field with nothing else to say.
    #[must_use]
    pub fn new(name: impl Into<String>, number: u32, kind: FieldKind) -> Self {
        Self {
            name: name.into(),
            number,
            kind,
            comments: vec![],
            oneof: None,
            json_name: None,
            default: None,
            deprecated: false,
            options: vec![],
        }
    }
}

/// Label and type of a field, and what its values mean.
#[derive(Clone, Debug, PartialEq)]
pub struct FieldKind {
    /// How often the field occurs.
    pub label: Label,
    /// What it holds.
    pub ty: FieldType,
    /// What that stands for; lines of the field's comment say so.
    pub meaning: Meaning,
}

impl FieldKind {
    /// A field whose values mean nothing beyond their type.
    #[must_use]
    pub fn new(label: Label, ty: FieldType) -> Self {
        Self { label, ty, meaning: Meaning::default() }
    }
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
    /// `required`, as proto2 had it: a message without the field is not valid.
    Required,
}

/// What a field holds.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum FieldType {
    /// A built-in type.
    Scalar(ScalarType),
    /// A message.
    Message(TypeName),
    /// A message between two tags instead of behind a length: proto2's `group`.
    Group(TypeName),
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
#[derive(Clone, Debug, Default, PartialEq)]
pub struct OneofDef {
    /// The name as written in the `.proto`.
    pub name: String,
    /// The documentation, one line an entry.
    pub comments: Vec<String>,
    /// Options of `google.protobuf.OneofOptions`.
    pub options: Vec<OptionDef>,
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
    /// The values as declared; the first is what an absent field holds, and is the zero value
    /// unless the enum is [closed](Self::closed).
    pub values: Vec<EnumValueDef>,
    /// Whether several values may have one number.
    pub allow_alias: bool,
    /// Whether a number without a value is no value of the enum but an unknown field, as in
    /// proto2.
    pub closed: bool,
    /// Numbers and names that must not be used again.
    pub reserved: Reserved,
    /// Whether users are told to stop using it.
    pub deprecated: bool,
    /// Options of `google.protobuf.EnumOptions`, without those that have a field here.
    pub options: Vec<OptionDef>,
}

/// A value of an enum.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct EnumValueDef {
    /// The name as written in the `.proto` (`MOOD_HAPPY`).
    pub name: String,
    /// The number.
    pub number: i32,
    /// The documentation, one line an entry.
    pub comments: Vec<String>,
    /// Whether users are told to stop using it.
    pub deprecated: bool,
    /// Options of `google.protobuf.EnumValueOptions`, without `deprecated`.
    pub options: Vec<OptionDef>,
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
    /// Options of `google.protobuf.ServiceOptions`, without `deprecated`.
    pub options: Vec<OptionDef>,
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
    /// Options of `google.protobuf.MethodOptions`, without those that have a field here.
    pub options: Vec<OptionDef>,
}

impl MethodDef {
    /// A method with one request and one response, and nothing else to say.
    #[must_use]
    pub fn new(name: impl Into<String>, input: TypeName, output: TypeName) -> Self {
        Self {
            name: name.into(),
            input,
            output,
            comments: vec![],
            client_streaming: false,
            server_streaming: false,
            idempotency: Idempotency::Unknown,
            deprecated: false,
            options: vec![],
        }
    }
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
