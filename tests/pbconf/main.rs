//! Protobuf's own conformance suite, required and recommended tests alike.
//!
//! There is no list of tests that are known to fail: each one passes or is skipped. What is skipped
//! is counted, so that it neither grows nor shrinks unseen; docs/conformance.md says what it is.

use std::{path::Path, process::Command};

use strait_tests::peers;

/// What the runner says of the binary and JSON formats, and then of the text format.
const SUMMARIES: [&str; 2] = [
    "CONFORMANCE SUITE PASSED: 2805 successes, 2762 skipped, 0 expected failures, 0 unexpected failures.",
    "CONFORMANCE SUITE PASSED: 0 successes, 883 skipped, 0 expected failures, 0 unexpected failures.",
];

#[test]
fn every_test_passes_that_is_not_about_a_format_strait_does_not_have() {
    let Some(suite) = peers::pbconf() else { return };
    let output = Path::new(env!("CARGO_TARGET_TMPDIR")).join("pbconf");
    std::fs::create_dir_all(&output).expect("a folder for the runner's lists");
    let mut runner = Command::from(suite.runner());
    runner.args(["--enforce_recommended", "--maximum_edition", "2023", "--output_dir"]);
    let ran = runner.arg(&output).arg(env!("CARGO_BIN_EXE_protobuf-testee")).output();
    let ran = ran.expect("the runner is installed");
    let said = String::from_utf8_lossy(&ran.stderr);
    let summaries: Vec<&str> =
        said.lines().filter(|line| line.starts_with("CONFORMANCE SUITE ")).collect();
    assert!(ran.status.success() && summaries == SUMMARIES, "{}\n{said}", ran.status);
}
