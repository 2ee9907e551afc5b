//! What is hard on an HTTP/2 connection, with the servers of all peers, and through nghttp2's proxy,
//! which stands on both sides of it: large messages, many streams, tiny windows and frames, resets.
//! `tests/soak` has the clients of the peers.
//!
//! A server whose windows can be set has tiny ones the second time.
//! `cargo test -p strait-tests --test interop loads -- --nocapture | grep '^loads:'`

use std::{
    fs, io,
    os::unix::net::UnixStream,
    path::{Path, PathBuf},
    process::Command,
    time::{Duration, Instant},
};

use strait_tests::{
    grpc_testing::{TestServiceSchema, TestServiceServer, service::Interop},
    interop::loads,
    peers,
    program::Program,
};
use tokio::runtime::Runtime;

/// grpc-go and gRPC for Java and Python take no more than 4 MiB.
const LARGE: usize = 3 << 20;
/// What goes through tiny windows: 600 frames of it.
const THROUGH_TINY: usize = 60_000;
const TINY: u32 = 100;
const WINDOWS: [Option<u32>; 2] = [None, Some(TINY)];

/// Python cannot import `grpc.testing_pb2`, as `grpc` is a package of its own.
const NAME: &str = "loads";

#[test]
fn strait_calls_go() {
    let Some(go) = peers::go() else { return };
    let mut server = Program::start(&mut go.server());
    let port = server.rest_of_line("interop server listening on [::]:");
    call("grpc-go", &format!("http://127.0.0.1:{port}"), None);
}

#[test]
fn strait_calls_java_on_netty() {
    let Some(java) = peers::java() else { return };
    for window in WINDOWS {
        listening("grpc-java on Netty", &mut java.server_on("netty", window), window);
    }
}

#[test]
fn strait_calls_java_on_okhttp() {
    let Some(java) = peers::java() else { return };
    for window in WINDOWS {
        listening("grpc-java on OkHttp", &mut java.server_on("okhttp", window), window);
    }
}

#[test]
fn strait_calls_node() {
    let Some(node) = peers::node() else { return };
    let folder = folder("node");
    export(&folder.join("grpc/testing.proto"));
    listening("grpc-js", &mut node.script("server.js", &folder), None);
}

#[test]
fn strait_calls_python() {
    let Some(python) = peers::python() else { return };
    let modules = modules(&python, "python");
    for window in WINDOWS {
        let mut script = python.script("loads_grpcio.py", &modules);
        listening("grpcio", script.arg(NAME).arg(window.unwrap_or(0).to_string()), window);
    }
}

#[test]
fn strait_calls_python_without_c() {
    let (Some(python), Some(grpclib)) = (peers::python(), peers::require_or_skip("grpclib")) else {
        return;
    };
    let modules = modules(&python, "grpclib");
    for window in WINDOWS {
        let mut script = Command::new(grpclib.join("bin/python"));
        script.arg(peers::repository().join("tests/interop/python/loads_grpclib.py"));
        script.env("PYTHONPATH", &modules).env("PYTHONDONTWRITEBYTECODE", "1");
        listening("grpclib", script.arg(NAME).arg(window.unwrap_or(0).to_string()), window);
    }
}

/// nghttp2 is the server of our client and the client of our server.
#[test]
fn strait_calls_strait_through_nghttp2() {
    let Some(nghttp2) = peers::require_or_skip("nghttp2") else { return };
    let runtime = Runtime::new().expect("a runtime");
    let server = runtime.block_on(
        strait::Server::builder().add(TestServiceServer::new(Interop::new())).bind("127.0.0.1:0"),
    );
    let server = server.expect("a free port");
    let backend = server.local_addr().expect("a TCP address").to_string().replace(':', ",");
    let _server = runtime.spawn(server.serve());
    // A path of a socket has to be short.
    let folder = tempfile::tempdir().expect("a folder");
    for window in WINDOWS {
        let socket = folder.path().join(format!("{}.sock", window.unwrap_or(0)));
        let mut proxy = Command::new(nghttp2.join("usr/sbin/nghttpx"));
        let libraries = format!("usr/lib/{}-linux-gnu", std::env::consts::ARCH);
        proxy.env("LD_LIBRARY_PATH", nghttp2.join(libraries));
        proxy.args(["--conf=/dev/null", "--workers=1", "--errorlog-file=/dev/stderr"]);
        proxy.arg(format!("--frontend=unix:{};no-tls", socket.display()));
        proxy.arg(format!("--backend={backend};;proto=h2"));
        if let Some(window) = window {
            proxy.arg(format!("--frontend-http2-window-size={window}"));
            proxy.arg(format!("--backend-http2-window-size={window}"));
            // Frames with padding, for once.
            proxy.arg("--padding=200");
        }
        let _proxy = Program::start(&mut proxy);
        wait_for(&socket).expect("the proxy listens");
        call("nghttp2 calls strait", &format!("unix:{}", socket.display()), window);
    }
}

/// Runs the loads against a program that says `listening on PORT`.
fn listening(who: &str, server: &mut Command, window: Option<u32>) {
    let mut server = Program::start(server);
    let port = server.line_after("listening on ");
    call(who, &format!("http://127.0.0.1:{port}"), window);
}

fn call(who: &str, target: &str, window: Option<u32>) {
    let large = if window.is_none() { LARGE } else { THROUGH_TINY };
    let done = Runtime::new().expect("a runtime").block_on(loads::run(target, large));
    let windows = if window.is_none() { "its usual" } else { "tiny" };
    if let Err(status) = done {
        panic!("{who}, {windows} windows: {status}");
    }
    #[expect(clippy::print_stdout, reason = "docs/conformance.md quotes it")]
    {
        println!("loads: strait calls {who}, with {windows} windows: passed");
    }
}

fn wait_for(socket: &Path) -> io::Result<()> {
    let limit = Instant::now() + Duration::from_secs(20);
    loop {
        match UnixStream::connect(socket) {
            Err(_) if Instant::now() < limit => std::thread::sleep(Duration::from_millis(10)),
            result => return result.map(drop),
        }
    }
}

fn folder(test: &str) -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("loads").join(test)
}

/// Generated modules for Python.
fn modules(python: &peers::Python, test: &str) -> PathBuf {
    let folder = folder(test);
    export(&folder.join(format!("{NAME}.proto")));
    let modules = folder.join("modules");
    python.generate(&folder, &[&format!("{NAME}.proto")], &modules);
    modules
}

/// Writes the `.proto` that strait exports.
fn export(path: &Path) {
    let files = TestServiceSchema::proto_files();
    let [file] = &files[..] else { unreachable!("the service and its messages are one file") };
    let folder = path.parent().expect("it lies in a folder");
    fs::create_dir_all(folder)
        .and_then(|()| fs::write(path, file.contents()))
        .expect("the folder for generated files is writable");
}
