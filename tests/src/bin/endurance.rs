//! Mixed load for a given time, which must leave nothing behind and take no more memory in the end.
//!
//! ```sh
//! cargo run --release -p strait-tests --bin endurance [-- MINUTES [CALLS_PER_SECOND]]
//! ```
//!
//! An hour of 1000 calls a second unless said otherwise, which takes about a tenth of a core. Says
//! each minute how it stands. Exits with 1 if a call was lost, if handlers, tasks or connections
//! are left, or if memory grew.

#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a program prints")]

use std::{process::ExitCode, time::Duration};

use strait_tests::soak::{Load, endure};

#[tokio::main]
async fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let mut number = |otherwise| match arguments.next().map(|text| text.parse::<u32>()) {
        None => Some(otherwise),
        Some(number) => number.ok().filter(|&number| number > 0),
    };
    let (Some(minutes), Some(per_second)) = (number(60), number(1000)) else {
        eprintln!("usage: endurance [MINUTES [CALLS_PER_SECOND]], both whole numbers above 0");
        return ExitCode::FAILURE;
    };
    let load = Load { time: Duration::from_secs(u64::from(minutes) * 60), per_second };
    let mut last = 0;
    let endured = endure(load, |look| {
        let minute = look.at.as_secs() / 60;
        if minute > last {
            last = minute;
            println!(
                "{minute:3} min: {} calls, {} KiB, {} tasks, {} open files",
                look.calls, look.memory, look.tasks, look.files
            );
        }
    });
    match endured.await {
        Ok(endured) if !endured.grew() => {
            println!("passed: {endured}");
            ExitCode::SUCCESS
        }
        Ok(endured) => {
            eprintln!("memory grew: {endured}");
            ExitCode::FAILURE
        }
        Err(problem) => {
            eprintln!("{problem}");
            ExitCode::FAILURE
        }
    }
}
