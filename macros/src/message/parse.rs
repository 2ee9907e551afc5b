//! From the struct to the model; what is wrong with one part alone is reported here.

use syn::{Data, DeriveInput, Fields, GenericParam, spanned::Spanned};

use super::model::{Json, Message, Shape};
use crate::{
    attr::{self, ItemOptions},
    errors::Errors,
    field::{self, Field},
    item::ItemName,
    naming,
};

pub(super) fn parse(input: &DeriveInput, errors: &mut Errors) -> Option<Shape> {
    let options = ItemOptions::parse(
        &input.attrs,
        "message",
        &[
            "name",
            "package",
            "reserved",
            "extensions",
            "option",
            "transparent",
            "within",
            "serde",
            "__own_json",
        ],
        errors,
    );
    let Data::Struct(data) = &input.data else {
        errors.on(
            &input.ident,
            "a message is a struct: for an enum derive `Enumeration` if its variants are bare, \
             `Oneof` if they hold something",
        );
        return None;
    };
    if let Some(span) = options.transparent {
        if let Some(serde) = options.serde {
            errors.at(
                serde,
                "a transparent type is no message: give it serde's own derives, with \
                 `#[serde(transparent)]`",
            );
        }
        return transparent(input, &data.fields, &options, span, errors);
    }
    let fields = match &data.fields {
        Fields::Named(fields) => {
            fields.named.iter().filter_map(|field| Field::parse(field, errors)).collect()
        }
        Fields::Unit => Vec::new(),
        Fields::Unnamed(fields) => {
            let advice = "the fields of a message have names: write `struct …` with `{ }`";
            let newtype = "; or let it stand for what it holds: `#[message(transparent)]`";
            let newtype = if fields.unnamed.len() == 1 { newtype } else { "" };
            errors.on(fields, format!("{advice}{newtype}"));
            return None;
        }
    };
    check_generics(input, errors);
    Some(Shape::Record(Message {
        name: ItemName::of(&input.ident, &options, errors),
        origin: naming::plain(&input.ident),
        ident: input.ident.clone(),
        generics: input.generics.clone(),
        docs: attr::docs(&input.attrs),
        deprecated: attr::is_deprecated(&input.attrs),
        reserved: options.reserved,
        extensions: options.extensions,
        options: options.options,
        json: Json { own: options.own_json, serde: options.serde },
        fields,
    }))
}

fn transparent(
    input: &DeriveInput,
    fields: &Fields,
    options: &ItemOptions,
    span: proc_macro2::Span,
    errors: &mut Errors,
) -> Option<Shape> {
    if !input.generics.params.is_empty() {
        errors.on(&input.generics, "a transparent type has no generics");
        return None;
    }
    let inner = match fields {
        Fields::Unnamed(fields) if fields.unnamed.len() == 1 => fields.unnamed.first()?,
        _ => {
            errors.at(span, "a transparent type holds one unnamed field: `struct UserId(u64);`");
            return None;
        }
    };
    field::errors_in_type(&inner.ty, errors);
    if let Some(tag) = attr::find(&inner.attrs, "tag") {
        errors.on(tag, "a transparent type has no field numbers: remove the tag");
    }
    let name = newtype_name(input, options, errors);
    let has_more = options.package.is_some()
        || options.within.is_some()
        || [&options.reserved, &options.extensions].into_iter().any(|numbers| !numbers.is_empty())
        || !options.options.is_empty();
    if has_more {
        errors.at(span, "a transparent type is no message: beside this it can have a `name` only");
    }
    Some(Shape::Transparent { ident: input.ident.clone(), inner: inner.ty.clone(), name })
}

/// What the comments of its fields call the type.
fn newtype_name(input: &DeriveInput, options: &ItemOptions, errors: &mut Errors) -> String {
    let Some(pinned) = &options.name else { return naming::plain(&input.ident) };
    let name = pinned.value();
    if !naming::is_dotted(&name) {
        let advice = "use ASCII letters, digits and `_`, with dots between";
        errors.on(pinned, format!("`{name}` cannot name a type in a .proto: {advice}"));
    }
    name
}

fn check_generics(input: &DeriveInput, errors: &mut Errors) {
    for parameter in &input.generics.params {
        match parameter {
            GenericParam::Type(_) => {}
            GenericParam::Lifetime(lifetime) => errors.at(
                lifetime.span(),
                "a message owns its data: use `String`, `Vec<u8>`, or `strait::ByteStr` and \
                 `bytes::Bytes` to share the received buffer",
            ),
            GenericParam::Const(constant) => errors.at(
                constant.span(),
                "a message cannot be generic over a constant: its name has no place for it",
            ),
        }
    }
}
