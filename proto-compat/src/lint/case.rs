//! The forms of names: `PascalCase`, `lower_snake_case`, `UPPER_SNAKE_CASE`.

/// `foo_bar` → `FooBar`; capitals stay where they are, so `HTTPServer` does too.
pub(super) fn pascal(name: &str) -> String {
    let mut pascal = String::new();
    let mut starts_word = true;
    for c in name.chars() {
        if c != '_' {
            pascal.push(if starts_word { c.to_ascii_uppercase() } else { c });
        }
        starts_word = c == '_';
    }
    pascal
}

/// `FooBar` → `foo_bar`
pub(super) fn lower_snake(name: &str) -> String {
    snake(name).to_ascii_lowercase()
}

/// `FooBar` → `FOO_BAR`
pub(super) fn upper_snake(name: &str) -> String {
    snake(name).to_ascii_uppercase()
}

/// A capital begins a word behind a small letter, and before one: `HTTPServer` is `HTTP_Server`.
/// A digit begins none.
fn snake(name: &str) -> String {
    let name: Vec<_> = name.trim_matches('_').chars().collect();
    let mut snake = String::new();
    for (index, &c) in name.iter().enumerate() {
        let previous = index.checked_sub(1).and_then(|index| name.get(index));
        let begins = c.is_ascii_uppercase()
            && (previous.is_some_and(char::is_ascii_lowercase)
                || name.get(index + 1).is_some_and(char::is_ascii_lowercase));
        let follows_underscore = snake.is_empty() || snake.ends_with('_');
        if begins && !follows_underscore {
            snake.push('_');
        }
        if c != '_' || !follows_underscore {
            snake.push(c);
        }
    }
    snake
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_take_each_form() {
        for (name, in_pascal, in_snake) in [
            ("foo_bar", "FooBar", "foo_bar"),
            ("FooBar", "FooBar", "foo_bar"),
            ("HTTPServer", "HTTPServer", "http_server"),
            ("FOO_BAR", "FOOBAR", "foo_bar"),
            ("_foo__bar_", "FooBar", "foo_bar"),
            ("foo1", "Foo1", "foo1"),
            ("v1Foo", "V1Foo", "v1_foo"),
            ("FOO1", "FOO1", "foo1"),
            ("", "", ""),
        ] {
            assert_eq!(pascal(name), in_pascal, "{name}");
            assert_eq!(lower_snake(name), in_snake, "{name}");
            assert_eq!(upper_snake(name), in_snake.to_ascii_uppercase(), "{name}");
        }
    }
}
