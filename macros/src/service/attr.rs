//! Reads `#[rpc(…)]`.

use proc_macro2::Ident;
use syn::{Attribute, LitStr, Token, ext::IdentExt, parse::ParseStream};

use super::model::Idempotency;
use crate::{attr, errors::Errors, naming, option::ProtoOption};

/// What `#[rpc(…)]` says about a method.
pub(super) struct MethodOptions {
    pub(super) name: Option<LitStr>,
    pub(super) request: Option<LitStr>,
    pub(super) response: Option<LitStr>,
    pub(super) idempotency: Idempotency,
    pub(super) options: Vec<ProtoOption>,
}

impl MethodOptions {
    pub(super) fn parse(attrs: &[Attribute], errors: &mut Errors) -> Self {
        let mut options = Self {
            name: None,
            request: None,
            response: None,
            idempotency: Idempotency::Unknown,
            options: Vec::new(),
        };
        for attr in attrs.iter().filter(|attr| attr.path().is_ident("rpc")) {
            errors.ok(attr.parse_args_with(|input: ParseStream<'_>| options.read(input)));
        }
        for name in [&options.name, &options.request, &options.response].into_iter().flatten() {
            if !naming::is_identifier(&name.value()) {
                errors.on(
                    name,
                    "a name in protobuf is ASCII letters, digits and `_`, no digit first",
                );
            }
        }
        options
    }

    fn read(&mut self, input: ParseStream<'_>) -> syn::Result<()> {
        while !input.is_empty() {
            let key = input.call(Ident::parse_any)?;
            let word = key.to_string();
            match word.as_str() {
                "name" => self.name = Some(attr::string(input, &word)?),
                "request" => self.request = Some(attr::string(input, &word)?),
                "response" => self.response = Some(attr::string(input, &word)?),
                "option" => self.options.push(ProtoOption::parse(input)?),
                "no_side_effects" => self.set(&key, Idempotency::NoSideEffects)?,
                "idempotent" => self.set(&key, Idempotency::Idempotent)?,
                _ => {
                    return Err(syn::Error::new(
                        key.span(),
                        format!(
                            "unknown option `{word}`: a method takes `no_side_effects` or \
                             `idempotent`, `name = \"…\"`, `request = \"…\"`, `response = \"…\"` \
                             and `option(…)`"
                        ),
                    ));
                }
            }
            if !input.is_empty() {
                input.parse::<Token![,]>()?;
            }
        }
        Ok(())
    }

    fn set(&mut self, key: &Ident, idempotency: Idempotency) -> syn::Result<()> {
        if self.idempotency != Idempotency::Unknown {
            return Err(syn::Error::new(
                key.span(),
                "a method is `no_side_effects` or `idempotent`; the first includes the second",
            ));
        }
        self.idempotency = idempotency;
        Ok(())
    }
}
