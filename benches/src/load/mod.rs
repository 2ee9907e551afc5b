//! The load generator: writes the same HTTP/2 frames to every gRPC server, and checks each answer
//! byte by byte.
//!
//! It speaks just enough HTTP/2 to be an honest client of a correct server (flow control both
//! ways, a header table that fills and is then referred to, SETTINGS and PING acknowledged) and
//! treats everything else as a failure of the run. It costs a small fraction of what the servers
//! cost, so that they and not it are the bottleneck. It checks, once per call: status 200,
//! `grpc-status: 0`, the number of messages; and every byte of them.

mod call;
mod connection;
mod headers;
mod tls;

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use futures_util::future::try_join_all;
use strait_bench_harness::cpu::CpuClock;
use tokio::io::Interest;
use tokio::net::TcpStream;

pub use self::call::Call;
use self::connection::Connection;
use self::headers::Scheme;
use self::tls::{Session, Tls};
pub use strait_bench_harness::Error;

/// Nothing here takes longer; a server that stops answering must not stop the run.
const TIME_LIMIT: Duration = Duration::from_secs(120);

/// What to ask of a server, and how much of it at once.
#[derive(Clone, Copy, Debug)]
pub struct Plan {
    /// What each call is.
    pub call: Call,
    /// Connections.
    pub connections: usize,
    /// Calls at once on each connection.
    pub streams: usize,
    /// Calls to measure, over all connections; rounded up to a multiple of calls at once.
    pub calls: u64,
    /// Calls before the measurement, rounded up likewise.
    pub warm_up: u64,
    /// Whether the connections are over TLS.
    pub tls: bool,
}

/// What a measurement found.
#[derive(Clone, Copy, Debug)]
pub struct Outcome {
    /// Messages received; for unary calls the number of calls.
    pub messages: u64,
    /// The server's CPU time.
    pub server: Duration,
    /// The load generator's CPU time.
    pub load: Duration,
    /// The time on the wall.
    pub elapsed: Duration,
}

/// Opens the connections, warms up, and measures.
///
/// # Errors
///
/// If the server cannot be reached, breaks the protocol, or gives a wrong answer.
pub fn run(server: SocketAddr, pid: u32, plan: &Plan) -> Result<Outcome, Error> {
    let (server_clock, own_clock) = (CpuClock::of(pid)?, CpuClock::of(std::process::id())?);
    let tls = plan.tls.then(Tls::new).transpose()?;
    bounded(async {
        let mut connections = Vec::new();
        for _ in 0..plan.connections {
            connections.push(Driven::open(server, tls.as_ref(), plan.call, plan.streams).await?);
        }
        make_calls(&mut connections, plan.warm_up).await?;

        let started = (server_clock.now()?, own_clock.now()?, Instant::now());
        let calls = make_calls(&mut connections, plan.calls).await?;
        let ended = (server_clock.now()?, own_clock.now()?, Instant::now());
        Ok(Outcome {
            messages: calls * plan.call.messages(),
            server: ended.0 - started.0,
            load: ended.1 - started.1,
            elapsed: ended.2 - started.2,
        })
    })
}

/// Opens connections until there are `counts[0]`, then until there are `counts[1]`, with one call
/// made on each, and looks at the server both times while all of them idle.
///
/// # Errors
///
/// Those of [`run`] and of `look`.
pub fn while_idle<T>(
    server: SocketAddr,
    counts: [usize; 2],
    mut look: impl FnMut() -> Result<T, Error>,
) -> Result<[T; 2], Error> {
    bounded(async {
        let mut idle = Vec::new();
        let mut open_to_and_look = async |count| {
            while idle.len() < count {
                let mut connection =
                    Driven::open(server, None, Call::Unary { size: 100 }, 1).await?;
                connection.make_calls(1).await?;
                idle.push(connection);
            }
            look()
        };
        Ok([open_to_and_look(counts[0]).await?, open_to_and_look(counts[1]).await?])
    })
}

fn bounded<T>(work: impl Future<Output = Result<T, Error>>) -> Result<T, Error> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime
        .block_on(async { tokio::time::timeout(TIME_LIMIT, work).await })
        .map_err(|_| format!("not done within {TIME_LIMIT:?}"))?
}

/// Makes at least `calls` calls, the same number on each stream, and returns how many it made.
async fn make_calls(connections: &mut [Driven], calls: u64) -> Result<u64, Error> {
    let streams: usize = connections.iter().map(|driven| driven.connection.streams()).sum();
    let rounds = calls.div_ceil(streams as u64);
    let each = connections.iter_mut().map(|driven| {
        let share = rounds * driven.connection.streams() as u64;
        driven.make_calls(share)
    });
    try_join_all(each).await?;
    Ok(rounds * streams as u64)
}

/// A [`Connection`] and the socket it speaks through, with TLS between them or without.
struct Driven {
    socket: TcpStream,
    session: Option<Session>,
    connection: Connection,
}

impl Driven {
    async fn open(
        server: SocketAddr,
        tls: Option<&Tls>,
        call: Call,
        streams: usize,
    ) -> Result<Self, Error> {
        let socket = TcpStream::connect(server).await?;
        socket.set_nodelay(true)?;
        let scheme = if tls.is_some() { Scheme::Https } else { Scheme::Http };
        let connection = Connection::new(scheme, server, call, streams);
        let session = tls.map(Tls::session).transpose()?;
        let mut driven = Self { socket, session, connection };
        while !driven.connection.is_ready() {
            driven.exchange().await?;
        }
        if let Some(session) = &driven.session {
            session.check()?;
        }
        Ok(driven)
    }

    async fn make_calls(&mut self, calls: u64) -> Result<(), Error> {
        self.connection.start(calls);
        while !self.connection.is_idle() {
            self.exchange().await?;
        }
        Ok(())
    }

    /// Writes what there is to write, waits, and reads what there is to read.
    async fn exchange(&mut self) -> Result<(), Error> {
        let Self { socket, session, connection } = self;
        let all_written = match session {
            None => write(socket, connection)?,
            Some(session) => session.write(socket, connection)?,
        };
        let interest =
            if all_written { Interest::READABLE } else { Interest::READABLE | Interest::WRITABLE };
        socket.ready(interest).await?;
        match session {
            None => read(socket, connection),
            Some(session) => session.read(socket, connection),
        }
    }
}

/// Writes as much as the socket takes, and returns whether that was all.
fn write(socket: &TcpStream, connection: &mut Connection) -> Result<bool, Error> {
    while !connection.output().is_empty() {
        match socket.try_write(connection.output()) {
            Ok(written) => connection.written(written),
            Err(error) if error.kind() == std::io::ErrorKind::WouldBlock => return Ok(false),
            Err(error) => return Err(error.into()),
        }
    }
    Ok(true)
}

fn read(socket: &TcpStream, connection: &mut Connection) -> Result<(), Error> {
    match socket.try_read_buf(connection.input()) {
        Ok(0) => Err("the server closed the connection".into()),
        Ok(_) => connection.process(),
        Err(error) if error.kind() == std::io::ErrorKind::WouldBlock => Ok(()),
        Err(error) => Err(error.into()),
    }
}
