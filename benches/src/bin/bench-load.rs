//! The load generator by itself, for profiling a server: `bench-load --addr 127.0.0.1:50051
//! --call unary --size 100 --connections 1 --streams 100 --calls 10000 [--watch PID] [--tls]`.

#![expect(clippy::print_stdout, reason = "the figures are what the program is for")]
#![expect(clippy::print_stderr, reason = "errors")]

use std::net::SocketAddr;
use std::process::ExitCode;

use strait_bench_harness::cpu;
use strait_benches::load::{self, Call, Error, Plan};

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
    use lexopt::prelude::{Long, ValueExt};
    let mut addr: SocketAddr = ([127, 0, 0, 1], 50051).into();
    let mut watch = std::process::id();
    let (mut call, mut size, mut count) = (String::from("unary"), 100, 10);
    let mut plan = Plan {
        call: Call::Unary { size: 0 },
        connections: 1,
        streams: 1,
        calls: 1000,
        warm_up: 0,
        tls: false,
    };
    let mut arguments = lexopt::Parser::from_env();
    while let Some(argument) = arguments.next()? {
        match argument {
            Long("addr") => addr = arguments.value()?.parse()?,
            Long("watch") => watch = arguments.value()?.parse()?,
            Long("core") => cpu::pin_to(arguments.value()?.parse()?)?,
            Long("call") => call = arguments.value()?.parse()?,
            Long("size") => size = arguments.value()?.parse()?,
            Long("count") => count = arguments.value()?.parse()?,
            Long("connections") => plan.connections = arguments.value()?.parse()?,
            Long("streams") => plan.streams = arguments.value()?.parse()?,
            Long("calls") => plan.calls = arguments.value()?.parse()?,
            Long("tls") => plan.tls = true,
            Long("warm-up") => plan.warm_up = arguments.value()?.parse()?,
            other => return Err(other.unexpected().into()),
        }
    }
    plan.call = match call.as_str() {
        "unary" => Call::Unary { size },
        "server-stream" => Call::ServerStream { count, size: u32::try_from(size)? },
        "ping-pong" => Call::PingPong { rounds: count, size },
        other => {
            return Err(format!("no call `{other}`: unary, server-stream or ping-pong").into());
        }
    };

    let outcome = load::run(addr, watch, &plan)?;
    println!("{} messages in {:.3} s", outcome.messages, outcome.elapsed.as_secs_f64());
    let each = |time: std::time::Duration| time.as_secs_f64() * 1e6 / outcome.messages as f64;
    println!("load: {:.2} µs of CPU time a message", each(outcome.load));
    if watch != std::process::id() {
        println!("server: {:.2} µs of CPU time a message", each(outcome.server));
    }
    Ok(())
}
