//! What the calls of a connection, and of a server, use together: handlers at work and memory.

use std::sync::{
    Arc,
    atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering},
};

use tokio::sync::Notify;

/// The calls of a whole server.
#[derive(Debug, Default)]
pub(super) struct ServerCalls {
    running: AtomicUsize,
    /// Bytes held for calls.
    buffered: AtomicUsize,
    /// Whether someone waits in [`ended`](Self::ended).
    watched: AtomicBool,
    ended: Notify,
}

/// The calls of one connection.
#[derive(Debug)]
pub(super) struct Calls {
    server: Arc<ServerCalls>,
    running: AtomicUsize,
    resets: AtomicU64,
    messages: AtomicU64,
}

impl ServerCalls {
    /// Handlers that have tasks of their own.
    pub(super) fn running(&self) -> usize {
        self.running.load(Ordering::Relaxed)
    }

    /// Bytes held for calls.
    pub(super) fn buffered(&self) -> usize {
        self.buffered.load(Ordering::Relaxed)
    }

    /// Waits until no handler is at work any more.
    pub(super) async fn ended(&self) {
        loop {
            let ended = self.ended.notified();
            // Before the count is read: who ends after that sees it and wakes us.
            self.watched.store(true, Ordering::SeqCst);
            if self.running.load(Ordering::SeqCst) == 0 {
                return;
            }
            ended.await;
        }
    }
}

impl Calls {
    pub(super) fn new(server: &Arc<ServerCalls>) -> Arc<Self> {
        Arc::new(Self {
            server: Arc::clone(server),
            running: AtomicUsize::new(0),
            resets: AtomicU64::new(0),
            messages: AtomicU64::new(0),
        })
    }

    /// Handlers of this connection that have tasks of their own.
    pub(super) fn running(&self) -> usize {
        self.running.load(Ordering::Relaxed)
    }

    /// Calls that the client reset while their handlers were at work, or before.
    pub(super) fn resets(&self) -> u64 {
        self.resets.load(Ordering::Relaxed)
    }

    /// Notes that the client reset a call.
    pub(super) fn reset_by_client(&self) {
        self.resets.fetch_add(1, Ordering::Relaxed);
    }

    /// Messages, and parts of them, that reached handlers.
    pub(super) fn messages(&self) -> u64 {
        self.messages.load(Ordering::Relaxed)
    }

    /// Bytes held for the calls of the whole server.
    pub(super) fn buffered_by_server(&self) -> usize {
        self.server.buffered()
    }

    /// Notes a message, or a part of one.
    pub(super) fn message(&self) {
        self.messages.fetch_add(1, Ordering::Relaxed);
    }
}

/// A handler's place, given back when it has really ended, whatever became of its stream.
#[derive(Debug)]
pub(super) struct Slot(Arc<Calls>);

impl Slot {
    pub(super) fn new(calls: &Arc<Calls>) -> Self {
        calls.running.fetch_add(1, Ordering::Relaxed);
        calls.server.running.fetch_add(1, Ordering::Relaxed);
        Self(Arc::clone(calls))
    }

    /// Notes that the client reset the call.
    pub(super) fn reset_by_client(&self) {
        self.0.reset_by_client();
    }

    /// The calls of this one's connection.
    pub(super) fn calls(&self) -> &Arc<Calls> {
        &self.0
    }
}

impl Drop for Slot {
    fn drop(&mut self) {
        self.0.running.fetch_sub(1, Ordering::Relaxed);
        let server = &self.0.server;
        let last = server.running.fetch_sub(1, Ordering::SeqCst) == 1;
        if last && server.watched.load(Ordering::SeqCst) {
            server.ended.notify_waiters();
        }
    }
}

/// Bytes held for a call, as the server counts them.
#[derive(Debug, Default)]
pub(super) struct Charge(usize);

impl Charge {
    /// Sets how many there are now. Free while that does not change.
    pub(super) fn set(&mut self, bytes: usize, calls: &Calls) {
        let before = std::mem::replace(&mut self.0, bytes);
        let buffered = &calls.server.buffered;
        if bytes > before {
            buffered.fetch_add(bytes - before, Ordering::Relaxed);
        } else if bytes < before {
            buffered.fetch_sub(before - bytes, Ordering::Relaxed);
        }
    }

    /// How many there are.
    pub(super) fn bytes(&self) -> usize {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use futures::FutureExt as _;

    use super::*;

    #[test]
    fn the_end_of_the_last_handler_is_awaited() {
        let server = Arc::<ServerCalls>::default();
        assert_eq!(server.ended().now_or_never(), Some(()));
        let calls = Calls::new(&server);
        let slots = [Slot::new(&calls), Slot::new(&calls)];
        let mut ended = Box::pin(server.ended());
        assert_eq!(ended.as_mut().now_or_never(), None);
        drop(slots);
        assert_eq!(ended.now_or_never(), Some(()));
        assert_eq!(calls.running(), 0);
    }

    #[test]
    fn charges_add_up_and_are_given_back() {
        let server = Arc::<ServerCalls>::default();
        let calls = Calls::new(&server);
        let mut charges = [Charge::default(), Charge::default()];
        charges[0].set(100, &calls);
        charges[1].set(50, &calls);
        charges[0].set(30, &calls);
        assert_eq!(server.buffered(), 80);
        for charge in &mut charges {
            charge.set(0, &calls);
        }
        assert_eq!(server.buffered(), 0);
    }
}
