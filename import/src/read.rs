//! From files and descriptor sets to descriptors; parsing and linking are protox's.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::{Path, PathBuf},
};

use miette::Diagnostic;
use prost::Message;
use protox::{
    Compiler,
    file::{
        ChainFileResolver, File as SourceFile, FileResolver, GoogleFileResolver,
        IncludeFileResolver,
    },
};

use crate::{
    descriptor::{File, FileSet},
    problem::{Position, Problem},
};

/// What to read.
#[derive(Clone, Debug, Default)]
pub(crate) struct Inputs {
    pub(crate) includes: Vec<PathBuf>,
    pub(crate) files: Vec<PathBuf>,
    /// By the name they are imported by.
    pub(crate) sources: BTreeMap<String, String>,
    pub(crate) descriptor_sets: Vec<Vec<u8>>,
    /// For a macro, which takes no options of a command line.
    pub(crate) in_place: bool,
}

/// What was read.
#[derive(Debug, Default)]
pub(crate) struct Descriptors {
    /// Each after what it imports.
    pub(crate) files: Vec<File>,
    /// The names of those that were asked for, and not only imported.
    pub(crate) wanted: BTreeSet<String>,
    /// Where the files lie, by name.
    pub(crate) paths: BTreeMap<String, PathBuf>,
}

pub(crate) fn read(inputs: &Inputs) -> Result<Descriptors, Vec<Problem>> {
    let mut descriptors = Descriptors::default();
    for set in &inputs.descriptor_sets {
        descriptors.add_set(set).map_err(|problem| vec![problem])?;
    }
    if !inputs.files.is_empty() || !inputs.sources.is_empty() {
        descriptors.add_sources(inputs)?;
    }
    Ok(descriptors)
}

impl Descriptors {
    /// The place of a file for people: where it was found, or else its name.
    pub(crate) fn shown(&self, name: &str) -> String {
        self.paths.get(name).map_or_else(|| name.to_owned(), |path| path.display().to_string())
    }

    fn add_set(&mut self, bytes: &[u8]) -> Result<(), Problem> {
        let set = FileSet::decode(bytes).map_err(|error| {
            Problem::general(
                format!("the descriptor set is malformed: {error}"),
                "make it with `protoc --include_imports --include_source_info --descriptor_set_out=…` or `buf build -o …`",
            )
        })?;
        for file in set.file {
            let is_import = file.buf.is_some_and(|buf| buf.is_import);
            if !is_import && !file.name.starts_with("google/protobuf/") {
                self.wanted.insert(file.name.clone());
            }
            self.add(file);
        }
        Ok(())
    }

    fn add_sources(&mut self, inputs: &Inputs) -> Result<(), Vec<Problem>> {
        let mut compiler = Compiler::with_file_resolver(resolver(inputs));
        compiler.include_imports(true).include_source_info(true);
        let mut problems = Vec::new();
        let sources = inputs.sources.keys().map(PathBuf::from);
        for path in sources.chain(inputs.files.iter().cloned()) {
            if let Err(error) = compiler.open_file(&path) {
                let found = problems_of(&error, inputs);
                let is_lost = found.iter().all(|problem| problem.position.is_none());
                match error.is_file_not_found() && is_lost && !path.exists() {
                    true => problems.push(lost(&path, inputs)),
                    false => problems.extend(found),
                }
            }
        }
        if !problems.is_empty() {
            problems.dedup();
            return Err(problems);
        }
        for file in compiler.files() {
            if let Some(path) = file.path() {
                self.paths.insert(file.name().to_owned(), path.to_owned());
            }
            if !file.is_import() {
                self.wanted.insert(file.name().to_owned());
            }
        }
        let set = FileSet::decode(compiler.encode_file_descriptor_set().as_slice());
        let set = set.expect("protox encodes what protobuf can decode");
        set.file.into_iter().for_each(|file| self.add(file));
        Ok(())
    }

    /// The first file of a name stays.
    fn add(&mut self, file: File) {
        if self.files.iter().all(|known| known.name != file.name) {
            self.files.push(file);
        }
    }
}

fn resolver(inputs: &Inputs) -> impl FileResolver + use<> {
    let mut chain = ChainFileResolver::new();
    chain.add(Sources(inputs.sources.clone()));
    for include in includes(inputs) {
        chain.add(IncludeFileResolver::new(include));
    }
    chain.add(GoogleFileResolver::new());
    chain
}

/// The folders to search: the given ones, or else those of the files.
fn includes(inputs: &Inputs) -> Vec<PathBuf> {
    if !inputs.includes.is_empty() {
        return inputs.includes.clone();
    }
    let mut folders = Vec::new();
    for folder in inputs.files.iter().filter_map(|file| file.parent()) {
        let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
        if !folders.iter().any(|known| known == folder) {
            folders.push(folder.to_owned());
        }
    }
    folders
}

/// Files that are in memory only.
struct Sources(BTreeMap<String, String>);

impl FileResolver for Sources {
    fn open_file(&self, name: &str) -> Result<SourceFile, protox::Error> {
        match self.0.get(name) {
            Some(text) => SourceFile::from_source(name, text),
            None => Err(protox::Error::file_not_found(name)),
        }
    }
}

/// A file that was asked for and is not there.
fn lost(path: &Path, inputs: &Inputs) -> Problem {
    let advice = match inputs.in_place {
        true => "paths start at the folder of the crate's `Cargo.toml`",
        false => "paths start at the current folder",
    };
    Problem {
        file: Some(path.display().to_string()),
        ..Problem::general("there is no such file", advice)
    }
}

/// Where protox says something is wrong, and its words.
fn problems_of(error: &protox::Error, inputs: &Inputs) -> Vec<Problem> {
    let mut problems = vec![problem_of(error, error, inputs)];
    for related in error.related().into_iter().flatten() {
        problems.push(problem_of(related, error, inputs));
    }
    if error.is_file_not_found() {
        let advice = match inputs.in_place {
            true => "name the folder that holds it behind the files: `include = [\"…\"]`",
            false => "name the folder that holds it as an include folder (`-I`)",
        };
        problems.iter_mut().for_each(|problem| advice.clone_into(&mut problem.advice));
    }
    problems
}

/// `error` is `whole` or a part of it, which then has no source of its own.
fn problem_of(error: &dyn Diagnostic, whole: &protox::Error, inputs: &Inputs) -> Problem {
    let label = error.labels().and_then(|mut labels| labels.next());
    let mut is_edition = false;
    let position = label.and_then(|label| {
        let source = error.source_code().or_else(|| whole.source_code())?;
        let start = source.read_span(label.inner(), 0, 0).ok()?;
        is_edition = start.data().starts_with(b"edition");
        let end = (label.offset() + label.len(), 0).into();
        let end = source.read_span(&end, 0, 0).ok()?;
        let at = |line: usize| u32::try_from(line).unwrap_or(u32::MAX).saturating_add(1);
        Some(Position {
            line: at(start.line()),
            column: at(start.column()),
            end_line: at(end.line()),
            end_column: at(end.column()),
        })
    });
    let (reason, advice) = if is_edition {
        // Where protox knows only `syntax`.
        let reason = "the file is in an edition, and only descriptor sets of those are imported";
        (reason.to_owned(), edition_advice(inputs).to_owned())
    } else {
        (reason(error), error.help().map(|help| help.to_string()).unwrap_or_default())
    };
    Problem { file: whole.file().map(|name| on_disk(name, inputs)), position, reason, advice }
}

fn edition_advice(inputs: &Inputs) -> &'static str {
    match inputs.in_place {
        true => {
            "make one with `buf build -o schema.binpb` or `protoc --include_imports \
             --include_source_info -o schema.binpb …`, and Rust of it with `strait import \
             --descriptor-set schema.binpb --out src`"
        }
        false => {
            "make one with `buf build -o schema.binpb` or `protoc --include_imports \
             --include_source_info -o schema.binpb …`, and import that: `--descriptor-set \
             schema.binpb`"
        }
    }
}

/// The words of an error and of what caused it.
fn reason(error: &dyn Diagnostic) -> String {
    let mut reason = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        let cause_text = cause.to_string();
        if !reason.contains(&cause_text) {
            reason += &format!(": {cause_text}");
        }
        source = cause.source();
    }
    reason
}

/// Where the first include folder that has a file has it.
fn on_disk(name: &str, inputs: &Inputs) -> String {
    let found = includes(inputs).into_iter().map(|folder| folder.join(name));
    let found = found.into_iter().find(|path| path.exists());
    found.map_or_else(|| name.to_owned(), |path| path.display().to_string())
}
