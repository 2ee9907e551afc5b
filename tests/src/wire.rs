//! An HTTP/2 peer that sends exactly the frames it is told to and shows the frames it gets.
//!
//! Frames are written and read here, headers are sent as literals without indexing; only the
//! decoder of header blocks is a published one. [`WireClient`] plays against our server,
//! [`WireServer`] against our client.

mod client;
mod frame;
mod server;

pub use client::{Place, Response, WireClient};
pub use frame::{Frame, GRPC_REQUEST, GRPC_RESPONSE, grpc_request, kind, message, trailers_only};
pub use server::{Request, WireListener, WireServer};

use std::net::SocketAddr;

use bytes::{Buf as _, BytesMut};
use tokio::{
    io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _, DuplexStream},
    net::TcpStream,
};

use crate::soon;

/// The fields of a header block, in order.
pub type Fields = Vec<(String, String)>;

/// What a client sends first.
pub const PREFACE: &[u8] = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

/// Either end of a connection.
pub struct Wire {
    io: Box<dyn Io>,
    /// This end's and the other's, of a socket.
    addresses: Option<(SocketAddr, SocketAddr)>,
    read: BytesMut,
    hpack: loona_hpack::Decoder<'static>,
}

trait Io: AsyncRead + AsyncWrite + Send + Unpin {
    /// Has the system answer what still comes with a reset.
    fn set_abortive(&self) {}
}

impl Io for DuplexStream {}

impl Io for TcpStream {
    fn set_abortive(&self) {
        self.set_zero_linger().expect("a socket that is open");
    }
}

impl Wire {
    /// Takes over a socket.
    #[must_use]
    pub fn new(io: TcpStream) -> Self {
        let addresses = io.local_addr().ok().zip(io.peer_addr().ok());
        Self::over(io, addresses)
    }

    /// Takes over an end of a connection within the process.
    #[must_use]
    pub fn in_memory(io: DuplexStream) -> Self {
        Self::over(io, None)
    }

    fn over(io: impl Io + 'static, addresses: Option<(SocketAddr, SocketAddr)>) -> Self {
        let (read, hpack) = (BytesMut::new(), loona_hpack::Decoder::new());
        Self { io: Box::new(io), addresses, read, hpack }
    }

    /// Writes bytes that may be anything. That the peer has closed is no failure of a test: what
    /// it answered tells.
    pub async fn write(&mut self, bytes: impl AsRef<[u8]>) {
        let _ = self.io.write_all(bytes.as_ref()).await;
    }

    /// Writes bytes that may be anything; `false` once the peer has closed.
    pub async fn try_write(&mut self, bytes: impl AsRef<[u8]>) -> bool {
        self.io.write_all(bytes.as_ref()).await.is_ok()
    }

    /// Writes frames, all in one piece.
    pub async fn send(&mut self, frames: impl IntoIterator<Item = Frame>) {
        let bytes: Vec<u8> = frames.into_iter().flat_map(|frame| frame.encode()).collect();
        self.write(bytes).await;
    }

    /// This end's address.
    ///
    /// # Panics
    ///
    /// If this is no socket, or a broken one.
    #[must_use]
    pub fn local_address(&self) -> SocketAddr {
        self.addresses.expect("a connected socket").0
    }

    /// The other end's address.
    ///
    /// # Panics
    ///
    /// If this is no socket, or a broken one.
    #[must_use]
    pub fn peer_address(&self) -> SocketAddr {
        self.addresses.expect("a connected socket").1
    }

    /// Ends the connection without a word.
    pub async fn close(mut self) {
        let _ = self.io.shutdown().await;
    }

    /// Breaks the connection off, so that the peer can write nothing more.
    pub fn abort(self) {
        self.io.set_abortive();
    }

    /// Reads the preface of a client.
    pub(crate) async fn read_preface(&mut self) {
        while self.read.len() < PREFACE.len() {
            assert!(self.fill().await, "the client closed before its preface");
        }
        assert_eq!(&self.read[..PREFACE.len()], PREFACE);
        self.read.advance(PREFACE.len());
    }

    /// The next frame as it came; `None` once the peer has closed.
    ///
    /// # Panics
    ///
    /// If neither comes.
    pub async fn next_raw(&mut self) -> Option<Frame> {
        soon("a frame, or the end of the connection", self.next_whenever()).await
    }

    /// As [`next_raw`](Self::next_raw), however long it takes.
    pub(crate) async fn next_whenever(&mut self) -> Option<Frame> {
        loop {
            if let Some(frame) = Frame::decode(&mut self.read) {
                return Some(frame);
            }
            if !self.fill().await {
                return None;
            }
        }
    }

    /// The next frame after acknowledging SETTINGS and answering PINGs.
    pub async fn next(&mut self) -> Option<Frame> {
        loop {
            let frame = self.next_raw().await?;
            match (frame.kind, frame.is_ack()) {
                (kind::SETTINGS, false) => self.send([Frame::settings_ack()]).await,
                (kind::PING, false) => self.send([Frame::pong(&frame)]).await,
                (kind::SETTINGS | kind::PING, true) => {}
                _ => return Some(frame),
            }
        }
    }

    /// Waits until the peer has read all that was sent to it: it answers a PING. Gives
    /// what it sends before that.
    ///
    /// # Panics
    ///
    /// If it closes.
    pub async fn settle(&mut self) -> Vec<Frame> {
        self.send([Frame::new(kind::PING, 0, 0, b"settled?".to_vec())]).await;
        let mut before = Vec::new();
        loop {
            let frame = self.next_raw().await.expect("the peer stays");
            if frame.kind == kind::PING && frame.is_ack() {
                return before;
            }
            before.push(frame);
        }
    }

    /// Waits until the peer closes, whatever it says before.
    pub async fn closed(&mut self) {
        while self.next_raw().await.is_some() {}
    }

    pub(crate) fn fields(&mut self, block: &[u8]) -> Fields {
        let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
        let fields = self.hpack.decode(block).expect("a header block that can be decoded");
        fields.into_iter().map(|(name, value)| (text(name), text(value))).collect()
    }

    async fn fill(&mut self) -> bool {
        !matches!(self.io.read_buf(&mut self.read).await, Ok(0) | Err(_))
    }
}
