//! The client's side of a connection.
//!
//! | file | what it has |
//! | --- | --- |
//! | this | a connection as those see it who call over it: places, and streams that are opened |
//! | [`driver`] | what moves its bytes |
//! | [`heads`] | the header fields of a client |
//! | [`line`] | who waits because the server takes no more streams at once |
//! | [`stream`] | the client's half of a stream, and the response to come |
//! | [`failure`] | what goes wrong, in gRPC's terms |

mod driver;
mod failure;
mod heads;
mod line;
mod stream;

use std::{
    sync::Arc,
    task::{Context, Poll, ready},
};

use strait_http2::{Connection, Full, Reason};

pub(in crate::transport) use self::heads::ResponseHeads;
pub(crate) use self::{
    driver::ClientDriver,
    stream::{RequestStream, ResponseHead},
};
use self::{
    failure::call_status,
    heads::{Inbox, RequestFields},
    line::{Line, Ticket, Turn},
};
use super::{
    config,
    core::{Core, Failure, Goodbye, Lock, Mailbox, Shared, Side},
    pipe::Pipe,
};
use crate::{
    Status,
    policy::Keepalive,
    transport::{
        Activity, CallFailure, Fate, Http2Settings, Io, Watched,
        client::{Origin, RequestHead, Scheme, not_http2},
    },
};

/// A connection to a server, as those who call over it see it. Clones share it.
#[derive(Clone)]
pub(crate) struct ClientConnection(Arc<Handle>);

/// Dropped with the last clone: the connection is closed when its calls are over.
struct Handle(Shared<ResponseHeads>);

/// What a client keeps beside its streams.
pub(crate) struct State {
    fields: RequestFields,
    line: Line,
    activity: Arc<Activity>,
    /// What the server said of the end.
    goaway: Option<Goodbye>,
    /// Whether no one makes calls any more.
    is_orphan: bool,
    /// Streams that were opened.
    begun: usize,
}

/// Opens a connection, and waits until the peer has shown that it speaks HTTP/2: its SETTINGS. The
/// driver must be polled from then on.
pub(crate) async fn handshake(
    io: Io,
    origin: &Origin,
    settings: &Http2Settings,
    keepalive: Option<Keepalive>,
) -> Result<(ClientConnection, ClientDriver), Status> {
    let scheme = origin.scheme;
    let (io, activity) = Watched::new(io, scheme == Scheme::Https);
    let mut pipe = Pipe::new(io);
    let state = State {
        fields: RequestFields::new(origin),
        line: Line::default(),
        activity,
        goaway: None,
        is_orphan: false,
        begun: 0,
    };
    let shared = Lock::new(Connection::client(config(settings), ResponseHeads::default()), state);
    std::future::poll_fn(|cx| poll_settings(&shared, &mut pipe, cx))
        .await
        .map_err(|error| error.status(scheme))?;
    let driver = ClientDriver::new(Arc::clone(&shared), pipe, keepalive);
    Ok((ClientConnection(Arc::new(Handle(shared))), driver))
}

/// Why there is no HTTP/2.
enum NoSettings {
    Io(std::io::Error),
    Http2(strait_http2::ConnectionError),
}

impl NoSettings {
    fn status(self, scheme: Scheme) -> Status {
        match self {
            Self::Io(error) => not_http2(scheme, Some(error.kind()), error),
            Self::Http2(error) => not_http2(scheme, None, error),
        }
    }
}

fn poll_settings(
    shared: &Lock<ResponseHeads>,
    pipe: &mut Pipe,
    cx: &mut Context<'_>,
) -> Poll<Result<(), NoSettings>> {
    loop {
        // A peer that has closed does not take all that is written, and may have said why.
        let written = pipe.poll_write(shared, cx);
        if ready!(pipe.poll_read(cx)).map_err(NoSettings::Io)? == 0 {
            return Poll::Ready(Err(NoSettings::Io(match written {
                Poll::Ready(Err(error)) => error,
                _ => std::io::ErrorKind::UnexpectedEof.into(),
            })));
        }
        let core = &mut *shared.lock();
        core.engine.poll_event(&mut pipe.input).map_err(NoSettings::Http2)?;
        if core.engine.has_begun() {
            return Poll::Ready(Ok(()));
        }
    }
}

impl Side for ResponseHeads {
    type State = State;
    type Heads = Inbox;

    fn status(failure: &Failure) -> Status {
        call_status(failure)
    }

    /// Cancels the call unless it is over. A server that has answered in full is told that the rest
    /// of the request will not come, which is no blame. "Clients MUST NOT discard responses as a result
    /// of receiving such a RST_STREAM" from it (RFC 9113, section 8.1).
    fn left(core: &mut Core<Self>, id: u32, mailbox: &Mailbox<Self>) {
        let reason = if mailbox.ended { Reason::NO_ERROR } else { Reason::CANCEL };
        core.engine.reset(id, reason);
    }

    fn changed(core: &mut Core<Self>) -> bool {
        let line = &mut core.side.line;
        if line.is_waiting() {
            let limit = core.engine.max_local_streams();
            line.admit(limit.saturating_sub(core.engine.local_streams()));
        }
        core.is_done()
    }
}

impl Core<ResponseHeads> {
    /// Whether the server takes one more stream that no one was promised.
    fn has_room(&self) -> bool {
        let taken = self.engine.local_streams().saturating_add(self.side.line.promised());
        taken < self.engine.max_local_streams()
    }

    /// Whether the connection has nothing left to do.
    fn is_done(&self) -> bool {
        let takes_calls =
            self.side.goaway.is_none() && !(self.side.is_orphan && self.side.line.promised() == 0);
        !takes_calls && !self.engine.has_streams()
    }
}

impl ClientConnection {
    /// Takes a place for a call, if the server takes one more and no one waits for that.
    pub(crate) fn try_reserve(self) -> Result<Place, Self> {
        let core = &mut *self.0.0.lock();
        if core.side.line.is_waiting() || !core.has_room() {
            return Err(self.clone());
        }
        core.side.line.promise();
        Ok(Place { shared: Arc::clone(&self.0.0), is_used: false })
    }

    /// Waits for a place behind those who have waited longer.
    ///
    /// # Cancel safety
    ///
    /// Dropping the future gives up the place in the queue; nothing has been sent.
    pub(crate) async fn reserve(self) -> Result<Place, CallFailure> {
        let mut waiting = Waiting { connection: self, ticket: None };
        let turn = std::future::poll_fn(|cx| waiting.poll(cx)).await;
        turn.ok_or_else(|| CallFailure {
            status: Status::unavailable("the connection was closed before the call's turn"),
            fate: Fate::NeverSent,
        })
    }

    /// The calls of this connection, to be counted without keeping it.
    pub(crate) fn calls(&self) -> Calls {
        Calls(Arc::clone(&self.0.0))
    }
}

impl Drop for Handle {
    fn drop(&mut self) {
        let core = &mut *self.0.lock();
        core.side.is_orphan = true;
        core.flush();
    }
}

/// Someone in the line, or about to be.
struct Waiting {
    connection: ClientConnection,
    ticket: Option<Ticket>,
}

impl Waiting {
    /// The place; `None` if there will be none.
    fn poll(&mut self, cx: &Context<'_>) -> Poll<Option<Place>> {
        let shared = &self.connection.0.0;
        let core = &mut *shared.lock();
        let ticket = *self.ticket.get_or_insert_with(|| {
            let ticket = core.side.line.enter();
            // There may be room at once.
            core.flush();
            ticket
        });
        match core.side.line.turn(ticket, cx) {
            Turn::Waits => Poll::Pending,
            Turn::Promised => {
                self.ticket = None;
                Poll::Ready(Some(Place { shared: Arc::clone(shared), is_used: false }))
            }
            Turn::Closed => Poll::Ready(None),
        }
    }
}

impl Drop for Waiting {
    fn drop(&mut self) {
        if let Some(ticket) = self.ticket {
            let core = &mut *self.connection.0.0.lock();
            core.side.line.leave(ticket);
            core.flush();
        }
    }
}

/// Counts the calls of a connection.
pub(crate) struct Calls(Shared<ResponseHeads>);

impl Calls {
    /// How many there are: those that have a place, and those that wait for one.
    pub(crate) fn count(&self) -> usize {
        let core = self.0.lock();
        core.mailboxes.len() + core.side.line.len()
    }

    /// How many have had one.
    pub(crate) fn begun(&self) -> usize {
        self.0.lock().side.begun
    }
}

/// A place for a call that is about to begin.
pub(crate) struct Place {
    shared: Shared<ResponseHeads>,
    is_used: bool,
}

impl Place {
    /// Opens a stream. `end` tells that no message follows.
    pub(crate) fn start(
        mut self,
        head: &RequestHead<'_>,
        end: bool,
    ) -> Result<(ResponseHead, RequestStream), CallFailure> {
        let core = &mut *self.shared.lock();
        self.is_used = true;
        core.side.line.fulfil();
        if let Some(lost) = core.over.clone() {
            let status = call_status(&Failure::Connection(lost));
            return Err(CallFailure { status, fate: Fate::NeverSent });
        }
        let fields = &mut core.side.fields;
        let opened = core.engine.open(end, |block| fields.request(block, head));
        let id = opened.map_err(|full| not_begun(core, full))?;
        core.side.begun = core.side.begun.wrapping_add(1);
        core.mailboxes.insert(id, Mailbox::new(false));
        let written = core.side.activity.written();
        core.flush();
        let head = ResponseHead::new(Arc::clone(&self.shared), id, written);
        Ok((head, RequestStream::new(Arc::clone(&self.shared), id)))
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        if !self.is_used {
            let core = &mut *self.shared.lock();
            core.side.line.fulfil();
            core.flush();
        }
    }
}

/// What it means that a connection takes no more streams. A limit can be lower than it was when a
/// place was promised.
fn not_begun(core: &Core<ResponseHeads>, full: Full) -> CallFailure {
    let status = match &core.side.goaway {
        Some(said) => Status::unavailable(format!("the server closed the connection: {said}")),
        None => Status::unavailable(full.to_string()).with_source(full),
    };
    CallFailure { status, fate: Fate::NeverSent }
}
