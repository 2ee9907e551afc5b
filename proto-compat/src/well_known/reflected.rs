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
    vec![message("SourceContext", vec![one("file_name", 1, STRING)])]
}

pub(super) fn api() -> Vec<(TypeName, PublishedType)> {
    let deprecated = |field: FieldDef| FieldDef { deprecated: true, ..field };
    vec![
        message(
            "Api",
            vec![
                one("name", 1, STRING),
                many("methods", 2, of("Method")),
                many("options", 3, of("Option")),
                one("version", 4, STRING),
                one("source_context", 5, of("SourceContext")),
                many("mixins", 6, of("Mixin")),
                one("syntax", 7, chosen("Syntax")),
                one(LATER_FIELD, 8, STRING),
            ],
        ),
        message(
            "Method",
            vec![
                one("name", 1, STRING),
                one("request_type_url", 2, STRING),
                one("request_streaming", 3, BOOL),
                one("response_type_url", 4, STRING),
                one("response_streaming", 5, BOOL),
                many("options", 6, of("Option")),
                deprecated(one("syntax", 7, chosen("Syntax"))),
                deprecated(one(LATER_FIELD, 8, STRING)),
            ],
        ),
        message("Mixin", vec![one("name", 1, STRING), one("root", 2, STRING)]),
    ]
}

pub(super) fn types() -> Vec<(TypeName, PublishedType)> {
    const KINDS: [&str; 19] = [
        "UNKNOWN", "DOUBLE", "FLOAT", "INT64", "UINT64", "INT32", "FIXED64", "FIXED32", "BOOL",
        "STRING", "GROUP", "MESSAGE", "BYTES", "UINT32", "ENUM", "SFIXED32", "SFIXED64", "SINT32",
        "SINT64",
    ];
    vec![
        message(
            "Type",
            vec![
                one("name", 1, STRING),
                many("fields", 2, of("Field")),
                many("oneofs", 3, STRING),
                many("options", 4, of("Option")),
                one("source_context", 5, of("SourceContext")),
                one("syntax", 6, chosen("Syntax")),
                one(LATER_FIELD, 7, STRING),
            ],
        ),
        message(
            "Field",
            vec![
                one("kind", 1, chosen("Field.Kind")),
                one("cardinality", 2, chosen("Field.Cardinality")),
                one("number", 3, INT32),
                one("name", 4, STRING),
                one("type_url", 6, STRING),
                one("oneof_index", 7, INT32),
                one("packed", 8, BOOL),
                many("options", 9, of("Option")),
                one("json_name", 10, STRING),
                one("default_value", 11, STRING),
            ],
        ),
        choices("Field.Kind", "TYPE", &KINDS),
        choices(
            "Field.Cardinality",
            "CARDINALITY",
            &["UNKNOWN", "OPTIONAL", "REQUIRED", "REPEATED"],
        ),
        message(
            "Enum",
            vec![
                one("name", 1, STRING),
                many("enumvalue", 2, of("EnumValue")),
                many("options", 3, of("Option")),
                one("source_context", 4, of("SourceContext")),
                one("syntax", 5, chosen("Syntax")),
                one(LATER_FIELD, 6, STRING),
            ],
        ),
        message(
            "EnumValue",
            vec![one("name", 1, STRING), one("number", 2, INT32), many("options", 3, of("Option"))],
        ),
        message("Option", vec![one("name", 1, STRING), one("value", 2, of("Any"))]),
        choices("Syntax", "SYNTAX", &["PROTO2", "PROTO3", "EDITIONS"]),
    ]
}

const STRING: FieldType = FieldType::Scalar(ScalarType::String);
const BOOL: FieldType = FieldType::Scalar(ScalarType::Bool);
const INT32: FieldType = FieldType::Scalar(ScalarType::Int32);

fn of(message: &'static str) -> FieldType {
    FieldType::Message(TypeName::new(PROTOBUF_PACKAGE, message))
}

fn chosen(enumeration: &'static str) -> FieldType {
    FieldType::Enum(TypeName::new(PROTOBUF_PACKAGE, enumeration))
}

fn one(name: &str, number: u32, ty: FieldType) -> FieldDef {
    field(name, number, Label::Implicit, ty)
}

fn many(name: &str, number: u32, ty: FieldType) -> FieldDef {
    field(name, number, Label::Repeated, ty)
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
