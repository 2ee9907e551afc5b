//! The files of Rust below some folders.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use crate::report::{Diagnostic, Stop};

/// The files named, and all `.rs` files below the folders named, sorted. Hidden folders, links and
/// folders that hold what tools made (`CACHEDIR.TAG`, as in `target`) are left out.
pub(super) fn of(roots: &[PathBuf]) -> Result<Vec<PathBuf>, Stop> {
    let mut files = Vec::new();
    for root in roots {
        let problem = |error: io::Error| {
            Stop::from(Diagnostic::new(format!("cannot read `{}`: {error}", root.display())))
        };
        if fs::metadata(root).map_err(problem)?.is_dir() {
            walk(root, &mut files).map_err(problem)?;
        } else {
            files.push(root.clone());
        }
    }
    files.sort();
    files.dedup();
    Ok(files)
}

fn walk(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    if folder.join("CACHEDIR.TAG").exists() {
        return Ok(());
    }
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let (path, kind) = (entry.path(), entry.file_type()?);
        let is_hidden = entry.file_name().to_string_lossy().starts_with('.');
        if kind.is_dir() && !is_hidden {
            walk(&path, files)?;
        } else if kind.is_file() && path.extension().is_some_and(|extension| extension == "rs") {
            // `./src/lib.rs` is shown as `src/lib.rs`.
            files.push(path.strip_prefix(".").map(Path::to_owned).unwrap_or(path));
        }
    }
    Ok(())
}
