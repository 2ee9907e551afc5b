//! The trait itself: the user's, with `async fn` spelled out and its futures `Send`.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::{Block, FnArg, ItemTrait, Pat, ReturnType, TraitItem, TraitItemFn, parse_quote};

use super::super::model::Service;

pub(super) fn expand(service: &Service) -> TokenStream {
    let mut definition = service.definition.clone();
    add_bounds(&mut definition);
    for item in &mut definition.items {
        if let TraitItem::Fn(method) = item
            && method.sig.asyncness.is_some()
        {
            spell_out(method);
        }
    }
    definition.into_token_stream()
}

/// Servers share the implementation among threads, and keep it as long as they run.
fn add_bounds(definition: &mut ItemTrait) {
    let ours = ["Send", "Sync", "static"];
    let foreign = std::mem::take(&mut definition.supertraits).into_iter().filter(|bound| {
        let text = bound.to_token_stream().to_string();
        !ours.iter().any(|name| text.ends_with(name))
    });
    let foreign: Vec<_> = foreign.collect();
    definition.colon_token = Some(parse_quote!(:));
    definition.supertraits =
        parse_quote!(::core::marker::Send + ::core::marker::Sync + 'static #(+ #foreign)*);
}

/// `async fn f() -> R` becomes `fn f() -> impl Future<Output = R> + Send`. Implementations can
/// still be written as `async fn`.
fn spell_out(method: &mut TraitItemFn) {
    method.sig.asyncness = None;
    for input in &mut method.sig.inputs {
        // Reported already; rustc would report it again, and call it a pattern.
        if let FnArg::Typed(typed) = input
            && !is_plain(&typed.pat)
        {
            *typed.pat = parse_quote!(_);
        }
    }
    let output = match &method.sig.output {
        ReturnType::Default => quote!(()),
        ReturnType::Type(_, ty) => quote!(#ty),
    };
    method.sig.output = parse_quote! {
        -> impl ::core::future::Future<Output = #output> + ::core::marker::Send
    };
    if let Some(body) = &method.default {
        let body: Block = parse_quote!({ async move #body });
        method.default = Some(body);
        method.attrs.push(parse_quote!(#[allow(clippy::manual_async_fn)]));
    }
}

/// Whether an argument is just a name, without `mut`.
fn is_plain(pattern: &Pat) -> bool {
    matches!(pattern, Pat::Ident(name)
        if name.by_ref.is_none() && name.mutability.is_none() && name.subpat.is_none())
}
