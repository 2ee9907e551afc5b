//! From the trait to the model; what is wrong with one part alone is reported here.

use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::{
    Attribute, FnArg, ItemTrait, ReceiverKind, ReturnType, Safety, Signature, TraitItem,
    TraitItemFn, Type, TypeParamBound, parse::Parser, spanned::Spanned,
};

use super::{
    argument::{self, Arguments},
    attr::MethodOptions,
    model::{Method, Output, Service},
};
use crate::{
    attr::{self, ItemOptions},
    errors::Errors,
    item::ItemName,
    naming, types,
};

pub(super) fn parse(arguments: TokenStream, mut item: ItemTrait, errors: &mut Errors) -> Service {
    let mut options = ItemOptions::default();
    let read =
        |input: syn::parse::ParseStream<'_>| options.read(input, &["name", "option", "package"]);
    errors.ok(read.parse2(arguments));
    options.check_names(errors);
    check_trait(&item, errors);
    let name = ItemName::of(&item.ident, &options, errors);
    if name.path.contains('.') {
        errors.at(name.span, "a service is not nested: its name has no dots");
    }
    let mut methods = Vec::new();
    for item in &mut item.items {
        match item {
            TraitItem::Fn(method) => {
                methods.push(parse_method(method, errors));
                remove_our_attributes(method);
            }
            TraitItem::Const(item) => {
                errors.on(item, "a service has methods only: move the constant out of the trait");
            }
            TraitItem::Type(item) => errors
                .on(item, "a service has methods only: name the type in the signatures themselves"),
            other => errors.on(other, "a service has methods only, written out"),
        }
    }
    Service {
        docs: attr::docs(&item.attrs),
        deprecated: attr::is_deprecated(&item.attrs),
        options: options.options,
        definition: item,
        name,
        methods,
    }
}

fn check_trait(item: &ItemTrait, errors: &mut Errors) {
    errors.ok(item.modifiers.require_empty());
    if let Some(token) = &item.unsafety {
        errors.on(token, "a service is implemented in safe code: remove `unsafe`");
    }
    if !item.generics.params.is_empty() {
        errors.on(
            &item.generics,
            "a service has no generics, because the wire has none: write a trait for each type, \
             or make the messages generic",
        );
    } else if let Some(clause) = &item.generics.where_clause {
        errors.on(clause, "a service has no bounds of its own: remove the `where` clause");
    }
    for bound in &item.supertraits {
        let allowed =
            match bound {
                TypeParamBound::Trait(bound) => {
                    bound.maybe.is_none()
                        && bound.path.segments.last().is_some_and(|segment| {
                            segment.ident == "Send" || segment.ident == "Sync"
                        })
                }
                TypeParamBound::Lifetime(lifetime) => lifetime.ident == "static",
                _ => false,
            };
        if !allowed {
            errors.on(
                bound,
                "a service stands on its own, because its client implements it as well: remove \
                 this supertrait (`Send + Sync + 'static` are there already)",
            );
        }
    }
}

fn parse_method(method: &TraitItemFn, errors: &mut Errors) -> Method {
    errors.ok(method.modifiers.require_empty());
    let options = MethodOptions::parse(&method.attrs, errors);
    for attr in &method.attrs {
        if attr.path().is_ident("cfg") {
            errors.on(
                attr,
                "a method cannot depend on `cfg`: both ends of the wire must know the same ones",
            );
        }
    }
    check_signature(&method.sig, errors);
    let ident = method.sig.ident.clone();
    let name = options
        .name
        .as_ref()
        .map_or_else(|| naming::upper_camel(&naming::plain(&ident)), syn::LitStr::value);
    if options.name.is_none() && !naming::is_identifier(&name) {
        errors.on(
            &ident,
            format!("`{name}` is not a protobuf name: pin an ASCII one, `#[rpc(name = \"…\")]`"),
        );
    }
    let Arguments { request, context } = argument::parse(&method.sig, &name, &options, errors);
    let output = parse_output(&method.sig, errors);
    Method {
        inputs: method.sig.inputs.iter().cloned().map(without_our_attributes).collect(),
        output,
        docs: attr::docs(&method.attrs),
        deprecated: attr::find(&method.attrs, "deprecated").cloned(),
        response_name: options
            .response
            .as_ref()
            .map_or_else(|| format!("{name}Response"), syn::LitStr::value),
        name_span: options.name.as_ref().map_or(ident.span(), Spanned::span),
        idempotency: options.idempotency,
        options: options.options,
        name,
        request,
        context,
        ident,
    }
}

fn remove_our_attributes(method: &mut TraitItemFn) {
    method.attrs.retain(|attr| !attr.path().is_ident("rpc"));
    let inputs = std::mem::take(&mut method.sig.inputs);
    method.sig.inputs = inputs.into_iter().map(without_our_attributes).collect();
}

/// What Rust accepts on an argument; documentation goes to the generated message.
fn without_our_attributes(mut argument: FnArg) -> FnArg {
    let keep = |attr: &Attribute| !attr.path().is_ident("tag") && !attr.path().is_ident("doc");
    match &mut argument {
        FnArg::Receiver(receiver) => receiver.attrs.retain(keep),
        FnArg::Typed(typed) => typed.attrs.retain(keep),
    }
    argument
}

fn check_signature(sig: &Signature, errors: &mut Errors) {
    if sig.asyncness.is_none() {
        errors.on(sig.fn_token, format!("a call takes time: write `async fn {}`", sig.ident));
    }
    if let Some(token) = &sig.constness {
        errors.on(token, "a method of a service is not `const`");
    }
    if let Safety::Unsafe(token) = &sig.safety {
        errors.on(token, "a method of a service is safe: remove `unsafe`");
    }
    if let Some(abi) = &sig.abi {
        errors.on(abi, "a method of a service has Rust's own ABI: remove `extern`");
    }
    if !sig.generics.params.is_empty() {
        errors.on(
            &sig.generics,
            "a method of a service has no generics, because the wire has none: name the types",
        );
    } else if let Some(clause) = &sig.generics.where_clause {
        errors.on(
            clause,
            "a method of a service has no bounds of its own: remove the `where` clause",
        );
    }
    check_receiver(sig, errors);
}

fn check_receiver(sig: &Signature, errors: &mut Errors) {
    let Some(receiver) = sig.receiver() else {
        errors.on(
            &sig.ident,
            format!("a method is called on a service: write `async fn {}(&self, …)`", sig.ident),
        );
        return;
    };
    let advice = match &receiver.kind {
        ReceiverKind::Reference(_, None, None) => return,
        ReceiverKind::Reference(_, _, Some(_)) => {
            "calls run at the same time, so they share the service: write `&self`, and keep what \
             changes in a `Mutex` or an atomic"
        }
        ReceiverKind::Reference(_, Some(_), None) => {
            "the lifetime has nothing to tie to: write `&self`"
        }
        _ => "calls run at the same time, so they share the service: write `&self`",
    };
    errors.on(receiver, advice);
}

fn parse_output(sig: &Signature, errors: &mut Errors) -> Option<Output> {
    let ty = match &sig.output {
        ReturnType::Default => {
            errors.on(&sig.ident, "every call can fail on its way: write `-> Result<(), Status>`");
            return None;
        }
        ReturnType::Type(_, ty) => &**ty,
    };
    if let Some(parts) = result_parts(ty) {
        argument::check_nested_stream(&parts.0, errors);
        argument::check_nested_stream(&parts.1, errors);
        if types::last_segment(&parts.1).is_some_and(|segment| segment.ident == "Streaming") {
            errors.on(
                &parts.1,
                "an error is one value: use `Status`, or an enum with `#[derive(RpcError)]`",
            );
        }
        return Some(Output { ty: ty.clone(), parts: Some(parts) });
    }
    if matches!(ty, Type::ImplTrait(_)) {
        errors.on(ty, "name the type: a stream is `Result<Streaming<…>, Status>`, made with `Streaming::from_stream`");
        return None;
    }
    if is_no_result(ty) {
        let shown = types::display(ty);
        errors.on(ty, format!("every call can fail on its way: write `Result<{shown}, Status>`"));
        return None;
    }
    Some(Output { ty: ty.clone(), parts: None })
}

/// `R` and `E` of `Result<R, E>`.
fn result_parts(ty: &Type) -> Option<(Type, Type)> {
    let segment = types::last_segment(ty).filter(|segment| segment.ident == "Result")?;
    match types::arguments(segment).as_slice() {
        [ok, error] => Some(((*ok).clone(), (*error).clone())),
        _ => None,
    }
}

/// Whether a type is surely not a `Result`. Another name may be an alias of one.
fn is_no_result(ty: &Type) -> bool {
    types::last_segment(ty).map_or_else(
        || !matches!(ty, Type::Macro(_) | Type::Verbatim(_)),
        |segment| {
            let name = segment.ident.to_string();
            types::is_std_value(&name) || name == "Streaming"
        },
    )
}

/// A signature as the user might write it again.
pub(super) fn show_signature(sig: &Signature, arguments: &[String]) -> String {
    let output = types::display(sig.output.to_token_stream());
    let output = if output.is_empty() { output } else { format!(" {output}") };
    format!("async fn {}({}){output};", sig.ident, arguments.join(", "))
}
