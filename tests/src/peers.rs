//! Programs that others wrote, to check strait against: installed when first needed.
//!
//! `tests/peers/install.sh` puts them into `target/peers/`. Where that fails, because a toolchain
//! or the network is absent, a test says so on stderr and ends; with `STRAIT_PEERS=require` in the
//! environment it fails instead.
//!
//! ```no_run
//! # fn some_test() {
//! let Some(python) = strait_tests::peers::python() else { return };
//! let output = python.protoc().arg("--version").output();
//! # }
//! ```

mod official;

pub use official::{Cpp, Go, Java, Node, cpp, go, java, node};

use std::{
    env,
    io::Write as _,
    path::{Path, PathBuf},
    process::{Command, Output},
};

/// The folder that holds the workspace.
#[must_use]
pub fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap_or(Path::new("."))
}

/// Python with grpcio and its tools; none if the test is to be skipped.
///
/// # Panics
///
/// If it cannot be installed and `STRAIT_PEERS=require` is set.
#[must_use]
pub fn python() -> Option<Python> {
    require_or_skip("python").map(|folder| Python { folder })
}

/// buf; none if the test is to be skipped.
///
/// # Panics
///
/// If it cannot be installed and `STRAIT_PEERS=require` is set.
#[must_use]
pub fn buf() -> Option<Buf> {
    require_or_skip("buf").map(|folder| Buf { folder })
}

/// connectrpc's conformance suite; none if the test is to be skipped.
///
/// # Panics
///
/// If it cannot be installed and `STRAIT_PEERS=require` is set.
#[must_use]
pub fn conformance() -> Option<Conformance> {
    require_or_skip("conformance").map(|folder| Conformance { folder })
}

/// Protobuf's conformance suite; none if the test is to be skipped.
///
/// # Panics
///
/// If it cannot be installed and `STRAIT_PEERS=require` is set.
#[must_use]
pub fn pbconf() -> Option<Pbconf> {
    require_or_skip("pbconf").map(|folder| Pbconf { folder })
}

/// grpcurl; none if the test is to be skipped.
///
/// # Panics
///
/// If it cannot be installed and `STRAIT_PEERS=require` is set.
#[must_use]
pub fn grpcurl() -> Option<Grpcurl> {
    require_or_skip("grpcurl").map(|folder| Grpcurl { folder })
}

/// grpc-health-probe; none if the test is to be skipped.
///
/// # Panics
///
/// If it cannot be installed and `STRAIT_PEERS=require` is set.
#[must_use]
pub fn health_probe() -> Option<HealthProbe> {
    require_or_skip("health_probe").map(|folder| HealthProbe { folder })
}

/// h2spec; none if the test is to be skipped.
///
/// # Panics
///
/// If it cannot be installed and `STRAIT_PEERS=require` is set.
#[must_use]
pub fn h2spec() -> Option<H2spec> {
    require_or_skip("h2spec").map(|folder| H2spec { folder })
}

/// The folder of a set of peers, installed by now; none if the test is to be skipped.
///
/// # Panics
///
/// If it cannot be installed and `STRAIT_PEERS=require` is set.
#[must_use]
pub fn require_or_skip(set: &str) -> Option<PathBuf> {
    let script = repository().join("tests/peers/install.sh");
    let reason = match Command::new("sh").arg(&script).arg(set).output() {
        Ok(output) if output.status.success() => {
            return Some(repository().join("target/peers").join(set));
        }
        Ok(output) => String::from_utf8_lossy(&output.stderr).trim().to_owned(),
        Err(error) => format!("{} does not run: {error}", script.display()),
    };
    assert!(
        env::var_os("STRAIT_PEERS").is_none_or(|value| value != "require"),
        "STRAIT_PEERS=require, but the peers `{set}` are absent: {reason}"
    );
    // Not `eprintln!`: the harness keeps the output of tests that pass to itself.
    let current = std::thread::current();
    let test = current.name().unwrap_or("a test");
    let _ = writeln!(
        std::io::stderr(),
        "SKIPPED {test}: the peers `{set}` are absent: {reason} (STRAIT_PEERS=require makes this \
         a failure)"
    );
    None
}

/// Runs a command to its end and gives what it printed to stdout.
///
/// # Panics
///
/// If it cannot be started or fails; the message has all that it printed.
pub fn run(command: &mut Command) -> Vec<u8> {
    let output = command.output().unwrap_or_else(|error| panic!("{command:?}: {error}"));
    let Output { status, stdout, stderr } = output;
    assert!(
        status.success(),
        "{command:?} failed: {status}\n{}\n{}",
        String::from_utf8_lossy(&stdout),
        String::from_utf8_lossy(&stderr)
    );
    stdout
}

/// A Python of its own, with grpcio.
#[derive(Debug)]
pub struct Python {
    folder: PathBuf,
}

impl Python {
    /// The interpreter.
    #[must_use]
    pub fn interpreter(&self) -> Command {
        Command::new(self.folder.join("bin/python"))
    }

    /// protoc, with the well-known types on its path and Python's generators.
    #[must_use]
    pub fn protoc(&self) -> Command {
        let mut command = self.interpreter();
        command.args(["-m", "grpc_tools.protoc"]);
        command
    }

    /// Generates modules from `files` below `protos` into the folder `modules`.
    ///
    /// # Panics
    ///
    /// If the folder cannot be made or protoc does not take the files.
    pub fn generate(&self, protos: &Path, files: &[&str], modules: &Path) {
        std::fs::create_dir_all(modules).expect("the folder for modules can be made");
        let mut protoc = self.protoc();
        for (option, folder) in
            [("-I", protos), ("--python_out=", modules), ("--grpc_python_out=", modules)]
        {
            protoc.arg(format!("{option}{}", folder.display()));
        }
        run(protoc.args(files));
    }

    /// A script of `tests/interop/python`, with generated modules to import.
    #[must_use]
    pub fn script(&self, name: &str, modules: &Path) -> Command {
        let mut command = self.interpreter();
        command.arg(repository().join("tests/interop/python").join(name));
        command.env("PYTHONPATH", modules).env("PYTHONDONTWRITEBYTECODE", "1");
        command
    }
}

/// The buf command line tool.
#[derive(Debug)]
pub struct Buf {
    folder: PathBuf,
}

impl Buf {
    /// buf, without arguments yet.
    #[must_use]
    pub fn command(&self) -> Command {
        Command::new(self.folder.join("node_modules/.bin/buf"))
    }
}

/// connectrpc's conformance suite.
#[derive(Debug)]
pub struct Conformance {
    folder: PathBuf,
}

impl Conformance {
    /// The runner, without arguments yet. It holds all cases and the reference programs.
    #[must_use]
    pub fn runner(&self) -> Command {
        Command::new(self.folder.join("bin/connectconformance"))
    }

    /// The folder with its `.proto` files.
    #[must_use]
    pub fn protos(&self) -> PathBuf {
        self.folder.join("proto")
    }
}

/// Protobuf's conformance suite.
#[derive(Debug)]
pub struct Pbconf {
    folder: PathBuf,
}

impl Pbconf {
    /// The runner, without arguments yet.
    #[must_use]
    pub fn runner(&self) -> Command {
        Command::new(self.folder.join("run"))
    }

    /// The folder with its `.proto` files.
    #[must_use]
    pub fn protos(&self) -> PathBuf {
        self.folder.join("proto")
    }
}

/// The command line tool that calls any server which describes itself.
#[derive(Debug)]
pub struct Grpcurl {
    folder: PathBuf,
}

impl Grpcurl {
    /// grpcurl, without arguments yet.
    #[must_use]
    pub fn command(&self) -> Command {
        Command::new(self.folder.join("bin/grpcurl"))
    }
}

/// The command line tool that asks a server for its health.
#[derive(Debug)]
pub struct HealthProbe {
    folder: PathBuf,
}

impl HealthProbe {
    /// grpc-health-probe, without arguments yet.
    #[must_use]
    pub fn command(&self) -> Command {
        Command::new(self.folder.join("bin/grpc-health-probe"))
    }
}

/// The suite of HTTP/2.
#[derive(Debug)]
pub struct H2spec {
    folder: PathBuf,
}

impl H2spec {
    /// h2spec, without arguments yet.
    #[must_use]
    pub fn command(&self) -> Command {
        Command::new(self.folder.join("bin/h2spec"))
    }
}
