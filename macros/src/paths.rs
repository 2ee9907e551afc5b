//! Every path that macro output names, and nothing else.
//!
//! What belongs to the runtime is reached through one versioned module, and what belongs to the
//! standard library through its crate, so that the user may call their own types whatever they
//! like.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote, quote_spanned};

/// An item of the runtime: `::strait::__private::v1::Name`.
pub(crate) fn v1(name: &str) -> TokenStream {
    v1_at(name, Span::call_site())
}

/// The same, with errors shown at `span`.
pub(crate) fn v1_at(name: &str, span: Span) -> TokenStream {
    let name = Ident::new(name, span);
    quote_spanned!(span=> ::strait::__private::v1::#name)
}

/// An item of the schema model.
pub(crate) fn schema(name: &str) -> TokenStream {
    let name = format_ident!("{name}");
    quote!(::strait::__private::v1::schema::#name)
}

pub(crate) fn option() -> TokenStream {
    quote!(::core::option::Option)
}

pub(crate) fn some() -> TokenStream {
    quote!(::core::option::Option::Some)
}

pub(crate) fn none() -> TokenStream {
    quote!(::core::option::Option::None)
}

pub(crate) fn result() -> TokenStream {
    quote!(::core::result::Result)
}

pub(crate) fn ok() -> TokenStream {
    quote!(::core::result::Result::Ok)
}

pub(crate) fn err() -> TokenStream {
    quote!(::core::result::Result::Err)
}

/// The name of the macro that `strait::package!` defines. Where it is missing, rustc says
/// "cannot find macro" and this name: it is worded as the advice to give.
const PACKAGE: &str = "write_strait_package_at_the_top_of_this_module";

/// The package as a string literal; `span` is where its absence is reported.
pub(crate) fn package(span: Span) -> TokenStream {
    let name = Ident::new(PACKAGE, Span::call_site().located_at(span));
    quote!(#name!())
}

/// The package and a dot, or nothing for the empty package: what stands before a name.
pub(crate) fn package_prefix(span: Span) -> TokenStream {
    let name = Ident::new(PACKAGE, Span::call_site().located_at(span));
    quote!(#name!(prefix))
}

/// What the module says of its package beside the name.
pub(crate) fn package_said(span: Span) -> TokenStream {
    let name = Ident::new(PACKAGE, Span::call_site().located_at(span));
    quote!(#name!(said))
}
