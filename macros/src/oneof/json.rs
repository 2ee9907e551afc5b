//! From the model to `JsonOneof`.

use proc_macro2::{Literal, TokenStream};
use quote::quote;
use syn::DeriveInput;

use super::model::Oneof;
use crate::{message, paths};

pub(super) fn expand(oneof: &Oneof) -> TokenStream {
    let ident = &oneof.ident;
    let allow = oneof.uses_deprecated.then(|| quote!(#[allow(deprecated)]));
    let [json_oneof, json_name, cx_type, serialize_map, deserializer] =
        ["JsonOneof", "JsonName", "JsonContext", "SerializeMap", "Deserializer"].map(paths::v1);
    let [write_member, read_variant, skip] =
        ["write_json_member", "read_json_variant", "skip_json"].map(paths::v1);
    let (option, result) = (paths::option(), paths::result());
    let names = oneof.tagged().map(|(_, tag)| message::json_name(tag));
    let writes = oneof.tagged().enumerate().map(|(index, (variant, tag))| {
        let (ident, ty, encoding) = (&variant.ident, &variant.ty, tag.encoding.marker());
        let index = Literal::usize_unsuffixed(index);
        quote! {
            Self::#ident(value) => {
                #write_member::<#encoding, #ty, __W>(value, &Self::FIELDS[#index], out, cx)
            }
        }
    });
    let reads = oneof.tagged().map(|(variant, tag)| {
        let (ident, ty, encoding) = (&variant.ident, &variant.ty, tag.encoding.marker());
        let number = tag.number();
        quote! {
            #number => {
                #read_variant::<#encoding, #ty, Self, __D>(slot, Self::#ident, value, cx)
            }
        }
    });
    message::json_switch(&quote! {
        #[automatically_derived]
        #allow
        impl #json_oneof for #ident {
            const FIELDS: &'static [#json_name] = &[#(#names),*];

            fn write_json<__W: #serialize_map>(
                &self,
                out: &mut __W,
                cx: &#cx_type<'_>,
            ) -> #result<(), __W::Error> {
                match self {
                    #(#writes)*
                }
            }

            fn read_json<'de, __D: #deserializer<'de>>(
                slot: &mut #option<Self>,
                number: u32,
                value: __D,
                cx: &#cx_type<'_>,
            ) -> #result<bool, __D::Error> {
                match number {
                    #(#reads)*
                    _ => #skip(value),
                }
            }
        }
    })
}

/// An implementation that does nothing but exist.
pub(super) fn inert(input: &DeriveInput) -> TokenStream {
    let ident = &input.ident;
    let (impl_generics, ty_generics, where_clause) = input.generics.split_for_impl();
    let [json_oneof, json_name, cx_type, serialize_map, deserializer] =
        ["JsonOneof", "JsonName", "JsonContext", "SerializeMap", "Deserializer"].map(paths::v1);
    let (option, result) = (paths::option(), paths::result());
    message::json_switch(&quote! {
        #[automatically_derived]
        impl #impl_generics #json_oneof for #ident #ty_generics #where_clause {
            const FIELDS: &'static [#json_name] = &[];

            fn write_json<__W: #serialize_map>(
                &self,
                _: &mut __W,
                _: &#cx_type<'_>,
            ) -> #result<(), __W::Error> {
                ::core::unreachable!()
            }

            fn read_json<'de, __D: #deserializer<'de>>(
                _: &mut #option<Self>,
                _: u32,
                _: __D,
                _: &#cx_type<'_>,
            ) -> #result<bool, __D::Error> {
                ::core::unreachable!()
            }
        }
    })
}
