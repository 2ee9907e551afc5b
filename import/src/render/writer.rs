//! Lines at the right indentation, broken where rustfmt would break them.

use crate::said::Said;

/// rustfmt's `max_width`.
const WIDTH: usize = 100;

/// rustfmt's `attr_fn_like_width`: what may stand in the parentheses of an attribute on one line.
const ATTRIBUTE_WIDTH: usize = 70;

/// Text with the indentation of its next line.
#[derive(Debug, Default)]
pub(super) struct Writer {
    text: String,
    indentation: usize,
}

/// rustfmt's `fn_call_width`, the same for calls.
const CALL_WIDTH: usize = 60;

/// What stands in parentheses.
#[derive(Debug, Default)]
pub(super) struct Arguments {
    list: Vec<Argument>,
    /// Whether rustfmt does not understand them, and so leaves them on their line.
    foreign: bool,
}

#[derive(Debug)]
enum Argument {
    Plain(String),
    /// `name(…)`.
    List(String, Arguments),
}

impl Arguments {
    pub(super) fn push(&mut self, argument: impl Into<String>) {
        self.list.push(Argument::Plain(argument.into()));
    }

    /// An argument that is neither a word, a literal nor `key = literal`.
    pub(super) fn push_foreign(&mut self, argument: impl Into<String>) {
        self.push(argument);
        self.foreign = true;
    }

    /// `name(…)`.
    pub(super) fn push_list(&mut self, name: &str, arguments: Self) {
        self.foreign |= arguments.foreign;
        self.list.push(Argument::List(name.to_owned(), arguments));
    }

    /// `key = "value"`.
    pub(super) fn pin(&mut self, key: &str, value: &str) {
        self.push(format!("{key} = {}", quoted(value)));
    }

    /// `option("…")` for each.
    pub(super) fn options(&mut self, options: &[Said]) {
        for option in options {
            let mut arguments = Self::default();
            arguments.push(quoted(&option.text));
            if let Some(import) = &option.import {
                arguments.pin("import", import);
                arguments.push(format!("wire = {}", bytes_literal(&option.wire)));
            }
            self.push_list("option", arguments);
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    fn on_one_line(&self) -> String {
        let list: Vec<String> = self.list.iter().map(Argument::on_one_line).collect();
        list.join(", ")
    }
}

impl Argument {
    fn on_one_line(&self) -> String {
        match self {
            Self::Plain(text) => text.clone(),
            Self::List(name, arguments) => format!("{name}({})", arguments.on_one_line()),
        }
    }
}

impl Writer {
    pub(super) fn line(&mut self, text: &str) {
        if !text.is_empty() {
            self.indent();
            self.text += text;
        }
        self.text.push('\n');
    }

    /// One blank line, unless nothing or one is there, or a block has just begun.
    pub(super) fn gap(&mut self) {
        let begins = self.text.is_empty() || self.text.ends_with("\n\n");
        if !begins && !self.text.ends_with("{\n") {
            self.text.push('\n');
        }
    }

    /// `head {`, the body and `}`; `head {}` without a body.
    pub(super) fn block(&mut self, head: &str, body: impl FnOnce(&mut Self)) {
        self.line(&format!("{head} {{"));
        let start = self.text.len();
        self.indentation += 1;
        body(self);
        self.trim();
        self.indentation -= 1;
        if self.text.len() == start {
            self.text.pop();
            self.text += "}\n";
        } else {
            self.line("}");
        }
    }

    /// `#[name]` or `#[name(…)]`.
    pub(super) fn attribute(&mut self, name: &str, arguments: &Arguments) {
        if arguments.is_empty() {
            return self.line(&format!("#[{name}]"));
        }
        // Derives are no functions to rustfmt.
        let limit = if name == "derive" { WIDTH } else { ATTRIBUTE_WIDTH };
        self.call(&format!("#[{name}"), arguments, "]", limit);
    }

    /// `path!(…);`.
    pub(super) fn macro_call(&mut self, path: &str, arguments: &Arguments) {
        self.call(&format!("{path}!"), arguments, ";", CALL_WIDTH);
    }

    /// `head(…)tail` on one line if there are few arguments, or else each on its own. A list that
    /// stands alone has its parentheses where those around it are.
    fn call(&mut self, head: &str, arguments: &Arguments, tail: &str, limit: usize) {
        let inside = arguments.on_one_line();
        let line = format!("{head}({inside}){tail}");
        let is_short = match arguments.list.as_slice() {
            [] | [Argument::Plain(_)] => true,
            [Argument::List(_, inner)] => {
                inner.list.len() < 2 || width(&inner.on_one_line()) <= limit
            }
            _ => width(&inside) <= limit,
        };
        if arguments.foreign || is_short && self.fits(&line) {
            return self.line(&line);
        }
        if let [Argument::List(name, inner)] = arguments.list.as_slice() {
            return self.call(&format!("{head}({name}"), inner, &format!("){tail}"), limit);
        }
        self.line(&format!("{head}("));
        self.indentation += 1;
        for (index, argument) in arguments.list.iter().enumerate() {
            let comma = if index + 1 < arguments.list.len() { "," } else { "" };
            match argument {
                Argument::Plain(text) => self.line(&format!("{text}{comma}")),
                Argument::List(name, inner) => self.call(name, inner, comma, limit),
            }
        }
        self.indentation -= 1;
        self.line(&format!("){tail}"));
    }

    /// `use path::{names};` or the only one without braces.
    pub(super) fn import(&mut self, path: &str, names: &[&str]) {
        match names {
            [] => {}
            [name] => self.line(&format!("use {path}::{name};")),
            _ => {
                let line = format!("use {path}::{{{}}};", names.join(", "));
                // rustfmt reckons with two characters more.
                if self.fits(&format!("{line}  ")) {
                    return self.line(&line);
                }
                self.line(&format!("use {path}::{{"));
                self.indentation += 1;
                self.fill(names);
                self.indentation -= 1;
                self.line("};");
            }
        }
    }

    /// As many names on a line as fit.
    fn fill(&mut self, names: &[&str]) {
        let mut line = String::new();
        for name in names {
            let longer =
                if line.is_empty() { format!("{name},") } else { format!("{line} {name},") };
            if self.fits(&longer) || line.is_empty() {
                line = longer;
            } else {
                self.line(&line);
                line = format!("{name},");
            }
        }
        self.line(&line);
    }

    /// `pub name: Type,`, with the type on lines of its own where it is long.
    pub(super) fn field(&mut self, name: &str, ty: &str) {
        let line = format!("pub {name}: {ty},");
        if self.fits(&line) {
            return self.line(&line);
        }
        let indented = format!("    {ty},");
        if self.fits(&indented) {
            self.line(&format!("pub {name}:"));
            return self.line(&indented);
        }
        let (head, arguments) = generic(ty);
        self.line(&format!("pub {name}: {head}<"));
        self.list(&arguments);
        self.line(">,");
    }

    /// `Name(Type),`.
    pub(super) fn variant(&mut self, name: &str, ty: &str) {
        let line = format!("{name}({ty}),");
        if self.fits(&line) {
            return self.line(&line);
        }
        self.line(&format!("{name}("));
        self.list(&[ty]);
        self.line("),");
    }

    /// `async fn name(&self, argument) -> output;`.
    pub(super) fn method(&mut self, name: &str, argument: &str, output: &str) {
        let line = format!("async fn {name}(&self, {argument}) -> {output};");
        if self.fits(&format!("{line} ")) {
            return self.line(&line);
        }
        // rustfmt forgets the semicolon, and notices when the arguments have their line.
        if self.fits(&line) {
            self.line(&format!("async fn {name}(&self, {argument})"));
            return self.line(&format!("-> {output};"));
        }
        self.line(&format!("async fn {name}("));
        self.list(&["&self", argument]);
        self.line(&format!(") -> {output};"));
    }

    fn list(&mut self, items: &[&str]) {
        self.indentation += 1;
        for item in items {
            self.line(&format!("{item},"));
        }
        self.indentation -= 1;
    }

    pub(super) fn fits(&self, line: &str) -> bool {
        self.indentation * 4 + width(line) <= WIDTH
    }

    /// Takes blank lines off the end.
    pub(super) fn trim(&mut self) {
        while self.text.ends_with("\n\n") {
            self.text.pop();
        }
    }

    fn indent(&mut self) {
        for _ in 0..self.indentation {
            self.text += "    ";
        }
    }

    /// Text for the same place, to be appended later.
    pub(super) fn nested(&self) -> Self {
        Self { text: String::new(), indentation: self.indentation }
    }

    pub(super) fn append(&mut self, other: &Self) {
        if !other.text.is_empty() {
            self.gap();
            self.text += other.text.trim_start_matches('\n');
        }
    }

    pub(super) fn finish(mut self) -> String {
        self.trim();
        self.text
    }
}

/// `Map<K, V>` → `Map` and its arguments.
fn generic(ty: &str) -> (&str, Vec<&str>) {
    let Some((head, rest)) = ty.split_once('<') else { return (ty, Vec::new()) };
    let inside = rest.strip_suffix('>').unwrap_or(rest);
    let mut depth = 0_usize;
    let mut arguments = Vec::new();
    let mut start = 0;
    for (index, letter) in inside.char_indices() {
        match letter {
            '<' => depth += 1,
            '>' => depth = depth.saturating_sub(1),
            ',' if depth == 0 => {
                arguments.push(inside.get(start..index).unwrap_or_default().trim());
                start = index + 1;
            }
            _ => {}
        }
    }
    arguments.push(inside.get(start..).unwrap_or_default().trim());
    (head, arguments)
}

fn width(text: &str) -> usize {
    text.chars().count()
}

/// A literal of bytes.
pub(crate) fn bytes_literal(bytes: &[u8]) -> String {
    format!("b\"{}\"", bytes.escape_ascii().to_string().replace("\\'", "'"))
}

/// A string literal.
pub(super) fn quoted(text: &str) -> String {
    format!("{text:?}")
}
