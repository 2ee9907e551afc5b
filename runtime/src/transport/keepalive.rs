//! The hands of the keepalive: a timer and PINGs. What it decides is in `policy`.

use std::{
    future::Future as _,
    pin::Pin,
    task::{Context, Poll},
};

use tokio::time::{Instant, Sleep};

use super::Activity;
use crate::policy::{Keepalive, KeepaliveState, KeepaliveStep};

/// PINGs, as the engine of a connection sends them.
pub(super) trait Pings {
    /// Sends one, if none is on its way.
    fn send(&mut self);

    /// Ready when one was answered, or none will be; once.
    fn poll_answer(&mut self, cx: &mut Context<'_>) -> Poll<()>;
}

/// The keepalive of one connection, polled by whoever drives that.
pub(super) struct KeepaliveTimer {
    state: KeepaliveState,
    timer: Pin<Box<Sleep>>,
    waits_for: Wait,
}

#[derive(PartialEq)]
enum Wait {
    /// A call.
    Call,
    /// The timer.
    Timer,
    /// The answer to a PING, or the timer.
    Answer,
}

impl KeepaliveTimer {
    /// Begins with silence, and no PING on its way.
    pub(super) fn new(settings: Keepalive, activity: &Activity) -> Self {
        let now = Instant::now();
        let state = KeepaliveState::new(settings, now.into_std(), activity.read());
        Self { state, timer: Box::pin(tokio::time::sleep_until(now)), waits_for: Wait::Timer }
    }

    /// Sends a PING if it is time; breaks the connection off if the peer is gone, and is ready
    /// then. Reads the clock only when the timer runs out, a PING is answered, or the first call
    /// comes.
    ///
    /// To be polled before the connection, which then writes the PING or fails with the reason.
    pub(super) fn poll(
        &mut self,
        cx: &mut Context<'_>,
        pings: &mut impl Pings,
        activity: &Activity,
        calls: bool,
    ) -> Poll<()> {
        loop {
            let look = match self.waits_for {
                Wait::Call => calls,
                Wait::Timer => self.timer.as_mut().poll(cx).is_ready(),
                Wait::Answer => {
                    pings.poll_answer(cx).is_ready() || self.timer.as_mut().poll(cx).is_ready()
                }
            };
            if !look {
                return Poll::Pending;
            }
            let now = Instant::now().into_std();
            match self.state.look(now, activity.read(), calls) {
                KeepaliveStep::Dormant => {
                    self.waits_for = Wait::Call;
                    return Poll::Pending;
                }
                KeepaliveStep::Wait(until) => {
                    self.waits_for = Wait::Timer;
                    self.timer.as_mut().reset(until.into());
                }
                KeepaliveStep::Ping(until) => {
                    // A late answer to an earlier one is in the way of the next; without any that
                    // one is still on its way, and serves as well.
                    let _ = pings.poll_answer(cx);
                    pings.send();
                    self.waits_for = Wait::Answer;
                    self.timer.as_mut().reset(until.into());
                }
                KeepaliveStep::Dead => {
                    let timeout = self.state.settings().timeout;
                    activity.break_off(format!("no answer to a keepalive ping within {timeout:?}"));
                    return Poll::Ready(());
                }
            }
        }
    }
}
