//! `#[derive(Enumeration)]`: an enum without payloads as a protobuf enum.

mod check;
mod expand;
mod json;
mod model;
mod parse;

use proc_macro2::TokenStream;
use syn::DeriveInput;

use crate::errors::Errors;

/// The implementation; for an enum with mistakes, `compile_error!`s and one that does nothing.
pub(crate) fn derive(input: &DeriveInput) -> TokenStream {
    let mut errors = Errors::new();
    let enumeration = parse::parse(input, &mut errors);
    if let Some(enumeration) = &enumeration {
        check::check(enumeration, &mut errors);
    }
    match enumeration {
        Some(enumeration) if errors.is_empty() => expand::expand(&enumeration),
        _ => expand::inert(input, errors),
    }
}
