//! From the model to `JsonEnumeration`.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::model::Enumeration;
use crate::{message, paths};

pub(super) fn expand(enumeration: &Enumeration) -> TokenStream {
    let ident = &enumeration.ident;
    let json_enumeration = paths::v1("JsonEnumeration");
    // Written is the first name of a number; each is read.
    let names = enumeration.numbered().map(|(value, number)| {
        let (name, number) = (&value.name, Literal::i32_unsuffixed(number));
        let aliases = value.aliases.iter().map(|alias| &alias.name);
        quote!((#name, #number) #(, (#aliases, #number))*)
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
