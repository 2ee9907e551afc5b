//! h2spec's cases against the engine alone, with a body in every answer, also with `--strict`.
//!
//! The server is a socket and a loop around [`Connection`]. It answers when the client has paused,
//! not before: so a frame that follows the end of a request finds its stream half-closed, as the
//! cases mean it, and a client that opens too many streams at once has too many open.

use std::{
    io::{self, ErrorKind, Read as _, Write as _},
    net::{Shutdown, SocketAddr, TcpListener, TcpStream},
    thread,
    time::{Duration, Instant},
};

use bytes::{Buf as _, Bytes, BytesMut};
use strait_http2::{
    Collect, Config, Connection, Event,
    hpack::{Field, Indexing},
};

use crate::judge;

const BASELINE: &str = include_str!("baseline_bare.txt");

#[tokio::test(flavor = "multi_thread")]
async fn bare() {
    judge("bare", server(), &[], BASELINE).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn strict() {
    judge("strict", server(), &["--strict"], BASELINE).await;
}

/// A pause after which the client is answered.
const PAUSE: Duration = Duration::from_millis(10);

/// How long a connection is kept, whatever its client does.
const LONGEST: Duration = Duration::from_secs(20);

/// A server on a thread, which ends with the test; each connection has one of its own.
fn server() -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = listener.local_addr().expect("its address");
    thread::spawn(move || {
        for socket in listener.incoming().map_while(Result::ok) {
            // What the client breaks off is its business.
            thread::spawn(move || serve(socket).ok());
        }
    });
    address
}

/// Wants nothing of header fields.
struct Nothing;

impl Collect for Nothing {
    type Head = ();

    fn begin(&mut self) {}

    fn field(&mut self, (): &mut (), _: &Field<'_>, _: &[u8]) {}
}

fn serve(mut socket: TcpStream) -> io::Result<()> {
    let end = Instant::now() + LONGEST;
    socket.set_read_timeout(Some(PAUSE))?;
    let config = Config { max_concurrent_streams: 50, ..Config::default() };
    let mut engine = Connection::server(config, Nothing);
    let mut input = BytesMut::new();
    let mut complete = Vec::new();
    while Instant::now() < end {
        if !write(&mut engine, &mut socket)? || !engine.wants_input() {
            return close(&socket);
        }
        match read(&mut socket, &mut input)? {
            Some(0) => return Ok(()),
            Some(_) => requests(&mut engine, &mut input, &mut complete),
            None => complete.drain(..).for_each(|stream| answer(&mut engine, stream)),
        }
    }
    Ok(())
}

/// Takes what has come, and notes which requests are complete.
fn requests(engine: &mut Connection<Nothing>, input: &mut BytesMut, complete: &mut Vec<u32>) {
    // An error is in the output, and the engine wants no more input.
    while let Ok(Some(event)) = engine.poll_event(input) {
        match event {
            Event::Headers { stream, end: true, .. } | Event::Trailers { stream, .. } => {
                complete.push(stream);
            }
            Event::Data { stream, data, end } => {
                engine.release(stream, data.len());
                complete.extend(end.then_some(stream));
            }
            _ => {}
        }
    }
}

fn answer(engine: &mut Connection<Nothing>, stream: u32) {
    engine.send_headers(stream, false, |block| {
        block.field(":status", b"200", Indexing::Incremental);
        block.field("content-type", b"text/plain", Indexing::Incremental);
    });
    engine.send_data(stream, Bytes::from_static(b"a short body"), true);
}

/// The bytes that came, or `None` after a pause.
fn read(socket: &mut TcpStream, input: &mut BytesMut) -> io::Result<Option<usize>> {
    let mut buffer = [0; 16 * 1024];
    match socket.read(&mut buffer) {
        Ok(len) => {
            input.extend_from_slice(&buffer[..len]);
            Ok(Some(len))
        }
        Err(error) if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut) => {
            Ok(None)
        }
        Err(error) => Err(error),
    }
}

/// Writes all that is to be written; false if the other side takes nothing.
fn write(engine: &mut Connection<Nothing>, socket: &mut TcpStream) -> io::Result<bool> {
    while engine.output().has_remaining() {
        let written = socket.write(engine.output().chunk())?;
        engine.output().advance(written);
        engine.make_room();
        if written == 0 {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Closes so that the client reads the last word: a socket that is closed with bytes unread says so
/// with a reset, which overtakes what was written.
fn close(mut socket: &TcpStream) -> io::Result<()> {
    socket.shutdown(Shutdown::Write)?;
    socket.set_read_timeout(Some(Duration::from_secs(1)))?;
    io::copy(&mut socket, &mut io::sink()).map(drop)
}
