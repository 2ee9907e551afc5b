//! The adaptive limit at work: calls take tickets, and what they took is learnt from.

use std::{
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
    time::Instant,
};

use super::Builder;
use crate::{
    Code, Metadata, Status,
    policy::{Adaptive, AdaptiveSettings},
};

/// A limit on concurrent calls that follows what the server can do.
///
/// It is learnt from how long handlers of unary calls take: when that rises above its best by more
/// than the tolerance, calls wait for each other, and fewer are taken. Calls above the limit fail
/// at once with UNAVAILABLE and a `grpc-retry-pushback-ms` trailer that tells clients when to try
/// again ([A6]). Streaming calls, whose time says nothing about load, neither count nor teach.
///
/// ```
/// use strait::server::AdaptiveLimit;
///
/// let server = strait::Server::builder()
///     .adaptive_limit(AdaptiveLimit::default().min(10).max(500));
/// # let _ = server;
/// ```
///
/// A call pays a clock reading and the few additions of a lock that is skipped if taken.
///
/// [A6]: https://github.com/grpc/proposal/blob/master/A6-client-retries.md#pushback
#[derive(Clone, Debug)]
pub struct AdaptiveLimit {
    settings: AdaptiveSettings,
}

impl Default for AdaptiveLimit {
    /// From 20 calls on, between 4 and 10,000, and 1.5 times the best latency is good.
    fn default() -> Self {
        let settings = AdaptiveSettings { initial: 20, min: 4, max: 10_000, tolerance: 1.5 };
        Self { settings }
    }
}

impl AdaptiveLimit {
    /// Calls at once that a server takes before it has learnt anything. 20 unless set.
    #[must_use]
    pub fn initial(mut self, calls: usize) -> Self {
        self.settings.initial = calls;
        self
    }

    /// Calls at once that are always taken. 4 unless set; 1 at least.
    #[must_use]
    pub fn min(mut self, calls: usize) -> Self {
        self.settings.min = calls.max(1);
        self.settings.max = self.settings.max.max(self.settings.min);
        self
    }

    /// Calls at once that are never exceeded. 10,000 unless set.
    #[must_use]
    pub fn max(mut self, calls: usize) -> Self {
        self.settings.max = calls.max(1);
        self.settings.min = self.settings.min.min(self.settings.max);
        self
    }

    /// How many times its best a call may take before fewer are taken. 1.5 unless set; 1 at
    /// least.
    #[must_use]
    pub fn tolerance(mut self, times: f64) -> Self {
        self.settings.tolerance = times.max(1.0);
        self
    }
}

impl Builder {
    /// Takes only as many unary calls at once as the server can do well. Off unless set.
    pub fn adaptive_limit(mut self, limit: impl Into<Option<AdaptiveLimit>>) -> Self {
        self.settings.limits.adaptive = limit.into();
        self
    }
}

/// Where calls take their tickets.
#[derive(Debug)]
pub(super) struct Gate {
    adaptive: Mutex<Adaptive>,
    /// The limit, as last learnt.
    limit: AtomicUsize,
    inside: AtomicUsize,
}

impl Gate {
    pub(super) fn new(limit: &AdaptiveLimit) -> Arc<Self> {
        let adaptive = Adaptive::new(limit.settings, now());
        let limit = AtomicUsize::new(adaptive.limit());
        Arc::new(Self { adaptive: Mutex::new(adaptive), limit, inside: AtomicUsize::new(0) })
    }

    /// A ticket, or the status of a call for which there is none.
    pub(super) fn enter(self: &Arc<Self>) -> Result<Ticket, Status> {
        let inside = self.inside.fetch_add(1, Ordering::Relaxed);
        // Given back by its drop if it is not given away.
        let ticket = Ticket { gate: Arc::clone(self), began: now() };
        let limit = self.limit.load(Ordering::Relaxed);
        if inside < limit {
            return Ok(ticket);
        }
        let adaptive = self.adaptive.lock().unwrap_or_else(PoisonError::into_inner);
        let pushback = adaptive.pushback(fastrand::f64()).as_millis().to_string();
        let mut metadata = Metadata::new();
        metadata.push(b"grpc-retry-pushback-ms", pushback.as_bytes());
        let message = format!("the server is busy with {limit} calls, all it can do well now");
        Err(Status::unavailable(message).with_metadata(metadata))
    }
}

/// A call's right to run.
#[derive(Debug)]
pub(super) struct Ticket {
    gate: Arc<Gate>,
    began: Instant,
}

impl Ticket {
    /// The handler has ended, with an error or without.
    pub(super) fn ended(self, error: Option<Code>) {
        // Whoever is in there learns enough.
        let Ok(mut adaptive) = self.gate.adaptive.try_lock() else { return };
        let now = now();
        let latency = now.saturating_duration_since(self.began);
        let inside = self.gate.inside.load(Ordering::Relaxed);
        adaptive.ended(now, latency, inside, error == Some(Code::DeadlineExceeded));
        self.gate.limit.store(adaptive.limit(), Ordering::Relaxed);
    }
}

impl Drop for Ticket {
    fn drop(&mut self) {
        self.gate.inside.fetch_sub(1, Ordering::Relaxed);
    }
}

/// tokio's clock, so that tests can stop it.
fn now() -> Instant {
    tokio::time::Instant::now().into_std()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn calls_above_the_limit_are_told_when_to_come_again() {
        let gate = Gate::new(&AdaptiveLimit::default().max(2));
        let tickets = [gate.enter().unwrap(), gate.enter().unwrap()];
        let status = gate.enter().unwrap_err();
        assert_eq!(status.code(), Code::Unavailable);
        let pushback: u64 =
            status.metadata().get("grpc-retry-pushback-ms").unwrap().parse().unwrap();
        assert!((10..=10_000).contains(&pushback));
        drop(tickets);
        assert!(gate.enter().is_ok());
    }
}
