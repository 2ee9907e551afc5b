//! From the model to `Display`, `Error`, `RpcError` and the conversions from and to `Status`.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;
use syn::{DeriveInput, Type, Visibility, parse_quote};

use super::model::{RpcError, Variant};
use crate::{
    errors::Errors,
    field::{Choice, Field, Role},
    item::ItemName,
    message::{self, Message},
    naming, oneof, paths,
};

pub(super) fn expand(error: &RpcError) -> TokenStream {
    let wire = Wire::of(error);
    let messages = messages(error, &wire);
    let into_status = into_status(error, &wire);
    let from_status = from_status(error, &wire);
    let display = display(error);
    let (error_trait, rpc_error) = (standard_error(error), rpc_error(error, &wire));
    // The messages are nobody's business but the conversions'.
    quote! {
        const _: () = {
            #messages
            #into_status
            #from_status
            #display
            #error_trait
            #rpc_error
        };
    }
}

/// The names of the types that stand for the error on the wire.
struct Wire {
    message: Ident,
    oneof: Ident,
}

impl Wire {
    fn of(error: &RpcError) -> Self {
        let plain = naming::plain(&error.ident);
        let [message, oneof] = ["Message", "Oneof"]
            .map(|suffix| Ident::new(&format!("__{plain}{suffix}"), Span::call_site()));
        Self { message, oneof }
    }
}

fn allow(error: &RpcError) -> Option<TokenStream> {
    error.uses_deprecated.then(|| quote!(#[allow(deprecated)]))
}

/// A message for each variant, a oneof of them, and the message around it.
fn messages(error: &RpcError, wire: &Wire) -> TokenStream {
    let variants = error.variants.iter().map(|variant| {
        let ident = &variant.message.ident;
        let fields = variant.message.fields.iter().map(|field| {
            let (ident, ty) = (&field.ident, &field.ty);
            quote!(#ident: #ty)
        });
        let implementations = message::expand(&variant.message);
        quote! {
            struct #ident { #(#fields),* }
            #implementations
        }
    });
    let option = paths::option();
    let (message_ident, oneof_ident) = (&wire.message, &wire.oneof);
    let names: Vec<_> = error.variants.iter().map(|variant| &variant.ident).collect();
    let types = error.variants.iter().map(|variant| &variant.message.ident);
    let wrapper = message::expand(&wrapper(error, wire));
    if error.variants.is_empty() {
        return quote!(struct #message_ident {} #wrapper);
    }
    let oneof = oneof::expand(&as_oneof(error, wire));
    quote! {
        #(#variants)*
        enum #oneof_ident { #(#names(#types)),* }
        #oneof
        struct #message_ident { error: #option<#oneof_ident> }
        #wrapper
    }
}

/// The message named like the enum.
fn wrapper(error: &RpcError, wire: &Wire) -> Message {
    let name: ItemName = error.name.sibling(error.name.path.clone());
    let oneof = &wire.oneof;
    let oneof: Type = parse_quote!(#oneof);
    let option = paths::option();
    let field = Field {
        vis: Visibility::Inherited,
        ident: Ident::new("error", Span::call_site()),
        ty: parse_quote!(#option<#oneof>),
        docs: Vec::new(),
        deprecated: false,
        required: false,
        legacy_required: false,
        role: Role::Oneof(Choice { ty: oneof, name: "error".to_owned(), options: Vec::new() }),
    };
    let fields = if error.variants.is_empty() { Vec::new() } else { vec![field] };
    Message {
        origin: naming::plain(&error.ident),
        reserved: error.reserved.clone(),
        ..Message::plain(wire.message.clone(), name, error.docs.clone(), fields)
    }
}

fn as_oneof(error: &RpcError, wire: &Wire) -> oneof::Oneof {
    let variants = error.variants.iter().map(|variant| {
        let ty = &variant.message.ident;
        oneof::Variant {
            ident: variant.ident.clone(),
            ty: parse_quote!(#ty),
            docs: Vec::new(),
            deprecated: variant.deprecated,
            tag: variant.tag.clone(),
            untagged: false,
        }
    });
    oneof::Oneof {
        ident: wire.oneof.clone(),
        docs: Vec::new(),
        variants: variants.collect(),
        uses_deprecated: false,
    }
}

fn field_names(variant: &Variant) -> Vec<&Ident> {
    variant.message.fields.iter().map(|field| &field.ident).collect()
}

/// A local variable that no field of the user's can be confused with.
fn local(name: &str) -> Ident {
    Ident::new(name, Span::mixed_site())
}

fn into_status(error: &RpcError, wire: &Wire) -> TokenStream {
    let [status, code_type, status_with_detail] =
        ["Status", "Code", "status_with_detail"].map(paths::v1);
    let some = paths::some();
    let (ident, allow) = (&error.ident, allow(error));
    let (message_ident, oneof_ident) = (&wire.message, &wire.oneof);
    let (text, whole, detail) = (local("text"), local("error"), local("detail"));
    let variants = error.variants.iter().map(|variant| {
        let (name, ty, fields) = (&variant.ident, &variant.message.ident, field_names(variant));
        let code = &variant.code;
        quote! {
            #ident::#name { #(#fields),* } => {
                let #detail = #oneof_ident::#name(#ty { #(#fields),* });
                let #detail = #message_ident { error: #some(#detail) };
                #status_with_detail(#code_type::#code, #text, &#detail)
            }
        }
    });
    let everything_else = &error.statuses;
    let text_of = (!error.variants.is_empty()).then(|| {
        quote! {
            let #text = ::std::string::ToString::to_string(&#whole);
        }
    });
    quote! {
        #[automatically_derived]
        #allow
        impl ::core::convert::From<#ident> for #status {
            fn from(#whole: #ident) -> Self {
                #text_of
                match #whole {
                    #(#variants)*
                    #(#ident::#everything_else(status) => status,)*
                }
            }
        }
    }
}

fn from_status(error: &RpcError, wire: &Wire) -> TokenStream {
    let [status_type, status_detail] = ["Status", "status_detail"].map(paths::v1);
    let (some, none) = (paths::some(), paths::none());
    let (ident, allow) = (&error.ident, allow(error));
    let (message_ident, oneof_ident) = (&wire.message, &wire.oneof);
    let everything_else = &error.statuses;
    let variants: Vec<_> = error
        .variants
        .iter()
        .map(|variant| {
            let (name, ty, fields) = (&variant.ident, &variant.message.ident, field_names(variant));
            quote! {
                #some(#oneof_ident::#name(#ty { #(#fields),* })) => Self::#name { #(#fields),* },
            }
        })
        .collect();
    let body = if variants.is_empty() {
        quote!(#(Self::#everything_else(status))*)
    } else {
        quote! {
            let detail = #status_detail::<#message_ident>(&status);
            match detail.and_then(|detail| detail.error) {
                #(#variants)*
                #none => #(Self::#everything_else(status))*,
            }
        }
    };
    quote! {
        #[automatically_derived]
        #allow
        impl ::core::convert::From<#status_type> for #ident {
            fn from(status: #status_type) -> Self {
                #body
            }
        }
    }
}

fn display(error: &RpcError) -> TokenStream {
    let (ident, allow) = (&error.ident, allow(error));
    let f = local("f");
    let everything_else = &error.statuses;
    let variants = error.variants.iter().map(|variant| {
        let (name, fields, text) = (&variant.ident, field_names(variant), &variant.text);
        quote!(Self::#name { #(#fields),* } => ::core::write!(#f, #text),)
    });
    quote! {
        #[automatically_derived]
        #[allow(unused_variables)]
        #allow
        impl ::core::fmt::Display for #ident {
            fn fmt(&self, #f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                match self {
                    #(#variants)*
                    #(Self::#everything_else(status) => ::core::fmt::Display::fmt(status, #f),)*
                }
            }
        }
    }
}

fn standard_error(error: &RpcError) -> TokenStream {
    let (option, none) = (paths::option(), paths::none());
    let (ident, allow) = (&error.ident, allow(error));
    let everything_else = &error.statuses;
    let rest = (!error.variants.is_empty()).then(|| quote!(_ => #none,));
    quote! {
        #[automatically_derived]
        #allow
        impl ::std::error::Error for #ident {
            fn source(&self) -> #option<&(dyn ::std::error::Error + 'static)> {
                match self {
                    #(Self::#everything_else(status) => ::std::error::Error::source(status),)*
                    #rest
                }
            }
        }
    }
}

fn rpc_error(error: &RpcError, wire: &Wire) -> TokenStream {
    let [rpc_error, message] = ["RpcError", "Message"].map(paths::v1);
    let schema = paths::schema("Schema");
    let (ident, message_ident) = (&error.ident, &wire.message);
    quote! {
        #[automatically_derived]
        impl #rpc_error for #ident {
            fn describe(schema: &mut #schema) {
                <#message_ident as #message>::describe(schema);
            }
        }
    }
}

/// The errors, and implementations that do nothing but exist.
pub(super) fn inert(input: &DeriveInput, errors: Errors) -> TokenStream {
    let errors = errors.into_compile_errors();
    let ident = &input.ident;
    if !input.generics.params.is_empty() {
        return errors;
    }
    let [status, rpc_error] = ["Status", "RpcError"].map(paths::v1);
    quote! {
        #errors

        impl ::core::convert::From<#ident> for #status {
            fn from(_: #ident) -> Self { ::core::unreachable!() }
        }

        impl ::core::convert::From<#status> for #ident {
            fn from(_: #status) -> Self { ::core::unreachable!() }
        }

        impl ::core::fmt::Display for #ident {
            fn fmt(&self, _: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::unreachable!()
            }
        }

        impl ::std::error::Error for #ident {}

        impl #rpc_error for #ident {}
    }
}
