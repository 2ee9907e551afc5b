//! The driver of a server's connection, and a request on its way in.

use std::{
    io,
    sync::Arc,
    task::{Context, Poll, ready},
};

use bytes::Buf as _;
use strait_http2::{Connection, ConnectionError, Event, Reason};

use super::{
    Elapsed,
    body::Body,
    config,
    core::{Core, Failure, Lock, Lost, Mailbox, Shared, Side},
    heads::{Repeated, RequestHead, RequestHeads, rejection},
    pipe::Pipe,
    response::ResponseStream,
};
use crate::{
    Status,
    policy::{Closing, PingsSeen},
    transport::{self, Activity, ConnectionEnd, Http2Settings, Io, Watched, ending},
    wire::request::RequestHeaders,
};

/// A connection that a client opened.
pub(crate) struct ServerConnection {
    pipe: Pipe,
    activity: Arc<Activity>,
    shared: Shared<RequestHeads>,
    drain: Drain,
    elapsed: Elapsed,
    /// Whether a PING of ours was answered and nobody was told.
    pong: bool,
    /// The client's PINGs of which nobody was told, and how many frames were sent before the last.
    pings: PingsSeen,
    sent_before_ping: u64,
    /// What the client's GOAWAY said.
    goaway: Option<(u32, String)>,
    /// Why the connection is over: the first reason is the true one.
    end: Option<ConnectionEnd>,
    over: bool,
}

/// A request as it comes in.
pub(crate) struct Incoming {
    head: RequestHead,
    body: Body<RequestHeads>,
    response: ResponseStream,
}

/// How far the end of the connection has got:
/// [RFC 9113, section 6.8](https://www.rfc-editor.org/rfc/rfc9113#section-6.8).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Drain {
    No,
    /// GOAWAY without a last stream was sent, and a PING behind it.
    Announced(Closing),
    /// The PING came back, so that whatever the client sent before it knew has come; or it has had
    /// the time to. The last stream is named.
    Final(Closing),
}

/// What a PING is for, by its payload.
const WATCH: [u8; 8] = *b"strait:w";
const DRAIN: [u8; 8] = *b"strait:d";

impl Side for RequestHeads {
    type State = Repeated;
    /// Trailers of requests say nothing, and heads are given to who takes the stream.
    type Heads = ();

    fn status(failure: &Failure) -> Status {
        // No one sees it but the handler itself.
        Status::cancelled(format!("the client ended the call: {failure}"))
    }

    fn left(_: &mut Core<Self>, _: u32, _: &Mailbox<Self>) {
        // Who answers ends the stream, in good order or not.
    }

    fn changed(_: &mut Core<Self>) -> bool {
        false
    }
}

impl ServerConnection {
    /// Waits for the client's preface and sends the settings; `None` if what comes is not HTTP/2.
    pub(crate) async fn handshake(io: Io, settings: &Http2Settings) -> Option<Self> {
        let (io, activity) = Watched::new(io, false);
        let engine = Connection::server(config(settings), RequestHeads::default());
        let mut connection = Self {
            pipe: Pipe::new(io),
            activity,
            shared: Lock::new(engine, Repeated::default()),
            drain: Drain::No,
            elapsed: Elapsed::new(),
            pong: false,
            pings: PingsSeen::default(),
            sent_before_ping: 0,
            goaway: None,
            end: None,
            over: false,
        };
        std::future::poll_fn(|cx| connection.poll_preface(cx)).await.ok()?;
        Some(connection)
    }

    fn poll_preface(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        loop {
            {
                let core = &mut *self.shared.lock();
                let event = core.engine.poll_event(&mut self.pipe.input);
                let event = event.map_err(io::Error::other)?;
                if core.engine.has_begun() {
                    debug_assert!(matches!(event, None | Some(Event::Settings)));
                    return Poll::Ready(Ok(()));
                }
            }
            let _ = self.pipe.poll_write(&self.shared, cx)?;
            if ready!(self.pipe.poll_read(cx))? == 0 {
                return Poll::Ready(Err(io::ErrorKind::UnexpectedEof.into()));
            }
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
                Poll::Ready(Err(lost)) => {
                    if let Lost::Broken(error) = &lost {
                        self.end.get_or_insert_with(|| ConnectionEnd::Broken(Arc::clone(error)));
                    }
                    self.shared.lock().fail_all(lost);
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
        self.elapsed.tell(&mut core.engine);
        if self.over {
            return Ok(None);
        }
        loop {
            let event = match core.engine.poll_event(&mut self.pipe.input) {
                Ok(Some(event)) => event,
                Ok(None) => return Ok(None),
                Err(error) => {
                    self.end.get_or_insert(fault(error));
                    core.fail_all(Lost::Fault(error));
                    return Err(());
                }
            };
            match event {
                Event::Headers { stream, too_large: true, .. } => {
                    core.engine.send_headers(stream, true, |block| rejection(block, 431));
                    core.engine.forget(stream);
                }
                Event::Headers { stream, end, .. } => {
                    core.mailboxes.insert(stream, Mailbox::new(end));
                    return Ok(Some(Incoming {
                        head: core.engine.collect().take(),
                        body: Body::new(Arc::clone(&self.shared), stream),
                        response: ResponseStream::new(Arc::clone(&self.shared), stream),
                    }));
                }
                Event::Ping => {
                    let sent = core.engine.frames_sent();
                    self.pings.count(sent != self.sent_before_ping);
                    self.sent_before_ping = sent;
                }
                Event::GoAway { reason, debug } => {
                    self.goaway = Some((reason.0, ending::words(&debug)));
                }
                Event::Pong(WATCH) => self.pong = true,
                Event::Pong(DRAIN) => self.drain.finish(core),
                event => core.deliver(event),
            }
        }
    }

    /// Writes what waits, then reads: ready when something happened, or the connection is at its
    /// end with an error.
    fn poll_io(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), Lost>> {
        loop {
            // Bytes that the engine left lying because there was no room for the answers.
            let left = !self.pipe.input.is_empty() && !self.wants_input();
            let written = self.pipe.poll_write(&self.shared, cx).map_err(broken)?.is_ready();
            // "After sending the GOAWAY frame for an error condition, the endpoint MUST close the TCP
            // connection": RFC 9113, section 5.4.1.
            if written && (self.over || self.is_drained()) {
                ready!(self.pipe.poll_shutdown(cx)).map_err(broken)?;
                return Poll::Ready(Err(Lost::Closed("the connection was closed by this server")));
            }
            let wants_input = self.wants_input();
            if left && wants_input {
                return Poll::Ready(Ok(()));
            }
            let read = if wants_input { self.pipe.poll_read(cx) } else { Poll::Pending };
            match read.map_err(broken)? {
                Poll::Ready(0) => {
                    self.end.get_or_insert(ConnectionEnd::Client(self.goaway.take()));
                    return Poll::Ready(Err(broken(io::Error::other("the client is gone"))));
                }
                Poll::Ready(_) => return Poll::Ready(Ok(())),
                Poll::Pending => {}
            }
            let core = &mut *self.shared.lock();
            // The write made room, of which those who wait are to be told.
            if core.engine.has_events() {
                return Poll::Ready(Ok(()));
            }
            // What a handler added since the write is seen here, or wakes.
            if !written || !core.engine.output().has_remaining() {
                core.engine.rest();
                self.pipe.rest();
                core.driver = Some(cx.waker().clone());
                return Poll::Pending;
            }
        }
    }

    fn wants_input(&self) -> bool {
        self.shared.lock().engine.wants_input()
    }

    fn is_drained(&self) -> bool {
        matches!(self.drain, Drain::Final(_)) && !self.shared.lock().engine.has_streams()
    }

    /// Tells the client to open no more streams; the connection closes when those it has are done.
    pub(crate) fn drain(&mut self, why: Closing) {
        if let Drain::No = self.drain {
            self.drain = Drain::Announced(why);
            let core = &mut *self.shared.lock();
            core.engine.announce_end(why.why());
            core.engine.ping(DRAIN);
        }
    }

    /// Ends every stream, says why, and closes.
    pub(crate) fn close(&mut self, closing: Closing) {
        let (reason, end) = match closing.is_abuse() {
            true => (Reason::ENHANCE_YOUR_CALM, ConnectionEnd::Limit(closing.why())),
            false => (Reason::NO_ERROR, ConnectionEnd::Server(closing.why())),
        };
        self.end.get_or_insert(end);
        let core = &mut *self.shared.lock();
        core.engine.close(reason, closing.why());
        core.fail_all(Lost::Closed("the server closed the connection"));
        self.over = true;
    }

    /// Tells the client the last stream that is taken, whether or not it has answered the PING.
    pub(crate) fn end_streams(&mut self) {
        self.drain.finish(&mut self.shared.lock());
    }

    /// Bytes that wait to be written.
    pub(crate) fn output_len(&self) -> usize {
        self.shared.lock().engine.output().remaining()
    }

    /// Why the connection is over, once it is.
    pub(crate) fn end(&mut self) -> Option<ConnectionEnd> {
        match (self.end.take(), self.drain) {
            // Clients close when there is nothing more for them.
            (None | Some(ConnectionEnd::Client(_)), Drain::Announced(why) | Drain::Final(why)) => {
                Some(ConnectionEnd::Server(why.why()))
            }
            (end, _) => end,
        }
    }

    /// The client's PINGs since this was asked last.
    pub(crate) fn take_pings(&mut self) -> PingsSeen {
        std::mem::take(&mut self.pings)
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
        core.engine.has_streams() || core.engine.output().has_remaining() || !self.pipe.is_written()
    }

    /// What has passed over the connection.
    pub(crate) fn activity(&self) -> &Activity {
        &self.activity
    }
}

impl Drain {
    /// Names the last stream that is taken.
    fn finish(&mut self, core: &mut Core<RequestHeads>) {
        if let Self::Announced(why) = *self {
            *self = Self::Final(why);
            core.engine.refuse_streams(why.why());
            core.flush();
        }
    }
}

impl Drop for ServerConnection {
    fn drop(&mut self) {
        self.shared.lock().fail_all(Lost::Closed("the connection is closed"));
    }
}

fn fault(error: ConnectionError) -> ConnectionEnd {
    match error.reason {
        Reason::ENHANCE_YOUR_CALM => ConnectionEnd::Limit(error.why),
        Reason(code) => ConnectionEnd::Fault { code, why: error.why },
    }
}

fn broken(error: io::Error) -> Lost {
    Lost::Broken(Arc::new(error))
}

impl Incoming {
    /// The path as it came, for the lookup of the method.
    pub(crate) fn path(&self) -> &str {
        self.head.path.as_deref().unwrap_or_default()
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
        let body = transport::Body::Http2Request(body);
        (head.headers, head.post, body, transport::ResponseStream::Http2(response))
    }
}

#[cfg(test)]
mod tests {
    use std::{
        future::poll_fn,
        pin::Pin,
        task::{Context, Poll},
    };

    use bytes::{Buf as _, Bytes};
    use strait_http2::{
        Collect, Config, Connection,
        hpack::{Field, Indexing, StaticIndex},
    };
    use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

    use super::*;
    use crate::Metadata;

    /// Gives what it holds and then nothing, and takes all that is written.
    struct Script(Bytes);

    impl AsyncRead for Script {
        fn poll_read(
            mut self: Pin<&mut Self>,
            _: &mut Context<'_>,
            buf: &mut ReadBuf<'_>,
        ) -> Poll<io::Result<()>> {
            let len = self.0.len().min(buf.remaining());
            buf.put_slice(&self.0.split_to(len));
            if len == 0 { Poll::Pending } else { Poll::Ready(Ok(())) }
        }
    }

    impl AsyncWrite for Script {
        fn poll_write(
            self: Pin<&mut Self>,
            _: &mut Context<'_>,
            buf: &[u8],
        ) -> Poll<io::Result<usize>> {
            Poll::Ready(Ok(buf.len()))
        }

        fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
            Poll::Ready(Ok(()))
        }

        fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
            Poll::Ready(Ok(()))
        }
    }

    struct Nothing;

    impl Collect for Nothing {
        type Head = ();
        fn begin(&mut self) {}
        fn field(&mut self, _: &mut (), _: &Field<'_>, _: &[u8]) {}
    }

    /// A client whose calls come all at once, and that says nothing more.
    fn calls(count: usize) -> Bytes {
        let mut client = Connection::client(Config::default(), Nothing);
        for _ in 0..count {
            let opened = client.open(true, |block| {
                block.indexed(StaticIndex::METHOD_POST);
                block.indexed(StaticIndex::SCHEME_HTTP);
                block.field(StaticIndex::PATH, b"/lab.Lab/Unary", Indexing::Incremental);
            });
            opened.expect("no limit is known");
        }
        let output = client.output();
        output.copy_to_bytes(output.remaining())
    }

    #[tokio::test]
    async fn what_was_read_is_looked_at_when_the_answers_are_written() {
        const CALLS: usize = 900;
        let settings = Http2Settings::default();
        let mut connection = ServerConnection::handshake(Box::new(Script(calls(CALLS))), &settings)
            .await
            .expect("a good preface");
        // So large that the engine stops reading before it has seen all.
        let mut metadata = Metadata::new();
        metadata.append("ballast", &"x".repeat(4000)).expect("valid");
        for _ in 0..CALLS {
            let next = poll_fn(|cx| match connection.poll_accept(cx) {
                Poll::Ready(incoming) => Poll::Ready(incoming),
                Poll::Pending => Poll::Ready(None),
            });
            let (_, _, _, mut response) = next.await.expect("another call").into_parts();
            response.send_trailers(Some(&Status::not_found("none")), &metadata);
        }
    }
}
