//! The peer as a client of our server.

use std::{
    collections::HashMap,
    net::SocketAddr,
    ops::{Deref, DerefMut},
    sync::Arc,
};

use strait::Message as _;
use tokio::{io::DuplexStream, net::TcpStream};

use super::{Fields, Frame, PREFACE, Wire, grpc_request, kind};
use crate::lab::Note;

/// A client that sends what it is told.
pub struct WireClient {
    wire: Wire,
    responses: HashMap<u32, Response>,
    block: Vec<u8>,
    /// The last stream opened by [`assert_serves`](Self::assert_serves).
    next: u32,
}

/// Where a server is.
#[derive(Clone)]
pub enum Place {
    /// At an address.
    Tcp(SocketAddr),
    /// In this process: gives one more connection.
    InProcess(Arc<dyn Fn() -> DuplexStream + Send + Sync>),
}

impl Place {
    /// The address, where there is one.
    ///
    /// # Panics
    ///
    /// If the server is in this process.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        match self {
            Self::Tcp(address) => *address,
            Self::InProcess(_) => panic!("a server in this process has no address"),
        }
    }
}

impl From<SocketAddr> for Place {
    fn from(address: SocketAddr) -> Self {
        Self::Tcp(address)
    }
}

impl From<&Place> for Place {
    fn from(place: &Place) -> Self {
        place.clone()
    }
}

/// What came on a stream.
#[derive(Clone, Debug, Default)]
pub struct Response {
    /// The header blocks, trailers included.
    pub blocks: Vec<Fields>,
    /// All DATA.
    pub data: Vec<u8>,
    /// Whether the server ended the stream.
    pub ended: bool,
    /// The code of a RST_STREAM.
    pub reset: Option<u32>,
}

impl WireClient {
    /// Connects, and sends the preface and empty SETTINGS.
    ///
    /// # Panics
    ///
    /// If no one listens.
    pub async fn connect(address: impl Into<Place>) -> Self {
        Self::greet(Self::silent(address).await).await
    }

    /// As [`connect`](Self::connect), over a socket that is connected.
    pub async fn over(io: TcpStream) -> Self {
        Self::greet(Self::quiet(Wire::new(io))).await
    }

    async fn greet(mut self) -> Self {
        self.write(PREFACE).await;
        self.send([Frame::settings(&[])]).await;
        self
    }

    /// Connects and sends nothing.
    ///
    /// # Panics
    ///
    /// If no one listens.
    pub async fn silent(address: impl Into<Place>) -> Self {
        Self::quiet(match address.into() {
            Place::Tcp(address) => {
                Wire::new(TcpStream::connect(address).await.expect("the server listens"))
            }
            Place::InProcess(open) => Wire::in_memory(open()),
        })
    }

    fn quiet(wire: Wire) -> Self {
        Self { wire, responses: HashMap::new(), block: Vec::new(), next: 1001 }
    }

    /// What comes on a stream until it ends, is reset, or the connection is closed.
    pub async fn response(&mut self, stream: u32) -> Response {
        loop {
            let response = self.responses.entry(stream).or_default();
            if response.ended || response.reset.is_some() || !self.step().await {
                return self.responses.remove(&stream).unwrap_or_default();
            }
        }
    }

    /// What has come on a stream so far.
    #[must_use]
    pub fn so_far(&self, stream: u32) -> Response {
        self.responses.get(&stream).cloned().unwrap_or_default()
    }

    /// The first header block of a stream, waiting for nothing after it.
    ///
    /// # Panics
    ///
    /// If none comes.
    pub async fn headers(&mut self, stream: u32) -> Fields {
        loop {
            let response = self.responses.get(&stream);
            if let Some(headers) = response.and_then(|response| response.blocks.first()) {
                return headers.clone();
            }
            assert!(self.step().await, "the connection was closed, want HEADERS");
        }
    }

    /// The code of the RST_STREAM that comes for a stream, whatever comes before.
    ///
    /// # Panics
    ///
    /// If none comes.
    pub async fn reset(&mut self, stream: u32) -> u32 {
        loop {
            if let Some(code) = self.responses.get(&stream).and_then(|response| response.reset) {
                return code;
            }
            assert!(self.step().await, "the connection was closed, want RST_STREAM");
        }
    }

    /// Calls `lab.Pulse/Beat` on this connection.
    ///
    /// # Panics
    ///
    /// If it does not go well.
    pub async fn assert_serves(&mut self) {
        let stream = self.next;
        self.next += 2;
        let headers = grpc_request("/lab.Pulse/Beat");
        let empty = Frame::data(stream, vec![0; 5], true);
        self.send([Frame::headers(stream, &headers, false), empty]).await;
        let response = self.response(stream).await;
        assert_eq!(response.status(), "0", "{response:?}");
    }

    /// Reads one frame; `false` once the connection is closed.
    async fn step(&mut self) -> bool {
        let Some(frame) = self.wire.next().await else { return false };
        self.take(&frame);
        true
    }

    /// Takes note of a frame that was read by other means than this client's own.
    pub fn take(&mut self, frame: &Frame) {
        match frame.kind {
            kind::HEADERS | kind::CONTINUATION => {
                self.block.extend(&frame.payload);
                if frame.ends_headers() {
                    let block = std::mem::take(&mut self.block);
                    let fields = self.wire.fields(&block);
                    self.entry(frame).blocks.push(fields);
                }
            }
            kind::DATA => self.entry(frame).data.extend(&frame.payload),
            kind::RST_STREAM => self.entry(frame).reset = Some(frame.code()),
            _ => {}
        }
        if frame.ends_stream() {
            self.entry(frame).ended = true;
        }
    }

    fn entry(&mut self, frame: &Frame) -> &mut Response {
        self.responses.entry(frame.stream).or_default()
    }
}

impl Deref for WireClient {
    type Target = Wire;

    fn deref(&self) -> &Wire {
        &self.wire
    }
}

impl DerefMut for WireClient {
    fn deref_mut(&mut self) -> &mut Wire {
        &mut self.wire
    }
}

impl Response {
    /// All values of a field, in whichever block.
    #[must_use]
    pub fn all(&self, name: &str) -> Vec<&str> {
        let fields = self.blocks.iter().flatten();
        fields.filter(|(n, _)| n == name).map(|(_, value)| value.as_str()).collect()
    }

    /// The only value of a field.
    ///
    /// # Panics
    ///
    /// If there is none, or more than one.
    #[must_use]
    pub fn one(&self, name: &str) -> &str {
        match self.all(name)[..] {
            [value] => value,
            _ => panic!("want one `{name}`: {self:?}"),
        }
    }

    /// The `grpc-status`, which must be in the last block, once, and end the stream.
    ///
    /// # Panics
    ///
    /// If it is anywhere else.
    #[must_use]
    pub fn status(&self) -> &str {
        assert!(self.ended, "the stream has not ended: {self:?}");
        let last = self.blocks.last().expect("a header block");
        assert!(last.iter().any(|(name, _)| name == "grpc-status"), "{self:?}");
        self.one("grpc-status")
    }

    /// Whether it is one header block that ends the stream, on HTTP status 200.
    #[must_use]
    pub fn is_trailers_only(&self) -> bool {
        self.blocks.len() == 1
            && self.data.is_empty()
            && self.ended
            && self.all(":status") == ["200"]
            && self.all("content-type") == ["application/grpc"]
    }

    /// The only message.
    ///
    /// # Panics
    ///
    /// If there is not exactly one.
    #[must_use]
    pub fn note(&self) -> Note {
        let (prefix, rest) = self.data.split_at_checked(5).expect("a message");
        assert_eq!(prefix[0], 0, "not compressed");
        let len = u32::from_be_bytes([prefix[1], prefix[2], prefix[3], prefix[4]]);
        assert_eq!(len as usize, rest.len(), "one message: {self:?}");
        Note::decode(rest.to_vec().into()).expect("a note")
    }
}
