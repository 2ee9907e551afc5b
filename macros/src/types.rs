//! What can be seen of a type without knowing what its names mean.
//!
//! What a type *is* the codec's traits decide. Here are only the mistakes that are worth better
//! words than a missing implementation gets, and the reading of `Option<…>` and `Result<…>`.

use quote::ToTokens;
use syn::{GenericArgument, PathArguments, PathSegment, Type};

/// The last segment of a type's path: `Vec<u8>` of `std::vec::Vec<u8>`.
pub(crate) fn last_segment(ty: &Type) -> Option<&PathSegment> {
    match ty {
        Type::Path(path) if path.qself.is_none() => path.path.segments.last(),
        Type::Group(group) => last_segment(&group.elem),
        Type::Paren(paren) => last_segment(&paren.elem),
        _ => None,
    }
}

/// The type arguments of a path's last segment.
pub(crate) fn arguments(segment: &PathSegment) -> Vec<&Type> {
    let PathArguments::AngleBracketed(arguments) = &segment.arguments else { return Vec::new() };
    let types = arguments.args.iter().filter_map(|argument| match argument {
        GenericArgument::Type(ty) => Some(ty),
        _ => None,
    });
    types.collect()
}

/// `T` of `Name<T>`.
pub(crate) fn argument_of<'a>(ty: &'a Type, name: &str) -> Option<&'a Type> {
    let segment = last_segment(ty).filter(|segment| segment.ident == name)?;
    match arguments(segment).as_slice() {
        [argument] => Some(argument),
        _ => None,
    }
}

/// A type as people write it.
pub(crate) fn display(tokens: impl ToTokens) -> String {
    let mut out = String::new();
    let text = tokens.to_token_stream().to_string();
    let mut words = text.split_whitespace().peekable();
    while let Some(word) = words.next() {
        out.push_str(word);
        let Some(next) = words.peek() else { break };
        let glued_after =
            word.ends_with(['<', '&', '(', '[', '!', '#', '\'']) || word.ends_with("::");
        let glued_before = next.starts_with(['<', '>', ',', ')', ']', ';', '(', '!', '?', ':']);
        if !glued_after && (!glued_before || word.ends_with("->")) {
            out.push(' ');
        }
    }
    out
}

/// Whether a name is surely that of a field type of the standard library, and so neither a message
/// nor a `Result`.
pub(crate) fn is_std_value(name: &str) -> bool {
    matches!(
        name,
        "bool"
            | "char"
            | "str"
            | "String"
            | "i8"
            | "i16"
            | "i32"
            | "i64"
            | "i128"
            | "isize"
            | "u8"
            | "u16"
            | "u32"
            | "u64"
            | "u128"
            | "usize"
            | "f32"
            | "f64"
            | "Vec"
            | "Option"
            | "HashMap"
            | "BTreeMap"
            | "HashSet"
            | "BTreeSet"
    )
}

/// Whether `matches` holds for `ty` or a type inside of it.
pub(crate) fn any(ty: &Type, matches: &dyn Fn(&Type) -> bool) -> bool {
    if matches(ty) {
        return true;
    }
    match ty {
        Type::Tuple(tuple) => tuple.elems.iter().any(|ty| any(ty, matches)),
        Type::Array(array) => any(&array.elem, matches),
        Type::Slice(slice) => any(&slice.elem, matches),
        Type::Reference(reference) => any(&reference.elem, matches),
        _ => last_segment(ty)
            .is_some_and(|segment| arguments(segment).into_iter().any(|ty| any(ty, matches))),
    }
}

/// One error for each part of `ty` that a field cannot hold.
pub(crate) fn refused(ty: &Type) -> Vec<syn::Error> {
    let mut errors = Vec::new();
    collect(ty, Place::Field, &mut errors);
    errors
}

/// Where in a field a type stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Field,
    /// Inside `Option`.
    Optional,
    /// Inside `Vec`.
    Element,
    Key,
    MapValue,
}

fn collect(ty: &Type, place: Place, errors: &mut Vec<syn::Error>) {
    let mut refuse = |message: String| errors.push(syn::Error::new_spanned(ty, message));
    let Some(segment) = last_segment(ty) else {
        match ty {
            Type::Reference(_) => refuse("a message owns its data: use `String`, `Vec<u8>`, or `strait::ByteStr` and `bytes::Bytes` to share the received buffer".into()),
            Type::Tuple(tuple) if tuple.elems.is_empty() => refuse("a field holds something: leave it out, or use `strait::well_known::Empty`".into()),
            Type::Tuple(_) => refuse("protobuf has no tuples: make it a struct with `#[derive(Message)]`".into()),
            Type::Slice(_) => refuse("a message owns its data: use `Vec`".into()),
            Type::Array(array) if last_segment(&array.elem).is_none_or(|s| s.ident != "u8") => refuse(format!("protobuf has no arrays of fixed length but bytes, `[u8; N]`: use `Vec<{}>`", display(&array.elem))),
            Type::TraitObject(_) | Type::ImplTrait(_) | Type::FnPtr(_) | Type::Never(_) | Type::Ptr(_) => refuse("a field's type is a scalar, a string, a message, an enum, or `Option`, `Vec` or a map of one".into()),
            _ => {}
        }
        return;
    };
    let arguments = arguments(segment);
    let name = segment.ident.to_string();
    match (name.as_str(), arguments.as_slice()) {
        ("usize", []) => {
            refuse("the size of `usize` differs between machines: use `u64` or `u32`".into());
        }
        ("isize", []) => {
            refuse("the size of `isize` differs between machines: use `i64` or `i32`".into());
        }
        ("i128" | "u128", []) => refuse(format!(
            "protobuf has no integers of 128 bits: use two `u64` fields, `[u8; 16]` or `String` instead of `{name}`"
        )),
        ("char", []) => {
            refuse("protobuf has no characters: use `String`, or `u32` for the code point".into());
        }
        ("str", []) => refuse("a message owns its data: use `String` or `strait::ByteStr`".into()),
        ("HashSet" | "BTreeSet", [element, ..]) => {
            refuse(format!("protobuf has no sets: use `Vec<{}>`", display(element)));
        }
        ("f32" | "f64", []) if place == Place::Key => refuse(key_advice(ty)),
        ("Bytes" | "Option", _) if place == Place::Key => refuse(key_advice(ty)),
        ("Vec" | "HashMap" | "BTreeMap", _) if place == Place::Key => refuse(key_advice(ty)),
        ("Vec", [element]) if is_u8(element) => {}
        ("Vec", [element]) => match repeated_advice(ty, place) {
            Some(advice) => refuse(advice),
            None => collect(element, Place::Element, errors),
        },
        ("HashMap" | "BTreeMap", [key, value, ..]) => match repeated_advice(ty, place) {
            Some(advice) => refuse(advice),
            None => {
                collect(key, Place::Key, errors);
                collect(value, Place::MapValue, errors);
            }
        },
        ("Option", [inner]) => match place {
            Place::Field => collect(inner, Place::Optional, errors),
            Place::Optional => {
                refuse(format!("a field is there or not, once: use `{}`", display(ty)));
                collect(inner, Place::Optional, errors);
            }
            _ => {
                refuse(format!(
                    "an element of a repeated field is always there: use `{}`",
                    display(inner)
                ));
                collect(inner, place, errors);
            }
        },
        ("Box", [inner]) => collect(inner, place, errors),
        _ => {}
    }
}

fn is_u8(ty: &Type) -> bool {
    last_segment(ty).is_some_and(|segment| segment.ident == "u8")
}

fn key_advice(ty: &Type) -> String {
    format!(
        "`{}` cannot be the key of a protobuf map: keys are integers, `bool` and `String`",
        display(ty)
    )
}

/// Why a repeated field cannot stand inside of something, if it cannot.
fn repeated_advice(ty: &Type, place: Place) -> Option<String> {
    let ty = display(ty);
    match place {
        Place::Field | Place::Key => None,
        Place::Optional => Some(format!(
            "a repeated field is empty or not, never absent: use `{ty}`, or an `Option` of a \
             message that holds it if absent and empty differ"
        )),
        Place::Element | Place::MapValue => Some(format!(
            "protobuf does not nest repeated fields: put `{ty}` into a message of its own"
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refusals(ty: &str) -> Vec<String> {
        let ty = syn::parse_str(ty).expect("a type");
        refused(&ty).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn types_of_protobuf_pass() {
        for ty in [
            "Vec<u8>",
            "Option<Vec<u8>>",
            "Vec<Vec<u8>>",
            "HashMap<String, Vec<u8>>",
            "Option<Box<Node>>",
            "[u8; 16]",
            "std::collections::BTreeMap<u64, Mood>",
        ] {
            assert_eq!(refusals(ty), Vec::<String>::new(), "{ty}");
        }
    }

    #[test]
    fn each_wrong_part_of_a_type_is_named() {
        assert_eq!(refusals("HashMap<f64, usize>").len(), 2);
        assert_eq!(refusals("Option<Vec<i32>>").len(), 1);
        assert_eq!(refusals("Vec<Vec<i32>>").len(), 1);
        assert_eq!(refusals("Vec<Option<i32>>").len(), 1);
        assert_eq!(refusals("(i32, i32)").len(), 1);
    }

    #[test]
    fn types_are_shown_as_written() {
        let ty: Type = syn::parse_str("std::collections::HashMap<String, Option<&'static [u8]>>")
            .expect("a type");
        assert_eq!(display(ty), "std::collections::HashMap<String, Option<&'static [u8]>>");
    }
}
