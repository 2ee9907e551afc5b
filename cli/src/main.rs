//! `strait`: what there is to do with a schema outside of a program.
//!
//! Each command is a module; it gives [`Diagnostic`](report::Diagnostic)s and prints nothing but
//! what it was asked for. How they are shown, and with which exit code, is decided here.

#![expect(clippy::print_stdout, reason = "a command line prints")]

mod attributes;
mod breaking;
mod committed;
mod config;
mod export;
mod fix;
mod import;
mod lint;
mod modules;
mod report;
mod source;
mod workspace;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use report::{Format, Outcome, Stop};

/// Protobuf schemas from Rust, and Rust from protobuf schemas.
#[derive(Debug, Parser)]
#[command(name = "strait", version, propagate_version = true, after_help = EXIT_CODES)]
struct Cli {
    #[command(subcommand)]
    command: Command,
    /// How findings are printed.
    #[arg(long, value_enum, default_value_t = Format::Text, global = true)]
    format: Format,
}

const EXIT_CODES: &str = "\
Exit codes:
  0  nothing was found
  1  something was found: a breaking change, a broken rule, a missing tag, a file out of date
  2  the question could not be answered: wrong arguments, unreadable or wrong input";

#[derive(Debug, Subcommand)]
enum Command {
    /// Writes the `.proto` files of a crate's services; the crate need not run.
    Export(export::Arguments),
    /// Writes Rust from `.proto` files or a descriptor set.
    Import(import::Arguments),
    /// Says what a change of the schema breaks for those who have the older one.
    Breaking(breaking::Arguments),
    /// Says where a schema departs from protobuf's style.
    Lint(lint::Arguments),
    /// Adds the missing `#[tag(n)]` to Rust source.
    Fix(fix::Arguments),
}

fn main() -> ExitCode {
    let cli = Cli::parse();
    let result = match &cli.command {
        Command::Export(arguments) => export::run(arguments),
        Command::Import(arguments) => import::run(arguments),
        Command::Breaking(arguments) => breaking::run(arguments),
        Command::Lint(arguments) => lint::run(arguments),
        Command::Fix(arguments) => fix::run(arguments),
    };
    match result {
        Ok(Outcome { text, findings, failed, summary }) => {
            anstream::print!("{text}");
            report::print(&findings, cli.format);
            if let (Some(summary), Format::Text) = (summary, cli.format) {
                anstream::eprintln!("{summary}");
            }
            if findings.is_empty() && !failed { ExitCode::SUCCESS } else { ExitCode::from(1) }
        }
        Err(Stop(problems)) => {
            report::print(&problems, cli.format);
            ExitCode::from(2)
        }
    }
}
