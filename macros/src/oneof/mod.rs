//! `#[derive(Oneof)]`: an enum whose variants are fields of which one is set.

mod check;
mod expand;
mod json;
mod model;
mod parse;

pub(crate) use expand::expand;
pub(crate) use model::{Oneof, Variant};

use proc_macro2::TokenStream;
use syn::DeriveInput;

use crate::errors::Errors;

/// The implementation; for an enum with mistakes, `compile_error!`s and one that does nothing.
pub(crate) fn derive(input: &DeriveInput) -> TokenStream {
    let mut errors = Errors::new();
    let oneof = parse::parse(input, &mut errors);
    if let Some(oneof) = &oneof {
        check::check(oneof, &mut errors);
    }
    match oneof {
        Some(oneof) if errors.is_empty() => expand(&oneof),
        _ => expand::inert(input, errors),
    }
}
