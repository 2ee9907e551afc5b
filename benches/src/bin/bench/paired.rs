//! CPU time per message, as ratios to tonic within one repetition.
//!
//! Absolute times drift on a shared machine by tens of percent within minutes; two short runs one
//! after the other drift together. So every repetition runs all programs, in an order that is
//! turned round each time, and what is kept is tonic's time over the other's.

use std::fmt::Display;

use strait_bench_harness::Error;
use strait_benches::load::{self, Call, Plan};

use crate::programs::{ClientPlan, Cores, H2, PEERS, Peer, Server, TONIC, Wrapper, run_client};
use crate::table::{Spread, Table};
use crate::{Effort, progress};

/// One row of a table.
struct Row {
    name: &'static str,
    call: Call,
    connections: usize,
    streams: usize,
    calls: u64,
    target: Option<f64>,
}

const fn unary(
    name: &'static str,
    size: usize,
    (connections, streams): (usize, usize),
    calls: u64,
    target: Option<f64>,
) -> Row {
    Row { name, call: Call::Unary { size }, connections, streams, calls, target }
}

/// The number of calls is what tonic makes in about 0.15 s of CPU time.
const SERVER_ROWS: [Row; 17] = [
    unary("unary 10 B", 10, (1, 1), 3_000, None),
    unary("unary 10 B", 10, (1, 100), 10_000, None),
    unary("unary 10 B", 10, (10, 10), 10_000, None),
    unary("unary 10 B", 10, (50, 20), 10_000, None),
    unary("unary 100 B", 100, (1, 1), 3_000, Some(1.05)),
    unary("unary 100 B", 100, (1, 100), 10_000, Some(2.0)),
    unary("unary 100 B", 100, (10, 10), 10_000, Some(1.8)),
    unary("unary 100 B", 100, (50, 20), 10_000, Some(1.8)),
    unary("unary 64 KiB", 65_536, (1, 1), 1_000, None),
    unary("unary 64 KiB", 65_536, (1, 100), 2_000, Some(1.0)),
    unary("unary 64 KiB", 65_536, (10, 10), 2_000, None),
    unary("unary 64 KiB", 65_536, (50, 20), 2_000, None),
    Row {
        name: "streams of 1000 × 100 B",
        call: Call::ServerStream { count: 1000, size: 100 },
        connections: 1,
        streams: 1,
        calls: 50,
        target: Some(2.0),
    },
    Row {
        name: "streams of 10 × 100 B",
        call: Call::ServerStream { count: 10, size: 100 },
        connections: 1,
        streams: 100,
        calls: 4_000,
        target: Some(1.5),
    },
    Row {
        name: "streams of 10 × 100 B",
        call: Call::ServerStream { count: 10, size: 100 },
        connections: 10,
        streams: 10,
        calls: 4_000,
        target: None,
    },
    Row {
        name: "ping-pong of 50 × 100 B",
        call: Call::PingPong { rounds: 50, size: 100 },
        connections: 1,
        streams: 1,
        calls: 60,
        target: None,
    },
    Row {
        name: "ping-pong of 50 × 100 B",
        call: Call::PingPong { rounds: 50, size: 100 },
        connections: 1,
        streams: 100,
        calls: 200,
        target: Some(1.3),
    },
];

const CLIENT_ROWS: [Row; 5] = [
    unary("unary 100 B", 100, (1, 1), 3_000, None),
    unary("unary 100 B", 100, (1, 100), 10_000, None),
    unary("unary 100 B", 100, (10, 10), 10_000, None),
    unary("unary 100 B", 100, (50, 20), 10_000, None),
    unary("unary 64 KiB", 65_536, (1, 100), 2_000, None),
];

/// The servers, each under the same load.
pub(crate) fn servers(cores: Cores, effort: Effort, filter: &str) -> Result<String, Error> {
    let mut running = Vec::new();
    for peer in PEERS {
        running.push((peer, Server::start(peer, cores.server)?));
    }
    measure("server", &SERVER_ROWS, effort, filter, |row, peer| {
        let Some((_, server)) = running.iter().find(|(running, _)| *running == peer) else {
            return Ok(None);
        };
        let calls = effort.of(row.calls);
        let plan = Plan {
            call: row.call,
            connections: row.connections,
            streams: row.streams,
            calls,
            warm_up: calls / 5,
        };
        if peer.grpc {
            let outcome = load::run(server.address, server.pid(), &plan)?;
            return Ok(Some(outcome.server.as_secs_f64() / outcome.messages as f64));
        }
        let Some(plan) = client_plan(row, effort) else { return Ok(None) };
        let (report, _) = run_client(&Wrapper::default(), peer, cores.load, server, &plan)?;
        Ok(Some(report.watched.as_secs_f64() / report.calls as f64))
    })
}

/// The clients, each against the same server.
pub(crate) fn clients(cores: Cores, effort: Effort, filter: &str) -> Result<String, Error> {
    let grpc = Server::start(H2, cores.server)?;
    let mut others = Vec::new();
    for peer in PEERS.into_iter().filter(|peer| !peer.grpc) {
        others.push((peer, Server::start(peer, cores.server)?));
    }
    measure("client", &CLIENT_ROWS, effort, filter, |row, peer| {
        let own = others.iter().find(|(other, _)| *other == peer);
        let server = own.map_or(&grpc, |(_, server)| server);
        let Some(plan) = client_plan(row, effort) else { return Ok(None) };
        let (report, _) = run_client(&Wrapper::default(), peer, cores.load, server, &plan)?;
        Ok(Some(report.own.as_secs_f64() / report.calls as f64))
    })
}

fn client_plan(row: &Row, effort: Effort) -> Option<ClientPlan> {
    let Call::Unary { size } = row.call else { return None };
    let calls = effort.of(row.calls);
    let Row { connections, streams, .. } = *row;
    Some(ClientPlan { size, connections, streams, calls, warm_up: calls / 5 })
}

/// Fills a table: for each row the repetitions, in each all peers, in turned order.
///
/// `seconds` measures one peer once and returns its CPU time per message.
fn measure(
    what: &str,
    rows: &[Row],
    effort: Effort,
    filter: &str,
    mut seconds: impl FnMut(&Row, Peer) -> Result<Option<f64>, Error>,
) -> Result<String, Error> {
    let others: Vec<Peer> = PEERS.into_iter().filter(|peer| *peer != TONIC).collect();
    let head: [&dyn Display; 3] = [&what, &"connections × streams", &"tonic, µs"];
    let names = others.iter().map(|peer| &peer.name as &dyn Display);
    let mut table = Table::new(head.into_iter().chain(names).chain([&"target" as &dyn Display]));
    for row in rows {
        let shape = format!("{}×{}", row.connections, row.streams);
        let title = format!("{what} {} {shape}", row.name);
        if !title.contains(filter) {
            continue;
        }
        progress(&title);
        let mut samples: Vec<Vec<Option<f64>>> = Vec::new();
        for repetition in 0..effort.repetitions() {
            let mut sample = vec![None; PEERS.len()];
            let mut order: Vec<usize> = (0..PEERS.len()).collect();
            if repetition % 2 == 1 {
                order.reverse();
            }
            for index in order {
                let peer = PEERS[index];
                sample[index] = seconds(row, peer)
                    .map_err(|error| format!("{title}, {}: {error}", peer.name))?;
            }
            samples.push(sample);
        }
        let of = |peer: Peer| PEERS.iter().position(|other| *other == peer);
        let tonic = of(TONIC).ok_or("tonic is a peer")?;
        let baseline = Spread::of(samples.iter().filter_map(|sample| sample[tonic]));
        let mut cells = vec![
            row.name.to_owned(),
            shape,
            baseline.map_or("–".into(), |spread| format!("{:.2}", spread.median * 1e6)),
        ];
        for peer in &others {
            let index = of(*peer).ok_or("others are peers")?;
            let ratios = samples.iter().filter_map(|sample| Some(sample[tonic]? / sample[index]?));
            cells.push(Spread::of(ratios).map_or("–".into(), |spread| spread.to_string()));
        }
        cells.push(row.target.map_or("–".into(), |target| format!("≥ {target}")));
        table.row(cells);
    }
    Ok(table.to_string())
}
