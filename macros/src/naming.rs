//! How Rust names become protobuf names, and what a protobuf name may be.

use proc_macro2::{Ident, Span};
use syn::ext::IdentExt;

/// An identifier as protobuf sees it: `r#type` is `type`.
pub(crate) fn plain(ident: &Ident) -> String {
    ident.unraw().to_string()
}

/// `say_hello` → `SayHello`.
pub(crate) fn upper_camel(name: &str) -> String {
    name.split('_').map(capitalized).collect()
}

/// `SayHello` → `say_hello`; a run of capitals is one word: `HTTPStatus` → `http_status`.
pub(crate) fn snake(name: &str) -> String {
    let letters: Vec<char> = name.chars().collect();
    let mut out = String::with_capacity(name.len() + 4);
    for (i, &letter) in letters.iter().enumerate() {
        let before = i.checked_sub(1).and_then(|i| letters.get(i));
        let after = letters.get(i + 1);
        let starts_word = letter.is_uppercase()
            && before.is_some_and(|&before| {
                before != '_'
                    && (!before.is_uppercase() || after.is_some_and(|after| after.is_lowercase()))
            });
        if starts_word {
            out.push('_');
        }
        out.extend(letter.to_lowercase());
    }
    out
}

/// `SayHello` → `SAY_HELLO`.
pub(crate) fn screaming_snake(name: &str) -> String {
    snake(name).to_uppercase()
}

/// The JSON name protobuf derives from a field's name: `user_id` → `userId`.
pub(crate) fn json(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    let mut raise = false;
    for letter in name.chars() {
        if letter == '_' {
            raise = true;
        } else {
            out.push(if raise { letter.to_ascii_uppercase() } else { letter });
            raise = false;
        }
    }
    out
}

/// Whether `name` is an identifier of protobuf: ASCII letters, digits and `_`, no digit first.
pub(crate) fn is_identifier(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}

/// Whether `name` is identifiers with dots between.
pub(crate) fn is_dotted(name: &str) -> bool {
    name.split('.').all(is_identifier)
}

/// A name as an identifier of Rust, unless it is a keyword or no identifier at all.
pub(crate) fn ident(name: &str, span: Span) -> Option<Ident> {
    let mut ident = syn::parse_str::<Ident>(name).ok()?;
    ident.set_span(span);
    Some(ident)
}

fn capitalized(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn methods_become_upper_camel_case() {
        assert_eq!(upper_camel("say_hello"), "SayHello");
        assert_eq!(upper_camel("get_v2_user"), "GetV2User");
        assert_eq!(upper_camel("__init"), "Init");
    }

    #[test]
    fn words_begin_at_capitals_and_runs_of_capitals_are_one_word() {
        assert_eq!(snake("PhoneNumber"), "phone_number");
        assert_eq!(snake("HTTPStatus"), "http_status");
        assert_eq!(snake("V2Api"), "v2_api");
        assert_eq!(screaming_snake("OrderState"), "ORDER_STATE");
    }

    #[test]
    fn json_names_follow_protobufs_rule() {
        assert_eq!(json("user_id"), "userId");
        assert_eq!(json("_hidden"), "Hidden");
        assert_eq!(json("a__b1_"), "aB1");
    }

    #[test]
    fn keywords_are_no_identifiers() {
        let named = |name| ident(name, Span::call_site()).is_some();
        assert!(named("SayHelloRequest"));
        assert!(!named("Self") && !named("type") && !named("a-b") && !named(""));
    }

    #[test]
    fn identifiers_are_ascii() {
        assert!(is_identifier("_a1"));
        assert!(!is_identifier("1a"));
        assert!(!is_identifier("größe"));
        assert!(!is_identifier(""));
        assert!(is_dotted("Outer.Inner"));
        assert!(!is_dotted("Outer..Inner"));
    }
}
