//! `GreeterServer`: an implementation of the trait as a service that a server can take.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::{
    super::model::{Method, Request, Service},
    alias, allow_deprecated, context_alias, local, method_type,
};
use crate::paths;

pub(super) fn expand(service: &Service) -> TokenStream {
    let only_with_feature = paths::v1("server");
    let structure = structure(service);
    let dispatch = dispatch(service);
    quote! {
        #only_with_feature! {
            #structure
            #dispatch
        }
    }
}

fn structure(service: &Service) -> TokenStream {
    let (vis, ident, server) =
        (&service.definition.vis, service.ident(), service.related("Server"));
    let docs = format!(" Serves a [`{ident}`]: `Server::builder().add({server}::new(…))`.");
    let name = server.to_string();
    let allow = allow_deprecated(service);
    let [interceptor, intercepted, service_trait] =
        ["ServerInterceptor", "Intercepted", "Service"].map(paths::v1);
    quote! {
        #[doc = #docs]
        #[allow(dead_code)]
        #vis struct #server<Implementation> {
            service: ::std::sync::Arc<Implementation>,
        }

        #[allow(dead_code)]
        #allow
        impl<Implementation: #ident> #server<Implementation> {
            /// Serves `service`.
            #[must_use]
            #vis fn new(service: Implementation) -> Self {
                Self::from_arc(::std::sync::Arc::new(service))
            }

            /// Serves what others hold as well.
            #[must_use]
            #vis fn from_arc(service: ::std::sync::Arc<Implementation>) -> Self {
                Self { service }
            }

            /// Adds an interceptor around all methods, within those of the server.
            #[must_use]
            #vis fn intercept(self, interceptor: impl #interceptor) -> #intercepted<Self> {
                #service_trait::intercept(self, interceptor)
            }
        }

        impl<Implementation> ::core::clone::Clone for #server<Implementation> {
            fn clone(&self) -> Self {
                Self { service: ::std::sync::Arc::clone(&self.service) }
            }
        }

        impl<Implementation> ::core::fmt::Debug for #server<Implementation> {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.debug_struct(#name).finish_non_exhaustive()
            }
        }
    }
}

fn dispatch(service: &Service) -> TokenStream {
    let [service_trait, service_schema, descriptor, server_call, handler, no_such_method] = [
        "Service",
        "ServiceSchema",
        "MethodDescriptor",
        "ServerCall",
        "HandlerFuture",
        "no_such_method",
    ]
    .map(paths::v1);
    let schema_type = paths::schema("Schema");
    let (ident, server, schema) =
        (service.ident(), service.related("Server"), service.related("Schema"));
    let allow = allow_deprecated(service);
    let (call, shared) = (local("call"), local("service"));
    let body = if service.methods.is_empty() {
        quote! {
            #no_such_method()
        }
    } else {
        let arms = service.methods.iter().enumerate().map(|(index, method)| {
            let handler = handle(service, method);
            let index = Literal::usize_unsuffixed(index);
            quote!(#index => #handler,)
        });
        quote! {
            let #shared = ::std::sync::Arc::clone(&self.service);
            match method {
                #(#arms)*
                _ => #no_such_method(),
            }
        }
    };
    let parameters = if service.methods.is_empty() {
        quote!(_: usize, _: #server_call)
    } else {
        quote!(method: usize, mut #call: #server_call)
    };
    quote! {
        #allow
        impl<Implementation: #ident> #service_trait for #server<Implementation> {
            fn name(&self) -> &'static str {
                <#schema as #service_schema>::NAME
            }

            fn methods(&self) -> &'static [#descriptor] {
                <#schema as #service_schema>::METHODS
            }

            fn describe(&self, schema: &mut #schema_type) {
                <#schema as #service_schema>::describe(schema);
            }

            fn call(&self, #parameters) -> #handler {
                #body
            }
        }
    }
}

/// Receive the request, call the user's method, respond.
fn handle(service: &Service, method: &Method) -> TokenStream {
    let [receive, respond] = ["receive", "respond"].map(paths::v1);
    let (trait_ident, ident) = (service.ident(), &method.ident);
    let method_type = method_type(service, method);
    let (call, shared) = (local("call"), local("service"));

    let received = quote!(#receive::<#method_type>(&mut #call).await?);
    let (receive, mut arguments) = match &method.request {
        Request::Whole { ident, .. } => (quote!(let #ident = #received;), vec![quote!(#ident)]),
        Request::Arguments { message, fields, .. } => {
            let names: Vec<_> = fields.iter().map(|field| &field.ident).collect();
            let arguments = names.iter().map(|name| quote!(#name)).collect();
            (quote!(let #message { #(#names),* } = #received;), arguments)
        }
    };
    let context = method.context.as_ref().map(|context| {
        let name = &context.ident;
        arguments.push(match context_alias(method) {
            Some(alias) => quote!(#alias::from_context(&#name)),
            None => quote!(&#name),
        });
        quote!(let #name = #call.into_context();)
    });
    let result = quote!(<Implementation as #trait_ident>::#ident(&*#shared, #(#arguments),*).await);
    let result = alias(method, "into_result")
        .map_or(quote!(#result), |into_result| quote!(#into_result(#result)));
    quote! {
        ::std::boxed::Box::pin(async move {
            #receive
            #context
            #respond::<#method_type>(#result)
        })
    }
}
