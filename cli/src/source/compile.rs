//! `.proto` texts to a descriptor set; parsing and linking are protox's.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use miette::Diagnostic as _;
use protox::{
    Compiler,
    file::{ChainFileResolver, File, FileResolver, GoogleFileResolver, IncludeFileResolver},
};

use super::Text;
use crate::report::{Diagnostic, Place, Span, Stop};

/// The descriptor set of the wanted files and all they import.
pub(super) fn compile(
    texts: &BTreeMap<String, Text>,
    wanted: &[String],
    includes: &[PathBuf],
) -> Result<Vec<u8>, Stop> {
    let mut chain = ChainFileResolver::new();
    chain.add(Texts(texts.clone()));
    for include in includes {
        chain.add(IncludeFileResolver::new(include.clone()));
    }
    chain.add(GoogleFileResolver::new());
    let mut compiler = Compiler::with_file_resolver(chain);
    compiler.include_imports(true).include_source_info(true);
    let mut problems = Vec::new();
    for name in wanted {
        if let Err(error) = compiler.open_file(Path::new(name)) {
            let error = problem(&error, texts);
            if problems.iter().all(|known: &Diagnostic| known.message != error.message) {
                problems.push(error);
            }
        }
    }
    if problems.is_empty() {
        Ok(compiler.encode_file_descriptor_set())
    } else {
        Err(Stop(problems))
    }
}

struct Texts(BTreeMap<String, Text>);

impl FileResolver for Texts {
    fn open_file(&self, name: &str) -> Result<File, protox::Error> {
        match self.0.get(name) {
            Some(text) => File::from_source(name, &text.contents),
            None => Err(protox::Error::file_not_found(name)),
        }
    }
}

fn problem(error: &protox::Error, texts: &BTreeMap<String, Text>) -> Diagnostic {
    let text = error.file().and_then(|name| texts.get(name));
    let file = text.map(|text| text.shown.clone()).or_else(|| error.file().map(str::to_owned));
    let mut diagnostic = Diagnostic::new(reason(error));
    if let Some(file) = file {
        let label = error.labels().and_then(|mut labels| labels.next());
        let span = label.zip(text).and_then(|(label, text)| {
            let (line, column) = position(&text.contents, label.offset())?;
            let (end_line, end_column) = position(&text.contents, label.offset() + label.len())?;
            Some(Span { line, column, end_line, end_column })
        });
        diagnostic =
            diagnostic.at(Place { file, span, text: text.map(|text| text.contents.clone()) });
    }
    if is_edition(error) {
        diagnostic.message =
            "the file is in an edition, and only descriptor sets of those are read".to_owned();
        diagnostic
            .help("name a descriptor set instead of the file or folder, `schema.binpb`")
            .help("of a crate `strait export --descriptor-set schema.binpb` writes one, of files `buf build -o schema.binpb` or `protoc --include_imports --include_source_info -o schema.binpb …`")
    } else if error.is_file_not_found() {
        diagnostic.help("name the folder that holds it as an include folder (`-I`)")
    } else if let Some(help) = error.help() {
        diagnostic.help(help.to_string())
    } else {
        diagnostic
    }
}

/// Whether `edition` was found where protox knows only `syntax`.
fn is_edition(error: &protox::Error) -> bool {
    let label = error.labels().and_then(|mut labels| labels.next());
    let found = label.zip(error.source_code()).and_then(|(label, source)| {
        let found = source.read_span(label.inner(), 0, 0).ok()?;
        Some(found.data().starts_with(b"edition"))
    });
    found.unwrap_or(false)
}

/// The words of an error and of what caused it.
fn reason(error: &protox::Error) -> String {
    let mut reason = error.to_string();
    let mut source = std::error::Error::source(error);
    while let Some(cause) = source {
        let cause_text = cause.to_string();
        if !reason.contains(&cause_text) {
            reason += &format!(": {cause_text}");
        }
        source = cause.source();
    }
    reason
}

/// Line and column of a byte.
fn position(text: &str, offset: usize) -> Option<(usize, usize)> {
    let before = text.get(..offset)?;
    let line = before.rsplit('\n').next().unwrap_or(before);
    Some((before.matches('\n').count() + 1, line.chars().count() + 1))
}
