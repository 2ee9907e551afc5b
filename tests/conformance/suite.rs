//! All cases of the suite that strait's features imply, in both modes.

use std::{path::Path, process::Stdio, time::Duration};

use strait_tests::peers;
use tokio::process::Command;

/// Much more than a run takes on a busy machine. The runner itself needs most of it, for the long
/// messages that it sends to servers.
const LIMIT: Duration = Duration::from_secs(600);

#[tokio::test]
async fn the_server_passes_every_case() {
    run("server", env!("CARGO_BIN_EXE_conformance-server"), 1274).await;
}

#[tokio::test]
async fn the_client_passes_every_case() {
    run("client", env!("CARGO_BIN_EXE_conformance-client"), 1478).await;
}

/// Runs the suite against a program. The number of cases is known, so that a configuration which
/// asks for fewer does not pass.
async fn run(mode: &str, program: &str, cases: usize) {
    let Some(conformance) = peers::conformance() else { return };
    let config = Path::new(env!("CARGO_MANIFEST_DIR")).join("conformance/grpc.yaml");
    let mut runner = Command::from(conformance.runner());
    runner.args(["--mode", mode, "-v", "--trace", "--conf"]).arg(config).args(["--", program]);
    // A group of its own, so that what it starts can be ended with it.
    runner.process_group(0).stdout(Stdio::piped()).stderr(Stdio::piped());
    let runner = runner.spawn().expect("the runner is installed");
    let group = runner.id().expect("it runs");
    let Ok(output) = tokio::time::timeout(LIMIT, runner.wait_with_output()).await else {
        let kill = format!("kill -KILL -{group}");
        let _ = Command::new("sh").args(["-c", &kill]).status().await;
        panic!("the suite is not done after {LIMIT:?}");
    };
    let output = output.expect("the runner's output can be read");
    let said = [output.stdout, output.stderr].concat();
    let said = String::from_utf8_lossy(&said);
    let passed = format!("Total cases: {cases}\n{cases} passed, 0 failed\n");
    assert!(output.status.success() && said.contains(&passed), "{}\n{said}", output.status);
}
