//! What descriptors say, with names made full and features resolved.

use std::ops::RangeInclusive;

use super::{Features, Locations, Options};

/// The syntax a file is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Syntax {
    /// `syntax = "proto2"`, or nothing.
    Proto2,
    /// `syntax = "proto3"`
    Proto3,
    /// `edition = …`, by its number in `google.protobuf.Edition`: 2023 is 1000.
    Edition(i32),
}

/// A `.proto` file.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct File {
    /// The path by which others import it.
    pub path: String,
    /// The package, empty for none.
    pub package: String,
    /// The syntax it is written in.
    pub syntax: Syntax,
    /// The files it imports.
    pub imports: Vec<Import>,
    /// The messages at the top.
    pub messages: Vec<Message>,
    /// The enums at the top.
    pub enums: Vec<Enum>,
    /// The services.
    pub services: Vec<Service>,
    /// The extensions at the top.
    pub extensions: Vec<Field>,
    /// `google.protobuf.FileOptions`
    pub options: Options,
    /// The features that all in it inherits.
    pub features: Features,
    /// Where all that stands in the text.
    pub locations: Locations,
    /// Whether the file is only there because others import it.
    pub is_import: bool,
}

/// An import of a file.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Import {
    /// The file.
    pub path: String,
    /// Whether those who import this file have it as well.
    pub public: bool,
    /// Where it stands, for [`Locations`].
    pub at: Vec<i32>,
}

/// A message.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Message {
    /// Its own name.
    pub name: String,
    /// The name with package and enclosing messages, without a leading dot.
    pub full_name: String,
    /// Where it stands, for [`Locations`].
    pub at: Vec<i32>,
    /// The fields.
    pub fields: Vec<Field>,
    /// The messages in it, those of maps among them.
    pub messages: Vec<Message>,
    /// The enums in it.
    pub enums: Vec<Enum>,
    /// The extensions in it.
    pub extensions: Vec<Field>,
    /// The oneofs in it.
    pub oneofs: Vec<Oneof>,
    /// Numbers not to be used again.
    pub reserved: Reserved,
    /// Numbers left to extensions.
    pub extension_ranges: Vec<RangeInclusive<i32>>,
    /// `google.protobuf.MessageOptions`
    pub options: Options,
    /// The features in force.
    pub features: Features,
    /// Whether the compiler made it for a map.
    pub is_map_entry: bool,
}

/// What must not be used again.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Reserved {
    /// Numbers, both ends included.
    pub ranges: Vec<RangeInclusive<i32>>,
    /// Names.
    pub names: Vec<String>,
}

impl Reserved {
    pub(crate) fn has_number(&self, number: i32) -> bool {
        self.ranges.iter().any(|range| range.contains(&number))
    }

    pub(crate) fn has_name(&self, name: &str) -> bool {
        self.names.iter().any(|reserved| reserved == name)
    }
}

/// A field or an extension.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Field {
    /// Its own name.
    pub name: String,
    /// The name with package and messages.
    pub full_name: String,
    /// Where it stands, for [`Locations`].
    pub at: Vec<i32>,
    /// The field number.
    pub number: i32,
    /// The type; a delimited message is a [`Kind::Group`].
    pub kind: Kind,
    /// The full name of the message or enum it holds.
    pub type_name: String,
    /// How often it occurs.
    pub cardinality: Cardinality,
    /// The oneof it belongs to, unless that is the one behind a proto3 `optional`.
    pub oneof: Option<String>,
    /// `default = …` as protoc writes it.
    pub default: Option<String>,
    /// The name in JSON.
    pub json_name: String,
    /// The full name of the message it extends.
    pub extendee: Option<String>,
    /// `google.protobuf.FieldOptions`
    pub options: Options,
    /// The features in force.
    pub features: Features,
    /// Whether it is the key or value of a map.
    pub in_map_entry: bool,
}

/// The type of a field, with protobuf's names and numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "each is protobuf's own word for the type")]
pub enum Kind {
    Double = 1,
    Float,
    Int64,
    Uint64,
    Int32,
    Fixed64,
    Fixed32,
    Bool,
    String,
    Group,
    Message,
    Bytes,
    Uint32,
    Enum,
    Sfixed32,
    Sfixed64,
    Sint32,
    Sint64,
}

impl Kind {
    pub(super) const ALL: [Self; 18] = [
        Self::Double,
        Self::Float,
        Self::Int64,
        Self::Uint64,
        Self::Int32,
        Self::Fixed64,
        Self::Fixed32,
        Self::Bool,
        Self::String,
        Self::Group,
        Self::Message,
        Self::Bytes,
        Self::Uint32,
        Self::Enum,
        Self::Sfixed32,
        Self::Sfixed64,
        Self::Sint32,
        Self::Sint64,
    ];

    /// The keyword of a `.proto` file.
    #[must_use]
    pub fn keyword(self) -> &'static str {
        match self {
            Self::Double => "double",
            Self::Float => "float",
            Self::Int64 => "int64",
            Self::Uint64 => "uint64",
            Self::Int32 => "int32",
            Self::Fixed64 => "fixed64",
            Self::Fixed32 => "fixed32",
            Self::Bool => "bool",
            Self::String => "string",
            Self::Group => "group",
            Self::Message => "message",
            Self::Bytes => "bytes",
            Self::Uint32 => "uint32",
            Self::Enum => "enum",
            Self::Sfixed32 => "sfixed32",
            Self::Sfixed64 => "sfixed64",
            Self::Sint32 => "sint32",
            Self::Sint64 => "sint64",
        }
    }

    /// Whether the type has a name of its own.
    #[must_use]
    pub fn is_named(self) -> bool {
        matches!(self, Self::Group | Self::Message | Self::Enum)
    }
}

/// How often a field occurs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Cardinality {
    ExplicitPresence,
    ImplicitPresence,
    Required,
    Repeated,
    Map,
}

impl Cardinality {
    pub(crate) fn describe(self) -> &'static str {
        match self {
            Self::ExplicitPresence => "optional with explicit presence",
            Self::ImplicitPresence => "optional with implicit presence",
            Self::Required => "required",
            Self::Repeated => "repeated",
            Self::Map => "map",
        }
    }
}

/// A oneof.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Oneof {
    /// Its name.
    pub name: String,
    /// Where it stands, for [`Locations`].
    pub at: Vec<i32>,
    /// `google.protobuf.OneofOptions`
    pub options: Options,
    /// Whether the compiler made it for a proto3 `optional` field.
    pub is_synthetic: bool,
}

/// An enum.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Enum {
    /// Its own name.
    pub name: String,
    /// The name with package and enclosing messages.
    pub full_name: String,
    /// Where it stands, for [`Locations`].
    pub at: Vec<i32>,
    /// The values as declared.
    pub values: Vec<EnumValue>,
    /// Numbers and names not to be used again.
    pub reserved: Reserved,
    /// `google.protobuf.EnumOptions`
    pub options: Options,
    /// The features in force.
    pub features: Features,
}

/// A value of an enum.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct EnumValue {
    /// Its name.
    pub name: String,
    /// Its number.
    pub number: i32,
    /// Where it stands, for [`Locations`].
    pub at: Vec<i32>,
    /// `google.protobuf.EnumValueOptions`
    pub options: Options,
}

/// A service.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Service {
    /// Its own name.
    pub name: String,
    /// The name with its package.
    pub full_name: String,
    /// Where it stands, for [`Locations`].
    pub at: Vec<i32>,
    /// The methods as declared.
    pub methods: Vec<Method>,
    /// `google.protobuf.ServiceOptions`
    pub options: Options,
}

/// A method.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Method {
    /// Its name.
    pub name: String,
    /// Where it stands, for [`Locations`].
    pub at: Vec<i32>,
    /// The full name of the request.
    pub input: String,
    /// The full name of the response.
    pub output: String,
    /// Whether requests are a stream.
    pub client_streaming: bool,
    /// Whether responses are a stream.
    pub server_streaming: bool,
    /// `google.protobuf.MethodOptions`
    pub options: Options,
}
