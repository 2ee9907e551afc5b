//! What a command found, and the ways to say it: as rustc does, as JSON, as annotations of GitHub.

mod github;
mod json;
mod text;

use std::sync::Arc;

/// How findings are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Format {
    /// For people, as rustc shows errors.
    Text,
    /// One JSON object a line.
    Json,
    /// Annotations on the lines of a pull request, for GitHub Actions.
    Github,
}

/// What a command did and found.
#[derive(Debug, Default)]
pub(crate) struct Outcome {
    /// What was asked for, such as a file's text or a diff.
    pub(crate) text: String,
    /// Any of these is exit code 1.
    pub(crate) findings: Vec<Diagnostic>,
    /// Exit code 1 without a finding, for what the text says itself.
    pub(crate) failed: bool,
    /// A line for people, on stderr.
    pub(crate) summary: Option<String>,
}

/// Why a command could not do its work: exit code 2.
#[derive(Debug)]
pub(crate) struct Stop(pub(crate) Vec<Diagnostic>);

impl From<Diagnostic> for Stop {
    fn from(diagnostic: Diagnostic) -> Self {
        Self(vec![diagnostic])
    }
}

/// One thing to say.
#[derive(Clone, Debug)]
pub(crate) struct Diagnostic {
    /// The id of the rule, if it is about one.
    pub(crate) rule: Option<&'static str>,
    pub(crate) message: String,
    /// Where it is.
    pub(crate) at: Option<Place>,
    /// Another place that explains it, with a word for what it is.
    pub(crate) note: Option<(&'static str, Place)>,
    /// What to do.
    pub(crate) help: Vec<String>,
}

impl Diagnostic {
    pub(crate) fn new(message: impl Into<String>) -> Self {
        Self { rule: None, message: message.into(), at: None, note: None, help: Vec::new() }
    }

    pub(crate) fn rule(mut self, id: &'static str) -> Self {
        self.rule = Some(id);
        self
    }

    pub(crate) fn at(mut self, place: Place) -> Self {
        self.at = Some(place);
        self
    }

    pub(crate) fn help(mut self, help: impl Into<String>) -> Self {
        self.help.push(help.into());
        self
    }
}

/// A file, and a stretch of it if that is known.
#[derive(Clone, Debug)]
pub(crate) struct Place {
    /// As people find it.
    pub(crate) file: String,
    pub(crate) span: Option<Span>,
    /// The text of the file, to show the line.
    pub(crate) text: Option<Arc<str>>,
}

/// A stretch of a text; lines and columns start at 1, columns count characters, and the end is
/// behind the last one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Span {
    pub(crate) line: usize,
    pub(crate) column: usize,
    pub(crate) end_line: usize,
    pub(crate) end_column: usize,
}

impl Place {
    pub(crate) fn file(file: impl Into<String>) -> Self {
        Self { file: file.into(), span: None, text: None }
    }
}

/// Prints each, on stdout.
pub(crate) fn print(diagnostics: &[Diagnostic], format: Format) {
    for diagnostic in diagnostics {
        match format {
            Format::Text => anstream::println!("{}", text::Shown(diagnostic)),
            Format::Json => println!("{}", json::line(diagnostic)),
            Format::Github => println!("{}", github::line(diagnostic)),
        }
    }
}
