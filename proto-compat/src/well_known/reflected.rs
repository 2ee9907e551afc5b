//! The types by which schemas are described as messages: `api.proto`, `type.proto` and
//! `source_context.proto`, whose types refer to each other.

use super::{
    PROTOBUF_PACKAGE, PublishedType,
    definitions::{field, message},
};
use crate::schema::{EnumDef, EnumValueDef, FieldDef, FieldType, Label, ScalarType, TypeName};

/// The field that those messages got with editions. Rust that was made of an older file lacks it.
pub(crate) const LATER_FIELD: &str = "edition";

pub(super) const SOURCE_CONTEXT: [&str; 1] = ["SourceContext"];
pub(super) const API: [&str; 3] = ["Api", "Method", "Mixin"];
pub(super) const TYPE: [&str; 8] =
    ["Type", "Field", "Field.Kind", "Field.Cardinality", "Enum", "EnumValue", "Option", "Syntax"];

pub(super) fn source_context() -> Vec<(TypeName, PublishedType)> {
    const FIELDS: &[Fact] = &[one("file_name", 1, STRING)];
    vec![table("SourceContext", FIELDS)]
}

pub(super) fn api() -> Vec<(TypeName, PublishedType)> {
    const API: &[Fact] = &[
        one("name", 1, STRING),
        many("methods", 2, Message("Method")),
        many("options", 3, Message("Option")),
        one("version", 4, STRING),
        one("source_context", 5, Message("SourceContext")),
        many("mixins", 6, Message("Mixin")),
        one("syntax", 7, Enum("Syntax")),
        one(LATER_FIELD, 8, STRING),
    ];
    const METHOD: &[Fact] = &[
        one("name", 1, STRING),
        one("request_type_url", 2, STRING),
        one("request_streaming", 3, BOOL),
        one("response_type_url", 4, STRING),
        one("response_streaming", 5, BOOL),
        many("options", 6, Message("Option")),
        one("syntax", 7, Enum("Syntax")).deprecated(),
        one(LATER_FIELD, 8, STRING).deprecated(),
    ];
    const MIXIN: &[Fact] = &[one("name", 1, STRING), one("root", 2, STRING)];
    vec![table("Api", API), table("Method", METHOD), table("Mixin", MIXIN)]
}

pub(super) fn types() -> Vec<(TypeName, PublishedType)> {
    const KINDS: [&str; 19] = [
        "UNKNOWN", "DOUBLE", "FLOAT", "INT64", "UINT64", "INT32", "FIXED64", "FIXED32", "BOOL",
        "STRING", "GROUP", "MESSAGE", "BYTES", "UINT32", "ENUM", "SFIXED32", "SFIXED64", "SINT32",
        "SINT64",
    ];
    const TYPE: &[Fact] = &[
        one("name", 1, STRING),
        many("fields", 2, Message("Field")),
        many("oneofs", 3, STRING),
        many("options", 4, Message("Option")),
        one("source_context", 5, Message("SourceContext")),
        one("syntax", 6, Enum("Syntax")),
        one(LATER_FIELD, 7, STRING),
    ];
    const FIELD: &[Fact] = &[
        one("kind", 1, Enum("Field.Kind")),
        one("cardinality", 2, Enum("Field.Cardinality")),
        one("number", 3, INT32),
        one("name", 4, STRING),
        one("type_url", 6, STRING),
        one("oneof_index", 7, INT32),
        one("packed", 8, BOOL),
        many("options", 9, Message("Option")),
        one("json_name", 10, STRING),
        one("default_value", 11, STRING),
    ];
    const ENUM: &[Fact] = &[
        one("name", 1, STRING),
        many("enumvalue", 2, Message("EnumValue")),
        many("options", 3, Message("Option")),
        one("source_context", 4, Message("SourceContext")),
        one("syntax", 5, Enum("Syntax")),
        one(LATER_FIELD, 6, STRING),
    ];
    const VALUE: &[Fact] =
        &[one("name", 1, STRING), one("number", 2, INT32), many("options", 3, Message("Option"))];
    const OPTION: &[Fact] = &[one("name", 1, STRING), one("value", 2, Message("Any"))];
    vec![
        table("Type", TYPE),
        table("Field", FIELD),
        choices("Field.Kind", "TYPE", &KINDS),
        choices(
            "Field.Cardinality",
            "CARDINALITY",
            &["UNKNOWN", "OPTIONAL", "REQUIRED", "REPEATED"],
        ),
        table("Enum", ENUM),
        table("EnumValue", VALUE),
        table("Option", OPTION),
        choices("Syntax", "SYNTAX", &["PROTO2", "PROTO3", "EDITIONS"]),
    ]
}

/// A field as a constant.
struct Fact {
    name: &'static str,
    number: u32,
    label: Label,
    ty: Kind,
    deprecated: bool,
}

/// The type of a field; messages and enums are of protobuf's own package.
#[derive(Clone, Copy)]
enum Kind {
    Scalar(ScalarType),
    Message(&'static str),
    Enum(&'static str),
}

use Kind::{Enum, Message};

const STRING: Kind = Kind::Scalar(ScalarType::String);
const BOOL: Kind = Kind::Scalar(ScalarType::Bool);
const INT32: Kind = Kind::Scalar(ScalarType::Int32);

const fn one(name: &'static str, number: u32, ty: Kind) -> Fact {
    Fact { name, number, label: Label::Implicit, ty, deprecated: false }
}

const fn many(name: &'static str, number: u32, ty: Kind) -> Fact {
    Fact { label: Label::Repeated, ..one(name, number, ty) }
}

impl Fact {
    const fn deprecated(self) -> Self {
        Self { deprecated: true, ..self }
    }

    fn field(&self) -> FieldDef {
        let ty = match self.ty {
            Kind::Scalar(scalar) => FieldType::Scalar(scalar),
            Message(name) => FieldType::Message(TypeName::new(PROTOBUF_PACKAGE, name)),
            Enum(name) => FieldType::Enum(TypeName::new(PROTOBUF_PACKAGE, name)),
        };
        let field = field(self.name, self.number, self.label, ty);
        FieldDef { deprecated: self.deprecated, ..field }
    }
}

fn table(name: &'static str, fields: &[Fact]) -> (TypeName, PublishedType) {
    message(name, fields.iter().map(Fact::field).collect())
}

/// An enum whose values count up from 0.
fn choices(name: &'static str, prefix: &str, values: &[&str]) -> (TypeName, PublishedType) {
    let values = (0..).zip(values).map(|(number, value)| EnumValueDef {
        name: format!("{prefix}_{value}"),
        number,
        ..EnumValueDef::default()
    });
    let definition = EnumDef { values: values.collect(), ..EnumDef::default() };
    (TypeName::new(PROTOBUF_PACKAGE, name), PublishedType::Enum(definition))
}
