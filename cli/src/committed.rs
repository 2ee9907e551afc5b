//! Where the `.proto` files of a crate are committed.

use std::{
    fs,
    path::{Path, PathBuf},
};

use crate::{
    config::Config,
    report::{Diagnostic, Stop},
    workspace::{self, Package},
};

/// The folder that is configured, or that the package's `schema_test!` names, or else `proto`.
pub(crate) fn committed(package: Package<'_>, config: &Config) -> Result<PathBuf, Stop> {
    if let Some(folder) = config.proto_folder() {
        return Ok(folder);
    }
    let mut folders = Vec::new();
    for source in ["src", "tests"] {
        tested_folders(&package.folder().join(source), &mut folders);
    }
    folders.sort();
    folders.dedup();
    let at = |folder: &str| workspace::shortened(&package.folder().join(folder));
    match folders.as_slice() {
        [] => Ok(at("proto")),
        [only] => Ok(at(only)),
        several => Err(Diagnostic::new(format!(
            "package `{}` has several folders of `.proto` files: {}",
            package.name(),
            several.join(", ")
        ))
        .help("name one: `--against <commit>:<folder>`, or `proto = \"…\"` in `strait.toml`")
        .into()),
    }
}

/// The folders in `schema_test!("proto/", […])`.
fn tested_folders(folder: &Path, found: &mut Vec<String>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            tested_folders(&path, found);
            continue;
        }
        let text = fs::read_to_string(&path).unwrap_or_default();
        let code = text.lines().filter(|line| !line.trim_start().starts_with("//"));
        let code = code.collect::<Vec<_>>().join("\n");
        for rest in code.split("schema_test!(").skip(1) {
            let literal = rest.trim_start().strip_prefix('"').and_then(|rest| rest.split_once('"'));
            found.extend(literal.map(|(folder, _)| folder.trim_end_matches('/').to_owned()));
        }
    }
}
