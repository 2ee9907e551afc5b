//! The operating system's own account of the CPU time a process has used, and pinning.

use std::time::Duration;

use nix::sched::{CpuSet, sched_getaffinity, sched_setaffinity};
use nix::time::ClockId;
use nix::unistd::Pid;

use crate::Error;

/// The CPU time of all threads of one process, ended ones included, in nanoseconds
/// (`clock_getcpuclockid(3)`).
#[derive(Clone, Copy, Debug)]
pub struct CpuClock(ClockId);

impl CpuClock {
    /// The clock of the process `pid`.
    ///
    /// # Errors
    ///
    /// If there is no such process.
    pub fn of(pid: u32) -> Result<Self, Error> {
        let pid = i32::try_from(pid)?;
        Ok(Self(ClockId::pid_cpu_clock_id(Pid::from_raw(pid))?))
    }

    /// The CPU time used so far, user and system together.
    ///
    /// # Errors
    ///
    /// If the process has ended.
    pub fn now(self) -> Result<Duration, Error> {
        Ok(Duration::from(self.0.now()?))
    }
}

/// The cores this process may run on.
///
/// # Errors
///
/// If the operating system does not say.
pub fn allowed_cores() -> Result<Vec<usize>, Error> {
    let set = sched_getaffinity(Pid::from_raw(0))?;
    Ok((0..CpuSet::count()).filter(|&core| set.is_set(core).unwrap_or(false)).collect())
}

/// Keeps the calling thread, and the threads and processes it starts later, on one core.
///
/// # Errors
///
/// If the core may not be used.
pub fn pin_to(core: usize) -> Result<(), Error> {
    let mut set = CpuSet::new();
    set.set(core)?;
    Ok(sched_setaffinity(Pid::from_raw(0), &set)?)
}
