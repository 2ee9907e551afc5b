//! How often a connection writes, counted at its byte stream: a hundred calls in flight leave in
//! one write, whichever side and wherever the handlers run. Each write is a system call and a packet,
//! which cost as much as the rest of a small call.
//!
//! Instructions are counted elsewhere, by `strait-bench-gate`: that needs an optimised build.

use std::{
    io::{self, IoSlice},
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    task::{Context, Poll},
    time::Duration,
};

use tokio::{
    io::{AsyncRead, AsyncWrite, DuplexStream, ReadBuf},
    runtime::{Builder as RuntimeBuilder, Handle},
};

use super::{Builder, HandlerPlacement, connection, drain::DrainSignal};
use crate::{Channel, Message, Peer, Server, Status, rpc_service, transport};

strait::package!("writes");

const STREAMS: u64 = 100;
const ROUNDS: u64 = 50;
/// Writes a call on either side. One for a hundred calls is 0.01; the rest is room for the
/// connection's own frames and for rounds that fall apart into two.
const MOST: f64 = 0.02;

#[derive(Clone, Debug, PartialEq, Message)]
struct Note {
    #[tag(1)]
    number: u64,
    #[tag(2)]
    text: String,
}

#[rpc_service]
trait Echo {
    /// Answers at once.
    async fn now(&self, note: Note) -> Result<Note, Status>;
    /// Answers when it is polled again.
    async fn later(&self, note: Note) -> Result<Note, Status>;
}

struct Service;

impl Echo for Service {
    async fn now(&self, note: Note) -> Result<Note, Status> {
        Ok(note)
    }

    async fn later(&self, note: Note) -> Result<Note, Status> {
        tokio::task::yield_now().await;
        Ok(note)
    }
}

/// Counts the writes that are taken.
struct Counted {
    io: DuplexStream,
    writes: Arc<AtomicU64>,
}

impl Counted {
    fn count(&self, written: Poll<io::Result<usize>>) -> Poll<io::Result<usize>> {
        if written.is_ready() {
            self.writes.fetch_add(1, Ordering::Relaxed);
        }
        written
    }
}

impl AsyncRead for Counted {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.io).poll_read(cx, buf)
    }
}

impl AsyncWrite for Counted {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &[u8],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.io).poll_write(cx, buf);
        self.count(written)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bufs: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.io).poll_write_vectored(cx, bufs);
        self.count(written)
    }

    fn is_write_vectored(&self) -> bool {
        self.io.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.io).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.io).poll_shutdown(cx)
    }
}

/// The writes of each side so far.
#[derive(Clone, Default)]
struct Writes {
    server: Arc<AtomicU64>,
    client: Arc<AtomicU64>,
}

impl Writes {
    fn now(&self) -> [u64; 2] {
        [&self.server, &self.client].map(|writes| writes.load(Ordering::Relaxed))
    }
}

/// As [`Builder::in_process`], and counts the writes.
fn in_process(server: Builder) -> (Channel, Writes) {
    let shared = server.build().expect("a good server");
    let writes = Writes::default();
    let counted = writes.clone();
    let channel = Channel::in_process(
        move || {
            let (client, server) = transport::in_memory();
            let client = Counted { io: client, writes: Arc::clone(&counted.client) };
            let server = Counted { io: server, writes: Arc::clone(&counted.server) };
            let shared = Arc::clone(&shared);
            tokio::spawn(async move {
                let (_never, drained) = DrainSignal::new();
                let io = Box::new(server);
                connection::serve(io, Peer::InProcess, shared, drained).await;
            });
            Box::new(client)
        },
        Handle::current(),
    );
    (channel, writes)
}

#[derive(Clone, Copy, Debug)]
enum Answer {
    Now,
    Later,
}

/// Calls from as many tasks as there are streams, each the next when the last is answered.
async fn call(echo: &EchoClient, answer: Answer) {
    let tasks = (0..STREAMS).map(|task| {
        let echo = echo.clone();
        tokio::spawn(async move {
            for round in 0..ROUNDS {
                let note = Note { number: task * ROUNDS + round, text: "x".repeat(100) };
                let reply = match answer {
                    Answer::Now => echo.now(note.clone()).await,
                    Answer::Later => echo.later(note.clone()).await,
                };
                assert_eq!(reply.expect("an answer"), note);
            }
        })
    });
    // All are spawned before the first is awaited.
    for task in tasks.collect::<Vec<_>>() {
        task.await.expect("no panic");
    }
}

/// Writes a call: of the server, and of the client.
async fn writes_a_call(placement: HandlerPlacement, answer: Answer) -> [f64; 2] {
    let server = Server::builder().add(EchoServer::new(Service)).handler_placement(placement);
    let (channel, writes) = in_process(server);
    let echo = EchoClient::new(channel);
    call(&echo, answer).await;
    let before = writes.now();
    call(&echo, answer).await;
    let after = writes.now();
    std::array::from_fn(|side| (after[side] - before[side]) as f64 / (STREAMS * ROUNDS) as f64)
}

fn assert_few_writes(mut runtime: RuntimeBuilder, placement: HandlerPlacement, answer: Answer) {
    let runtime = runtime.enable_all().build().expect("a runtime");
    let [server, client] = runtime.block_on(async {
        // A task as those that users make: the future that is blocked on is not the runtime's own.
        tokio::spawn(writes_a_call(placement, answer)).await.expect("no panic")
    });
    for (side, writes) in [("server", server), ("client", client)] {
        assert!(writes > 0.0, "the {side}'s writes are counted");
        assert!(
            writes <= MOST,
            "the {side} writes {writes:.3} times a call at 1×{STREAMS}, which may be {MOST}: \
             handlers {placement:?}, answers {answer:?}"
        );
    }
}

fn current_thread() -> RuntimeBuilder {
    RuntimeBuilder::new_current_thread()
}

fn one_worker() -> RuntimeBuilder {
    let mut runtime = RuntimeBuilder::new_multi_thread();
    runtime.worker_threads(1);
    runtime
}

/// Never slow, so that a busy machine changes nothing.
const ADAPTIVE: HandlerPlacement = HandlerPlacement::Adaptive { slow: Duration::MAX };

#[test]
fn answers_at_once_leave_together() {
    assert_few_writes(current_thread(), ADAPTIVE, Answer::Now);
    assert_few_writes(one_worker(), ADAPTIVE, Answer::Now);
}

#[test]
fn answers_of_handlers_that_wait_leave_together() {
    assert_few_writes(current_thread(), ADAPTIVE, Answer::Later);
    assert_few_writes(one_worker(), ADAPTIVE, Answer::Later);
}

#[test]
fn answers_of_handlers_in_tasks_of_their_own_leave_together() {
    assert_few_writes(current_thread(), HandlerPlacement::Spawned, Answer::Now);
    assert_few_writes(one_worker(), HandlerPlacement::Spawned, Answer::Now);
}
