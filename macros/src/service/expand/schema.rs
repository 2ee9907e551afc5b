//! `GreeterSchema`: descriptors and `.proto` text, without a client or a server.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::spanned::Spanned;

use super::{
    super::model::{Idempotency, Method, Service},
    Parts, allow_deprecated, request_type, response_name,
};
use crate::{item, message, naming, paths};

pub(super) fn expand(service: &Service) -> TokenStream {
    let names = service.methods.iter().map(|method| name_response(service, method));
    let structure = structure(service);
    let implementation = implementation(service);
    quote! {
        #(#names)*
        #structure
        #implementation
    }
}

/// Names the message that carries the result, in case the result is not a message itself.
fn name_response(service: &Service, method: &Method) -> TokenStream {
    let name_trait = paths::v1("ResponseName");
    let type_name_type = paths::schema("TypeName");
    let ident = response_name(service, method);
    let name = &method.response_name;
    let origin = format!("::{}::{}", naming::plain(service.ident()), naming::plain(&method.ident));
    let type_name = service.name.sibling(name.clone()).type_name();
    quote! {
        enum #ident {}

        impl #name_trait for #ident {
            const MESSAGE: &'static str = #name;
            const ORIGIN: &'static str = ::core::concat!(::core::module_path!(), #origin);

            fn type_name() -> #type_name_type {
                #type_name
            }
        }
    }
}

/// The type and what callers find on it without a trait in scope.
fn structure(service: &Service) -> TokenStream {
    let [descriptor, service_schema, proto_file] =
        ["MethodDescriptor", "ServiceSchema", "ProtoFile"].map(paths::v1);
    let schema_type = paths::schema("Schema");
    let (vis, ident) = (&service.definition.vis, service.related("Schema"));
    let docs = format!(" The schema of [`{}`].", service.ident());
    quote! {
        #[doc = #docs]
        #[allow(dead_code)]
        #[derive(::core::clone::Clone, ::core::marker::Copy, ::core::fmt::Debug)]
        #vis struct #ident;

        #[allow(dead_code)]
        impl #ident {
            /// The full protobuf name.
            #vis const NAME: &'static str = <Self as #service_schema>::NAME;

            /// The methods in the order of the trait.
            #vis const METHODS: &'static [#descriptor] = <Self as #service_schema>::METHODS;

            /// Adds the service and all its types.
            #vis fn describe(schema: &mut #schema_type) {
                <Self as #service_schema>::describe(schema);
            }

            /// The `.proto` files, one a package.
            ///
            /// # Panics
            ///
            /// If two Rust types have one protobuf name.
            #[must_use]
            #vis fn proto_files() -> ::std::vec::Vec<#proto_file> {
                <Self as #service_schema>::proto_files()
            }
        }
    }
}

fn implementation(service: &Service) -> TokenStream {
    let [descriptor, service_schema, builder] =
        ["MethodDescriptor", "ServiceSchema", "ServiceBuilder"].map(paths::v1);
    let schema_type = paths::schema("Schema");
    let ident = service.related("Schema");
    let full_name = service.name.literal("", "");
    let type_name = service.name.type_name();
    let origin = item::origin(&naming::plain(service.ident()));
    let comments = message::comments(&service.docs);
    let deprecated = service.deprecated.then(|| quote!(.deprecated()));
    let descriptors = service.methods.iter().map(|method| describe_method(service, method));
    let methods = service.methods.iter().map(|method| add_method(service, method));
    let allow = allow_deprecated(service);
    quote! {
        #[automatically_derived]
        #allow
        impl #service_schema for #ident {
            const NAME: &'static str = #full_name;

            const METHODS: &'static [#descriptor] = &[#(#descriptors),*];

            fn describe(schema: &mut #schema_type) {
                schema.add_service(&#type_name, #origin, |schema| {
                    #builder::new(schema) #comments #deprecated #(#methods)* .finish()
                });
            }
        }
    }
}

fn describe_method(service: &Service, method: &Method) -> TokenStream {
    let [descriptor, kind] = ["MethodDescriptor", "RpcKind"].map(paths::v1);
    let path = service.name.literal("/", &format!("/{}", method.name));
    let request = request_type(method);
    let Parts { ok, .. } = Parts::of(method);
    let argument = paths::v1_at("Argument", request.span());
    let response = paths::v1_at("Response", ok.span());
    let client = quote_spanned!(request.span()=> <#request as #argument>::STREAMING);
    let server = quote_spanned!(ok.span()=> <#ok as #response>::STREAMING);
    let idempotency = idempotency(method);
    quote!(#descriptor::new(#path, #kind::new(#client, #server), #idempotency))
}

fn add_method(service: &Service, method: &Method) -> TokenStream {
    let request = request_type(method);
    let Parts { ok, error } = Parts::of(method);
    let response_name = response_name(service, method);
    let name = &method.name;
    let idempotency = idempotency(method);
    let comments = message::comments(&method.docs);
    let deprecated = method.deprecated.is_some().then(|| quote!(.deprecated_method()));
    quote!(
        .method::<#request, #ok, #error, #response_name>(#name, #idempotency)
        #comments #deprecated
    )
}

fn idempotency(method: &Method) -> TokenStream {
    let idempotency = paths::schema("Idempotency");
    match method.idempotency {
        Idempotency::Unknown => quote!(#idempotency::Unknown),
        Idempotency::NoSideEffects => quote!(#idempotency::NoSideEffects),
        Idempotency::Idempotent => quote!(#idempotency::Idempotent),
    }
}
