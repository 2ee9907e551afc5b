//! From the model to an implementation of `Enumeration`.

use proc_macro2::{Literal, TokenStream};
use quote::quote;
use syn::DeriveInput;

use super::{json, model::Enumeration};
use crate::{errors::Errors, item, message, naming, option::ProtoOption, paths};

pub(super) fn expand(enumeration: &Enumeration) -> TokenStream {
    let ident = &enumeration.ident;
    let Some(zero) = enumeration.zero().map(|value| &value.ident) else {
        return TokenStream::new();
    };
    let [enumeration_trait, builder, enumeration_value, value_response] =
        ["Enumeration", "EnumBuilder", "enumeration_value", "value_response"].map(paths::v1);
    let [type_name_type, schema_type] = ["TypeName", "Schema"].map(paths::schema);
    let (option, some, none) = (paths::option(), paths::some(), paths::none());
    let closed = enumeration.closed.then(|| {
        quote!(
            const CLOSED: bool = true;
        )
    });
    let variants: Vec<_> = enumeration.numbered().map(|(value, _)| &value.ident).collect();
    let numbers: Vec<_> =
        enumeration.numbered().map(|(_, number)| Literal::i32_unsuffixed(number)).collect();
    let uses_deprecated =
        enumeration.deprecated || enumeration.values.iter().any(|value| value.deprecated);
    let allow = uses_deprecated.then(|| quote!(#[allow(deprecated)]));
    let type_name = enumeration.name.type_name();
    let origin = item::origin(&naming::plain(ident));
    let description = description(enumeration);
    let package = enumeration.name.describe_package();
    let outer = enumeration.name.describe_outer();
    let json = json::expand(enumeration);
    quote! {
        #[automatically_derived]
        #allow
        impl #enumeration_trait for #ident {
            const ZERO: Self = Self::#zero;
            #closed

            #[inline]
            fn number(self) -> i32 {
                match self {
                    #(Self::#variants => #numbers,)*
                }
            }

            #[inline]
            fn from_number(number: i32) -> #option<Self> {
                match number {
                    #(#numbers => #some(Self::#variants),)*
                    _ => #none,
                }
            }

            fn type_name() -> #type_name_type {
                #type_name
            }

            fn describe(schema: &mut #schema_type) {
                #package
                #outer
                schema.add_enum(&<Self as #enumeration_trait>::type_name(), #origin, || {
                    #builder::new() #description .finish()
                });
            }
        }

        #enumeration_value! { #ident }
        #value_response! { [] #ident }
        #json
    }
}

fn description(enumeration: &Enumeration) -> TokenStream {
    let comments = message::comments(&enumeration.docs);
    let deprecated = enumeration.deprecated.then(|| quote!(.deprecated()));
    let reserved = message::reserved(&enumeration.reserved);
    let values = enumeration.numbered().map(|(value, number)| {
        let name = &value.name;
        let comments = message::comments(&value.docs);
        let deprecated = value.deprecated.then(|| quote!(.deprecated_value()));
        let number = Literal::i32_unsuffixed(number);
        let options = ProtoOption::all(&value.options);
        let aliases = value.aliases.iter().map(|alias| {
            let name = &alias.name;
            let deprecated = alias.deprecated.then(|| quote!(.deprecated_value()));
            let options = ProtoOption::all(&alias.options);
            quote!(.alias(#number, #name) #deprecated #options)
        });
        quote!(.value(#number, #name) #comments #deprecated #options #(#aliases)*)
    });
    let closed = enumeration.closed.then(|| quote!(.closed()));
    let options = ProtoOption::all(&enumeration.options);
    quote!(#comments #deprecated #closed #reserved #options #(#values)*)
}

/// The errors, and what makes the type a field; no more, since `Enumeration` itself asks for
/// `Copy`, which an enum with payloads may not have.
pub(super) fn inert(input: &DeriveInput, errors: Errors) -> TokenStream {
    let errors = errors.into_compile_errors();
    let ident = &input.ident;
    if !input.generics.params.is_empty() {
        return errors;
    }
    let [value, element, field, wire_type, sizes, writer, reader, tag, unknown, error] = [
        "Value",
        "Element",
        "Field",
        "WireType",
        "Sizes",
        "Writer",
        "Reader",
        "Tag",
        "UnknownFields",
        "DecodeError",
    ]
    .map(paths::v1);
    let [schema, field_type, field_kind] = ["Schema", "FieldType", "FieldKind"].map(paths::schema);
    let (result, option) = (paths::result(), paths::option());
    quote! {
        #errors

        impl #value for #ident {
            const WIRE_TYPE: #wire_type = #wire_type::Varint;
            fn empty() -> Self { ::core::unreachable!() }
            fn is_empty(&self) -> bool { true }
            fn value_len(&self, _: &mut #sizes) -> usize { 0 }
            fn encode_value(&self, _: &mut #writer<'_>) {}
            fn merge_value(&mut self, _: &mut #reader<'_>) -> #result<(), #error> { ::core::unreachable!() }
            fn describe(_: &mut #schema) -> #field_type { ::core::unreachable!() }
        }

        impl #element for #ident {}

        impl #field for #ident {
            fn empty() -> Self { ::core::unreachable!() }
            fn accepts(_: #wire_type) -> bool { true }
            fn field_len(&self, _: u32, _: &mut #sizes) -> usize { 0 }
            fn encode_field(&self, _: u32, _: &mut #writer<'_>) {}
            fn merge_keeping(
                &mut self,
                _: #tag,
                _: &mut #reader<'_>,
                _: #option<&mut #unknown>,
            ) -> #result<(), #error> {
                ::core::unreachable!()
            }
            fn describe(_: &mut #schema) -> #field_kind { ::core::unreachable!() }
        }
    }
}
