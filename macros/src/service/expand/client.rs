//! `GreeterClient`, which is a `Greeter` itself, and `GreeterBlockingClient`.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::{FnArg, ReturnType};

use super::{
    super::model::{Method, Request, Service},
    Parts, allow_deprecated, response_name,
};
use crate::paths;

pub(super) fn expand(service: &Service) -> TokenStream {
    let only_with_feature = paths::v1("client");
    let structure = structure(service);
    let methods = service.methods.iter().enumerate().map(|(i, method)| call(service, method, i));
    let implementation = implementation(service);
    let blocking = blocking(service);
    let client = service.related("Client");
    let allow = allow_deprecated(service);
    quote! {
        #only_with_feature! {
            #structure

            #[allow(dead_code)]
            #allow
            impl #client {
                #(#methods)*
            }

            #implementation
            #blocking
        }
    }
}

fn structure(service: &Service) -> TokenStream {
    let [channel, into_target, status] = ["Channel", "IntoTarget", "Status"].map(paths::v1);
    let (result, ok) = (paths::result(), paths::ok());
    let (vis, ident, client) =
        (&service.definition.vis, service.ident(), service.related("Client"));
    let docs = [
        format!(" Calls a [`{ident}`] over a channel; it is a `{ident}` itself."),
        String::new(),
        " Clones share the channel. The methods return calls, which take options before they are"
            .to_owned(),
        " awaited.".to_owned(),
    ];
    quote! {
        #(#[doc = #docs])*
        #[allow(dead_code)]
        #[derive(::core::clone::Clone, ::core::fmt::Debug)]
        #vis struct #client {
            channel: #channel,
        }

        #[allow(dead_code)]
        impl #client {
            /// Connects to a server.
            ///
            /// # Errors
            ///
            /// If `target` is not a target, or the server does not answer.
            #vis async fn connect(target: impl #into_target) -> #result<Self, #status> {
                let channel = #channel::connect(target).await?;
                #ok(Self { channel })
            }

            /// Makes calls over `channel`.
            #[must_use]
            #vis fn new(channel: #channel) -> Self {
                Self { channel }
            }

            /// The channel.
            #[must_use]
            #vis fn channel(&self) -> &#channel {
                &self.channel
            }
        }
    }
}

/// The arguments of a method without its receiver and context.
fn data_arguments(method: &Method) -> Vec<TokenStream> {
    match &method.request {
        Request::Whole { ident, ty } => vec![quote!(#ident: #ty)],
        Request::Arguments { fields, .. } => {
            let arguments = fields.iter().map(|field| {
                let (ident, ty) = (&field.ident, &field.ty);
                quote!(#ident: #ty)
            });
            arguments.collect()
        }
    }
}

/// The request, made of the arguments that are in scope.
fn request(method: &Method) -> TokenStream {
    match &method.request {
        Request::Whole { ident, .. } => quote!(#ident),
        Request::Arguments { message, fields, .. } => {
            let names = fields.iter().map(|field| &field.ident);
            quote!(#message { #(#names),* })
        }
    }
}

/// `Call::new::<Name, _>(channel, descriptor, request)`.
fn new_call(
    service: &Service,
    method: &Method,
    index: usize,
    channel: &TokenStream,
) -> TokenStream {
    let [call, service_schema] = ["Call", "ServiceSchema"].map(paths::v1);
    let schema = service.related("Schema");
    let response_name = response_name(service, method);
    let request = request(method);
    quote! {
        #call::new::<#response_name, _>(
            #channel,
            &<#schema as #service_schema>::METHODS[#index],
            #request,
        )
    }
}

/// The user's documentation and deprecation, for a method of a client.
fn attributes(method: &Method) -> TokenStream {
    let deprecated = &method.deprecated;
    let docs = if method.docs.is_empty() {
        vec![format!(" Calls `{}`.", method.name)]
    } else {
        method.docs.iter().map(|line| format!(" {line}")).collect()
    };
    quote!(#(#[doc = #docs])* #deprecated)
}

fn call(service: &Service, method: &Method, index: usize) -> TokenStream {
    let call = paths::v1("Call");
    let (vis, ident) = (&service.definition.vis, &method.ident);
    let attributes = attributes(method);
    let arguments = data_arguments(method);
    let Parts { ok, error } = Parts::of(method);
    let new_call = new_call(service, method, index, &quote!(&self.channel));
    quote! {
        #attributes
        #vis fn #ident(&self, #(#arguments),*) -> #call<#ok, #error> {
            #new_call
        }
    }
}

/// The client as the service: a call within a context is a child of that context.
fn implementation(service: &Service) -> TokenStream {
    let (ident, client) = (service.ident(), service.related("Client"));
    let allow = allow_deprecated(service);
    let methods = service.methods.iter().map(|method| {
        let name = &method.ident;
        let inputs = &method.inputs;
        let output = method.output.as_ref().map(|output| &output.ty);
        let arguments = inputs.iter().filter_map(|input| match input {
            FnArg::Typed(typed) => Some(&typed.pat),
            FnArg::Receiver(_) => None,
        });
        let context = method.context.as_ref().map(|context| &context.ident);
        let arguments = arguments
            .map(ToTokens::to_token_stream)
            .filter(|name| context.is_none_or(|context| *context != name.to_string()));
        let within = context.map(|context| quote!(.within(#context)));
        quote! {
            async fn #name(#(#inputs),*) -> #output {
                #client::#name(self, #(#arguments),*) #within .await
            }
        }
    });
    quote! {
        #allow
        impl #ident for #client {
            #(#methods)*
        }
    }
}

fn blocking(service: &Service) -> TokenStream {
    let [channel, options, into_target, status] =
        ["BlockingChannel", "CallOptions", "IntoTarget", "Status"].map(paths::v1);
    let (result, ok) = (paths::result(), paths::ok());
    let (vis, ident, client) =
        (&service.definition.vis, service.ident(), service.related("BlockingClient"));
    let docs = format!(" Calls a [`{ident}`] from code without async.");
    let methods = service
        .methods
        .iter()
        .enumerate()
        .map(|(index, method)| blocking_call(service, method, index));
    let allow = allow_deprecated(service);
    quote! {
        #[doc = #docs]
        #[allow(dead_code)]
        #[derive(::core::clone::Clone, ::core::fmt::Debug)]
        #vis struct #client {
            channel: #channel,
        }

        #[allow(dead_code)]
        #allow
        impl #client {
            /// Connects to a server.
            ///
            /// # Errors
            ///
            /// If `target` is not a target, the server does not answer, or this is called inside
            /// of an async runtime.
            #vis fn connect(target: impl #into_target) -> #result<Self, #status> {
                let channel = #channel::connect(target)?;
                #ok(Self { channel })
            }

            /// Makes calls over `channel`.
            #[must_use]
            #vis fn new(channel: #channel) -> Self {
                Self { channel }
            }

            /// The same client with `options` for all calls.
            #[must_use]
            #vis fn with_options(&self, options: #options) -> Self {
                Self { channel: self.channel.with_options(options) }
            }

            #(#methods)*
        }
    }
}

fn blocking_call(service: &Service, method: &Method, index: usize) -> TokenStream {
    let [blocking] = ["Blocking"].map(paths::v1);
    let result = paths::result();
    let (vis, ident) = (&service.definition.vis, &method.ident);
    let attributes = attributes(method);
    let arguments = data_arguments(method);
    let Parts { ok, error } = Parts::of(method);
    let new_call = new_call(service, method, index, &quote!(self.channel.channel()));
    let output: ReturnType = syn::parse_quote!(-> #result<#blocking<#ok>, #error>);
    quote! {
        #attributes
        ///
        /// # Errors
        ///
        /// If the call fails.
        #vis fn #ident(&self, #(#arguments),*) #output {
            self.channel.call::<#ok, #error>(#new_call)
        }
    }
}
