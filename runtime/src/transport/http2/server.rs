//! The driver of a server's connection, and a request on its way in.

use std::{
    io::{self, IoSlice},
    pin::{Pin, pin},
    sync::Arc,
    task::{Context, Poll, ready},
    time::Duration,
};

use bytes::{Buf as _, BytesMut};
use strait_http2::{Config, Connection, Event, Output, Reason};
use tokio::{
    io::{AsyncReadExt as _, AsyncWrite as _},
    time::Instant,
};

use super::{
    core::{Core, Failure, Lock, Mailbox, Shared},
    heads::{RequestHead, RequestHeads, rejection},
    stream::{Body, ResponseStream},
};
use crate::{
    transport::{self, Activity, Http2Settings, Io, Watched},
    wire::request::RequestHeaders,
};

/// A connection that a client opened.
pub(crate) struct ServerConnection {
    io: Watched,
    activity: Arc<Activity>,
    shared: Shared,
    input: BytesMut,
    /// Bytes to make room for before the next read.
    read_size: usize,
    /// What is being written.
    writing: Output,
    drain: Drain,
    /// Until when the engine knows of the time.
    passed: Instant,
    /// Whether a PING of ours was answered and nobody was told.
    pong: bool,
    over: bool,
}

/// A request as it comes in.
pub(crate) struct Incoming {
    head: RequestHead,
    body: Body,
    response: ResponseStream,
}

/// How far the end of the connection has got:
/// [RFC 9113, section 6.8](https://www.rfc-editor.org/rfc/rfc9113#section-6.8).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Drain {
    No,
    /// GOAWAY without a last stream was sent, and a PING behind it.
    Announced,
    /// The PING came back: whatever the client sent before it knew has come.
    Final,
}

/// What a PING is for, by its payload.
const WATCH: [u8; 8] = *b"strait:w";
const DRAIN: [u8; 8] = *b"strait:d";

/// How often the engine is told of the time.
const PASS: Duration = Duration::from_secs(1);

/// The room that is made for a first read. It grows while reads fill it.
const MIN_READ: usize = 4 * 1024;
const MAX_READ: usize = 64 * 1024;

impl ServerConnection {
    /// Waits for the client's preface and sends the settings; `None` if what comes is not HTTP/2.
    pub(crate) async fn handshake(io: Io, settings: &Http2Settings) -> Option<Self> {
        let (io, activity) = Watched::new(io, false);
        let shared = Lock::new(Connection::server(config(settings), RequestHeads));
        let mut connection = Self {
            io,
            activity,
            shared,
            input: BytesMut::new(),
            read_size: MIN_READ,
            writing: Output::default(),
            drain: Drain::No,
            passed: Instant::now(),
            pong: false,
            over: false,
        };
        std::future::poll_fn(|cx| connection.poll_preface(cx)).await.ok()?;
        Some(connection)
    }

    fn poll_preface(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        loop {
            {
                let core = &mut *self.shared.lock();
                let event = core.engine.poll_event(&mut self.input).map_err(io::Error::other)?;
                if core.engine.has_begun() {
                    debug_assert!(matches!(event, None | Some(Event::Settings)));
                    return Poll::Ready(Ok(()));
                }
            }
            let _ = self.poll_write(cx)?;
            ready!(self.poll_read(cx))?;
        }
    }

    /// Reads what has arrived, writes what is waiting, and gives the next request; `None` once the
    /// connection is closed, by either side and for whatever reason.
    ///
    /// Writing begins when all that was read is taken: what the requests of one read are answered
    /// at once leaves in one write.
    pub(crate) fn poll_accept(&mut self, cx: &mut Context<'_>) -> Poll<Option<Incoming>> {
        loop {
            match self.next_request() {
                Ok(Some(incoming)) => return Poll::Ready(Some(incoming)),
                Ok(None) => {}
                // GOAWAY, which says why, is to be written.
                Err(()) => self.over = true,
            }
            match self.poll_io(cx) {
                Poll::Ready(Ok(())) => {}
                Poll::Ready(Err(error)) => {
                    self.shared.lock().fail_all(&error.to_string());
                    return Poll::Ready(None);
                }
                Poll::Pending => return Poll::Pending,
            }
        }
    }

    /// Takes what was read, up to the next request.
    fn next_request(&mut self) -> Result<Option<Incoming>, ()> {
        let core = &mut *self.shared.lock();
        // Awake, until `poll_io` finds nothing to do.
        core.driver = None;
        let time = self.passed.elapsed();
        if time > PASS {
            self.passed = Instant::now();
            core.engine.pass(time);
        }
        if self.over {
            return Ok(None);
        }
        loop {
            let event = match core.engine.poll_event(&mut self.input) {
                Ok(Some(event)) => event,
                Ok(None) => return Ok(None),
                Err(error) => {
                    core.fail_all(&error.to_string());
                    return Err(());
                }
            };
            match event {
                Event::Headers { stream, too_large: true, .. } => {
                    core.engine.send_headers(stream, true, |block| rejection(block, 431));
                    core.engine.forget(stream);
                }
                Event::Headers { stream, head, end, .. } => {
                    let mailbox = Mailbox { ended: end, halves: 2, ..Mailbox::default() };
                    core.mailboxes.insert(stream, mailbox);
                    return Ok(Some(Incoming {
                        head,
                        body: Body::new(Arc::clone(&self.shared), stream),
                        response: ResponseStream::new(Arc::clone(&self.shared), stream),
                    }));
                }
                Event::Pong(WATCH) => self.pong = true,
                Event::Pong(DRAIN) if self.drain == Drain::Announced => {
                    self.drain = Drain::Final;
                    core.engine.refuse_streams("");
                }
                event => deliver(core, event),
            }
        }
    }

    /// Writes what waits, then reads: ready when something happened, or the connection is at its
    /// end with an error.
    fn poll_io(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        loop {
            let written = self.poll_write(cx)?.is_ready();
            if written && (self.over || self.is_drained()) {
                ready!(Pin::new(&mut self.io).poll_shutdown(cx))?;
                let closed = io::Error::other("the connection was closed by this server");
                return Poll::Ready(Err(closed));
            }
            let wants_input = self.shared.lock().engine.wants_input();
            let read = if wants_input { self.poll_read(cx) } else { Poll::Pending };
            if read.is_ready() {
                return read;
            }
            let core = &mut *self.shared.lock();
            // The write made room, of which those who wait are to be told.
            if core.engine.has_events() {
                return Poll::Ready(Ok(()));
            }
            // What a handler added since the write is seen here, or wakes.
            if !written || !core.engine.output().has_remaining() {
                core.driver = Some(cx.waker().clone());
                return Poll::Pending;
            }
        }
    }

    fn poll_write(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        /// Pieces for one call of the system.
        const PIECES: usize = 16;

        loop {
            if !self.writing.has_remaining() {
                let mut core = self.shared.lock();
                if !core.engine.output().has_remaining() {
                    return Pin::new(&mut self.io).poll_flush(cx);
                }
                self.writing = std::mem::take(core.engine.output());
            }
            let mut pieces = [IoSlice::new(&[]); PIECES];
            let count = self.writing.chunks_vectored(&mut pieces);
            let pieces = pieces.get(..count).unwrap_or_default();
            let written = ready!(Pin::new(&mut self.io).poll_write_vectored(cx, pieces))?;
            if written == 0 {
                return Poll::Ready(Err(io::ErrorKind::WriteZero.into()));
            }
            self.writing.advance(written);
            if !self.writing.has_remaining() {
                // There may be room again for those who wait.
                let core = &mut *self.shared.lock();
                core.engine.make_room();
            }
        }
    }

    fn poll_read(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.input.reserve(self.read_size);
        let room = self.input.capacity() - self.input.len();
        let read = pin!(self.io.read_buf(&mut self.input)).poll(cx);
        match read {
            Poll::Ready(Ok(0)) => Poll::Ready(Err(io::Error::other("the client is gone"))),
            Poll::Ready(Ok(bytes)) => {
                if bytes == room {
                    self.read_size = (self.read_size * 4).min(MAX_READ);
                }
                Poll::Ready(Ok(()))
            }
            Poll::Ready(Err(error)) => Poll::Ready(Err(error)),
            Poll::Pending => {
                // A connection that is idle holds no buffer.
                if self.input.is_empty() {
                    self.input = BytesMut::new();
                }
                Poll::Pending
            }
        }
    }

    fn is_drained(&self) -> bool {
        self.drain == Drain::Final && !self.shared.lock().engine.has_streams()
    }

    /// Tells the client to open no more streams; the connection closes when those it has are done.
    pub(crate) fn drain(&mut self) {
        if self.drain == Drain::No {
            self.drain = Drain::Announced;
            let core = &mut *self.shared.lock();
            core.engine.announce_end("");
            core.engine.ping(DRAIN);
        }
    }

    /// Ends every stream, says why, and closes.
    pub(crate) fn close(&mut self, abusive: bool) {
        let reason = if abusive { Reason::ENHANCE_YOUR_CALM } else { Reason::NO_ERROR };
        let core = &mut *self.shared.lock();
        core.engine.close(reason, "");
        core.fail_all("the server closed the connection");
        self.over = true;
    }

    /// Sends a PING.
    pub(crate) fn ping(&mut self) {
        self.shared.lock().engine.ping(WATCH);
    }

    /// Ready when a PING has been answered, once for each.
    pub(crate) fn poll_pong(&mut self, _: &mut Context<'_>) -> Poll<()> {
        match std::mem::take(&mut self.pong) {
            true => Poll::Ready(()),
            false => Poll::Pending,
        }
    }

    /// Whether a stream is open, or its end not yet sent.
    pub(crate) fn has_streams(&self) -> bool {
        let core = &mut *self.shared.lock();
        core.engine.has_streams()
            || core.engine.output().has_remaining()
            || self.writing.has_remaining()
    }

    /// What has passed over the connection.
    pub(crate) fn activity(&self) -> &Activity {
        &self.activity
    }
}

impl Drop for ServerConnection {
    fn drop(&mut self) {
        self.shared.lock().fail_all("the connection is closed");
    }
}

/// Gives an event to the stream that it is about.
fn deliver(core: &mut Core, event: Event<RequestHead>) {
    match event {
        Event::Data { stream, data, end } => match core.mailboxes.get_mut(stream) {
            Some(Mailbox { unread: true, .. }) | None => core.engine.forget(stream),
            Some(mailbox) => {
                if !data.is_empty() {
                    mailbox.data.push_back(data);
                }
                mailbox.ended |= end;
                wake(&mut mailbox.reader);
            }
        },
        Event::Trailers { stream, .. } => {
            if let Some(mailbox) = core.mailboxes.get_mut(stream) {
                mailbox.ended = true;
                wake(&mut mailbox.reader);
            }
        }
        Event::Reset { stream, reason, fault } => {
            let failure = fault.map_or(Failure::Reset(reason), Failure::Fault);
            core.fail(stream, failure);
        }
        Event::Writable { stream } => {
            if let Some(mailbox) = core.mailboxes.get_mut(stream) {
                wake(&mut mailbox.writer);
            }
        }
        // A GOAWAY of a client is about streams that servers do not open.
        Event::Headers { .. }
        | Event::Unprocessed { .. }
        | Event::Settings
        | Event::Ping
        | Event::Pong(_)
        | Event::GoAway { .. } => {}
    }
}

fn wake(waker: &mut Option<std::task::Waker>) {
    if let Some(waker) = waker.take() {
        waker.wake();
    }
}

fn config(settings: &Http2Settings) -> Config {
    Config {
        stream_window: settings.stream_window,
        connection_window: settings.connection_window,
        // The window is given back as handlers read, so that it bounds what is held.
        max_held: 0,
        max_header_list_size: settings.max_header_list_size,
        max_concurrent_streams: settings.max_concurrent_streams,
        ..Config::default()
    }
}

impl Incoming {
    /// The path as it came, for the lookup of the method.
    pub(crate) fn path(&self) -> &str {
        &self.head.path
    }

    /// Whether the client has reset the call already.
    pub(crate) fn is_over(&self) -> bool {
        self.response.is_over()
    }

    /// How many fields the headers have.
    pub(crate) fn header_count(&self) -> usize {
        self.head.count
    }

    /// Turns the request away unread: nothing of it was processed, and the client may try again.
    pub(crate) fn refuse(self) {
        self.response.refuse();
    }

    /// Splits the request into its headers, its body and the way back.
    pub(crate) fn into_parts(
        self,
    ) -> (RequestHeaders, bool, transport::Body, transport::ResponseStream) {
        let Self { head, body, response } = self;
        let body = transport::Body::Http2(body);
        (head.headers, head.post, body, transport::ResponseStream::Http2(response))
    }
}
