//! The memory of this process while calls come in.

use std::{fmt, fs, sync::Arc, time::Duration};

use tokio::{sync::oneshot, task::JoinHandle};

use super::counted::Counts;

/// Resident memory, in KiB; zero where the system does not tell.
#[derive(Clone, Copy, Debug, Default)]
pub struct Memory {
    /// Before the first call.
    pub start: u64,
    /// After a quarter of the calls: all that is made once has been made.
    pub quarter: u64,
    /// After half of them.
    pub half: u64,
    /// The largest seen.
    pub peak: u64,
    /// After the last.
    pub end: u64,
}

impl Memory {
    /// What was added after the first quarter, in KiB; negative if memory was given back.
    #[must_use]
    pub fn growth(&self) -> i64 {
        self.end.cast_signed() - self.quarter.cast_signed()
    }

    /// Samples until it is told to finish.
    pub(super) fn sample(counts: Arc<Counts>, calls: u64) -> Sampler {
        let (stop, mut stopped) = oneshot::channel();
        let task = tokio::spawn(async move {
            let mut memory = Self { start: resident(), ..Self::default() };
            let mut tick = tokio::time::interval(Duration::from_millis(50));
            loop {
                tokio::select! {
                    _ = tick.tick() => {}
                    _ = &mut stopped => break,
                }
                memory.take(counts.started(), calls);
            }
            memory.take(calls, calls);
            memory.end = resident();
            memory
        });
        Sampler { stop, task }
    }

    fn take(&mut self, started: u64, calls: u64) {
        let now = resident();
        self.peak = self.peak.max(now);
        for (share, slot) in [(4, &mut self.quarter), (2, &mut self.half)] {
            if *slot == 0 && started >= calls / share {
                *slot = now;
            }
        }
    }
}

impl fmt::Display for Memory {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mib = |kib: u64| format!("{}.{}", kib / 1024, kib % 1024 * 10 / 1024);
        write!(
            f,
            "{} at the start, {} after a quarter, {} after half, {} at the end, {} at most (MiB)",
            mib(self.start),
            mib(self.quarter),
            mib(self.half),
            mib(self.end),
            mib(self.peak)
        )
    }
}

/// See [`Memory::sample`].
pub(super) struct Sampler {
    stop: oneshot::Sender<()>,
    task: JoinHandle<Memory>,
}

impl Sampler {
    pub(super) async fn finish(self) -> Memory {
        // An error means that the task is gone, which the next line reports.
        let _ = self.stop.send(());
        self.task.await.expect("the sampler does not panic")
    }
}

fn resident() -> u64 {
    of_status("VmRSS:")
}

/// A line of what the system says of this process, in KiB; zero where it does not.
pub(super) fn of_status(name: &str) -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix(name));
    line.and_then(|line| line.split_whitespace().next()?.parse().ok()).unwrap_or(0)
}
