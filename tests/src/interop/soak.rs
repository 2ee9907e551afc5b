//! The two soak cases: many large calls, on one channel or each on one of its own.

use std::time::{Duration, Instant};

use strait::{Channel, Status};

use super::{Flags, Peer, UsageError, basics, ensure};
use crate::grpc_testing::TestServiceClient;

/// What the soak cases are to do; the flags have `soak_` before the names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Soak {
    /// Calls in all.
    pub iterations: u32,
    /// How many of them may fail or be late.
    pub max_failures: u32,
    /// The time that a call may take.
    pub per_iteration_max_acceptable_latency: Duration,
    /// The time that a task lets pass between the beginnings of two calls.
    pub min_time_between_rpcs: Duration,
    /// The time for all.
    pub overall_timeout: Duration,
    /// The payload of a request, in bytes.
    pub request_size: usize,
    /// The payload of a response, in bytes.
    pub response_size: usize,
    /// Tasks that call at the same time, and share the iterations.
    pub num_threads: u32,
}

impl Soak {
    /// Takes the flags, with the official defaults.
    ///
    /// # Errors
    ///
    /// If a value makes no sense.
    pub fn from_flags(flags: &mut Flags) -> Result<Self, UsageError> {
        let millis = Duration::from_millis;
        Ok(Self {
            iterations: flags.take("soak_iterations")?.unwrap_or(10),
            max_failures: flags.take("soak_max_failures")?.unwrap_or(0),
            per_iteration_max_acceptable_latency: millis(
                flags.take("soak_per_iteration_max_acceptable_latency_ms")?.unwrap_or(1000),
            ),
            min_time_between_rpcs: millis(
                flags.take("soak_min_time_ms_between_rpcs")?.unwrap_or(0),
            ),
            overall_timeout: Duration::from_secs(
                flags.take("soak_overall_timeout_seconds")?.unwrap_or(10),
            ),
            request_size: flags.take("soak_request_size")?.unwrap_or(basics::LARGE_REQUEST),
            response_size: flags.take("soak_response_size")?.unwrap_or(basics::LARGE_RESPONSE),
            num_threads: flags.take("soak_num_threads")?.unwrap_or(1).max(1),
        })
    }
}

/// Calls on `channel`, or each time on a new one.
pub(super) async fn run(peer: &Peer, channel: Option<Channel>) -> Result<(), Status> {
    let soak = &peer.soak;
    let end = Instant::now() + soak.overall_timeout;
    let share = soak.iterations / soak.num_threads;
    let shares = (0..soak.num_threads).map(|_| work(peer, channel.as_ref(), share, end));
    let shares = futures::future::join_all(shares).await;
    let (mut done, mut failures) = (0, Vec::new());
    for (calls, failed) in shares {
        done += calls;
        failures.extend(failed);
    }
    let want = share * soak.num_threads;
    ensure(done == want, || format!("only {done} of {want} calls were made in time"))?;
    ensure(failures.len() <= soak.max_failures as usize, || {
        format!("{} of {done} calls failed, such as: {}", failures.len(), failures.join("; "))
    })
}

/// Makes a task's share of calls. Gives how many were made, and what was wrong with which.
async fn work(
    peer: &Peer,
    channel: Option<&Channel>,
    share: u32,
    end: Instant,
) -> (u32, Vec<String>) {
    let soak = &peer.soak;
    let mut failures = Vec::new();
    for done in 0..share {
        let begun = Instant::now();
        if begun >= end {
            return (done, failures);
        }
        let result = call(peer, channel).await;
        let taken = begun.elapsed();
        match result {
            Err(status) => failures.push(status.to_string()),
            Ok(()) if taken > soak.per_iteration_max_acceptable_latency => {
                failures.push(format!("a call took {taken:?}"));
            }
            Ok(()) => {}
        }
        tokio::time::sleep(soak.min_time_between_rpcs.saturating_sub(taken)).await;
    }
    (share, failures)
}

async fn call(peer: &Peer, channel: Option<&Channel>) -> Result<(), Status> {
    let channel = match channel {
        Some(channel) => channel.clone(),
        None => peer.connect().await?,
    };
    let client = TestServiceClient::new(channel);
    basics::unary(&client, peer.soak.request_size, peer.soak.response_size).await
}
