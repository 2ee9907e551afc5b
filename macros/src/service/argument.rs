//! The arguments of a method: which of them is the request, and which the context.

use proc_macro2::Ident;
use quote::ToTokens;
use syn::{FnArg, LitStr, Pat, PatType, Signature, Type, TypeReference};

use super::{
    attr::MethodOptions,
    model::{Context, Request},
    parse::show_signature,
};
use crate::{
    attr::{self, Reserved},
    errors::Errors,
    field::{self, Field, FreeNumbers, Role, Tag},
    naming, types,
};

pub(super) struct Arguments {
    pub(super) request: Request,
    pub(super) context: Option<Context>,
}

/// An argument that carries data.
struct Data<'a> {
    argument: &'a PatType,
    ident: Ident,
    tag: Option<Tag>,
    /// Whether it has a `#[tag]`, good or bad.
    tagged: bool,
}

pub(super) fn parse(
    sig: &Signature,
    method_name: &str,
    options: &MethodOptions,
    errors: &mut Errors,
) -> Arguments {
    let mut data: Vec<Data<'_>> = Vec::new();
    let mut context: Option<Context> = None;
    for input in &sig.inputs {
        let FnArg::Typed(argument) = input else { continue };
        let Some(ident) = name(argument, errors) else { continue };
        if let Type::Reference(reference) = &*argument.ty {
            if let Some(found) = context_of(ident, argument, reference, errors) {
                if context.is_some() {
                    errors.on(argument, "a method has one context: remove this argument");
                }
                context = Some(found);
            }
            continue;
        }
        if context.is_some() {
            errors.on(argument, "the context comes after the data: move this argument before it");
        }
        data.push(read(argument, ident, errors));
    }
    let request = request(sig, method_name, options, data, errors);
    Arguments { request, context }
}

fn name(argument: &PatType, errors: &mut Errors) -> Option<Ident> {
    match &*argument.pat {
        Pat::Ident(pattern)
            if pattern.by_ref.is_none()
                && pattern.mutability.is_none()
                && pattern.subpat.is_none() =>
        {
            Some(pattern.ident.clone())
        }
        pattern => {
            errors.on(
                pattern,
                "an argument has a plain name here: take it apart in the implementation",
            );
            None
        }
    }
}

fn context_of(
    ident: Ident,
    argument: &PatType,
    reference: &TypeReference,
    errors: &mut Errors,
) -> Option<Context> {
    let inner = &*reference.elem;
    if let Some(token) = &reference.mutability {
        errors.on(
            token,
            "the context is shared, and what is set on it goes through `&self`: write `&Context`",
        );
        return None;
    }
    let owned = match inner {
        Type::Path(path) if path.path.is_ident("str") => Some("String".to_owned()),
        Type::Slice(slice) => Some(format!("Vec<{}>", types::display(&slice.elem))),
        _ if attr::find(&argument.attrs, "tag").is_some() => Some(types::display(inner)),
        _ => None,
    };
    if let Some(owned) = owned {
        errors.on(
            reference,
            format!("an argument owns its data, because it comes off the wire: write `{owned}` (only the context is borrowed, `cx: &Context`)"),
        );
        return None;
    }
    Some(Context { ident, ty: inner.clone() })
}

fn read<'a>(argument: &'a PatType, ident: Ident, errors: &mut Errors) -> Data<'a> {
    if let Type::ImplTrait(ty) = &*argument.ty {
        errors.on(ty, "name the type: the wire has no generics");
    }
    check_nested_stream(&argument.ty, errors);
    let tag = attr::find(&argument.attrs, "tag").and_then(|attr| {
        field::tag_of(&argument.attrs, attr, &naming::plain(&ident), ident.span(), errors)
    });
    for attr in &argument.attrs {
        if attr.path().is_ident("cfg") {
            errors.on(
                attr,
                "an argument cannot depend on `cfg`: both ends of the wire must know the same ones",
            );
        }
    }
    let tagged = attr::find(&argument.attrs, "tag").is_some();
    if tagged && !is_stream(&argument.ty) {
        field::errors_in_type(&argument.ty, errors);
    }
    Data { argument, ident, tag, tagged }
}

fn request(
    sig: &Signature,
    method_name: &str,
    options: &MethodOptions,
    data: Vec<Data<'_>>,
    errors: &mut Errors,
) -> Request {
    let mut streams = data.iter().filter(|data| is_stream(&data.argument.ty));
    if let Some(stream) = streams.next() {
        if let Some(second) = streams.next() {
            errors.on(
                second.argument,
                "a method takes one stream: send both kinds of data in one message, as a oneof",
            );
        } else if let Some(other) = data.iter().find(|data| !is_stream(&data.argument.ty)) {
            errors.on(
                other.argument,
                "a stream is the whole request: send this in the first message, or as metadata",
            );
        } else if stream.tagged {
            errors.on(
                stream.argument,
                "a stream is the whole request and has no number: remove the tag",
            );
        }
    } else if let [only] = data.as_slice()
        && !only.tagged
    {
        if let Type::Path(_) = &*only.argument.ty
            && types::last_segment(&only.argument.ty)
                .is_some_and(|segment| types::is_std_value(&segment.ident.to_string()))
            && !types::any(&only.argument.ty, &is_stream)
        {
            untagged(sig, &data, errors);
        }
    } else if data.iter().any(|data| !data.tagged) {
        untagged(sig, &data, errors);
    }
    if let [only] = data.as_slice()
        && !only.tagged
    {
        if let Some(name) = &options.request {
            errors.on(name, "the request is a message with a name of its own: pin it there, `#[message(name = \"…\")]`");
        }
        return Request::Whole { ident: only.ident.clone(), ty: only.argument.ty.clone() };
    }
    let name =
        options.request.as_ref().map_or_else(|| format!("{method_name}Request"), LitStr::value);
    let span = options.request.as_ref().map_or(sig.ident.span(), LitStr::span);
    let message = naming::ident(&name, span).unwrap_or_else(|| {
        errors.at(
            span,
            format!("the request is a Rust type as well, which cannot be called `{name}`"),
        );
        sig.ident.clone()
    });
    Request::Arguments { message, name, fields: data.into_iter().filter_map(into_field).collect() }
}

fn into_field(data: Data<'_>) -> Option<Field> {
    let docs = attr::docs(&data.argument.attrs);
    Some(Field::tagged(data.ident, (*data.argument.ty).clone(), docs, data.tag?))
}

/// Reports arguments without a number, with the line that has all of them.
fn untagged(sig: &Signature, data: &[Data<'_>], errors: &mut Errors) {
    let reserved = Reserved::default();
    let mut free = FreeNumbers::above(
        data.iter().filter_map(|data| data.tag.as_ref()).map(|tag| tag.number),
        &reserved,
    );
    let mut missing = Vec::new();
    let mut numbers = Vec::new();
    for data in data {
        if !data.tagged {
            numbers.push((data.ident.clone(), free.take()));
            missing.push(data);
        }
    }
    let shown: Vec<String> = sig
        .inputs
        .iter()
        .map(|input| {
            let text = types::display(input.to_token_stream());
            let number = numbers.iter().find(|(ident, _)| is_named(input, ident));
            number.map_or(text.clone(), |(_, number)| format!("#[tag({number})] {text}"))
        })
        .collect();
    if let Some(context) = missing.iter().find(|data| is_context(&data.argument.ty)) {
        let ident = &context.ident;
        return errors.on(
            &context.argument.ty,
            format!("the context is lent to a method: write `{ident}: &Context`"),
        );
    }
    let line = show_signature(sig, &shown);
    let reason = if data.len() == missing.len() {
        "arguments become fields of a message, and each needs a number"
    } else {
        "either one message is the request, or every argument has a number"
    };
    for data in missing {
        errors.on(data.argument, format!("{reason}: write\n    {line}"));
    }
}

fn is_named(input: &FnArg, ident: &Ident) -> bool {
    matches!(input, FnArg::Typed(typed) if matches!(&*typed.pat, Pat::Ident(pattern) if pattern.ident == *ident))
}

fn is_context(ty: &Type) -> bool {
    types::last_segment(ty).is_some_and(|segment| segment.ident == "Context")
}

fn is_stream(ty: &Type) -> bool {
    types::last_segment(ty).is_some_and(|segment| segment.ident == "Streaming")
}

/// Reports a stream inside of something: `Option<Streaming<_>>`.
pub(super) fn check_nested_stream(ty: &Type, errors: &mut Errors) {
    let advice = "a stream is a whole argument or the whole result: write `Streaming<…>` itself, \
                  and let an empty or longer stream say the rest";
    let inside = |ty: &Type| types::any(ty, &|ty| is_stream(ty));
    let nested = match types::last_segment(ty) {
        Some(segment) => types::arguments(segment).into_iter().any(inside),
        None => inside(ty),
    };
    if nested {
        errors.on(ty, advice);
    }
}

/// Whether two arguments clash; the rest is checked as for any message.
pub(super) fn tags(fields: &[Field]) -> impl Iterator<Item = (&Field, &Tag)> {
    fields.iter().filter_map(|field| match &field.role {
        Role::Tagged(tag) => Some((field, tag)),
        _ => None,
    })
}
