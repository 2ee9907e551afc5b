//! Runs the soak in full and prints what it has shown.
//!
//! ```sh
//! cargo run --release -p strait-tests --bin soak [-- LANGUAGE [CALLS]]
//! ```
//!
//! All languages and 200,000 calls each unless said otherwise. Exits with 1 if a call was lost or
//! memory grew.

#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a program prints")]

use std::process::ExitCode;

use strait_tests::{
    peers,
    soak::{self, Language, Shape},
};

/// KiB that the allocator may move up or down within the last three quarters.
const NOISE: i64 = 4096;

#[tokio::main]
async fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let wanted = arguments.next();
    let calls = match arguments.next().map(|calls| calls.parse()) {
        None => 200_000,
        Some(Ok(calls)) => calls,
        Some(Err(error)) => {
            eprintln!("the second argument is a number of calls: {error}");
            return ExitCode::FAILURE;
        }
    };
    let of_that_name = |language: &Language| match &wanted {
        Some(name) => name.eq_ignore_ascii_case(&language.to_string()),
        None => true,
    };
    let mut code = ExitCode::SUCCESS;
    for language in Language::ALL.into_iter().filter(of_that_name) {
        let scratch = peers::repository().join(format!("target/soak/{language}"));
        let Some(result) = soak::run(language, Shape::of(calls), &scratch).await else { continue };
        match result {
            Ok(report) => {
                let per_second = calls as f64 / report.took.as_secs_f64();
                println!(
                    "{language:6}: {calls} calls, {} handled, none lost, {per_second:.0}/s; \
                     memory {}",
                    report.handled, report.memory
                );
                if report.memory.growth() > NOISE {
                    eprintln!("{language}: memory grew by {} KiB", report.memory.growth());
                    code = ExitCode::FAILURE;
                }
            }
            Err(problem) => {
                eprintln!("{language}: {problem}");
                code = ExitCode::FAILURE;
            }
        }
    }
    code
}
