//! HTTP/2 frames. <https://www.rfc-editor.org/rfc/rfc9113#section-6>

use bytes::{Buf as _, Bytes, BytesMut};

/// Frame types.
pub mod kind {
    /// DATA.
    pub const DATA: u8 = 0;
    /// HEADERS.
    pub const HEADERS: u8 = 1;
    /// RST_STREAM.
    pub const RST_STREAM: u8 = 3;
    /// SETTINGS.
    pub const SETTINGS: u8 = 4;
    /// PING.
    pub const PING: u8 = 6;
    /// GOAWAY.
    pub const GOAWAY: u8 = 7;
    /// WINDOW_UPDATE.
    pub const WINDOW_UPDATE: u8 = 8;
    /// CONTINUATION.
    pub const CONTINUATION: u8 = 9;
}

const END_STREAM: u8 = 0x1;
const ACK: u8 = 0x1;
const END_HEADERS: u8 = 0x4;
const PADDED: u8 = 0x8;

/// The headers of a good call of `lab.Lab/Unary`.
pub const GRPC_REQUEST: &[(&str, &str)] = &[
    (":method", "POST"),
    (":scheme", "http"),
    (":path", "/lab.Lab/Unary"),
    (":authority", "localhost"),
    ("te", "trailers"),
    ("content-type", "application/grpc"),
];

/// The headers of a good call of another method.
#[must_use]
pub fn grpc_request(path: &str) -> Vec<(&str, &str)> {
    let with_path = |&(name, value)| if name == ":path" { (name, path) } else { (name, value) };
    GRPC_REQUEST.iter().map(with_path).collect()
}

/// The headers of a good response.
pub const GRPC_RESPONSE: &[(&str, &str)] =
    &[(":status", "200"), ("content-type", "application/grpc")];

/// The headers of a response that is over with them.
#[must_use]
pub fn trailers_only<'a>(status: &'a str, message: &'a str) -> Vec<(&'a str, &'a str)> {
    [GRPC_RESPONSE, &[("grpc-status", status), ("grpc-message", message)]].concat()
}

/// A frame.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Frame {
    /// Its type, one of [`kind`].
    pub kind: u8,
    /// Its flags.
    pub flags: u8,
    /// Its stream; 0 is the connection.
    pub stream: u32,
    /// What is in it.
    pub payload: Bytes,
}

impl Frame {
    /// Any frame.
    pub fn new(kind: u8, flags: u8, stream: u32, payload: impl Into<Bytes>) -> Self {
        Self { kind, flags, stream, payload: payload.into() }
    }

    /// HEADERS with the whole block.
    #[must_use]
    pub fn headers(stream: u32, fields: &[(&str, &str)], end_stream: bool) -> Self {
        Self::new(kind::HEADERS, END_HEADERS | u8::from(end_stream), stream, block(fields))
    }

    /// HEADERS and CONTINUATIONs with a block cut into pieces of `size` bytes.
    #[must_use]
    pub fn headers_in_pieces(
        stream: u32,
        fields: &[(&str, &str)],
        end_stream: bool,
        size: usize,
    ) -> Vec<Self> {
        let block = block(fields);
        let mut frames: Vec<_> = block
            .chunks(size)
            .map(|piece| Self::new(kind::CONTINUATION, 0, stream, piece.to_vec()))
            .collect();
        if let Some(first) = frames.first_mut() {
            (first.kind, first.flags) = (kind::HEADERS, u8::from(end_stream));
        }
        if let Some(last) = frames.last_mut() {
            last.flags |= END_HEADERS;
        }
        frames
    }

    /// DATA.
    pub fn data(stream: u32, payload: impl Into<Bytes>, end_stream: bool) -> Self {
        Self::new(kind::DATA, u8::from(end_stream), stream, payload)
    }

    /// DATA with `padding` bytes after the payload.
    #[must_use]
    pub fn padded_data(stream: u32, payload: &[u8], padding: u8, end_stream: bool) -> Self {
        let mut padded = vec![padding];
        padded.extend(payload);
        padded.resize(padded.len() + usize::from(padding), 0);
        Self::new(kind::DATA, PADDED | u8::from(end_stream), stream, padded)
    }

    /// RST_STREAM.
    #[must_use]
    pub fn reset(stream: u32, code: u32) -> Self {
        Self::new(kind::RST_STREAM, 0, stream, code.to_be_bytes().to_vec())
    }

    /// SETTINGS.
    #[must_use]
    pub fn settings(settings: &[(u16, u32)]) -> Self {
        let mut payload = Vec::new();
        for (id, value) in settings {
            payload.extend(id.to_be_bytes());
            payload.extend(value.to_be_bytes());
        }
        Self::new(kind::SETTINGS, 0, 0, payload)
    }

    /// The acknowledgement of SETTINGS.
    #[must_use]
    pub fn settings_ack() -> Self {
        Self::new(kind::SETTINGS, ACK, 0, Bytes::new())
    }

    /// The answer to a PING.
    #[must_use]
    pub fn pong(ping: &Self) -> Self {
        Self::new(kind::PING, ACK, 0, ping.payload.clone())
    }

    /// GOAWAY.
    #[must_use]
    pub fn goaway(last_stream: u32, code: u32) -> Self {
        let payload = [last_stream.to_be_bytes(), code.to_be_bytes()].concat();
        Self::new(kind::GOAWAY, 0, 0, payload)
    }

    /// WINDOW_UPDATE.
    #[must_use]
    pub fn window_update(stream: u32, increment: u32) -> Self {
        Self::new(kind::WINDOW_UPDATE, 0, stream, increment.to_be_bytes().to_vec())
    }

    /// Whether it ends its stream.
    #[must_use]
    pub fn ends_stream(&self) -> bool {
        matches!(self.kind, kind::DATA | kind::HEADERS) && self.flags & END_STREAM != 0
    }

    pub(super) fn ends_headers(&self) -> bool {
        self.flags & END_HEADERS != 0
    }

    pub(crate) fn is_ack(&self) -> bool {
        matches!(self.kind, kind::SETTINGS | kind::PING) && self.flags & ACK != 0
    }

    /// The error code of a RST_STREAM.
    #[must_use]
    pub fn code(&self) -> u32 {
        self.payload.first_chunk().map_or(u32::MAX, |code| u32::from_be_bytes(*code))
    }

    /// The bytes on the wire.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        let len = u32::try_from(self.payload.len()).expect("a payload below 16 MiB");
        let mut bytes = len.to_be_bytes()[1..].to_vec();
        bytes.extend([self.kind, self.flags]);
        bytes.extend(self.stream.to_be_bytes());
        bytes.extend(&self.payload);
        bytes
    }

    /// The first frame of what was read, once all of it is there.
    pub(super) fn decode(read: &mut BytesMut) -> Option<Self> {
        let &[a, b, c, kind, flags, d, e, f, g] = read.first_chunk::<9>()?;
        let len = u32::from_be_bytes([0, a, b, c]) as usize;
        if read.len() < 9 + len {
            return None;
        }
        read.advance(9);
        let payload = read.split_to(len).freeze();
        Some(Self { kind, flags, stream: u32::from_be_bytes([d & 0x7f, e, f, g]), payload })
    }
}

/// A message with its prefix.
#[must_use]
pub fn message(message: &impl strait::Message) -> Vec<u8> {
    let bytes = message.encode_to_bytes();
    let len = u32::try_from(bytes.len()).expect("a message below 4 GiB");
    let mut framed = vec![0];
    framed.extend(len.to_be_bytes());
    framed.extend(bytes);
    framed
}

/// A header block of literals without indexing and without Huffman codes.
fn block(fields: &[(&str, &str)]) -> Vec<u8> {
    let mut block = Vec::new();
    for (name, value) in fields {
        block.push(0);
        string(name, &mut block);
        string(value, &mut block);
    }
    block
}

/// A string literal: its length as an integer with a prefix of seven bits, then itself.
/// <https://www.rfc-editor.org/rfc/rfc7541#section-5.1>
fn string(text: &str, out: &mut Vec<u8>) {
    let mut len = text.len();
    if len < 127 {
        out.push(u8::try_from(len).expect("below 127"));
    } else {
        out.push(127);
        len -= 127;
        while len >= 128 {
            out.push(u8::try_from(len % 128 + 128).expect("below 256"));
            len /= 128;
        }
        out.push(u8::try_from(len).expect("below 128"));
    }
    out.extend(text.as_bytes());
}
