//! A folder of committed `.proto` files and whether it still says what the Rust types say.
//!
//! The committed text is the lock: reviewers see each change of the wire as a diff. This module
//! reads and writes that folder and nothing else; who decides to update, and how, is the caller's
//! business.

use std::{
    error::Error,
    ffi::OsStr,
    fmt, fs, io,
    path::{Path, PathBuf},
};

use crate::{
    diff,
    render::{HEADER, ProtoFile},
    sort,
};

/// Compares the `.proto` files below `dir` with `files`, or with `update` makes them so.
///
/// A file is out of date where its text differs, no matter how its lines end; it is left over where
/// strait once wrote it and no longer does. Other people's files are not looked at. As nothing in a
/// file tells which schema it was written from, a folder belongs to one schema.
///
/// With `update` the files are written, whatever stood in their place, and left-over files are
/// removed.
///
/// # Errors
///
/// [`SchemaDrift`] with every difference; with `update`, with every file that could not be read,
/// written or removed.
pub fn verify_dir(dir: &Path, files: &[ProtoFile], update: bool) -> Result<(), SchemaDrift> {
    let mut differences = vec![];
    for file in files {
        let path = dir.join(file.path());
        let Some(difference) = compare(&path, file.contents()) else { continue };
        let write = || file.write_below(dir).map(drop);
        differences.extend(settle(difference, update, write));
    }
    match left_over(dir, files) {
        Ok(paths) => {
            for path in paths {
                let remove = || fs::remove_file(&path);
                let difference = Difference::LeftOver { path: path.clone() };
                differences.extend(settle(difference, update, remove));
            }
        }
        Err(unreadable) => differences.push(unreadable),
    }
    if differences.is_empty() {
        Ok(())
    } else {
        Err(SchemaDrift { dir: dir.to_owned(), differences })
    }
}

impl ProtoFile {
    /// Writes the file to its place below `dir`, with the folders on the way, and gives its path.
    ///
    /// # Errors
    ///
    /// If a folder or the file cannot be written.
    pub fn write_below(&self, dir: impl AsRef<Path>) -> io::Result<PathBuf> {
        let path = dir.as_ref().join(self.path());
        path.parent().map_or(Ok(()), fs::create_dir_all)?;
        fs::write(&path, self.contents())?;
        Ok(path)
    }
}

/// A folder of `.proto` files does not say what the Rust types say.
///
/// Its `Display` form has all differences with their lines.
#[derive(Debug)]
pub struct SchemaDrift {
    dir: PathBuf,
    differences: Vec<Difference>,
}

impl SchemaDrift {
    /// What differs, in the order of the files, left-over ones last.
    #[must_use]
    pub fn differences(&self) -> &[Difference] {
        &self.differences
    }
}

/// One file that is not as it should be.
#[derive(Debug)]
#[non_exhaustive]
pub enum Difference {
    /// The file is not there.
    Missing {
        /// Where it should be.
        path: PathBuf,
    },
    /// The file says something else.
    Stale {
        /// Where it is.
        path: PathBuf,
        /// The lines to change, in unified form.
        diff: String,
    },
    /// A file that strait wrote, for a package that there is no more.
    LeftOver {
        /// Where it is.
        path: PathBuf,
    },
    /// A file or folder that cannot be read, written or removed.
    Io {
        /// Where it is.
        path: PathBuf,
        /// Why not.
        error: io::Error,
    },
}

/// Removes a difference by `repair` if it is to be removed.
fn settle(
    difference: Difference,
    update: bool,
    repair: impl FnOnce() -> io::Result<()>,
) -> Option<Difference> {
    if !update || matches!(difference, Difference::Io { .. }) {
        return Some(difference);
    }
    let error = repair().err()?;
    Some(Difference::Io { path: difference.path().to_owned(), error })
}

fn compare(path: &Path, expected: &str) -> Option<Difference> {
    let path = path.to_owned();
    match fs::read_to_string(&path) {
        // Git may have given the lines the ends of the platform.
        Ok(found) if found.replace("\r\n", "\n") == expected => None,
        Ok(found) => {
            let diff = diff::unified(&found, expected);
            Some(Difference::Stale { path, diff })
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => Some(Difference::Missing { path }),
        Err(error) => Some(Difference::Io { path, error }),
    }
}

/// The files below `dir` that strait wrote and `files` does not have.
fn left_over(dir: &Path, files: &[ProtoFile]) -> Result<Vec<PathBuf>, Difference> {
    let mut found = vec![];
    let mut open = vec![dir.to_owned()];
    while let Some(folder) = open.pop() {
        let at_folder = |error| Difference::Io { path: folder.clone(), error };
        let entries = match fs::read_dir(&folder) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
            entries => entries.map_err(at_folder)?,
        };
        for entry in entries {
            let entry = entry.map_err(at_folder)?;
            let path = entry.path();
            // Links to folders are not followed, so this comes to an end.
            if entry.file_type().map_err(at_folder)?.is_dir() {
                open.push(path);
            } else if path.extension() == Some(OsStr::new("proto"))
                && files.iter().all(|file| dir.join(file.path()) != path)
                && is_written_by_strait(&path)
                    .map_err(|error| Difference::Io { path: path.clone(), error })?
            {
                found.push(path);
            }
        }
    }
    sort::by(&mut found, |a, b| a < b);
    Ok(found)
}

fn is_written_by_strait(path: &Path) -> io::Result<bool> {
    Ok(fs::read(path)?.starts_with(HEADER.as_bytes()))
}

impl Difference {
    /// The file or folder.
    #[must_use]
    pub fn path(&self) -> &Path {
        match self {
            Self::Missing { path }
            | Self::Stale { path, .. }
            | Self::LeftOver { path }
            | Self::Io { path, .. } => path,
        }
    }
}

impl fmt::Display for SchemaDrift {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let dir = self.dir.display();
        writeln!(f, "the .proto files in `{dir}` do not say what the Rust types say:\n")?;
        for difference in &self.differences {
            writeln!(f, "{difference}")?;
        }
        f.write_str(
            "if the change is meant, run the test with STRAIT_UPDATE=1 and commit what it writes",
        )
    }
}

impl Error for SchemaDrift {}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = self.path().display();
        match self {
            Self::Missing { .. } => writeln!(f, "`{path}` is missing"),
            // The same lines with another end of the last one, or a stray carriage return.
            Self::Stale { diff, .. } if diff.is_empty() => {
                writeln!(f, "`{path}` differs in how its lines end")
            }
            Self::Stale { diff, .. } => write!(f, "--- {path}\n+++ the Rust types\n{diff}"),
            Self::LeftOver { .. } => {
                writeln!(f, "`{path}` was written by strait for a package that there is no more")
            }
            Self::Io { error, .. } => writeln!(f, "`{path}` cannot be read or written: {error}"),
        }
    }
}
