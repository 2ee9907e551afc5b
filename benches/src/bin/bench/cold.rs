//! Building hello world from nothing, in Cargo's own release profile, with all cores.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

use strait_bench_harness::Error;

use crate::progress;
use crate::table::Table;

pub(crate) const TITLE: &str = "cold build";

/// Name and package of each hello world, tonic's first.
const PROGRAMS: [(&str, &str); 2] =
    [("tonic", "strait-bench-hello-tonic"), ("strait", "strait-bench-hello-strait")];

/// The table of cold builds, the best of two rounds: what disturbs a build only lengthens it.
pub(crate) fn table() -> Result<String, Error> {
    let mut seconds = [f64::INFINITY; PROGRAMS.len()];
    for round in 1..=2 {
        for ((name, package), best) in PROGRAMS.iter().zip(&mut seconds) {
            progress(&format!("cold build {round}, {name}"));
            *best = best.min(build(package)?);
        }
    }
    let mut table = Table::new(["hello world", "cold release build, s", "to tonic", "crates"]);
    for ((name, package), each) in PROGRAMS.iter().zip(seconds) {
        table.row([
            (*name).to_owned(),
            format!("{each:.1}"),
            format!("{:.2}", each / seconds[0]),
            crates(package)?.to_string(),
        ]);
    }
    table.row(["strait's target", "–", "≤ 0.5", "–"]);
    Ok(table.to_string())
}

fn build(package: &str) -> Result<f64, Error> {
    let target = std::env::current_exe()?.with_file_name("cold-build");
    remove(&target)?;
    cargo(&["fetch", "--quiet"])?;
    let started = Instant::now();
    let target_flag = target.display().to_string();
    // The workspace's profile adds line tables, for profiling; who asks for none has none.
    let status = command(&["build", "--quiet", "--release", "--package", package])
        .args(["--target-dir", &target_flag])
        .env("CARGO_PROFILE_RELEASE_DEBUG", "none")
        .status()?;
    if !status.success() {
        return Err(format!("building {package}: {status}").into());
    }
    let elapsed = started.elapsed();
    remove(&target)?;
    Ok(elapsed.as_secs_f64())
}

fn remove(folder: &Path) -> Result<(), Error> {
    match std::fs::remove_dir_all(folder) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error.into()),
        _ => Ok(()),
    }
}

/// The crates that are compiled for the package, itself left out.
fn crates(package: &str) -> Result<usize, Error> {
    let output = command(&["tree", "--package", package, "--edges", "normal,build"])
        .args(["--prefix", "none", "--no-dedupe", "--format", "{p}"])
        .output()?;
    let text = String::from_utf8(output.stdout)?;
    let names: std::collections::BTreeSet<&str> = text.lines().collect();
    Ok(names.len().saturating_sub(1))
}

/// Runs Cargo in the workspace, as the Cargo that built this program.
pub(crate) fn cargo(arguments: &[&str]) -> Result<(), Error> {
    let status = command(arguments).stdin(Stdio::null()).stdout(Stdio::null()).status()?;
    if status.success() { Ok(()) } else { Err(format!("cargo {arguments:?}: {status}").into()) }
}

fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.args(arguments).current_dir(env!("CARGO_MANIFEST_DIR"));
    command
}
