//! `option("…", import = "…", wire = b"…")`: an option of protobuf's, kept as text.
//!
//! What an option means is not known here; the schema finds what is wrong with one of protobuf's
//! own. Refused are those that strait says in another way, because they would be said twice.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Ident, LitByteStr, LitStr, Token, ext::IdentExt, parse::ParseStream};

use crate::attr;

/// An option as it stands in a `.proto`.
#[derive(Clone)]
pub(crate) struct ProtoOption {
    /// `name = value`.
    text: LitStr,
    /// The file that declares a custom option.
    import: Option<LitStr>,
    /// What the option adds to the encoded options.
    wire: Option<LitByteStr>,
}

impl ProtoOption {
    /// The parentheses behind `option`.
    pub(crate) fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let content;
        syn::parenthesized!(content in input);
        let text: LitStr = content.parse().map_err(|error| {
            let advice = "an option is the text between `option` and `;` in a .proto: `option(\"jstype = JS_STRING\")`";
            syn::Error::new(error.span(), advice)
        })?;
        let mut option = Self { text, import: None, wire: None };
        while !content.is_empty() {
            content.parse::<Token![,]>()?;
            if content.is_empty() {
                break;
            }
            let key = content.call(Ident::parse_any)?;
            match key.to_string().as_str() {
                "import" => option.import = Some(attr::string(&content, "import")?),
                "wire" => {
                    content.parse::<Token![=]>()?;
                    option.wire = Some(content.parse()?);
                }
                other => {
                    return Err(syn::Error::new(
                        key.span(),
                        format!(
                            "unknown key `{other}`: behind the text stand `import = \"…\"` and `wire = b\"…\"`"
                        ),
                    ));
                }
            }
        }
        option.check()?;
        Ok(option)
    }

    fn check(&self) -> syn::Result<()> {
        let error = |message: String| Err(syn::Error::new(self.text.span(), message));
        let text = self.text.value();
        let Some((name, value)) = text.split_once('=') else {
            return error("an option is a name and a value: `name = value`".to_owned());
        };
        let (name, value) = (name.trim(), value.trim());
        if name.is_empty() || value.is_empty() {
            return error("an option is a name and a value: `name = value`".to_owned());
        }
        if name.contains('(') && self.import.is_none() {
            return error(format!(
                "the option `{name}` is a custom one, which another file declares: add `import = \"…\"`, the path by which a .proto imports that file"
            ));
        }
        match said_otherwise(name) {
            Some(advice) => error(format!("the option `{name}` is said in Rust: {advice}")),
            None => Ok(()),
        }
    }

    /// `.option("…", "…", b"…")`, which gives it to what the builder was told about last.
    pub(crate) fn all(options: &[Self]) -> TokenStream {
        let calls = options.iter().map(|Self { text, import, wire }| {
            let import = import.as_ref().map_or_else(String::new, LitStr::value);
            let wire = wire.as_ref().map_or_else(|| quote!(&[]), |wire| quote!(#wire));
            quote!(.option(#text, #import, #wire))
        });
        quote!(#(#calls)*)
    }
}

/// What to write instead of an option.
fn said_otherwise(name: &str) -> Option<&'static str> {
    Some(match name {
        "deprecated" => "write `#[deprecated]`",
        "packed" => "a repeated field is packed unless `#[tag(…, unpacked)]` says no",
        "json_name" => "write `#[tag(…, json_name = \"…\")]`",
        "default" => "write `#[tag(…, default = …)]`",
        "idempotency_level" => "write `#[rpc(idempotent)]` or `#[rpc(no_side_effects)]`",
        "allow_alias" => "it follows from `#[enumeration(alias(\"…\"))]`",
        "map_entry" => "write a `HashMap` or `BTreeMap`",
        "features.field_presence" => "presence follows from `Option` and `#[required(legacy)]`",
        "features.enum_type" => "write `#[enumeration(closed)]`",
        "features.repeated_field_encoding" => "write `#[tag(…, unpacked)]`",
        "features.message_encoding" => "write `#[tag(…, delimited)]`",
        _ => return None,
    })
}
