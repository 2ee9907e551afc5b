//! Protobuf's own conformance suite, required and recommended tests alike.
//!
//! `known_failures.txt` names the tests that fail, each with its reason; the runner reports those
//! that it names and that pass. Successes and skips are counted, so that neither change unseen.

mod made;

use std::{fs, path::Path};

use strait_tests::peers;

/// What the runner says of the binary and JSON formats, and then of the text format.
const SUMMARIES: [&str; 2] = [
    "CONFORMANCE SUITE PASSED: 5565 successes, 0 skipped, 2 expected failures, 0 unexpected failures.",
    "CONFORMANCE SUITE PASSED: 0 successes, 883 skipped, 0 expected failures, 0 unexpected failures.",
];

#[test]
fn every_test_passes_but_the_known_failures_and_those_of_the_text_format() {
    let Some(suite) = peers::pbconf() else { return };
    let output = Path::new(env!("CARGO_TARGET_TMPDIR")).join("pbconf");
    fs::create_dir_all(&output).expect("a folder for the runner's lists");
    let known = Path::new(env!("CARGO_MANIFEST_DIR")).join("pbconf/known_failures.txt");
    let mut runner = suite.runner();
    runner.args(["--enforce_recommended", "--maximum_edition", "2023", "--output_dir"]);
    runner.arg(&output).arg("--failure_list").arg(known);
    let ran = runner.arg(env!("CARGO_BIN_EXE_protobuf-testee")).output();
    let ran = ran.expect("the runner is installed");
    let said = String::from_utf8_lossy(&ran.stderr);
    let summaries: Vec<&str> =
        said.lines().filter(|line| line.starts_with("CONFORMANCE SUITE ")).collect();
    assert!(ran.status.success() && summaries == SUMMARIES, "{}\n{said}", ran.status);
}
