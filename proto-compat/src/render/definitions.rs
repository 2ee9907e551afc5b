//! Services, messages and enums as text.

use std::ops::RangeInclusive;

use super::{
    comment,
    printer::{Printer, quoted},
    reference::reference,
    value,
};
use crate::{
    check::{MAX_FIELD_NUMBER, Symbols},
    descriptor_set::fields,
    files::{
        File, Syntax, Type, TypeDefinition,
        members::{Member, is_optional, members},
    },
    naming::json_name,
    options,
    schema::{
        EnumDef, FieldDef, FieldType, Label, MessageDef, MethodDef, OptionDef, Reserved,
        ScalarType, ServiceDef, TypeName,
    },
};

/// Prints definitions that refer to each other by the names in `symbols`.
pub(super) struct Definitions<'a> {
    pub(super) symbols: &'a Symbols,
    pub(super) syntax: Syntax,
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
        let options = options::of_service(service);
        let is_empty = service.methods.is_empty() && options.is_empty();
        printer.declaration(path, &service.comments, |printer| {
            printer.block(&head, is_empty, |printer| {
                print_options(printer, &options);
                let mut methods = Paths::new(path, fields::service::METHOD);
                for method in &service.methods {
                    if !options::of_method(method).is_empty() {
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
        let options = options::of_method(method);
        if options.is_empty() {
            return printer.line(&format!("{head};"));
        }
        printer.block(&head, false, |printer| print_options(printer, &options));
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
                    self.enumeration(printer, &enums.next(), name, enumeration);
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
        let options = options::of_message(message);
        let is_empty = message.fields.is_empty()
            && nested.is_empty()
            && message.reserved == Reserved::default()
            && message.extensions.is_empty()
            && options.is_empty();
        printer.declaration(path, &message.comments, |printer| {
            printer.block(&head, is_empty, |printer| {
                print_options(printer, &options);
                self.reserved(printer, &message.reserved, MAX_FIELD_NUMBER);
                if !message.extensions.is_empty() {
                    let ranges = ranges(&message.extensions, MAX_FIELD_NUMBER);
                    printer.line(&format!("extensions {ranges};"));
                    printer.group();
                }
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
                            print_options(printer, &options::of_oneof(oneof));
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
            Label::Optional if self.syntax.is_proto3() && is_optional(field) => "optional ",
            Label::Implicit | Label::Optional | Label::Required => "",
        };
        let ty = self.field_type(message, &field.kind.ty);
        let head = format!("{label}{ty} {} = {}", field.name, field.number);
        let default = field.default.as_ref().map(|default| default_text(&field.kind.ty, default));
        let json_name = custom_json_name(field).map(quoted);
        let mut entries: Vec<_> = [("default", default), ("json_name", json_name)]
            .into_iter()
            .filter_map(|(name, value)| Some(vec![format!("{name} = {}", value?)]))
            .collect();
        let of_model =
            options::of_field(&FieldDef { options: vec![], ..field.clone() }, self.syntax);
        entries.splice(0..0, entries_of(&of_model));
        entries.extend(entries_of(&field.options));
        let options = entries;
        if options.len() > 1 {
            printer.group();
        }
        let comments = field.kind.meaning.added_to(&comment::lines(&field.comments));
        printer.declaration(path, &comments, |printer| {
            print_with_options(printer, &head, &options);
        });
    }

    fn field_type(&self, message: &TypeName, ty: &FieldType) -> String {
        match ty {
            FieldType::Scalar(scalar) => scalar.keyword().to_owned(),
            FieldType::Message(name) | FieldType::Group(name) | FieldType::Enum(name) => {
                reference(self.symbols, message, name)
            }
            FieldType::Map(key, value) => {
                format!("map<{}, {}>", key.keyword(), self.field_type(message, value))
            }
        }
    }

    fn enumeration(
        &self,
        printer: &mut Printer,
        path: &[u32],
        name: &TypeName,
        enumeration: &EnumDef,
    ) {
        printer.declaration(path, &enumeration.comments, |printer| {
            printer.block(&format!("enum {}", name.name()), false, |printer| {
                print_options(printer, &options::of_enum(enumeration, self.syntax));
                self.reserved(printer, &enumeration.reserved, i32::MAX);
                let mut values = Paths::new(path, fields::enumeration::VALUE);
                for value in &enumeration.values {
                    let options = entries_of(&options::of_value(value));
                    if options.len() > 1 {
                        printer.group();
                    }
                    printer.declaration(&values.next(), &value.comments, |printer| {
                        let head = format!("{} = {}", value.name, value.number);
                        print_with_options(printer, &head, &options);
                    });
                }
            });
        });
    }

    /// `greatest` is the number that is called `max`.
    fn reserved(&self, printer: &mut Printer, reserved: &Reserved, greatest: i32) {
        let numbers = ranges(&reserved.merged_numbers(), greatest);
        // > In edition 2023, reserved names are identifiers and no longer strings.
        let name = |name| if self.syntax.is_proto3() { quoted(name) } else { name.to_owned() };
        let names: Vec<_> = reserved.sorted_names().into_iter().map(name).collect();
        for list in [numbers, names.join(", ")] {
            if !list.is_empty() {
                printer.line(&format!("reserved {list};"));
            }
        }
        printer.group();
    }
}

/// `1, 3 to 5, 9 to max`.
fn ranges(numbers: &[RangeInclusive<i32>], greatest: i32) -> String {
    let range = |range: &RangeInclusive<i32>| match (*range.start(), *range.end()) {
        (start, end) if start == end => start.to_string(),
        (start, end) if end == greatest => format!("{start} to max"),
        (start, end) => format!("{start} to {end}"),
    };
    numbers.iter().map(range).collect::<Vec<_>>().join(", ")
}

/// Options as statements, set off from what follows.
fn print_options(printer: &mut Printer, options: &[OptionDef]) {
    for option in options {
        printer.option(option);
    }
    printer.group();
}

/// Options as they stand in brackets, each with its lines.
fn entries_of(options: &[OptionDef]) -> Vec<Vec<String>> {
    options.iter().map(|option| value::option(option.name(), option.value())).collect()
}

/// A default as it is written. Descriptors have the content of strings, and bytes escaped.
fn default_text(ty: &FieldType, default: &str) -> String {
    match ty {
        FieldType::Scalar(ScalarType::String) => quoted(default),
        FieldType::Scalar(ScalarType::Bytes) => format!("\"{default}\""),
        _ => default.to_owned(),
    }
}

/// A field or value: a single option behind it, several on lines of their own.
fn print_with_options(printer: &mut Printer, head: &str, options: &[Vec<String>]) {
    match options {
        [] => printer.line(&format!("{head};")),
        [option] => match option.as_slice() {
            [first, middle @ .., last] => {
                printer.line(&format!("{head} [{first}"));
                printer.more(middle);
                printer.more(&[format!("{last}];")]);
            }
            _ => printer.line(&format!("{head} [{}];", option.concat())),
        },
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
