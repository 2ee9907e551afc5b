//! Where in a message reading or writing is, and under which options.
//!
//! The path is a list on the stack, from the innermost place outwards: it costs nothing until an
//! error shows it.

use std::{
    cell::RefCell,
    fmt::{self, Write as _},
};

use serde::{de, ser};

use super::{Error, Options};

/// How deep messages may be nested.
const MAX_DEPTH: u32 = 100;

/// A place within a message; for the code that the derives write.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    shared: &'a Shared<'a>,
    /// The place around this one.
    outer: Option<&'a Context<'a>>,
    step: Step<'a>,
    depth: u32,
}

/// From one place to one within it.
#[derive(Clone, Copy)]
enum Step<'a> {
    Root,
    Field(&'a str),
    Index(usize),
    Key(&'a str),
}

/// What all places of a message share.
pub(super) struct Shared<'a> {
    options: &'a Options,
    /// The path of the first failure, where errors have a place of their own for it.
    failed_at: Option<RefCell<Option<String>>>,
}

impl<'a> Shared<'a> {
    /// For [`Error`], which has a field for the path.
    pub(super) fn path_apart(options: &'a Options) -> Self {
        Self { options, failed_at: Some(RefCell::new(None)) }
    }

    /// For errors of others, which hold a text.
    pub(super) fn path_in_message(options: &'a Options) -> Self {
        Self { options, failed_at: None }
    }

    /// What serde_json says with the path of the failure.
    pub(super) fn error(&self, error: &serde_json::Error) -> Error {
        let path = self.failed_at.as_ref().and_then(|path| path.borrow_mut().take());
        Error::new(error, path.unwrap_or_default())
    }
}

impl<'a> Context<'a> {
    pub(super) fn root(shared: &'a Shared<'a>) -> Self {
        Self { shared, outer: None, step: Step::Root, depth: 0 }
    }

    fn inner<'b>(&'b self, step: Step<'b>) -> Context<'b> {
        Context { shared: self.shared, outer: Some(self), step, depth: self.depth }
    }

    pub(super) fn field<'b>(&'b self, name: &'b str) -> Context<'b> {
        self.inner(Step::Field(name))
    }

    pub(super) fn index(&self, index: usize) -> Context<'_> {
        self.inner(Step::Index(index))
    }

    pub(super) fn key<'b>(&'b self, key: &'b str) -> Context<'b> {
        self.inner(Step::Key(key))
    }

    /// The same place as the inside of a message.
    pub(super) fn nested(&self) -> Result<Self, TooDeep> {
        if self.depth == MAX_DEPTH {
            return Err(TooDeep);
        }
        Ok(Self { depth: self.depth + 1, ..*self })
    }

    pub(super) fn options(&self) -> &'a Options {
        self.shared.options
    }

    /// What is wrong with what is read here.
    pub(super) fn read_error<E: de::Error>(&self, problem: impl fmt::Display) -> E {
        self.note();
        match self.inline_path() {
            None => E::custom(problem),
            Some(path) => E::custom(format_args!("{path}: {problem}")),
        }
    }

    /// What is wrong with what is to be written here.
    pub(super) fn write_error<E: ser::Error>(&self, problem: impl fmt::Display) -> E {
        self.note();
        match self.inline_path() {
            None => E::custom(problem),
            Some(path) => E::custom(format_args!("{path}: {problem}")),
        }
    }

    /// For `Visitor::expecting`: what should stand here.
    pub(super) fn expect(&self, f: &mut fmt::Formatter<'_>, what: &str) -> fmt::Result {
        f.write_str(what)?;
        self.inline_path().map_or(Ok(()), |path| write!(f, " for `{path}`"))
    }

    /// Remembers this place if `result` is the first failure.
    pub(super) fn noted<T, E>(&self, result: Result<T, E>) -> Result<T, E> {
        if result.is_err() {
            self.note();
        }
        result
    }

    #[cold]
    fn note(&self) {
        if let Some(failed_at) = &self.shared.failed_at {
            failed_at.borrow_mut().get_or_insert_with(|| self.path());
        }
    }

    /// The path for a text that is all there is of an error.
    fn inline_path(&self) -> Option<String> {
        if self.shared.failed_at.is_some() {
            return None;
        }
        Some(self.path()).filter(|path| !path.is_empty())
    }

    /// `moods[3].labels["x"]`.
    fn path(&self) -> String {
        let mut path = self.outer.map(Context::path).unwrap_or_default();
        let written = match self.step {
            Step::Root => Ok(()),
            Step::Field(name) if path.is_empty() => path.write_str(name),
            Step::Field(name) => write!(path, ".{name}"),
            Step::Index(index) => write!(path, "[{index}]"),
            Step::Key(key) => write!(path, "[{key:?}]"),
        };
        written.expect("a `String` takes all");
        path
    }
}

/// Messages are nested deeper than the limit.
#[derive(Clone, Copy, Debug)]
pub(super) struct TooDeep;

impl fmt::Display for TooDeep {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "messages are nested deeper than {MAX_DEPTH}")
    }
}
