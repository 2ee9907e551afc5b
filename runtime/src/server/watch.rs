//! The clock of a connection: it asks [`Lifetime`] when something is due, and does what that says.

use std::{
    future::Future as _,
    pin::{Pin, pin},
    task::{Context, Poll},
    time::{Duration, Instant},
};

use tokio::time::Sleep;

use super::{calls::Calls, limits::Limits};
use crate::{
    policy::{Closing, Lifetime, PingStrikes, PingsSeen, Rate, Totals, Verdict},
    transport::ServerConnection,
};

/// Watches a connection.
pub(super) struct Watch {
    lifetime: Lifetime,
    timer: Pin<Box<Sleep>>,
    armed: bool,
    closing: bool,
    pongs: u64,
    requests: u64,
    resets: u64,
    reset_rate: Option<Rate>,
    ping_strikes: PingStrikes,
}

impl Watch {
    /// How long the last frames may take on their way to a client.
    const GOODBYE: Duration = Duration::from_millis(500);

    pub(super) fn new(limits: &Limits) -> Self {
        let lifetime = Lifetime::new(&limits.lifetime, now(), fastrand::f64());
        let mut watch = Self {
            lifetime,
            timer: Box::pin(tokio::time::sleep_until(now().into())),
            armed: false,
            closing: false,
            pongs: 0,
            requests: 0,
            resets: 0,
            reset_rate: limits.max_client_resets.map(|(most, window)| Rate::new(most, window)),
            ping_strikes: PingStrikes::new(limits.pings),
        };
        watch.arm();
        watch
    }

    /// Counts requests that came.
    pub(super) fn requests(&mut self, count: usize) {
        self.requests += count as u64;
    }

    /// Whether a request is to be turned away because the connection drains.
    pub(super) fn refuses(&self) -> bool {
        self.closing || self.lifetime.is_draining() && self.lifetime.refuses(now())
    }

    /// Takes no more calls.
    pub(super) fn drain(&mut self, connection: &mut ServerConnection) {
        if !self.lifetime.is_draining() {
            self.lifetime.drain(now());
            connection.drain(Closing::Stopped);
            self.arm();
        }
    }

    /// Says GOAWAY, and closes once that is written, or soon.
    pub(super) fn close(&mut self, connection: &mut ServerConnection, why: Closing) {
        if !self.closing {
            self.closing = true;
            connection.close(why);
            self.timer.as_mut().reset((now() + Self::GOODBYE).into());
            self.armed = true;
        }
    }

    /// Looks at the connection if that is due: ready when it is to be dropped. To be polled when
    /// the connection itself has nothing to do.
    pub(super) fn poll(
        &mut self,
        cx: &mut Context<'_>,
        connection: &mut ServerConnection,
        calls: &Calls,
    ) -> Poll<()> {
        if connection.poll_pong(cx).is_ready() {
            self.pongs += 1;
        }
        if calls.resets() != self.resets {
            self.count_resets(cx, connection, calls);
        }
        let pings = connection.take_pings();
        if pings != PingsSeen::default() {
            self.count_pings(cx, connection, pings);
        }
        let mut looked = false;
        while self.armed && self.is_due(cx) {
            if self.closing {
                return Poll::Ready(());
            }
            self.look(cx, connection, calls);
            looked = true;
        }
        // Polled for another reason than the time: something has happened.
        if !looked && !self.closing && !self.lifetime.is_watching() {
            self.lifetime.stir(now());
            self.arm();
            return self.poll(cx, connection, calls);
        }
        Poll::Pending
    }

    /// Whatever the client sends: a flood uses up what tokio lets one poll do, and would stop the
    /// clock that is to end it.
    fn is_due(&mut self, cx: &mut Context<'_>) -> bool {
        let mut timer = pin!(tokio::task::unconstrained(self.timer.as_mut()));
        timer.as_mut().poll(cx).is_ready()
    }

    fn look(&mut self, cx: &Context<'_>, connection: &mut ServerConnection, calls: &Calls) {
        let activity = connection.activity();
        let totals = Totals {
            read: activity.read(),
            written: activity.written(),
            requests: self.requests,
            messages: calls.messages(),
            pongs: self.pongs,
            running: calls.running(),
            streams: connection.has_streams(),
            blocked: activity.is_blocked(),
        };
        let now = now();
        let verdict = self.lifetime.look(now, totals);
        self.arm();
        if self.lifetime.refuses(now) {
            connection.end_streams();
        }
        match verdict {
            Verdict::Stay => return,
            Verdict::Ping => connection.ping(),
            Verdict::Drain(why) => connection.drain(why),
            Verdict::Close(why) => self.close(connection, why),
        }
        // The connection is to write it.
        cx.waker().wake_by_ref();
    }

    fn count_resets(&mut self, cx: &Context<'_>, connection: &mut ServerConnection, calls: &Calls) {
        let resets = calls.resets();
        let new = resets.wrapping_sub(std::mem::replace(&mut self.resets, resets));
        let requests = self.requests;
        if self.reset_rate.as_mut().is_some_and(|rate| !rate.allows(new, requests, now())) {
            self.close(connection, Closing::Resets);
            cx.waker().wake_by_ref();
        }
    }

    fn count_pings(
        &mut self,
        cx: &Context<'_>,
        connection: &mut ServerConnection,
        pings: PingsSeen,
    ) {
        if !self.ping_strikes.allow(now(), pings, connection.has_streams()) {
            self.close(connection, Closing::Pings);
            cx.waker().wake_by_ref();
        }
    }

    fn arm(&mut self) {
        if self.closing {
            return;
        }
        match self.lifetime.next_look() {
            Some(next) => {
                self.timer.as_mut().reset(next.into());
                self.armed = true;
            }
            None => self.armed = false,
        }
    }
}

/// tokio's clock, so that tests can stop it.
fn now() -> Instant {
    tokio::time::Instant::now().into_std()
}
