//! From the model to an implementation of `Oneof`.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::{DeriveInput, spanned::Spanned};

use super::{
    json,
    model::{Oneof, Variant},
};
use crate::{errors::Errors, field::Tag, message, naming, paths};

pub(crate) fn expand(oneof: &Oneof) -> TokenStream {
    let ident = &oneof.ident;
    let oneof_trait = paths::v1("Oneof");
    let allow = oneof.uses_deprecated.then(|| quote!(#[allow(deprecated)]));
    let numbers = oneof.tagged().map(|(_, tag)| tag.number());
    let accepts = accepts(oneof);
    let encode = encode(oneof);
    let merge = merge(oneof);
    let describe = describe(oneof);
    let json = json::expand(oneof);
    quote! {
        #[automatically_derived]
        #allow
        impl #oneof_trait for #ident {
            const NUMBERS: &'static [u32] = &[#(#numbers),*];

            #accepts
            #encode
            #merge
            #describe
        }

        #json
    }
}

/// `<Type as Value>`, with its errors at the type.
fn value_of(variant: &Variant, tag: &Tag) -> TokenStream {
    let (ty, span) = (&variant.ty, variant.ty.span());
    let bound = tag.encoding.bound("Value", span);
    quote_spanned!(span=> <#ty as #bound>)
}

fn accepts(oneof: &Oneof) -> TokenStream {
    let (tag_type, reader) = (paths::v1("Tag"), paths::v1("Reader"));
    let arms = oneof.tagged().map(|(variant, tag)| {
        let (number, of) = (tag.number(), value_of(variant, tag));
        quote!(#number => tag.wire_type == #of::WIRE_TYPE && #of::knows(reader),)
    });
    quote! {
        #[inline]
        fn accepts(tag: #tag_type, reader: &#reader<'_>) -> bool {
            match tag.number {
                #(#arms)*
                _ => false,
            }
        }
    }
}

fn encode(oneof: &Oneof) -> TokenStream {
    let (sizes, writer) = (paths::v1("Sizes"), paths::v1("Writer"));
    let lengths = oneof.tagged().map(|(variant, tag)| {
        let (ident, number, of) = (&variant.ident, tag.number(), value_of(variant, tag));
        quote!(Self::#ident(value) => #of::tagged_len(value, #number, sizes),)
    });
    let writes = oneof.tagged().map(|(variant, tag)| {
        let (ident, number, of) = (&variant.ident, tag.number(), value_of(variant, tag));
        quote!(Self::#ident(value) => #of::encode_tagged(value, #number, out),)
    });
    quote! {
        fn encoded_len(&self, sizes: &mut #sizes) -> usize {
            match self {
                #(#lengths)*
            }
        }

        fn encode_fields(&self, out: &mut #writer<'_>) {
            match self {
                #(#writes)*
            }
        }
    }
}

fn merge(oneof: &Oneof) -> TokenStream {
    let (tag_type, reader, error) =
        (paths::v1("Tag"), paths::v1("Reader"), paths::v1("DecodeError"));
    let (option, some, result) = (paths::option(), paths::some(), paths::result());
    let this = naming::plain(&oneof.ident);
    let arms = oneof.tagged().map(|(variant, tag)| {
        let (ident, number, of) = (&variant.ident, tag.number(), value_of(variant, tag));
        let name = &tag.name;
        quote! {
            #number => match slot {
                #some(Self::#ident(value)) => #of::merge_tagged(value, tag, reader),
                _ => #of::read_tagged(tag, reader).map(|value| *slot = #some(Self::#ident(value))),
            }
            .map_err(|error| error.at(#this, #name)),
        }
    });
    quote! {
        fn merge_field(
            slot: &mut #option<Self>,
            tag: #tag_type,
            reader: &mut #reader<'_>,
        ) -> #result<(), #error> {
            if !Self::accepts(tag, reader) {
                return reader.skip(tag);
            }
            match tag.number {
                #(#arms)*
                _ => reader.skip(tag),
            }
        }
    }
}

fn describe(oneof: &Oneof) -> TokenStream {
    let builder = paths::v1("OneofBuilder");
    let [schema, oneof_def, field_def] = ["Schema", "OneofDef", "FieldDef"].map(paths::schema);
    let comments = message::comments(&oneof.docs);
    let fields = oneof.tagged().map(|(variant, tag)| {
        let (number, name, of) = (tag.number(), &tag.name, value_of(variant, tag));
        let comments = message::comments(&variant.docs);
        let json_name = tag.json_name.as_ref().map(|name| quote!(.json_name(#name)));
        let deprecated = variant.deprecated.then(|| quote!(.deprecated_field()));
        let said = message::said_of_tag(tag);
        quote! {
            .field(#number, #name, #of::describe, #of::MEANING)
            #comments #json_name #said #deprecated
        }
    });
    quote! {
        fn describe(schema: &mut #schema) -> (#oneof_def, ::std::vec::Vec<#field_def>) {
            #builder::new(schema) #comments #(#fields)* .finish()
        }
    }
}

/// The errors, and an implementation that does nothing but exist.
pub(super) fn inert(input: &DeriveInput, errors: Errors) -> TokenStream {
    let errors = errors.into_compile_errors();
    let ident = &input.ident;
    let (impl_generics, ty_generics, where_clause) = input.generics.split_for_impl();
    let [oneof, sizes, writer, tag, reader, error] =
        ["Oneof", "Sizes", "Writer", "Tag", "Reader", "DecodeError"].map(paths::v1);
    let [schema, oneof_def, field_def] = ["Schema", "OneofDef", "FieldDef"].map(paths::schema);
    let (option, result) = (paths::option(), paths::result());
    let json = json::inert(input);
    quote! {
        #errors

        #[automatically_derived]
        impl #impl_generics #oneof for #ident #ty_generics #where_clause {
            const NUMBERS: &'static [u32] = &[];
            fn accepts(_: #tag, _: &#reader<'_>) -> bool { false }
            fn encoded_len(&self, _: &mut #sizes) -> usize { 0 }
            fn encode_fields(&self, _: &mut #writer<'_>) {}
            fn merge_field(
                _: &mut #option<Self>,
                _: #tag,
                _: &mut #reader<'_>,
            ) -> #result<(), #error> {
                ::core::unreachable!()
            }
            fn describe(_: &mut #schema) -> (#oneof_def, ::std::vec::Vec<#field_def>) {
                ::core::unreachable!()
            }
        }

        #json
    }
}
