//! Runs every comparison and prints the tables: `cargo run --release -p strait-benches`, or with
//! `--profile measured` for whole-program optimisation. The other programs are built alike.
//!
//! `--quick` takes fewer and shorter repetitions and leaves out cold builds; `--filter TEXT` keeps
//! the rows whose title contains the text. What the figures mean: `docs/performance.md`.

#![expect(clippy::print_stdout, reason = "the tables are what the program is for")]
#![expect(clippy::print_stderr, reason = "progress and errors")]

mod agree;
mod cold;
mod counts;
mod memory;
mod paired;
mod programs;
mod table;

use std::process::ExitCode;

use strait_bench_harness::{Error, cpu};
use strait_benches::identity::Identity;

use crate::programs::Cores;

/// Built one after the other, so that no program is compiled with features that only another needs.
const PACKAGES: [&str; 5] = [
    "strait-benches",
    "strait-bench-codec",
    "strait-bench-pajamax",
    "strait-bench-tarpc",
    "strait-bench-wtx",
];

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

/// How long to measure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Effort {
    Full,
    Quick,
}

impl Effort {
    pub(crate) fn repetitions(self) -> usize {
        match self {
            Self::Full => 9,
            Self::Quick => 3,
        }
    }

    /// How many of `calls` to make.
    pub(crate) fn of(self, calls: u64) -> u64 {
        match self {
            Self::Full => calls,
            Self::Quick => calls / 2,
        }
    }
}

struct Flags {
    effort: Effort,
    filter: String,
}

fn flags() -> Result<Flags, Error> {
    use lexopt::prelude::{Long, ValueExt};
    let mut flags = Flags { effort: Effort::Full, filter: String::new() };
    let mut arguments = lexopt::Parser::from_env();
    while let Some(argument) = arguments.next()? {
        match argument {
            Long("quick") => flags.effort = Effort::Quick,
            Long("filter") => flags.filter = arguments.value()?.parse()?,
            other => return Err(other.unexpected().into()),
        }
    }
    Ok(flags)
}

fn run() -> Result<(), Error> {
    let Flags { effort, filter } = flags()?;
    let profile = profile()?;
    for package in PACKAGES {
        progress(&format!("building {package}, profile {profile}"));
        cold::cargo(&["build", "--quiet", "--profile", &profile, "--package", package])?;
    }
    let allowed = cpu::allowed_cores()?;
    let cores = match allowed[..] {
        [server, load, ..] => Cores { server, load },
        [] | [_] => return Err("server and load need a core each".into()),
    };
    println!("{} Profile {profile}.\n", machine(allowed.len())?);

    let wanted = |title: &str| title.contains(&filter);
    if wanted("cold build") && effort == Effort::Full {
        println!("### Cold build\n\n{}", cold::table()?);
    }
    // From here on this process is the load; servers choose their own core.
    cpu::pin_to(cores.load)?;
    Identity::make()?;
    agree::check(cores.server)?;
    println!("### Server CPU time a message, tonic's over theirs\n");
    println!("{}", paired::servers(cores, effort, &filter)?);
    println!("### Client CPU time a call, tonic's over theirs\n");
    println!("{}", paired::clients(cores, effort, &filter)?);
    if wanted("counts") {
        println!("### Counts a call\n\n{}", counts::table(cores, effort)?);
    }
    if wanted("memory") {
        println!("### Memory\n\n{}", memory::table(cores.server)?);
    }
    if wanted("codec") {
        progress("codec");
        println!("### Codec\n\n{}", programs::output_of("codec")?);
    }
    Ok(())
}

/// The profile this program was built with, and so is to build the others with: Cargo names the
/// folder after it.
fn profile() -> Result<String, Error> {
    let program = std::env::current_exe()?;
    let folder = program.parent().and_then(|folder| folder.file_name());
    match folder.and_then(|name| name.to_str()) {
        None | Some("debug") => Err("build with `--release` or `--profile measured`".into()),
        Some(profile) => Ok(profile.to_owned()),
    }
}

/// What the figures were taken on: not the machine's name, but its kind.
fn machine(cores: usize) -> Result<String, Error> {
    let cpu = std::fs::read_to_string("/proc/cpuinfo")?;
    let field = |name| {
        let line = cpu.lines().find(|line| line.starts_with(name));
        line.and_then(|line| line.split_once(": ")).map_or("unknown", |(_, value)| value)
    };
    let kind = field("model name");
    let virtual_machine =
        if field("flags").contains("hypervisor") { ", in a virtual machine" } else { "" };
    Ok(format!("{cores} cores of {kind}{virtual_machine}; server and load on a core each."))
}

pub(crate) fn progress(what: &str) {
    eprintln!("… {what}");
}
