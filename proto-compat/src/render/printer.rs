//! Lines, indentation and blank lines, and a record of where each definition came to stand.

use super::{Rendered, comment, value};
use crate::{descriptor_set::fields, schema::OptionDef};

/// Where a definition stands, as `google.protobuf.SourceCodeInfo.Location` has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Location {
    /// Field numbers and indices that lead to it from the `FileDescriptorProto`.
    pub(crate) path: Vec<u32>,
    pub(crate) span: Span,
    /// The comment right before it.
    pub(crate) leading: Option<String>,
    /// Comments before that, with blank lines between.
    pub(crate) detached: Vec<String>,
}

/// Lines and columns count from zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Span {
    pub(crate) start: (usize, usize),
    pub(crate) end: (usize, usize),
}

pub(super) struct Printer {
    text: String,
    lines: usize,
    depth: usize,
    above: Above,
    locations: Vec<Location>,
}

/// What the next line comes after, which decides about a blank line between.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Above {
    /// The brace that opens the block: never a blank line.
    Opening,
    /// A declaration of one line: a blank line before anything longer.
    Line,
    /// A block, or the end of a group: always a blank line.
    Block,
}

impl Printer {
    pub(super) fn new(header: &str) -> Self {
        let mut printer = Self {
            text: String::new(),
            lines: 0,
            depth: 0,
            above: Above::Opening,
            locations: vec![],
        };
        printer.line(header);
        printer
    }

    /// The line that protobuf wants first. The header stands apart from it.
    pub(super) fn syntax(&mut self, line: &str) {
        let header = self.text.trim_start_matches('/').to_owned();
        self.group();
        let location = self.begin(&[fields::file::SYNTAX], &[]);
        self.line(line);
        self.end(location);
        if let Some(location) = self.locations.last_mut() {
            location.detached.push(header);
        }
    }

    /// Starts a new group: what comes next is set off by a blank line.
    pub(super) fn group(&mut self) {
        if self.above == Above::Line {
            self.above = Above::Block;
        }
    }

    /// One line, right below the one before unless that ended a group.
    pub(super) fn line(&mut self, line: &str) {
        if self.above == Above::Block {
            self.newline();
        }
        self.write(line);
        self.above = Above::Line;
    }

    /// A declaration with its comment; `body` prints it.
    pub(super) fn declaration(
        &mut self,
        path: &[u32],
        comments: &[String],
        body: impl FnOnce(&mut Self),
    ) {
        let comment = comment::lines(comments);
        if !comment.is_empty() {
            self.group();
        }
        for line in &comment {
            self.line(&format!("//{line}"));
        }
        let location = self.begin(path, &comment);
        body(self);
        self.end(location);
    }

    /// A declaration with a body in braces, `{}` where `is_empty` says that there is none.
    pub(super) fn block(&mut self, head: &str, is_empty: bool, body: impl FnOnce(&mut Self)) {
        if is_empty {
            self.line(&format!("{head} {{}}"));
        } else {
            self.line(&format!("{head} {{"));
            self.above = Above::Opening;
            self.depth += 1;
            body(self);
            self.depth -= 1;
            self.write("}");
        }
        self.above = Above::Block;
    }

    /// An option as a statement.
    pub(super) fn option(&mut self, option: &OptionDef) {
        let mut lines = value::option(option.name(), option.value());
        if let Some(last) = lines.last_mut() {
            last.push(';');
        }
        let mut lines = lines.into_iter();
        if let Some(first) = lines.next() {
            self.line(&format!("option {first}"));
        }
        for line in lines {
            self.write(&line);
        }
    }

    /// What goes on from the line before.
    pub(super) fn more(&mut self, lines: &[String]) {
        for line in lines {
            self.write(line);
        }
    }

    /// A declaration with a list in which each entry has lines of its own.
    pub(super) fn list(&mut self, head: &str, entries: &[Vec<String>], tail: &str) {
        self.line(head);
        self.depth += 1;
        for (index, entry) in entries.iter().enumerate() {
            let comma = if index + 1 < entries.len() { "," } else { "" };
            let Some((last, lines)) = entry.split_last() else { continue };
            self.more(lines);
            self.write(&format!("{last}{comma}"));
        }
        self.depth -= 1;
        self.write(tail);
        self.above = Above::Block;
    }

    pub(super) fn finish(self) -> Rendered {
        Rendered { text: self.text, locations: self.locations }
    }

    /// Notes that a declaration starts on the line that is printed next.
    fn begin(&mut self, path: &[u32], comment: &[String]) -> usize {
        let blank = usize::from(self.above == Above::Block);
        let start = (self.lines + blank, 2 * self.depth);
        let leading = comment.iter().fold(String::new(), |text, line| text + line + "\n");
        self.locations.push(Location {
            path: path.to_vec(),
            span: Span { start, end: start },
            leading: (!leading.is_empty()).then_some(leading),
            detached: vec![],
        });
        self.locations.len() - 1
    }

    /// Notes that the declaration ended on the line printed last.
    fn end(&mut self, location: usize) {
        let last_line = self.text.lines().next_back().unwrap_or_default();
        let end = (self.lines.saturating_sub(1), last_line.len());
        if let Some(location) = self.locations.get_mut(location) {
            location.span.end = end;
        }
    }

    fn write(&mut self, line: &str) {
        self.text.extend(std::iter::repeat_n("  ", self.depth));
        self.text.push_str(line);
        self.newline();
    }

    fn newline(&mut self) {
        self.text.push('\n');
        self.lines += 1;
    }
}

/// A string literal, on one line: control characters are escaped, as C does it.
pub(super) fn quoted(text: &str) -> String {
    let mut literal = String::from('"');
    for c in text.chars() {
        match c {
            '\\' | '"' => literal.extend(['\\', c]),
            '\n' => literal.push_str("\\n"),
            '\r' => literal.push_str("\\r"),
            '\t' => literal.push_str("\\t"),
            _ if c.is_ascii_control() => literal.push_str(&format!("\\{:03o}", u32::from(c))),
            _ => literal.push(c),
        }
    }
    literal.push('"');
    literal
}
