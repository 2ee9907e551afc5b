//! Messages, their oneofs and enums.

use super::{
    comment,
    module::Items,
    types::{Scope, encoding},
    writer::{Arguments, Writer},
};
use crate::{
    features::Presence,
    model::{
        Enum, EnumValue, Field, FieldType, Info, Label, Message, Oneof, Reserved, Scalar, last,
    },
    naming,
    plan::MessageNames,
    said::Said,
};

/// The greatest field number, which `max` means.
const MAX_NUMBER: i32 = 536_870_911;

impl Items<'_, '_, '_> {
    pub(super) fn message(&self, out: &mut Writer, message: &Message) {
        let scope = self.scope;
        let plan = scope.plan;
        let Some(ty) = plan.types.get(message.full_name.as_str()) else { return };
        let Some(names) = plan.messages.get(message.full_name.as_str()) else { return };
        out.gap();
        comment::info(out, &message.info);
        derive(out, scope, &["Clone", "Debug", "Default", "PartialEq"], "Message");
        let mut arguments = self.type_arguments(&ty.name, &message.path, &message.full_name);
        reserved(&mut arguments, &message.reserved, 1, MAX_NUMBER);
        extensions(&mut arguments, &message.extensions);
        if !arguments.is_empty() {
            out.attribute("message", &arguments);
        }
        self.options(out, "message", &message.info, Some(message.strict_json));
        deprecated(out, &message.info);
        out.block(&format!("pub struct {}", ty.name), |out| {
            self.members(out, message, names);
            if scope.options.keep_unknown || !message.extensions.is_empty() {
                out.line("/// Fields that this version of the message does not know.");
                out.line("#[unknown]");
                out.field(&names.unknown, &scope.strait("UnknownFields"));
            }
        });
    }

    fn members(&self, out: &mut Writer, message: &Message, names: &MessageNames) {
        let mut seen = Vec::new();
        for (index, field) in message.fields.iter().enumerate() {
            match field.oneof {
                None => {
                    let ident = names.fields.get(index).map_or("", String::as_str);
                    self.field(out, message, field, ident);
                }
                Some(oneof) if !seen.contains(&oneof) => {
                    seen.push(oneof);
                    self.oneof_field(out, message, names, oneof);
                }
                Some(_) => {}
            }
        }
    }

    fn field(&self, out: &mut Writer, message: &Message, field: &Field, ident: &str) {
        let mut arguments = Arguments::default();
        arguments.push(field.number.to_string());
        let ty = self.field_type(message, field, &mut arguments);
        pin_names(&mut arguments, field, naming::plain(ident));
        arguments.options(&self.field_options(field));
        comment::member_info(out, &field.info);
        out.attribute("tag", &arguments);
        if field.label == Label::Singular(Presence::Required) {
            out.line("#[required(legacy)]");
        }
        deprecated(out, &field.info);
        out.field(ident, &ty);
    }

    /// The type of a field, with what the tag says about its encoding.
    fn field_type(&self, message: &Message, field: &Field, tag: &mut Arguments) -> String {
        let scope = self.scope;
        let ty = &field.ty;
        if let FieldType::Map(key, value) = ty {
            for (word, ty) in [("key", &FieldType::Scalar(*key)), ("value", value)] {
                if let Some(encoding) = encoding(ty) {
                    tag.push_foreign(format!("{word} = {encoding}"));
                }
            }
            return scope.value(ty);
        }
        if let Some(word) = encoding(ty) {
            tag.push(word);
        }
        if field.delimited {
            tag.push("delimited");
        }
        push_default(tag, field);
        let value = || match ty {
            FieldType::Message(name) if scope.plan.is_circular(&message.full_name, name) => {
                format!("Box<{}>", scope.value(ty))
            }
            _ => scope.value(ty),
        };
        match field.label {
            Label::Repeated { packed } => {
                if !packed {
                    tag.push("unpacked");
                }
                format!("Vec<{}>", scope.value(ty))
            }
            Label::Singular(presence) => {
                if let Some(wrapped) = scope.wrapped(ty) {
                    tag.push("wrapper");
                    return format!("Option<{wrapped}>");
                }
                let is_bare =
                    presence == Presence::Implicit && !matches!(ty, FieldType::Message(_));
                if is_bare { value() } else { format!("Option<{}>", value()) }
            }
        }
    }

    fn oneof_field(&self, out: &mut Writer, message: &Message, names: &MessageNames, index: usize) {
        let (Some(oneof), Some(ours)) = (message.oneofs.get(index), names.oneofs.get(index)) else {
            return;
        };
        let module = names.module.as_deref().unwrap_or_default();
        let mut arguments = Arguments::default();
        if naming::plain(&ours.field) != oneof.name {
            arguments.pin("name", &oneof.name);
        }
        arguments.options(&oneof.info.options);
        out.attribute("oneof", &arguments);
        out.field(&ours.field, &format!("Option<{module}::{}>", ours.ty));
    }

    /// The enum of a oneof, in the module of its message.
    pub(super) fn oneof(&self, out: &mut Writer, message: &Message, oneof: &Oneof, index: usize) {
        let scope = self.scope;
        let Some(names) = scope.plan.messages.get(message.full_name.as_str()) else { return };
        let Some(ours) = names.oneofs.get(index) else { return };
        out.gap();
        comment::info(out, &oneof.info);
        derive(out, scope, &["Clone", "Debug", "PartialEq"], "Oneof");
        out.block(&format!("pub enum {}", ours.ty), |out| {
            for (at, variant) in &ours.variants {
                let Some(field) = message.fields.get(*at) else { continue };
                self.variant(out, message, field, variant);
            }
        });
    }

    fn variant(&self, out: &mut Writer, message: &Message, field: &Field, ident: &str) {
        let mut arguments = Arguments::default();
        arguments.push(field.number.to_string());
        if let Some(word) = encoding(&field.ty) {
            arguments.push(word);
        }
        if field.delimited {
            arguments.push("delimited");
        }
        push_default(&mut arguments, field);
        pin_names(&mut arguments, field, &naming::snake_of_camel(naming::plain(ident)));
        arguments.options(&self.field_options(field));
        comment::member_info(out, &field.info);
        out.attribute("tag", &arguments);
        deprecated(out, &field.info);
        let value = self.scope.value(&field.ty);
        let is_circular = field
            .ty
            .reference()
            .is_some_and(|name| self.scope.plan.is_circular(&message.full_name, name));
        let value = if is_circular { format!("Box<{value}>") } else { value };
        out.variant(ident, &value);
    }

    pub(super) fn enumeration(&self, out: &mut Writer, definition: &Enum) {
        let scope = self.scope;
        let Some(ty) = scope.plan.types.get(definition.full_name.as_str()) else { return };
        out.gap();
        comment::info(out, &definition.info);
        derive(
            out,
            scope,
            &["Clone", "Copy", "Debug", "Default", "PartialEq", "Eq", "Hash"],
            "Enumeration",
        );
        let mut arguments = self.type_arguments(&ty.name, &definition.path, &definition.full_name);
        if definition.closed {
            arguments.push("closed");
        }
        reserved(&mut arguments, &definition.reserved, i32::MIN, i32::MAX);
        if !arguments.is_empty() {
            out.attribute("enumeration", &arguments);
        }
        self.options(out, "enumeration", &definition.info, Some(definition.strict_json));
        deprecated(out, &definition.info);
        let name = last(&definition.full_name);
        out.block(&format!("pub enum {}", ty.name), |out| {
            let mut taken = Vec::new();
            let default = if definition.closed {
                definition.values.first().map(|value| value.number)
            } else {
                Some(0)
            };
            for (index, value) in definition.values.iter().enumerate() {
                let is_same = |other: &&EnumValue| other.number == value.number;
                if definition.values.iter().take(index).any(|other| is_same(&other)) {
                    continue;
                }
                let aliases: Vec<&EnumValue> =
                    definition.values.iter().skip(index + 1).filter(is_same).collect();
                let ident = variant_name(&mut taken, name, &value.name);
                let is_default = Some(value.number) == default;
                value_of_enum(out, name, value, &ident, is_default, &aliases);
            }
        });
    }

    /// The options of an item, each as an attribute of its own.
    fn options(&self, out: &mut Writer, attribute: &str, info: &Info, strict_json: Option<bool>) {
        let mut options = info.options.clone();
        if strict_json.is_some_and(|strict| strict != self.features.strict_json) {
            let value = if self.features.strict_json { "LEGACY_BEST_EFFORT" } else { "ALLOW" };
            options.push(Said::standard(format!("features.json_format = {value}")));
        }
        for option in &options {
            let mut arguments = Arguments::default();
            arguments.options(std::slice::from_ref(option));
            out.attribute(attribute, &arguments);
        }
    }

    /// The options of a field, and what its file says of text if the package says otherwise.
    fn field_options(&self, field: &Field) -> Vec<Said> {
        let mut options = field.info.options.clone();
        let holds_text = match &field.ty {
            FieldType::Map(key, value) => {
                *key == Scalar::String || **value == FieldType::Scalar(Scalar::String)
            }
            ty => *ty == FieldType::Scalar(Scalar::String),
        };
        if holds_text && field.verified_utf8 != self.features.verified_utf8 {
            let value = if field.verified_utf8 { "VERIFY" } else { "NONE" };
            options.push(Said::standard(format!("features.utf8_validation = {value}")));
        }
        options
    }

    /// What `#[message(…)]` and `#[enumeration(…)]` say to keep the name and the message around
    /// the type, which may be referred to by nothing else.
    fn type_arguments(&self, ident: &str, path: &str, full_name: &str) -> Arguments {
        let mut arguments = self.item_arguments(ident, path);
        let outer = full_name.rsplit_once('.').filter(|_| path.contains('.'));
        if let Some((outer, _)) = outer {
            arguments.push_foreign(format!("within = {}", self.scope.named(outer)));
        }
        arguments
    }

    /// What `#[message(…)]` and the like say to keep the name.
    pub(super) fn item_arguments(&self, ident: &str, path: &str) -> Arguments {
        let mut arguments = Arguments::default();
        if naming::plain(ident) != path {
            arguments.pin("name", path);
        }
        arguments
    }
}

fn value_of_enum(
    out: &mut Writer,
    enum_name: &str,
    value: &EnumValue,
    ident: &str,
    is_default: bool,
    aliases: &[&EnumValue],
) {
    // An alias has no place for documentation of its own.
    for alias in aliases {
        comment::detached(out, &alias.info.detached);
        if !alias.info.docs.is_empty() {
            let docs = alias.info.docs.join("\n");
            let about = format!("{}: {docs}", alias.name);
            comment::detached(out, &[about.lines().map(str::to_owned).collect()]);
        }
    }
    comment::member_info(out, &value.info);
    if is_default {
        out.line("#[default]");
    }
    if naming::derived_value_name(enum_name, naming::plain(ident)) != value.name {
        let mut arguments = Arguments::default();
        arguments.pin("name", &value.name);
        out.attribute("enumeration", &arguments);
    }
    for option in &value.info.options {
        let mut arguments = Arguments::default();
        arguments.options(std::slice::from_ref(option));
        out.attribute("enumeration", &arguments);
    }
    for alias in aliases {
        let mut inner = Arguments::default();
        inner.push(super::writer::quoted(&alias.name));
        if alias.info.deprecated {
            inner.push("deprecated");
        }
        inner.options(&alias.info.options);
        let mut arguments = Arguments::default();
        arguments.push_list("alias", inner);
        out.attribute("enumeration", &arguments);
    }
    deprecated(out, &value.info);
    out.line(&format!("{ident} = {},", value.number));
}

/// The identifier of a value; where two would be one, the later keeps its whole name.
fn variant_name(taken: &mut Vec<String>, enum_name: &str, value: &str) -> String {
    let short = naming::variant_name(enum_name, value);
    let mut ident = short.clone();
    let mut count = 1;
    while taken.contains(&ident) {
        count += 1;
        ident = format!("{short}{count}");
    }
    taken.push(ident.clone());
    naming::identifier(&ident)
}

/// `default = …`, with which only some values are what rustfmt knows as an attribute's.
fn push_default(tag: &mut Arguments, field: &Field) {
    let Some(default) = &field.default else { return };
    let is_literal = default.starts_with(['"', 'b', 't', 'f'])
        || default.starts_with(|c: char| c.is_ascii_digit());
    let argument = format!("default = {default}");
    if is_literal && !matches!(field.ty, FieldType::Enum(_)) {
        tag.push(argument);
    } else {
        tag.push_foreign(argument);
    }
}

fn pin_names(arguments: &mut Arguments, field: &Field, derived: &str) {
    if derived != field.name {
        arguments.pin("name", &field.name);
    }
    if let Some(json) = &field.json_name {
        arguments.pin("json_name", json);
    }
}

fn derive(out: &mut Writer, scope: &Scope<'_, '_>, traits: &[&str], ours: &'static str) {
    let mut arguments = Arguments::default();
    traits.iter().for_each(|name| arguments.push(*name));
    arguments.push(scope.strait(ours));
    out.attribute("derive", &arguments);
}

fn deprecated(out: &mut Writer, info: &Info) {
    if info.deprecated {
        out.line("#[deprecated]");
    }
}

/// `reserved(3, 7..=9, "nick")`; `least` and `greatest` are all numbers there are.
fn reserved(arguments: &mut Arguments, reserved: &Reserved, least: i32, greatest: i32) {
    let numbers = reserved.ranges.iter().map(|&(start, end)| {
        let (start, end) = (start.max(least), end.min(greatest));
        if start == end { start.to_string() } else { format!("{start}..={end}") }
    });
    let names = reserved.names.iter().map(|name| super::writer::quoted(name));
    let mut list = Arguments::default();
    let has_ranges = reserved.ranges.iter().any(|(start, end)| start != end || *start < 0);
    for item in numbers.chain(names) {
        if has_ranges { list.push_foreign(item) } else { list.push(item) }
    }
    if !list.is_empty() {
        arguments.push_list("reserved", list);
    }
}

/// `extensions(100..=199, 500)`.
fn extensions(arguments: &mut Arguments, ranges: &[(i32, i32)]) {
    let mut list = Arguments::default();
    for &(start, end) in ranges {
        let end = end.min(MAX_NUMBER);
        if start == end {
            list.push(start.to_string());
        } else {
            list.push_foreign(format!("{start}..={end}"));
        }
    }
    if !list.is_empty() {
        arguments.push_list("extensions", list);
    }
}
