//! One HTTP/2 connection of the load generator: bytes in, bytes out, no I/O.

use std::collections::{HashMap, VecDeque};
use std::net::SocketAddr;

use bytes::{Buf, BytesMut};
use strait_bench_harness::Error;

use super::call::{Call, Exchange, Next};
use super::headers::{Answers, Block, Scheme, first_request, later_request};

/// What hyper's client grants by default: 2 MiB a stream, 5 MiB a connection.
const STREAM_WINDOW: u32 = 2 << 20;
const CONNECTION_WINDOW: u32 = 5 << 20;

/// The protocol's defaults, until the server says otherwise.
const DEFAULT_WINDOW: u32 = 65_535;
const MAX_FRAME: usize = 16_384;

const READ_BUFFER: usize = 256 << 10;

mod kind {
    pub(super) const DATA: u8 = 0;
    pub(super) const HEADERS: u8 = 1;
    pub(super) const SETTINGS: u8 = 4;
    pub(super) const PING: u8 = 6;
    pub(super) const WINDOW_UPDATE: u8 = 8;
}

mod flag {
    pub(super) const ACK: u8 = 1;
    pub(super) const END_STREAM: u8 = 1;
    pub(super) const END_HEADERS: u8 = 4;
}

mod setting {
    pub(super) const HEADER_TABLE_SIZE: u16 = 1;
    pub(super) const ENABLE_PUSH: u16 = 2;
    pub(super) const MAX_CONCURRENT_STREAMS: u16 = 3;
    pub(super) const INITIAL_WINDOW_SIZE: u16 = 4;
}

pub(super) struct Connection {
    output: Output,
    input: BytesMut,
    answers: Answers,
    /// The block of the first request, until it is sent.
    first_request: Option<Vec<u8>>,
    later_request: [u8; 7],
    /// The server's SETTINGS have come.
    ready: bool,
    initial_window: u32,
    window: i64,
    /// DATA received since the last WINDOW_UPDATE of the connection.
    unacknowledged: u32,
    slots: Vec<Slot>,
    open: HashMap<u32, usize>,
    /// Slots that have more to send than a window lets them.
    blocked: VecDeque<usize>,
    next_stream: u32,
    /// Calls not yet begun.
    waiting: u64,
    begun: u64,
}

/// A place for one call at a time.
struct Slot {
    stream: u32,
    exchange: Exchange,
    /// How much of the exchange's request has been sent.
    sent: usize,
    window: i64,
    unacknowledged: u32,
    head_came: bool,
}

impl Connection {
    /// A connection whose preface waits to be written.
    pub(super) fn new(scheme: Scheme, server: SocketAddr, call: Call, streams: usize) -> Self {
        let slot = |_| Slot {
            stream: 0,
            exchange: Exchange::new(call),
            sent: 0,
            window: 0,
            unacknowledged: 0,
            head_came: false,
        };
        let mut output = Output::default();
        output.preface();
        Self {
            output,
            input: BytesMut::with_capacity(READ_BUFFER),
            answers: Answers::new(),
            first_request: Some(first_request(scheme, server, call.path())),
            later_request: later_request(scheme),
            ready: false,
            initial_window: DEFAULT_WINDOW,
            window: DEFAULT_WINDOW.into(),
            unacknowledged: 0,
            slots: (0..streams).map(slot).collect(),
            open: HashMap::new(),
            blocked: VecDeque::new(),
            next_stream: 1,
            waiting: 0,
            begun: 0,
        }
    }

    pub(super) fn streams(&self) -> usize {
        self.slots.len()
    }

    /// The server has made its SETTINGS known.
    pub(super) fn is_ready(&self) -> bool {
        self.ready
    }

    /// All calls are over.
    pub(super) fn is_idle(&self) -> bool {
        self.open.is_empty() && self.waiting == 0
    }

    /// What to write next.
    pub(super) fn output(&self) -> &[u8] {
        &self.output.bytes[self.output.written..]
    }

    /// So much of it is written.
    pub(super) fn written(&mut self, count: usize) {
        self.output.written += count;
        if self.output.written == self.output.bytes.len() {
            self.output.bytes.clear();
            self.output.written = 0;
        }
    }

    /// Where to put what was read, before [`process`](Self::process).
    pub(super) fn input(&mut self) -> &mut BytesMut {
        self.input.reserve(READ_BUFFER / 2);
        &mut self.input
    }

    /// Begins as many of `calls` calls as there are streams; each that ends begins the next.
    pub(super) fn start(&mut self, calls: u64) {
        self.waiting = calls;
        for slot in 0..self.slots.len() {
            self.begin_next(slot);
        }
    }

    fn begin_next(&mut self, index: usize) {
        if self.waiting == 0 {
            return;
        }
        self.waiting -= 1;
        let slot = &mut self.slots[index];
        slot.stream = self.next_stream;
        slot.exchange.restart(self.begun);
        slot.window = self.initial_window.into();
        slot.unacknowledged = 0;
        slot.head_came = false;
        self.begun += 1;
        self.next_stream += 2;
        self.open.insert(slot.stream, index);
        match self.first_request.take() {
            Some(block) => self.output.headers(slot.stream, &block),
            None => self.output.headers(slot.stream, &self.later_request),
        }
        self.send_message(index);
    }

    fn send_message(&mut self, index: usize) {
        self.slots[index].sent = 0;
        if !self.send_some(index) {
            self.blocked.push_back(index);
        }
    }

    /// Sends as much of the slot's message as the windows allow, and returns whether that was all.
    fn send_some(&mut self, index: usize) -> bool {
        let slot = &mut self.slots[index];
        let message = slot.exchange.request();
        while slot.sent < message.len() {
            let window = usize::try_from(slot.window.min(self.window)).unwrap_or(0);
            let length = (message.len() - slot.sent).min(window).min(MAX_FRAME);
            if length == 0 {
                return false;
            }
            let piece = &message[slot.sent..slot.sent + length];
            slot.sent += length;
            slot.window -= length as i64;
            self.window -= length as i64;
            let end = slot.sent == message.len() && slot.exchange.sends_once();
            self.output.data(slot.stream, piece, end);
        }
        true
    }

    fn send_blocked(&mut self) {
        for _ in 0..self.blocked.len() {
            if let Some(index) = self.blocked.pop_front()
                && !self.send_some(index)
            {
                self.blocked.push_back(index);
            }
        }
    }

    /// Acts on the whole frames among what was read.
    ///
    /// # Errors
    ///
    /// If the server did anything but answer as it must.
    pub(super) fn process(&mut self) -> Result<(), Error> {
        let mut input = std::mem::take(&mut self.input);
        while let Some(&[l0, l1, l2, kind, flags, s0, s1, s2, s3]) = input.first_chunk() {
            let length = u32::from_be_bytes([0, l0, l1, l2]) as usize;
            let stream = u32::from_be_bytes([s0, s1, s2, s3]) & (u32::MAX >> 1);
            let Some(payload) = input.get(9..9 + length) else { break };
            self.frame(kind, flags, stream, payload).map_err(|error| {
                format!("stream {stream}, frame type {kind} of {length} bytes: {error}")
            })?;
            input.advance(9 + length);
        }
        self.input = input;
        Ok(())
    }

    fn frame(&mut self, kind: u8, flags: u8, stream: u32, payload: &[u8]) -> Result<(), Error> {
        match kind {
            kind::DATA if flags == 0 => self.data(stream, payload),
            kind::HEADERS if flags & !flag::END_STREAM == flag::END_HEADERS => {
                self.headers(stream, flags & flag::END_STREAM != 0, payload)
            }
            kind::SETTINGS if flags & flag::ACK == 0 => self.settings(payload),
            kind::PING if flags & flag::ACK == 0 => {
                self.output.frame(kind::PING, flag::ACK, 0, payload);
                Ok(())
            }
            kind::SETTINGS | kind::PING => Ok(()),
            kind::WINDOW_UPDATE => self.window_update(stream, payload),
            _ => Err(format!("not expected, with flags {flags:#x}: {payload:?}").into()),
        }
    }

    fn data(&mut self, stream: u32, payload: &[u8]) -> Result<(), Error> {
        let &index = self.open.get(&stream).ok_or("no such call")?;
        let slot = &mut self.slots[index];
        if !slot.head_came {
            return Err("data before the head".into());
        }
        let length = u32::try_from(payload.len())?;
        self.unacknowledged += length;
        if self.unacknowledged > CONNECTION_WINDOW / 2 {
            self.output.window_update(0, self.unacknowledged);
            self.unacknowledged = 0;
        }
        slot.unacknowledged += length;
        if slot.unacknowledged > STREAM_WINDOW / 2 {
            self.output.window_update(stream, slot.unacknowledged);
            slot.unacknowledged = 0;
        }
        match slot.exchange.receive(payload)? {
            Next::Nothing => {}
            Next::Message => self.send_message(index),
            Next::End => self.output.data(stream, &[], true),
        }
        Ok(())
    }

    fn headers(&mut self, stream: u32, end: bool, block: &[u8]) -> Result<(), Error> {
        let &index = self.open.get(&stream).ok_or("no such call")?;
        let slot = &mut self.slots[index];
        match (self.answers.read(block)?, slot.head_came, end) {
            (Block::Head, false, false) => {
                slot.head_came = true;
                Ok(())
            }
            (Block::Trailers, true, true) => {
                slot.exchange.finish()?;
                self.open.remove(&stream);
                self.begin_next(index);
                Ok(())
            }
            (block, ..) => Err(format!("{block:?} out of place").into()),
        }
    }

    fn settings(&mut self, payload: &[u8]) -> Result<(), Error> {
        for entry in payload.as_chunks::<6>().0 {
            let &[i0, i1, v0, v1, v2, v3] = entry;
            let value = u32::from_be_bytes([v0, v1, v2, v3]);
            match u16::from_be_bytes([i0, i1]) {
                setting::HEADER_TABLE_SIZE if value < 4096 => {
                    return Err(format!("a header table of {value} is too small for us").into());
                }
                setting::MAX_CONCURRENT_STREAMS if (value as usize) < self.slots.len() => {
                    let wanted = self.slots.len();
                    return Err(format!("{value} streams allowed, {wanted} wanted").into());
                }
                setting::INITIAL_WINDOW_SIZE => {
                    let change = i64::from(value) - i64::from(self.initial_window);
                    self.initial_window = value;
                    for slot in &mut self.slots {
                        slot.window += change;
                    }
                }
                _ => {}
            }
        }
        self.ready = true;
        self.output.frame(kind::SETTINGS, flag::ACK, 0, &[]);
        self.send_blocked();
        Ok(())
    }

    fn window_update(&mut self, stream: u32, payload: &[u8]) -> Result<(), Error> {
        let increment = u32::from_be_bytes(payload.try_into()?);
        if stream == 0 {
            self.window += i64::from(increment);
        } else if let Some(&index) = self.open.get(&stream) {
            self.slots[index].window += i64::from(increment);
        }
        self.send_blocked();
        Ok(())
    }
}

/// Frames on their way to the socket.
#[derive(Default)]
struct Output {
    bytes: Vec<u8>,
    written: usize,
}

impl Output {
    fn preface(&mut self) {
        self.bytes.extend(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
        let mut settings = Vec::new();
        for (setting, value) in
            [(setting::ENABLE_PUSH, 0), (setting::INITIAL_WINDOW_SIZE, STREAM_WINDOW)]
        {
            settings.extend(setting.to_be_bytes());
            settings.extend(value.to_be_bytes());
        }
        self.frame(kind::SETTINGS, 0, 0, &settings);
        self.window_update(0, CONNECTION_WINDOW - DEFAULT_WINDOW);
    }

    fn headers(&mut self, stream: u32, block: &[u8]) {
        self.frame(kind::HEADERS, flag::END_HEADERS, stream, block);
    }

    fn data(&mut self, stream: u32, data: &[u8], end: bool) {
        self.frame(kind::DATA, if end { flag::END_STREAM } else { 0 }, stream, data);
    }

    fn window_update(&mut self, stream: u32, increment: u32) {
        self.frame(kind::WINDOW_UPDATE, 0, stream, &increment.to_be_bytes());
    }

    fn frame(&mut self, kind: u8, flags: u8, stream: u32, payload: &[u8]) {
        let [_, l0, l1, l2] = u32::try_from(payload.len()).expect("frames are short").to_be_bytes();
        let [s0, s1, s2, s3] = stream.to_be_bytes();
        self.bytes.extend([l0, l1, l2, kind, flags, s0, s1, s2, s3]);
        self.bytes.extend(payload);
    }
}
