//! The official interop programs of gRPC for Go and for Java.

use std::{path::PathBuf, process::Command};

use super::{repository, require_or_skip};

/// grpc-go's programs.
#[derive(Debug)]
pub struct Go {
    folder: PathBuf,
}

/// grpc-java's.
#[derive(Debug)]
pub struct Java {
    folder: PathBuf,
}

/// grpc-go's interop programs; none if the test is to be skipped.
///
/// # Panics
///
/// If they cannot be installed and `STRAIT_PEERS=require` is set.
#[must_use]
pub fn go() -> Option<Go> {
    require_or_skip("go").map(|folder| Go { folder })
}

/// grpc-java's interop programs; none if the test is to be skipped.
///
/// # Panics
///
/// If they cannot be installed and `STRAIT_PEERS=require` is set.
#[must_use]
pub fn java() -> Option<Java> {
    require_or_skip("java").map(|folder| Java { folder })
}

impl Go {
    /// The server, on a port of its own; it says `interop server listening on [::]:PORT` on stdout.
    #[must_use]
    pub fn server(&self) -> Command {
        let mut command = Command::new("sh");
        // Go logs to stderr.
        command.args(["-c", r#"exec "$0" "$@" 2>&1"#]).arg(self.folder.join("bin/server"));
        command.arg("--port=0").env("GRPC_GO_LOG_SEVERITY_LEVEL", "info");
        command
    }

    /// The client; its exit code tells.
    #[must_use]
    pub fn client(&self) -> Command {
        Command::new(self.folder.join("bin/client"))
    }

    /// The client of the negative HTTP/2 cases.
    #[must_use]
    pub fn http2_client(&self) -> Command {
        Command::new(self.folder.join("bin/http2"))
    }

    /// A file of the certificates of the official tests: `ca.pem`, `server1.pem`, `server1.key`.
    /// The server is `foo.test.google.fr`.
    #[must_use]
    pub fn certificate(&self, name: &str) -> PathBuf {
        self.folder.join("testdata").join(name)
    }
}

impl Java {
    /// A program of `tests/interop/java`: `server`, `client` or `http2`.
    #[must_use]
    pub fn program(&self, role: &str) -> Command {
        let mut command = Command::new("java");
        // Short-lived: quick to start rather than quick in the end.
        command.args(["-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx512m", "-cp"]);
        command.arg(self.folder.join("lib/*"));
        command.arg(repository().join("tests/interop/java/Official.java")).arg(role);
        command
    }

    /// The folder with `grpc/testing/*.proto`, as grpc-java has them.
    #[must_use]
    pub fn protos(&self) -> PathBuf {
        self.folder.join("proto")
    }
}
