//! The small program that knows a crate's schemas.
//!
//! It lies in `target/strait/`, outside of the workspace, so that no manifest changes; it takes the
//! workspace's `Cargo.lock`, `[patch]`, profiles, configuration and target folder, so that it is
//! built of the same crates, most of which are built already.

use std::{
    collections::BTreeMap,
    env, fs,
    hash::{DefaultHasher, Hash, Hasher},
    io,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use cargo_metadata::{Message, Target, diagnostic::DiagnosticLevel};
use strait_proto_compat::ProtoFile;
use toml::{Table, Value};

use super::{Crate, Exported, services::Found};
use crate::{
    report::{Diagnostic, Stop},
    workspace::Package,
};

pub(super) fn run(
    package: Package<'_>,
    library: &Target,
    services: &[String],
    found: &Found,
    options: &Crate,
) -> Result<Exported, Stop> {
    let helper = Helper::new(package, library, services, options);
    helper.write().map_err(|error| {
        Diagnostic::new(format!("cannot write to `{}`: {error}", helper.folder.display()))
    })?;
    let program = helper.build(services, found, options)?;
    let output = Command::new(&program).output().map_err(|error| {
        Diagnostic::new(format!("cannot run `{}`: {error}", program.display()))
            .help("if the configuration of Cargo builds for another machine, set `CARGO_BUILD_TARGET` to this one")
    })?;
    if !output.status.success() {
        let reason = String::from_utf8_lossy(&output.stderr);
        return Err(Diagnostic::new(format!(
            "the types do not make a valid schema: {}",
            reason.trim()
        ))
        .into());
    }
    read(&output.stdout)
        .ok_or_else(|| Diagnostic::new("the exporting program wrote something else").into())
}

struct Helper<'w> {
    package: Package<'w>,
    folder: PathBuf,
    name: String,
    manifest: Table,
    source: String,
}

impl<'w> Helper<'w> {
    fn new(package: Package<'w>, library: &Target, services: &[String], options: &Crate) -> Self {
        let crate_name = library.name.replace('-', "_");
        let dependency = dependency(package, options);
        let source = source(&crate_name, services);
        // Two commands at a time that want different things do not meet.
        let mut hasher = DefaultHasher::new();
        (&source, format!("{dependency:?}")).hash(&mut hasher);
        let name = format!("strait-export-{}-{:016x}", package.name(), hasher.finish());
        let folder = package.target_folder().join("strait").join(&name);
        let manifest = manifest(package, &name, &crate_name, dependency);
        Self { package, folder, name, manifest, source }
    }

    fn write(&self) -> io::Result<()> {
        fs::create_dir_all(self.folder.join("src"))?;
        write_if_changed(&self.folder.join("Cargo.toml"), &self.manifest.to_string())?;
        write_if_changed(&self.folder.join("src/main.rs"), &self.source)?;
        match fs::read_to_string(self.package.root().join("Cargo.lock")) {
            Ok(lock) => write_if_changed(&self.folder.join("Cargo.lock"), &lock),
            // A library may be without.
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
            Err(error) => Err(error),
        }
    }

    /// The path of the program.
    fn build(&self, services: &[String], found: &Found, options: &Crate) -> Result<PathBuf, Stop> {
        let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let mut command = Command::new(cargo);
        command
            .current_dir(self.package.root())
            .args(["build", "--quiet", "--message-format=json-diagnostic-rendered-ansi"])
            .arg("--manifest-path")
            .arg(self.folder.join("Cargo.toml"))
            .arg("--target-dir")
            .arg(self.package.target_folder())
            .stdin(Stdio::null());
        if options.offline {
            command.arg("--offline");
        }
        let output = command
            .output()
            .map_err(|error| Diagnostic::new(format!("cannot run cargo: {error}")))?;
        let mut program = None;
        let (mut problems, mut is_said) = (Vec::new(), false);
        for message in Message::parse_stream(output.stdout.as_slice()).map_while(Result::ok) {
            match message {
                Message::CompilerArtifact(artifact) if artifact.target.name == self.name => {
                    program = artifact
                        .executable
                        .map(cargo_metadata::camino::Utf8PathBuf::into_std_path_buf);
                }
                Message::CompilerMessage(compiled)
                    if matches!(compiled.message.level, DiagnosticLevel::Error) =>
                {
                    if compiled.target.name == self.name {
                        let lines = compiled.message.spans.iter().map(|span| span.line_start);
                        let service = lines
                            .filter_map(|line| services.get(line.checked_sub(FIRST_LINE)?))
                            .next();
                        if let Some(service) = service {
                            problems.push(no_service(service, self.package.name(), found));
                        }
                    } else {
                        // As rustc says it, colours included.
                        is_said = true;
                        anstream::eprint!("{}", compiled.message.rendered.unwrap_or_default());
                    }
                }
                _ => {}
            }
        }
        problems.dedup_by(|a, b| a.message == b.message);
        if !problems.is_empty() {
            return Err(Stop(problems));
        }
        match program {
            Some(program) if output.status.success() => Ok(program),
            _ => {
                let reason = String::from_utf8_lossy(&output.stderr);
                let reason = reason.trim().trim_start_matches("error: ");
                let name = self.package.name();
                let diagnostic = Diagnostic::new(format!("package `{name}` does not build"));
                Err(if is_said || reason.is_empty() { diagnostic } else { diagnostic.help(reason) }
                    .into())
            }
        }
    }
}

fn no_service(path: &str, package: &str, found: &Found) -> Diagnostic {
    Diagnostic::new(format!(
        "package `{package}` has no service `{path}` that other crates can name"
    ))
    .help(found.advice())
}

/// The line of the first service in the source below.
const FIRST_LINE: usize = 7;

/// A program that writes each file as `path length`, `text length` and both, then a line for each
/// definition with its Rust item, then the descriptor set. It names no type of strait, which may have another name in the crate, or none.
fn source(crate_name: &str, services: &[String]) -> String {
    let schemas: Vec<String> = services
        .iter()
        .map(|path| {
            let path = path.strip_prefix(crate_name).unwrap_or(path);
            format!("    ::exported{path}Schema::describe(&mut schema);\n")
        })
        .collect();
    format!(
        r#"//! Writes the schemas of a crate to stdout. Made by `strait export`.

use std::io::Write;

fn main() -> Result<(), Box<dyn std::error::Error>> {{
    let mut schema = Default::default();
{}    let mut out = std::io::stdout().lock();
    let made = schema.proto_files().and_then(|files| Ok((files, schema.file_descriptor_set()?)));
    let (files, set) = made.unwrap_or_else(|error| {{
        eprintln!("{{error}}");
        std::process::exit(1)
    }});
    for file in files {{
        let (path, contents) = (file.path(), file.contents());
        write!(out, "{{}} {{}}\n{{path}}{{contents}}", path.len(), contents.len())?;
    }}
    write!(out, "\n")?;
    for (name, item) in schema.origins() {{
        write!(out, "{{name}} {{item}}\n")?;
    }}
    write!(out, "\n")?;
    out.write_all(&set)?;
    Ok(())
}}
"#,
        schemas.concat()
    )
}

/// What the program wrote.
fn read(mut bytes: &[u8]) -> Option<Exported> {
    let (mut files, mut origins) = (Vec::new(), BTreeMap::new());
    while let line = line(&mut bytes)?
        && !line.is_empty()
    {
        let (path, contents) = line.split_once(' ')?;
        let mut take = |length: &str| {
            let (text, rest) = bytes.split_at_checked(length.parse().ok()?)?;
            bytes = rest;
            String::from_utf8(text.to_vec()).ok()
        };
        files.push(ProtoFile::new(take(path)?, take(contents)?));
    }
    while let line = line(&mut bytes)?
        && !line.is_empty()
    {
        let (name, item) = line.split_once(' ')?;
        origins.insert(name.to_owned(), item.to_owned());
    }
    Some(Exported { files, descriptor_set: bytes.to_vec(), origins })
}

/// Takes a line off.
fn line<'b>(bytes: &mut &'b [u8]) -> Option<&'b str> {
    let end = bytes.iter().position(|&byte| byte == b'\n')?;
    let line = std::str::from_utf8(bytes.get(..end)?).ok()?;
    *bytes = bytes.get(end + 1..)?;
    Some(line)
}

fn dependency(package: Package<'_>, options: &Crate) -> Value {
    let mut dependency = Table::new();
    let features = if options.all_features { package.features() } else { options.features.clone() };
    dependency.insert("package".into(), package.name().into());
    dependency.insert("path".into(), package.folder().display().to_string().into());
    dependency.insert("default-features".into(), (!options.no_default_features).into());
    dependency.insert("features".into(), features.into());
    Value::Table(dependency)
}

fn manifest(package: Package<'_>, name: &str, crate_name: &str, dependency: Value) -> Table {
    let root = fs::read_to_string(package.root().join("Cargo.toml")).unwrap_or_default();
    let root: Table = root.parse().unwrap_or_default();
    let of = |key: &str, value: Value| {
        let mut table = Table::new();
        table.insert(key.into(), value);
        Value::Table(table)
    };
    let mut about = Table::new();
    about.insert("name".into(), name.into());
    about.insert("version".into(), "0.0.0".into());
    about.insert("edition".into(), "2021".into());
    about.insert("description".into(), format!("Writes the schemas of {crate_name}").into());
    let mut manifest = Table::new();
    manifest.insert("package".into(), Value::Table(about));
    manifest.insert("workspace".into(), Value::Table(Table::new()));
    if let Value::Table(dependencies) = of("exported", dependency) {
        manifest.insert("dependencies".into(), Value::Table(dependencies));
    }
    for key in ["patch", "replace", "profile"] {
        if let Some(mut value) = root.get(key).cloned() {
            make_absolute(&mut value, package.root());
            manifest.insert(key.into(), value);
        }
    }
    manifest
}

/// Paths in `[patch]` are relative to the workspace.
fn make_absolute(value: &mut Value, root: &Path) {
    let Value::Table(table) = value else { return };
    for (key, value) in table.iter_mut() {
        match value {
            Value::String(path) if key == "path" => *path = root.join(&*path).display().to_string(),
            value => make_absolute(value, root),
        }
    }
}

/// Cargo builds anew what looks changed.
fn write_if_changed(path: &Path, text: &str) -> io::Result<()> {
    if fs::read_to_string(path).is_ok_and(|found| found == text) {
        return Ok(());
    }
    fs::write(path, text)
}
