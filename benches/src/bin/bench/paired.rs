//! CPU time per message, as ratios to tonic within one repetition.
//!
//! Absolute times drift on a shared machine by tens of percent within minutes; two short runs one
//! after the other drift together. So every repetition runs all programs, in an order that is
//! turned round each time, and what is kept is tonic's time over the other's.

use std::time::Duration;

use strait_bench_harness::Error;
use strait_bench_harness::server::{Options, Source};
use strait_benches::load::{self, Call, Plan};

use crate::flags::{Choice, Effort};
use crate::peers::{H2, Peer, TONIC, USUAL, WAYS};
use crate::programs::{ClientPlan, Cores, Server, Wrapper, run_client};
use crate::progress;
use crate::table::{Spread, Table};

/// One row of a table.
#[derive(Clone, Copy)]
struct Row {
    name: &'static str,
    call: Call,
    options: Options,
    connections: usize,
    streams: usize,
    /// What tonic makes in about 0.15 s of CPU time.
    calls: u64,
    target: Option<f64>,
}

impl Row {
    const fn unary(name: &'static str, size: usize, shape: [usize; 2], calls: u64) -> Self {
        Self::new(name, Call::Unary { size }, shape, calls)
    }

    const fn new(name: &'static str, call: Call, shape: [usize; 2], calls: u64) -> Self {
        let [connections, streams] = shape;
        Self { name, call, options: USUAL, connections, streams, calls, target: None }
    }

    const fn made_by_a_task(self) -> Self {
        Self { options: Options { source: Source::Task, ..self.options }, ..self }
    }

    const fn over_tls(self) -> Self {
        Self { options: Options { tls: true, ..self.options }, ..self }
    }

    const fn at_least(self, target: f64) -> Self {
        Self { target: Some(target), ..self }
    }

    fn shape(&self) -> String {
        format!("{}×{}", self.connections, self.streams)
    }

    fn title(&self, what: &str) -> String {
        format!("{what} {} {}", self.name, self.shape())
    }

    fn plan(&self, effort: Effort) -> Plan {
        let Self { call, options, connections, streams, calls, .. } = *self;
        let calls = effort.of(calls);
        Plan { call, connections, streams, calls, warm_up: calls / 5, tls: options.tls }
    }

    fn client_plan(&self, effort: Effort) -> Option<ClientPlan> {
        let Call::Unary { size } = self.call else { return None };
        let Plan { connections, streams, calls, warm_up, .. } = self.plan(effort);
        Some(ClientPlan { size, connections, streams, calls, warm_up })
    }
}

const LONG_STREAM: Call = Call::ServerStream { count: 1000, size: 100 };
const SHORT_STREAM: Call = Call::ServerStream { count: 10, size: 100 };
const PING_PONG: Call = Call::PingPong { rounds: 50, size: 100 };

const SERVER_ROWS: [Row; 24] = [
    Row::unary("unary 10 B", 10, [1, 1], 3_000),
    Row::unary("unary 10 B", 10, [1, 100], 10_000),
    Row::unary("unary 10 B", 10, [10, 10], 10_000),
    Row::unary("unary 10 B", 10, [50, 20], 10_000),
    Row::unary("unary 100 B", 100, [1, 1], 3_000).at_least(1.15),
    Row::unary("unary 100 B", 100, [1, 100], 10_000).at_least(5.0),
    Row::unary("unary 100 B", 100, [10, 10], 10_000).at_least(4.0),
    Row::unary("unary 100 B", 100, [50, 20], 10_000).at_least(5.0),
    Row::unary("unary 64 KiB", 65_536, [1, 1], 1_000),
    Row::unary("unary 64 KiB", 65_536, [1, 100], 2_000).at_least(1.3),
    Row::unary("unary 64 KiB", 65_536, [10, 10], 2_000),
    Row::unary("unary 64 KiB", 65_536, [50, 20], 2_000),
    Row::new("streams of 1000, from a task", LONG_STREAM, [1, 1], 100)
        .made_by_a_task()
        .at_least(3.0),
    Row::new("streams of 1000, at hand", LONG_STREAM, [1, 1], 500),
    Row::new("streams of 10, from a task", SHORT_STREAM, [1, 100], 4_000)
        .made_by_a_task()
        .at_least(4.0),
    Row::new("streams of 10, at hand", SHORT_STREAM, [1, 100], 6_000).at_least(4.0),
    Row::new("streams of 10, from a task", SHORT_STREAM, [10, 10], 4_000).made_by_a_task(),
    Row::new("streams of 10, at hand", SHORT_STREAM, [10, 10], 6_000),
    Row::new("ping-pong of 50", PING_PONG, [1, 1], 100),
    Row::new("ping-pong of 50", PING_PONG, [1, 100], 400).at_least(1.3),
    Row::unary("unary 100 B, TLS", 100, [1, 1], 3_000).over_tls(),
    Row::unary("unary 100 B, TLS", 100, [1, 100], 10_000).over_tls(),
    Row::unary("unary 100 B, TLS", 100, [10, 10], 10_000).over_tls(),
    Row::unary("unary 64 KiB, TLS", 65_536, [1, 100], 2_000).over_tls(),
];

const CLIENT_ROWS: [Row; 5] = [
    Row::unary("unary 100 B", 100, [1, 1], 3_000),
    Row::unary("unary 100 B", 100, [1, 100], 10_000),
    Row::unary("unary 100 B", 100, [10, 10], 10_000),
    Row::unary("unary 100 B", 100, [50, 20], 10_000),
    Row::unary("unary 64 KiB", 65_536, [1, 100], 2_000),
];

const SERVERS: &str = "server";
const CLIENTS: &str = "client";

/// The titles of all rows.
pub(crate) fn titles() -> impl Iterator<Item = String> {
    let servers = SERVER_ROWS.iter().map(|row| row.title(SERVERS));
    servers.chain(CLIENT_ROWS.iter().map(|row| row.title(CLIENTS)))
}

/// The servers, each under the same load; `None` if no row is wanted.
pub(crate) fn servers(cores: Cores, choice: &Choice) -> Result<Option<String>, Error> {
    let peers: Vec<Peer> = choice.peers().collect();
    let mut running = Vec::new();
    for options in WAYS {
        for peer in peers.iter().copied().filter(|peer| peer.can_run(options)) {
            running.push((peer, options, Server::start(peer, cores.server, options)?));
        }
    }
    table(SERVERS, &SERVER_ROWS, &peers, choice, |row, peer| {
        let mut running = running.iter();
        let found = running.find(|running| (running.0, running.1) == (peer, row.options));
        let Some((.., server)) = found else { return Ok(None) };
        if !peer.can_answer(row.call) {
            return Ok(None);
        }
        if peer.grpc {
            let plan = row.plan(choice.effort);
            let outcome = load::run(server.address, server.pid(), &plan)?;
            return Ok(Some(each(outcome.server, outcome.messages)));
        }
        let Some(plan) = row.client_plan(choice.effort) else { return Ok(None) };
        let (report, _) = run_client(&Wrapper::default(), peer, cores.load, server, &plan)?;
        Ok(Some(each(report.watched, report.calls)))
    })
}

/// The clients, those of gRPC against the same server; `None` if no row is wanted.
pub(crate) fn clients(cores: Cores, choice: &Choice) -> Result<Option<String>, Error> {
    let peers: Vec<Peer> = choice.peers().filter(|peer| peer.client.is_some()).collect();
    let mut running = vec![(H2, Server::start(H2, cores.server, USUAL)?)];
    for peer in peers.iter().copied().filter(|peer| !peer.grpc) {
        running.push((peer, Server::start(peer, cores.server, USUAL)?));
    }
    table(CLIENTS, &CLIENT_ROWS, &peers, choice, |row, peer| {
        let wanted = if peer.grpc { H2 } else { peer };
        let (_, server) =
            running.iter().find(|(running, _)| *running == wanted).ok_or("all servers run")?;
        let Some(plan) = row.client_plan(choice.effort) else { return Ok(None) };
        let (report, _) = run_client(&Wrapper::default(), peer, cores.load, server, &plan)?;
        Ok(Some(each(report.own, report.calls)))
    })
}

fn each(time: Duration, messages: u64) -> f64 {
    time.as_secs_f64() / messages as f64
}

/// Measures the rows that are wanted; `None` if there are none.
///
/// `seconds` measures one peer once and returns its CPU time per message, if it takes part.
fn table(
    what: &str,
    rows: &[Row],
    peers: &[Peer],
    choice: &Choice,
    mut seconds: impl FnMut(&Row, Peer) -> Result<Option<f64>, Error>,
) -> Result<Option<String>, Error> {
    let wanted: Vec<&Row> = rows.iter().filter(|row| choice.wants(&row.title(what))).collect();
    if wanted.is_empty() {
        return Ok(None);
    }
    let mut head = vec![what, "connections × streams", "tonic, µs"];
    head.extend(others(peers).map(|peer| peer.name));
    head.push("strait's target");
    let mut table = Table::new(head);
    for row in wanted {
        let title = row.title(what);
        progress(&title);
        let mut samples = Vec::new();
        for repetition in 0..choice.effort.repetitions() {
            let sample = interleaved(repetition, peers, |peer| {
                seconds(row, peer)
                    .map_err(|error| format!("{title}, {}: {error}", peer.name).into())
            });
            samples.push(sample?);
        }
        table.row(cells(row, peers, &samples));
    }
    Ok(Some(table.to_string()))
}

/// All but tonic, the measure of the others.
fn others(peers: &[Peer]) -> impl Iterator<Item = Peer> {
    peers.iter().copied().filter(|peer| *peer != TONIC)
}

/// What one repetition found for each peer that takes part.
type Sample = Vec<(Peer, f64)>;

fn interleaved(
    repetition: usize,
    peers: &[Peer],
    mut seconds: impl FnMut(Peer) -> Result<Option<f64>, Error>,
) -> Result<Sample, Error> {
    let mut order = peers.to_vec();
    if repetition % 2 == 1 {
        order.reverse();
    }
    let mut sample = Sample::new();
    for peer in order {
        if let Some(seconds) = seconds(peer)? {
            sample.push((peer, seconds));
        }
    }
    Ok(sample)
}

fn cells(row: &Row, peers: &[Peer], samples: &[Sample]) -> Vec<String> {
    let of = |sample: &Sample, peer: Peer| {
        sample.iter().find(|(sampled, _)| *sampled == peer).map(|(_, seconds)| *seconds)
    };
    let tonic = Spread::of(samples.iter().filter_map(|sample| of(sample, TONIC)));
    let mut cells = vec![row.name.to_owned(), row.shape()];
    cells.push(tonic.map_or("–".into(), |spread| format!("{:.2}", spread.median * 1e6)));
    for peer in others(peers) {
        let ratios =
            samples.iter().filter_map(|sample| Some(of(sample, TONIC)? / of(sample, peer)?));
        cells.push(Spread::of(ratios).map_or("–".into(), |spread| spread.to_string()));
    }
    cells.push(row.target.map_or("–".into(), |target| format!("≥ {target}")));
    cells
}
