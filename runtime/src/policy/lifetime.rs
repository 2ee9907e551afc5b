//! When a server pings, drains and closes a connection.
//!
//! The shell counts what happens on the connection, and asks at the times that this names. While
//! something happens that is every few seconds ([`Lifetime::stir`]); a quiet connection is looked
//! at when its next limit is due, and none of it costs a call anything.

use std::time::{Duration, Instant};

/// The limits on a connection's life; `None` is no limit.
#[derive(Clone, Copy, Debug)]
pub(crate) struct LifetimeSettings {
    /// How long it may be without a call.
    pub(crate) max_idle: Option<Duration>,
    /// How old it may get, give or take a tenth.
    pub(crate) max_age: Option<Duration>,
    /// How long its calls may go on after that.
    pub(crate) age_grace: Option<Duration>,
    /// How long nothing is read before a PING asks whether the client is there.
    pub(crate) keepalive_time: Option<Duration>,
    /// How long the answer may take.
    pub(crate) keepalive_timeout: Duration,
    /// How long bytes may come that make neither a request nor a part of a message.
    pub(crate) header_timeout: Option<Duration>,
    /// How long the client may refuse to take what waits for it.
    pub(crate) stall_timeout: Option<Duration>,
}

/// What has happened on a connection until now.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Totals {
    /// Bytes read.
    pub(crate) read: u64,
    /// Bytes written.
    pub(crate) written: u64,
    /// Requests begun.
    pub(crate) requests: u64,
    /// Messages, and parts of them, that reached handlers.
    pub(crate) messages: u64,
    /// Answers to PINGs.
    pub(crate) pongs: u64,
    /// Handlers at work.
    pub(crate) running: usize,
    /// Whether a stream is open, its handler at work or not.
    pub(crate) streams: bool,
    /// Whether the socket takes no more.
    pub(crate) blocked: bool,
}

/// What is to be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// Nothing.
    Stay,
    /// Send a PING.
    Ping,
    /// Take no new calls, and close when the running ones are done.
    Drain(Closing),
    /// Close.
    Close(Closing),
}

/// Why a connection is closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Closing {
    /// No call came for too long.
    Idle,
    /// The connection had its time.
    Old,
    /// The server stops.
    Stopped,
    /// The client does not answer.
    Silent,
    /// The client sends what never becomes a request.
    Unfinished,
    /// The client does not take what is sent to it.
    Stalled,
    /// The client resets most of its calls.
    Resets,
    /// The client sends PINGs too often.
    Pings,
}

impl Closing {
    /// Whether the client did what no honest one does.
    pub(crate) fn is_abuse(self) -> bool {
        matches!(self, Self::Unfinished | Self::Stalled | Self::Resets | Self::Pings)
    }

    /// What the client is told.
    pub(crate) fn why(self) -> &'static str {
        match self {
            Self::Idle => "the connection was idle",
            Self::Old => "the connection has reached its age",
            Self::Stopped => "the server stops",
            Self::Silent => "no answer to a keepalive ping",
            Self::Unfinished => "bytes came that did not become a request or a message",
            Self::Stalled => "what was sent to the client was not taken",
            Self::Resets => "too many calls were reset",
            // The words of A8, which clients look for.
            Self::Pings => "too_many_pings",
        }
    }
}

/// A connection's life so far.
///
/// ```text
/// open ──idle, old, told by the server──▶ draining ──no call, grace over──▶ closed
///   └────────no answer to PING, nothing read or sent on─────────────────────▲
/// ```
#[derive(Debug)]
pub(crate) struct Lifetime {
    settings: LifetimeSettings,
    tick: Duration,
    next_tick: Option<Instant>,
    seen: Totals,
    old_at: Option<Instant>,
    last_read: Instant,
    idle_since: Option<Instant>,
    /// Since when bytes come that mean nothing yet.
    unanswered_since: Option<Instant>,
    /// Since when nothing is written though something waits.
    stalled_since: Option<Instant>,
    ping: Option<Ping>,
    draining: Option<Draining>,
}

#[derive(Clone, Copy, Debug)]
struct Draining {
    since: Instant,
    why: Closing,
}

#[derive(Debug)]
struct Ping {
    due: Instant,
    wait: Duration,
    closing: Closing,
    /// What had passed when it was sent, or when its time was last prolonged.
    seen: Totals,
}

impl Ping {
    /// What the answers and settings of a connection without responses may take, in bytes.
    const SMALL_TALK: u64 = 1024;

    /// Whether the answer may only be late. It can lie behind a long request; and our PING behind
    /// long responses, on their way to a client that takes them and so does not hang.
    fn may_be_late(&self, now: &Totals) -> bool {
        let alive = match self.closing {
            Closing::Unfinished => now.written.saturating_sub(self.seen.written) > Self::SMALL_TALK,
            _ => now.read != self.seen.read,
        };
        alive || progress(now) != progress(&self.seen)
    }
}

impl Lifetime {
    /// How long the answer to the PING between the two GOAWAYs is waited for; HTTP/2 has no bound.
    pub(crate) const DRAIN_ANSWER: Duration = Duration::from_secs(5);

    const JITTER: f64 = 0.1;

    /// A connection opened at `now`; `random` is uniform in 0..1.
    pub(crate) fn new(settings: &LifetimeSettings, now: Instant, random: f64) -> Self {
        // "Infinity … a random jitter of +/-10% will be added to MAX_CONNECTION_AGE to spread out
        // connection storms." (A9)
        let jitter = 1.0 + Self::JITTER * (2.0 * random - 1.0);
        let age = settings.max_age.map(|age| age.mul_f64(jitter));
        let tick = tick(settings);
        Self {
            settings: *settings,
            tick,
            next_tick: Some(now + tick),
            seen: Totals::default(),
            old_at: age.and_then(|age| now.checked_add(age)),
            last_read: now,
            idle_since: Some(now),
            unanswered_since: None,
            stalled_since: None,
            ping: None,
            draining: None,
        }
    }

    /// Whether the next look is a few seconds away at most.
    pub(crate) fn is_watching(&self) -> bool {
        self.next_tick.is_some()
    }

    /// Something has happened on a connection that was quiet.
    pub(crate) fn stir(&mut self, now: Instant) {
        self.next_tick.get_or_insert(now + self.tick);
    }

    /// The server wants the connection drained, for reasons and a time of its own.
    pub(crate) fn drain(&mut self, now: Instant) {
        self.draining.get_or_insert(Draining { since: now, why: Closing::Stopped });
        self.stir(now);
    }

    /// Whether requests that still come must be turned away: the client has had the time to see
    /// that the connection drains.
    pub(crate) fn refuses(&self, now: Instant) -> bool {
        self.draining.is_some_and(|draining| now >= draining.since + Self::DRAIN_ANSWER)
    }

    /// Whether it drains.
    pub(crate) fn is_draining(&self) -> bool {
        self.draining.is_some()
    }

    /// When to look again; `None` if nothing is due before something happens.
    pub(crate) fn next_look(&self) -> Option<Instant> {
        let s = &self.settings;
        let after = |since: Option<Instant>, time: Option<Duration>| since?.checked_add(time?);
        let open = self.draining.is_none();
        [
            self.next_tick,
            self.ping.as_ref().map(|ping| ping.due),
            self.old_at.filter(|_| open),
            after(self.idle_since.filter(|_| open), s.max_idle),
            after(Some(self.last_read).filter(|_| self.ping.is_none()), s.keepalive_time),
        ]
        .into_iter()
        .flatten()
        .min()
    }

    /// Looks at the connection.
    pub(crate) fn look(&mut self, now: Instant, seen: Totals) -> Verdict {
        let quiet = self.learn(now, seen);
        let verdict = self.judge(now, &seen);
        match verdict {
            Verdict::Drain(why) => self.draining = Some(Draining { since: now, why }),
            Verdict::Ping => self.ping = Some(self.ping_now(now, &seen)),
            Verdict::Stay | Verdict::Close(_) => {}
        }
        let settled = quiet
            && self.stalled_since.is_none()
            && self.unanswered_since.is_none()
            && self.draining.is_none();
        self.next_tick = (!settled).then(|| now + self.tick);
        verdict
    }

    /// Whether nothing has happened since the last look.
    fn learn(&mut self, now: Instant, seen: Totals) -> bool {
        let before = std::mem::replace(&mut self.seen, seen);
        let answered = seen.pongs != before.pongs;
        let progress = progress(&seen) != progress(&before);
        if answered {
            self.ping = None;
        }
        if seen.read != before.read {
            self.last_read = now;
        }
        if answered || progress {
            self.unanswered_since = None;
        } else if seen.read != before.read {
            self.unanswered_since.get_or_insert(now);
        }
        if seen.running > 0 || seen.streams {
            self.idle_since = None;
        } else if self.idle_since.is_none() || seen.requests != before.requests {
            self.idle_since = Some(now);
        }
        let written = seen.written.wrapping_sub(before.written);
        let read = seen.read.wrapping_sub(before.read);
        let blocked = seen.blocked && written == 0;
        // Responses that wait for a window have no handler any more. A client that sends PINGs
        // meanwhile gets as many bytes back as it sends, and none of a response.
        let held = seen.streams && seen.running == 0 && written <= read && !progress;
        if blocked || held {
            self.stalled_since.get_or_insert(now);
        } else {
            self.stalled_since = None;
        }
        seen == before
    }

    fn judge(&mut self, now: Instant, seen: &Totals) -> Verdict {
        let s = &self.settings;
        let over = |since: Option<Instant>, time: Option<Duration>| match (since, time) {
            (Some(since), Some(time)) => now.saturating_duration_since(since) >= time,
            _ => false,
        };
        if over(self.stalled_since, s.stall_timeout) {
            return Verdict::Close(Closing::Stalled);
        }
        if let Some(Draining { since, why }) = self.draining {
            let busy = seen.running > 0 || seen.streams;
            // The server's own drain has a time of its own.
            let grace = s.age_grace.filter(|_| why != Closing::Stopped);
            if over(Some(since), grace) || !busy && over(Some(since), Some(Self::DRAIN_ANSWER)) {
                return Verdict::Close(why);
            }
        }
        if let Some(ping) = self.ping.as_mut().filter(|ping| now >= ping.due) {
            // A socket that takes nothing has a time of its own.
            let stalled = seen.blocked && s.stall_timeout.is_some();
            let excused = ping.may_be_late(seen) || ping.closing == Closing::Unfinished && stalled;
            if !excused {
                return Verdict::Close(ping.closing);
            }
            ping.seen = *seen;
            ping.due = now + ping.wait;
        }
        if self.draining.is_none() {
            if over(self.idle_since, s.max_idle) {
                return Verdict::Drain(Closing::Idle);
            }
            if self.old_at.is_some_and(|at| now >= at) {
                return Verdict::Drain(Closing::Old);
            }
        }
        let probe = over(self.unanswered_since, s.header_timeout.map(|time| time / 2));
        if self.ping.is_none() && (probe || over(Some(self.last_read), s.keepalive_time)) {
            return Verdict::Ping;
        }
        Verdict::Stay
    }

    /// The answer to a PING shows more than life: nothing may come between the frames of a header
    /// block, so a client that answers is not within one.
    fn ping_now(&self, now: Instant, seen: &Totals) -> Ping {
        let (wait, closing) = match (self.unanswered_since, self.settings.header_timeout) {
            (Some(_), Some(time)) => (time / 2, Closing::Unfinished),
            _ => (self.settings.keepalive_timeout, Closing::Silent),
        };
        Ping { due: now + wait, wait, closing, seen: *seen }
    }
}

/// What only a client can move that neither sleeps nor hangs within a header block.
fn progress(totals: &Totals) -> (u64, u64) {
    (totals.requests, totals.messages)
}

/// A fraction of the shortest limit, so that none is exceeded by much.
fn tick(settings: &LifetimeSettings) -> Duration {
    let all = [
        settings.max_idle,
        settings.max_age,
        settings.age_grace,
        settings.keepalive_time,
        Some(settings.keepalive_timeout),
        settings.header_timeout,
        settings.stall_timeout,
    ];
    let shortest = all.into_iter().flatten().min().unwrap_or(Duration::MAX);
    (shortest / 8).clamp(Duration::from_millis(1), Duration::from_secs(5))
}

#[cfg(test)]
mod tests {
    use super::*;

    const NONE: LifetimeSettings = LifetimeSettings {
        max_idle: None,
        max_age: None,
        age_grace: None,
        keepalive_time: None,
        keepalive_timeout: secs(20),
        header_timeout: None,
        stall_timeout: None,
    };

    const fn secs(secs: u64) -> Duration {
        Duration::from_secs(secs)
    }

    /// A connection in virtual time.
    struct Life {
        lifetime: Lifetime,
        start: Instant,
        now: Instant,
        totals: Totals,
    }

    impl Life {
        fn new(settings: LifetimeSettings) -> Self {
            let start = Instant::now();
            let lifetime = Lifetime::new(&settings, start, 0.5);
            Self { lifetime, start, now: start, totals: Totals::default() }
        }

        /// Lets time pass until `until` seconds, and says what was done and when.
        fn until(&mut self, until: u64) -> Vec<(u64, Verdict)> {
            let mut done = Vec::new();
            while let Some(next) = self.lifetime.next_look() {
                if next > self.start + secs(until) {
                    break;
                }
                self.now = self.now.max(next);
                match self.lifetime.look(self.now, self.totals) {
                    Verdict::Stay => {}
                    verdict => done.push(((self.now - self.start).as_secs(), verdict)),
                }
                if matches!(done.last(), Some((_, Verdict::Close(_)))) {
                    return done;
                }
            }
            self.now = self.start + secs(until);
            self.lifetime.stir(self.now);
            done
        }
    }

    #[test]
    fn without_limits_a_quiet_connection_is_left_alone() {
        let mut life = Life::new(NONE);
        assert_eq!(life.until(10_000), []);
        life.totals.requests += 1;
        assert_eq!(life.until(10_100), []);
        life.lifetime.look(life.now, life.totals);
        assert_eq!(life.lifetime.next_look(), None);
    }

    #[test]
    fn an_idle_connection_is_drained_and_then_closed() {
        let mut life = Life::new(LifetimeSettings { max_idle: Some(secs(100)), ..NONE });
        life.totals.running = 1;
        life.totals.streams = true;
        life.totals.requests = 1;
        assert_eq!(life.until(1000), []);
        life.totals.running = 0;
        life.totals.streams = false;
        let done = life.until(2000);
        let &[(drained, Verdict::Drain(Closing::Idle)), (closed, Verdict::Close(Closing::Idle))] =
            &done[..]
        else {
            panic!("{done:?}")
        };
        assert!((1100..1110).contains(&drained), "{drained}");
        assert!((drained + 5..drained + 12).contains(&closed), "{closed}");
    }

    #[test]
    fn short_calls_keep_a_connection_from_being_idle() {
        let mut life = Life::new(LifetimeSettings { max_idle: Some(secs(100)), ..NONE });
        for at in 1..20 {
            life.totals.requests += 1;
            assert_eq!(life.until(at * 90), []);
        }
    }

    #[test]
    fn an_old_connection_is_drained_and_its_calls_have_their_grace() {
        let settings =
            LifetimeSettings { max_age: Some(secs(1000)), age_grace: Some(secs(60)), ..NONE };
        let mut life = Life::new(settings);
        life.totals.running = 1;
        let done = life.until(5000);
        let &[(1000, Verdict::Drain(Closing::Old)), (closed, Verdict::Close(Closing::Old))] =
            &done[..]
        else {
            panic!("{done:?}")
        };
        assert!((1060..1070).contains(&closed), "{closed}");
    }

    #[test]
    fn the_age_varies_by_a_tenth_either_way() {
        let settings = LifetimeSettings { max_age: Some(secs(1000)), ..NONE };
        let now = Instant::now();
        for (random, age) in [(0.0, 900), (0.5, 1000), (1.0, 1100)] {
            let lifetime = Lifetime::new(&settings, now, random);
            assert_eq!((lifetime.old_at.unwrap() - now).as_secs(), age);
        }
    }

    #[test]
    fn without_a_grace_the_calls_of_an_old_connection_go_on() {
        let mut life = Life::new(LifetimeSettings { max_age: Some(secs(10)), ..NONE });
        life.totals.running = 1;
        assert_eq!(life.until(10_000), [(10, Verdict::Drain(Closing::Old))]);
        assert!(life.lifetime.refuses(life.now));
        life.totals.running = 0;
        let done = life.until(10_100);
        assert!(matches!(done[..], [(_, Verdict::Close(Closing::Old))]), "{done:?}");
    }

    #[test]
    fn a_silent_client_is_pinged_and_closed_when_it_does_not_answer() {
        let settings = LifetimeSettings { keepalive_time: Some(secs(100)), ..NONE };
        let mut life = Life::new(settings);
        let done = life.until(1000);
        assert_eq!(done, [(100, Verdict::Ping), (120, Verdict::Close(Closing::Silent))]);

        let mut life = Life::new(settings);
        assert_eq!(life.until(110), [(100, Verdict::Ping)]);
        life.totals.pongs += 1;
        life.totals.read += 17;
        let done = life.until(225);
        assert!(matches!(done[..], [(210..=215, Verdict::Ping)]), "{done:?}");
    }

    #[test]
    fn a_client_that_sends_is_not_pinged() {
        let mut life = Life::new(LifetimeSettings { keepalive_time: Some(secs(100)), ..NONE });
        for at in 1..20 {
            life.totals.read += 100;
            life.totals.messages += 1;
            assert_eq!(life.until(at * 90), []);
        }
    }

    #[test]
    fn bytes_that_become_nothing_are_asked_about_once() {
        let settings = LifetimeSettings { header_timeout: Some(secs(40)), ..NONE };
        let mut life = Life::new(settings);
        life.totals.read = 100;
        let done = life.until(1000);
        let &[(asked, Verdict::Ping), (closed, Verdict::Close(Closing::Unfinished))] = &done[..]
        else {
            panic!("{done:?}")
        };
        assert!((20..=30).contains(&asked) && closed <= 50, "{done:?}");

        // A PING of the client's own is such bytes too, and an honest client answers ours.
        let mut life = Life::new(settings);
        life.totals.read = 17;
        assert!(matches!(life.until(30)[..], [(_, Verdict::Ping)]));
        life.totals.read += 17;
        life.totals.pongs += 1;
        assert_eq!(life.until(10_000), []);
    }

    #[test]
    fn a_long_request_may_hold_up_the_answer() {
        let settings = LifetimeSettings { header_timeout: Some(secs(40)), ..NONE };
        let mut life = Life::new(settings);
        life.totals.read = 100;
        assert!(matches!(life.until(30)[..], [(_, Verdict::Ping)]));
        for at in 4..40 {
            life.totals.read += 100;
            life.totals.messages += 1;
            assert_eq!(life.until(at * 10), []);
        }
    }

    #[test]
    fn a_long_response_on_a_slow_line_may_hold_up_our_question() {
        let settings = LifetimeSettings { header_timeout: Some(secs(40)), ..NONE };
        let mut life = Life::new(settings);
        life.totals = Totals { read: 13, running: 1, streams: true, ..Totals::default() };
        assert!(matches!(life.until(30)[..], [(_, Verdict::Ping)]));
        for at in 4..40 {
            life.totals.read += 13;
            life.totals.written += 100_000;
            assert_eq!(life.until(at * 10), []);
        }
        // Our own small frames show nothing.
        life.totals.written += 17;
        let closed = Verdict::Close(Closing::Unfinished);
        assert!(matches!(life.until(500)[..], [(_, verdict)] if verdict == closed));
    }

    #[test]
    fn a_drain_of_the_server_does_not_end_with_the_grace_of_old_connections() {
        let settings = LifetimeSettings { age_grace: Some(secs(10)), ..NONE };
        let mut life = Life::new(settings);
        life.totals.running = 1;
        life.lifetime.drain(life.now);
        assert_eq!(life.until(1000), []);
    }

    #[test]
    fn who_takes_nothing_is_closed_and_who_takes_a_little_is_not() {
        let settings = LifetimeSettings { stall_timeout: Some(secs(60)), ..NONE };
        let blocked = Totals { running: 3, streams: true, blocked: true, ..Totals::default() };
        let held = Totals { streams: true, ..Totals::default() };
        for totals in [blocked, held] {
            let mut life = Life::new(settings);
            life.totals = totals;
            for at in 1..20 {
                life.totals.written += 1;
                assert_eq!(life.until(at * 50), []);
            }
            let done = life.until(2000);
            let &[(closed, Verdict::Close(Closing::Stalled))] = &done[..] else {
                panic!("{done:?}")
            };
            assert!((960..=1030).contains(&closed), "{closed}");
        }
    }

    #[test]
    fn pings_do_not_hide_responses_that_are_not_taken() {
        let mut life = Life::new(LifetimeSettings { stall_timeout: Some(secs(60)), ..NONE });
        life.totals = Totals { streams: true, ..Totals::default() };
        let mut done = Vec::new();
        for at in 1..20 {
            life.totals.read += 17;
            life.totals.written += 17;
            done.extend(life.until(at * 5));
        }
        assert!(matches!(done[..], [(60..=75, Verdict::Close(Closing::Stalled)), ..]), "{done:?}");
    }

    #[test]
    fn a_handler_that_waits_is_no_stall() {
        let mut life = Life::new(LifetimeSettings { stall_timeout: Some(secs(60)), ..NONE });
        life.totals = Totals { running: 1, streams: true, ..Totals::default() };
        assert_eq!(life.until(10_000), []);
    }
}
