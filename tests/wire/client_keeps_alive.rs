//! Keepalive of the client, and connections that no one needs.

use std::time::Duration;

use strait::{Channel, ChannelBuilder, Code, Keepalive, Status};
use strait_tests::{
    jump,
    lab::{LabClient, Note},
    soon,
    wire::{Frame, WireListener, WireServer, kind, trailers_only},
};
use tokio::task::JoinHandle;

const SECOND: Duration = Duration::from_secs(1);
const ENHANCE_YOUR_CALM: u32 = 11;

async fn connect(builder: ChannelBuilder, listener: &WireListener) -> (LabClient, WireServer) {
    let both = futures::future::join(builder.connect(listener.address()), listener.accept());
    let (channel, server) = soon("the handshake", both).await;
    (LabClient::new(channel.unwrap()), server)
}

fn every_20s() -> ChannelBuilder {
    Channel::builder().keepalive(Keepalive::every(20 * SECOND).timeout(5 * SECOND))
}

/// With a timeout that does not run out while the time until the PING passes.
fn patient() -> ChannelBuilder {
    Channel::builder().keepalive(Keepalive::every(20 * SECOND).timeout(20 * SECOND))
}

fn call(client: &LabClient) -> JoinHandle<Result<Note, Status>> {
    tokio::spawn(client.unary(Note::default()).into_future())
}

/// Waits until the client has read everything; gives the PINGs it has sent until then. One that
/// the test sends is read by the client, which is a sign of life like any other.
async fn pings(server: &mut WireServer) -> Vec<Frame> {
    let mut frames = server.settle().await;
    frames.retain(|frame| frame.kind == kind::PING);
    frames
}

/// The next PING of the client, which comes before anything on a stream.
async fn ping(server: &mut WireServer) -> Frame {
    loop {
        let frame = server.next_raw().await.expect("the client stays");
        assert_eq!(frame.stream, 0, "{frame:?}");
        if (frame.kind, frame.flags) == (kind::PING, 0) {
            return frame;
        }
    }
}

/// Makes the timers that are due run out.
async fn pass(seconds: u32) {
    // A quarter of the time is the longest it may be late; its timers are that far apart.
    for _ in 0..seconds.div_ceil(5) {
        jump(5 * SECOND).await;
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn a_server_that_is_silent_for_too_long_ends_the_calls() {
    let listener = WireListener::bind().await;
    let (client, mut server) = connect(every_20s(), &listener).await;
    let call = call(&client);
    server.request().await;
    pass(25).await;
    ping(&mut server).await;
    jump(5 * SECOND).await;
    let status = soon("the end", call).await.unwrap().unwrap_err();
    assert_eq!(status.code(), Code::Unavailable);
    let message = status.message();
    assert!(message.contains("no answer to a keepalive ping within 5s"), "{message}");
    soon("the connection closes", server.closed()).await;
}

#[tokio::test]
async fn a_server_that_answers_is_asked_again_and_again() {
    let listener = WireListener::bind().await;
    let (client, mut server) = connect(patient(), &listener).await;
    let call = call(&client);
    let stream = server.request().await.stream;
    for _ in 0..3 {
        pass(25).await;
        let ping = ping(&mut server).await;
        server.send([Frame::pong(&ping)]).await;
        assert!(pings(&mut server).await.is_empty());
    }
    server.send([Frame::headers(stream, &trailers_only("5", "here"), true)]).await;
    assert_eq!(soon("the answer", call).await.unwrap().unwrap_err().message(), "here");
}

#[tokio::test]
async fn a_server_that_says_anything_lives() {
    let listener = WireListener::bind().await;
    let (client, mut server) = connect(patient(), &listener).await;
    let call = call(&client);
    let stream = server.request().await.stream;
    for _ in 0..10 {
        pass(10).await;
        assert!(pings(&mut server).await.is_empty(), "it was not silent for 20 s");
    }
    pass(25).await;
    // Something else than the answer, which may be behind it.
    ping(&mut server).await;
    server.send([Frame::window_update(0, 1)]).await;
    tokio::task::yield_now().await;
    assert!(pings(&mut server).await.is_empty());
    pass(10).await;
    server.send([Frame::headers(stream, &trailers_only("5", "here"), true)]).await;
    assert_eq!(soon("the answer", call).await.unwrap().unwrap_err().message(), "here");
}

#[tokio::test]
async fn without_calls_there_are_no_pings_but_before_the_first_after_a_silence() {
    let listener = WireListener::bind().await;
    let (client, mut server) = connect(every_20s(), &listener).await;
    pass(100).await;
    let call = call(&client);
    ping(&mut server).await;
    server.request().await;
    call.abort();
}

#[tokio::test]
async fn pings_without_calls_can_be_asked_for() {
    let listener = WireListener::bind().await;
    let keepalive = Keepalive::every(20 * SECOND).without_calls();
    let (client, mut server) = connect(Channel::builder().keepalive(keepalive), &listener).await;
    pass(25).await;
    ping(&mut server).await;
    pass(20).await;
    soon("the connection closes", server.closed()).await;
    drop(client);
}

#[tokio::test]
async fn the_time_is_at_least_ten_seconds() {
    let listener = WireListener::bind().await;
    let hasty = Keepalive::every(Duration::from_millis(1));
    let (client, mut server) = connect(Channel::builder().keepalive(hasty), &listener).await;
    let call = call(&client);
    server.request().await;
    jump(9 * SECOND).await;
    assert!(pings(&mut server).await.is_empty());
    pass(15).await;
    ping(&mut server).await;
    call.abort();
}

#[tokio::test]
async fn a_server_that_complains_is_asked_half_as_often() {
    let listener = WireListener::bind().await;
    let keepalive = Keepalive::every(20 * SECOND).without_calls();
    let (client, mut server) = connect(Channel::builder().keepalive(keepalive), &listener).await;
    pass(25).await;
    ping(&mut server).await;
    let mut complaint = Frame::goaway(0, ENHANCE_YOUR_CALM);
    complaint.payload = [&complaint.payload[..], b"too_many_pings"].concat().into();
    server.send([complaint]).await;
    soon("the connection closes", server.closed()).await;

    let call = call(&client);
    let mut server = listener.accept().await;
    server.request().await;
    jump(39 * SECOND).await;
    assert!(pings(&mut server).await.is_empty());
    pass(50).await;
    ping(&mut server).await;
    call.abort();
}

/// It may have meant something else. h2 does not give the words.
#[cfg(not(feature = "h2"))]
#[tokio::test]
async fn a_server_that_complains_of_something_else_is_asked_as_often() {
    let listener = WireListener::bind().await;
    let keepalive = Keepalive::every(20 * SECOND).without_calls();
    let (client, mut server) = connect(Channel::builder().keepalive(keepalive), &listener).await;
    server.send([Frame::goaway(0, ENHANCE_YOUR_CALM)]).await;
    soon("the connection closes", server.closed()).await;

    let call = call(&client);
    let mut server = listener.accept().await;
    server.request().await;
    pass(25).await;
    ping(&mut server).await;
    call.abort();
}

#[tokio::test]
async fn a_connection_without_calls_is_closed_after_a_while_and_made_again() {
    let listener = WireListener::bind().await;
    let builder = Channel::builder().idle_timeout(20 * SECOND);
    let (client, mut server) = connect(builder, &listener).await;
    let long = call(&client);
    let stream = server.request().await.stream;
    pass(100).await;
    server.settle().await;
    server.send([Frame::headers(stream, &trailers_only("5", "long"), true)]).await;
    assert_eq!(soon("the answer", long).await.unwrap().unwrap_err().message(), "long");
    pass(10).await;
    server.settle().await;
    pass(25).await;
    let goaway = soon("the goodbye", server.next()).await.expect("not without a word");
    assert_eq!((goaway.kind, &goaway.payload[4..8]), (kind::GOAWAY, &[0; 4][..]), "NO_ERROR");
    soon("the connection closes", server.closed()).await;

    let next = call(&client);
    let mut server = listener.accept().await;
    let stream = server.request().await.stream;
    server.send([Frame::headers(stream, &trailers_only("5", "next"), true)]).await;
    assert_eq!(soon("the answer", next).await.unwrap().unwrap_err().message(), "next");
}
