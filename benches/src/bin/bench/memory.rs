//! Memory a server keeps for a connection that idles after one call.

use strait_bench_harness::Error;
use strait_benches::load;

use crate::flags::Choice;
use crate::peers::USUAL;
use crate::programs::Server;
use crate::progress;
use crate::table::Table;

pub(crate) const TITLE: &str = "memory";

/// The first look comes after the allocator has warmed up, the second a thousand later.
const CONNECTIONS: [usize; 2] = [200, 1_200];

/// The table of memory per idle connection, gRPC servers only.
pub(crate) fn table(core: usize, choice: &Choice) -> Result<String, Error> {
    let mut table = Table::new(["server", "KB an idle connection"]);
    for peer in choice.peers().filter(|peer| peer.grpc) {
        progress(&format!("memory, {}", peer.name));
        let server = Server::start(peer, core, USUAL)?;
        let pid = server.pid();
        let [before, after] =
            load::while_idle(server.address, CONNECTIONS, || anonymous_bytes(pid))?;
        let each = (after as f64 - before as f64) / (CONNECTIONS[1] - CONNECTIONS[0]) as f64;
        table.row([peer.name.to_owned(), format!("{:.1}", each / 1e3)]);
    }
    table.row(["strait's target", "≤ 12"]);
    Ok(table.to_string())
}

/// Heap and stacks in memory: the `Anonymous` line of `/proc/<pid>/smaps_rollup`.
fn anonymous_bytes(pid: u32) -> Result<u64, Error> {
    let map = std::fs::read_to_string(format!("/proc/{pid}/smaps_rollup"))?;
    let line = map.lines().find_map(|line| line.strip_prefix("Anonymous:"));
    let kib = line.and_then(|line| line.trim().strip_suffix(" kB")).ok_or("no `Anonymous` line")?;
    Ok(kib.parse::<u64>()? * 1024)
}
