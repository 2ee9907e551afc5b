//! Builders through which macro output fills a schema: one short call for each field or value,
//! where the definitions themselves would take a screen.
//!
//! `comments`, `option` and the `deprecated_…` methods speak of what the builder was told about
//! last.

use std::ops::RangeInclusive;

use strait_proto_compat::schema::{
    Edition, EnumDef, EnumValueDef, FieldDef, FieldKind, FieldType, Label, Meaning, MessageDef,
    MethodDef, OneofDef, OptionDef, PackageDef, Reserved, Schema, ServiceDef,
};

use crate::{
    Message,
    method::{Argument, Method, Response, RpcError},
};

/// Whether one of `numbers` is in `range`; checked while user code compiles.
#[must_use]
pub const fn contains_number(numbers: &[u32], range: RangeInclusive<u32>) -> bool {
    let (start, end) = (*range.start(), *range.end());
    let mut i = 0;
    while i < numbers.len() {
        if numbers[i] >= start && numbers[i] <= end {
            return true;
        }
        i += 1;
    }
    false
}

/// Whether two lists of numbers have one in common.
#[must_use]
pub const fn numbers_overlap(some: &[u32], others: &[u32]) -> bool {
    let mut i = 0;
    while i < some.len() {
        if contains_number(others, some[i]..=some[i]) {
            return true;
        }
        i += 1;
    }
    false
}

/// What `package!` says of a package beside its name.
#[derive(Clone, Copy, Debug)]
pub struct PackageOptions {
    /// The edition to write, or nothing.
    pub edition: &'static str,
    /// The text of each option, the file that declares it, and its bytes.
    pub options: &'static [(&'static str, &'static str, &'static [u8])],
}

/// Adds what `package!` says to the schema.
pub fn describe_package(schema: &mut Schema, name: &str, said: &PackageOptions) {
    let edition = (said.edition == Edition::Edition2023.name()).then_some(Edition::Edition2023);
    let options =
        said.options.iter().map(|(text, import, wire)| option(text, import, wire)).collect();
    schema.add_package(name, &PackageDef { edition, options });
}

/// Builds the definition of a message.
#[derive(Debug)]
pub struct MessageBuilder<'a> {
    schema: &'a mut Schema,
    def: MessageDef,
    last: Last,
}

/// What was added last.
#[derive(Clone, Copy, Debug)]
enum Last {
    Item,
    Field,
    Oneof,
}

impl<'a> MessageBuilder<'a> {
    /// A message without fields; what fields refer to is added to `schema`.
    #[must_use]
    pub fn new(schema: &'a mut Schema) -> Self {
        Self { schema, def: MessageDef::default(), last: Last::Item }
    }

    /// Documents the message, or the field or oneof added last.
    #[must_use]
    pub fn comments(mut self, lines: &[&str]) -> Self {
        let def = &mut self.def;
        let comments = match self.last {
            Last::Item => Some(&mut def.comments),
            Last::Field => def.fields.last_mut().map(|field| &mut field.comments),
            Last::Oneof => def.oneofs.last_mut().map(|oneof| &mut oneof.comments),
        };
        if let Some(comments) = comments {
            *comments = owned(lines);
        }
        self
    }

    /// Marks the message as deprecated.
    #[must_use]
    pub fn deprecated(mut self) -> Self {
        self.def.deprecated = true;
        self
    }

    /// Reserves numbers and names.
    #[must_use]
    pub fn reserved(mut self, numbers: &[RangeInclusive<i32>], names: &[&str]) -> Self {
        self.def.reserved = Reserved { numbers: numbers.to_vec(), names: owned(names) };
        self
    }

    /// Sets numbers aside for the extensions of others.
    #[must_use]
    pub fn extensions(mut self, numbers: &[RangeInclusive<i32>]) -> Self {
        self.def.extensions = numbers.to_vec();
        self
    }

    /// Gives an option to the message, or to the field or oneof added last.
    #[must_use]
    pub fn option(mut self, text: &str, import: &str, wire: &[u8]) -> Self {
        let def = &mut self.def;
        let options = match self.last {
            Last::Item => Some(&mut def.options),
            Last::Field => def.fields.last_mut().map(|field| &mut field.options),
            Last::Oneof => def.oneofs.last_mut().map(|oneof| &mut oneof.options),
        };
        if let Some(options) = options {
            options.push(option(text, import, wire));
        }
        self
    }

    /// Adds a field, which its type describes.
    #[must_use]
    pub fn field(
        mut self,
        number: u32,
        name: &str,
        describe: fn(&mut Schema) -> FieldKind,
    ) -> Self {
        let kind = describe(self.schema);
        self.def.fields.push(field(number, name, kind));
        self.last = Last::Field;
        self
    }

    /// Pins the JSON name of the field added last.
    #[must_use]
    pub fn json_name(mut self, name: &str) -> Self {
        pin_json_name(&mut self.def.fields, name);
        self
    }

    /// Marks the field added last as deprecated.
    #[must_use]
    pub fn deprecated_field(mut self) -> Self {
        deprecate_last(&mut self.def.fields);
        self
    }

    /// Makes the field added last one that every message has, as the schema says it.
    #[must_use]
    pub fn required(mut self) -> Self {
        if let Some(field) = self.def.fields.last_mut() {
            field.kind.label = Label::Required;
        }
        self
    }

    /// What the field added last is taken for where it is absent.
    #[must_use]
    pub fn default_value(mut self, value: &str) -> Self {
        if let Some(field) = self.def.fields.last_mut() {
            field.default = Some(value.to_owned());
        }
        self
    }

    /// Puts the messages of the field added last between two tags.
    #[must_use]
    pub fn delimited(mut self) -> Self {
        delimit_last(&mut self.def.fields);
        self
    }

    /// Adds a oneof and its fields. It has the enum's documentation unless it gets its own.
    #[must_use]
    pub fn oneof(
        mut self,
        name: &str,
        describe: fn(&mut Schema) -> (OneofDef, Vec<FieldDef>),
    ) -> Self {
        let (oneof, fields) = describe(self.schema);
        let index = self.def.oneofs.len();
        self.def.oneofs.push(OneofDef { name: name.to_owned(), ..oneof });
        self.def
            .fields
            .extend(fields.into_iter().map(|field| FieldDef { oneof: Some(index), ..field }));
        self.last = Last::Oneof;
        self
    }

    /// The definition.
    #[must_use]
    pub fn finish(self) -> MessageDef {
        self.def
    }
}

/// Builds the definition of a oneof, whose name and place only the message knows.
#[derive(Debug)]
pub struct OneofBuilder<'a> {
    schema: &'a mut Schema,
    comments: Vec<String>,
    fields: Vec<FieldDef>,
}

impl<'a> OneofBuilder<'a> {
    /// A oneof without fields.
    #[must_use]
    pub fn new(schema: &'a mut Schema) -> Self {
        Self { schema, comments: Vec::new(), fields: Vec::new() }
    }

    /// Documents the oneof, or the field added last.
    #[must_use]
    pub fn comments(mut self, lines: &[&str]) -> Self {
        *self.fields.last_mut().map_or(&mut self.comments, |field| &mut field.comments) =
            owned(lines);
        self
    }

    /// Adds a field, which its type describes and gives a meaning.
    #[must_use]
    pub fn field(
        mut self,
        number: u32,
        name: &str,
        describe: fn(&mut Schema) -> FieldType,
        meaning: Option<&str>,
    ) -> Self {
        let kind = FieldKind {
            meaning: Meaning::of_values(meaning),
            ..FieldKind::new(Label::Implicit, describe(self.schema))
        };
        self.fields.push(field(number, name, kind));
        self
    }

    /// Pins the JSON name of the field added last.
    #[must_use]
    pub fn json_name(mut self, name: &str) -> Self {
        pin_json_name(&mut self.fields, name);
        self
    }

    /// Marks the field added last as deprecated.
    #[must_use]
    pub fn deprecated_field(mut self) -> Self {
        deprecate_last(&mut self.fields);
        self
    }

    /// Gives an option to the field added last. Those of the oneof itself the message has.
    #[must_use]
    pub fn option(mut self, text: &str, import: &str, wire: &[u8]) -> Self {
        if let Some(field) = self.fields.last_mut() {
            field.options.push(option(text, import, wire));
        }
        self
    }

    /// What the field added last is taken for where it is absent.
    #[must_use]
    pub fn default_value(mut self, value: &str) -> Self {
        if let Some(field) = self.fields.last_mut() {
            field.default = Some(value.to_owned());
        }
        self
    }

    /// Puts the message of the field added last between two tags.
    #[must_use]
    pub fn delimited(mut self) -> Self {
        delimit_last(&mut self.fields);
        self
    }

    /// The definition and the fields.
    #[must_use]
    pub fn finish(self) -> (OneofDef, Vec<FieldDef>) {
        (OneofDef { comments: self.comments, ..OneofDef::default() }, self.fields)
    }
}

/// Builds the definition of an enum.
#[derive(Debug, Default)]
pub struct EnumBuilder(EnumDef);

impl EnumBuilder {
    /// An enum without values.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Documents the enum, or the value added last.
    #[must_use]
    pub fn comments(mut self, lines: &[&str]) -> Self {
        let def = &mut self.0;
        *def.values.last_mut().map_or(&mut def.comments, |value| &mut value.comments) =
            owned(lines);
        self
    }

    /// Marks the enum as deprecated.
    #[must_use]
    pub fn deprecated(mut self) -> Self {
        self.0.deprecated = true;
        self
    }

    /// Reserves numbers and names.
    #[must_use]
    pub fn reserved(mut self, numbers: &[RangeInclusive<i32>], names: &[&str]) -> Self {
        self.0.reserved = Reserved { numbers: numbers.to_vec(), names: owned(names) };
        self
    }

    /// Adds a value.
    #[must_use]
    pub fn value(mut self, number: i32, name: &str) -> Self {
        let name = name.to_owned();
        self.0.values.push(EnumValueDef { name, number, ..EnumValueDef::default() });
        self
    }

    /// Adds another name of a number.
    #[must_use]
    pub fn alias(mut self, number: i32, name: &str) -> Self {
        self.0.allow_alias = true;
        self.value(number, name)
    }

    /// Makes a number without a value an unknown field.
    #[must_use]
    pub fn closed(mut self) -> Self {
        self.0.closed = true;
        self
    }

    /// Gives an option to the enum, or to the value added last.
    #[must_use]
    pub fn option(mut self, text: &str, import: &str, wire: &[u8]) -> Self {
        let def = &mut self.0;
        let options = def.values.last_mut().map_or(&mut def.options, |value| &mut value.options);
        options.push(option(text, import, wire));
        self
    }

    /// Marks the value added last as deprecated.
    #[must_use]
    pub fn deprecated_value(mut self) -> Self {
        if let Some(value) = self.0.values.last_mut() {
            value.deprecated = true;
        }
        self
    }

    /// The definition; protobuf wants the zero value first, except in a closed enum.
    #[must_use]
    pub fn finish(mut self) -> EnumDef {
        if self.0.closed {
            return self.0;
        }
        if let Some(zero) = self.0.values.iter().position(|value| value.number == 0) {
            self.0.values[..=zero].rotate_right(1);
        }
        self.0
    }
}

/// Builds the definition of a service.
#[derive(Debug)]
pub struct ServiceBuilder<'a> {
    schema: &'a mut Schema,
    def: ServiceDef,
}

impl<'a> ServiceBuilder<'a> {
    /// A service without methods; the messages of its methods are added to `schema`.
    #[must_use]
    pub fn new(schema: &'a mut Schema) -> Self {
        Self { schema, def: ServiceDef::default() }
    }

    /// Documents the service, or the method added last.
    #[must_use]
    pub fn comments(mut self, lines: &[&str]) -> Self {
        let def = &mut self.def;
        *def.methods.last_mut().map_or(&mut def.comments, |method| &mut method.comments) =
            owned(lines);
        self
    }

    /// Marks the service as deprecated.
    #[must_use]
    pub fn deprecated(mut self) -> Self {
        self.def.deprecated = true;
        self
    }

    /// Adds a method.
    #[must_use]
    pub fn method<M: Method>(mut self) -> Self {
        <RequestMessage<M> as Message>::describe(self.schema);
        <ResponseMessage<M> as Message>::describe(self.schema);
        <M::Error as RpcError>::describe(self.schema);
        let method = M::DESCRIPTOR;
        let (input, output) = (
            <RequestMessage<M> as Message>::type_name(),
            <ResponseMessage<M> as Message>::type_name(),
        );
        self.def.methods.push(MethodDef {
            client_streaming: method.kind().client_streaming(),
            server_streaming: method.kind().server_streaming(),
            idempotency: method.idempotency(),
            ..MethodDef::new(method.name(), input, output)
        });
        self
    }

    /// Gives an option to the service, or to the method added last.
    #[must_use]
    pub fn option(mut self, text: &str, import: &str, wire: &[u8]) -> Self {
        let def = &mut self.def;
        let options = def.methods.last_mut().map_or(&mut def.options, |method| &mut method.options);
        options.push(option(text, import, wire));
        self
    }

    /// Marks the method added last as deprecated.
    #[must_use]
    pub fn deprecated_method(mut self) -> Self {
        if let Some(method) = self.def.methods.last_mut() {
            method.deprecated = true;
        }
        self
    }

    /// The definition.
    #[must_use]
    pub fn finish(self) -> ServiceDef {
        self.def
    }
}

type RequestMessage<M> = <<M as Method>::Request as Argument>::Message;
type ResponseMessage<M> = <<M as Method>::Response as Response>::Wire<M>;

pub(crate) fn field(number: u32, name: &str, kind: FieldKind) -> FieldDef {
    FieldDef::new(name, number, kind)
}

/// No `import` stands for an option of protobuf's own.
fn option(text: &str, import: &str, wire: &[u8]) -> OptionDef {
    let import = (!import.is_empty()).then(|| import.to_owned());
    OptionDef { text: text.to_owned(), import, wire: wire.to_vec() }
}

fn pin_json_name(fields: &mut [FieldDef], name: &str) {
    if let Some(field) = fields.last_mut() {
        field.json_name = Some(name.to_owned());
    }
}

fn deprecate_last(fields: &mut [FieldDef]) {
    if let Some(field) = fields.last_mut() {
        field.deprecated = true;
    }
}

fn delimit_last(fields: &mut [FieldDef]) {
    if let Some(field) = fields.last_mut()
        && let FieldType::Message(name) = &field.kind.ty
    {
        field.kind.ty = FieldType::Group(name.clone());
    }
}

fn owned(lines: &[&str]) -> Vec<String> {
    lines.iter().map(|&line| line.to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_zero_value_moves_to_the_front_and_the_rest_keeps_its_order() {
        let def =
            EnumBuilder::new().value(2, "B").value(1, "A").value(0, "Z").value(3, "C").finish();
        let names: Vec<_> = def.values.iter().map(|value| value.name.as_str()).collect();
        assert_eq!(names, ["Z", "B", "A", "C"]);
    }

    #[test]
    fn comments_go_to_what_was_added_last() {
        let mut schema = Schema::new();
        let def = MessageBuilder::new(&mut schema).comments(&["the message"]).finish();
        assert_eq!(def.comments, ["the message"]);
        let def =
            EnumBuilder::new().comments(&["enum"]).value(0, "A").comments(&["value"]).finish();
        assert_eq!(
            (def.comments.join(""), def.values[0].comments.join("")),
            ("enum".into(), "value".into())
        );
    }

    #[test]
    fn numbers_are_compared_with_ranges_and_lists() {
        assert!(contains_number(&[1, 5], 4..=6));
        assert!(!contains_number(&[1, 5], 2..=4));
        assert!(numbers_overlap(&[1, 2], &[3, 2]));
        assert!(!numbers_overlap(&[1, 2], &[]));
    }
}
