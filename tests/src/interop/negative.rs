//! A server, frame by frame, that does to large unary calls what HTTP/2 allows, or more.
//!
//! It answers every request alike, so that it needs to read none. What the client must not do in
//! return it writes down. The cases are those of the official negative tests:
//! <https://github.com/grpc/grpc/blob/master/doc/negative-http2-interop-test-descriptions.md>

use std::{
    collections::{BTreeMap, VecDeque},
    net::SocketAddr,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use bytes::Bytes;
use tokio::{net::TcpListener, task::JoinHandle};

use super::basics::LARGE_RESPONSE;
use crate::{
    grpc_testing::messages::{Payload, SimpleResponse},
    wire::{Frame, GRPC_RESPONSE, Wire, kind, message},
};

/// What the server does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Misbehaviour {
    /// Sends GOAWAY with its first response, and takes no other request on the connection.
    Goaway,
    /// Resets the stream after the headers of the response.
    RstAfterHeader,
    /// Resets it when half of the message is sent.
    RstDuringData,
    /// Resets it instead of sending trailers.
    RstAfterData,
    /// Sends PINGs between all frames, and no trailers before all are answered.
    Ping,
    /// Allows one stream at a time.
    MaxStreams,
    /// Sends short frames with the longest padding.
    DataFramePadding,
}

/// A server at work until it is dropped.
#[derive(Debug)]
pub struct NegativeServer {
    address: SocketAddr,
    log: Arc<Mutex<Log>>,
    accepting: JoinHandle<()>,
}

/// What happened.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Log {
    /// Connections with at least one request.
    pub connections: usize,
    /// Requests.
    pub requests: usize,
    /// PINGs that were answered.
    pub pongs: usize,
    /// What the client should not have done.
    pub violations: Vec<String>,
}

/// SETTINGS_MAX_CONCURRENT_STREAMS and SETTINGS_INITIAL_WINDOW_SIZE.
const MAX_CONCURRENT_STREAMS: u16 = 3;
const INITIAL_WINDOW_SIZE: u16 = 4;
/// The bytes in a frame of a message.
const PIECE: usize = 8 * 1024;
/// The same with padding.
const PADDED_PIECE: usize = 1024;

impl NegativeServer {
    /// Listens on a port of its own.
    ///
    /// # Panics
    ///
    /// If there is none.
    pub async fn start(what: Misbehaviour) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("a bound socket");
        let log = Arc::new(Mutex::new(Log::default()));
        let accepting = tokio::spawn({
            let log = Arc::clone(&log);
            async move {
                // All end with the listener.
                let mut connections = tokio::task::JoinSet::new();
                while let Ok((io, _)) = listener.accept().await {
                    let connection = Connection::new(Wire::new(io), what, Arc::clone(&log));
                    connections.spawn(connection.run());
                }
            }
        });
        Self { address, log, accepting }
    }

    /// Where.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// What happened so far.
    #[must_use]
    pub fn log(&self) -> Log {
        lock(&self.log).clone()
    }
}

impl Drop for NegativeServer {
    fn drop(&mut self) {
        self.accepting.abort();
    }
}

fn lock(log: &Mutex<Log>) -> MutexGuard<'_, Log> {
    log.lock().unwrap_or_else(PoisonError::into_inner)
}

struct Connection {
    wire: Wire,
    what: Misbehaviour,
    log: Arc<Mutex<Log>>,
    requests: usize,
    /// What the client still takes: in all, on a new stream, and on each.
    window: i64,
    initial_window: i64,
    windows: BTreeMap<u32, i64>,
    responses: VecDeque<Response>,
    pings: usize,
    pongs: usize,
}

/// What is left of a response.
struct Response {
    stream: u32,
    message: Bytes,
    begun: bool,
}

impl Connection {
    fn new(wire: Wire, what: Misbehaviour, log: Arc<Mutex<Log>>) -> Self {
        Self {
            wire,
            what,
            log,
            requests: 0,
            window: 65_535,
            initial_window: 65_535,
            windows: BTreeMap::new(),
            responses: VecDeque::new(),
            pings: 0,
            pongs: 0,
        }
    }

    async fn run(mut self) {
        self.wire.read_preface().await;
        let streams = if self.what == Misbehaviour::MaxStreams { 1 } else { 100 };
        let settings = [(MAX_CONCURRENT_STREAMS, streams), (INITIAL_WINDOW_SIZE, 1 << 24)];
        self.wire.send([Frame::settings(&settings), Frame::window_update(0, 1 << 24)]).await;
        while let Some(frame) = self.wire.next_whenever().await {
            self.receive(&frame).await;
            while self.send().await {}
        }
    }

    async fn receive(&mut self, frame: &Frame) {
        match (frame.kind, frame.is_ack()) {
            (kind::SETTINGS, false) => {
                self.apply(&frame.payload);
                self.wire.send([Frame::settings_ack()]).await;
            }
            (kind::PING, false) => self.wire.send([Frame::pong(frame)]).await,
            (kind::PING, true) => {
                self.pongs += 1;
                lock(&self.log).pongs += 1;
            }
            (kind::WINDOW_UPDATE, _) => {
                let increment = i64::from(frame.code() & 0x7fff_ffff);
                match frame.stream {
                    0 => self.window += increment,
                    stream => {
                        self.windows.entry(stream).and_modify(|window| *window += increment);
                    }
                }
            }
            (kind::HEADERS, _) => self.request(frame.stream),
            (kind::DATA, _) if !frame.payload.is_empty() => {
                let taken = u32::try_from(frame.payload.len()).unwrap_or(u32::MAX);
                self.wire.send([Frame::window_update(0, taken)]).await;
            }
            (kind::RST_STREAM, _) => {
                self.windows.remove(&frame.stream);
                self.responses.retain(|response| response.stream != frame.stream);
            }
            _ => {}
        }
        if frame.ends_stream() {
            let message = Bytes::from(message(&SimpleResponse {
                payload: Some(Payload::zeros(LARGE_RESPONSE)),
                ..SimpleResponse::default()
            }));
            self.responses.push_back(Response { stream: frame.stream, message, begun: false });
        }
    }

    fn apply(&mut self, settings: &[u8]) {
        for setting in settings.chunks_exact(6) {
            let &[a, b, c, d, e, f] = setting else { continue };
            if u16::from_be_bytes([a, b]) == INITIAL_WINDOW_SIZE {
                let window = i64::from(u32::from_be_bytes([c, d, e, f]));
                let more = window - self.initial_window;
                self.windows.values_mut().for_each(|window| *window += more);
                self.initial_window = window;
            }
        }
    }

    fn request(&mut self, stream: u32) {
        self.requests += 1;
        let mut log = lock(&self.log);
        log.requests += 1;
        log.connections += usize::from(self.requests == 1);
        if self.what == Misbehaviour::Goaway && self.requests > 1 {
            log.violations.push(format!("stream {stream} after GOAWAY"));
        }
        if self.what == Misbehaviour::MaxStreams && !self.windows.is_empty() {
            log.violations.push(format!("stream {stream} beside {:?}", self.windows));
        }
        drop(log);
        self.windows.insert(stream, self.initial_window);
    }

    /// Sends the next piece of the first response; false if it has to wait, or if there is none.
    async fn send(&mut self) -> bool {
        let Some(mut response) = self.responses.pop_front() else { return false };
        let stream = response.stream;
        if !response.begun {
            response.begun = true;
            self.ping().await;
            self.wire.send([Frame::headers(stream, GRPC_RESPONSE, false)]).await;
            self.ping().await;
        }
        let whole = LARGE_RESPONSE;
        match self.what {
            Misbehaviour::RstAfterHeader => return self.reset(stream).await,
            Misbehaviour::RstDuringData if response.message.len() < whole / 2 => {
                return self.reset(stream).await;
            }
            Misbehaviour::RstAfterData if response.message.is_empty() => {
                return self.reset(stream).await;
            }
            _ => {}
        }
        let sent = if response.message.is_empty() {
            self.finish(stream).await
        } else {
            self.send_piece(&mut response).await
        };
        match sent {
            Sent::All => true,
            Sent::Some => {
                self.responses.push_front(response);
                true
            }
            Sent::Nothing => {
                self.responses.push_front(response);
                false
            }
        }
    }

    async fn send_piece(&mut self, response: &mut Response) -> Sent {
        let padded = self.what == Misbehaviour::DataFramePadding;
        let (piece, padding) = if padded { (PADDED_PIECE, u8::MAX) } else { (PIECE, 0) };
        let piece = piece.min(response.message.len());
        // The padding and its length count.
        let cost = i64::try_from(piece).unwrap_or(i64::MAX) + if padded { 256 } else { 0 };
        let Some(window) = self.windows.get_mut(&response.stream) else { return Sent::All };
        if cost > self.window.min(*window) {
            return Sent::Nothing;
        }
        *window -= cost;
        self.window -= cost;
        let data = response.message.split_to(piece);
        let frame = if padded {
            Frame::padded_data(response.stream, &data, padding, false)
        } else {
            Frame::data(response.stream, data, false)
        };
        self.wire.send([frame]).await;
        self.ping().await;
        Sent::Some
    }

    async fn finish(&mut self, stream: u32) -> Sent {
        if self.pongs < self.pings {
            return Sent::Nothing;
        }
        self.windows.remove(&stream);
        let mut frames = vec![Frame::headers(stream, &[("grpc-status", "0")], true)];
        if self.what == Misbehaviour::Goaway {
            frames.insert(0, Frame::goaway(stream, 0));
        }
        self.wire.send(frames).await;
        Sent::All
    }

    /// With NO_ERROR, as the official server does.
    async fn reset(&mut self, stream: u32) -> bool {
        self.windows.remove(&stream);
        self.wire.send([Frame::reset(stream, 0)]).await;
        true
    }

    async fn ping(&mut self) {
        if self.what == Misbehaviour::Ping {
            self.pings += 1;
            self.wire.send([Frame::new(kind::PING, 0, 0, b"negative".to_vec())]).await;
        }
    }
}

enum Sent {
    /// The response is over.
    All,
    /// There is more.
    Some,
    /// The client has to do something first.
    Nothing,
}
