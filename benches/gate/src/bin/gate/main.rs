//! Fails if a unary call costs strait's server or client more instructions than it may:
//! `cargo run --profile measured -p strait-bench-gate`.
//!
//! Calls of 100 bytes, 100 at a time on one connection, as in the table of counts in
//! `docs/performance.md`, but with strait at either end. One side runs under callgrind; its count is
//! the difference between a long and a short run over the difference in calls, so that start-up
//! and shutdown cancel out, and is the same on a busy machine.
//!
//! Where valgrind is absent that is said, and with `STRAIT_VALGRIND=require` it is a failure. Writes
//! are counted by a test of the crate itself, `server::writes`, which needs no tool.

#![expect(clippy::print_stdout, reason = "the counts are what the program is for")]
#![expect(clippy::print_stderr, reason = "errors")]

mod programs;

use std::process::ExitCode;

use strait_bench_harness::Error;

use crate::programs::{Side, build, has_valgrind, instructions};

/// What a call costs with Rust 1.95 on x86-64. Who makes calls cheaper writes the new figure here.
const USUAL: [(Side, u64); 2] = [(Side::Server, 9_070), (Side::Client, 10_160)];

/// What it may cost, in percent of that. Two runs of one build differ by a thousandth; the
/// rest is for other releases of the compiler, of tokio and of the system's allocator.
const MOST: u64 = 103;

/// The calls of the short and the long run.
const CALLS: [u64; 2] = [1_000, 11_000];

fn main() -> ExitCode {
    match gate() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn gate() -> Result<(), Error> {
    if !has_valgrind() {
        let absent = "valgrind, which counts instructions, is not installed";
        if std::env::var_os("STRAIT_VALGRIND").is_some_and(|value| value == "require") {
            return Err(absent.into());
        }
        eprintln!("skipped: {absent}");
        return Ok(());
    }
    build()?;
    let mut failures = Vec::new();
    for (side, usual) in USUAL {
        let (count, most) = (instructions_a_call(side)?, usual * MOST / 100);
        println!("{side}: {count} instructions a call, usual {usual}, at most {most}");
        if count > most {
            failures.push(format!(
                "a call costs the {side} {count} instructions where {usual} are usual and {most} \
                 the most: make the change cheaper, or raise `USUAL` and say what it buys"
            ));
        }
    }
    if failures.is_empty() { Ok(()) } else { Err(failures.join("\n").into()) }
}

fn instructions_a_call(side: Side) -> Result<u64, Error> {
    let [short, long] = CALLS;
    let (few, many) = (instructions(side, short)?, instructions(side, long)?);
    Ok(many.saturating_sub(few) / (long - short))
}
