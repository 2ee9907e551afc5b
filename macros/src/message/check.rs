//! What must hold among the fields of a message.

use std::collections::BTreeMap;

use proc_macro2::{Ident, Span};
use quote::quote;

use super::model::Message;
use crate::{
    errors::Errors,
    field::{FreeNumbers, Role, Tag},
    naming, types,
};

pub(crate) fn check(message: &Message, errors: &mut Errors) {
    check_missing_tags(message, errors);
    check_numbers(message, errors);
    check_names(message, errors);
    check_reserved(message, errors);
    check_placeholders(message, errors);
    let unknown = message.fields.iter().filter(|field| matches!(field.role, Role::Unknown));
    for second in unknown.skip(1) {
        errors.on(&second.ident, "a message has one `#[unknown]` field");
    }
}

/// Each missing tag with the number to give it, and all the lines together if there are several.
fn check_missing_tags(message: &Message, errors: &mut Errors) {
    let used = message.tagged().into_iter().map(|(_, tag)| tag.number);
    let mut free = FreeNumbers::above(used, &message.reserved);
    let mut lines = String::new();
    let mut count = 0;
    for field in message.fields.iter().filter(|field| matches!(field.role, Role::Untagged)) {
        let number = free.take();
        let ident = &field.ident;
        errors.on(
            ident,
            format!("field `{ident}` has no number: write `#[tag({number})]` before it"),
        );
        let (vis, ty) = (&field.vis, &field.ty);
        let line = types::display(quote!(#vis #ident: #ty));
        lines += &format!("\n    #[tag({number})] {line},");
        count += 1;
    }
    if count > 1 {
        let origin = &message.origin;
        errors.on(
            &message.ident,
            format!("`{origin}` has {count} fields without a number; the lines to write:{lines}"),
        );
    }
}

fn check_numbers(message: &Message, errors: &mut Errors) {
    let tagged = message.tagged();
    let mut free = FreeNumbers::above(tagged.iter().map(|(_, tag)| tag.number), &message.reserved);
    let mut taken: BTreeMap<u32, &Ident> = BTreeMap::new();
    // In the order of the source, so that the error is on the later field.
    for field in &message.fields {
        let Role::Tagged(tag) = &field.role else { continue };
        let number = tag.number;
        if let Some(first) = taken.get(&number) {
            errors.at(
                tag.span,
                format!(
                    "number {number} belongs to field `{first}`: the next free one is {}",
                    free.take()
                ),
            );
        }
        taken.entry(number).or_insert(&field.ident);
        if i32::try_from(number).is_ok_and(|number| message.extensions.has_number(number)) {
            errors
                .at(tag.span, format!("number {number} is set aside for extensions: take another"));
        }
        if i32::try_from(number).is_ok_and(|number| message.reserved.has_number(number)) {
            errors.at(
                tag.span,
                format!(
                    "number {number} is reserved, which keeps it from meaning two things: the \
                     next free one is {}",
                    free.take()
                ),
            );
        }
    }
}

fn check_names(message: &Message, errors: &mut Errors) {
    let mut names: BTreeMap<String, &Ident> = BTreeMap::new();
    let mut json_names: BTreeMap<String, &Ident> = BTreeMap::new();
    for field in &message.fields {
        let (tag, name) = match &field.role {
            Role::Tagged(tag) => (Some(tag), tag.name.clone()),
            Role::Oneof(choice) => (None, choice.name.clone()),
            _ => continue,
        };
        let span = field.ident.span();
        if message.reserved.has_name(&name) {
            errors.at(
                span,
                format!("the name `{name}` is reserved for a field that was removed: take another"),
            );
        }
        if let Some(first) = names.get(&name) {
            errors.at(span, format!("field `{first}` has the name `{name}` already"));
        } else {
            check_json_name(tag, span, &mut json_names, &field.ident, errors);
        }
        names.entry(name).or_insert(&field.ident);
    }
}

fn check_json_name<'a>(
    tag: Option<&Tag>,
    span: Span,
    taken: &mut BTreeMap<String, &'a Ident>,
    ident: &'a Ident,
    errors: &mut Errors,
) {
    let Some(tag) = tag else { return };
    let json = tag.json();
    if let Some(first) = taken.get(&json) {
        errors.at(
            span,
            format!(
                "fields `{first}` and `{ident}` are both `{json}` in JSON: rename one, or pin \
                 `json_name = \"…\"` in its tag"
            ),
        );
    }
    taken.entry(json).or_insert(ident);
}

fn check_reserved(message: &Message, errors: &mut Errors) {
    for (range, span) in message.reserved.ranges.iter().chain(&message.extensions.ranges) {
        if *range.start() < 1 {
            errors.at(*span, "field numbers start at 1");
        }
    }
}

/// `{T}` for every parameter of a generic message, and for nothing else.
fn check_placeholders(message: &Message, errors: &mut Errors) {
    let path = &message.name.path;
    let missing: Vec<String> = message
        .parameters()
        .map(|parameter| format!("{{{}}}", naming::plain(parameter)))
        .filter(|placeholder| !path.contains(placeholder))
        .collect();
    if !missing.is_empty() {
        let ident = &message.ident;
        let example = message
            .parameters()
            .map(|parameter| format!("{{{}}}", naming::plain(parameter)))
            .collect::<String>();
        errors.on(
            ident,
            format!(
                "protobuf has no generics, so each `{ident}<…>` needs a name of its own: write \
                 `#[message(name = \"{example}{ident}\")]`"
            ),
        );
    }
    let mut rest = path.clone();
    for parameter in message.parameters() {
        rest = rest.replace(&format!("{{{}}}", naming::plain(parameter)), "");
    }
    if rest.contains(['{', '}']) && missing.is_empty() {
        errors.at(
            message.name.span,
            format!("`{path}` names a parameter that the type does not have"),
        );
    }
}
