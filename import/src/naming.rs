//! How protobuf names become Rust names.
//!
//! The macros derive names in the other direction; a name that they would not derive again is
//! pinned with `name = "…"`. The functions on top are therefore the macros' own rules, restated.

/// `SayHello` → `say_hello`, as the macros do it: a run of capitals is one word.
pub(crate) fn snake_of_camel(name: &str) -> String {
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

/// `say_hello` → `SayHello`, as the macros do it.
pub(crate) fn camel_of_snake(name: &str) -> String {
    name.split('_').map(capitalized).collect()
}

/// The name that the derive gives to a value of an enum.
pub(crate) fn derived_value_name(enum_name: &str, variant: &str) -> String {
    let [prefix, rest] = [enum_name, variant].map(|name| snake_of_camel(name).to_uppercase());
    format!("{prefix}_{rest}")
}

/// The JSON name that protobuf derives from a field's name.
pub(crate) fn json_name(field: &str) -> String {
    let mut out = String::with_capacity(field.len());
    let mut raise = false;
    for letter in field.chars() {
        if letter == '_' {
            raise = true;
        } else {
            out.push(if raise { letter.to_ascii_uppercase() } else { letter });
            raise = false;
        }
    }
    out
}

/// A name for a struct, enum, trait or variant: words begin with a capital.
///
/// A name without underscores that begins with a capital is left as it is.
pub(crate) fn type_name(name: &str) -> String {
    if name.starts_with(|c: char| c.is_ascii_uppercase()) && !name.contains('_') {
        return name.to_owned();
    }
    let has_lower = name.contains(|c: char| c.is_ascii_lowercase());
    let words = name.split('_').map(|word| {
        if has_lower { capitalized(word) } else { capitalized(&word.to_ascii_lowercase()) }
    });
    separated_digits(words)
}

/// A name for a variant, from a value of an enum: `VERY_HAPPY` → `VeryHappy`.
pub(crate) fn variant_name(enum_name: &str, value: &str) -> String {
    let prefix = snake_of_camel(enum_name).to_uppercase();
    let rest = value.strip_prefix(&prefix).and_then(|rest| rest.strip_prefix('_'));
    let stripped = rest.filter(|rest| rest.starts_with(|c: char| c.is_ascii_alphabetic()));
    let words = stripped.unwrap_or(value);
    // Constants of other languages (`kFoo`) and shouted words both become plain words.
    let name = if words.contains(|c: char| c.is_ascii_lowercase()) {
        separated_digits(words.split('_').map(capitalized))
    } else {
        separated_digits(words.split('_').map(|word| capitalized(&word.to_ascii_lowercase())))
    };
    if name.is_empty() || name.starts_with(|c: char| c.is_ascii_digit()) {
        return format!("Value{name}");
    }
    name
}

/// A name for a field, method or module.
pub(crate) fn value_name(name: &str) -> String {
    let snake = snake_of_camel(name);
    // What Rust sees as one word: `_` at either end stays, several in a row become one.
    let mut out = String::with_capacity(snake.len());
    for letter in snake.chars() {
        if !(letter == '_' && out.ends_with('_')) {
            out.push(letter);
        }
    }
    if out.is_empty() || out == "_" { "field_".to_owned() } else { out }
}

/// An identifier as it is written: keywords that can be raw are, the others get `_`.
pub(crate) fn identifier(name: &str) -> String {
    if matches!(name, "self" | "Self" | "super" | "crate" | "_") {
        return format!("{name}_");
    }
    if KEYWORDS.contains(&name) { format!("r#{name}") } else { name.to_owned() }
}

/// An identifier for the module of a package, from a part of the package's name. The file of a
/// module `mod` would be taken for that of its folder.
pub(crate) fn module_name(part: &str) -> String {
    match value_name(part).as_str() {
        "mod" => "mod_".to_owned(),
        name => identifier(name),
    }
}

/// What an identifier is without `r#`.
pub(crate) fn plain(identifier: &str) -> &str {
    identifier.strip_prefix("r#").unwrap_or(identifier)
}

/// Names of types that readers take for Rust's own, and that the macros know by spelling.
pub(crate) fn is_rusts_own(name: &str) -> bool {
    matches!(
        name,
        "Box"
            | "BTreeMap"
            | "BTreeSet"
            | "HashMap"
            | "HashSet"
            | "Option"
            | "Result"
            | "Self"
            | "Streaming"
            | "String"
            | "Vec"
    )
}

/// Names that the generated clients use themselves, which `#[rpc_service]` refuses.
pub(crate) fn is_clients_own(method: &str) -> bool {
    matches!(method, "new" | "connect" | "channel" | "clone" | "with_options")
}

/// All type names that `#[rpc_service]` makes for a trait, its own among them.
pub(crate) fn family(ident: &str, methods: &[String]) -> Vec<String> {
    let suffixes = ["", "Server", "Client", "BlockingClient", "Schema"];
    let types = suffixes.iter().map(|suffix| format!("{ident}{suffix}"));
    let methods =
        methods.iter().map(|method| format!("{ident}{}Method", camel_of_snake(plain(method))));
    types.chain(methods).collect()
}

/// A name for a variant of a oneof, from the field's.
pub(crate) fn variant_of_field(field: &str) -> String {
    let name = type_name(field);
    if name.is_empty() || name.starts_with(|c: char| c.is_ascii_digit()) {
        return format!("Field{name}");
    }
    name
}

/// Strict and reserved keywords of all editions, but for those that cannot be raw.
const KEYWORDS: [&str; 49] = [
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn",
    "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let",
    "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return",
    "static", "struct", "trait", "true", "try", "type", "typeof", "unsafe", "unsized", "use",
    "virtual", "where", "while", "yield", "union",
];

fn capitalized(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// Words put together; `_` stays between two digits, which would otherwise make another number.
fn separated_digits(words: impl Iterator<Item = String>) -> String {
    let mut out = String::new();
    for word in words {
        let digits = out.ends_with(|c: char| c.is_ascii_digit())
            && word.starts_with(|c: char| c.is_ascii_digit());
        if digits {
            out.push('_');
        }
        out += &word;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_are_in_camel_case() {
        for (proto, rust) in [
            ("HelloRequest", "HelloRequest"),
            ("HTTPStatus", "HTTPStatus"),
            ("hello_request", "HelloRequest"),
            ("Foo_bar", "FooBar"),
            ("URL_PATH", "UrlPath"),
            ("helloRequest", "HelloRequest"),
            ("V1_2", "V1_2"),
        ] {
            assert_eq!(type_name(proto), rust, "{proto}");
        }
    }

    #[test]
    fn variants_lose_the_name_of_their_enum() {
        for (value, variant) in [
            ("MOOD_VERY_HAPPY", "VeryHappy"),
            ("HAPPY", "Happy"),
            ("MOOD_2", "Mood2"),
            ("MOOD", "Mood"),
            ("kHappy", "KHappy"),
            ("MOOD_A_1_2", "A1_2"),
            ("_1", "Value1"),
            ("Happy", "Happy"),
        ] {
            assert_eq!(variant_name("Mood", value), variant, "{value}");
        }
    }

    #[test]
    fn fields_are_in_snake_case() {
        for (proto, rust) in [
            ("user_id", "user_id"),
            ("userId", "user_id"),
            ("URLPath", "url_path"),
            ("a__b", "a_b"),
            ("_x", "_x"),
            ("__", "field_"),
        ] {
            assert_eq!(value_name(proto), rust, "{proto}");
        }
    }

    #[test]
    fn keywords_are_raw_where_they_can_be() {
        assert_eq!(identifier("type"), "r#type");
        assert_eq!(identifier("mod"), "r#mod");
        assert_eq!(["mod", "type", "v1"].map(module_name), ["mod_", "r#type", "v1"]);
        assert_eq!(identifier("self"), "self_");
        assert_eq!(identifier("name"), "name");
    }
}
