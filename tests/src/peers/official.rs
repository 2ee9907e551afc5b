//! The official interop programs of gRPC for Go and for Java, and what ours in Node and C++ need.

use std::{
    path::{Path, PathBuf},
    process::Command,
};

use super::{repository, require_or_skip, run};

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

/// grpc-js.
#[derive(Debug)]
pub struct Node {
    folder: PathBuf,
}

/// gRPC for C++.
#[derive(Debug)]
pub struct Cpp {
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

/// grpc-js; none if the test is to be skipped.
///
/// # Panics
///
/// If it cannot be installed and `STRAIT_PEERS=require` is set.
#[must_use]
pub fn node() -> Option<Node> {
    require_or_skip("node").map(|folder| Node { folder })
}

/// gRPC for C++; none if the test is to be skipped.
///
/// # Panics
///
/// If it cannot be installed and `STRAIT_PEERS=require` is set.
#[must_use]
pub fn cpp() -> Option<Cpp> {
    require_or_skip("cpp").map(|folder| Cpp { folder })
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

    /// The interop service on `netty` or `okhttp`, by `tests/interop/java/Loads.java`.
    #[must_use]
    pub fn server_on(&self, transport: &str, window: Option<u32>) -> Command {
        let mut command = Command::new("java");
        command.args(["-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx512m", "-cp"]);
        command.arg(self.folder.join("lib/*"));
        command.arg(repository().join("tests/interop/java/Loads.java")).arg(transport);
        command.arg(window.unwrap_or(0).to_string());
        command
    }

    /// The folder with `grpc/testing/*.proto`, as grpc-java has them.
    #[must_use]
    pub fn protos(&self) -> PathBuf {
        self.folder.join("proto")
    }
}

impl Node {
    /// A script of `tests/interop/node`, with the folder of the `.proto` files that it loads.
    #[must_use]
    pub fn script(&self, name: &str, protos: &Path) -> Command {
        let mut command = Command::new("node");
        command.arg(repository().join("tests/interop/node").join(name)).arg(protos);
        command.env("STRAIT_NODE_PEER", &self.folder);
        command
    }
}

impl Cpp {
    /// Generates the stubs of `file`, which lies below `protos`, into the folder `out`, and builds
    /// `programs` of `tests/interop/cpp` with them.
    ///
    /// # Panics
    ///
    /// If the generator or the compiler does not take something.
    pub fn build(&self, protos: &Path, file: &str, programs: &[&str], out: &Path) {
        let option = |name: &str, value: &Path| format!("{name}{}", value.display());
        let mut protoc = self.run(&self.folder.join("usr/bin/protoc"));
        protoc.args([option("-I", protos), option("--cpp_out=", out), option("--grpc_out=", out)]);
        let plugin = self.folder.join("usr/bin/grpc_cpp_plugin");
        run(protoc.arg(option("--plugin=protoc-gen-grpc=", &plugin)).arg(file));

        let stem = file.trim_end_matches(".proto");
        let mut objects = Vec::new();
        for kind in ["pb", "grpc.pb"] {
            let object = out.join(format!("{kind}.o"));
            let source = out.join(format!("{stem}.{kind}.cc"));
            run(self.compiler(out).arg("-c").arg(source).arg("-o").arg(&object));
            objects.push(object);
        }
        for program in programs {
            let mut compiler = self.compiler(out);
            let sources = repository().join("tests/interop/cpp");
            compiler.arg(sources.join(format!("{program}.cc"))).args(&objects);
            compiler.arg("-o").arg(out.join(program)).arg(option("-L", &self.libraries()));
            compiler.arg(option("-Wl,-rpath-link,", &self.libraries()));
            // The headers call what only the libraries' own libraries have.
            compiler.args(["-Wl,--copy-dt-needed-entries", "-lgrpc++", "-lgrpc", "-lgpr"]);
            run(compiler.args(["-lprotobuf", "-pthread"]));
        }
    }

    /// A program that finds the libraries.
    #[must_use]
    pub fn run(&self, program: &Path) -> Command {
        let mut command = Command::new(program);
        command.env("LD_LIBRARY_PATH", self.libraries());
        command
    }

    fn compiler(&self, generated: &Path) -> Command {
        let mut command = Command::new("g++");
        command.args(["-std=c++17", "-O0", "-I"]).arg(generated);
        command.arg("-isystem").arg(self.folder.join("usr/include"));
        command
    }

    fn libraries(&self) -> PathBuf {
        self.folder.join(format!("usr/lib/{}-linux-gnu", std::env::consts::ARCH))
    }
}
