//! `#[derive(Message)]`: a struct as a protobuf message.

mod check;
mod expand;
mod json;
mod model;
mod parse;

pub(crate) use check::check;
pub(crate) use expand::{comments, expand, reserved, said_of_tag};
pub(crate) use json::{name as json_name, switch as json_switch};
pub(crate) use model::{Message, Shape};

use proc_macro2::TokenStream;
use syn::DeriveInput;

use crate::errors::Errors;

/// The implementations; for a struct with mistakes, `compile_error!`s and implementations that
/// keep the mistakes from being reported again wherever the struct is used.
pub(crate) fn derive(input: &DeriveInput) -> TokenStream {
    let mut errors = Errors::new();
    let shape = parse::parse(input, &mut errors);
    if let Some(Shape::Record(message)) = &shape {
        check(message, &mut errors);
    }
    match shape {
        Some(shape) if errors.is_empty() => expand::shape(&shape),
        _ => expand::inert(input, errors),
    }
}
