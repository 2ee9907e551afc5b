//! What the files of Google's define, in the order in which they define it.

use super::{PROTOBUF_PACKAGE, PublishedType, reflected};
use crate::schema::{
    EnumDef, EnumValueDef, FieldDef, FieldKind, FieldType, Label, MessageDef, OneofDef, ScalarType,
    TypeName,
};

/// The messages that hold one scalar each.
pub(super) const WRAPPERS: [(&str, ScalarType); 9] = [
    ("DoubleValue", ScalarType::Double),
    ("FloatValue", ScalarType::Float),
    ("Int64Value", ScalarType::Int64),
    ("UInt64Value", ScalarType::Uint64),
    ("Int32Value", ScalarType::Int32),
    ("UInt32Value", ScalarType::Uint32),
    ("BoolValue", ScalarType::Bool),
    ("StringValue", ScalarType::String),
    ("BytesValue", ScalarType::Bytes),
];

/// The types of a file, which is named without folder and extension.
pub(super) fn types(file: &str) -> Vec<(TypeName, PublishedType)> {
    match file {
        "any" => vec![message(
            "Any",
            vec![
                field("type_url", 1, Label::Implicit, FieldType::Scalar(ScalarType::String)),
                field("value", 2, Label::Implicit, FieldType::Scalar(ScalarType::Bytes)),
            ],
        )],
        "api" => reflected::api(),
        "duration" => vec![message("Duration", seconds_and_nanos())],
        "empty" => vec![message("Empty", vec![])],
        "field_mask" => {
            let paths = field("paths", 1, Label::Repeated, FieldType::Scalar(ScalarType::String));
            vec![message("FieldMask", vec![paths])]
        }
        "source_context" => reflected::source_context(),
        "status" => vec![status()],
        "struct" => structure(),
        "type" => reflected::types(),
        "timestamp" => vec![message("Timestamp", seconds_and_nanos())],
        _ => WRAPPERS
            .into_iter()
            .map(|(name, scalar)| {
                let value = field("value", 1, Label::Implicit, FieldType::Scalar(scalar));
                message(name, vec![value])
            })
            .collect(),
    }
}

fn seconds_and_nanos() -> Vec<FieldDef> {
    vec![
        field("seconds", 1, Label::Implicit, FieldType::Scalar(ScalarType::Int64)),
        field("nanos", 2, Label::Implicit, FieldType::Scalar(ScalarType::Int32)),
    ]
}

fn structure() -> Vec<(TypeName, PublishedType)> {
    let value_type = || FieldType::Message(TypeName::new(PROTOBUF_PACKAGE, "Value"));
    let map = FieldType::Map(ScalarType::String, Box::new(value_type()));
    vec![
        message("Struct", vec![field("fields", 1, Label::Implicit, map)]),
        value(),
        (TypeName::new(PROTOBUF_PACKAGE, "NullValue"), PublishedType::Enum(null_value())),
        message("ListValue", vec![field("values", 1, Label::Repeated, value_type())]),
    ]
}

fn value() -> (TypeName, PublishedType) {
    let named = |name: &'static str| TypeName::new(PROTOBUF_PACKAGE, name);
    let choices = [
        ("null_value", FieldType::Enum(named("NullValue"))),
        ("number_value", FieldType::Scalar(ScalarType::Double)),
        ("string_value", FieldType::Scalar(ScalarType::String)),
        ("bool_value", FieldType::Scalar(ScalarType::Bool)),
        ("struct_value", FieldType::Message(named("Struct"))),
        ("list_value", FieldType::Message(named("ListValue"))),
    ];
    let fields = (1..)
        .zip(choices)
        .map(|(number, (name, ty))| FieldDef {
            oneof: Some(0),
            ..field(name, number, Label::Implicit, ty)
        })
        .collect();
    let oneofs = vec![OneofDef { name: "kind".to_owned(), ..OneofDef::default() }];
    let definition = MessageDef { fields, oneofs, ..MessageDef::default() };
    (named("Value"), PublishedType::Message(definition))
}

fn null_value() -> EnumDef {
    let null = EnumValueDef { name: "NULL_VALUE".to_owned(), ..EnumValueDef::default() };
    EnumDef { values: vec![null], ..EnumDef::default() }
}

fn status() -> (TypeName, PublishedType) {
    let any = FieldType::Message(TypeName::new(PROTOBUF_PACKAGE, "Any"));
    let commented =
        |comment: &str, field: FieldDef| FieldDef { comments: vec![comment.to_owned()], ..field };
    let fields = vec![
        commented(
            "A value of google.rpc.Code.",
            field("code", 1, Label::Implicit, FieldType::Scalar(ScalarType::Int32)),
        ),
        commented(
            "What went wrong, in English, for developers.",
            field("message", 2, Label::Implicit, FieldType::Scalar(ScalarType::String)),
        ),
        commented(
            "Messages that say more; each API defines which it sends.",
            field("details", 3, Label::Repeated, any),
        ),
    ];
    let comments = vec!["How a call ended, with details that programs can read.".to_owned()];
    let definition = MessageDef { comments, fields, ..MessageDef::default() };
    (TypeName::new("google.rpc", "Status"), PublishedType::Message(definition))
}

pub(super) fn message(name: &'static str, fields: Vec<FieldDef>) -> (TypeName, PublishedType) {
    let definition = MessageDef { fields, ..MessageDef::default() };
    (TypeName::new(PROTOBUF_PACKAGE, name), PublishedType::Message(definition))
}

pub(super) fn field(name: &str, number: u32, label: Label, ty: FieldType) -> FieldDef {
    FieldDef::new(name, number, FieldKind::new(label, ty))
}
