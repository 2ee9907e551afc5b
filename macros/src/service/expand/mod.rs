//! From the model to the trait, its messages, its schema, its server and its clients.

mod client;
mod contract;
mod described;
mod schema;
mod server;

use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::spanned::Spanned;

use super::model::{Method, Output, Request, Service};
use crate::{
    errors::Errors,
    message::{self, Message},
    naming, paths, types,
};

pub(super) fn expand(service: &Service) -> TokenStream {
    let contract = contract::expand(service);
    let requests = service.methods.iter().filter_map(|method| request_message(service, method));
    let methods = service.methods.iter().map(|method| described::expand(service, method));
    let schema = schema::expand(service);
    let server = server::expand(service);
    let client = client::expand(service);
    quote! {
        #contract
        #(#requests)*
        #(#methods)*
        #schema
        #server
        #client
    }
}

/// The errors, the trait, and empty types, so that importing them is not an error as well.
pub(super) fn inert(service: &Service, errors: Errors) -> TokenStream {
    let errors = errors.into_compile_errors();
    let contract = contract::expand(service);
    let vis = &service.definition.vis;
    let unit = ["Schema", "Client", "BlockingClient"].map(|suffix| service.related(suffix));
    let server = service.related("Server");
    quote! {
        #errors
        #contract
        #(
            #[allow(missing_docs, dead_code)]
            #vis struct #unit;
        )*
        #[allow(missing_docs, dead_code)]
        #vis struct #server<Implementation>(Implementation);
    }
}

/// `Result<R, E>` as the user wrote it, or what stands behind an alias of it.
struct Parts {
    ok: TokenStream,
    error: TokenStream,
}

impl Parts {
    fn of(method: &Method) -> Self {
        match &method.output {
            Some(Output { parts: Some((ok, error)), .. }) => {
                Self { ok: quote!(#ok), error: quote!(#error) }
            }
            _ => {
                let [ok, error] = ["Ok", "Error"].map(|name| alias(method, name));
                Self { ok: quote!(#ok), error: quote!(#error) }
            }
        }
    }
}

/// `<Alias as MethodResult>::name`, where the result is behind an alias that only the compiler
/// sees through. Its errors are at the type.
fn alias(method: &Method, name: &str) -> Option<TokenStream> {
    match &method.output {
        Some(Output { ty, parts: None }) => {
            let span = ty.span();
            let (method_result, name) =
                (paths::v1_at("MethodResult", span), Ident::new(name, span));
            Some(quote_spanned!(span=> <#ty as #method_result>::#name))
        }
        _ => None,
    }
}

/// `<Type as IsContext>`, where the context is not spelled `Context`; the compiler checks it then.
fn context_alias(method: &Method) -> Option<TokenStream> {
    let ty = &method.context.as_ref()?.ty;
    if types::last_segment(ty).is_some_and(|segment| segment.ident == "Context") {
        return None;
    }
    let is_context = paths::v1_at("IsContext", ty.span());
    Some(quote_spanned!(ty.span()=> <#ty as #is_context>))
}

/// The type a method takes off the wire: the argument's or the generated message.
fn request_type(method: &Method) -> TokenStream {
    match &method.request {
        Request::Whole { ty, .. } => quote!(#ty),
        Request::Arguments { message, .. } => quote!(#message),
    }
}

/// The type that stands for a method.
fn method_type(service: &Service, method: &Method) -> Ident {
    let method_name = naming::upper_camel(&naming::plain(&method.ident));
    let service_name = naming::plain(service.ident());
    Ident::new(&format!("{service_name}{method_name}Method"), Span::call_site())
}

/// A local variable of generated code that no argument of the user's can be confused with.
fn local(name: &str) -> Ident {
    Ident::new(name, Span::mixed_site())
}

fn allow_deprecated(service: &Service) -> Option<TokenStream> {
    service.uses_deprecated().then(|| quote!(#[allow(deprecated)]))
}

/// The message made of a method's arguments, in the trait's scope and as visible as the trait.
fn request_message(service: &Service, method: &Method) -> Option<TokenStream> {
    let Request::Arguments { message: ident, name, fields } = &method.request else { return None };
    let vis = &service.definition.vis;
    let docs = format!(" The arguments of [`{}::{}`].", service.ident(), method.ident);
    let members = fields.iter().map(|field| {
        let (member, ty) = (&field.ident, &field.ty);
        let docs = if field.docs.is_empty() {
            vec![format!(" The argument `{member}`.")]
        } else {
            field.docs.iter().map(|line| format!(" {line}")).collect()
        };
        quote! {
            #(#[doc = #docs])*
            #vis #member: #ty,
        }
    });
    let name = service.name.sibling(name.clone());
    let definition = quote! {
        #[doc = #docs]
        #[allow(dead_code, missing_debug_implementations)]
        #vis struct #ident {
            #(#members)*
        }
    };
    let implementations =
        message::expand(&Message::plain(ident.clone(), name, Vec::new(), fields.clone()));
    Some(quote!(#definition #implementations))
}
