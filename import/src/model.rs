//! What a set of `.proto` files says, in protobuf's terms, with every reference resolved.

use std::collections::BTreeMap;

use crate::{
    features::{Features, Presence},
    problem::Position,
    said::Said,
};

/// All definitions.
#[derive(Debug, Default)]
pub(crate) struct Model {
    pub(crate) files: Vec<File>,
    /// What each full name is.
    pub(crate) kinds: BTreeMap<String, Kind>,
}

/// What a type name stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Message,
    Enum {
        /// The number of its first value.
        first: i32,
    },
}

#[derive(Debug)]
pub(crate) struct File {
    /// The name it is imported by.
    pub(crate) name: String,
    pub(crate) package: String,
    /// Comments that belong to the file and to no definition: paragraphs of lines.
    pub(crate) header: Vec<Vec<String>>,
    /// The comment on the package.
    pub(crate) package_docs: Vec<String>,
    pub(crate) options: Vec<Said>,
    /// What the file says of all that is in it.
    pub(crate) features: Features,
    /// Whether it is written in an edition.
    pub(crate) is_edition: bool,
    /// In the order of the text, if that is known.
    pub(crate) items: Vec<Item>,
}

#[derive(Debug)]
pub(crate) enum Item {
    Message(Message),
    Enum(Enum),
    Service(Service),
}

/// What every definition has.
#[derive(Debug, Default)]
pub(crate) struct Info {
    pub(crate) position: Option<Position>,
    /// The comments before and after it.
    pub(crate) docs: Vec<String>,
    /// Comments with a blank line between them and the definition: paragraphs of lines.
    pub(crate) detached: Vec<Vec<String>>,
    pub(crate) deprecated: bool,
    /// All others.
    pub(crate) options: Vec<Said>,
}

#[derive(Debug)]
pub(crate) struct Message {
    /// With the package.
    pub(crate) full_name: String,
    /// Without the package: `Outer.Inner`.
    pub(crate) path: String,
    pub(crate) info: Info,
    pub(crate) fields: Vec<Field>,
    pub(crate) oneofs: Vec<Oneof>,
    pub(crate) reserved: Reserved,
    /// Numbers for others to use; both ends belong to a range.
    pub(crate) extensions: Vec<(i32, i32)>,
    pub(crate) strict_json: bool,
    pub(crate) nested: Vec<Item>,
}

#[derive(Debug)]
pub(crate) struct Field {
    pub(crate) name: String,
    pub(crate) number: u32,
    pub(crate) info: Info,
    pub(crate) label: Label,
    pub(crate) ty: FieldType,
    /// Where it is not the derived one.
    pub(crate) json_name: Option<String>,
    pub(crate) oneof: Option<usize>,
    /// Whether its message stands between two tags.
    pub(crate) delimited: bool,
    pub(crate) verified_utf8: bool,
    /// As a literal of the attribute.
    pub(crate) default: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Label {
    Singular(Presence),
    Repeated { packed: bool },
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum FieldType {
    Scalar(Scalar),
    /// By full name.
    Message(String),
    Enum(String),
    Map(Scalar, Box<FieldType>),
}

impl FieldType {
    /// The full name of the type it refers to.
    pub(crate) fn reference(&self) -> Option<&str> {
        match self {
            Self::Scalar(_) => None,
            Self::Message(name) | Self::Enum(name) => Some(name),
            Self::Map(_, value) => value.reference(),
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Scalar {
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

impl Scalar {
    /// Whether several of it can stand in one record.
    pub(crate) fn can_be_packed(self) -> bool {
        !matches!(self, Self::String | Self::Bytes)
    }
}

#[derive(Debug)]
pub(crate) struct Oneof {
    pub(crate) name: String,
    pub(crate) info: Info,
}

/// Both ends of a range belong to it.
#[derive(Debug, Default)]
pub(crate) struct Reserved {
    pub(crate) ranges: Vec<(i32, i32)>,
    pub(crate) names: Vec<String>,
}

#[derive(Debug)]
pub(crate) struct Enum {
    pub(crate) full_name: String,
    pub(crate) path: String,
    pub(crate) info: Info,
    pub(crate) values: Vec<EnumValue>,
    pub(crate) reserved: Reserved,
    /// Whether a number that is not listed is an unknown field.
    pub(crate) closed: bool,
    pub(crate) strict_json: bool,
}

#[derive(Debug)]
pub(crate) struct EnumValue {
    pub(crate) name: String,
    pub(crate) number: i32,
    pub(crate) info: Info,
}

#[derive(Debug)]
pub(crate) struct Service {
    pub(crate) name: String,
    pub(crate) info: Info,
    pub(crate) methods: Vec<Method>,
}

#[derive(Debug)]
pub(crate) struct Method {
    pub(crate) name: String,
    pub(crate) info: Info,
    /// By full name.
    pub(crate) input: String,
    pub(crate) output: String,
    pub(crate) client_streaming: bool,
    pub(crate) server_streaming: bool,
    pub(crate) idempotency: Idempotency,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Idempotency {
    Unknown,
    NoSideEffects,
    Idempotent,
}

/// The last part of a dotted name.
pub(crate) fn last(name: &str) -> &str {
    name.rsplit('.').next().unwrap_or(name)
}
