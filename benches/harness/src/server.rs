//! The main function of every server in the comparison.
//!
//! `--addr 127.0.0.1:0 --workers 1 --core 0`, tokio's multi-threaded runtime, one line on standard
//! output that says where it listens. `--stream-from` says how messages of a server stream come to
//! be, `--inline` where handlers run, `--h2` what moves bytes, `--tls` that they are encrypted.
//! `--exit-with-stdin` ties the server's life to the program that started it: at the end of
//! standard input it exits in the ordinary way, however that program ended.

use std::io::{Read, Write};
use std::net::SocketAddr;
use std::process::ExitCode;
use std::str::FromStr;

use crate::{Error, cpu};

/// What a server is told to do in another way than usual.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// Where the messages of a server stream come from.
    pub source: Source,
    /// Handlers run in the task of their connection, without a look at the clock: for a server
    /// that decides by how long they take, and under callgrind, where all takes fifty times as
    /// long. Others have nothing to decide.
    pub inline: bool,
    /// The h2 crate in place of strait's own HTTP/2 engine. Others have no choice.
    pub h2: bool,
    /// TLS, with the certificate of the run. Not all know how.
    pub tls: bool,
}

/// How the messages of a server stream come to be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Source {
    /// All are at hand: an iterator.
    #[default]
    Ready,
    /// A task makes them and sends them through a channel of [`CHANNEL`] places.
    Task,
}

/// The capacity of a [`Source::Task`]'s channel.
pub const CHANNEL: usize = 16;

impl Source {
    /// The value of `--stream-from`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Ready => "ready",
            Self::Task => "task",
        }
    }
}

impl FromStr for Source {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self, Error> {
        [Self::Ready, Self::Task]
            .into_iter()
            .find(|source| source.name() == name)
            .ok_or_else(|| format!("`{name}` is neither `ready` nor `task`").into())
    }
}

/// Parses the flags and runs `serve` until it ends or fails.
///
/// `serve` gets a listener that is bound but not yet known to anyone; the address is printed when
/// it has returned its future.
pub fn main<F>(serve: impl FnOnce(std::net::TcpListener, Options) -> F) -> ExitCode
where
    F: Future<Output = Result<(), Error>>,
{
    match run(serve) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            report(&error);
            ExitCode::FAILURE
        }
    }
}

struct Flags {
    addr: SocketAddr,
    workers: Option<usize>,
    options: Options,
    exit_with_stdin: bool,
}

fn run<F>(serve: impl FnOnce(std::net::TcpListener, Options) -> F) -> Result<(), Error>
where
    F: Future<Output = Result<(), Error>>,
{
    let flags = flags()?;
    let mut runtime = tokio::runtime::Builder::new_multi_thread();
    runtime.enable_all();
    if let Some(workers) = flags.workers {
        runtime.worker_threads(workers);
    }
    let listener = std::net::TcpListener::bind(flags.addr)?;
    listener.set_nonblocking(true)?;
    let address = listener.local_addr()?;
    if flags.exit_with_stdin {
        std::thread::spawn(exit_at_end_of_stdin);
    }
    let runtime = runtime.build()?;
    let _inside = runtime.enter();
    let serving = serve(listener, flags.options);
    let mut stdout = std::io::stdout();
    writeln!(stdout, "listening on {address}")?;
    stdout.flush()?;
    runtime.block_on(serving)
}

fn flags() -> Result<Flags, Error> {
    use lexopt::prelude::{Long, ValueExt};
    let mut flags = Flags {
        addr: ([127, 0, 0, 1], 50051).into(),
        workers: None,
        options: Options::default(),
        exit_with_stdin: false,
    };
    let mut arguments = lexopt::Parser::from_env();
    while let Some(argument) = arguments.next()? {
        match argument {
            Long("addr") => flags.addr = arguments.value()?.parse()?,
            Long("core") => cpu::pin_to(arguments.value()?.parse()?)?,
            Long("workers") => flags.workers = Some(arguments.value()?.parse()?),
            Long("stream-from") => flags.options.source = arguments.value()?.parse()?,
            Long("inline") => flags.options.inline = true,
            Long("h2") => flags.options.h2 = true,
            Long("tls") => flags.options.tls = true,
            Long("exit-with-stdin") => flags.exit_with_stdin = true,
            other => return Err(other.unexpected().into()),
        }
    }
    Ok(flags)
}

fn exit_at_end_of_stdin() {
    let mut ignored = [0; 64];
    while matches!(std::io::stdin().read(&mut ignored), Ok(1..)) {}
    std::process::exit(0);
}

#[expect(clippy::print_stderr, reason = "this is the end of a program")]
pub(crate) fn report(error: &Error) {
    eprintln!("error: {error}");
}
