//! The engine behind its lock, and what waits for its streams: the same for either side.

use std::{
    fmt, io,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    task::{Context, Poll, Waker},
};

use bytes::Buf as _;
use strait_http2::{Collect, Connection, ConnectionError, Event, Reason, StreamMap};

use super::pieces::Pieces;
use crate::Status;

/// A connection, as its driver and its streams share it.
pub(crate) type Shared<S> = Arc<Lock<S>>;

/// See [`Core`].
pub(crate) struct Lock<S: Side>(Mutex<Core<S>>);

/// What server and client do differently. What they collect of header blocks they keep until it is
/// asked for.
pub(crate) trait Side: Collect<Head = ()> + Sized {
    /// What is kept beside the streams.
    type State;

    /// What is kept of a stream beside its data.
    type Heads: Default;

    /// What a failure means for whoever reads.
    fn status(failure: &Failure) -> Status;

    /// No one holds a stream any more.
    fn left(core: &mut Core<Self>, id: u32, mailbox: &Mailbox<Self>);

    /// Something was done to the engine. Whether the driver has to look at it even if nothing is
    /// to be written.
    fn changed(core: &mut Core<Self>) -> bool;
}

/// What the lock guards.
pub(crate) struct Core<S: Side> {
    pub(super) engine: Connection<S>,
    pub(super) side: S::State,
    pub(super) mailboxes: StreamMap<Mailbox<S>>,
    /// Set while the driver sleeps. While it is awake it looks at the output by itself.
    pub(super) driver: Option<Waker>,
    /// Why the connection is over.
    pub(super) over: Option<Lost>,
}

/// What came for a stream, and who waits for it.
pub(crate) struct Mailbox<S: Side> {
    pub(super) heads: S::Heads,
    pub(super) data: Pieces,
    /// Whether nothing more comes, in good order.
    pub(super) ended: bool,
    /// Why nothing more comes, otherwise.
    pub(super) failed: Option<Failure>,
    /// Who reads.
    pub(super) reader: Option<Waker>,
    /// Who writes: waits for room, or for the end of the stream.
    pub(super) writer: Option<Waker>,
    /// Whether nobody reads the body any more.
    pub(super) unread: bool,
    /// Halves that are held.
    halves: u8,
}

/// How a stream ended before its time.
#[derive(Clone, Debug)]
pub(crate) enum Failure {
    /// The peer reset it.
    Reset(Reason),
    /// The peer broke a rule.
    Fault(&'static str),
    /// A header list was larger than we take.
    TooLarge,
    /// This side gave it up.
    Cancelled,
    /// The peer did not look at it, and takes no more streams.
    Unprocessed(Goodbye),
    /// The connection is over.
    Connection(Lost),
}

/// What the peer's GOAWAY said.
#[derive(Clone, Debug)]
pub(crate) struct Goodbye {
    pub(super) reason: Reason,
    /// In its own words, if it had any.
    pub(super) words: Arc<str>,
}

/// How a connection ended.
#[derive(Clone, Debug)]
pub(crate) enum Lost {
    /// The byte stream failed, or ended.
    Broken(Arc<io::Error>),
    /// The peer broke a rule.
    Fault(ConnectionError),
    /// The peer said that it would.
    GoneAway(Goodbye),
    /// This side closed it.
    Closed(&'static str),
}

impl<S: Side> Lock<S> {
    pub(super) fn new(engine: Connection<S>, side: S::State) -> Shared<S> {
        Arc::new(Self(Mutex::new(Core {
            engine,
            side,
            mailboxes: StreamMap::default(),
            driver: None,
            over: None,
        })))
    }

    pub(super) fn lock(&self) -> MutexGuard<'_, Core<S>> {
        // No code of users runs under the lock: a panic there is a bug of the engine, and what it
        // leaves is as good as before for everyone but the stream that it was about.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<S: Side> Core<S> {
    /// Has the driver write what was added. To be called by whoever did something to the engine.
    pub(super) fn flush(&mut self) {
        let due = S::changed(self);
        if self.driver.is_some()
            && (due || self.engine.output().has_remaining())
            && let Some(driver) = self.driver.take()
        {
            driver.wake();
        }
    }

    /// Gives an event to the stream that it is about.
    pub(super) fn deliver(&mut self, event: Event<()>) {
        match event {
            Event::Data { stream, data, end } => match self.mailboxes.get_mut(stream) {
                Some(Mailbox { unread: true, .. }) | None => self.engine.forget(stream),
                Some(mailbox) => {
                    if !data.is_empty() {
                        mailbox.data.push_back(data);
                    }
                    mailbox.ended |= end;
                    wake(&mut mailbox.reader);
                }
            },
            Event::Trailers { stream, .. } => {
                if let Some(mailbox) = self.mailboxes.get_mut(stream) {
                    mailbox.ended = true;
                    wake(&mut mailbox.reader);
                }
            }
            Event::Reset { stream, reason, fault } => {
                self.fail(stream, fault.map_or(Failure::Reset(reason), Failure::Fault));
            }
            Event::Writable { stream } => {
                if let Some(mailbox) = self.mailboxes.get_mut(stream) {
                    wake(&mut mailbox.writer);
                }
            }
            // About the connection, or for one side alone.
            Event::Headers { .. }
            | Event::Unprocessed { .. }
            | Event::Settings
            | Event::Ping
            | Event::Pong(_)
            | Event::GoAway { .. } => {}
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
    pub(super) fn fail_all(&mut self, how: Lost) {
        let how = self.over.get_or_insert(how);
        for (_, mailbox) in self.mailboxes.iter_mut() {
            mailbox.failed.get_or_insert_with(|| Failure::Connection(how.clone()));
            mailbox.wake();
        }
    }

    /// Gives up one half of a stream. With the last its mailbox goes.
    pub(super) fn leave(&mut self, id: u32) {
        let Some(mailbox) = self.mailboxes.get_mut(id) else { return };
        mailbox.halves -= 1;
        if mailbox.halves == 0
            && let Some(mailbox) = self.mailboxes.remove(id)
        {
            S::left(self, id, &mailbox);
        }
    }

    /// Waits until some of `wanted` bytes may be sent on a stream: how many. `None` if no one reads
    /// any more.
    pub(super) fn poll_capacity(
        &mut self,
        id: u32,
        cx: &Context<'_>,
        wanted: usize,
    ) -> Poll<Option<usize>> {
        match self.engine.capacity(id) {
            None => Poll::Ready(None),
            Some(0) => match self.mailboxes.get_mut(id) {
                Some(Mailbox { failed: None, writer, .. }) => {
                    wait(writer, cx);
                    Poll::Pending
                }
                _ => Poll::Ready(None),
            },
            Some(capacity) => Poll::Ready(Some(capacity.min(wanted))),
        }
    }

    /// Ready when a stream has ended before its time, by whatever.
    pub(super) fn poll_failed(&mut self, id: u32, cx: &Context<'_>) -> Poll<()> {
        match self.mailboxes.get_mut(id) {
            Some(Mailbox { failed: None, writer, .. }) => {
                wait(writer, cx);
                Poll::Pending
            }
            _ => Poll::Ready(()),
        }
    }
}

impl<S: Side> Mailbox<S> {
    /// That of a stream whose two halves are held. `ended` says that nothing comes any more.
    pub(super) fn new(ended: bool) -> Self {
        Self {
            heads: S::Heads::default(),
            data: Pieces::default(),
            ended,
            failed: None,
            reader: None,
            writer: None,
            unread: false,
            halves: 2,
        }
    }

    fn wake(&mut self) {
        wake(&mut self.reader);
        wake(&mut self.writer);
    }
}

/// Wakes whoever waits.
pub(super) fn wake(waker: &mut Option<Waker>) {
    if let Some(waker) = waker.take() {
        waker.wake();
    }
}

/// Notes who waits.
pub(super) fn wait(waker: &mut Option<Waker>, cx: &Context<'_>) {
    match waker {
        Some(waker) => waker.clone_from(cx.waker()),
        None => *waker = Some(cx.waker().clone()),
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Reset(reason) => write!(f, "{reason}"),
            Self::Unprocessed(goodbye) => write!(f, "{goodbye}"),
            Self::Fault(why) => f.write_str(why),
            Self::TooLarge => f.write_str("its headers are too large"),
            Self::Cancelled => f.write_str("it was given up"),
            Self::Connection(lost) => write!(f, "{lost}"),
        }
    }
}

impl fmt::Display for Goodbye {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &*self.words {
            "" => write!(f, "{}", self.reason),
            words => write!(f, "{}: {words}", self.reason),
        }
    }
}

impl fmt::Display for Lost {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Broken(error) => write!(f, "{error}"),
            Self::Fault(error) => write!(f, "{error}"),
            Self::GoneAway(goodbye) => write!(f, "{goodbye}"),
            Self::Closed(why) => f.write_str(why),
        }
    }
}
