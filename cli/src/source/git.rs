//! Files of a commit, read by `git` without touching the work tree.

use std::{path::Path, process::Command};

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

    /// The files at or below a path, relative to the current folder.
    pub(crate) fn files(&self, path: &Path) -> Result<Vec<String>, Stop> {
        let path = path.to_string_lossy();
        let listed = git(&["ls-tree", "-r", "-z", "--name-only", &self.name, "--", &path])?;
        let listed = String::from_utf8_lossy(&listed).into_owned();
        let files: Vec<String> =
            listed.split('\0').filter(|file| !file.is_empty()).map(str::to_owned).collect();
        if files.is_empty() {
            return Err(Diagnostic::new(format!("commit `{}` has nothing at `{path}`", self.name))
                .help(format!(
                    "name the folder that it has, from the current one: `--against {}:<folder>`",
                    self.name
                ))
                .into());
        }
        Ok(files)
    }

    /// The bytes of a file.
    pub(crate) fn read(&self, path: &str) -> Result<Vec<u8>, Stop> {
        git(&["show", &format!("{}:./{path}", self.name)])
    }
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
