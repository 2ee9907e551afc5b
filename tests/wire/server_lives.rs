//! The life of a connection to our server: how it is asked after, how it ends, and that it ends in
//! good order.

use std::{
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use strait::{
    Context, Status,
    server::{AdaptiveLimit, Builder, HandlerFuture, ServerCall, ServerHandle, Service},
};
use strait_tests::{
    lab::{self, LabServer, Note, Script},
    soon,
    wire::{Frame, GRPC_REQUEST, WireClient, grpc_request, kind, message},
};
use tokio::sync::mpsc;

const NO_ERROR: u32 = 0;
const REFUSED_STREAM: u32 = 7;
#[cfg(not(feature = "h2"))]
const ENHANCE_YOUR_CALM: u32 = 11;
const LAST_STREAM: u32 = (1 << 31) - 1;

fn millis(millis: u64) -> Duration {
    Duration::from_millis(millis)
}

async fn connect(builder: Builder) -> (ServerHandle, WireClient) {
    let (server, address) = lab::serve(builder).await;
    (server, WireClient::connect(address).await)
}

/// The next GOAWAY: its last stream and its code. PINGs are answered if `pong` says so.
async fn goaway(client: &mut WireClient, pong: bool) -> (u32, u32) {
    let (last, code, _) = goaway_in_words(client, pong).await;
    (last, code)
}

/// The same with what it says for people, for which the h2 crate has no words.
async fn goaway_in_words(client: &mut WireClient, pong: bool) -> (u32, u32, String) {
    loop {
        let frame = client.next_raw().await.expect("GOAWAY before the end");
        match frame.kind {
            kind::GOAWAY => {
                let number = |at: usize| {
                    let bytes = frame.payload[at..at + 4].try_into().unwrap();
                    u32::from_be_bytes(bytes)
                };
                let words = String::from_utf8_lossy(&frame.payload[8..]).into_owned();
                return (number(0) & LAST_STREAM, number(4), words);
            }
            kind::PING if pong && frame.flags == 0 => client.send([Frame::pong(&frame)]).await,
            _ => {}
        }
    }
}

/// Sends a PING and waits for its answer.
#[cfg(not(feature = "h2"))]
async fn ask(client: &mut WireClient) {
    client.send([Frame::new(kind::PING, 0, 0, vec![0; 8])]).await;
    loop {
        let frame = client.next_raw().await.expect("an answer before the end");
        if frame.kind == kind::PING && frame.flags != 0 {
            return;
        }
        client.take(&frame);
    }
}

/// Waits for a PING that is no answer.
async fn ping(client: &mut WireClient) -> Frame {
    loop {
        let frame = client.next_raw().await.expect("PING before the end");
        if frame.kind == kind::PING && frame.flags == 0 {
            return frame;
        }
    }
}

/// A script whose unary handler says that it began and waits for ever, and how many are at work.
fn endless() -> (Script, mpsc::UnboundedReceiver<()>, Arc<AtomicUsize>) {
    struct Running(Arc<AtomicUsize>);
    impl Drop for Running {
        fn drop(&mut self) {
            self.0.fetch_sub(1, Ordering::SeqCst);
        }
    }
    let (began, begins) = mpsc::unbounded_channel();
    let running = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&running);
    let script = Script::new().on_unary(move |_, _: Context| {
        count.fetch_add(1, Ordering::SeqCst);
        let running = Running(Arc::clone(&count));
        let began = began.clone();
        async move {
            let _ = began.send(());
            std::future::pending::<()>().await;
            drop(running);
            Ok(Note::default())
        }
    });
    (script, begins, running)
}

fn unary(stream: u32) -> [Frame; 2] {
    let body = Frame::data(stream, message(&Note::number(1)), true);
    [Frame::headers(stream, GRPC_REQUEST, false), body]
}

#[tokio::test]
async fn an_idle_connection_is_ended_with_two_goaways() {
    let builder = lab::builder(Script::new()).max_connection_idle(millis(50));
    let (_server, mut client) = connect(builder).await;
    client.assert_serves().await;
    assert_eq!(goaway(&mut client, true).await, (LAST_STREAM, NO_ERROR), "a word ahead");
    assert_eq!(goaway(&mut client, true).await, (1001, NO_ERROR), "the last stream it took");
    client.closed().await;
}

#[cfg(not(feature = "h2"))]
#[tokio::test]
async fn both_goaways_say_why() {
    let idle = lab::builder(Script::new()).max_connection_idle(millis(50));
    let old = lab::builder(Script::new()).max_connection_age(millis(50));
    for (builder, why) in
        [(idle, "the connection was idle"), (old, "the connection has reached its age")]
    {
        let (_server, mut client) = connect(builder).await;
        for _ in 0..2 {
            assert_eq!(goaway_in_words(&mut client, true).await.2, why);
        }
    }
    let (server, mut client) = connect(lab::builder(Script::new())).await;
    // Its task has begun.
    client.assert_serves().await;
    let stopped = tokio::spawn(server.drain(millis(60_000)));
    for _ in 0..2 {
        assert_eq!(goaway_in_words(&mut client, true).await.2, "the server stops");
    }
    soon("the server stops", stopped).await.unwrap();
}

/// A8: the first PING begins the count, two more may come early, and the next is one too many.
#[cfg(not(feature = "h2"))]
#[tokio::test]
async fn the_third_ping_that_is_early_ends_the_connection() {
    let builder = lab::builder(Script::new()).max_ping_strikes(2);
    let (_server, mut client) = connect(builder).await;
    for _ in 0..3 {
        ask(&mut client).await;
    }
    client.send([Frame::new(kind::PING, 0, 0, vec![0; 8])]).await;
    let told = goaway_in_words(&mut client, true).await;
    assert_eq!(told, (0, ENHANCE_YOUR_CALM, "too_many_pings".to_owned()));
    client.closed().await;
}

#[cfg(not(feature = "h2"))]
#[tokio::test]
async fn pings_beside_calls_and_those_in_time_are_no_strikes() {
    let strict = lab::builder(Script::new()).max_ping_strikes(0);
    let (_server, mut client) = connect(strict).await;
    for _ in 0..20 {
        client.assert_serves().await;
        ask(&mut client).await;
    }
    let lenient = lab::builder(Script::new())
        .max_ping_strikes(0)
        .permit_keepalive_time(millis(0))
        .permit_keepalive_without_calls();
    let (_server, mut client) = connect(lenient).await;
    for _ in 0..20 {
        ask(&mut client).await;
    }
    client.assert_serves().await;
}

#[tokio::test]
async fn a_client_that_never_answers_does_not_hold_up_the_end() {
    let builder = lab::builder(Script::new()).max_connection_idle(millis(50));
    let (_server, mut client) = connect(builder).await;
    assert_eq!(goaway(&mut client, false).await, (LAST_STREAM, NO_ERROR));
    // HTTP/2 has no bound for the answer to the PING after it; the server's is 5 s.
    assert_eq!(goaway(&mut client, false).await, (0, NO_ERROR));
    client.closed().await;
}

#[tokio::test]
async fn the_calls_of_an_old_connection_have_their_grace() {
    let (script, mut begins, running) = endless();
    let builder =
        lab::builder(script).max_connection_age(millis(100)).max_connection_age_grace(millis(200));
    let (_server, mut client) = connect(builder).await;
    client.send(unary(1)).await;
    soon("the call begins", begins.recv()).await;
    assert_eq!(goaway(&mut client, false).await, (LAST_STREAM, NO_ERROR));
    assert_eq!(running.load(Ordering::SeqCst), 1, "it goes on");
    // In flight when the server said so: still taken.
    client.send(unary(3)).await;
    soon("the call begins", begins.recv()).await;
    assert_eq!(goaway(&mut client, false).await, (3, NO_ERROR));
    client.closed().await;
    soon("the handlers end", async {
        while running.load(Ordering::SeqCst) > 0 {
            tokio::task::yield_now().await;
        }
    })
    .await;
}

#[tokio::test]
async fn a_silent_client_is_asked_and_a_dead_one_closed() {
    let builder =
        lab::builder(Script::new()).keepalive_time(millis(50)).keepalive_timeout(millis(50));
    let (_server, mut client) = connect(builder).await;
    for _ in 0..3 {
        let ping = ping(&mut client).await;
        client.send([Frame::pong(&ping)]).await;
    }
    client.assert_serves().await;
    ping(&mut client).await;
    assert_eq!(goaway(&mut client, false).await, (1001, NO_ERROR));
    client.closed().await;
}

#[tokio::test]
async fn a_drain_that_is_over_says_goaway_and_leaves_no_handler_behind() {
    let (script, mut begins, running) = endless();
    let (server, mut client) = connect(lab::builder(script)).await;
    for stream in [1, 3, 5, 7] {
        client.send(unary(stream)).await;
        soon("the call begins", begins.recv()).await;
    }
    assert_eq!(running.load(Ordering::SeqCst), 4);
    soon("the server stops", server.drain(millis(50))).await;
    assert_eq!(running.load(Ordering::SeqCst), 0, "all are unwound when `drain` is done");
    assert_eq!(goaway(&mut client, false).await, (LAST_STREAM, NO_ERROR));
    assert_eq!(goaway(&mut client, false).await, (7, NO_ERROR));
    client.closed().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_handler_keeps_its_place_until_it_has_ended() {
    /// Takes its time to clean up.
    struct Slow(Arc<Mutex<std::sync::mpsc::Receiver<()>>>);
    impl Drop for Slow {
        fn drop(&mut self) {
            // An error is the end of the test.
            let _ = self.0.lock().unwrap().recv();
        }
    }
    let (release, released) = std::sync::mpsc::channel::<()>();
    let released = Arc::new(Mutex::new(released));
    let (began, mut begins) = mpsc::unbounded_channel();
    let script = Script::new().on_unary(move |_, _| {
        let (began, slow) = (began.clone(), Slow(Arc::clone(&released)));
        async move {
            let _ = began.send(());
            std::future::pending::<()>().await;
            drop(slow);
            Ok(Note::default())
        }
    });
    let (_server, mut client) = connect(lab::builder(script).max_handlers_per_connection(1)).await;
    client.send(unary(1)).await;
    soon("the call begins", begins.recv()).await;
    client.send([Frame::reset(1, 8)]).await;
    client.settle().await;
    // The stream is gone, the handler is not.
    client.send(unary(3)).await;
    assert_eq!(client.reset(3).await, REFUSED_STREAM);
    drop(release);
    for stream in (5..).step_by(2) {
        client.send(unary(stream)).await;
        client.settle().await;
        if client.so_far(stream).reset.is_none() && begins.try_recv().is_ok() {
            break;
        }
    }
}

#[tokio::test]
async fn calls_above_the_servers_handlers_are_unavailable() {
    let (script, mut begins, _) = endless();
    let (server, address) = lab::serve(lab::builder(script).max_handlers(1)).await;
    let mut client = WireClient::connect(address).await;
    client.send(unary(1)).await;
    soon("the call begins", begins.recv()).await;
    let mut other = WireClient::connect(address).await;
    other.send(unary(1)).await;
    let response = other.response(1).await;
    assert_eq!(response.status(), "14");
    assert!(response.one("grpc-message").contains("1 calls"), "{response:?}");
    // The place is free when the first call is over.
    client.send([Frame::reset(1, 8)]).await;
    client.settle().await;
    other.send(unary(3)).await;
    soon("the call begins", begins.recv()).await;
    soon("the server stops", server.drain(Duration::ZERO)).await;
}

#[tokio::test]
async fn calls_above_the_adaptive_limit_are_told_when_to_come_again() {
    let (script, mut begins, _) = endless();
    let limit = AdaptiveLimit::default().max(1);
    let (_server, mut client) = connect(lab::builder(script).adaptive_limit(limit)).await;
    client.send(unary(1)).await;
    soon("the call begins", begins.recv()).await;
    client.send(unary(3)).await;
    let response = client.response(3).await;
    assert!(response.is_trailers_only(), "{response:?}");
    assert_eq!(response.status(), "14");
    let pushback: u64 = response.one("grpc-retry-pushback-ms").parse().unwrap();
    assert!((10..=10_000).contains(&pushback));
    // Streams are no part of it.
    let body = Frame::data(5, message(&Note::number(1)), true);
    client.send([Frame::headers(5, &grpc_request("/lab.Lab/Collect"), false), body]).await;
    assert_eq!(client.response(5).await.status(), "0");
    // A call that is over makes room for one.
    client.send([Frame::reset(1, 8)]).await;
    client.settle().await;
    client.send(unary(7)).await;
    soon("the call begins", begins.recv()).await;
}

#[tokio::test]
async fn more_headers_than_the_limit_are_refused_with_431() {
    let (_server, mut client) = connect(lab::builder(Script::new()).max_header_count(20)).await;
    let mut fields = GRPC_REQUEST.to_vec();
    fields.extend([("k", "v"); 20]);
    client.send([Frame::headers(1, &fields, true)]).await;
    assert_eq!(client.response(1).await.one(":status"), "431");
    client.assert_serves().await;
}

/// A service written by hand whose `call` itself panics for the first method.
struct Rash(LabServer<Script>);

impl Service for Rash {
    fn name(&self) -> &'static str {
        self.0.name()
    }

    fn methods(&self) -> &'static [strait::MethodDescriptor] {
        self.0.methods()
    }

    fn describe(&self, schema: &mut strait::schema::Schema) {
        self.0.describe(schema);
    }

    fn call(&self, method: usize, call: ServerCall) -> HandlerFuture {
        assert_ne!(method, 0, "no handler for this one");
        self.0.call(method, call)
    }
}

#[tokio::test]
async fn a_service_that_panics_before_its_handler_fails_one_call() {
    let builder = strait::Server::builder().add(Rash(LabServer::new(Script::new())));
    let (_server, mut client) = connect(builder).await;
    client.send(unary(1)).await;
    assert_eq!(client.response(1).await.status(), "2");
    let body = Frame::data(3, message(&Note::number(1)), true);
    client.send([Frame::headers(3, &grpc_request("/lab.Lab/Collect"), false), body]).await;
    assert_eq!(client.response(3).await.status(), "0");
}

#[tokio::test]
async fn a_status_is_kept_within_what_a_client_takes() {
    const MAX_HEADER_LIST_SIZE: u16 = 6;
    let script = Script::new().on_unary(async |_, _| {
        let details = vec![1; 20_000];
        Err(Status::aborted("x".repeat(100_000)).with_details(details))
    });
    let (_server, mut client) = connect(lab::builder(script)).await;
    client.send([Frame::settings(&[(MAX_HEADER_LIST_SIZE, 8 * 1024)])]).await;
    client.settle().await;
    client.send(unary(1)).await;
    let response = client.response(1).await;
    assert_eq!(response.status(), "10");
    let size: usize = response.blocks.iter().flatten().map(|(k, v)| k.len() + v.len() + 32).sum();
    assert!(size <= 8 * 1024, "{size}");
    client.assert_serves().await;
}
