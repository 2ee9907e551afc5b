//! The derive and attribute macros of strait; use them through the `strait` crate.
//!
//! Each macro goes the same way: `parse` reads the user's tokens, `model` says what they mean,
//! `check` finds what does not fit together, `expand` writes the code. All mistakes are collected
//! and shown at once. Nothing here does I/O, reads the environment or keeps state; every path in
//! the output is in `paths`.

mod attr;
mod enumeration;
mod error;
mod errors;
mod field;
mod item;
mod message;
mod naming;
mod oneof;
mod option;
mod paths;
mod schema_test;
mod service;
mod types;

use proc_macro::TokenStream;
use syn::{DeriveInput, parse_macro_input};

/// Makes a struct a protobuf message; documented at `strait::Message`.
#[proc_macro_derive(Message, attributes(message, tag, oneof, unknown, required))]
pub fn derive_message(input: TokenStream) -> TokenStream {
    message::derive(&parse_macro_input!(input as DeriveInput)).into()
}

/// Makes an enum without payloads a protobuf enum; documented at `strait::Enumeration`.
#[proc_macro_derive(Enumeration, attributes(enumeration))]
pub fn derive_enumeration(input: TokenStream) -> TokenStream {
    enumeration::derive(&parse_macro_input!(input as DeriveInput)).into()
}

/// Makes an enum with payloads a `oneof`; documented at `strait::Oneof`.
#[proc_macro_derive(Oneof, attributes(tag))]
pub fn derive_oneof(input: TokenStream) -> TokenStream {
    oneof::derive(&parse_macro_input!(input as DeriveInput)).into()
}

/// Makes an enum the error of methods; documented at `strait::RpcError`.
#[proc_macro_derive(RpcError, attributes(rpc_error, status, tag))]
pub fn derive_rpc_error(input: TokenStream) -> TokenStream {
    error::derive(&parse_macro_input!(input as DeriveInput)).into()
}

/// Makes a trait a gRPC service; documented at `strait::rpc_service`.
#[proc_macro_attribute]
pub fn rpc_service(arguments: TokenStream, item: TokenStream) -> TokenStream {
    service::attribute(arguments.into(), &item.into()).into()
}

/// Makes a test of committed `.proto` files; documented at `strait::schema_test`.
#[proc_macro]
pub fn schema_test(input: TokenStream) -> TokenStream {
    schema_test::expand(input.into()).into()
}

#[cfg(test)]
mod tests;
