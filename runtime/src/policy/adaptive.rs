//! How many calls a server should take at once, learnt from how long they take.
//!
//! While calls run side by side they take as long as one alone; from some number on they wait for
//! each other, and more of them only wait longer. The limit follows that number. In each window of
//! time the mean latency is compared with the best known: the ratio (a gradient, as in TCP Vegas)
//! shrinks the limit, and a square root of headroom lets it grow again. The best known latency is
//! learnt anew in short probes at half the limit, or else a server that is always busy would take
//! its queue for its speed.

use std::time::{Duration, Instant};

/// The bounds of the search.
#[derive(Clone, Copy, Debug)]
pub(crate) struct AdaptiveSettings {
    pub(crate) initial: usize,
    pub(crate) min: usize,
    pub(crate) max: usize,
    /// How many times the best latency is still good.
    pub(crate) tolerance: f64,
}

/// The search for the limit.
///
/// ```text
/// Search ──every 10 s──▶ Settle (half the limit, one window) ──▶ Probe (three windows) ──▶ Search
/// ```
#[derive(Debug)]
pub(crate) struct Adaptive {
    settings: AdaptiveSettings,
    limit: f64,
    /// The latency of calls that do not wait for each other, in seconds.
    best: Option<f64>,
    phase: Phase,
    window: Window,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Phase {
    Search { until: Instant },
    Settle,
    Probe { windows: u32, best: f64 },
}

#[derive(Debug)]
struct Window {
    began: Instant,
    calls: u32,
    seconds: f64,
    most_at_once: usize,
    timed_out: bool,
}

impl Adaptive {
    const WINDOW: Duration = Duration::from_millis(100);
    const WINDOW_CALLS: u32 = 10;
    const SEARCH: Duration = Duration::from_secs(10);
    const PROBE_WINDOWS: u32 = 3;
    const SMOOTHING: f64 = 0.2;

    pub(crate) fn new(settings: AdaptiveSettings, now: Instant) -> Self {
        Self {
            settings,
            limit: settings.initial.clamp(settings.min, settings.max) as f64,
            best: None,
            phase: Phase::Search { until: now + Self::SEARCH },
            window: Window::new(now),
        }
    }

    /// How many calls may run at once.
    pub(crate) fn limit(&self) -> usize {
        let limit = match self.phase {
            Phase::Search { .. } => self.limit,
            Phase::Settle | Phase::Probe { .. } => self.limit / 2.0,
        };
        (limit as usize).clamp(self.settings.min, self.settings.max)
    }

    /// When a call that is turned away may come again: not before those that run have ended.
    /// `random` is uniform in 0..1.
    pub(crate) fn pushback(&self, random: f64) -> Duration {
        let seconds = self.best.unwrap_or(0.0) * self.settings.tolerance * (1.0 + random);
        Duration::from_secs_f64(seconds.clamp(0.01, 10.0))
    }

    /// A call has ended after `latency`; `at_once` ran, itself included.
    pub(crate) fn ended(
        &mut self,
        now: Instant,
        latency: Duration,
        at_once: usize,
        timed_out: bool,
    ) {
        self.window.add(latency, at_once, timed_out);
        let age = now.saturating_duration_since(self.window.began);
        if age >= Self::WINDOW && self.window.calls >= Self::WINDOW_CALLS {
            let window = std::mem::replace(&mut self.window, Window::new(now));
            self.learn(now, &window);
        }
    }

    fn learn(&mut self, now: Instant, window: &Window) {
        let mean = window.seconds / f64::from(window.calls);
        match self.phase {
            Phase::Search { until } => {
                let best = self.best.map_or(mean, |best| best.min(mean));
                self.best = Some(best);
                self.adjust(mean, best, window);
                if now >= until {
                    self.phase = Phase::Settle;
                }
            }
            // Calls that came before are among these.
            Phase::Settle => self.phase = Phase::Probe { windows: 0, best: f64::INFINITY },
            Phase::Probe { windows, best } => {
                let (windows, best) = (windows + 1, best.min(mean));
                self.phase = if windows < Self::PROBE_WINDOWS {
                    Phase::Probe { windows, best }
                } else {
                    self.best = Some(best);
                    Phase::Search { until: now + Self::SEARCH }
                };
            }
        }
    }

    fn adjust(&mut self, mean: f64, best: f64, window: &Window) {
        let gradient = if window.timed_out {
            0.5
        } else if mean > 0.0 {
            (self.settings.tolerance * best / mean).clamp(0.5, 1.0)
        } else {
            1.0
        };
        let wanted = gradient * self.limit + self.limit.sqrt();
        // A limit that is not reached says nothing about a higher one.
        if wanted > self.limit && (window.most_at_once as f64) < self.limit / 2.0 {
            return;
        }
        let limit = self.limit + Self::SMOOTHING * (wanted - self.limit);
        self.limit = limit.clamp(self.settings.min as f64, self.settings.max as f64);
    }
}

impl Window {
    fn new(began: Instant) -> Self {
        Self { began, calls: 0, seconds: 0.0, most_at_once: 0, timed_out: false }
    }

    fn add(&mut self, latency: Duration, at_once: usize, timed_out: bool) {
        self.calls = self.calls.saturating_add(1);
        self.seconds += latency.as_secs_f64();
        self.most_at_once = self.most_at_once.max(at_once);
        self.timed_out |= timed_out;
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BinaryHeap;

    use super::*;

    const SETTINGS: AdaptiveSettings =
        AdaptiveSettings { initial: 20, min: 4, max: 10_000, tolerance: 1.5 };

    /// A server in virtual time: workers that take calls from one queue.
    struct Simulation {
        adaptive: Adaptive,
        start: Instant,
        /// Seconds since the start.
        now: f64,
        /// When each worker is free.
        workers: Vec<f64>,
        service: f64,
        /// The calls at work and in the queue: when each ends, and when it came, in nanoseconds.
        running: BinaryHeap<std::cmp::Reverse<(u64, u64)>>,
        random: u64,
    }

    #[derive(Debug, Default)]
    struct Outcome {
        served: u32,
        shed: u32,
        latency: f64,
    }

    impl Simulation {
        fn new(workers: usize, service: f64) -> Self {
            let start = Instant::now();
            Self {
                adaptive: Adaptive::new(SETTINGS, start),
                start,
                now: 0.0,
                workers: vec![0.0; workers],
                service,
                running: BinaryHeap::new(),
                random: 0x9e37_79b9_7f4a_7c15,
            }
        }

        /// Uniform in 0..1, the same in every run.
        fn random(&mut self) -> f64 {
            self.random ^= self.random << 13;
            self.random ^= self.random >> 7;
            self.random ^= self.random << 17;
            (self.random >> 11) as f64 / (1_u64 << 53) as f64
        }

        /// Calls come at `rate` a second for `seconds`, at random times.
        fn run(&mut self, rate: f64, seconds: f64) -> Outcome {
            let mut outcome = Outcome::default();
            let end = self.now + seconds;
            while self.now < end {
                self.now += -(1.0 - self.random()).ln() / rate;
                self.finish(&mut outcome);
                if self.running.len() >= self.adaptive.limit() {
                    outcome.shed += 1;
                    continue;
                }
                let jitter = 0.5 + self.random();
                let worker = self.workers.iter_mut().min_by(|a, b| a.total_cmp(b)).unwrap();
                *worker = worker.max(self.now) + self.service * jitter;
                let nanos = |seconds: f64| (seconds * 1e9) as u64;
                self.running.push(std::cmp::Reverse((nanos(*worker), nanos(self.now))));
            }
            outcome.latency /= f64::from(outcome.served);
            outcome
        }

        fn finish(&mut self, outcome: &mut Outcome) {
            while let Some(&std::cmp::Reverse((end, came))) = self.running.peek() {
                if end as f64 / 1e9 > self.now {
                    return;
                }
                let at_once = self.running.len();
                self.running.pop();
                let latency = Duration::from_nanos(end - came);
                let at = self.start + Duration::from_nanos(end);
                self.adaptive.ended(at, latency, at_once, false);
                outcome.served += 1;
                outcome.latency += latency.as_secs_f64();
            }
        }
    }

    #[test]
    fn under_overload_the_server_stays_busy_and_calls_do_not_wait_long() {
        // 16 workers of 10 ms: 1,600 calls a second.
        for rate in [2_000.0, 4_000.0, 16_000.0] {
            let mut simulation = Simulation::new(16, 0.010);
            simulation.run(rate, 5.0);
            let outcome = simulation.run(rate, 20.0);
            assert!(f64::from(outcome.served) > 0.9 * 1_600.0 * 20.0, "{rate}: {outcome:?}");
            assert!(outcome.latency < 0.030, "{rate}: {outcome:?}");
            let limit = simulation.adaptive.limit();
            assert!((8..=64).contains(&limit), "{rate}: {limit}");
        }
    }

    #[test]
    fn the_limit_does_not_creep_up_in_an_overload_that_lasts() {
        let mut simulation = Simulation::new(16, 0.010);
        simulation.run(4_000.0, 200.0);
        let outcome = simulation.run(4_000.0, 20.0);
        assert!(outcome.latency < 0.030, "{outcome:?}");
    }

    #[test]
    fn below_its_capacity_a_server_sheds_next_to_nothing() {
        let mut simulation = Simulation::new(16, 0.010);
        simulation.run(1_000.0, 5.0);
        let outcome = simulation.run(1_000.0, 60.0);
        assert!(f64::from(outcome.shed) < 0.01 * f64::from(outcome.served), "{outcome:?}");
    }

    #[test]
    fn half_the_capacity_is_half_the_limit_and_it_comes_back() {
        let mut simulation = Simulation::new(64, 0.010);
        simulation.run(12_000.0, 30.0);
        let before = simulation.adaptive.limit;
        simulation.workers.truncate(32);
        simulation.run(12_000.0, 30.0);
        let half = simulation.adaptive.limit;
        assert!(half < 0.75 * before, "{half} after {before}");
        let now = simulation.now;
        simulation.workers.resize(64, now);
        simulation.run(12_000.0, 30.0);
        let after = simulation.adaptive.limit;
        assert!(after > 0.75 * before, "{after} after {before}");
    }

    #[test]
    fn slower_calls_are_no_overload_for_long() {
        let mut simulation = Simulation::new(16, 0.010);
        simulation.run(300.0, 30.0);
        // Three times as slow, and still below the capacity of 533 a second.
        simulation.service = 0.030;
        simulation.run(300.0, 30.0);
        let outcome = simulation.run(300.0, 30.0);
        assert!(f64::from(outcome.shed) < 0.02 * f64::from(outcome.served), "{outcome:?}");
    }

    #[test]
    fn timeouts_halve_and_the_bounds_hold() {
        let now = Instant::now();
        let mut adaptive = Adaptive::new(AdaptiveSettings { max: 30, ..SETTINGS }, now);
        let mut at = now;
        for _ in 0..2_000 {
            at += Duration::from_millis(5);
            adaptive.ended(at, Duration::from_millis(5), 30, false);
        }
        assert!((adaptive.limit - 30.0).abs() < 0.1, "{}", adaptive.limit);
        for _ in 0..2_000 {
            at += Duration::from_millis(5);
            adaptive.ended(at, Duration::from_millis(5), 30, true);
        }
        assert!(adaptive.limit < 8.0, "{}", adaptive.limit);
        assert!(adaptive.limit() >= 4);
    }

    #[test]
    fn who_is_turned_away_comes_back_after_a_call_or_two() {
        let mut adaptive = Adaptive::new(SETTINGS, Instant::now());
        assert_eq!(adaptive.pushback(0.5).as_millis(), 10);
        adaptive.best = Some(0.1);
        assert_eq!(adaptive.pushback(0.0).as_millis(), 150);
        assert_eq!(adaptive.pushback(1.0).as_millis(), 300);
    }
}
