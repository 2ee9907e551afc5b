//! Values of options, laid out as `buf format` does.
//!
//! A value may be written in many ways: on one line or several, with `;`, `,` or nothing between
//! the fields of an aggregate, in `{ }` or `< >`. All are read here and one is written. What is
//! not a value is left as it is, for the compiler of the `.proto` to complain about.

use std::{iter::Peekable, vec::IntoIter};

/// How deep aggregates may nest; deeper ones stay as they were written.
const MAX_DEPTH: usize = 64;

/// The lines of a value, of which the first follows `name =`. Lines within are indented; all
/// else is up to the place where they stand.
pub(super) fn lines(text: &str) -> Vec<String> {
    let mut tokens = tokens(text).into_iter().peekable();
    let value = value(&mut tokens, 0);
    match value.filter(|_| tokens.peek().is_none()) {
        Some(value) => value.lines(),
        None => vec![text.split_whitespace().collect::<Vec<_>>().join(" ")],
    }
}

enum Value {
    /// A number, a word, or a string.
    Scalar(String),
    /// A string in pieces.
    Strings(Vec<String>),
    Message(Vec<(String, Value)>),
    List(Vec<Value>),
}

impl Value {
    fn lines(&self) -> Vec<String> {
        match self {
            Self::Scalar(scalar) => vec![scalar.clone()],
            // The first piece has a line of its own as well.
            Self::Strings(strings) => {
                let pieces = strings.iter().map(|string| format!("  {string}"));
                [String::new()].into_iter().chain(pieces).collect()
            }
            Self::Message(fields) => match fields.as_slice() {
                [] => vec!["{}".to_owned()],
                [(name, Self::Scalar(scalar))] => vec![format!("{{{name}: {scalar}}}")],
                _ => block("{", "}", fields.iter().map(|(name, value)| value.behind(name, ":"))),
            },
            Self::List(values) => match values.as_slice() {
                [] => vec!["[]".to_owned()],
                [Self::Scalar(scalar)] => vec![format!("[{scalar}]")],
                [rest @ .., last] => {
                    let rest = rest.iter().map(|value| with_comma(value.lines()));
                    block("[", "]", rest.chain([last.lines()]))
                }
            },
        }
    }

    /// The lines with a name before the first of them.
    fn behind(&self, name: &str, sign: &str) -> Vec<String> {
        let mut lines = self.lines();
        if let Some(first) = lines.first_mut() {
            *first = format!("{name}{sign} {first}").trim_end().to_owned();
        }
        lines
    }
}

/// The lines of an option: `name = value`.
pub(super) fn option(name: &str, value: &str) -> Vec<String> {
    let mut lines = lines(value);
    if let Some(first) = lines.first_mut() {
        *first = format!("{name} = {first}").trim_end().to_owned();
    }
    lines
}

fn block(open: &str, close: &str, parts: impl Iterator<Item = Vec<String>>) -> Vec<String> {
    let inner = parts.flatten().map(|line| format!("  {line}"));
    [open.to_owned()].into_iter().chain(inner).chain([close.to_owned()]).collect()
}

fn with_comma(mut lines: Vec<String>) -> Vec<String> {
    if let Some(last) = lines.last_mut() {
        last.push(',');
    }
    lines
}

type Tokens = Peekable<IntoIter<String>>;

/// A value, unless the tokens are none.
fn value(tokens: &mut Tokens, depth: usize) -> Option<Value> {
    if depth > MAX_DEPTH {
        return None;
    }
    let first = tokens.next()?;
    match first.as_str() {
        "{" => message(tokens, "}", depth),
        "<" => message(tokens, ">", depth),
        "[" => list(tokens, depth),
        "-" => Some(Value::Scalar(format!("-{}", tokens.next().filter(is_word)?))),
        _ if is_string(&first) => {
            let mut strings = vec![first];
            while let Some(next) = tokens.next_if(is_string) {
                strings.push(next);
            }
            Some(if strings.len() == 1 {
                Value::Scalar(strings.remove(0))
            } else {
                Value::Strings(strings)
            })
        }
        _ => Some(first).filter(is_word).map(Value::Scalar),
    }
}

fn message(tokens: &mut Tokens, close: &str, depth: usize) -> Option<Value> {
    let mut fields = vec![];
    loop {
        let name = tokens.next()?;
        if name == close {
            return Some(Value::Message(fields));
        }
        let name = if name == "[" { extension_name(tokens)? } else { name };
        let has_colon = tokens.next_if(|token| token == ":").is_some();
        if !has_colon && !tokens.peek().is_some_and(|token| matches!(token.as_str(), "{" | "<")) {
            return None;
        }
        fields.push((name, value(tokens, depth + 1)?));
        while tokens.next_if(|token| matches!(token.as_str(), "," | ";")).is_some() {}
    }
}

/// `[google.api.http]`, or `[type.googleapis.com/a.B]`.
fn extension_name(tokens: &mut Tokens) -> Option<String> {
    let mut name = String::from("[");
    loop {
        let token = tokens.next()?;
        name.push_str(&token);
        if token == "]" {
            return Some(name);
        }
    }
}

fn list(tokens: &mut Tokens, depth: usize) -> Option<Value> {
    let mut values = vec![];
    loop {
        if tokens.next_if(|token| token == "]").is_some() {
            return Some(Value::List(values));
        }
        values.push(value(tokens, depth + 1)?);
        if tokens.next_if(|token| token == ",").is_none()
            && tokens.peek().is_none_or(|token| token != "]")
        {
            return None;
        }
    }
}

#[expect(clippy::ptr_arg, reason = "a predicate over tokens, which are `String`s")]
fn is_string(token: &String) -> bool {
    token.starts_with(['"', '\''])
}

#[expect(clippy::ptr_arg, reason = "a predicate over tokens, which are `String`s")]
fn is_word(token: &String) -> bool {
    token.starts_with(is_of_word)
}

fn is_of_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '+')
}

/// Strings, words and numbers, and each other sign by itself.
fn tokens(text: &str) -> Vec<String> {
    let mut tokens = vec![];
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        let end = match first {
            '"' | '\'' => end_of_string(rest, first),
            _ if is_of_word(first) => end_of_word(rest),
            _ => first.len_utf8(),
        };
        let (token, after) = rest.split_at(end);
        tokens.push(token.to_owned());
        rest = after.trim_start();
    }
    tokens
}

/// A word or number; the sign of an exponent belongs to the number.
fn end_of_word(text: &str) -> usize {
    let is_number = text.starts_with(|c: char| c.is_ascii_digit() || c == '.');
    let is_hex = text.starts_with("0x") || text.starts_with("0X");
    let mut before = ' ';
    for (at, c) in text.char_indices() {
        let is_sign = is_number && !is_hex && matches!(before, 'e' | 'E') && c == '-';
        if !is_of_word(c) && !is_sign {
            return at;
        }
        before = c;
    }
    text.len()
}

fn end_of_string(text: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            _ if c == quote => return at + c.len_utf8(),
            _ => {}
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::{lines, option};

    fn of(text: &str) -> String {
        lines(text).join("\n")
    }

    #[test]
    fn scalars_stay() {
        for scalar in ["true", "-5", "0x1F", "1.5e-3", "FOO_BAR", r#""a\"b""#, "'a\"b'", "-inf"] {
            assert_eq!(of(scalar), scalar);
        }
    }

    // Each as `buf format` prints it.
    #[test]
    fn aggregates_have_a_line_for_each_field() {
        assert_eq!(of("{}"), "{}");
        assert_eq!(of(r#"{ a : "x" ; }"#), r#"{a: "x"}"#);
        assert_eq!(of("{b {a: 1}, c < >}"), "{\n  b: {a: 1}\n  c: {}\n}");
        assert_eq!(of("{[x.y]: 4 i: 'a' 'b'}"), "{\n  [x.y]: 4\n  i:\n    'a'\n    'b'\n}");
    }

    #[test]
    fn lists_have_commas() {
        assert_eq!(of("{a: [1] b: []}"), "{\n  a: [1]\n  b: []\n}");
        assert_eq!(of("[1, {a: 2}]"), "[\n  1,\n  {a: 2}\n]");
    }

    #[test]
    fn what_is_no_value_stays_but_for_its_spaces() {
        assert_eq!(of("{ a: \n ]"), "{ a: ]");
        assert_eq!(of(&"{a".repeat(100)), "{a".repeat(100));
    }

    #[test]
    fn a_name_stands_before_the_first_line() {
        assert_eq!(option("(x)", "{a: 1 b: 2}"), ["(x) = {", "  a: 1", "  b: 2", "}"]);
        assert_eq!(option("(x)", "'a' 'b'"), ["(x) =", "  'a'", "  'b'"]);
    }
}
