//! Reads `.proto` files and writes the Rust that a user of strait would have written.
//!
//! ```
//! # fn main() -> Result<(), strait_import::Problems> {
//! let imported = strait_import::Import::new()
//!     .source("greeter.proto", r#"
//!         syntax = "proto3";
//!         package greeter;
//!         // Who to greet.
//!         message Hello { string name = 1; }
//!     "#)
//!     .run()?;
//!
//! let [file] = imported.files.as_slice() else { panic!("one package is one file") };
//! assert_eq!(file.path.to_str(), Some("greeter.rs"));
//! assert!(file.contents.contains("/// Who to greet.\n#[derive("));
//! assert!(file.contents.contains("pub struct Hello {\n    #[tag(1)]\n    pub name: String,\n}"));
//! # Ok(())
//! # }
//! ```
//!
//! A package becomes a module, a service a trait with `#[rpc_service]`, a message a struct. What
//! strait cannot say is a [`Problem`] with file, line, reason and advice: an import is whole or it
//! fails. The same input always makes the same text, and rustfmt leaves it as it is.
//!
//! Parsing and linking are protox's; editions, which protox does not parse, are read from
//! descriptor sets. Writing to disk is the caller's.

mod comments;
mod descriptor;
mod features;
mod lower;
mod model;
mod naming;
mod options;
mod plan;
mod problem;
mod read;
mod render;
mod said;
mod well_known;

use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
};

pub use problem::{Position, Problem, Problems};

use lower::{Findings, Found, Owner};
use options::Options;
use plan::Plan;
use read::{Descriptors, Inputs};

/// What to import, and how.
///
/// All files named are written out whole, and of the files they import what they refer to.
#[derive(Clone, Debug, Default)]
#[must_use = "nothing is read before `run`"]
pub struct Import {
    inputs: Inputs,
    only: BTreeSet<String>,
    options: Options,
}

/// What an import made.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Imported {
    /// One for each package, and for each module that only holds others.
    pub files: Vec<RustFile>,
    /// The modules to declare where the files are put, as Rust writes them: `greeter`, `r#type`.
    pub modules: Vec<String>,
    /// The same as `files` in one text, one module within the other.
    pub inline: String,
    /// Every `.proto` that was read from disk.
    pub read: Vec<PathBuf>,
    /// What [`Import::without_extensions`] left out, in the order of the files.
    pub left_out: Vec<Problem>,
}

/// A file of Rust.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct RustFile {
    /// Relative to the folder of the module that declares [`Imported::modules`].
    pub path: PathBuf,
    /// Its text.
    pub contents: String,
}

impl Import {
    /// An import of nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// A folder in which imports are looked up; the earlier wins.
    ///
    /// Without any, the folders of the files themselves are searched.
    pub fn include(mut self, folder: impl AsRef<Path>) -> Self {
        self.inputs.includes.push(folder.as_ref().to_owned());
        self
    }

    /// A `.proto` file to write out, in one of the include folders.
    pub fn file(mut self, path: impl AsRef<Path>) -> Self {
        self.inputs.files.push(path.as_ref().to_owned());
        self
    }

    /// A `.proto` file to write out that is in memory, with the name it is imported by.
    pub fn source(mut self, name: impl Into<String>, text: impl Into<String>) -> Self {
        self.inputs.sources.insert(name.into(), text.into());
        self
    }

    /// The bytes of a `FileDescriptorSet`: every file in it is written out, but for Google's own
    /// and, where `buf build` made the set, those that are there for others to import.
    ///
    /// protoc does not say which are: [`only`](Self::only) does, which is needed if files declare
    /// custom options.
    ///
    /// It needs all imports, and source information for comments and for the lines of problems:
    /// `protoc --include_imports --include_source_info`, or `buf build`.
    pub fn descriptor_set(mut self, bytes: impl Into<Vec<u8>>) -> Self {
        self.inputs.descriptor_sets.push(bytes.into());
        self
    }

    /// Writes out this file, by the name it is imported by, and of all others only what it needs.
    pub fn only(mut self, name: impl Into<String>) -> Self {
        self.only.insert(name.into());
        self
    }

    /// Takes a package and those below it from a module that exists: `("google.rpc",
    /// "crate::google::rpc")`. Its types have the names that an import would give them.
    pub fn external(mut self, package: impl Into<String>, module: impl Into<String>) -> Self {
        self.options.external.push((package.into(), module.into()));
        self
    }

    /// Gives every message a field for unknown fields, which are then kept and written again.
    pub fn keep_unknown_fields(mut self) -> Self {
        self.options.keep_unknown = true;
        self
    }

    /// Writes `SystemTime` and the standard library's `Duration` instead of
    /// `strait::well_known::{Timestamp, Duration}`, which hold everything that protobuf's can.
    pub fn std_time(mut self) -> Self {
        self.options.std_time = true;
        self
    }

    /// Writes maps as `HashMap` instead of `BTreeMap`.
    pub fn hash_maps(mut self) -> Self {
        self.options.hash_maps = true;
        self
    }

    /// Leaves out extensions, which are refused otherwise because strait has none: each `extend`,
    /// the options of ranges set aside for them, and the wire format of message sets, Google's
    /// predecessor of extensions. [`Imported::left_out`] says which there were.
    ///
    /// What others send in an extension is an unknown field then: messages that set numbers aside
    /// for extensions, message sets among them, keep it and write it again.
    ///
    /// ```
    /// # fn main() -> Result<(), strait_import::Problems> {
    /// let import = strait_import::Import::new().source("shop.proto", r#"
    ///     syntax = "proto2";
    ///     package shop;
    ///     message Order { extensions 100 to 199; }
    ///     extend Order { optional string note = 100; }
    /// "#);
    /// assert!(import.run().is_err());
    ///
    /// let imported = import.without_extensions().run()?;
    /// assert!(imported.inline.contains("#[message(extensions(100..=199))]"));
    /// assert!(imported.inline.contains("#[unknown]"));
    /// let [note] = imported.left_out.as_slice() else { panic!("there is one extension") };
    /// assert_eq!(note.reason, "`note` extends `shop.Order`, and strait has no extensions");
    /// # Ok(())
    /// # }
    /// ```
    pub fn without_extensions(mut self) -> Self {
        self.options.without_extensions = true;
        self
    }

    /// For `strait::proto!`: writes out what `package!` defines, so that the text can stand below a
    /// module that has another package, and advises what the macro knows, not the command line.
    #[doc(hidden)]
    pub fn in_place(mut self) -> Self {
        self.options.in_place = true;
        self.inputs.in_place = true;
        self
    }

    /// Reads everything and writes the Rust.
    ///
    /// # Errors
    ///
    /// All [`Problems`] there are: a file that is missing or wrong, and whatever strait cannot say.
    pub fn run(&self) -> Result<Imported, Problems> {
        let mut descriptors = read::read(&self.inputs).map_err(Problems::new)?;
        let problems = self.choose(&mut descriptors);
        if !problems.is_empty() {
            return Err(Problems::new(problems));
        }
        let mut found = Findings::default();
        let model = lower::lower(&descriptors, &mut found);
        let plan = Plan::of(&model, &descriptors.wanted, &self.options);
        let wanted = &descriptors.wanted;
        let mut left_out = Vec::new();
        if self.options.without_extensions {
            left_out = in_order(std::mem::take(&mut found.extensions), &plan, wanted);
            // It says what to do instead, which is done.
            left_out.iter_mut().for_each(|problem| problem.advice.clear());
        }
        found.problems.append(&mut found.extensions);
        let problems = in_order(found.problems, &plan, wanted);
        if !problems.is_empty() {
            return Err(Problems::new(problems));
        }
        let files = render::files(&plan, &self.options);
        let modules = files.iter().filter(|(path, _)| path.len() == 1).flat_map(|(path, _)| path);
        Ok(Imported {
            modules: modules.cloned().collect(),
            inline: render::inline(&plan, &self.options),
            read: descriptors.paths.into_values().collect(),
            files: files.into_iter().map(RustFile::of).collect(),
            left_out,
        })
    }

    /// Leaves only the files to write out that the caller chose.
    fn choose(&self, descriptors: &mut Descriptors) -> Vec<Problem> {
        if self.only.is_empty() {
            return Vec::new();
        }
        let is_known = |name: &&String| descriptors.files.iter().any(|file| file.name == **name);
        let unknown = self.only.iter().filter(|name| !is_known(name));
        let problems = unknown.map(|name| {
            let names: Vec<&str> =
                descriptors.files.iter().map(|file| file.name.as_str()).collect();
            let advice = format!("the files are named {}", names.join(", "));
            Problem::general(format!("no file is named `{name}`"), advice)
        });
        let problems = problems.collect();
        descriptors.wanted.clone_from(&self.only);
        problems
    }
}

/// What is wrong with what is written out, in the order of the files.
fn in_order(found: Vec<Found>, plan: &Plan<'_>, wanted: &BTreeSet<String>) -> Vec<Problem> {
    let is_ours = |owner: Owner| match owner {
        Owner::File(name) => wanted.contains(&name) || plan.has_file(&name),
        Owner::Type(name) => plan.has(&name),
    };
    let problems = found.into_iter().filter_map(|(owner, p)| is_ours(owner).then_some(p));
    let mut problems: Vec<Problem> = problems.collect();
    problems.sort_by(|a, b| (&a.file, a.position).cmp(&(&b.file, b.position)));
    problems
}

impl RustFile {
    fn of((module, contents): (Vec<String>, String)) -> Self {
        let mut path: PathBuf = module.iter().map(|name| naming::plain(name)).collect();
        path.set_extension("rs");
        Self { path, contents }
    }
}
