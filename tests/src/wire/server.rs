//! The peer as the server of our client.

use std::{
    net::SocketAddr,
    ops::{Deref, DerefMut},
};

use tokio::net::TcpListener;

use super::{Fields, Frame, Wire, kind};
use crate::{lab::LabClient, soon};

/// A port whose connections are scripted.
pub struct WireListener {
    listener: TcpListener,
    settings: Vec<(u16, u32)>,
}

/// One connection of a client.
pub struct WireServer {
    wire: Wire,
    block: Vec<u8>,
}

/// A request as far as it has been read.
#[derive(Clone, Debug)]
pub struct Request {
    /// Its stream.
    pub stream: u32,
    /// Its headers.
    pub fields: Fields,
    /// All its DATA; empty if only the headers were read.
    pub data: Vec<u8>,
}

impl WireListener {
    /// Listens on a port of this machine.
    ///
    /// # Panics
    ///
    /// If there is none.
    pub async fn bind() -> Self {
        Self::with_settings(&[]).await
    }

    /// As [`bind`](Self::bind), with SETTINGS for the clients.
    ///
    /// # Panics
    ///
    /// If there is no port.
    pub async fn with_settings(settings: &[(u16, u32)]) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        Self { listener, settings: settings.to_vec() }
    }

    /// Where.
    ///
    /// # Panics
    ///
    /// If the socket is broken.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.listener.local_addr().expect("a bound socket")
    }

    /// Makes a client, and gives both ends of its connection.
    ///
    /// # Panics
    ///
    /// If the client does not take this for a server.
    pub async fn connect(&self) -> (LabClient, WireServer) {
        let connecting = LabClient::connect(self.address());
        let both = futures::future::join(connecting, self.accept());
        let (client, server) = soon("the handshake", both).await;
        (client.expect("a good handshake"), server)
    }

    /// Waits for a connection, of which nothing is read.
    ///
    /// # Panics
    ///
    /// If none comes.
    pub async fn accept_silently(&self) -> Wire {
        let (io, _) = soon("a connection", self.listener.accept()).await.expect("a connection");
        Wire::new(io)
    }

    /// Waits for a connection, and greets the client: SETTINGS, which it acknowledges, and the answer
    /// to the PING that it may send before it takes the connection for one.
    ///
    /// # Panics
    ///
    /// If none comes.
    pub async fn accept(&self) -> WireServer {
        let mut wire = self.accept_silently().await;
        wire.read_preface().await;
        wire.send([Frame::settings(&self.settings)]).await;
        loop {
            let frame = wire.next_raw().await.expect("the client stays");
            match frame.kind {
                kind::SETTINGS if !frame.is_ack() => wire.send([Frame::settings_ack()]).await,
                kind::SETTINGS => return WireServer { wire, block: Vec::new() },
                kind::PING => wire.send([Frame::pong(&frame)]).await,
                _ => {}
            }
        }
    }
}

impl WireServer {
    /// The next request, up to its end. Requests that are reset before that are skipped.
    ///
    /// # Panics
    ///
    /// If none comes.
    pub async fn request(&mut self) -> Request {
        let (mut request, mut ended) = self.head().await;
        while !ended {
            let frame = self.next().await.expect("the client stays");
            if frame.stream != request.stream {
                continue;
            }
            match frame.kind {
                kind::DATA => request.data.extend(&frame.payload),
                kind::RST_STREAM => {
                    (request, ended) = self.head().await;
                    continue;
                }
                _ => {}
            }
            ended = frame.ends_stream();
        }
        request
    }

    /// The headers of the next request.
    ///
    /// # Panics
    ///
    /// If none comes.
    pub async fn request_headers(&mut self) -> Request {
        self.head().await.0
    }

    /// The code of the next RST_STREAM.
    ///
    /// # Panics
    ///
    /// If none comes.
    pub async fn reset(&mut self, stream: u32) -> u32 {
        loop {
            let frame = self.next().await.expect("the client stays, want RST_STREAM");
            if frame.kind == kind::RST_STREAM && frame.stream == stream {
                return frame.code();
            }
        }
    }

    /// Breaks the connection off, so that the client can write nothing more.
    pub fn abort(self) {
        self.wire.abort();
    }

    async fn head(&mut self) -> (Request, bool) {
        let mut ended = false;
        loop {
            let frame = self.next().await.expect("the client stays, want a request");
            if !matches!(frame.kind, kind::HEADERS | kind::CONTINUATION) {
                continue;
            }
            ended |= frame.ends_stream();
            self.block.extend(&frame.payload);
            if frame.ends_headers() {
                let block = std::mem::take(&mut self.block);
                let fields = self.wire.fields(&block);
                return (Request { stream: frame.stream, fields, data: Vec::new() }, ended);
            }
        }
    }
}

impl Request {
    /// All values of a field.
    #[must_use]
    pub fn all(&self, name: &str) -> Vec<&str> {
        self.fields.iter().filter(|(n, _)| n == name).map(|(_, value)| value.as_str()).collect()
    }
}

impl Deref for WireServer {
    type Target = Wire;

    fn deref(&self) -> &Wire {
        &self.wire
    }
}

impl DerefMut for WireServer {
    fn deref_mut(&mut self) -> &mut Wire {
        &mut self.wire
    }
}
