//! A soak: many calls of every kind on one connection, made by a client that others wrote, against
//! a strait server in this process.
//!
//! The client (`tests/soak/<language>/`) knows the one right outcome of each call and exits with an
//! error if any was different. This side knows that no call was lost on the way (each handler that
//! began has ended, and as many ran to their ends as should have) and what memory it took. Of each
//! twenty calls one runs into its deadline, one is cancelled after its first response, one fails,
//! three stream in one direction or both, and the rest echo 100 bytes, every two hundredth a MiB
//! or what else is large.

mod calls;
mod counted;
mod endurance;
mod memory;

pub use endurance::{Endured, Load, Look, endure};
pub use memory::Memory;

use std::{
    fmt, fs, io,
    net::SocketAddr,
    path::Path,
    process::Command,
    sync::Arc,
    time::{Duration, Instant},
};

use crate::{
    grpc_testing::{TestServiceSchema, TestServiceServer},
    peers,
};
use counted::{Counted, Counts};

/// Whose client makes the calls.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// grpc-go.
    Go,
    /// grpc-java on Netty.
    Java,
    /// grpc-java on OkHttp.
    OkHttp,
    /// grpc-js.
    Node,
    /// grpcio, on gRPC's C core.
    Python,
    /// grpclib, in nothing but Python, on hyper-h2.
    Grpclib,
}

impl Language {
    /// All of them.
    pub const ALL: [Self; 6] =
        [Self::Go, Self::Java, Self::OkHttp, Self::Node, Self::Python, Self::Grpclib];
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Go => "Go",
            Self::Java => "Java",
            Self::OkHttp => "OkHttp",
            Self::Node => "Node",
            Self::Python => "Python",
            Self::Grpclib => "grpclib",
        })
    }
}

/// What a soak is made of.
#[derive(Clone, Copy, Debug)]
pub struct Shape {
    /// Calls in all.
    pub calls: u64,
    /// Bytes of the large messages.
    pub large: usize,
    /// Bytes of a call's windows, and so at most of a frame of DATA: the server's, and the client's
    /// too, where that can be set (grpc-go has none below 64 KiB). The usual ones if none.
    pub window: Option<u32>,
}

impl Shape {
    /// A MiB in large messages, and the usual windows.
    #[must_use]
    pub fn of(calls: u64) -> Self {
        Self { calls, large: 1024 * 1024, window: None }
    }
}

/// What a soak has shown.
#[derive(Clone, Debug)]
pub struct Report {
    /// Calls made.
    pub calls: u64,
    /// Handlers that began, and have all ended. Below `calls` by what the client gave up before it
    /// was sent: calls whose deadline is 20 ms.
    pub handled: u64,
    /// Memory of this process.
    pub memory: Memory,
    /// The time it took.
    pub took: Duration,
}

/// Runs the calls of a client in `language`; none if it is not installed and may be absent.
///
/// `scratch` is a folder for what is generated.
///
/// # Errors
///
/// If a call was lost or had another outcome than it should, or if there was more than one
/// connection.
///
/// # Panics
///
/// If the client cannot be installed and `STRAIT_PEERS=require` is set, or outside of a tokio
/// runtime.
pub async fn run(
    language: Language,
    shape: Shape,
    scratch: &Path,
) -> Option<Result<Report, String>> {
    let calls = shape.calls;
    let counts = Arc::new(Counts::default());
    let service = TestServiceServer::new(Counted::new(Arc::clone(&counts)));
    let mut server = strait::Server::builder().add(service);
    if let Some(window) = shape.window {
        server = server.windows(window, SMALLEST_CONNECTION_WINDOW);
    }
    let server = server.bind("127.0.0.1:0").await.expect("a free port");
    let address = server.local_addr().expect("a TCP address");
    let server = server.spawn();
    let command = client(language, address, shape, scratch)?;

    let start = Instant::now();
    let sampler = Memory::sample(Arc::clone(&counts), calls);
    let output = tokio::process::Command::from(command).kill_on_drop(true).output().await;
    let took = start.elapsed();
    // What the client cancelled last may still be on its way.
    server.drain(Duration::from_secs(10)).await;
    let memory = sampler.finish().await;
    Some(judge(output, calls, &counts).map(|handled| Report { calls, handled, memory, took }))
}

/// HTTP/2 has none below.
const SMALLEST_CONNECTION_WINDOW: u32 = 65_535;

fn judge(
    output: io::Result<std::process::Output>,
    calls: u64,
    counts: &Counts,
) -> Result<u64, String> {
    let output = output.map_err(|error| format!("the client does not run: {error}"))?;
    if !output.status.success() {
        let said = [output.stdout, output.stderr].concat();
        return Err(format!("{}\n{}", output.status, String::from_utf8_lossy(&said)));
    }
    let seen = counts.seen();
    let group = |n: u64| (0..calls).filter(|call| call % 20 == n).count() as u64;
    let (late, cancelled) = (group(1), group(2));
    if seen.started != seen.ended {
        return Err(format!("{} handlers began and {} ended", seen.started, seen.ended));
    }
    if seen.completed != calls - late - cancelled {
        return Err(format!(
            "{} handlers ran to their ends, which {} should have",
            seen.completed,
            calls - late - cancelled
        ));
    }
    if seen.started > calls || seen.started < calls - late {
        return Err(format!(
            "{} handlers began for {calls} calls, {late} of them short",
            seen.started
        ));
    }
    if seen.connections != 1 {
        return Err(format!("{} connections where one was wanted", seen.connections));
    }
    Ok(seen.started)
}

/// The client's command line; none if it is not installed.
fn client(
    language: Language,
    address: SocketAddr,
    shape: Shape,
    scratch: &Path,
) -> Option<Command> {
    let programs = peers::repository().join("tests/soak");
    let mut command = match language {
        Language::Go => {
            let mut go = Command::new(peers::require_or_skip("soak")?.join("bin/soak"));
            go.arg(address.to_string());
            go
        }
        Language::Java | Language::OkHttp => {
            let jars = peers::require_or_skip("java")?.join("lib/*");
            let mut java = Command::new("java");
            java.arg("-cp").arg(jars).arg(programs.join("java/Soak.java"));
            java.arg(if language == Language::Java { "netty" } else { "okhttp" });
            java.arg(address.ip().to_string()).arg(address.port().to_string());
            java
        }
        Language::Node => {
            let modules = peers::require_or_skip("node")?.join("node_modules");
            export(scratch);
            let mut node = Command::new("node");
            node.arg(programs.join("node/soak.js")).env("NODE_PATH", modules);
            node.arg(scratch).arg(FILE).arg(address.to_string());
            node
        }
        Language::Python | Language::Grpclib => {
            let python = peers::python()?;
            export(scratch);
            let modules = scratch.join("python");
            python.generate(scratch, &[FILE], &modules);
            let mut script = match language {
                Language::Python => python.interpreter(),
                _ => Command::new(peers::require_or_skip("grpclib")?.join("bin/python")),
            };
            script.arg(programs.join("python").join(match language {
                Language::Python => "soak.py",
                _ => "soak_grpclib.py",
            }));
            script.env("PYTHONPATH", modules).env("PYTHONDONTWRITEBYTECODE", "1");
            script.arg(FILE.trim_end_matches(".proto")).arg(address.to_string());
            script
        }
    };
    command.arg(shape.calls.to_string()).arg(shape.large.to_string());
    command.arg(shape.window.unwrap_or(0).to_string());
    Some(command)
}

/// The name under which the service's `.proto` is written: Python cannot import `grpc.testing_pb2`,
/// as `grpc` is a package of its own.
const FILE: &str = "test_service.proto";

/// Writes the service's `.proto` into `folder`.
fn export(folder: &Path) {
    let files = TestServiceSchema::proto_files();
    let [file] = &files[..] else { unreachable!("the service and its messages are one file") };
    fs::create_dir_all(folder)
        .and_then(|()| fs::write(folder.join(FILE), file.contents()))
        .expect("the folder for generated files is writable");
}
