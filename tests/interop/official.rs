//! The official interop cases between strait and the programs of gRPC for Go and for Java, and, for
//! Node and C++, between strait and programs of our own on what it exports.
//!
//! A test runs all cases of a client against a server, and tells of each that failed. What came of
//! them it says in a line that docs/conformance.md quotes:
//! `cargo test -p strait-tests --test interop official -- --nocapture | grep '^official:'`

mod cpp;
mod go;
mod http2;
mod java;
mod node;
mod schema;
mod strait;

use std::{fmt, path::PathBuf, process::Command};

use strait_tests::{peers::Go, program::Program};

/// What every server and every client has.
const BASIC: &[&str] = &[
    "empty_unary",
    "large_unary",
    "client_streaming",
    "server_streaming",
    "ping_pong",
    "empty_stream",
    "cancel_after_begin",
    "cancel_after_first_response",
    "timeout_on_sleeping_server",
    "custom_metadata",
    "status_code_and_message",
    "special_status_message",
    "unimplemented_method",
    "unimplemented_service",
    "rpc_soak",
    "channel_soak",
];

/// Needs `fill_server_id` of the server.
const PICK_FIRST: &str = "pick_first_unary";
/// Needs a server that takes 10 MiB.
const VERY_LARGE: &str = "very_large_request";

const COMPRESSED_RESPONSE: &str = "server_compressed_unary";
const COMPRESSED_RESPONSES: &[&str] = &[COMPRESSED_RESPONSE, "server_compressed_streaming"];
/// The probes need `expect_compressed` of the server.
const COMPRESSED_REQUESTS: &[&str] = &["client_compressed_unary", "client_compressed_streaming"];
const COMPRESSED_REQUESTS_WITHOUT_PROBE: &[&str] =
    &["client_compressed_unary_noprobe", "client_compressed_streaming_noprobe"];

/// The calls are about what comes of them, not about time: other tests run beside these.
const SOAK_FLAGS: [&str; 2] =
    ["--soak_per_iteration_max_acceptable_latency_ms=30000", "--soak_overall_timeout_seconds=50"];

/// What our programs in other languages have of [`BASIC`].
fn without_soak() -> Vec<&'static str> {
    BASIC.iter().copied().filter(|case| !case.ends_with("_soak")).collect()
}

#[derive(Clone, Copy, PartialEq)]
enum Security {
    Plain,
    Tls,
}

impl fmt::Display for Security {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Plain => "plain",
            Self::Tls => "TLS",
        })
    }
}

/// Our server; it stops when dropped.
struct Server {
    port: String,
    _program: Program,
}

impl Server {
    /// `go` has the certificates.
    fn start(go: &Go, security: Security) -> Self {
        let mut command = Self::command();
        if security == Security::Tls {
            command
                .arg("--use_tls")
                .args(["--tls_cert_file".into(), go.certificate("server1.pem")]);
            command.args(["--tls_key_file".into(), go.certificate("server1.key")]);
        }
        Self::run(&mut command)
    }

    fn plain() -> Self {
        Self::run(&mut Self::command())
    }

    fn command() -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_interop-server"));
        command.arg("--port=0");
        command
    }

    fn run(command: &mut Command) -> Self {
        let mut program = Program::start(command);
        let address = program.line_after("listening on ");
        let (_, port) = address.rsplit_once(':').expect("an address with a port");
        Self { port: port.to_owned(), _program: program }
    }
}

/// Our client's command line, without a case.
fn client(port: &str, tls: Option<PathBuf>) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_interop-client"));
    command.args(["--server_host=127.0.0.1", "--server_port", port]).args(SOAK_FLAGS);
    if let Some(ca) = tls {
        command.args(tls_flags(ca));
    }
    command
}

/// For our client and for Go's.
fn tls_flags(ca: PathBuf) -> [std::ffi::OsString; 5] {
    let flag = |text: &str| text.into();
    [
        flag("--use_tls"),
        flag("--use_test_ca"),
        flag("--ca_file"),
        ca.into(),
        flag("--server_host_override=foo.test.google.fr"),
    ]
}

/// Runs cases one after the other, a process for each; `command` has all but the case.
fn run_each(who: &str, cases: &[&str], command: impl Fn() -> Command) {
    let mut failures = Vec::new();
    for case in cases {
        let client = Program::start(command().args(["--test_case", case]));
        let ended = client.end();
        if !ended.status.success() {
            failures.push(format!("{case}: {} {}", ended.status, ended.stderr.trim()));
        }
    }
    report(who, cases.len(), &failures);
}

/// Runs cases one after the other in one process, which says `passed CASE` or `failed CASE: WHY`.
fn run_together(who: &str, cases: &[&str], command: &mut Command) {
    let mut client = Program::start(command);
    let failures = cases.iter().filter_map(|case| {
        let line = loop {
            let line = client.line();
            if line.starts_with("passed ") || line.starts_with("failed ") {
                break line;
            }
        };
        (line != format!("passed {case}")).then_some(line)
    });
    report(who, cases.len(), &failures.collect::<Vec<_>>());
}

/// Says how many cases passed, and fails the test unless all did.
fn report(who: &str, cases: usize, failures: &[String]) {
    #[expect(clippy::print_stdout, reason = "docs/conformance.md quotes it")]
    {
        println!("official: {who}: {} of {cases} cases passed", cases - failures.len());
    }
    assert!(failures.is_empty(), "{who}:\n{}", failures.join("\n"));
}
