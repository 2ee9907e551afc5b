//! Services, messages and enums as text.

use std::ops::RangeInclusive;

use super::{
    printer::{Printer, quoted},
    reference::reference,
};
use crate::{
    check::{MAX_FIELD_NUMBER, Symbols},
    descriptor_set::fields,
    files::{
        File, Type, TypeDefinition,
        members::{Member, is_optional, members},
    },
    naming::json_name,
    schema::{
        EnumDef, EnumValueDef, FieldDef, FieldType, Idempotency, Label, MessageDef, MethodDef,
        Reserved, ScalarType, ServiceDef, TypeName,
    },
};

const DEPRECATED: &str = "option deprecated = true;";

/// Prints definitions that refer to each other by the names in `symbols`.
pub(super) struct Definitions<'a> {
    pub(super) symbols: &'a Symbols,
}

impl Definitions<'_> {
    pub(super) fn print(&self, printer: &mut Printer, file: &File<'_>) {
        let mut services = Paths::new(&[], fields::file::SERVICE);
        for (name, service) in &file.services {
            printer.group();
            self.service(printer, &services.next(), name, service);
        }
        let messages = Paths::new(&[], fields::file::MESSAGE_TYPE);
        let enums = Paths::new(&[], fields::file::ENUM_TYPE);
        self.types(printer, messages, enums, &file.types);
    }

    fn service(&self, printer: &mut Printer, path: &[u32], name: &TypeName, service: &ServiceDef) {
        let head = format!("service {}", name.name());
        let is_empty = service.methods.is_empty() && !service.deprecated;
        printer.declaration(path, &service.comments, |printer| {
            printer.block(&head, is_empty, |printer| {
                deprecated_option(printer, service.deprecated);
                let mut methods = Paths::new(path, fields::service::METHOD);
                for method in &service.methods {
                    if has_options(method) {
                        printer.group();
                    }
                    printer.declaration(&methods.next(), &method.comments, |printer| {
                        self.method(printer, name, method);
                    });
                }
            });
        });
    }

    fn method(&self, printer: &mut Printer, service: &TypeName, method: &MethodDef) {
        let argument = |ty, is_stream| {
            let stream = if is_stream { "stream " } else { "" };
            format!("{stream}{}", reference(self.symbols, service, ty))
        };
        let input = argument(&method.input, method.client_streaming);
        let output = argument(&method.output, method.server_streaming);
        let head = format!("rpc {}({input}) returns ({output})", method.name);
        let idempotency = match method.idempotency {
            Idempotency::Unknown => None,
            Idempotency::NoSideEffects => Some("NO_SIDE_EFFECTS"),
            Idempotency::Idempotent => Some("IDEMPOTENT"),
        };
        if !has_options(method) {
            return printer.line(&format!("{head};"));
        }
        printer.block(&head, false, |printer| {
            if method.deprecated {
                printer.line(DEPRECATED);
            }
            if let Some(level) = idempotency {
                printer.line(&format!("option idempotency_level = {level};"));
            }
        });
    }

    /// The types of a file or message.
    fn types(
        &self,
        printer: &mut Printer,
        mut messages: Paths<'_>,
        mut enums: Paths<'_>,
        types: &[Type<'_>],
    ) {
        for Type { name, definition } in types {
            printer.group();
            match definition {
                TypeDefinition::Message { message, nested } => {
                    self.message(printer, &messages.next(), name, message, nested);
                }
                TypeDefinition::Enum(enumeration) => {
                    print_enum(printer, &enums.next(), name, enumeration);
                }
            }
        }
    }

    fn message(
        &self,
        printer: &mut Printer,
        path: &[u32],
        name: &TypeName,
        message: &MessageDef,
        nested: &[Type<'_>],
    ) {
        let head = format!("message {}", name.name());
        let is_empty = message.fields.is_empty()
            && nested.is_empty()
            && message.reserved == Reserved::default()
            && !message.deprecated;
        printer.declaration(path, &message.comments, |printer| {
            printer.block(&head, is_empty, |printer| {
                deprecated_option(printer, message.deprecated);
                reserved(printer, &message.reserved, MAX_FIELD_NUMBER);
                self.members(printer, path, name, message);
                let mut messages = Paths::new(path, fields::message::NESTED_TYPE);
                // Protobuf makes a nested message for the entries of each map.
                let is_map = |field: &&FieldDef| matches!(field.kind.ty, FieldType::Map(..));
                messages.skip(message.fields.iter().filter(is_map).count());
                let enums = Paths::new(path, fields::message::ENUM_TYPE);
                self.types(printer, messages, enums, nested);
            });
        });
    }

    fn members(&self, printer: &mut Printer, path: &[u32], name: &TypeName, message: &MessageDef) {
        let mut fields = Paths::new(path, fields::message::FIELD);
        let mut oneofs = Paths::new(path, fields::message::ONEOF_DECL);
        for member in members(message) {
            match member {
                Member::Field(field) => self.field(printer, &fields.next(), name, field),
                Member::Oneof(oneof, choices) => {
                    printer.group();
                    printer.declaration(&oneofs.next(), &oneof.comments, |printer| {
                        printer.block(&format!("oneof {}", oneof.name), false, |printer| {
                            for field in choices {
                                self.field(printer, &fields.next(), name, field);
                            }
                        });
                    });
                }
            }
        }
    }

    fn field(&self, printer: &mut Printer, path: &[u32], message: &TypeName, field: &FieldDef) {
        let label = match field.kind.label {
            _ if matches!(field.kind.ty, FieldType::Map(..)) => "",
            Label::Repeated | Label::Unpacked => "repeated ",
            Label::Optional if is_optional(field) => "optional ",
            Label::Implicit | Label::Optional => "",
        };
        let ty = self.field_type(message, &field.kind.ty);
        let head = format!("{label}{ty} {} = {}", field.name, field.number);
        let options: Vec<_> = [
            (field.kind.label == Label::Unpacked).then(|| "packed = false".to_owned()),
            field.deprecated.then(|| "deprecated = true".to_owned()),
            custom_json_name(field).map(|name| format!("json_name = {}", quoted(name))),
        ]
        .into_iter()
        .flatten()
        .collect();
        if options.len() > 1 {
            printer.group();
        }
        printer.declaration(path, &field.comments, |printer| {
            print_with_options(printer, &head, &options);
        });
    }

    fn field_type(&self, message: &TypeName, ty: &FieldType) -> String {
        match ty {
            FieldType::Scalar(scalar) => scalar.keyword().to_owned(),
            FieldType::Message(name) | FieldType::Enum(name) => {
                reference(self.symbols, message, name)
            }
            FieldType::Map(key, value) => {
                format!("map<{}, {}>", key.keyword(), self.field_type(message, value))
            }
        }
    }
}

fn print_enum(printer: &mut Printer, path: &[u32], name: &TypeName, enumeration: &EnumDef) {
    printer.declaration(path, &enumeration.comments, |printer| {
        printer.block(&format!("enum {}", name.name()), false, |printer| {
            deprecated_option(printer, enumeration.deprecated);
            reserved(printer, &enumeration.reserved, i32::MAX);
            let mut values = Paths::new(path, fields::enumeration::VALUE);
            for EnumValueDef { name, number, comments, deprecated } in &enumeration.values {
                let options = deprecated.then(|| "deprecated = true".to_owned());
                printer.declaration(&values.next(), comments, |printer| {
                    print_with_options(printer, &format!("{name} = {number}"), options.as_slice());
                });
            }
        });
    });
}

fn has_options(method: &MethodDef) -> bool {
    method.deprecated || method.idempotency != Idempotency::Unknown
}

fn deprecated_option(printer: &mut Printer, is_deprecated: bool) {
    if is_deprecated {
        printer.line(DEPRECATED);
        printer.group();
    }
}

/// `greatest` is the number that is called `max`.
fn reserved(printer: &mut Printer, reserved: &Reserved, greatest: i32) {
    let range = |range: &RangeInclusive<i32>| match (*range.start(), *range.end()) {
        (start, end) if start == end => start.to_string(),
        (start, end) if end == greatest => format!("{start} to max"),
        (start, end) => format!("{start} to {end}"),
    };
    let numbers: Vec<_> = reserved.merged_numbers().iter().map(range).collect();
    let names: Vec<_> = reserved.sorted_names().into_iter().map(quoted).collect();
    for list in [numbers, names] {
        if !list.is_empty() {
            printer.line(&format!("reserved {};", list.join(", ")));
        }
    }
    printer.group();
}

/// A field or value: a single option on its line, several on lines of their own.
fn print_with_options(printer: &mut Printer, head: &str, options: &[String]) {
    match options {
        [] => printer.line(&format!("{head};")),
        [option] => printer.line(&format!("{head} [{option}];")),
        _ => printer.list(&format!("{head} ["), options, "];"),
    }
}

/// The JSON name, where it is not the one that protobuf derives.
fn custom_json_name(field: &FieldDef) -> Option<&str> {
    field.json_name.as_deref().filter(|name| *name != json_name(&field.name))
}

/// The paths of definitions of one kind below one parent, in order.
struct Paths<'p> {
    parent: &'p [u32],
    field: u32,
    index: usize,
}

impl<'p> Paths<'p> {
    fn new(parent: &'p [u32], field: u32) -> Self {
        Self { parent, field, index: 0 }
    }

    /// Passes over definitions that have no text.
    fn skip(&mut self, definitions: usize) {
        self.index += definitions;
    }

    fn next(&mut self) -> Vec<u32> {
        let index = u32::try_from(self.index).expect("a schema in memory has fewer definitions");
        self.index += 1;
        [self.parent, &[self.field, index]].concat()
    }
}

impl ScalarType {
    fn keyword(self) -> &'static str {
        match self {
            Self::Double => "double",
            Self::Float => "float",
            Self::Int32 => "int32",
            Self::Int64 => "int64",
            Self::Uint32 => "uint32",
            Self::Uint64 => "uint64",
            Self::Sint32 => "sint32",
            Self::Sint64 => "sint64",
            Self::Fixed32 => "fixed32",
            Self::Fixed64 => "fixed64",
            Self::Sfixed32 => "sfixed32",
            Self::Sfixed64 => "sfixed64",
            Self::Bool => "bool",
            Self::String => "string",
            Self::Bytes => "bytes",
        }
    }
}
