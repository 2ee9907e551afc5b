//! Messages, their oneofs and enums.

use super::{
    comment,
    module::Items,
    types::{Scope, encoding},
    writer::{Arguments, Writer},
};
use crate::{
    features::Presence,
    model::{Enum, EnumValue, Field, FieldType, Info, Label, Message, Oneof, Reserved, last},
    naming,
    plan::MessageNames,
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
        let mut arguments = self.item_arguments(&ty.name, &message.path);
        reserved(&mut arguments, &message.reserved, 1, MAX_NUMBER);
        if !arguments.is_empty() {
            out.attribute("message", &arguments);
        }
        deprecated(out, &message.info);
        out.block(&format!("pub struct {}", ty.name), |out| {
            self.members(out, message, names);
            if scope.options.keep_unknown {
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
        comment::info(out, &field.info);
        out.attribute("tag", &arguments);
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
        pin_names(&mut arguments, field, &naming::snake_of_camel(naming::plain(ident)));
        comment::info(out, &field.info);
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
        let mut arguments = self.item_arguments(&ty.name, &definition.path);
        reserved(&mut arguments, &definition.reserved, i32::MIN, i32::MAX);
        if !arguments.is_empty() {
            out.attribute("enumeration", &arguments);
        }
        deprecated(out, &definition.info);
        let name = last(&definition.full_name);
        out.block(&format!("pub enum {}", ty.name), |out| {
            let mut taken = Vec::new();
            for value in &definition.values {
                let ident = variant_name(&mut taken, name, &value.name);
                value_of_enum(out, name, value, &ident);
            }
        });
    }

    /// What `#[message(…)]` and the like say to keep name and package.
    pub(super) fn item_arguments(&self, ident: &str, path: &str) -> Arguments {
        let mut arguments = Arguments::default();
        if naming::plain(ident) != path {
            arguments.pin("name", path);
        }
        if self.scope.options.pin_packages {
            arguments.pin("package", self.package);
        }
        arguments
    }
}

fn value_of_enum(out: &mut Writer, enum_name: &str, value: &EnumValue, ident: &str) {
    comment::info(out, &value.info);
    if value.number == 0 {
        out.line("#[default]");
    }
    if naming::derived_value_name(enum_name, naming::plain(ident)) != value.name {
        let mut arguments = Arguments::default();
        arguments.pin("name", &value.name);
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
    let list: Vec<String> = numbers.chain(names).collect();
    if list.is_empty() {
        return;
    }
    let has_ranges = reserved.ranges.iter().any(|(start, end)| start != end || *start < 0);
    let list = format!("reserved({})", list.join(", "));
    if has_ranges { arguments.push_foreign(list) } else { arguments.push(list) }
}
