//! The codec beside prost's and buffa's: the same messages through each library.
//!
//! Without arguments: MiB/s. `--counts`: instructions a message, by callgrind. `--gate`: the same,
//! and an error if strait needs more instructions than it may, which `.ci/run` asks.
//!
//! Encoding includes finding the length, and all three end with a new `Vec<u8>`: prost and buffa by
//! `encode_to_vec`, strait by `encode_into`. To make `Bytes` of a `Vec`, as transports do and
//! strait's `encode_to_bytes` does, would take each of them the same steps. Where a library can
//! read both from `Bytes`, whose `bytes` fields then share it, and from a slice, which it reads
//! faster but copies from, its faster way counts. Before anything is counted, all libraries must
//! read each sample and write the same message again.

#![expect(clippy::print_stdout, reason = "the table is what the program is for")]
#![expect(clippy::print_stderr, reason = "errors")]

mod counts;
mod fill;
mod libraries;
mod samples;
mod times;

use std::process::ExitCode;

use strait_bench_harness::Error;

use crate::counts::Counted;
use crate::libraries::LIBRARIES;

/// What strait may need in instructions, in percent: of prost's for either operation, of buffa's
/// for decoding.
const OF_PROST: u64 = 100;
const OF_BUFFA: u64 = 110;

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
    use lexopt::prelude::Long;
    let mut arguments = lexopt::Parser::from_env();
    match arguments.next()? {
        None => times(),
        Some(Long("counts")) => counted().map(drop),
        Some(Long("gate")) => gate(&counted()?),
        Some(Long("once")) => {
            counts::once(libraries::cases()?);
            Ok(())
        }
        Some(other) => Err(other.unexpected().into()),
    }
}

fn times() -> Result<(), Error> {
    head("MiB/s");
    for case in libraries::cases()? {
        let mut cells = Vec::new();
        for (operation, ways) in [("encode", case.encode), ("decode", case.decode)] {
            let rates = times::rates(case.bytes, ways).map_err(|e| format!("{operation}: {e}"))?;
            cells.extend(rates.map(|rate| format!("{rate:.0}")));
        }
        println!("| {} | {} | {} |", case.name, case.bytes, cells.join(" | "));
    }
    Ok(())
}

fn counted() -> Result<Vec<Counted>, Error> {
    let rows = counts::counts(&libraries::cases()?)?;
    head("instructions");
    for row in &rows {
        let cells = row.encode.iter().chain(&row.decode).map(ToString::to_string);
        let cells: Vec<String> = cells.collect();
        println!("| {} | {} | {} |", row.name, row.bytes, cells.join(" | "));
    }
    Ok(rows)
}

fn head(unit: &str) {
    let columns =
        |operation: &str| LIBRARIES.map(|library| format!("{operation} {library}")).join(" | ");
    println!("| {unit} | bytes | {} | {} |", columns("encode"), columns("decode"));
    println!("|{}", " --- |".repeat(2 + 2 * LIBRARIES.len()));
}

fn gate(rows: &[Counted]) -> Result<(), Error> {
    let mut failures = Vec::new();
    for row in rows {
        for (operation, [strait, prost, buffa]) in [("encode", row.encode), ("decode", row.decode)]
        {
            let is_over = |peer: u64, percent: u64| strait > peer * percent / 100;
            if is_over(prost, OF_PROST) {
                failures.push(format!("{operation} {}: {strait}, prost {prost}", row.name));
            }
            if operation == "decode" && is_over(buffa, OF_BUFFA) {
                failures.push(format!("{operation} {}: {strait}, buffa {buffa}", row.name));
            }
        }
    }
    if failures.is_empty() { Ok(()) } else { Err(failures.join("\n").into()) }
}
