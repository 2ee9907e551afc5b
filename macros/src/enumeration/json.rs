//! From the model to `JsonEnumeration`.

use proc_macro2::{Literal, TokenStream};
use quote::quote;
use syn::LitStr;

use super::model::Enumeration;
use crate::{message, paths};

pub(super) fn expand(enumeration: &Enumeration) -> TokenStream {
    let ident = &enumeration.ident;
    let json_enumeration = paths::v1("JsonEnumeration");
    // The name that is written comes before those that are only read.
    let names = enumeration.numbered().flat_map(|(value, number)| {
        let aliases = value.aliases.iter().map(LitStr::value);
        std::iter::once(value.name.clone()).chain(aliases).map(move |name| {
            let number = Literal::i32_unsuffixed(number);
            quote!((#name, #number))
        })
    });
    let is_null = enumeration.name.is("google.protobuf", "NullValue").then(|| {
        quote!(
            const IS_NULL: bool = true;
        )
    });
    message::json_switch(&quote! {
        #[automatically_derived]
        impl #json_enumeration for #ident {
            const NAMES: &'static [(&'static str, i32)] = &[#(#names),*];
            #is_null
        }
    })
}
