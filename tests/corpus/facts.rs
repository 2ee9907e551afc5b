//! What a descriptor set says, one line for each definition: names, numbers, types, labels,
//! defaults, oneofs, options.
//!
//! How a file says it is left out: the syntax, and what an edition says through features. That
//! those agree is for buf to judge, which resolves them.

use std::collections::BTreeMap;

use prost::Message as _;
use prost_types::{
    DescriptorProto, EnumDescriptorProto, EnumValueOptions, FieldDescriptorProto,
    FileDescriptorSet, ServiceDescriptorProto, ServiceOptions, field_descriptor_proto::Type,
};

pub(crate) type Facts = BTreeMap<String, String>;

pub(crate) fn of(set: &[u8]) -> Facts {
    let set = FileDescriptorSet::decode(set).expect("a descriptor set");
    let mut facts = Facts::new();
    for file in &set.file {
        let scope =
            if file.package().is_empty() { String::new() } else { format!("{}.", file.package()) };
        for definition in &file.message_type {
            message(&mut facts, &scope, definition);
        }
        for definition in &file.enum_type {
            enumeration(&mut facts, &scope, definition);
        }
        for definition in &file.service {
            service(&mut facts, &scope, definition);
        }
    }
    facts
}

fn message(facts: &mut Facts, scope: &str, message: &DescriptorProto) {
    let name = format!("{scope}{}", message.name());
    let options = message.options.clone().unwrap_or_default();
    let mut reserved: Vec<_> =
        message.reserved_range.iter().map(|range| (range.start(), range.end())).collect();
    reserved.sort_unstable();
    let mut names = message.reserved_name.clone();
    names.sort();
    let mut extensions: Vec<_> =
        message.extension_range.iter().map(|range| (range.start(), range.end())).collect();
    extensions.sort_unstable();
    facts.insert(
        name.clone(),
        format!(
            "a message: deprecated {}, entry {}, reserved {:?} {names:?}, extensions {extensions:?}",
            options.deprecated(),
            options.map_entry(),
            merged(&reserved),
        ),
    );
    for definition in &message.field {
        field(facts, &name, message, definition);
    }
    let scope = format!("{name}.");
    for nested in &message.nested_type {
        self::message(facts, &scope, nested);
    }
    for nested in &message.enum_type {
        enumeration(facts, &scope, nested);
    }
}

/// Half-open ranges, with those that touch made one.
fn merged(ranges: &[(i32, i32)]) -> Vec<(i32, i32)> {
    let mut merged: Vec<(i32, i32)> = Vec::new();
    for &(start, end) in ranges {
        match merged.last_mut() {
            Some(last) if start <= last.1 => last.1 = last.1.max(end),
            _ => merged.push((start, end)),
        }
    }
    merged
}

fn field(facts: &mut Facts, scope: &str, message: &DescriptorProto, field: &FieldDescriptorProto) {
    let options = field.options.clone().unwrap_or_default();
    // A group is a message whose encoding is a feature.
    let ty = match field.r#type() {
        Type::Group => Type::Message,
        ty => ty,
    };
    // The oneof that stands for `optional` says what the presence says.
    let oneof = field.oneof_index.and_then(|index| {
        let index = usize::try_from(index).ok()?;
        Some(message.oneof_decl.get(index)?.name().to_owned())
    });
    let oneof = oneof.filter(|_| !field.proto3_optional());
    facts.insert(
        format!("{scope}.{}", field.name()),
        format!(
            "field {} {:?} {} list {} json {} default {:?} oneof {oneof:?} deprecated {} jstype {:?} ctype {:?}",
            field.number(),
            ty,
            field.type_name(),
            field.label() == prost_types::field_descriptor_proto::Label::Repeated,
            field.json_name(),
            field.default_value,
            options.deprecated(),
            options.jstype,
            options.ctype,
        ),
    );
}

fn enumeration(facts: &mut Facts, scope: &str, definition: &EnumDescriptorProto) {
    let options = definition.options.clone().unwrap_or_default();
    let mut values: Vec<_> = definition
        .value
        .iter()
        .map(|value| {
            let deprecated = value.options.as_ref().is_some_and(EnumValueOptions::deprecated);
            (value.number(), value.name().to_owned(), deprecated)
        })
        .collect();
    values.sort();
    let mut reserved: Vec<_> =
        definition.reserved_range.iter().map(|range| (range.start(), range.end() + 1)).collect();
    reserved.sort_unstable();
    let mut names = definition.reserved_name.clone();
    names.sort();
    facts.insert(
        format!("{scope}{}", definition.name()),
        format!(
            "an enum: {values:?} alias {} deprecated {} reserved {:?} {names:?}",
            options.allow_alias(),
            options.deprecated(),
            merged(&reserved),
        ),
    );
}

fn service(facts: &mut Facts, scope: &str, definition: &ServiceDescriptorProto) {
    let name = format!("{scope}{}", definition.name());
    let deprecated = definition.options.as_ref().is_some_and(ServiceOptions::deprecated);
    facts.insert(name.clone(), format!("a service: deprecated {deprecated}"));
    for method in &definition.method {
        let options = method.options.clone().unwrap_or_default();
        facts.insert(
            format!("{name}.{}", method.name()),
            format!(
                "a method: {} stream {} to {} stream {}, deprecated {}, {:?}",
                method.input_type(),
                method.client_streaming(),
                method.output_type(),
                method.server_streaming(),
                options.deprecated(),
                options.idempotency_level(),
            ),
        );
    }
}
