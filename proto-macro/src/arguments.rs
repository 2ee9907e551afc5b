//! Reads `proto!("a.proto", "b.proto", include = ["proto"], std_time, …)`.

use proc_macro2::Span;
use quote::ToTokens;
use syn::{
    Ident, LitStr, Path, Token, bracketed,
    ext::IdentExt,
    parse::{Parse, ParseBuffer, ParseStream},
    punctuated::Punctuated,
    token,
};

/// What to import, and how.
#[derive(Default)]
pub(crate) struct Arguments {
    pub(crate) files: Vec<LitStr>,
    pub(crate) includes: Vec<LitStr>,
    /// Packages that exist, with the text of their modules' paths.
    pub(crate) external: Vec<(LitStr, String)>,
    pub(crate) flags: Vec<Flag>,
}

/// A choice without a value.
#[derive(Clone, Copy)]
pub(crate) enum Flag {
    KeepUnknownFields,
    StdTime,
    HashMaps,
    WithoutExtensions,
}

impl Parse for Arguments {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let mut arguments = Self::default();
        while !input.is_empty() {
            if input.peek(LitStr) {
                arguments.files.push(input.parse()?);
            } else {
                arguments.option(input)?;
            }
            if !input.is_empty() {
                input.parse::<Token![,]>()?;
            }
        }
        if arguments.files.is_empty() {
            let reason = "name a file: `strait::proto!(\"proto/greeter.proto\");`";
            return Err(syn::Error::new(Span::call_site(), reason));
        }
        Ok(arguments)
    }
}

impl Arguments {
    fn option(&mut self, input: ParseStream<'_>) -> syn::Result<()> {
        let word = input.call(Ident::parse_any)?;
        match word.to_string().as_str() {
            "include" => {
                input.parse::<Token![=]>()?;
                let content = list(input, "include = [\"proto\"]")?;
                self.includes.extend(Punctuated::<LitStr, Token![,]>::parse_terminated(&content)?);
            }
            "external" => {
                input.parse::<Token![=]>()?;
                let content = list(input, "external = [\"google.rpc\" => crate::google::rpc]")?;
                self.external.extend(
                    Punctuated::<External, Token![,]>::parse_terminated(&content)?
                        .into_iter()
                        .map(|External(package, path)| (package, path)),
                );
            }
            "keep_unknown_fields" => self.flags.push(Flag::KeepUnknownFields),
            "std_time" => self.flags.push(Flag::StdTime),
            "hash_maps" => self.flags.push(Flag::HashMaps),
            "without_extensions" => self.flags.push(Flag::WithoutExtensions),
            other => {
                return Err(syn::Error::new(
                    word.span(),
                    format!(
                        "unknown option `{other}`: beside files, in quotes, there are \
                         `include = [\"…\"]`, \
                         `external = [\"google.rpc\" => crate::google::rpc]`, \
                         `keep_unknown_fields`, `std_time`, `hash_maps` and `without_extensions`"
                    ),
                ));
            }
        }
        Ok(())
    }
}

/// What stands in brackets.
fn list<'i>(input: ParseStream<'i>, example: &str) -> syn::Result<ParseBuffer<'i>> {
    if !input.peek(token::Bracket) {
        return Err(input.error(format!("a list is in brackets: `{example}`")));
    }
    let content;
    bracketed!(content in input);
    Ok(content)
}

/// `"google.rpc" => crate::google::rpc`.
struct External(LitStr, String);

impl Parse for External {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let package = input.parse()?;
        if !input.peek(Token![=>]) {
            let package = LitStr::value(&package);
            let reason = format!("say which module has it: `{package:?} => crate::…`");
            return Err(syn::Error::new(input.span(), reason));
        }
        input.parse::<Token![=>]>()?;
        let path: Path = input.parse()?;
        Ok(Self(package, path.to_token_stream().to_string().replace(' ', "")))
    }
}
