//! From the enum to the model.

use proc_macro2::Ident;
use syn::{Data, DeriveInput, Fields, LitStr, Meta, Token, ext::IdentExt, parse::ParseStream};

use super::model::{RpcError, Variant};
use crate::{
    attr::{self, ItemOptions},
    errors::Errors,
    field::{self, Field},
    item::ItemName,
    message::Message,
    naming,
};

/// The codes as gRPC spells them. OK is no error.
const CODES: [&str; 16] = [
    "CANCELLED",
    "UNKNOWN",
    "INVALID_ARGUMENT",
    "DEADLINE_EXCEEDED",
    "NOT_FOUND",
    "ALREADY_EXISTS",
    "PERMISSION_DENIED",
    "RESOURCE_EXHAUSTED",
    "FAILED_PRECONDITION",
    "ABORTED",
    "OUT_OF_RANGE",
    "UNIMPLEMENTED",
    "INTERNAL",
    "UNAVAILABLE",
    "DATA_LOSS",
    "UNAUTHENTICATED",
];

pub(super) fn parse(input: &DeriveInput, errors: &mut Errors) -> Option<RpcError> {
    let options =
        ItemOptions::parse(&input.attrs, "rpc_error", &["name", "package", "reserved"], errors);
    let Data::Enum(data) = &input.data else {
        errors.on(
            &input.ident,
            "an RPC error is an enum, with a variant for each thing to tell apart",
        );
        return None;
    };
    if !input.generics.params.is_empty() {
        errors.on(&input.generics, "an RPC error has no generics, because the wire has none");
    }
    let mut error = RpcError {
        name: ItemName::of(&input.ident, &options, errors),
        ident: input.ident.clone(),
        docs: attr::docs(&input.attrs),
        reserved: options.reserved,
        variants: Vec::new(),
        statuses: Vec::new(),
        uses_deprecated: attr::is_deprecated(&input.attrs)
            || data.variants.iter().any(|variant| attr::is_deprecated(&variant.attrs)),
    };
    for variant in &data.variants {
        parse_variant(variant, &mut error, errors);
    }
    Some(error)
}

fn parse_variant(variant: &syn::Variant, error: &mut RpcError, errors: &mut Errors) {
    let ident = &variant.ident;
    let Some(status) = attr::find(&variant.attrs, "status") else {
        errors.on(
            ident,
            format!("what do callers of other languages see of `{ident}`? write `#[status(INTERNAL, \"…\")]` before it, or another code"),
        );
        return;
    };
    if let Meta::Path(_) = status.meta {
        parse_status(variant, error, errors);
        return;
    }
    let (code, text) = match errors.ok(status.parse_args_with(code_and_text)) {
        Some((code, text)) => (code_variant(&code, errors), Some(text)),
        None => (None, None),
    };
    let Some(fields) = fields(variant, errors) else { return };
    let plain = naming::plain(ident);
    let attr = attr::find(&variant.attrs, "tag");
    let name = naming::snake(&plain);
    let tag =
        attr.and_then(|attr| field::tag_of(&variant.attrs, attr, &name, ident.span(), errors));
    let docs = attr::docs(&variant.attrs);
    let message = Message {
        origin: format!("{}::{plain}", naming::plain(&error.ident)),
        ..Message::plain(
            Ident::new(&format!("__{}{plain}", naming::plain(&error.ident)), ident.span()),
            error.name.sibling(format!("{}.{plain}", error.name.path)),
            docs,
            fields,
        )
    };
    error.variants.push(Variant {
        ident: ident.clone(),
        deprecated: attr::is_deprecated(&variant.attrs),
        code,
        text,
        untagged: attr.is_none(),
        tag,
        message,
    });
}

/// `#[status] Rpc(Status)`.
fn parse_status(variant: &syn::Variant, error: &mut RpcError, errors: &mut Errors) {
    let ident = &variant.ident;
    match &variant.fields {
        Fields::Unnamed(fields) if fields.unnamed.len() == 1 => {}
        _ => errors.on(
            ident,
            format!("`#[status]` alone is for the variant that holds everything else: write `{ident}(Status)`, or give a code, `#[status(INTERNAL, \"…\")]`"),
        ),
    }
    if let Some(tag) = attr::find(&variant.attrs, "tag") {
        errors.on(tag, "the status is the call's own and no message: remove the tag");
    }
    error.statuses.push(ident.clone());
}

fn fields(variant: &syn::Variant, errors: &mut Errors) -> Option<Vec<Field>> {
    match &variant.fields {
        Fields::Named(fields) => {
            Some(fields.named.iter().filter_map(|field| Field::parse(field, errors)).collect())
        }
        Fields::Unit => Some(Vec::new()),
        Fields::Unnamed(fields) => {
            let ident = &variant.ident;
            errors.on(
                fields,
                format!("the fields of an error have names and numbers: write `{ident} {{ #[tag(1)] … }}`"),
            );
            None
        }
    }
}

/// `NOT_FOUND, "no user {id}"`.
fn code_and_text(input: ParseStream<'_>) -> syn::Result<(Ident, LitStr)> {
    let code = input.call(Ident::parse_any)?;
    let advice = |error: syn::Error| {
        syn::Error::new(
            error.span(),
            format!("after the code comes the message for people: `#[status({code}, \"…\")]`"),
        )
    };
    input.parse::<Token![,]>().map_err(advice)?;
    let text = input.parse::<LitStr>().map_err(advice)?;
    input.parse::<Option<Token![,]>>()?;
    Ok((code, text))
}

/// `NOT_FOUND` as the variant `NotFound`.
fn code_variant(code: &Ident, errors: &mut Errors) -> Option<Ident> {
    let text = code.to_string();
    if CODES.contains(&text.as_str()) {
        return Some(Ident::new(&naming::upper_camel(&text.to_lowercase()), code.span()));
    }
    let spelled = naming::screaming_snake(&text);
    if CODES.contains(&spelled.as_str()) {
        errors.on(code, format!("codes are spelled as gRPC spells them: `{spelled}`"));
    } else {
        errors.on(
            code,
            format!("`{text}` is not an error code of gRPC: it is one of {}", CODES.join(", ")),
        );
    }
    None
}
