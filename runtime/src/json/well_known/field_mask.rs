//! A field mask is one string, with the paths in JSON's spelling: `"title,author.firstName"`.

use serde::{Deserializer, Serializer};

use crate::{
    json::{Context, JsonMessage, text::read_parsed},
    message::well_known::FieldMask,
};

impl JsonMessage for FieldMask {
    const SPECIAL: bool = true;

    fn write_json<S: Serializer>(
        &self,
        serializer: S,
        cx: &Context<'_>,
    ) -> Result<S::Ok, S::Error> {
        let mut text = String::new();
        for (index, path) in self.paths.iter().enumerate() {
            if index > 0 {
                text.push(',');
            }
            // > Encoding should fail if the path name would end up differently after a
            // > round-trip.
            match camel(path).filter(|written| snake(written).as_ref() == Some(path)) {
                Some(written) => text.push_str(&written),
                None => {
                    return Err(cx.write_error(format_args!(
                        "the path {path:?} has no form in JSON, expected lower_snake_case"
                    )));
                }
            }
        }
        serializer.serialize_str(&text)
    }

    fn read_json<'de, D: Deserializer<'de>>(
        deserializer: D,
        cx: &Context<'_>,
    ) -> Result<Self, D::Error> {
        read_parsed(deserializer, "paths such as \"title,author.firstName\"", cx, |text| {
            if text.is_empty() {
                return Ok(Self::default());
            }
            let paths: Option<_> = text.split(',').map(snake).collect();
            paths.map(|paths| Self { paths }).ok_or("holds what no path has in JSON")
        })
    }
}

/// `first_name` → `firstName`; `None` if a `_` is not followed by a letter.
fn camel(path: &str) -> Option<String> {
    let mut out = String::with_capacity(path.len());
    let mut letters = path.chars();
    while let Some(letter) = letters.next() {
        if letter == '_' {
            out.push(letters.next().filter(char::is_ascii_lowercase)?.to_ascii_uppercase());
        } else {
            out.push(letter);
        }
    }
    Some(out)
}

/// `firstName` → `first_name`; `None` if that is no path: names of fields with dots between. (An
/// empty one is refused by protobuf's Go, and let in by its C++.)
fn snake(path: &str) -> Option<String> {
    let mut out = String::with_capacity(path.len() + 4);
    for letter in path.chars() {
        match letter {
            'A'..='Z' => out.extend(['_', letter.to_ascii_lowercase()]),
            'a'..='z' | '0'..='9' | '.' => out.push(letter),
            _ => return None,
        }
    }
    let is_name = |name: &str| name.starts_with(|first: char| !first.is_ascii_digit());
    out.split('.').all(is_name).then_some(out)
}
