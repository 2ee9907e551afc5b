//! Folders to run `strait` in, and what it said.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Output},
};

use tempfile::TempDir;

/// A folder of its own, removed afterwards.
pub(crate) struct Folder(TempDir);

/// What a command said, and its exit code.
#[derive(Debug)]
pub(crate) struct Said {
    pub(crate) code: Option<i32>,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Folder {
    pub(crate) fn new() -> Self {
        Self(TempDir::new().expect("a temporary folder"))
    }

    pub(crate) fn path(&self) -> &Path {
        self.0.path()
    }

    pub(crate) fn write(&self, path: &str, text: &str) -> &Self {
        let path = self.path().join(path);
        fs::create_dir_all(path.parent().expect("a file is in a folder")).expect("a folder");
        fs::write(path, text).expect("a file is written");
        self
    }

    pub(crate) fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path().join(path))
            .unwrap_or_else(|error| panic!("{path} is read: {error}"))
    }

    /// Changes a part of a file that is there once.
    pub(crate) fn edit(&self, path: &str, from: &str, to: &str) -> &Self {
        let text = self.read(path);
        assert_eq!(text.matches(from).count(), 1, "{from:?} is once in {path}:\n{text}");
        self.write(path, &text.replace(from, to))
    }

    pub(crate) fn strait(&self, arguments: &[&str]) -> Said {
        self.run(Command::new(env!("CARGO_BIN_EXE_strait")).args(arguments))
    }

    /// Runs a program that must succeed.
    pub(crate) fn command(&self, program: &str, arguments: &[&str]) -> Said {
        let said = self.run(Command::new(program).args(arguments));
        assert_eq!(said.code, Some(0), "{program} {arguments:?}: {said:?}");
        said
    }

    pub(crate) fn run(&self, command: &mut Command) -> Said {
        let output = command
            .current_dir(self.path())
            .env("NO_COLOR", "1")
            .env("CARGO_TERM_COLOR", "never")
            // One for all, so that strait is compiled once.
            .env("CARGO_TARGET_DIR", target())
            .env("CARGO_NET_OFFLINE", "true")
            .env_remove("RUSTFLAGS")
            .output()
            .expect("the program starts");
        Said::new(output, self.path())
    }

    /// Makes a repository of the folder, with all that is in it committed.
    pub(crate) fn commit(&self) -> &Self {
        if !self.path().join(".git").exists() {
            self.command("git", &["init", "--quiet", "--initial-branch=main"]);
        }
        self.command("git", &["add", "--all"]);
        let who =
            ["-c", "user.name=A", "-c", "user.email=a@example.com", "-c", "commit.gpgsign=false"];
        self.command("git", &[&who[..], &["commit", "--quiet", "--message", "A step"]].concat());
        self
    }
}

impl Said {
    fn new(output: Output, folder: &Path) -> Self {
        let real = folder.canonicalize().expect("the folder is there");
        let text = |bytes: Vec<u8>| {
            let text = String::from_utf8(bytes).expect("text");
            let text = text.replace(&real.display().to_string(), "[folder]");
            text.replace(&folder.display().to_string(), "[folder]")
        };
        Self { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
    }

    /// Nothing found, and nothing wrong; what stands on stdout.
    #[track_caller]
    pub(crate) fn clean(self) -> String {
        assert_eq!(self.code, Some(0), "{}\n{}", self.out, self.err);
        self.out
    }

    /// Exit code 1 and exactly these findings.
    #[track_caller]
    pub(crate) fn finds(self, expected: &str) -> Self {
        self.says(1, expected)
    }

    /// Exit code 2 and exactly these errors.
    #[track_caller]
    pub(crate) fn stops(self, expected: &str) -> Self {
        self.says(2, expected)
    }

    #[track_caller]
    fn says(self, code: i32, expected: &str) -> Self {
        let out = self.out.trim_end();
        let expected = expected.trim_matches('\n');
        assert_eq!(
            out, expected,
            "found:\n{out}\n\nexpected:\n{expected}\n\nstderr:\n{}",
            self.err
        );
        assert_eq!(self.code, Some(code), "{}", self.err);
        self
    }
}

fn target() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("crates")
}
