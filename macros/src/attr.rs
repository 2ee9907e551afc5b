//! Reads the attributes that items and fields have in common: documentation, names, reservations.

use std::ops::RangeInclusive;

use proc_macro2::Span;
use syn::{
    Attribute, Expr, ExprLit, Lit, LitInt, LitStr, Meta, Path, Token, ext::IdentExt,
    parse::ParseStream, punctuated::Punctuated,
};

use crate::{errors::Errors, naming, option::ProtoOption, types};

/// The rustdoc lines, without the one space that `///` leaves at their start.
pub(crate) fn docs(attrs: &[Attribute]) -> Vec<String> {
    let mut lines = Vec::new();
    for attr in attrs {
        let Meta::NameValue(meta) = &attr.meta else { continue };
        let Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) = &meta.value else { continue };
        if meta.path.is_ident("doc") {
            let text = text.value();
            lines.extend(
                text.split('\n')
                    .map(|line| line.strip_prefix(' ').unwrap_or(line).trim_end().to_owned()),
            );
        }
    }
    lines
}

/// Rust's own `#[deprecated]`.
pub(crate) fn is_deprecated(attrs: &[Attribute]) -> bool {
    find(attrs, "deprecated").is_some()
}

pub(crate) fn find<'a>(attrs: &'a [Attribute], name: &str) -> Option<&'a Attribute> {
    attrs.iter().find(|attr| attr.path().is_ident(name))
}

/// Reports what follows a marker that takes nothing: `#[oneof(…)]`.
pub(crate) fn require_bare(attr: &Attribute, errors: &mut Errors) {
    if attr.meta.require_path_only().is_err() {
        let name = types::display(attr.path());
        errors.on(attr, format!("`#[{name}]` stands alone: remove what follows the name"));
    }
}

/// What `#[message(…)]`, `#[enumeration(…)]`, `#[rpc_error(…)]` and `#[rpc_service(…)]` say about
/// an item; each allows some of it.
#[derive(Default)]
pub(crate) struct ItemOptions {
    pub(crate) name: Option<LitStr>,
    pub(crate) package: Option<LitStr>,
    pub(crate) within: Option<Path>,
    pub(crate) reserved: Reserved,
    pub(crate) transparent: Option<Span>,
    pub(crate) closed: bool,
    pub(crate) options: Vec<ProtoOption>,
    pub(crate) extensions: Reserved,
    pub(crate) aliases: Vec<Alias>,
    pub(crate) serde: Option<Span>,
    pub(crate) own_json: bool,
}

impl ItemOptions {
    /// Reads every `#[namespace(…)]` among `attrs`.
    pub(crate) fn parse(
        attrs: &[Attribute],
        namespace: &str,
        allowed: &[&str],
        errors: &mut Errors,
    ) -> Self {
        let mut options = Self::default();
        for attr in attrs.iter().filter(|attr| attr.path().is_ident(namespace)) {
            let parsed =
                attr.parse_args_with(|input: ParseStream<'_>| options.read(input, allowed));
            errors.ok(parsed);
        }
        options.check_names(errors);
        options
    }

    /// Reads the arguments of an attribute macro.
    pub(crate) fn read(&mut self, input: ParseStream<'_>, allowed: &[&str]) -> syn::Result<()> {
        while !input.is_empty() {
            let key = input.call(syn::Ident::parse_any)?;
            let word = key.to_string();
            if !allowed.contains(&word.as_str()) {
                let public = allowed.iter().filter(|word| !word.starts_with("__"));
                let known = public.copied().collect::<Vec<_>>().join("`, `");
                return Err(syn::Error::new(
                    key.span(),
                    format!("unknown option `{word}`: known here are `{known}`"),
                ));
            }
            match word.as_str() {
                "name" => self.name = Some(string(input, &word)?),
                "package" => self.package = Some(string(input, &word)?),
                "within" => self.within = Some(outer(input)?),
                "reserved" => self.reserved.read(input)?,
                "closed" => self.closed = true,
                "option" => self.options.push(ProtoOption::parse(input)?),
                "extensions" => self.read_extensions(input)?,
                "alias" => self.aliases.push(Alias::parse(input)?),
                "serde" => self.serde = Some(key.span()),
                "__own_json" => self.own_json = true,
                _ => self.transparent = Some(key.span()),
            }
            if !input.is_empty() {
                input.parse::<Token![,]>()?;
            }
        }
        Ok(())
    }

    fn read_extensions(&mut self, input: ParseStream<'_>) -> syn::Result<()> {
        self.extensions.read(input)?;
        match self.extensions.names.first() {
            Some(name) => Err(syn::Error::new(
                name.span(),
                "extensions have numbers only: `extensions(100..=199)`",
            )),
            None => Ok(()),
        }
    }

    pub(crate) fn check_names(&self, errors: &mut Errors) {
        if let Some(package) = &self.package
            && !package.value().is_empty()
            && !naming::is_dotted(&package.value())
        {
            errors.on(
                package,
                "a package is identifiers with dots between them, such as `shop.orders.v1`",
            );
        }
    }
}

/// `within = Outer`, after the key.
fn outer(input: ParseStream<'_>) -> syn::Result<Path> {
    input.parse::<Token![=]>().and_then(|_| input.parse::<Path>()).map_err(|error| {
        syn::Error::new(error.span(), "write the message it is nested in: `within = Outer`")
    })
}

/// `key = "…"`, after the key.
pub(crate) fn string(input: ParseStream<'_>, key: &str) -> syn::Result<LitStr> {
    input
        .parse::<Token![=]>()
        .and_then(|_| input.parse::<LitStr>())
        .map_err(|error| syn::Error::new(error.span(), format!("write `{key} = \"…\"`")))
}

/// `alias("MOOD_JOLLY", deprecated, option("…"))`: another name of a value's number.
pub(crate) struct Alias {
    pub(crate) name: LitStr,
    pub(crate) deprecated: bool,
    pub(crate) options: Vec<ProtoOption>,
}

impl Alias {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let content;
        syn::parenthesized!(content in input);
        let name: LitStr = content.parse().map_err(|error| {
            syn::Error::new(
                error.span(),
                "an alias is a name in the .proto: `alias(\"MOOD_JOLLY\")`",
            )
        })?;
        if !naming::is_identifier(&name.value()) {
            return Err(syn::Error::new(
                name.span(),
                "a name in protobuf is ASCII letters, digits and `_`, no digit first",
            ));
        }
        let mut alias = Self { name, deprecated: false, options: Vec::new() };
        while !content.is_empty() {
            content.parse::<Token![,]>()?;
            if content.is_empty() {
                break;
            }
            let key = content.call(syn::Ident::parse_any)?;
            match key.to_string().as_str() {
                "deprecated" => alias.deprecated = true,
                "option" => alias.options.push(ProtoOption::parse(&content)?),
                other => {
                    return Err(syn::Error::new(
                        key.span(),
                        format!(
                            "unknown word `{other}`: behind the name of an alias stand `deprecated` and `option(…)`"
                        ),
                    ));
                }
            }
        }
        Ok(alias)
    }
}

/// Numbers and names that must not come back.
#[derive(Clone, Default)]
pub(crate) struct Reserved {
    pub(crate) ranges: Vec<(RangeInclusive<i32>, Span)>,
    pub(crate) names: Vec<LitStr>,
}

impl Reserved {
    pub(crate) fn is_empty(&self) -> bool {
        self.ranges.is_empty() && self.names.is_empty()
    }

    pub(crate) fn has_number(&self, number: i32) -> bool {
        self.ranges.iter().any(|(range, _)| range.contains(&number))
    }

    pub(crate) fn has_name(&self, name: &str) -> bool {
        self.names.iter().any(|reserved| reserved.value() == name)
    }

    /// `(3, 7..=9, "nick")`.
    fn read(&mut self, input: ParseStream<'_>) -> syn::Result<()> {
        let content;
        syn::parenthesized!(content in input);
        while !content.is_empty() {
            if content.peek(LitStr) {
                self.names.push(content.parse()?);
            } else {
                self.ranges.push(range(&content)?);
            }
            if !content.is_empty() {
                content.parse::<Token![,]>()?;
            }
        }
        Ok(())
    }
}

fn range(input: ParseStream<'_>) -> syn::Result<(RangeInclusive<i32>, Span)> {
    let start_span = input.span();
    let start = integer(input)?;
    if input.peek(Token![..=]) {
        input.parse::<Token![..=]>()?;
        let end_span = input.span();
        let end = integer(input)?;
        if end < start {
            return Err(syn::Error::new(end_span, format!("the range ends before {start}")));
        }
        return Ok((start..=end, start_span));
    }
    if input.peek(Token![..]) {
        return Err(input.error("both ends of a reserved range belong to it: write `..=`"));
    }
    Ok((start..=start, start_span))
}

/// An integer, with a sign for enums.
fn integer(input: ParseStream<'_>) -> syn::Result<i32> {
    let negative = input.parse::<Option<Token![-]>>()?.is_some();
    let literal: LitInt = input.parse().map_err(|error| {
        syn::Error::new(
            error.span(),
            "reserve numbers, ranges and names: `reserved(3, 7..=9, \"nick\")`",
        )
    })?;
    let value: i64 = literal.base10_parse()?;
    i32::try_from(if negative { -value } else { value }).map_err(|_| {
        syn::Error::new(literal.span(), format!("`{literal}` does not fit in 32 bits"))
    })
}

/// Whether a list of attributes has `#[namespace(word)]`.
pub(crate) fn has_word(attrs: &[Attribute], namespace: &str, word: &str) -> bool {
    attrs.iter().filter(|attr| attr.path().is_ident(namespace)).any(|attr| {
        attr.parse_args_with(Punctuated::<Meta, Token![,]>::parse_terminated)
            .is_ok_and(|metas| metas.iter().any(|meta| meta.path().is_ident(word)))
    })
}
