//! What a rule has to say, and where.

use std::fmt;

use crate::descriptor::{File, Span};

/// A rule for schemas, known to users by its id.
///
/// Two rules are the same if their ids are.
#[derive(Debug)]
#[non_exhaustive]
pub struct Rule {
    /// The id, buf's wherever buf has the rule: `FIELD_SAME_TYPE`.
    pub id: &'static str,
    /// The categories it belongs to, the strictest first: `FILE`, `PACKAGE`, `WIRE_JSON`, `WIRE`.
    pub categories: &'static [&'static str],
    /// What it is for, in a sentence.
    pub purpose: &'static str,
}

impl PartialEq for Rule {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

impl Eq for Rule {}

/// A rule that is not kept, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Finding {
    /// The rule.
    pub rule: &'static Rule,
    /// Where it is not kept. `None` if nothing is left to point at, such as a deleted file.
    pub at: Option<Place>,
    /// Where the older schema says what the newer does not.
    pub previous: Option<Place>,
    /// What is wrong, in a sentence without full stop.
    pub message: String,
}

/// A file, or a place in it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Place {
    /// The path of the file as others import it.
    pub path: String,
    /// Where in the file; `None` for the file as a whole or if the set came without source info.
    pub span: Option<Span>,
    /// The element it is about, as [`Message::at`](crate::descriptor::Message::at) and the like
    /// have it; empty for the file as a whole.
    pub element: Vec<i32>,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.span {
            None => f.write_str(&self.path),
            Some(span) => write!(f, "{}:{}:{}", self.path, span.start_line, span.start_column),
        }
    }
}

/// `path:line:column: message (RULE)`, the place being the older one where there is no newer.
impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(place) = self.at.as_ref().or(self.previous.as_ref()) {
            write!(f, "{place}: ")?;
        }
        write!(f, "{} ({})", self.message, self.rule.id)
    }
}

/// A place while rules are still at work: an element that may turn out to be ignored.
#[derive(Clone, Copy)]
pub(crate) struct At<'a> {
    pub(crate) file: &'a File,
    /// What is reported: the first of these paths that the text has.
    path: Option<&'a [i32]>,
    span: Option<Span>,
}

impl<'a> At<'a> {
    /// The file as a whole.
    pub(crate) fn file(file: &'a File) -> Self {
        Self { file, path: None, span: None }
    }

    /// An element, or what is around it if the text does not say where it is.
    pub(crate) fn element(file: &'a File, path: &'a [i32]) -> Self {
        let span = file.locations.nearest(path).map(|location| location.span);
        Self { file, path: Some(path), span }
    }

    /// A part of an element by its path from there, or the element.
    pub(crate) fn part(file: &'a File, path: &'a [i32], part: &[i32]) -> Self {
        let exact = exact(file, path, part);
        exact.map_or_else(
            || Self::element(file, path),
            |span| Self { file, path: Some(path), span: Some(span) },
        )
    }

    /// The first of several parts that the text has, or the element.
    pub(crate) fn first_part(file: &'a File, path: &'a [i32], parts: &[&[i32]]) -> Self {
        let written = parts.iter().find(|part| exact(file, path, part).is_some());
        Self::part(file, path, written.copied().unwrap_or_default())
    }

    /// A statement at the top of a file, or the file.
    pub(crate) fn statement(file: &'a File, path: &'a [i32]) -> Self {
        let span = file.locations.at(path).map(|location| location.span);
        Self { file, path: span.map(|_| path), span }
    }

    /// Whether a comment on the element, or on one around it, has a line that starts like this.
    pub(crate) fn has_comment_line(&self, start: &str) -> bool {
        let path = self.path.unwrap_or_default();
        let around = (1..=path.len()).filter_map(|length| path.get(..length));
        let mut comments = around.filter_map(|path| self.file.locations.at(path));
        comments.any(|location| location.leading.lines().any(|line| line.trim().starts_with(start)))
    }

    pub(crate) fn place(&self) -> Place {
        let element = self.path.unwrap_or_default().to_owned();
        Place { path: self.file.path.clone(), span: self.span, element }
    }
}

fn exact(file: &File, path: &[i32], part: &[i32]) -> Option<Span> {
    let whole = [path, part].concat();
    file.locations.at(&whole).map(|location| location.span)
}
