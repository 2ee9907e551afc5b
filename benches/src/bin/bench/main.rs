//! Runs every comparison and prints the tables: `cargo run --release -p strait-benches`, or with
//! `--profile measured` for whole-program optimisation. The other programs are built alike.
//!
//! `--help` says how to measure less. What the figures mean: `docs/performance.md`.

#![expect(clippy::print_stdout, reason = "the tables are what the program is for")]
#![expect(clippy::print_stderr, reason = "progress and errors")]

mod agree;
mod cold;
mod counts;
mod flags;
mod memory;
mod paired;
mod peers;
mod programs;
mod table;

use std::collections::BTreeSet;
use std::process::ExitCode;
use std::time::Instant;

use strait_bench_harness::{Error, cpu};
use strait_benches::identity::Identity;

use crate::flags::{Asked, Choice, Effort};
use crate::programs::Cores;

/// The title of the codec's table, and the package that prints it.
const CODEC: (&str, &str) = ("codec", "strait-bench-codec");

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), Error> {
    match flags::asked()? {
        Asked::Help => print!("{}", flags::help()),
        Asked::Titles => titles().for_each(|title| println!("{title}")),
        Asked::Measure(choice) => {
            if !titles().any(|title| choice.wants(&title)) {
                return Err("no title contains the filter: `--titles` prints them all".into());
            }
            measure(&choice)?;
        }
    }
    Ok(())
}

/// What `--filter` chooses from.
fn titles() -> impl Iterator<Item = String> {
    titles_of_peers().chain([cold::TITLE, CODEC.0].map(str::to_owned))
}

/// Those for which the peers' programs are needed.
fn titles_of_peers() -> impl Iterator<Item = String> {
    paired::titles().chain([counts::TITLE, memory::TITLE].map(str::to_owned))
}

fn measure(choice: &Choice) -> Result<(), Error> {
    let started = Instant::now();
    let profile = profile()?;
    let with_peers = titles_of_peers().any(|title| choice.wants(&title));
    let peers = choice.peers().filter(|_| with_peers).map(|peer| peer.package);
    build(peers.chain(choice.wants(CODEC.0).then_some(CODEC.1)), &profile)?;
    let allowed = cpu::allowed_cores()?;
    let cores = match allowed[..] {
        [server, load, ..] => Cores { server, load },
        [] | [_] => return Err("server and load need a core each".into()),
    };
    println!("{} Profile {profile}.\n", machine(allowed.len())?);

    if choice.wants(cold::TITLE) && choice.effort == Effort::Full {
        println!("### Cold build\n\n{}", cold::table()?);
    }
    // From here on this process is the load; servers choose their own core.
    cpu::pin_to(cores.load)?;
    if with_peers {
        compare(cores, choice)?;
    }
    if choice.wants(CODEC.0) {
        progress("codec");
        println!("### Codec\n\n{}", programs::output_of("codec")?);
    }
    progress(&format!("done in {} minutes", started.elapsed().as_secs().div_ceil(60)));
    Ok(())
}

/// All tables in which the peers' programs take part.
fn compare(cores: Cores, choice: &Choice) -> Result<(), Error> {
    Identity::make()?;
    agree::check(cores.server, choice)?;
    if let Some(table) = paired::servers(cores, choice)? {
        println!("### Server CPU time a message, tonic's over theirs\n\n{table}");
        println!("{}", notes(choice));
    }
    if let Some(table) = paired::clients(cores, choice)? {
        println!("### Client CPU time a call, tonic's over theirs\n\n{table}");
    }
    if choice.wants(counts::TITLE) {
        println!("### Counts a call\n\n{}", counts::table(cores, choice)?);
    }
    if choice.wants(memory::TITLE) {
        println!("### Memory\n\n{}", memory::table(cores.server, choice)?);
    }
    Ok(())
}

/// Builds what is to be run, one package after the other, so that no program is compiled with
/// features that only another needs.
fn build(packages: impl Iterator<Item = &'static str>, profile: &str) -> Result<(), Error> {
    for package in packages.collect::<BTreeSet<_>>() {
        progress(&format!("building {package}, profile {profile}"));
        cold::cargo(&["build", "--quiet", "--profile", profile, "--package", package])?;
    }
    Ok(())
}

/// What the columns of the table of servers do not say.
fn notes(choice: &Choice) -> String {
    let noted = choice.peers().filter_map(|peer| Some((peer.name, peer.note?)));
    noted.map(|(name, note)| format!("- {name}: {note}.\n")).collect()
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
