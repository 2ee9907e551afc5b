//! A peer that is written byte by byte: it sends what a test says, and reads what came back.

use bytes::{Buf as _, BytesMut};
use strait_http2::{
    Collect, Config, Connection, ConnectionError, Event, Reason,
    hpack::{self, Field, Indexing},
};

/// Keeps all fields as text.
#[derive(Debug)]
pub(crate) struct Texts;

impl Collect for Texts {
    type Head = Vec<String>;

    fn begin(&mut self) -> Vec<String> {
        Vec::new()
    }

    fn field(&mut self, head: &mut Vec<String>, field: &Field<'_>, value: &[u8]) {
        let text = |bytes| String::from_utf8_lossy(bytes).into_owned();
        head.push(format!("{}: {}", text(&field.name), text(value)));
    }
}

pub(crate) type TextEvent = Event<Vec<String>>;

/// A frame that the engine wrote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Frame {
    pub(crate) kind: u8,
    pub(crate) flags: u8,
    pub(crate) stream: u32,
    pub(crate) payload: Vec<u8>,
}

pub(crate) const DATA: u8 = 0;
pub(crate) const HEADERS: u8 = 1;
pub(crate) const PRIORITY: u8 = 2;
pub(crate) const RST_STREAM: u8 = 3;
pub(crate) const SETTINGS: u8 = 4;
pub(crate) const PUSH_PROMISE: u8 = 5;
pub(crate) const PING: u8 = 6;
pub(crate) const GOAWAY: u8 = 7;
pub(crate) const WINDOW_UPDATE: u8 = 8;
pub(crate) const CONTINUATION: u8 = 9;

pub(crate) const END_STREAM: u8 = 1;
pub(crate) const ACK: u8 = 1;
pub(crate) const END_HEADERS: u8 = 4;

/// A frame's bytes.
pub(crate) fn frame(kind: u8, flags: u8, stream: u32, payload: &[u8]) -> Vec<u8> {
    let mut bytes = (payload.len() as u32).to_be_bytes()[1..].to_vec();
    bytes.extend([kind, flags]);
    bytes.extend(stream.to_be_bytes());
    bytes.extend(payload);
    bytes
}

/// SETTINGS without any, and the acknowledgement of the engine's.
fn settings() -> Vec<u8> {
    [frame(SETTINGS, 0, 0, &[]), frame(SETTINGS, ACK, 0, &[])].concat()
}

/// A header block that leaves no trace in the table.
pub(crate) fn block(fields: &[(&str, &str)]) -> Vec<u8> {
    let mut out = Vec::new();
    let mut encoder = hpack::Encoder::new(hpack::DEFAULT_TABLE_SIZE);
    let mut block = encoder.block(&mut out);
    for (name, value) in fields {
        block.field(*name, value.as_bytes(), Indexing::Without);
    }
    out
}

/// The head of a request that is right.
pub(crate) fn request() -> Vec<u8> {
    block(&[(":method", "POST"), (":scheme", "http"), (":path", "/a/b")])
}

/// The whole header block of a request.
pub(crate) fn headers(stream: u32, end: bool) -> Vec<u8> {
    frame(HEADERS, END_HEADERS | u8::from(end), stream, &request())
}

/// An engine, and what came of what it was sent.
pub(crate) struct Subject {
    pub(crate) engine: Connection<Texts>,
    pub(crate) input: BytesMut,
}

impl Subject {
    /// A server after the preface and SETTINGS of a client, and its own first frames.
    pub(crate) fn server(config: Config) -> Self {
        let mut subject = Self::new(Connection::server(config, Texts));
        let hello = [&b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"[..], &settings()].concat();
        assert_eq!(subject.send(&hello), Ok(vec![Event::Settings]));
        subject.written();
        subject
    }

    /// A client after the SETTINGS of a server, and its own first frames.
    pub(crate) fn client(config: Config) -> Self {
        let mut subject = Self::new(Connection::client(config, Texts));
        assert_eq!(subject.send(&settings()), Ok(vec![Event::Settings]));
        let preface = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
        subject.engine.output().advance(preface.len());
        subject.written();
        subject
    }

    pub(crate) fn new(engine: Connection<Texts>) -> Self {
        Self { engine, input: BytesMut::new() }
    }

    /// What the engine makes of bytes.
    pub(crate) fn send(&mut self, bytes: &[u8]) -> Result<Vec<TextEvent>, ConnectionError> {
        self.input.extend_from_slice(bytes);
        self.events()
    }

    pub(crate) fn events(&mut self) -> Result<Vec<TextEvent>, ConnectionError> {
        let mut events = Vec::new();
        while let Some(event) = self.engine.poll_event(&mut self.input)? {
            events.push(event);
        }
        Ok(events)
    }

    /// The frames that the engine wrote since the last look.
    pub(crate) fn written(&mut self) -> Vec<Frame> {
        let output = self.engine.output();
        let mut bytes = output.copy_to_bytes(output.remaining());
        let mut frames = Vec::new();
        while bytes.has_remaining() {
            let len = bytes.get_uint(3) as usize;
            let (kind, flags, stream) = (bytes.get_u8(), bytes.get_u8(), bytes.get_u32());
            let payload = bytes.split_to(len).to_vec();
            frames.push(Frame { kind, flags, stream, payload });
        }
        frames
    }

    /// Opens a stream from a client that goes on.
    pub(crate) fn open(&mut self) -> u32 {
        let opened = self.engine.open(false, |block| {
            block.field(":method", b"POST", Indexing::Incremental);
            block.field(":scheme", b"http", Indexing::Incremental);
            block.field(":path", b"/a/b", Indexing::Incremental);
        });
        opened.expect("there is room")
    }
}

/// RST_STREAM as the engine writes it.
pub(crate) fn reset(stream: u32, reason: Reason) -> Frame {
    Frame { kind: RST_STREAM, flags: 0, stream, payload: reason.0.to_be_bytes().to_vec() }
}
