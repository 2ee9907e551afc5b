//! `GreeterClient`, which is a `Greeter` itself, and `GreeterBlockingClient`.
//!
//! `clippy::missing_errors_doc` is allowed because clippy overlooks the sections that are there
//! when the trait comes out of a `macro_rules!`.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::{
    super::model::{Method, Request, Service},
    Parts, alias, allow_deprecated, context_alias, method_type,
};
use crate::paths;

pub(super) fn expand(service: &Service) -> TokenStream {
    let only_with_feature = paths::v1("client");
    let structure = structure(service);
    let methods = service.methods.iter().map(|method| call(service, method));
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

        #[allow(dead_code, clippy::missing_errors_doc)]
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

/// The names of the arguments without receiver and context.
fn argument_names(method: &Method) -> Vec<&Ident> {
    match &method.request {
        Request::Whole { ident, .. } => vec![ident],
        Request::Arguments { fields, .. } => fields.iter().map(|field| &field.ident).collect(),
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

fn call(service: &Service, method: &Method) -> TokenStream {
    let [call_type, call] = ["Call", "call"].map(paths::v1);
    let (vis, ident) = (&service.definition.vis, &method.ident);
    let (attributes, arguments) = (attributes(method), data_arguments(method));
    let Parts { ok, error } = Parts::of(method);
    let (method_type, request) = (method_type(service, method), request(method));
    quote! {
        #attributes
        #vis fn #ident(&self, #(#arguments),*) -> #call_type<#ok, #error> {
            #call::<#method_type>(&self.channel, #request)
        }
    }
}

/// The client as the service: a call within a context is a child of that context.
fn implementation(service: &Service) -> TokenStream {
    let (ident, client) = (service.ident(), service.related("Client"));
    let allow = allow_deprecated(service);
    let methods = service.methods.iter().map(|method| forward(service, method));
    quote! {
        #allow
        impl #ident for #client {
            #(#methods)*
        }
    }
}

/// A method of the trait that makes the call of the inherent method.
fn forward(service: &Service, method: &Method) -> TokenStream {
    let perform = paths::v1("perform");
    let (some, none) = (paths::some(), paths::none());
    let (client, method_type) = (service.related("Client"), method_type(service, method));
    let (name, inputs) = (&method.ident, &method.inputs);
    let output = method.output.as_ref().map(|output| &output.ty);
    let arguments = argument_names(method);
    let context = match &method.context {
        Some(context) => {
            let name = &context.ident;
            let context = context_alias(method)
                .map_or(quote!(#name), |alias| quote!(#alias::as_context(#name)));
            quote!(#some(#context))
        }
        None => none,
    };
    let call = quote!(#client::#name(self, #(#arguments),*));
    let result = quote!(#perform::<#method_type>(#call, #context).await);
    let result = alias(method, "from_result")
        .map_or(quote!(#result), |from_result| quote!(#from_result(#result)));
    quote! {
        async fn #name(#(#inputs),*) -> #output {
            #result
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
    let methods = service.methods.iter().map(|method| blocking_call(service, method));
    let allow = allow_deprecated(service);
    quote! {
        #[doc = #docs]
        #[allow(dead_code)]
        #[derive(::core::clone::Clone, ::core::fmt::Debug)]
        #vis struct #client {
            channel: #channel,
        }

        #[allow(dead_code, clippy::missing_errors_doc)]
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

fn blocking_call(service: &Service, method: &Method) -> TokenStream {
    let [blocking, call_blocking] = ["Blocking", "call_blocking"].map(paths::v1);
    let result = paths::result();
    let (vis, ident) = (&service.definition.vis, &method.ident);
    let (attributes, arguments) = (attributes(method), data_arguments(method));
    let Parts { ok, error } = Parts::of(method);
    let (method_type, request) = (method_type(service, method), request(method));
    quote! {
        #attributes
        ///
        /// # Errors
        ///
        /// If the call fails.
        #vis fn #ident(&self, #(#arguments),*) -> #result<#blocking<#ok>, #error> {
            #call_blocking::<#method_type>(&self.channel, #request)
        }
    }
}
