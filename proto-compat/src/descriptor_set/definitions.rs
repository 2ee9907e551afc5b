//! Messages, enums and services as descriptors.

use super::{
    encoder::Encoder,
    fields::{self, field::*},
};
use crate::{
    files::{
        File, Syntax, Type, TypeDefinition,
        members::{Member, members, synthetic_oneofs},
    },
    naming::{json_name, map_entry_name},
    options::{self, Element},
    schema::{
        EnumDef, FieldDef, FieldKind, FieldType, Label, MessageDef, MethodDef, OptionDef,
        ScalarType, ServiceDef, TypeName,
    },
};

pub(super) fn write(encoder: &mut Encoder, file: &File<'_>) {
    use fields::file;
    let of_file = (file::MESSAGE_TYPE, file::ENUM_TYPE);
    write_types(encoder, &file.types, of_file, file.syntax);
    for (name, service) in &file.services {
        encoder.message(file::SERVICE, |encoder| write_service(encoder, name.name(), service));
    }
}

/// `steps` are the numbers of the messages and of the enums in what is around them.
fn write_types(encoder: &mut Encoder, types: &[Type<'_>], steps: (u32, u32), syntax: Syntax) {
    let (message_step, enum_step) = steps;
    for Type { name, definition } in types {
        match definition {
            TypeDefinition::Message { message, nested } => {
                encoder.message(message_step, |encoder| {
                    write_message(encoder, name, message, nested, syntax);
                });
            }
            TypeDefinition::Enum(enumeration) => encoder.message(enum_step, |encoder| {
                write_enum(encoder, name.name(), enumeration, syntax);
            }),
        }
    }
}

fn write_message(
    encoder: &mut Encoder,
    name: &TypeName,
    message: &MessageDef,
    nested: &[Type<'_>],
    syntax: Syntax,
) {
    use fields::{message, oneof, range};
    encoder.string(message::NAME, name.name());
    let oneofs = write_fields(encoder, name, message, syntax);
    write_map_entries(encoder, message);
    write_types(encoder, nested, (message::NESTED_TYPE, message::ENUM_TYPE), syntax);
    for numbers in &message.extensions {
        encoder.message(message::EXTENSION_RANGE, |encoder| {
            encoder.int32(range::START, *numbers.start());
            // > Exclusive.
            encoder.int32(range::END, numbers.end().saturating_add(1));
        });
    }
    encoder.options(message::OPTIONS, |encoder| {
        options::encode(encoder, Element::Message, &options::of_message(message));
    });
    for (name, options) in oneofs {
        encoder.message(message::ONEOF_DECL, |encoder| {
            encoder.string(oneof::NAME, &name);
            encoder.options(oneof::OPTIONS, |encoder| {
                options::encode(encoder, Element::Oneof, &options);
            });
        });
    }
    for numbers in message.reserved.merged_numbers() {
        encoder.message(message::RESERVED_RANGE, |encoder| {
            encoder.int32(range::START, *numbers.start());
            // > Exclusive.
            encoder.int32(range::END, numbers.end().saturating_add(1));
        });
    }
    for name in message.reserved.sorted_names() {
        encoder.string(message::RESERVED_NAME, name);
    }
}

/// Writes the fields in the order of the file and gives the oneofs they belong to, those that
/// stand for `optional` last.
fn write_fields(
    encoder: &mut Encoder,
    name: &TypeName,
    message: &MessageDef,
    syntax: Syntax,
) -> Vec<(String, Vec<OptionDef>)> {
    let synthetic = if syntax.is_proto3() { synthetic_oneofs(message) } else { vec![] };
    let members = members(message);
    let written: Vec<_> = members
        .iter()
        .filter_map(|member| match member {
            Member::Oneof(oneof, _) => Some((oneof.name.clone(), options::of_oneof(oneof))),
            Member::Field(_) => None,
        })
        .collect();
    let mut oneof_index = 0;
    for member in members {
        match member {
            Member::Field(field) => {
                let optional = synthetic.iter().position(|(f, _)| f.number == field.number);
                let presence = Presence {
                    oneof: optional.map(|index| written.len() + index),
                    is_optional: optional.is_some(),
                };
                write_field(encoder, name, field, presence, syntax);
            }
            Member::Oneof(_, fields) => {
                for field in fields {
                    let presence = Presence { oneof: Some(oneof_index), is_optional: false };
                    write_field(encoder, name, field, presence, syntax);
                }
                oneof_index += 1;
            }
        }
    }
    written.into_iter().chain(synthetic.into_iter().map(|(_, oneof)| (oneof, vec![]))).collect()
}

/// In which oneof a field is, and whether protobuf made that for an `optional`.
#[derive(Clone, Copy)]
struct Presence {
    oneof: Option<usize>,
    is_optional: bool,
}

const NO_PRESENCE: Presence = Presence { oneof: None, is_optional: false };

fn write_field(
    encoder: &mut Encoder,
    message: &TypeName,
    field: &FieldDef,
    presence: Presence,
    syntax: Syntax,
) {
    encoder.message(fields::message::FIELD, |encoder| {
        encoder.string(NAME, &field.name);
        encoder.int32(NUMBER, field.number.cast_signed());
        let is_repeated = matches!(field.kind.label, Label::Repeated | Label::Unpacked)
            || matches!(field.kind.ty, FieldType::Map(..));
        encoder.int32(LABEL, if is_repeated { LABEL_REPEATED } else { LABEL_OPTIONAL });
        write_type(encoder, message, field);
        if let Some(index) = presence.oneof.and_then(|index| i32::try_from(index).ok()) {
            encoder.int32(ONEOF_INDEX, index);
        }
        let json = field.json_name.clone().unwrap_or_else(|| json_name(&field.name));
        encoder.string(JSON_NAME, &json);
        if let Some(default) = &field.default {
            encoder.string(DEFAULT_VALUE, default);
        }
        encoder.options(OPTIONS, |encoder| {
            options::encode(encoder, Element::Field, &options::of_field(field, syntax));
        });
        encoder.flag(PROTO3_OPTIONAL, presence.is_optional);
    });
}

fn write_type(encoder: &mut Encoder, message: &TypeName, field: &FieldDef) {
    let (number, name) = match &field.kind.ty {
        FieldType::Scalar(scalar) => return encoder.int32(TYPE, scalar.type_number()),
        FieldType::Message(name) | FieldType::Group(name) => (TYPE_MESSAGE, name.to_string()),
        FieldType::Enum(name) => (TYPE_ENUM, name.to_string()),
        FieldType::Map(..) => (TYPE_MESSAGE, format!("{message}.{}", map_entry_name(&field.name))),
    };
    encoder.int32(TYPE, number);
    encoder.string(TYPE_NAME, &format!(".{name}"));
}

/// > For maps fields:
/// >     map<KeyType, ValueType> map_field = 1;
/// > The parsed descriptor looks like:
/// >     message MapFieldEntry {
/// >         option map_entry = true;
/// >         optional KeyType key = 1;
/// >         optional ValueType value = 2;
/// >     }
/// >     repeated MapFieldEntry map_field = 1;
fn write_map_entries(encoder: &mut Encoder, message: &MessageDef) {
    for field in &message.fields {
        let FieldType::Map(key, value) = &field.kind.ty else { continue };
        let entry = TypeName::new("", map_entry_name(&field.name));
        encoder.message(fields::message::NESTED_TYPE, |encoder| {
            encoder.string(fields::message::NAME, entry.name());
            for (name, number, ty) in
                [("key", 1, &FieldType::Scalar(*key)), ("value", 2, value.as_ref())]
            {
                // The features of the file say nothing about an entry: its fields are as they are.
                let field = plain_field(name, number, ty);
                write_field(encoder, &entry, &field, NO_PRESENCE, Syntax::Proto3);
            }
            encoder.message(fields::message::OPTIONS, |encoder| {
                encoder.flag(fields::options::MESSAGE_MAP_ENTRY, true);
            });
        });
    }
}

fn plain_field(name: &str, number: u32, ty: &FieldType) -> FieldDef {
    FieldDef::new(name, number, FieldKind::new(Label::Implicit, ty.clone()))
}

fn write_enum(encoder: &mut Encoder, name: &str, definition: &EnumDef, syntax: Syntax) {
    use fields::{enumeration, range, value};
    encoder.string(enumeration::NAME, name);
    for definition in &definition.values {
        encoder.message(enumeration::VALUE, |encoder| {
            encoder.string(value::NAME, &definition.name);
            encoder.int32(value::NUMBER, definition.number);
            encoder.options(value::OPTIONS, |encoder| {
                options::encode(encoder, Element::Value, &options::of_value(definition));
            });
        });
    }
    encoder.options(enumeration::OPTIONS, |encoder| {
        options::encode(encoder, Element::Enum, &options::of_enum(definition, syntax));
    });
    for numbers in definition.reserved.merged_numbers() {
        encoder.message(enumeration::RESERVED_RANGE, |encoder| {
            encoder.int32(range::START, *numbers.start());
            // > Inclusive.
            encoder.int32(range::END, *numbers.end());
        });
    }
    for name in definition.reserved.sorted_names() {
        encoder.string(enumeration::RESERVED_NAME, name);
    }
}

fn write_service(encoder: &mut Encoder, name: &str, definition: &ServiceDef) {
    use fields::service;
    encoder.string(service::NAME, name);
    for method in &definition.methods {
        encoder.message(service::METHOD, |encoder| write_method(encoder, method));
    }
    encoder.options(service::OPTIONS, |encoder| {
        options::encode(encoder, Element::Service, &options::of_service(definition));
    });
}

fn write_method(encoder: &mut Encoder, definition: &MethodDef) {
    use fields::method;
    encoder.string(method::NAME, &definition.name);
    encoder.string(method::INPUT_TYPE, &format!(".{}", definition.input));
    encoder.string(method::OUTPUT_TYPE, &format!(".{}", definition.output));
    encoder.options(method::OPTIONS, |encoder| {
        options::encode(encoder, Element::Method, &options::of_method(definition));
    });
    encoder.flag(method::CLIENT_STREAMING, definition.client_streaming);
    encoder.flag(method::SERVER_STREAMING, definition.server_streaming);
}

impl ScalarType {
    /// Its number in `google.protobuf.FieldDescriptorProto.Type`.
    fn type_number(self) -> i32 {
        match self {
            Self::Double => 1,
            Self::Float => 2,
            Self::Int64 => 3,
            Self::Uint64 => 4,
            Self::Int32 => 5,
            Self::Fixed64 => 6,
            Self::Fixed32 => 7,
            Self::Bool => 8,
            Self::String => 9,
            Self::Bytes => 12,
            Self::Uint32 => 13,
            Self::Sfixed32 => 15,
            Self::Sfixed64 => 16,
            Self::Sint32 => 17,
            Self::Sint64 => 18,
        }
    }
}
