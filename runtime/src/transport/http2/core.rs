//! The engine behind its lock, and what waits for its streams.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    task::Waker,
};

use bytes::{Buf as _, Bytes};
use strait_http2::{Connection, Reason, StreamMap};

use super::heads::{Repeated, RequestHeads};

/// A connection, as its driver and its streams share it.
pub(super) type Shared = Arc<Lock>;

/// See [`Core`].
pub(super) struct Lock(Mutex<Core>);

/// What the lock guards.
pub(super) struct Core {
    pub(super) engine: Connection<RequestHeads>,
    pub(super) repeated: Repeated,
    pub(super) mailboxes: StreamMap<Mailbox>,
    /// Set while the driver sleeps. While it is awake it looks at the output by itself.
    pub(super) driver: Option<Waker>,
    /// Why the connection is over.
    over: Option<Arc<str>>,
}

/// What came for a stream, and who waits for it.
#[derive(Default)]
pub(super) struct Mailbox {
    pub(super) data: VecDeque<Bytes>,
    /// Whether nothing more comes, in good order.
    pub(super) ended: bool,
    /// Why nothing more comes, otherwise.
    pub(super) failed: Option<Failure>,
    /// Who reads the body.
    pub(super) reader: Option<Waker>,
    /// Who writes the response: waits for room, or for the end of a client.
    pub(super) writer: Option<Waker>,
    /// Whether nobody reads the body any more.
    pub(super) unread: bool,
    /// Halves that are held.
    pub(super) halves: u8,
}

/// How a stream ended before its time.
#[derive(Clone, Debug)]
pub(super) enum Failure {
    /// The client reset it.
    Reset(Reason),
    /// The client broke a rule.
    Fault(&'static str),
    /// The connection is over.
    Connection(Arc<str>),
}

impl Lock {
    pub(super) fn new(engine: Connection<RequestHeads>) -> Shared {
        Arc::new(Self(Mutex::new(Core {
            engine,
            repeated: Repeated::default(),
            mailboxes: StreamMap::default(),
            driver: None,
            over: None,
        })))
    }

    pub(super) fn lock(&self) -> MutexGuard<'_, Core> {
        // No code of users runs under the lock: a panic there is a bug of the engine, and what it
        // leaves is as good as before for everyone but the stream that it was about.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Core {
    /// Has the driver write what was added. To be called by whoever added something.
    pub(super) fn flush(&mut self) {
        if self.driver.is_some()
            && self.engine.output().has_remaining()
            && let Some(driver) = self.driver.take()
        {
            driver.wake();
        }
    }

    /// Ends a stream for those who hold it.
    pub(super) fn fail(&mut self, id: u32, failure: Failure) {
        if let Some(mailbox) = self.mailboxes.get_mut(id) {
            mailbox.failed.get_or_insert(failure);
            mailbox.wake();
        }
    }

    /// Ends all streams: the connection is over.
    pub(super) fn fail_all(&mut self, why: &str) {
        let why = self.over.get_or_insert_with(|| why.into());
        for (_, mailbox) in self.mailboxes.iter_mut() {
            mailbox.failed.get_or_insert_with(|| Failure::Connection(Arc::clone(why)));
            mailbox.wake();
        }
    }

    /// Gives up one half of a stream. With the last its mailbox goes.
    pub(super) fn leave(&mut self, id: u32) {
        if let Some(mailbox) = self.mailboxes.get_mut(id) {
            mailbox.halves -= 1;
            if mailbox.halves == 0 {
                self.mailboxes.remove(id);
            }
        }
    }
}

impl Mailbox {
    pub(super) fn wake(&mut self) {
        for waker in [self.reader.take(), self.writer.take()].into_iter().flatten() {
            waker.wake();
        }
    }
}

impl std::fmt::Display for Failure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Reset(reason) => write!(f, "{reason}"),
            Self::Fault(why) => f.write_str(why),
            Self::Connection(why) => f.write_str(why),
        }
    }
}
