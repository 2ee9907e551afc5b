//! `#[rpc_service]`: a trait as a gRPC service, with its client, its server and its schema.

mod argument;
mod attr;
mod check;
mod expand;
mod model;
mod parse;

use proc_macro2::TokenStream;

use crate::errors::Errors;

/// The trait and what belongs to it; for a trait with mistakes, `compile_error!`s, the trait and
/// empty types of the names that code elsewhere imports.
pub(crate) fn attribute(arguments: TokenStream, item: &TokenStream) -> TokenStream {
    let mut errors = Errors::new();
    let Some(definition) = errors.ok(syn::parse2(item.clone()).map_err(not_a_trait)) else {
        let errors = errors.into_compile_errors();
        return quote::quote!(#errors #item);
    };
    let service = parse::parse(arguments, definition, &mut errors);
    check::check(&service, &mut errors);
    if errors.is_empty() { expand::expand(&service) } else { expand::inert(&service, errors) }
}

/// What does not begin like a trait is no service; a trait with a typing error keeps rustc's words.
fn not_a_trait(error: syn::Error) -> syn::Error {
    if error.to_string().starts_with("expected `trait`") {
        return syn::Error::new(error.span(), "a service is a trait: `#[rpc_service] pub trait …`");
    }
    error
}
