//! What attributes say, as far as numbers and names are concerned. Whether they are right is the macros'
//! business.

use std::ops::RangeInclusive;

use proc_macro2::{TokenStream, TokenTree};
use syn::{Attribute, Meta, Path, Token, punctuated::Punctuated};

/// Whether one of the attributes has this name, however its path is written.
pub(crate) fn has(attrs: &[Attribute], name: &str) -> bool {
    attrs.iter().any(|attr| is(attr.path(), name))
}

pub(crate) fn is(path: &Path, name: &str) -> bool {
    path.segments.last().is_some_and(|segment| segment.ident == name)
}

/// The paths in all `#[derive(…)]`.
pub(crate) fn derives(attrs: &[Attribute]) -> Vec<Path> {
    let lists = attrs.iter().filter(|attr| attr.path().is_ident("derive")).filter_map(|attr| {
        attr.parse_args_with(Punctuated::<Path, Token![,]>::parse_terminated).ok()
    });
    lists.flatten().collect()
}

/// The number in `#[tag(…)]`; `None` without the attribute or with another thing in its place.
pub(crate) fn tag(attrs: &[Attribute]) -> Option<u32> {
    let attr = attrs.iter().find(|attr| attr.path().is_ident("tag"))?;
    let tokens = attr.meta.require_list().ok()?.tokens.clone();
    match tokens.into_iter().next()? {
        TokenTree::Literal(literal) => integer(&literal.to_string()),
        _ => None,
    }
}

/// Whether `#[namespace(word …)]` is there.
pub(crate) fn has_word(attrs: &[Attribute], namespace: &str, word: &str) -> bool {
    inside(attrs, namespace).any(|token| matches!(token, TokenTree::Ident(ident) if ident == word))
}

/// The text in `#[namespace(key = "text")]`.
pub(crate) fn text(attrs: &[Attribute], namespace: &str, key: &str) -> Option<String> {
    let tokens: Vec<TokenTree> = inside(attrs, namespace).collect();
    tokens.windows(3).find_map(|tokens| match tokens {
        [TokenTree::Ident(word), TokenTree::Punct(equals), TokenTree::Literal(literal)]
            if word == key && equals.as_char() == '=' =>
        {
            Some(syn::parse_str::<syn::LitStr>(&literal.to_string()).ok()?.value())
        }
        _ => None,
    })
}

/// The numbers that `#[namespace(reserved(…), extensions(…))]` keeps from use.
pub(crate) fn reserved(attrs: &[Attribute], namespace: &str) -> Vec<RangeInclusive<u32>> {
    let mut ranges = Vec::new();
    let mut keeps = false;
    for token in inside(attrs, namespace) {
        match token {
            TokenTree::Ident(word) => keeps = word == "reserved" || word == "extensions",
            TokenTree::Group(group) if keeps => ranges.extend(self::ranges(group.stream())),
            _ => keeps = false,
        }
    }
    ranges
}

fn inside<'a>(attrs: &'a [Attribute], namespace: &'a str) -> impl Iterator<Item = TokenTree> + 'a {
    attrs.iter().filter(move |attr| is(attr.path(), namespace)).flat_map(|attr| match &attr.meta {
        Meta::List(list) => list.tokens.clone(),
        _ => TokenStream::new(),
    })
}

/// `3, 7..=9, "nick"`
fn ranges(tokens: TokenStream) -> Vec<RangeInclusive<u32>> {
    let mut ranges = Vec::new();
    let mut ends: Vec<u32> = Vec::new();
    let mut close = |ends: &mut Vec<u32>| {
        if let (Some(&first), Some(&last)) = (ends.first(), ends.last()) {
            ranges.push(first..=last);
        }
        ends.clear();
    };
    for token in tokens {
        match token {
            TokenTree::Literal(literal) => ends.extend(integer(&literal.to_string())),
            TokenTree::Punct(punct) if punct.as_char() == ',' => close(&mut ends),
            _ => {}
        }
    }
    close(&mut ends);
    ranges
}

fn integer(literal: &str) -> Option<u32> {
    syn::parse_str::<syn::LitInt>(literal).ok()?.base10_parse().ok()
}

#[cfg(test)]
mod tests {
    use syn::{Attribute, parse_quote};

    use super::*;

    #[test]
    fn reserved_numbers_are_read_among_all_else() {
        let attrs: Vec<Attribute> = vec![
            parse_quote!(#[doc = "reserved(1)"]),
            parse_quote!(#[message(name = "A", reserved(3, 7..=9, "nick, 5"), option("x(4)"))]),
            parse_quote!(#[message(extensions(100..=199))]),
        ];
        assert_eq!(reserved(&attrs, "message"), [3..=3, 7..=9, 100..=199]);
    }

    #[test]
    fn names_are_read_where_they_are_said() {
        let attrs: Vec<Attribute> = vec![parse_quote!(#[rpc(idempotent, name = "Do\x49t")])];
        assert_eq!(text(&attrs, "rpc", "name").as_deref(), Some("DoIt"));
        assert_eq!(text(&attrs, "rpc", "request"), None);
        assert_eq!(text(&attrs, "oneof", "name"), None);
    }

    #[test]
    fn a_tag_has_its_number_first() {
        let attrs: Vec<Attribute> = vec![parse_quote!(#[tag(0x10, name = "a")])];
        assert_eq!(tag(&attrs), Some(16));
    }
}
