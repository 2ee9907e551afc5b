//! Files of a commit, read by `git` without touching the work tree.

use std::{
    path::{Component, Path, PathBuf},
    process::Command,
};

use crate::report::{Diagnostic, Stop};

/// A commit of the repository around the current folder.
#[derive(Debug)]
pub(crate) struct Commit {
    /// As the user named it.
    name: String,
}

impl Commit {
    /// A branch, tag or hash; `None` if git knows none of this name.
    pub(crate) fn find(name: &str) -> Option<Self> {
        // What starts with a dash would be an option.
        if name.is_empty() || name.starts_with('-') {
            return None;
        }
        let commit = format!("{name}^{{commit}}");
        git(&["rev-parse", "--verify", "--quiet", "--end-of-options", &commit])
            .ok()
            .map(|_| Self { name: name.to_owned() })
    }

    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// The files at or below a path; all paths are from the root of the repository.
    pub(crate) fn files(&self, path: &Path) -> Result<Vec<String>, Stop> {
        let path = path.to_string_lossy();
        let mut arguments =
            vec!["ls-tree", "-r", "-z", "--name-only", "--full-tree", &self.name, "--"];
        arguments.extend((!path.is_empty()).then_some(&*path));
        let listed = git(&arguments)?;
        let listed = String::from_utf8_lossy(&listed).into_owned();
        let files: Vec<String> =
            listed.split('\0').filter(|file| !file.is_empty()).map(str::to_owned).collect();
        if files.is_empty() {
            return Err(Diagnostic::new(format!("commit `{}` has nothing at `{path}`", self.name))
                .help(format!(
                    "name the folder that it has: `--against {0}:<folder>` from the root of the \
                     repository, `--against {0}:./<folder>` from the current folder",
                    self.name
                ))
                .into());
        }
        Ok(files)
    }

    /// The bytes of a file.
    pub(crate) fn read(&self, path: &str) -> Result<Vec<u8>, Stop> {
        git(&["show", &format!("{}:{path}", self.name)])
    }
}

/// The path from the root of the repository to what is named from the current folder.
pub(crate) fn from_root(path: &Path) -> Result<PathBuf, Stop> {
    if path.is_absolute() {
        let root = one_line(&["rev-parse", "--show-toplevel"])?;
        // Git has followed the links.
        let path = path.canonicalize().unwrap_or_else(|_| path.to_owned());
        return Ok(path.strip_prefix(root).unwrap_or(&path).to_owned());
    }
    let here = one_line(&["rev-parse", "--show-prefix"])?;
    let mut found = PathBuf::new();
    for component in Path::new(&here).join(path).components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir => {
                found.pop();
            }
            component => found.push(component),
        }
    }
    Ok(found)
}

/// The path in `HEAD:path`.
///
/// > A path starting with `./` or `../` is relative to the current working directory. The given
/// > path will be converted to be relative to the working tree's root directory.
///
/// <https://git-scm.com/docs/gitrevisions>
pub(crate) fn path_in_commit(path: &str) -> Result<PathBuf, Stop> {
    match Path::new(path).components().next() {
        Some(Component::CurDir | Component::ParentDir) => from_root(Path::new(path)),
        _ => Ok(PathBuf::from(path.trim_end_matches('/'))),
    }
}

fn one_line(arguments: &[&str]) -> Result<String, Stop> {
    let said = git(arguments)?;
    Ok(String::from_utf8_lossy(&said).trim_end_matches(['\r', '\n']).to_owned())
}

fn git(arguments: &[&str]) -> Result<Vec<u8>, Stop> {
    let output = Command::new("git")
        .args(arguments)
        .output()
        .map_err(|error| Diagnostic::new(format!("cannot run git: {error}")))?;
    if output.status.success() {
        return Ok(output.stdout);
    }
    let reason = String::from_utf8_lossy(&output.stderr);
    let reason = reason.trim().trim_start_matches("fatal: ");
    Err(Diagnostic::new(format!("git does not tell: {reason}")).into())
}
