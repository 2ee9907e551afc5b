//! What rustc tells a user who made a mistake: one file a mistake, with the whole output beside it.
//!
//! Most of each output is ours, but rustc arranges it, and another release may arrange it another
//! way. So the outputs are compared only on the release they were made with, `MADE_WITH`; on
//! others this test says so and does nothing. That the macros find their share of the mistakes is
//! checked everywhere, by the tests of `strait-macros`. To make the outputs again:
//! `TRYBUILD=overwrite cargo test -p strait-tests --test ui`, then read the difference.

use std::{env, fs, path::Path, process::Command};

/// The release of rustc whose output is in the `.stderr` files.
const MADE_WITH: &str = "rustc 1.95.";

#[test]
#[expect(clippy::print_stderr, reason = "who runs the test elsewhere is to know")]
fn mistakes_are_explained() {
    let rustc = env::var("RUSTC").unwrap_or_else(|_| "rustc".to_owned());
    let version = Command::new(rustc).arg("--version").output().expect("rustc runs").stdout;
    let version = String::from_utf8_lossy(&version);
    if !version.starts_with(MADE_WITH) {
        eprintln!("the outputs are those of {MADE_WITH}*, this is {version}: not compared");
        return;
    }
    lay_out_protos();
    trybuild::TestCases::new().compile_fail("ui/*/*.rs");
}

/// Puts the `.proto` files where `strait::proto!` looks for them: trybuild compiles each mistake in
/// a crate of its own in the target folder.
fn lay_out_protos() {
    let target =
        Path::new(env!("CARGO_TARGET_TMPDIR")).parent().expect("it is in the target folder");
    let there = target.join("tests/trybuild").join(env!("CARGO_PKG_NAME")).join("ui/proto");
    fs::create_dir_all(&there).expect("a folder is made");
    let here = Path::new(env!("CARGO_MANIFEST_DIR")).join("ui/proto");
    for entry in fs::read_dir(here).expect("the folder is there") {
        let path = entry.expect("an entry").path();
        if path.extension().is_some_and(|extension| extension == "proto") {
            let name = path.file_name().expect("a file has a name");
            fs::copy(&path, there.join(name)).expect("a file is copied");
        }
    }
}
