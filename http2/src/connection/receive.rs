//! Frames from the peer, and the events that they become:
//! [RFC 9113, section 6](https://www.rfc-editor.org/rfc/rfc9113#section-6).

use std::ops::Range;

use bytes::{Buf as _, Bytes, BytesMut};

use super::{Collect, Connection, Event, Role, State, blocks::WRONG_LENGTH};
use crate::{
    ConnectionError, Reason,
    copies::Copies,
    flow::{MAX_WINDOW, Overflow},
    frame::{self, HEAD_LEN, Head, MIN_MAX_FRAME_SIZE, PREFACE, flag, kind},
    recent::Ended,
    stream::{Half, Stream},
};

/// What a frame came to.
pub(super) type Handled<H> = Result<Option<Event<H>>, ConnectionError>;

impl<C: Collect> Connection<C> {
    /// The next thing that happened, as far as the bytes in `input` tell: whole frames are taken
    /// out of it, and what remains waits for more. `None` if there is nothing new.
    ///
    /// # Errors
    ///
    /// If the peer broke a rule that ends the connection. GOAWAY is in the output then, and nothing
    /// is read any more.
    pub fn poll_event(
        &mut self,
        input: &mut BytesMut,
    ) -> Result<Option<Event<C::Head>>, ConnectionError> {
        self.pump();
        self.wake_writers();
        loop {
            if let Some(event) = self.events.pop_front() {
                return Ok(Some(event));
            }
            if !self.wants_input() || self.state == State::Preface && !self.take_preface(input)? {
                return Ok(None);
            }
            let head = frame::next(input, MIN_MAX_FRAME_SIZE).map_err(|error| self.fail(error))?;
            let Some(head) = head else { return Ok(None) };
            let behind = input.len() - head.frame_len();
            let event = self.frame(head, input).map_err(|error| self.fail(error))?;
            // Or what is left of it: large data is taken out.
            input.advance(input.len() - behind);
            if event.is_some() {
                return Ok(event);
            }
        }
    }

    /// Section 3.4. What is no HTTP/2 is known before all of the preface has come.
    fn take_preface(&mut self, input: &mut BytesMut) -> Result<bool, ConnectionError> {
        let len = input.len().min(PREFACE.len());
        if input.get(..len) != PREFACE.get(..len) {
            return Err(self.fail(ConnectionError::protocol("the peer does not speak HTTP/2")));
        }
        let complete = len == PREFACE.len();
        if complete {
            drop(input.split_to(len));
            self.state = State::FirstSettings;
        }
        Ok(complete)
    }

    /// The frame that `input` begins with.
    fn frame(&mut self, head: Head, input: &mut BytesMut) -> Handled<C::Head> {
        if self.state == State::FirstSettings
            && (head.kind != kind::SETTINGS || head.has(flag::ACK))
        {
            // Section 3.4.
            return Err(ConnectionError::protocol("the first frame is not SETTINGS"));
        }
        // "A receiver MUST treat the receipt of any other type of frame or a frame on a different
        // stream as a connection error (Section 5.4.1) of type PROTOCOL_ERROR": section 6.2.
        if self.partial.is_some() && head.kind != kind::CONTINUATION {
            return Err(ConnectionError::protocol("a frame within a header block"));
        }
        check_scope(head)?;
        let payload = input.get(HEAD_LEN..head.frame_len()).unwrap_or_default();
        match head.kind {
            kind::DATA => {
                let data = frame::unpadded(head, payload)?;
                self.on_data(head, input, data)
            }
            kind::HEADERS => self.on_headers(head, payload),
            kind::CONTINUATION => self.on_continuation(head, payload),
            kind::RST_STREAM => self.on_rst_stream(head, payload),
            kind::SETTINGS => self.on_settings(head, payload),
            kind::PING => self.on_ping(head, payload),
            kind::GOAWAY => self.on_goaway(payload),
            kind::WINDOW_UPDATE => self.on_window_update(head, payload),
            // "A client that has both set this parameter to 0 and had it acknowledged MUST treat the
            // receipt of a PUSH_PROMISE frame as a connection error", section 6.5.2; and "servers
            // MUST treat the receipt of a PUSH_PROMISE frame as a connection error", section 8.4.
            kind::PUSH_PROMISE => Err(ConnectionError::protocol("PUSH_PROMISE is not wanted")),
            kind::PRIORITY => self.on_priority(head, payload),
            // "Implementations MUST ignore and discard frames of unknown types": section 5.5.
            _ => self.guard.ignored().map(|()| None),
        }
    }

    /// Section 6.1. `data` is where it lies in the payload.
    fn on_data(
        &mut self,
        head: Head,
        input: &mut BytesMut,
        data: Range<usize>,
    ) -> Handled<C::Head> {
        let len = data.len() as u32;
        let end = head.has(flag::END_STREAM);
        // "The entire DATA frame payload is included in flow control, including the Pad Length and
        // Padding fields if present": on the connection also those of a stream that is closed.
        self.receive_window.receive(head.len).map_err(|Overflow| {
            ConnectionError::new(Reason::FLOW_CONTROL_ERROR, "more than the connection's window")
        })?;
        // Padding alone says as little as nothing.
        if len == 0 && !end {
            self.guard.empty()?;
        }
        let Some(stream) = self.streams.get_mut(head.stream).filter(|s| s.receive != Half::Closed)
        else {
            self.credit(head.len);
            return self.late(head);
        };
        if stream.receive == Half::Head {
            self.credit(head.len);
            return self.fault(head.stream, Reason::PROTOCOL_ERROR, "DATA before HEADERS");
        }
        // "A receiver MAY respond with a stream error (Section 5.4.2) or connection error (Section
        // 5.4.1) of type FLOW_CONTROL_ERROR if it is unable to accept a frame": section 6.9.
        if stream.receive_window.receive(head.len).is_err() {
            self.credit(head.len);
            let why = "more than the stream's window";
            return self.fault(head.stream, Reason::FLOW_CONTROL_ERROR, why);
        }
        if let Some(left) = &mut stream.content_length {
            match left.checked_sub(u64::from(len)) {
                Some(rest) if rest == 0 || !end => *left = rest,
                _ => {
                    self.credit(head.len);
                    return self.fault(head.stream, Reason::PROTOCOL_ERROR, WRONG_LENGTH);
                }
            }
        }
        if end {
            stream.receive = Half::Closed;
        }
        stream.held += head.len;
        self.held += head.len as usize;
        if self.held <= self.config.max_held {
            self.credit(head.len);
        } else {
            self.owed += head.len;
        }
        // Padding was never anybody's to read.
        self.release_bytes(head.stream, head.len - len);
        if end {
            self.closed_half(head.stream);
        }
        let data = self.take_data(input, HEAD_LEN + data.start..HEAD_LEN + data.end);
        Ok(Some(Event::Data { stream: head.stream, data, end }))
    }

    /// Data for its reader. What is short is copied, so that it does not hold a whole read buffer.
    fn take_data(&mut self, input: &mut BytesMut, Range { start, end }: Range<usize>) -> Bytes {
        if end - start <= Copies::MOST {
            return self.copies.copy(input.get(start..end).unwrap_or_default());
        }
        let mut data = input.split_to(end);
        data.advance(start);
        data.freeze()
    }

    /// Section 6.4.
    fn on_rst_stream(&mut self, head: Head, payload: &[u8]) -> Handled<C::Head> {
        let reason = frame::rst_stream(payload)?;
        self.check_not_idle(head)?;
        // "an endpoint MUST NOT send a RST_STREAM in response to a RST_STREAM frame": section 5.4.2.
        if self.streams.get(head.stream).is_none_or(Stream::is_over) {
            return self.guard.ignored().map(|()| None);
        }
        self.end_stream(head.stream);
        Ok(Some(Event::Reset { stream: head.stream, reason, fault: None }))
    }

    /// A frame for a stream that is over, or never was: section 5.1.
    pub(super) fn late(&mut self, head: Head) -> Handled<C::Head> {
        self.check_not_idle(head)?;
        // Nothing above the stream that a GOAWAY names is looked at.
        if self.is_above_goaway(head.stream) {
            return Ok(None);
        }
        let why = "a frame after the end of its stream";
        // Section 5.1, "half-closed (remote)".
        if self.streams.get(head.stream).is_some_and(|stream| !stream.is_over()) {
            return self.fault(head.stream, Reason::STREAM_CLOSED, why);
        }
        // What was on its way is as much as the window allowed, in frames of any size.
        if head.kind == kind::DATA && self.recent.was_on_its_way(head.stream, head.len) {
            return Ok(None);
        }
        match self.recent.get(head.stream) {
            // "An endpoint MUST minimally process and then discard any frames it receives in this
            // state", section 5.1, "closed": the peer may not have seen the RST_STREAM.
            Some(Ended::ByUs) => self.guard.ignored().map(|()| None),
            // The response to a call that was given up long ago.
            None if self.role == Role::Client => self.guard.ignored().map(|()| None),
            // "An endpoint that receives an unexpected stream identifier MUST respond with a
            // connection error of type PROTOCOL_ERROR": section 5.1.1.
            None if head.kind == kind::HEADERS => {
                Err(ConnectionError::protocol("a stream with a lower id than one before"))
            }
            // "An endpoint MAY treat receipt of any other type of frame on a closed stream as a
            // connection error (Section 5.4.1) of type STREAM_CLOSED": section 5.1, "closed".
            Some(Ended::Known) if head.kind == kind::HEADERS => Err(ConnectionError::new(
                Reason::STREAM_CLOSED,
                "HEADERS after the end of a stream",
            )),
            Some(Ended::Known) | None => self.fault(head.stream, Reason::STREAM_CLOSED, why),
        }
    }

    /// "Receiving any frame other than HEADERS or PRIORITY on a stream in this state MUST be treated
    /// as a connection error of type PROTOCOL_ERROR": section 5.1, "idle".
    pub(super) fn check_not_idle(&self, head: Head) -> Result<(), ConnectionError> {
        let begun = if self.opened_by_peer(head.stream) {
            head.stream <= self.last_remote || self.is_above_goaway(head.stream)
        } else {
            head.stream < self.next_local
        };
        if begun { Ok(()) } else { Err(ConnectionError::protocol("a frame for an idle stream")) }
    }

    /// Whether a stream is one that the peer opened though we had said that we take none of these:
    /// section 6.8.
    pub(super) fn is_above_goaway(&self, stream: u32) -> bool {
        self.opened_by_peer(stream) && self.goaway.sent.is_some_and(|last| stream > last)
    }

    /// Ends a stream for what the peer did wrong.
    pub(super) fn fault(&mut self, id: u32, reason: Reason, why: &'static str) -> Handled<C::Head> {
        self.guard.faulty_stream()?;
        self.write_reset(id, reason);
        if self.streams.get(id).is_none_or(Stream::is_over) {
            return Ok(None);
        }
        self.end_stream(id);
        Ok(Some(Event::Reset { stream: id, reason, fault: Some(why) }))
    }

    /// Gives back some of the connection's window.
    pub(super) fn credit(&mut self, bytes: u32) {
        if let Some(told) = self.receive_window.release(bytes) {
            debug_assert!(told <= MAX_WINDOW);
            frame::write::window_update(self.output.tail(), 0, told);
        }
    }
}

/// Which kinds of frames are about a stream, and which about the connection: section 6.
fn check_scope(head: Head) -> Result<(), ConnectionError> {
    let right = match head.kind {
        kind::DATA | kind::HEADERS | kind::PRIORITY | kind::RST_STREAM | kind::CONTINUATION => {
            head.stream != 0
        }
        kind::SETTINGS | kind::PING | kind::GOAWAY => head.stream == 0,
        _ => true,
    };
    if right {
        Ok(())
    } else {
        Err(ConnectionError::protocol("a frame for a stream where the connection is meant, or not"))
    }
}
