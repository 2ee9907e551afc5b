//! CPU time of every operation, in interleaved loops.

use std::time::Duration;

use strait_bench_harness::{Error, cpu::CpuClock};

use crate::libraries::{LIBRARIES, Operation, Ways};

/// The CPU time of one measured loop, roughly.
const LOOP: Duration = Duration::from_millis(4);
const REPETITIONS: usize = 15;

/// MiB/s of each library's fastest way.
pub(crate) fn rates(bytes: usize, ways: Ways) -> Result<[f64; LIBRARIES.len()], Error> {
    let clock = CpuClock::of(std::process::id())?;
    let timed = |operation: &mut Operation, times: u64| -> Result<f64, Error> {
        let started = clock.now()?;
        for _ in 0..times {
            operation();
        }
        Ok((clock.now()? - started).as_secs_f64() / times as f64)
    };
    let mut calibrated = Vec::new();
    for (library, ways) in ways.into_iter().enumerate() {
        for mut operation in ways {
            let once = timed(&mut operation, 100)?;
            let times = (LOOP.as_secs_f64() / once.max(1e-9)).ceil() as u64;
            calibrated.push((library, operation, times, Vec::new()));
        }
    }
    for _ in 0..REPETITIONS {
        for (_, operation, times, seconds) in &mut calibrated {
            seconds.push(timed(operation, *times)?);
        }
    }
    let mut rates = [0.0; LIBRARIES.len()];
    for (library, _, _, mut seconds) in calibrated {
        seconds.sort_by(f64::total_cmp);
        let rate = bytes as f64 / f64::from(1 << 20) / seconds[seconds.len() / 2];
        rates[library] = f64::max(rates[library], rate);
    }
    Ok(rates)
}
