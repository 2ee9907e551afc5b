//! The main function of every client in the comparison: so many connections, on each so many
//! tasks that call and wait in turn, each answer compared with what was sent.
//!
//! The client reports its own CPU time for the measured calls, start-up and warm-up left out, and
//! that of the server if its process is named.

use std::fmt;
use std::net::SocketAddr;
use std::process::ExitCode;
use std::str::FromStr;
use std::time::{Duration, Instant};

use bytes::Bytes;

use crate::cpu::{self, CpuClock};
use crate::{Error, payload, server};

/// One connection of the client under test; a clone shares it.
pub trait Echo: Clone + Send + 'static {
    /// Calls `echo.Echo/Unary` and returns the answer's `data`.
    fn unary(&mut self, data: Bytes) -> impl Future<Output = Result<Bytes, Error>> + Send;
}

/// What a client is told beside where and how much.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options {
    /// Whether the h2 crate moves the bytes in place of strait's own HTTP/2 engine.
    pub h2: bool,
}

/// What a client reports on its last line of standard output.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Report {
    /// The measured calls.
    pub calls: u64,
    /// The CPU time of the client itself.
    pub own: Duration,
    /// The CPU time of the watched server, zero if there was none.
    pub watched: Duration,
    /// The time on the wall.
    pub elapsed: Duration,
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { calls, own, watched, elapsed } = self;
        write!(f, "{calls} {} {} {}", own.as_nanos(), watched.as_nanos(), elapsed.as_nanos())
    }
}

impl FromStr for Report {
    type Err = Error;

    fn from_str(line: &str) -> Result<Self, Error> {
        let numbers = line.split(' ').map(str::parse).collect::<Result<Vec<u64>, _>>()?;
        let &[calls, own, watched, elapsed] = numbers.as_slice() else {
            return Err(format!("not a client's report: `{line}`").into());
        };
        let [own, watched, elapsed] = [own, watched, elapsed].map(Duration::from_nanos);
        Ok(Self { calls, own, watched, elapsed })
    }
}

/// Parses the flags, opens the connections with `connect`, warms up, measures and reports.
pub fn main<C, F>(connect: impl Fn(SocketAddr, Options) -> F) -> ExitCode
where
    C: Echo,
    F: Future<Output = Result<C, Error>>,
{
    match run(connect) {
        Ok(report) => {
            print(&report);
            ExitCode::SUCCESS
        }
        Err(error) => {
            server::report(&error);
            ExitCode::FAILURE
        }
    }
}

struct Flags {
    addr: SocketAddr,
    connections: usize,
    streams: usize,
    calls: u64,
    warm_up: u64,
    size: usize,
    workers: Option<usize>,
    watch: Option<u32>,
    options: Options,
}

fn run<C, F>(connect: impl Fn(SocketAddr, Options) -> F) -> Result<Report, Error>
where
    C: Echo,
    F: Future<Output = Result<C, Error>>,
{
    let flags = flags()?;
    let mut runtime = tokio::runtime::Builder::new_multi_thread();
    runtime.enable_all();
    if let Some(workers) = flags.workers {
        runtime.worker_threads(workers);
    }
    runtime.build()?.block_on(async {
        let mut clients = Vec::with_capacity(flags.connections);
        for _ in 0..flags.connections {
            clients.push(connect(flags.addr, flags.options).await?);
        }
        let own = CpuClock::of(std::process::id())?;
        let watched = flags.watch.map(CpuClock::of).transpose()?;
        call(&clients, &flags, flags.warm_up).await?;

        let started = (own.now()?, watched.map(CpuClock::now).transpose()?, Instant::now());
        let calls = call(&clients, &flags, flags.calls).await?;
        let ended = (own.now()?, watched.map(CpuClock::now).transpose()?, Instant::now());
        Ok(Report {
            calls,
            own: ended.0 - started.0,
            watched: ended.1.unwrap_or_default() - started.1.unwrap_or_default(),
            elapsed: ended.2 - started.2,
        })
    })
}

/// Makes at least `calls` calls, the same number in each task, and returns how many it made.
async fn call<C: Echo>(clients: &[C], flags: &Flags, calls: u64) -> Result<u64, Error> {
    let tasks = (clients.len() * flags.streams) as u64;
    let each = calls.div_ceil(tasks);
    let mut running = tokio::task::JoinSet::new();
    for task in 0..tasks {
        let mut client = clients[task as usize % clients.len()].clone();
        let size = flags.size;
        running.spawn(async move {
            for number in task * each..(task + 1) * each {
                let sent = Bytes::from(payload::numbered(size, number));
                let received = client.unary(sent.clone()).await?;
                if received != sent {
                    return Err(Error::from(format!("call {number} got another answer")));
                }
            }
            Ok(())
        });
    }
    while let Some(ended) = running.join_next().await {
        ended??;
    }
    Ok(each * tasks)
}

fn flags() -> Result<Flags, Error> {
    use lexopt::prelude::{Long, ValueExt};
    let mut flags = Flags {
        addr: ([127, 0, 0, 1], 50051).into(),
        connections: 1,
        streams: 1,
        calls: 1000,
        warm_up: 100,
        size: 100,
        workers: None,
        watch: None,
        options: Options::default(),
    };
    let mut arguments = lexopt::Parser::from_env();
    while let Some(argument) = arguments.next()? {
        match argument {
            Long("addr") => flags.addr = arguments.value()?.parse()?,
            Long("connections") => flags.connections = arguments.value()?.parse()?,
            Long("streams") => flags.streams = arguments.value()?.parse()?,
            Long("calls") => flags.calls = arguments.value()?.parse()?,
            Long("warm-up") => flags.warm_up = arguments.value()?.parse()?,
            Long("size") => flags.size = arguments.value()?.parse()?,
            Long("core") => cpu::pin_to(arguments.value()?.parse()?)?,
            Long("workers") => flags.workers = Some(arguments.value()?.parse()?),
            Long("watch") => flags.watch = Some(arguments.value()?.parse()?),
            Long("h2") => flags.options.h2 = true,
            other => return Err(other.unexpected().into()),
        }
    }
    Ok(flags)
}

#[expect(clippy::print_stdout, reason = "the report is what the program is for")]
fn print(report: &Report) {
    println!("{report}");
}
