//! One type for each method, through which all else reaches its request, response and error: a
//! mistake in the signature is then reported once.

use proc_macro2::TokenStream;
use quote::quote;

use super::{
    super::model::{Idempotency, Method, Service},
    Parts, method_type, request_type,
};
use crate::{naming, paths};

pub(super) fn expand(service: &Service, method: &Method) -> TokenStream {
    let [method_trait, descriptor, kind] = ["Method", "MethodDescriptor", "kind"].map(paths::v1);
    let type_name_type = paths::schema("TypeName");
    let ident = method_type(service, method);
    let request = request_type(method);
    let Parts { ok, error } = Parts::of(method);
    let path = service.name.literal("/", &format!("/{}", method.name));
    let idempotency = idempotency(method);
    let response = &method.response_name;
    let origin = format!("::{}::{}", naming::plain(service.ident()), naming::plain(&method.ident));
    let response_name = service.name.sibling(response.clone()).type_name();
    quote! {
        enum #ident {}

        impl #method_trait for #ident {
            type Request = #request;
            type Response = #ok;
            type Error = #error;

            const DESCRIPTOR: #descriptor =
                #descriptor::new(#path, #kind::<Self>(), #idempotency);
            const RESPONSE: &'static str = #response;
            const ORIGIN: &'static str = ::core::concat!(::core::module_path!(), #origin);

            fn response_name() -> #type_name_type {
                #response_name
            }
        }
    }
}

fn idempotency(method: &Method) -> TokenStream {
    let idempotency = paths::schema("Idempotency");
    match method.idempotency {
        Idempotency::Unknown => quote!(#idempotency::Unknown),
        Idempotency::NoSideEffects => quote!(#idempotency::NoSideEffects),
        Idempotency::Idempotent => quote!(#idempotency::Idempotent),
    }
}
