//! What the owner wants sent, and what waits for windows.

use std::collections::VecDeque;

use bytes::{Buf as _, Bytes, BytesMut};

use super::{Collect, Connection, Event, Full, Role, State};
use crate::{
    Reason, StreamMap,
    bandwidth::Bandwidth,
    frame::{self, HEAD_LEN, flag, kind},
    hpack::{self, FieldName, Indexing, Slot, StaticIndex},
    stream::{Half, Pending, PendingEnd, Stream, Wants},
};

/// A header block in the making.
///
/// A block that has to wait for data before it is written without the connection's table, which
/// others change meanwhile: its fields are literals then.
#[derive(Debug)]
pub struct Block<'a> {
    block: hpack::Block<'a, BytesMut>,
    waits: bool,
}

impl Block<'_> {
    /// Appends a field of the static table.
    pub fn indexed(&mut self, index: StaticIndex) {
        self.block.indexed(index);
    }

    /// Appends fields that were encoded before, without the table.
    pub fn encoded(&mut self, fields: &[u8]) {
        self.block.encoded(fields);
    }

    /// Appends a field.
    pub fn field<'n>(&mut self, name: impl Into<FieldName<'n>>, value: &[u8], indexing: Indexing) {
        let indexing = match indexing {
            Indexing::Incremental if self.waits => Indexing::Without,
            indexing => indexing,
        };
        self.block.field(name, value, indexing);
    }

    /// Appends a field that comes again and again, by the index that `slot` remembers.
    pub fn cached<'n>(&mut self, slot: &mut Slot, name: impl Into<FieldName<'n>>, value: &[u8]) {
        if self.waits {
            self.block.field(name, value, Indexing::Without);
        } else {
            self.block.cached(slot, name, value);
        }
    }
}

impl<C: Collect> Connection<C> {
    /// Opens a stream with a header block, and gives its id. `end` says that nothing follows.
    ///
    /// # Errors
    ///
    /// If the peer takes no more streams now, or the connection none at all.
    ///
    /// # Panics
    ///
    /// On a server, which opens no streams.
    pub fn open(&mut self, end: bool, fields: impl FnOnce(&mut Block<'_>)) -> Result<u32, Full> {
        assert_eq!(self.role, Role::Client, "servers open no streams");
        let id = self.next_local;
        // "Receivers of a GOAWAY frame MUST NOT open additional streams on the connection": section
        // 6.8; and for the ids section 5.1.1.
        let closing = self.state == State::Closed
            || self.goaway.received.is_some()
            || self.goaway.sent.is_some();
        if closing || id > i32::MAX as u32 {
            return Err(Full::Closing);
        }
        // "Endpoints MUST NOT exceed the limit set by their peer": section 5.1.2.
        if self.local_open >= self.peer.max_concurrent_streams {
            return Err(Full::Limit);
        }
        self.next_local += 2;
        self.local_open += 1;
        self.guard.stream();
        let stream = self.new_stream();
        self.streams.insert(id, stream);
        self.send_headers(id, end, fields);
        Ok(id)
    }

    /// Sends the head of a response; on a stream that is over, nothing.
    pub fn send_headers(&mut self, id: u32, end: bool, fields: impl FnOnce(&mut Block<'_>)) {
        // On a stream that is closed nothing is sent: section 5.1.
        let Some(stream) = self.streams.get_mut(id).filter(|s| s.send == Half::Head) else {
            return;
        };
        stream.send = if end { Half::Closed } else { Half::Body };
        self.write_block(id, end, fields);
        if end {
            self.finish_sending(id);
        }
    }

    /// Sends a part of a body; `end` says that nothing follows. What no window has room for waits
    /// here, in memory: [`capacity`](Self::capacity) tells beforehand.
    pub fn send_data(&mut self, id: u32, data: Bytes, end: bool) {
        let Some(stream) = self.streams.get_mut(id).filter(|s| s.send == Half::Body) else {
            return;
        };
        // A frame that says nothing is taken for a flood by some.
        if data.is_empty() && !end {
            return;
        }
        if end {
            stream.send = Half::Closed;
        }
        let room = self.config.max_output.saturating_sub(self.output.remaining());
        // "The sender MUST NOT send a flow-controlled frame with a length that exceeds the space
        // available in either of the flow-control windows": section 6.9.1.
        let window = self.send_window.available().min(stream.send_window.available());
        if stream.pending.is_none() && data.len() <= window.min(room).min(TURN) {
            self.send_window.take(data.len());
            stream.send_window.take(data.len());
            let flags = if end { flag::END_STREAM } else { 0 };
            frame::write::head(self.output.tail(), data.len(), kind::DATA, flags, id);
            self.output.payload(data);
            self.guard.sent();
            if end {
                self.finish_sending(id);
            }
            return;
        }
        let end = if end { PendingEnd::Stream } else { PendingEnd::Open };
        self.enqueue(id, data, end);
    }

    /// Ends a stream with trailers, after the data that waits.
    pub fn send_trailers(&mut self, id: u32, fields: impl FnOnce(&mut Block<'_>)) {
        let Some(stream) = self.streams.get_mut(id).filter(|s| s.send == Half::Body) else {
            return;
        };
        stream.send = Half::Closed;
        if stream.pending.is_none() {
            self.write_block(id, true, fields);
            self.finish_sending(id);
            return;
        }
        let mut encoder = hpack::Encoder::new(hpack::DEFAULT_TABLE_SIZE);
        let mut trailers = BytesMut::new();
        fields(&mut Block { block: encoder.block(&mut trailers), waits: true });
        self.enqueue(id, Bytes::new(), PendingEnd::Trailers(trailers.freeze()));
    }

    /// Ends a stream in both directions at once. What waits is dropped. Nothing is sent if both
    /// have ended.
    pub fn reset(&mut self, id: u32, reason: Reason) {
        let Some(stream) = self.streams.get(id) else { return };
        if !stream.is_over() {
            self.write_reset(id, reason);
        }
        self.end_stream(id);
        self.forget(id);
    }

    /// How many bytes of DATA a stream may send now without waiting here. If there are none, there
    /// will be an [`Event::Writable`] when there are some; `None` if it sends no more.
    pub fn capacity(&mut self, id: u32) -> Option<usize> {
        let room = self.config.max_output.saturating_sub(self.output.remaining());
        let window = self.send_window.available().min(room);
        let stream = self.streams.get_mut(id).filter(|s| s.send == Half::Body)?;
        let capacity = match stream.pending {
            None => window.min(stream.send_window.available()),
            Some(_) => 0,
        };
        if capacity == 0 && stream.wants == Wants::No {
            stream.wants = Wants::Blocked;
            self.line_up(id);
        }
        Some(capacity)
    }

    /// Lets the peer send as many more bytes on a stream. All that came is to be released, in the
    /// end by [`forget`](Self::forget).
    pub fn release(&mut self, id: u32, bytes: usize) {
        self.release_bytes(id, u32::try_from(bytes).unwrap_or(u32::MAX));
        self.remove_if_done(id);
    }

    pub(super) fn release_bytes(&mut self, id: u32, bytes: u32) {
        let Some(stream) = self.streams.get_mut(id) else { return };
        let bytes = bytes.min(stream.held);
        stream.held -= bytes;
        self.held -= bytes as usize;
        let told = stream.receive_window.release(bytes);
        if let Some(told) = told.filter(|_| stream.receive != Half::Closed) {
            let more = self.growth(id);
            frame::write::window_update(self.output.tail(), id, told + more);
        }
        let paid = self.owed.min(bytes);
        self.owed -= paid;
        if paid > 0 {
            self.credit(paid);
        }
        self.give_growth_back(id);
    }

    /// Lets others have what the window of a stream has grown by when nothing more comes on it, and
    /// nothing is held.
    fn give_growth_back(&mut self, id: u32) {
        if self.grown > 0
            && let Some(stream) = self.streams.get_mut(id)
            && stream.receive == Half::Closed
            && stream.held == 0
        {
            self.grown -= stream.receive_window.forget_growth();
        }
    }

    /// By how much the window of a stream grows that has just been read: its WINDOW_UPDATE is due.
    ///
    /// Only who reads what comes as it comes gets more, and has it measured how much more would be
    /// of use: a stream that is read slowly would just hold it.
    fn growth(&mut self, id: u32) -> u32 {
        let Some(stream) = self.streams.get_mut(id) else { return 0 };
        let size = stream.receive_window.size();
        // It is told of in halves.
        stream.told_half = !stream.told_half;
        if !stream.told_half {
            self.bandwidth.used(size, stream.window_began, self.now);
            stream.window_began = self.now;
        }
        if stream.held > size / 4 {
            return 0;
        }
        let budget = (self.config.connection_window / 2).saturating_sub(self.grown);
        let size = self.bandwidth.wanted().min(size.saturating_add(budget));
        let growth = stream.receive_window.enlarge(size).unwrap_or(0);
        self.grown += growth;
        if self.bandwidth.begin(self.now) {
            self.ping(Bandwidth::PING);
        }
        growth
    }

    /// Reads no more of a stream: what came and was not released is released. The stream itself
    /// goes on until it is ended or reset.
    pub fn forget(&mut self, id: u32) {
        if let Some(held) = self.streams.get(id).map(|stream| stream.held) {
            self.release_bytes(id, held);
            self.remove_if_done(id);
        }
    }

    /// Sends a PING. Its answer is an [`Event::Pong`].
    pub fn ping(&mut self, payload: [u8; 8]) {
        if self.state != State::Closed {
            self.guard.pinged();
            frame::write::ping(self.output.tail(), payload, false);
        }
    }

    /// Says that the connection will take no more streams soon: those that come until
    /// [`refuse_streams`](Self::refuse_streams) are taken.
    ///
    /// "A server that is attempting to gracefully shut down a connection SHOULD send an initial
    /// GOAWAY frame with the last stream identifier set to 2^31-1 and a NO_ERROR code"
    /// ([section 6.8](https://www.rfc-editor.org/rfc/rfc9113#section-6.8)).
    pub fn announce_end(&mut self, debug: &str) {
        if self.state != State::Closed && self.goaway.sent.is_none() {
            let last = i32::MAX as u32;
            self.goaway.sent = Some(last);
            frame::write::goaway(self.output.tail(), last, Reason::NO_ERROR, debug);
        }
    }

    /// Takes no more streams from now on. Those above the last that came are told to be unprocessed:
    /// [section 8.7](https://www.rfc-editor.org/rfc/rfc9113#section-8.7). The last stream is never
    /// higher than it was said to be: section 6.8.
    pub fn refuse_streams(&mut self, debug: &str) {
        if self.state != State::Closed && self.goaway.sent != Some(self.last_remote) {
            self.goaway.sent = Some(self.last_remote);
            frame::write::goaway(self.output.tail(), self.last_remote, Reason::NO_ERROR, debug);
        }
    }

    /// Says why, and closes: nothing is read, and nothing but what is in the output is to be
    /// written any more. All streams are over.
    pub fn close(&mut self, reason: Reason, debug: &str) {
        if self.state != State::Closed {
            self.state = State::Closed;
            frame::write::goaway(self.output.tail(), self.last_remote, reason, debug);
            // What was asked for them from now on would be written behind the last word.
            self.streams = StreamMap::default();
            self.queue = VecDeque::new();
            self.waiting = VecDeque::new();
            self.partial = None;
            (self.remote_open, self.local_open) = (0, 0);
            (self.held, self.owed, self.grown) = (0, 0, 0);
        }
    }

    /// Fills the output again from what waits. To be called when it was written;
    /// [`poll_event`](Self::poll_event) does it too.
    pub fn make_room(&mut self) {
        self.pump();
        self.wake_writers();
    }

    fn write_block(&mut self, id: u32, end: bool, fields: impl FnOnce(&mut Block<'_>)) {
        let out = self.output.tail();
        let start = out.len();
        out.extend_from_slice(&[0; HEAD_LEN]);
        fields(&mut Block { block: self.encoder.block(out), waits: false });
        frame::write::headers(out, start, id, end, self.peer.max_frame_size as usize);
        self.guard.sent();
    }

    /// Sends data and an end behind what waits, or at once.
    fn enqueue(&mut self, id: u32, data: Bytes, end: PendingEnd) {
        let Some(stream) = self.streams.get_mut(id) else { return };
        let pending = stream.pending.get_or_insert_default();
        if !data.is_empty() {
            pending.data.push_back(data);
        }
        pending.end = end;
        if !pending.queued {
            pending.queued = true;
            self.queue.push_back(id);
        }
        self.pump();
    }

    /// Sends what waits, a frame of each stream in turn, as long as the connection's window and
    /// the output have room.
    ///
    /// A stream whose own window is closed leaves the queue until that opens.
    pub(super) fn pump(&mut self) {
        while let Some(id) = self.queue.pop_front() {
            let room = self.output.remaining() < self.config.max_output;
            let Some(stream) = self.streams.get_mut(id) else { continue };
            let Some(pending) = &mut stream.pending else { continue };
            let window = self.send_window.available();
            match next_piece(pending) {
                Piece::Data(_) if window == 0 || !room => {
                    self.queue.push_front(id);
                    return;
                }
                Piece::Data(len) => {
                    let len = len.min(window).min(stream.send_window.available());
                    let len = len.min(self.peer.max_frame_size as usize).min(TURN);
                    if len == 0 {
                        pending.queued = false;
                        continue;
                    }
                    self.send_window.take(len);
                    stream.send_window.take(len);
                    let last = write_data(&mut self.output, id, pending, len);
                    self.guard.sent();
                    if last {
                        self.settle(id);
                    } else {
                        self.queue.push_back(id);
                    }
                }
                Piece::End => {
                    if let PendingEnd::Stream = pending.end {
                        frame::write::head(self.output.tail(), 0, kind::DATA, flag::END_STREAM, id);
                        self.guard.sent();
                    }
                    self.settle(id);
                }
            }
        }
    }

    /// All data of a stream is written: its trailers follow.
    fn settle(&mut self, id: u32) {
        let Some(stream) = self.streams.get_mut(id) else { return };
        match stream.pending.take().map(|pending| pending.end) {
            Some(PendingEnd::Trailers(trailers)) => {
                self.write_block(id, true, |block| block.encoded(&trailers));
                self.finish_sending(id);
            }
            Some(PendingEnd::Stream) => self.finish_sending(id),
            Some(PendingEnd::Open) | None => {
                self.line_up(id);
                self.wake_writers();
            }
        }
    }

    /// Puts a stream that waits in line, if nothing of its own holds it up: its owner is told when
    /// there is room for all. Who is held up is not looked at until that changes, so that a thousand
    /// closed windows cost nothing.
    pub(super) fn line_up(&mut self, id: u32) {
        let Some(stream) = self.streams.get_mut(id) else { return };
        let held_up = stream.pending.is_some() || stream.send_window.available() == 0;
        if stream.wants == Wants::Blocked && !held_up {
            stream.wants = Wants::InLine;
            self.waiting.push_back(id);
        }
    }

    /// Tells the streams in line that they may send, as far as there is room: each is counted as if
    /// it took a turn.
    pub(super) fn wake_writers(&mut self) {
        let room = self.config.max_output.saturating_sub(self.output.remaining());
        let mut room = self.send_window.available().min(room);
        while room > 0 {
            let Some(id) = self.waiting.pop_front() else { return };
            let Some(stream) = self.streams.get_mut(id).filter(|s| s.wants == Wants::InLine) else {
                continue;
            };
            // A smaller initial window may have closed its own meanwhile.
            if stream.pending.is_some() || stream.send_window.available() == 0 {
                stream.wants = Wants::Blocked;
                continue;
            }
            stream.wants = Wants::No;
            room = room.saturating_sub(stream.send_window.available().min(TURN));
            self.events.push_back(Event::Writable { stream: id });
        }
    }

    /// The half that we send is at its end, and written.
    ///
    /// A server that has answered reads no more. "A server MAY request that the client abort
    /// transmission of a request without error by sending a RST_STREAM with an error code of
    /// NO_ERROR after sending a complete response"
    /// ([section 8.1](https://www.rfc-editor.org/rfc/rfc9113#section-8.1)); gRPC expects that.
    fn finish_sending(&mut self, id: u32) {
        let unread = self.streams.get(id).is_some_and(|stream| stream.receive != Half::Closed);
        if unread && self.role == Role::Server {
            self.write_reset(id, Reason::NO_ERROR);
            self.end_stream(id);
        } else {
            self.closed_half(id);
        }
    }

    /// Counts a stream as over if it is.
    pub(super) fn closed_half(&mut self, id: u32) {
        self.give_growth_back(id);
        if self.streams.get(id).is_some_and(Stream::is_over) {
            self.count_closed(id);
            self.remove_if_done(id);
        }
    }

    /// Ends both halves of a stream, whatever waits: nothing more is sent on it, sections 5.1 and 6.4.
    pub(super) fn end_stream(&mut self, id: u32) {
        let Some(stream) = self.streams.get_mut(id) else { return };
        let was_over = stream.is_over();
        stream.receive = Half::Closed;
        stream.send = Half::Closed;
        stream.pending = None;
        stream.wants = Wants::No;
        if !was_over {
            self.count_closed(id);
        }
        self.remove_if_done(id);
    }

    fn count_closed(&mut self, id: u32) {
        self.recent.push_known(id);
        if self.opened_by_peer(id) {
            self.remote_open -= 1;
        } else {
            self.local_open -= 1;
        }
    }

    fn remove_if_done(&mut self, id: u32) {
        if self.streams.get(id).is_some_and(|stream| stream.is_over() && stream.held == 0) {
            self.give_growth_back(id);
            self.streams.remove(id);
            self.forget_turns();
        }
    }

    /// Drops the turns of streams that are gone, when they are most: a peer whose windows stay
    /// closed could pile them up by opening streams and resetting them.
    fn forget_turns(&mut self) {
        const SPARE: usize = 64;

        let Self { streams, waiting, queue, .. } = self;
        for turns in [waiting, queue] {
            if turns.len() > SPARE + 2 * streams.len() {
                turns.retain(|&id| streams.get(id).is_some());
            }
        }
    }

    /// Resets a stream, and notes that frames of it may still come.
    pub(super) fn write_reset(&mut self, id: u32, reason: Reason) {
        frame::write::rst_stream(self.output.tail(), id, reason);
        let window = match self.streams.get(id) {
            Some(stream) if stream.receive == Half::Closed => 0,
            Some(stream) => stream.receive_window.allowed(),
            None => self.new_stream().receive_window.allowed(),
        };
        self.recent.push_reset(id, window);
    }
}

/// The bytes that a stream sends before the next has its turn: a frame of the size that every peer
/// takes.
const TURN: usize = 16 * 1024;

/// What a stream sends next.
enum Piece {
    /// So many bytes that lie in one piece.
    Data(usize),
    /// What comes after the data.
    End,
}

fn next_piece(pending: &Pending) -> Piece {
    pending.data.front().map_or(Piece::End, |data| Piece::Data(data.len()))
}

/// Writes a DATA frame of `len` bytes from the first piece. Whether that was the last of all: then
/// the frame ends the stream, unless trailers do.
fn write_data(output: &mut crate::Output, id: u32, pending: &mut Pending, len: usize) -> bool {
    let Some(first) = pending.data.front_mut() else { return true };
    let piece = first.split_to(len);
    if !first.has_remaining() {
        pending.data.pop_front();
    }
    let last = pending.data.is_empty();
    let ends = last && matches!(pending.end, PendingEnd::Stream);
    let flags = if ends { flag::END_STREAM } else { 0 };
    frame::write::head(output.tail(), len, kind::DATA, flags, id);
    output.payload(piece);
    last
}
