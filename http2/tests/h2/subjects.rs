//! The two that judge the frames of a script: the engine and h2, each with an owner that does the
//! same.
//!
//! A server answers when a request is at its end; but 5 at once, and of 7 it reads nothing. A client
//! has ended its request on 1, goes on with those on 3 and 7, and has given up 5; of 7 it too reads
//! nothing. What is read is not released: when it is told is each one's own affair.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex},
    time::Duration,
};

use bytes::{Buf as _, Bytes, BytesMut};
use h2::{RecvStream, server::SendResponse};
use http::{Request, Response};
use strait_http2::{Config, Connection, Event, Reason, hpack::Indexing};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _, DuplexStream, duplex};

use crate::{
    engine::All,
    script::{GOAWAY, RST_STREAM, Step, hello},
};

const ANSWERED_AT_ONCE: u32 = 5;
pub(crate) const GIVEN_UP: u32 = 5;
const UNREAD: u32 = 7;
const OPENED: [u32; 4] = [1, 3, 5, 7];
/// The window of each stream, which a script may exceed.
const WINDOW: u32 = 1000;

/// What became of a frame.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// Streams that were reset because of it, and with which codes: none if it is fine.
    Streams(Vec<(u32, u32)>),
    /// The connection has ended, with which code.
    Connection(u32),
    /// The connection was closed without an error.
    Gone,
}

/// What the owner has got of each stream: bytes, and whether there will be no more.
pub(crate) type Seen = BTreeMap<u32, (usize, bool)>;

/// Judges what was written: whatever is no RST_STREAM or GOAWAY is of no interest.
fn verdict(mut written: &[u8]) -> Verdict {
    let mut resets = Vec::new();
    while let Some((&[l0, l1, l2, kind, _, s0, s1, s2, s3], rest)) = written.split_first_chunk() {
        let len = u32::from_be_bytes([0, l0, l1, l2]) as usize;
        let (mut payload, rest) = rest.split_at(len);
        match kind {
            RST_STREAM => resets.push((u32::from_be_bytes([s0, s1, s2, s3]), payload.get_u32())),
            GOAWAY => {
                payload.advance(4);
                // A peer that says it will go is answered so by h2.
                match payload.get_u32() {
                    0 => {}
                    code => return Verdict::Connection(code),
                }
            }
            _ => {}
        }
        written = rest;
    }
    Verdict::Streams(resets)
}

/// The engine and its owner.
pub(crate) struct Ours {
    engine: Connection<All>,
    input: BytesMut,
    is_server: bool,
    pub(crate) seen: Seen,
}

impl Ours {
    pub(crate) fn new(is_server: bool) -> Self {
        let config =
            Config { stream_window: WINDOW, connection_window: 65_535, ..Config::default() };
        let engine = match is_server {
            true => Connection::server(config, All),
            false => Connection::client(config, All),
        };
        let mut ours = Self { engine, input: BytesMut::new(), is_server, seen: Seen::new() };
        ours.take(&hello(is_server));
        if !is_server {
            OPENED.into_iter().for_each(|id| ours.open(id));
            ours.engine.reset(GIVEN_UP, Reason::CANCEL);
            ours.written();
        }
        ours
    }

    fn open(&mut self, id: u32) {
        let opened = self.engine.open(id == 1, |block| {
            block.field(":method", b"POST", Indexing::Incremental);
            block.field(":scheme", b"http", Indexing::Incremental);
            block.field(":path", b"/", Indexing::Incremental);
        });
        assert_eq!(opened, Ok(id));
    }

    pub(crate) fn judge(&mut self, step: &Step) -> Verdict {
        self.take(&step.bytes())
    }

    fn take(&mut self, bytes: &[u8]) -> Verdict {
        self.input.extend_from_slice(bytes);
        while let Ok(Some(event)) = self.engine.poll_event(&mut self.input) {
            match event {
                Event::Headers { stream, end, .. } => {
                    self.seen.insert(stream, (0, end));
                    if end || self.is_server && stream == ANSWERED_AT_ONCE {
                        self.answer(stream);
                    }
                }
                Event::Data { stream, data, end } if stream != UNREAD => {
                    self.got(stream, data.len(), end);
                }
                Event::Trailers { stream, .. } if stream != UNREAD => self.got(stream, 0, true),
                _ => {}
            }
        }
        verdict(&self.written())
    }

    fn got(&mut self, stream: u32, len: usize, end: bool) {
        let seen = self.seen.entry(stream).or_default();
        *seen = (seen.0 + len, end);
        if end {
            self.answer(stream);
        }
    }

    fn answer(&mut self, stream: u32) {
        if self.is_server && stream != UNREAD {
            self.engine.send_headers(stream, true, |block| {
                block.field(":status", b"200", Indexing::Incremental);
            });
        }
    }

    fn written(&mut self) -> Vec<u8> {
        let output = self.engine.output();
        let written = output.copy_to_bytes(output.remaining());
        // The preface is no frame.
        written.strip_prefix(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n").unwrap_or(&written).to_vec()
    }
}

/// h2 and its owner, which are tasks. To be used within a runtime whose clock stands still unless
/// all tasks wait.
pub(crate) struct Theirs {
    io: DuplexStream,
    seen: Arc<Mutex<Seen>>,
}

impl Theirs {
    pub(crate) async fn new(is_server: bool) -> Self {
        let (io, far) = duplex(1 << 20);
        let seen = Arc::default();
        match is_server {
            true => drop(tokio::spawn(serve(far, Arc::clone(&seen)))),
            false => drop(tokio::spawn(call(far, Arc::clone(&seen)))),
        }
        let mut theirs = Self { io, seen };
        theirs.take(&hello(is_server)).await;
        theirs
    }

    pub(crate) fn seen(&self) -> Seen {
        self.seen.lock().expect("no panic").clone()
    }

    pub(crate) async fn judge(&mut self, step: &Step) -> Verdict {
        self.take(&step.bytes()).await
    }

    async fn take(&mut self, bytes: &[u8]) -> Verdict {
        if self.io.write_all(bytes).await.is_err() {
            return Verdict::Gone;
        }
        // The clock goes on when nobody has anything to do.
        tokio::time::sleep(Duration::from_millis(1)).await;
        let (mut written, mut gone) = (BytesMut::new(), false);
        while let Ok(read) =
            tokio::time::timeout(Duration::from_nanos(1), self.io.read_buf(&mut written)).await
        {
            gone = read.unwrap_or(0) == 0;
            if gone {
                break;
            }
        }
        let frames = written.strip_prefix(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n").unwrap_or(&written);
        match verdict(frames) {
            Verdict::Streams(_) if gone => Verdict::Gone,
            verdict => verdict,
        }
    }
}

async fn serve(io: DuplexStream, seen: Arc<Mutex<Seen>>) {
    let mut builder = h2::server::Builder::new();
    let Ok(mut connection) = builder.initial_window_size(WINDOW).handshake::<_, Bytes>(io).await
    else {
        return;
    };
    while let Some(Ok((request, respond))) = connection.accept().await {
        tokio::spawn(answer(request, respond, Arc::clone(&seen)));
    }
}

async fn answer(
    request: Request<RecvStream>,
    mut respond: SendResponse<Bytes>,
    seen: Arc<Mutex<Seen>>,
) {
    let id = respond.stream_id().as_u32();
    let body = request.into_body();
    seen.lock().expect("no panic").insert(id, (0, body.is_end_stream()));
    match id {
        UNREAD => std::future::pending().await,
        ANSWERED_AT_ONCE => {}
        _ if read(id, body, &seen).await => {}
        _ => return,
    }
    let _ = respond.send_response(Response::new(()), true);
}

async fn call(io: DuplexStream, seen: Arc<Mutex<Seen>>) {
    let mut builder = h2::client::Builder::new();
    builder.initial_window_size(WINDOW).enable_push(false);
    let (mut sender, connection) = builder.handshake::<_, Bytes>(io).await.expect("it begins");
    for id in OPENED {
        let request = Request::post("http://test/").body(()).expect("valid");
        let (response, mut send) = sender.send_request(request, id == 1).expect("it is open");
        if id == GIVEN_UP {
            send.send_reset(h2::Reason::CANCEL);
            continue;
        }
        let seen = Arc::clone(&seen);
        tokio::spawn(async move {
            // The request goes on, whatever comes.
            let _send = send;
            let mut unread = None;
            if let Ok(response) = response.await {
                let body = response.into_body();
                seen.lock().expect("no panic").insert(id, (0, body.is_end_stream()));
                match id {
                    UNREAD => unread = Some(body),
                    _ => _ = read(id, body, &seen).await,
                }
            }
            std::future::pending::<()>().await;
            drop(unread);
        });
    }
    let _sender = sender;
    let _ = connection.await;
}

/// Reads a body. Whether it came to its end.
async fn read(id: u32, mut body: RecvStream, seen: &Mutex<Seen>) -> bool {
    let got = |len, end| {
        let mut seen = seen.lock().expect("no panic");
        let seen = seen.entry(id).or_default();
        *seen = (seen.0 + len, end);
    };
    while let Some(data) = body.data().await {
        let Ok(data) = data else { return false };
        got(data.len(), false);
    }
    let ended = body.trailers().await.is_ok();
    if ended {
        got(0, true);
    }
    ended
}
