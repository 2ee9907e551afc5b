//! A load of every kind for as long as one likes, on connections that come and go, between a client
//! and a server of strait's in this process; and what it leaves behind, which has to be nothing.

use std::{
    fmt, fs,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicU64, Ordering::Relaxed},
    },
    time::{Duration, Instant},
};

use strait::Channel;
use tokio::{runtime::Handle, sync::Semaphore, task::JoinSet, time::MissedTickBehavior};

use super::{
    calls,
    counted::{Counted, Counts},
    memory,
};
use crate::grpc_testing::{TestServiceClient, TestServiceServer};

/// The first stays; each second one of the others is closed and another takes its place.
const CONNECTIONS: usize = 4;
/// Calls at once. Above it the load waits.
const AT_ONCE: usize = 500;
const TICKS_PER_SECOND: u32 = 50;
/// A share of the time. What is compared is the share after it and the last, each as long.
const WARM_UP: f64 = 0.1;

/// How long, and how much.
#[derive(Clone, Copy, Debug)]
pub struct Load {
    /// The time it takes.
    pub time: Duration,
    /// Calls that begin in a second.
    pub per_second: u32,
}

/// A look at the process, once in a second.
#[derive(Clone, Copy, Debug)]
pub struct Look {
    /// Since the beginning.
    pub at: Duration,
    /// Calls that have ended.
    pub calls: u64,
    /// Anonymous memory that is resident, in KiB: what was allocated.
    pub memory: u64,
    /// Tasks of the runtime.
    pub tasks: usize,
    /// Open files, of which most are connections.
    pub files: usize,
}

/// What a load has shown.
#[derive(Clone, Debug)]
pub struct Endured {
    /// Calls that ended, each as it should.
    pub calls: u64,
    /// Connections that the server saw.
    pub connections: usize,
    /// The middle of the looks of the tenth of the time that follows the first tenth, in KiB.
    pub early: u64,
    /// The same of the last tenth.
    pub late: u64,
    /// Of one core, for client and server: 1.0 is all of it.
    pub cores: f64,
}

impl Endured {
    /// Whether more memory was used in the end, beyond what an allocator moves: 4 MiB, or a tenth.
    #[must_use]
    pub fn grew(&self) -> bool {
        self.late > self.early + (self.early / 10).max(4096)
    }
}

impl fmt::Display for Endured {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { calls, connections, early, late, cores } = self;
        write!(
            f,
            "{calls} calls on {connections} connections, none lost, nothing left; \
             {early} KiB early, {late} KiB late; {:.0} % of a core",
            100.0 * cores
        )
    }
}

/// Runs a load, and gives `watch` a look each second.
///
/// # Errors
///
/// If calls had another outcome than they should, if handlers, tasks or files are left when all
/// connections are closed, or if the server does not drain.
///
/// # Panics
///
/// Outside of a tokio runtime, or if a call panics.
pub async fn endure(load: Load, mut watch: impl FnMut(Look)) -> Result<Endured, String> {
    let before = Look::now(Instant::now(), 0);
    let cpu = processor_time();
    let counts = Arc::new(Counts::default());
    let service = TestServiceServer::new(Counted::new(Arc::clone(&counts)));
    let server = strait::Server::builder().add(service).bind("127.0.0.1:0").await;
    let server = server.map_err(|error| error.to_string())?;
    let address = server.local_addr().ok_or("a TCP server has an address")?;
    let server = server.spawn();

    let start = Instant::now();
    let outcomes = Arc::new(Outcomes::default());
    let looks = generate(load, &format!("http://{address}"), &outcomes, &mut watch).await?;
    let took = start.elapsed();
    server.drain(Duration::from_secs(10)).await;
    outcomes.judge()?;
    let seen = counts.seen();
    let running = || {
        let seen = counts.seen();
        seen.started.saturating_sub(seen.ended)
    };
    nothing_is_left(before, running).await?;

    let tenth = |from: f64| {
        let from = took.mul_f64(from);
        let within = |look: &&Look| look.at >= from && look.at <= from + took.mul_f64(WARM_UP);
        let mut memory: Vec<u64> = looks.iter().filter(within).map(|look| look.memory).collect();
        memory.sort_unstable();
        memory.get(memory.len() / 2).copied().unwrap_or_default()
    };
    Ok(Endured {
        calls: outcomes.calls.load(Relaxed),
        connections: seen.connections,
        early: tenth(WARM_UP),
        late: tenth(1.0 - WARM_UP),
        cores: (processor_time() - cpu).as_secs_f64() / took.as_secs_f64(),
    })
}

/// Begins calls at the load's pace, and gives what was seen meanwhile when all have ended.
async fn generate(
    load: Load,
    target: &str,
    outcomes: &Arc<Outcomes>,
    watch: &mut impl FnMut(Look),
) -> Result<Vec<Look>, String> {
    let connect = async || {
        let channel = Channel::builder().connect(target).await;
        channel.map(TestServiceClient::new).map_err(|status| status.to_string())
    };
    let mut clients = Vec::new();
    for _ in 0..CONNECTIONS {
        clients.push(connect().await?);
    }
    let room = Arc::new(Semaphore::new(AT_ONCE));
    let mut calls = JoinSet::new();
    let mut looks = Vec::new();
    let start = Instant::now();
    let mut ticks = tokio::time::interval(Duration::from_secs(1) / TICKS_PER_SECOND);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Skip);
    let (mut begun, mut seconds) = (0_u64, 0_usize);
    while start.elapsed() < load.time {
        ticks.tick().await;
        let due = start.elapsed().as_secs_f64() * f64::from(load.per_second);
        // What was missed for want of time is not made up for.
        for _ in 0..(load.per_second / TICKS_PER_SECOND).max(1) {
            if begun as f64 > due {
                break;
            }
            // Each connection gets calls of every kind, the large ones among them.
            let turn = (begun / 20 + begun / 200) as usize;
            let client = clients[turn % CONNECTIONS].clone();
            let permit = Arc::clone(&room).acquire_owned().await.expect("it stays open");
            let outcomes = Arc::clone(outcomes);
            calls.spawn(async move {
                outcomes.note(begun, calls::call(&client, begun).await);
                drop(permit);
            });
            begun += 1;
        }
        while let Some(ended) = calls.try_join_next() {
            ended.map_err(|error| error.to_string())?;
        }
        if start.elapsed().as_secs() as usize > seconds {
            seconds += 1;
            clients[1 + seconds % (CONNECTIONS - 1)] = connect().await?;
            let look = Look::now(start, outcomes.calls.load(Relaxed));
            looks.push(look);
            watch(look);
        }
    }
    while let Some(ended) = calls.join_next().await {
        ended.map_err(|error| error.to_string())?;
    }
    Ok(looks)
}

/// What ends on its own needs a moment for it.
async fn nothing_is_left(before: Look, handlers: impl Fn() -> u64) -> Result<(), String> {
    let limit = Instant::now() + Duration::from_secs(20);
    loop {
        let now = Look::now(limit, 0);
        let left = (handlers(), now.tasks, now.files);
        if left.0 == 0 && left.1 <= before.tasks && left.2 <= before.files {
            return Ok(());
        }
        if Instant::now() > limit {
            return Err(format!(
                "left behind: {} handlers, {} tasks where there were {}, {} open files where there \
                 were {}",
                left.0, left.1, before.tasks, left.2, before.files
            ));
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

/// What came of the calls.
#[derive(Default)]
struct Outcomes {
    calls: AtomicU64,
    wrong: AtomicU64,
    /// The first few that were wrong.
    first: Mutex<Vec<String>>,
}

impl Outcomes {
    fn note(&self, n: u64, outcome: Result<(), String>) {
        self.calls.fetch_add(1, Relaxed);
        if let Err(what) = outcome
            && self.wrong.fetch_add(1, Relaxed) < 10
        {
            let mut first = self.first.lock().unwrap_or_else(PoisonError::into_inner);
            first.push(format!("call {n}: {what}"));
        }
    }

    fn judge(&self) -> Result<(), String> {
        let first = self.first.lock().unwrap_or_else(PoisonError::into_inner);
        match self.wrong.load(Relaxed) {
            0 => Ok(()),
            wrong => Err(format!("{wrong} calls were lost, such as\n{}", first.join("\n"))),
        }
    }
}

impl Look {
    fn now(start: Instant, calls: u64) -> Self {
        Self {
            at: start.elapsed(),
            calls,
            memory: memory::of_status("RssAnon:"),
            tasks: Handle::current().metrics().num_alive_tasks(),
            files: fs::read_dir("/proc/self/fd").map_or(0, Iterator::count),
        }
    }
}

/// What this process has had of the processor; none where the system does not tell.
fn processor_time() -> Duration {
    /// Linux has a hundredth of a second here on every machine.
    const TICK: Duration = Duration::from_millis(10);
    let stat = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    // The name of the program, in brackets, may have blanks.
    let fields = stat.rsplit(')').next().unwrap_or_default().split_whitespace();
    let ticks: u32 = fields.skip(11).take(2).filter_map(|field| field.parse::<u32>().ok()).sum();
    TICK * ticks
}
