//! Frames that are about the connection, or about windows.

use bytes::Bytes;

use super::{Collect, Connection, Event, Role, State, receive::Handled};
use crate::{
    ConnectionError, Reason,
    bandwidth::Bandwidth,
    flow::{INITIAL_WINDOW, Overflow},
    frame::{self, Head, flag, settings},
    stream::{Half, Wants},
};

impl<C: Collect> Connection<C> {
    /// Section 6.5.
    pub(super) fn on_settings(&mut self, head: Head, payload: &[u8]) -> Handled<C::Head> {
        if settings::is_ack(head)? {
            self.on_settings_ack();
            return self.guard.settings().map(|()| None);
        }
        self.guard.settings()?;
        // A frame may name the initial window a thousand times, and each costs a look at all streams:
        // the last counts, where section 6.5.3 has each value processed in its turn.
        let mut initial_window = None;
        settings::parse(payload, |id, value| match id {
            settings::INITIAL_WINDOW_SIZE => {
                initial_window = Some(value);
                Ok(())
            }
            _ => self.setting(id, value),
        })?;
        if let Some(size) = initial_window {
            self.initial_window(size)?;
        }
        // Section 6.5.3, and of the first section 3.4: behind our own SETTINGS.
        frame::write::settings_ack(self.output.tail());
        if self.state == State::FirstSettings {
            self.state = State::Open;
        }
        self.wake_writers();
        Ok(Some(Event::Settings))
    }

    /// The peer knows what we said, and keeps to it. Only what our SETTINGS forbid had to wait for
    /// this: what they allow was allowed from the start.
    fn on_settings_ack(&mut self) {
        let less = INITIAL_WINDOW.saturating_sub(self.config.stream_window);
        if !std::mem::replace(&mut self.acknowledged, true) && less > 0 {
            for (id, stream) in self.streams.iter_mut() {
                let told = stream.receive_window.shrink(less);
                if let Some(told) = told.filter(|_| stream.receive != Half::Closed) {
                    frame::write::window_update(self.output.tail(), id, told);
                }
            }
        }
    }

    fn setting(&mut self, id: u16, value: u32) -> Result<(), ConnectionError> {
        match id {
            // The next block begins with the update: section 4.3.1.
            settings::HEADER_TABLE_SIZE => self.encoder.set_max_size(value),
            settings::MAX_CONCURRENT_STREAMS => self.peer.max_concurrent_streams = value,
            settings::MAX_FRAME_SIZE => self.peer.max_frame_size = value,
            settings::MAX_HEADER_LIST_SIZE => self.peer.max_header_list_size = value,
            // "A server MUST NOT explicitly set this value to 1": section 6.5.2.
            settings::ENABLE_PUSH if value == 1 && self.role == Role::Client => {
                return Err(ConnectionError::protocol("a server enables push"));
            }
            _ => {}
        }
        Ok(())
    }

    /// Section 6.9.2: "a receiver MUST adjust the size of all stream flow-control windows that it
    /// maintains by the difference between the new value and the old value".
    fn initial_window(&mut self, size: u32) -> Result<(), ConnectionError> {
        let change = i64::from(size) - i64::from(self.peer.initial_window);
        self.peer.initial_window = size;
        let mut opened = Vec::new();
        // Of a stream on which we send no more there is no window.
        for (id, stream) in self.streams.iter_mut().filter(|(_, stream)| stream.sends()) {
            stream.send_window.grow(change).map_err(|Overflow| {
                ConnectionError::new(
                    Reason::FLOW_CONTROL_ERROR,
                    "SETTINGS_INITIAL_WINDOW_SIZE makes a window larger than it can be",
                )
            })?;
            if let Some(pending) = stream.pending.as_mut().filter(|pending| !pending.queued) {
                pending.queued = true;
                self.queue.push_back(id);
            }
            if stream.wants == Wants::Blocked {
                opened.push(id);
            }
        }
        opened.sort_unstable();
        opened.into_iter().for_each(|id| self.line_up(id));
        Ok(())
    }

    /// Section 6.7.
    pub(super) fn on_ping(&mut self, head: Head, payload: &[u8]) -> Handled<C::Head> {
        let payload = frame::ping(payload)?;
        self.guard.ping()?;
        if head.has(flag::ACK) {
            if payload == Bandwidth::PING {
                self.bandwidth.answered(self.now);
                return Ok(None);
            }
            return Ok(Some(Event::Pong(payload)));
        }
        frame::write::ping(self.output.tail(), payload, true);
        Ok(Some(Event::Ping))
    }

    /// Section 6.8.
    pub(super) fn on_goaway(&mut self, payload: &[u8]) -> Handled<C::Head> {
        let (last, reason, debug) = frame::goaway(payload)?;
        // "Endpoints MUST NOT increase the value they send in the last stream identifier".
        if self.goaway.received.is_some_and(|before| last > before) {
            return Err(ConnectionError::protocol("a second GOAWAY takes more streams"));
        }
        self.guard.settings()?;
        self.goaway.received = Some(last);
        let mut unprocessed: Vec<_> =
            self.streams.ids().filter(|&id| id > last && !self.opened_by_peer(id)).collect();
        unprocessed.sort_unstable();
        for id in unprocessed {
            if self.streams.get(id).is_some_and(|stream| !stream.is_over()) {
                self.end_stream(id);
                self.events.push_back(Event::Unprocessed { stream: id });
            }
        }
        Ok(Some(Event::GoAway { reason, debug: Bytes::copy_from_slice(debug) }))
    }

    /// Section 6.9.
    pub(super) fn on_window_update(&mut self, head: Head, payload: &[u8]) -> Handled<C::Head> {
        let increment = frame::window_update(payload)?;
        self.guard.window_update()?;
        if head.stream == 0 {
            if increment == 0 {
                return Err(ConnectionError::protocol("a WINDOW_UPDATE of 0"));
            }
            self.send_window.grow(i64::from(increment)).map_err(|Overflow| {
                ConnectionError::new(
                    Reason::FLOW_CONTROL_ERROR,
                    "the connection's window becomes larger than it can be",
                )
            })?;
            self.pump();
            self.wake_writers();
            return Ok(None);
        }
        self.check_not_idle(head)?;
        let Some(stream) = self.streams.get_mut(head.stream).filter(|stream| !stream.is_over())
        else {
            // It may have been on its way when the stream ended: section 5.1, "closed".
            return Ok(None);
        };
        // Section 6.9: "A receiver MUST treat the receipt of a WINDOW_UPDATE frame with a
        // flow-control window increment of 0 as a stream error … of type PROTOCOL_ERROR".
        if increment == 0 {
            return self.fault(head.stream, Reason::PROTOCOL_ERROR, "a WINDOW_UPDATE of 0");
        }
        if !stream.sends() {
            return Ok(None);
        }
        if stream.send_window.grow(i64::from(increment)).is_err() {
            let why = "the stream's window becomes larger than it can be";
            return self.fault(head.stream, Reason::FLOW_CONTROL_ERROR, why);
        }
        if let Some(pending) = stream.pending.as_mut().filter(|pending| !pending.queued) {
            pending.queued = true;
            self.queue.push_back(head.stream);
        }
        self.line_up(head.stream);
        self.pump();
        self.wake_writers();
        Ok(None)
    }

    /// Sections 5.3 and 6.3: the frame is checked, and its content ignored.
    pub(super) fn on_priority(&mut self, head: Head, payload: &[u8]) -> Handled<C::Head> {
        self.guard.ignored()?;
        match payload.len() {
            5 => Ok(None),
            // Nothing above the stream that a GOAWAY names is looked at; it may be idle.
            _ if self.is_above_goaway(head.stream) => Ok(None),
            // "RST_STREAM frames MUST NOT be sent for a stream in the "idle" state" (section 6.4), so
            // that there the connection has the error: "An endpoint MAY choose to treat a stream
            // error as a connection error" (section 5.4.1).
            _ if self.check_not_idle(head).is_err() => {
                Err(ConnectionError::frame_size("PRIORITY is not 5 bytes long"))
            }
            _ => self.fault(head.stream, Reason::FRAME_SIZE_ERROR, "PRIORITY is not 5 bytes long"),
        }
    }
}
