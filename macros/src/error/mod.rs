//! `#[derive(RpcError)]`: an enum as the error of methods, the same on both ends of a call.
//!
//! On the wire it is a status; the variant travels whole as one of the status's details, a
//! message `AddError { oneof error { AddError.Overflow overflow = 1; … } }`.

mod check;
mod expand;
mod model;
mod parse;

use proc_macro2::TokenStream;
use syn::DeriveInput;

use crate::errors::Errors;

/// The implementations; for an enum with mistakes, `compile_error!`s and ones that do nothing.
pub(crate) fn derive(input: &DeriveInput) -> TokenStream {
    let mut errors = Errors::new();
    let error = parse::parse(input, &mut errors);
    if let Some(error) = &error {
        check::check(error, &mut errors);
    }
    match error {
        Some(error) if errors.is_empty() => expand::expand(&error),
        _ => expand::inert(input, errors),
    }
}
