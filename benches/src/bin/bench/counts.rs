//! What noise cannot touch: user instructions and writing system calls per call.
//!
//! Each is the difference between a long and a short run of the same program, over the difference
//! in calls, so that start-up and shutdown cancel out.

use std::process::{Command, Stdio};

use strait_bench_harness::Error;
use strait_bench_harness::server::Options;
use strait_benches::load::{self, Call, Plan};

use crate::flags::{Choice, Effort};
use crate::peers::{H2, Peer, USUAL};
use crate::programs::{ClientPlan, Cores, Server, Wrapper, run_client};
use crate::progress;
use crate::table::{Table, thousands};

pub(crate) const TITLE: &str = "counts";

const SIZE: usize = 100;
const STREAMS: usize = 100;

/// A tool that counts while a program runs.
#[derive(Clone, Copy)]
enum Tool {
    /// valgrind's callgrind: user instructions.
    Callgrind,
    /// strace: `write`, `writev`, `sendto`, `sendmsg`.
    Strace,
}

impl Tool {
    fn name(self) -> &'static str {
        match self {
            Self::Callgrind => "valgrind",
            Self::Strace => "strace",
        }
    }

    fn is_there(self) -> bool {
        let probe = Command::new(self.name()).arg("--version").stdout(Stdio::null()).status();
        probe.is_ok_and(|status| status.success())
    }

    fn wrapper(self) -> Wrapper {
        let arguments: &[&str] = match self {
            Self::Callgrind => &["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null"],
            // In the background, so that the process that is started is the program.
            Self::Strace => {
                &["strace", "-D", "-f", "-c", "-e", "trace=write,writev,sendto,sendmsg"]
            }
        };
        Wrapper(arguments.iter().map(ToString::to_string).collect())
    }

    /// Finds the count in what the tool wrote on standard error.
    fn count(self, report: &str) -> Result<u64, Error> {
        match self {
            // `==1234== Collected : 5678`
            Self::Callgrind => report
                .lines()
                .find_map(|line| line.split_once("Collected : "))
                .and_then(|(_, count)| count.trim().parse().ok())
                .ok_or_else(|| format!("no count from callgrind: {report}").into()),
            // `99.00    0.001000           1      1000         1 writev`, errors only if any
            Self::Strace => {
                let calls = report.lines().filter_map(|line| {
                    let columns: Vec<&str> = line.split_whitespace().collect();
                    let &call = columns.last()?;
                    ["write", "writev", "sendto", "sendmsg"].contains(&call).then_some(())?;
                    columns.get(3)?.parse::<u64>().ok()
                });
                Ok(calls.sum())
            }
        }
    }

    /// The calls of the short and the long run.
    fn runs(self, effort: Effort) -> [u64; 2] {
        match self {
            Self::Callgrind => [500, 500 + effort.of(2_000)],
            Self::Strace => [1_000, 1_000 + effort.of(10_000)],
        }
    }
}

/// The table of counts, servers and clients.
pub(crate) fn table(cores: Cores, choice: &Choice) -> Result<String, Error> {
    let mut table = Table::new([
        "unary 100 B, 1×100",
        "server instructions",
        "server writes",
        "client instructions",
        "client writes",
    ]);
    for peer in choice.peers() {
        progress(&format!("counts, {}", peer.name));
        let mut cells = vec![peer.name.to_owned()];
        for (tool, in_server) in [
            (Tool::Callgrind, true),
            (Tool::Strace, true),
            (Tool::Callgrind, false),
            (Tool::Strace, false),
        ] {
            cells.push(cell(tool, in_server, peer, cores, choice.effort)?);
        }
        table.row(cells);
    }
    table.row(["strait's targets", "≤ 11,000", "≤ 0.02", "≤ 12,000", "–"]);
    Ok(table.to_string())
}

fn cell(
    tool: Tool,
    in_server: bool,
    peer: Peer,
    cores: Cores,
    effort: Effort,
) -> Result<String, Error> {
    if !in_server && peer.client.is_none() {
        return Ok("–".into());
    }
    if !tool.is_there() {
        return Ok(format!("skipped: {} not found", tool.name()));
    }
    let count = |calls| {
        if in_server { server(tool, peer, cores, calls) } else { client(tool, peer, cores, calls) }
    };
    let [short, long] = tool.runs(effort);
    let (few, many) = (count(short)?, count(long)?);
    let each = many.saturating_sub(few) as f64 / (long - short) as f64;
    Ok(match tool {
        Tool::Callgrind => thousands(each),
        Tool::Strace => format!("{each:.3}"),
    })
}

fn server(tool: Tool, peer: Peer, cores: Cores, calls: u64) -> Result<u64, Error> {
    // Under callgrind every handler looks slow to a server that watches the clock.
    let options = Options { inline: matches!(tool, Tool::Callgrind), ..USUAL };
    let server = Server::start_under(&tool.wrapper(), peer, cores.server, options)?;
    if peer.grpc {
        let call = Call::Unary { size: SIZE };
        let plan = Plan { call, connections: 1, streams: STREAMS, calls, warm_up: 0, tls: false };
        load::run(server.address, server.pid(), &plan)?;
    } else {
        run_client(&Wrapper::default(), peer, cores.load, &server, &client_plan(calls))?;
    }
    tool.count(&server.stop()?)
}

fn client(tool: Tool, peer: Peer, cores: Cores, calls: u64) -> Result<u64, Error> {
    let server = Server::start(if peer.grpc { H2 } else { peer }, cores.server, USUAL)?;
    let (_, report) = run_client(&tool.wrapper(), peer, cores.load, &server, &client_plan(calls))?;
    tool.count(&report)
}

fn client_plan(calls: u64) -> ClientPlan {
    ClientPlan { size: SIZE, connections: 1, streams: STREAMS, calls, warm_up: 0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn callgrinds_count_is_found() {
        let report = "==9== Events    : Ir\n==9== Collected : 190743210\n==9==\n";
        assert_eq!(Tool::Callgrind.count(report).unwrap(), 190_743_210);
        assert!(Tool::Callgrind.count("==9== killed").is_err());
    }

    #[test]
    fn straces_writes_are_added_up() {
        let report = "\
% time     seconds  usecs/call     calls    errors syscall
------ ----------- ----------- --------- --------- ----------------
 78.10    0.000041           4        10           writev
 21.90    0.000012           6         2         1 sendto
------ ----------- ----------- --------- --------- ----------------
100.00    0.000053           4        12         1 total
";
        assert_eq!(Tool::Strace.count(report).unwrap(), 12);
    }
}
