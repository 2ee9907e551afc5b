//! `strait import`: Rust from `.proto` files, once; the Rust is the source from then on.

use std::{
    fs, io,
    path::{Path, PathBuf},
    sync::Arc,
};

use strait_import::{Import, Imported, Problem};

use crate::report::{Diagnostic, Outcome, Place, Span, Stop};

#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// `.proto` files.
    #[arg(required_unless_present = "descriptor_set")]
    files: Vec<PathBuf>,
    /// A folder in which imports are looked up; those of the files without.
    #[arg(short = 'I', long = "include", value_name = "FOLDER")]
    includes: Vec<PathBuf>,
    /// A descriptor set with imports, to import whole.
    #[arg(long, value_name = "FILE")]
    descriptor_set: Option<PathBuf>,
    /// Writes out this file of the set, by the name it is imported by, and of all others only what
    /// it needs; every file of the set without, but for those that buf says are only imported.
    #[arg(long, value_name = "FILE", requires = "descriptor_set")]
    only: Vec<String>,
    /// The folder to write Rust to; stdout without.
    #[arg(long, value_name = "FOLDER")]
    out: Option<PathBuf>,
    /// Writes nothing; files in `--out` that are not as they would be written are errors.
    #[arg(long, requires = "out")]
    check: bool,
    /// Writes over files that are there and differ.
    #[arg(long, requires = "out", conflicts_with = "check")]
    force: bool,
    /// Takes a package from a module that exists: `google.rpc=crate::google::rpc`.
    #[arg(long, value_name = "PACKAGE=MODULE")]
    external: Vec<String>,
    /// Gives each message a field for unknown fields, which are then kept.
    #[arg(long)]
    keep_unknown_fields: bool,
    /// Writes `SystemTime` and the standard library's `Duration`.
    #[arg(long)]
    std_time: bool,
    /// Writes maps as `HashMap`.
    #[arg(long)]
    hash_maps: bool,
    /// Leaves out extensions, which are refused otherwise, and says which: their values are unknown
    /// fields.
    #[arg(long)]
    without_extensions: bool,
}

pub(crate) fn run(arguments: &Arguments) -> Result<Outcome, Stop> {
    let imported = import(arguments)?;
    let mut summary: Vec<String> = imported.left_out.iter().map(left_out).collect();
    let Some(folder) = &arguments.out else {
        let summary = (!summary.is_empty()).then(|| summary.join("\n"));
        return Ok(Outcome { text: imported.inline, summary, ..Outcome::default() });
    };
    let differing = differing(&imported, folder)?;
    if arguments.check {
        let findings = differing.iter().map(|(path, is_there)| {
            let message = if *is_there {
                "the file is not what the import would write"
            } else {
                "the file is not there"
            };
            Diagnostic::new(message)
                .rule("IMPORT_OUT_OF_DATE")
                .at(Place::file(path.display().to_string()))
                .help("run the same without `--check`")
        });
        return Ok(Outcome { findings: findings.collect(), ..Outcome::default() });
    }
    let mut stopped: Vec<Diagnostic> = Vec::new();
    for (path, _) in differing.iter().filter(|(_, is_there)| *is_there && !arguments.force) {
        stopped.push(
            Diagnostic::new(format!("`{}` is there and says something else", path.display()))
                .help("after an import Rust is the source, and may have been edited: `--force` writes over it"),
        );
    }
    if !stopped.is_empty() {
        return Err(Stop(stopped));
    }
    for file in &imported.files {
        let path = folder.join(&file.path);
        let written = path.parent().map_or(Ok(()), fs::create_dir_all);
        written.and_then(|()| fs::write(&path, &file.contents)).map_err(|error| {
            Diagnostic::new(format!("cannot write `{}`: {error}", path.display()))
        })?;
    }
    if imported.files.is_empty() {
        summary.push("wrote nothing: there is no message, enum or service".to_owned());
        return Ok(Outcome { summary: Some(summary.join("\n")), ..Outcome::default() });
    }
    let modules: Vec<_> = imported.modules.iter().map(|name| format!("pub mod {name};")).collect();
    let count = imported.files.len();
    let files = if count == 1 { "1 file".to_owned() } else { format!("{count} files") };
    summary.push(format!(
        "wrote {files} to {}; declare what is new there: {}",
        folder.display(),
        modules.join(" ")
    ));
    Ok(Outcome { summary: Some(summary.join("\n")), ..Outcome::default() })
}

fn import(arguments: &Arguments) -> Result<Imported, Stop> {
    let mut import = Import::new();
    for include in &arguments.includes {
        import = import.include(include);
    }
    for file in &arguments.files {
        import = import.file(file);
    }
    if let Some(path) = &arguments.descriptor_set {
        let bytes = fs::read(path).map_err(|error| {
            Diagnostic::new(format!("cannot read `{}`: {error}", path.display()))
        })?;
        import = import.descriptor_set(bytes);
    }
    for name in &arguments.only {
        import = import.only(name);
    }
    for external in &arguments.external {
        let (package, module) = external.split_once('=').ok_or_else(|| {
            Diagnostic::new(format!("`{external}` does not say which module"))
                .help("write `--external google.rpc=crate::google::rpc`")
        })?;
        import = import.external(package, module);
    }
    if arguments.keep_unknown_fields {
        import = import.keep_unknown_fields();
    }
    if arguments.std_time {
        import = import.std_time();
    }
    if arguments.hash_maps {
        import = import.hash_maps();
    }
    if arguments.without_extensions {
        import = import.without_extensions();
    }
    import.run().map_err(|problems| Stop(problems.iter().map(shown).collect()))
}

/// The files that are not as they would be written, and whether they are there at all.
fn differing(imported: &Imported, folder: &Path) -> Result<Vec<(PathBuf, bool)>, Stop> {
    let mut differing = Vec::new();
    for file in &imported.files {
        let path = folder.join(&file.path);
        match fs::read_to_string(&path) {
            Ok(text) if text == file.contents => {}
            Ok(_) => differing.push((path, true)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => differing.push((path, false)),
            Err(error) => {
                let path = path.display();
                return Err(Diagnostic::new(format!("cannot read `{path}`: {error}")).into());
            }
        }
    }
    Ok(differing)
}

fn left_out(extension: &Problem) -> String {
    let extension = extension.to_string();
    format!("left out: {}", extension.strip_prefix("./").unwrap_or(&extension))
}

fn shown(problem: &Problem) -> Diagnostic {
    let mut diagnostic = Diagnostic::new(problem.reason.clone());
    diagnostic.at = problem.file.as_ref().map(|file| Place {
        file: file.strip_prefix("./").unwrap_or(file).to_owned(),
        span: problem.position.map(|at| Span {
            line: at.line as usize,
            column: at.column as usize,
            end_line: at.end_line as usize,
            end_column: at.end_column as usize,
        }),
        text: fs::read_to_string(file).ok().map(Arc::from),
    });
    if problem.advice.is_empty() { diagnostic } else { diagnostic.help(problem.advice.clone()) }
}
