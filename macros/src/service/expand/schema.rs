//! `GreeterSchema`: descriptors and `.proto` text, without a client or a server.

use proc_macro2::TokenStream;
use quote::quote;

use super::{
    super::model::{Method, Service},
    allow_deprecated, method_type,
};
use crate::{item, message, naming, option::ProtoOption, paths};

pub(super) fn expand(service: &Service) -> TokenStream {
    let structure = structure(service);
    let implementation = implementation(service);
    quote! {
        #structure
        #implementation
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

            /// The encoded `google.protobuf.FileDescriptorSet`, imports included.
            ///
            /// # Panics
            ///
            /// If two Rust types have one protobuf name.
            #[must_use]
            #vis fn file_descriptor_set() -> ::std::vec::Vec<u8> {
                <Self as #service_schema>::file_descriptor_set()
            }
        }
    }
}

fn implementation(service: &Service) -> TokenStream {
    let [descriptor, service_schema, builder, method_trait] =
        ["MethodDescriptor", "ServiceSchema", "ServiceBuilder", "Method"].map(paths::v1);
    let schema_type = paths::schema("Schema");
    let ident = service.related("Schema");
    let full_name = service.name.literal("", "");
    let type_name = service.name.type_name();
    let origin = item::origin(&naming::plain(service.ident()));
    let comments = message::comments(&service.docs);
    let deprecated = service.deprecated.then(|| quote!(.deprecated()));
    let options = ProtoOption::all(&service.options);
    let package = service.name.describe_package();
    let types = service.methods.iter().map(|method| method_type(service, method));
    let methods = service.methods.iter().map(|method| add_method(service, method));
    let allow = allow_deprecated(service);
    quote! {
        #[automatically_derived]
        #allow
        impl #service_schema for #ident {
            const NAME: &'static str = #full_name;

            const METHODS: &'static [#descriptor] = &[#(<#types as #method_trait>::DESCRIPTOR),*];

            fn describe(schema: &mut #schema_type) {
                #package
                schema.add_service(&#type_name, #origin, |schema| {
                    #builder::new(schema) #comments #deprecated #options #(#methods)* .finish()
                });
            }
        }
    }
}

fn add_method(service: &Service, method: &Method) -> TokenStream {
    let method_type = method_type(service, method);
    let comments = message::comments(&method.docs);
    let deprecated = method.deprecated.is_some().then(|| quote!(.deprecated_method()));
    let options = ProtoOption::all(&method.options);
    quote!(.method::<#method_type>() #comments #deprecated #options)
}
