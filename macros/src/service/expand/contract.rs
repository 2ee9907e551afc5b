//! The trait itself: the user's, with `async fn` spelled out and its futures `Send`.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::{Block, ItemTrait, ReturnType, TraitItem, TraitItemFn, parse_quote};

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
