//! What moves the bytes of a client's connection.

use std::{
    io,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll, ready},
};

use bytes::Buf as _;
use strait_http2::{Event, Reason};

use super::{
    super::{
        Elapsed,
        core::{Core, Failure, Goodbye, Lost, Shared, wake},
        pipe::Pipe,
    },
    ResponseHeads,
};
use crate::{
    policy::Keepalive,
    transport::{
        Activity,
        client::Closed,
        ending,
        keepalive::{KeepaliveTimer, Pings},
    },
};

/// Moves a connection's bytes; done when it is closed.
///
/// Each call that is started wakes it. It gives way once then, so that the calls that are ready add
/// their frames first and all go out in one write: tokio would otherwise run it right after the
/// first of them.
pub(crate) struct ClientDriver {
    shared: Shared<ResponseHeads>,
    pipe: Pipe,
    activity: Arc<Activity>,
    elapsed: Elapsed,
    keepalive: Option<KeepaliveTimer>,
    /// Whether a PING of ours was answered and the keepalive does not know.
    pong: bool,
    too_many_pings: bool,
    /// Whether all that is left is to be written before the byte stream ends.
    over: bool,
    gave_way: bool,
}

/// The payload of our PINGs.
const KEEPALIVE: [u8; 8] = *b"strait:k";

impl Future for ClientDriver {
    type Output = Closed;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Closed> {
        let this = &mut *self;
        // Taken by whoever woke this to have something written.
        let called = this.shared.lock().driver.take().is_none();
        if called && !std::mem::replace(&mut this.gave_way, true) {
            cx.waker().wake_by_ref();
            return Poll::Pending;
        }
        this.gave_way = false;
        if let Err(error) = ready!(this.poll_io(cx)) {
            let core = &mut *this.shared.lock();
            let lost = match core.side.goaway.clone() {
                Some(goodbye) => Lost::GoneAway(goodbye),
                None => Lost::Broken(Arc::new(error)),
            };
            core.end(lost);
        }
        Poll::Ready(if this.too_many_pings { Closed::TooManyPings } else { Closed::Otherwise })
    }
}

impl ClientDriver {
    pub(super) fn new(
        shared: Shared<ResponseHeads>,
        pipe: Pipe,
        keepalive: Option<Keepalive>,
    ) -> Self {
        let activity = Arc::clone(&shared.lock().side.activity);
        Self {
            pipe,
            elapsed: Elapsed::new(),
            keepalive: keepalive.map(|keepalive| KeepaliveTimer::new(keepalive, &activity)),
            pong: false,
            too_many_pings: false,
            over: false,
            gave_way: false,
            activity,
            shared,
        }
    }

    /// Reads, takes what came, and writes, until there is nothing to do. Reads first: what is
    /// written to a server that is gone cannot be sent again.
    fn poll_io(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        loop {
            self.poll_keepalive(cx);
            let read = self.poll_read(cx);
            let left = self.take_events();
            let read = read?;
            let written = match self.pipe.poll_write(&self.shared, cx) {
                Poll::Ready(Err(error)) => return self.poll_last_words(cx, error),
                written => written.is_ready(),
            };
            // "After sending the GOAWAY frame for an error condition, the endpoint MUST close the TCP
            // connection": RFC 9113, section 5.4.1.
            if written && self.over {
                return self.pipe.poll_shutdown(cx);
            }
            if read.is_ready() {
                continue;
            }
            let core = &mut *self.shared.lock();
            // The write made room: for those who wait, or for answers to what was read.
            if core.engine.has_events() || left && core.engine.wants_input() {
                continue;
            }
            // What a call added since the write is seen here, or wakes.
            if !written || !core.engine.output().has_remaining() && !core.is_done() {
                core.engine.rest();
                self.pipe.rest();
                core.driver = Some(cx.waker().clone());
                return Poll::Pending;
            }
        }
    }

    fn poll_read(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        if self.over || !self.shared.lock().engine.wants_input() {
            return Poll::Pending;
        }
        match ready!(self.pipe.poll_read(cx))? {
            0 => Poll::Ready(Err(io::ErrorKind::UnexpectedEof.into())),
            _ => Poll::Ready(Ok(())),
        }
    }

    /// Nothing can be written any more; what the server said before is read all the same.
    fn poll_last_words(&mut self, cx: &mut Context<'_>, error: io::Error) -> Poll<io::Result<()>> {
        while let Poll::Ready(Ok(())) = self.poll_read(cx) {
            self.take_events();
        }
        Poll::Ready(Err(error))
    }

    fn poll_keepalive(&mut self, cx: &mut Context<'_>) {
        let Some(timer) = &mut self.keepalive else { return };
        let calls = self.shared.lock().engine.has_streams();
        let mut pings = Hands { shared: &self.shared, pipe: &mut self.pipe, pong: &mut self.pong };
        if timer.poll(cx, &mut pings, &self.activity, calls).is_ready() {
            self.keepalive = None;
        }
    }

    /// Gives what was read to the streams that it is about. Whether bytes are left because there is
    /// no room for answers.
    fn take_events(&mut self) -> bool {
        let core = &mut *self.shared.lock();
        self.elapsed.tell(&mut core.engine);
        while !self.over {
            match core.engine.poll_event(&mut self.pipe.input) {
                Ok(Some(Event::Pong(KEEPALIVE))) => self.pong = true,
                Ok(Some(Event::GoAway { reason, debug })) => {
                    // "If a client receives a GOAWAY with error code ENHANCE_YOUR_CALM and additional
                    // debug data equal to ASCII "too_many_pings"" (A8).
                    self.too_many_pings |=
                        reason == Reason::ENHANCE_YOUR_CALM && debug[..] == *b"too_many_pings";
                    core.go_away(Goodbye { reason, words: ending::words(&debug).into() });
                }
                Ok(Some(event)) => core.take(event),
                Ok(None) => break,
                Err(error) => {
                    core.end(Lost::Fault(error));
                    self.over = true;
                }
            }
        }
        core.flush();
        if core.is_done() && !self.over {
            core.engine.close(Reason::NO_ERROR, "");
            core.end(Lost::Closed("it has no calls"));
            self.over = true;
        }
        !self.pipe.input.is_empty() && !core.engine.wants_input()
    }
}

impl Drop for ClientDriver {
    fn drop(&mut self) {
        self.shared.lock().end(Lost::Closed("its runtime has shut down"));
    }
}

/// How the keepalive sends PINGs.
struct Hands<'a> {
    shared: &'a Shared<ResponseHeads>,
    pipe: &'a mut Pipe,
    pong: &'a mut bool,
}

impl Pings for Hands<'_> {
    /// "a keepalive PING should be sent (ideally before the HEADERS frame)" of the call that ends a
    /// silence (A8).
    fn send(&mut self) {
        self.pipe.put_first(&mut self.shared.lock().engine, |engine| engine.ping(KEEPALIVE));
    }

    fn poll_answer(&mut self, _: &mut Context<'_>) -> Poll<()> {
        match std::mem::take(self.pong) {
            true => Poll::Ready(()),
            false => Poll::Pending,
        }
    }
}

impl Core<ResponseHeads> {
    /// Gives an event to the stream that it is about.
    fn take(&mut self, event: Event<()>) {
        match event {
            Event::Headers { stream, too_large: true, .. } => {
                self.engine.reset(stream, Reason::CANCEL);
                self.fail(stream, Failure::TooLarge);
            }
            Event::Headers { stream, end, .. } => {
                if let Some(mailbox) = self.mailboxes.get_mut(stream) {
                    mailbox.heads.head = Some(self.engine.collect().take());
                    mailbox.heads.head_is_all = end;
                    mailbox.ended |= end;
                    wake(&mut mailbox.reader);
                }
            }
            Event::Trailers { stream, too_large: true, .. } => {
                self.engine.reset(stream, Reason::CANCEL);
                self.fail(stream, Failure::TooLarge);
            }
            Event::Trailers { stream, .. } => {
                if let Some(mailbox) = self.mailboxes.get_mut(stream) {
                    mailbox.heads.trailers = Some(self.engine.collect().take().headers);
                    mailbox.ended = true;
                    wake(&mut mailbox.reader);
                }
            }
            Event::Unprocessed { stream } => {
                // GOAWAY is told before the streams that it is about.
                if let Some(goodbye) = self.side.goaway.clone() {
                    self.fail(stream, Failure::Unprocessed(goodbye));
                }
            }
            event => self.deliver(event),
        }
    }

    /// The server takes no more calls; those who wait for a place go elsewhere.
    fn go_away(&mut self, goodbye: Goodbye) {
        self.side.goaway = Some(goodbye);
        self.side.line.close();
    }

    /// The connection is over, for all calls.
    fn end(&mut self, lost: Lost) {
        self.fail_all(lost);
        self.side.line.close();
    }
}
