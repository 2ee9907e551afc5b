//! `strait export`: the `.proto` files of services in a crate that need not have a program.
//!
//! The traits are Rust, so only rustc knows what they say: a small program is built that depends on
//! the crate and writes down its schemas. Nothing of the crate itself runs but `describe`.

mod helper;
mod services;

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use strait_proto_compat::{Difference, ProtoFile, verify_dir};

use crate::{
    modules,
    report::{Diagnostic, Outcome, Place, Stop},
    workspace::{self, Package, Packages},
};

/// Which crate, and how it is built.
#[derive(Debug, Default, clap::Args)]
pub(crate) struct Crate {
    /// The package with the services; that of the current folder without.
    #[arg(short, long)]
    pub(crate) package: Option<String>,
    /// Features of the package to build it with.
    #[arg(long, value_delimiter = ',')]
    pub(crate) features: Vec<String>,
    /// Builds it with all its features.
    #[arg(long)]
    pub(crate) all_features: bool,
    /// Builds it without its default features.
    #[arg(long)]
    pub(crate) no_default_features: bool,
    /// Does not let Cargo use the network.
    #[arg(long)]
    pub(crate) offline: bool,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// Service traits by their path, such as `my_crate::Greeter`; all of the crate without.
    services: Vec<String>,
    #[command(flatten)]
    of: Crate,
    /// The folder to write the `.proto` files to; stdout without.
    #[arg(long, value_name = "FOLDER")]
    out: Option<PathBuf>,
    /// A file to write the descriptor set to, imports and source info included.
    #[arg(long, value_name = "FILE")]
    descriptor_set: Option<PathBuf>,
    /// Writes nothing; files that are not as they would be written are errors.
    #[arg(long, requires = "out")]
    check: bool,
}

/// What a crate says.
#[derive(Debug)]
pub(crate) struct Exported {
    pub(crate) files: Vec<ProtoFile>,
    pub(crate) descriptor_set: Vec<u8>,
    /// The path of the Rust item behind each definition, by the definition's full name.
    pub(crate) origins: BTreeMap<String, String>,
}

pub(crate) fn run(arguments: &Arguments) -> Result<Outcome, Stop> {
    let packages = Packages::here()?;
    let package = packages.named(arguments.of.package.as_deref())?;
    let exported = export(package, &arguments.services, &arguments.of)?;
    let mut outcome = Outcome::default();
    if let Some(path) = arguments.descriptor_set.as_ref().filter(|_| !arguments.check) {
        let folder = path.parent().map_or(Ok(()), fs::create_dir_all);
        folder.and_then(|()| fs::write(path, &exported.descriptor_set)).map_err(|error| {
            Diagnostic::new(format!("cannot write `{}`: {error}", path.display()))
        })?;
    }
    let is_whole = arguments.services.is_empty();
    match &arguments.out {
        Some(folder) if arguments.check => {
            outcome.findings = drift(folder, &exported.files, is_whole);
            let set = arguments.descriptor_set.as_deref();
            outcome.findings.extend(set.and_then(|path| stale(path, &exported.descriptor_set)));
        }
        Some(folder) => {
            for file in &exported.files {
                file.write_below(folder).map_err(|error| {
                    let path = folder.join(file.path());
                    Diagnostic::new(format!("cannot write `{}`: {error}", path.display()))
                })?;
            }
            let count = exported.files.len();
            let files = if count == 1 { "1 file".to_owned() } else { format!("{count} files") };
            outcome.summary = Some(format!("wrote {files} to {}", folder.display()));
        }
        None if arguments.descriptor_set.is_none() => outcome.text = joined(&exported.files),
        None => {}
    }
    Ok(outcome)
}

/// Builds and asks the services of a package; all there are if none is named.
pub(crate) fn export(
    package: Package<'_>,
    services: &[String],
    options: &Crate,
) -> Result<Exported, Stop> {
    let library = package.library().ok_or_else(|| {
        Diagnostic::new(format!("package `{}` has no library to export from", package.name()))
            .help("move the service traits to `src/lib.rs`; programs can use them from there")
    })?;
    let crate_name = library.name.replace('-', "_");
    let modules = modules::of_crate(&crate_name, library.src_path.as_std_path());
    let found = services::find(&crate_name, &modules);
    let paths = if services.is_empty() { found.all()? } else { found.chosen(services)? };
    helper::run(package, library, &paths, &found, options)
}

/// All files in one text; with several each has its path above it.
fn joined(files: &[ProtoFile]) -> String {
    match files {
        [only] => only.contents().to_owned(),
        files => {
            let parts =
                files.iter().map(|file| format!("// {}\n\n{}", file.path(), file.contents()));
            parts.collect::<Vec<_>>().join("\n")
        }
    }
}

/// What is wrong with a committed folder; files of other services are only left over if all were
/// asked for.
fn drift(folder: &Path, files: &[ProtoFile], is_whole: bool) -> Vec<Diagnostic> {
    let Err(drift) = verify_dir(folder, files, false) else { return Vec::new() };
    let differences = drift.differences().iter();
    let differences =
        differences.filter(|found| is_whole || !matches!(found, Difference::LeftOver { .. }));
    let advice = match is_whole {
        true => "if the change is meant, run the same without `--check` and commit the files",
        false => "if the change is meant, run the same without `--check` and commit the file",
    };
    let shown = differences.map(|difference| {
        let path = workspace::shortened(difference.path()).display().to_string();
        let (message, help) = match difference {
            Difference::Missing { .. } => ("the file is not there".to_owned(), advice),
            Difference::Stale { diff, .. } => (
                format!("the file does not say what the Rust types say\n{}", diff.trim_end()),
                advice,
            ),
            Difference::LeftOver { .. } => (
                "strait wrote the file for a package that there is no more".to_owned(),
                "remove it; `strait breaking` tells who is affected",
            ),
            other => (other.to_string().trim().to_owned(), ""),
        };
        let diagnostic = Diagnostic::new(message).rule("PROTO_OUT_OF_DATE").at(Place::file(path));
        if help.is_empty() { diagnostic } else { diagnostic.help(help) }
    });
    shown.collect()
}

/// What is wrong with a committed descriptor set.
fn stale(path: &Path, set: &[u8]) -> Option<Diagnostic> {
    let message = match fs::read(path) {
        Ok(found) if found == set => return None,
        Ok(_) => "the descriptor set does not say what the Rust types say",
        Err(_) => "the descriptor set is not there",
    };
    let place = Place::file(path.display().to_string());
    let advice = "if the change is meant, run the same without `--check` and commit the file";
    Some(Diagnostic::new(message).rule("PROTO_OUT_OF_DATE").at(place).help(advice))
}
