//! What our client sends again by itself: what the server has not looked at, and nothing else.

use std::time::Duration;

use strait::{Channel, Code, Status, Streaming};
use strait_tests::{
    lab::{LabClient, Note},
    soon,
    wire::{Frame, GRPC_RESPONSE, Request, WireListener, WireServer, message, trailers_only},
};
use tokio::task::JoinHandle;

const CANCEL: u32 = 8;
const REFUSED_STREAM: u32 = 7;
const NO_ERROR: u32 = 0;
const MAX_STREAM: u32 = (1 << 31) - 1;

fn unary(client: &LabClient, text: &str) -> JoinHandle<Result<Note, Status>> {
    tokio::spawn(client.unary(Note::text(text)).into_future())
}

/// Answers a call with NOT_FOUND and a message that tells which.
async fn answer(server: &mut WireServer, stream: u32, text: &str) {
    server.send([Frame::headers(stream, &trailers_only("5", text), true)]).await;
}

async fn assert_answered(call: JoinHandle<Result<Note, Status>>, text: &str) {
    let status = soon("the answer", call).await.unwrap().unwrap_err();
    assert_eq!((status.code(), status.message()), (Code::NotFound, text));
}

async fn assert_unavailable(call: JoinHandle<Result<Note, Status>>) {
    let status = soon("the end", call).await.unwrap().unwrap_err();
    assert_eq!(status.code(), Code::Unavailable, "{status}");
}

/// Nothing that comes before an answer to a PING is the beginning of a call.
async fn assert_no_request(server: &mut WireServer) {
    let frames = server.settle().await;
    assert!(frames.iter().all(|frame| frame.stream == 0), "{frames:?}");
}

fn field<'a>(request: &'a Request, name: &str) -> &'a str {
    request.all(name).first().expect("the header is there")
}

#[tokio::test]
async fn a_refused_call_is_sent_once_more_and_not_twice() {
    let (client, mut server) = WireListener::bind().await.connect().await;
    let call = unary(&client, "again");
    let first = server.request().await;
    server.send([Frame::reset(first.stream, REFUSED_STREAM)]).await;
    let second = server.request().await;
    assert!(second.stream > first.stream);
    assert_eq!(second.data, message(&Note::text("again")), "the request is the same");
    assert_eq!(second.all("grpc-previous-rpc-attempts"), [""; 0], "it is no attempt that counts");
    answer(&mut server, second.stream, "second").await;
    assert_answered(call, "second").await;

    let call = unary(&client, "refused twice");
    for _ in 0..2 {
        let stream = server.request().await.stream;
        server.send([Frame::reset(stream, REFUSED_STREAM)]).await;
    }
    assert_unavailable(call).await;
    assert_no_request(&mut server).await;
}

#[tokio::test]
async fn a_call_that_was_looked_at_is_not_sent_again() {
    let (client, mut server) = WireListener::bind().await.connect().await;
    // Refused, but only after headers; then reset for other reasons.
    let call = unary(&client, "committed");
    let stream = server.request().await.stream;
    let refused_late =
        [Frame::headers(stream, GRPC_RESPONSE, false), Frame::reset(stream, REFUSED_STREAM)];
    server.send(refused_late).await;
    assert_unavailable(call).await;
    for code in (0..14).filter(|code| *code != REFUSED_STREAM) {
        let call = unary(&client, "reset");
        let stream = server.request().await.stream;
        server.send([Frame::reset(stream, code)]).await;
        soon("the end", call).await.unwrap().unwrap_err();
    }
    assert_no_request(&mut server).await;
}

#[tokio::test]
async fn a_call_sent_again_has_only_the_time_that_is_left() {
    let (client, mut server) = WireListener::bind().await.connect().await;
    let call = client.unary(Note::default()).timeout(Duration::from_secs(3600));
    let call = tokio::spawn(call.into_future());
    let first = server.request().await;
    strait_tests::jump(Duration::from_secs(1800)).await;
    server.send([Frame::reset(first.stream, REFUSED_STREAM)]).await;
    let second = server.request().await;
    let millis = |request: &Request| {
        let timeout = field(request, "grpc-timeout");
        timeout.strip_suffix('m').expect("milliseconds").parse::<u32>().unwrap()
    };
    assert!((3_590_000..=3_600_000).contains(&millis(&first)), "{first:?}");
    assert!((1_790_000..=1_800_000).contains(&millis(&second)), "{second:?}");
    answer(&mut server, second.stream, "in time").await;
    assert_answered(call, "in time").await;
}

#[tokio::test]
async fn a_stream_of_requests_is_sent_again_if_nothing_was_taken_from_it() {
    let (client, mut server) = WireListener::bind().await.connect().await;
    let (mut sender, requests) = Streaming::channel(0);
    let call = tokio::spawn(client.collect(requests).into_future());
    let first = server.request_headers().await.stream;
    server.send([Frame::reset(first, REFUSED_STREAM)]).await;
    let second = server.request_headers().await.stream;
    sender.send(Note::text("kept")).await.unwrap();
    let data = server.next().await.expect("the client stays");
    assert_eq!((data.stream, data.payload), (second, message(&Note::text("kept")).into()));
    answer(&mut server, second, "collected").await;
    assert_answered(call, "collected").await;
}

#[tokio::test]
async fn a_stream_of_requests_that_has_begun_is_not_sent_again() {
    let (client, mut server) = WireListener::bind().await.connect().await;
    let (mut sender, requests) = Streaming::channel(0);
    let call = tokio::spawn(client.collect(requests).into_future());
    sender.send(Note::text("gone")).await.unwrap();
    let stream = server.request_headers().await.stream;
    assert_eq!(server.next().await.expect("DATA").stream, stream);
    server.send([Frame::reset(stream, REFUSED_STREAM)]).await;
    assert_unavailable(call).await;
    assert_no_request(&mut server).await;
}

#[tokio::test]
async fn goaway_sends_later_calls_again_on_a_new_connection() {
    let listener = WireListener::bind().await;
    let (client, mut old) = listener.connect().await;
    let first = unary(&client, "first");
    let taken = old.request().await.stream;
    let second = unary(&client, "second");
    assert!(old.request().await.stream > taken);
    old.send([Frame::goaway(taken, NO_ERROR)]).await;
    let mut new = listener.accept().await;
    let request = new.request().await;
    assert_eq!(request.data, message(&Note::text("second")));
    answer(&mut new, request.stream, "second").await;
    assert_answered(second, "second").await;
    answer(&mut old, taken, "first").await;
    assert_answered(first, "first").await;
    // With its last call the old connection has no reason to stay.
    soon("the old connection closes", old.closed()).await;
}

#[tokio::test]
async fn two_goaways_leave_the_calls_in_between_alone() {
    let listener = WireListener::bind().await;
    let (client, mut old) = listener.connect().await;
    let first = unary(&client, "first");
    let first_stream = old.request().await.stream;
    let second = unary(&client, "second");
    let second_stream = old.request().await.stream;
    // A graceful shutdown: no more streams, but which have come is told later.
    old.send([Frame::goaway(MAX_STREAM, NO_ERROR)]).await;
    assert_no_request(&mut old).await;
    let third = unary(&client, "third");
    let mut new = listener.accept().await;
    let request = new.request().await;
    assert_eq!(request.data, message(&Note::text("third")));
    answer(&mut new, request.stream, "third").await;
    assert_answered(third, "third").await;
    old.send([Frame::goaway(second_stream, NO_ERROR)]).await;
    assert_no_request(&mut old).await;
    answer(&mut old, second_stream, "second").await;
    answer(&mut old, first_stream, "first").await;
    assert_answered(second, "second").await;
    assert_answered(first, "first").await;
}

#[tokio::test]
async fn a_second_goaway_takes_back_what_the_first_allowed() {
    let listener = WireListener::bind().await;
    let (client, mut old) = listener.connect().await;
    let call = unary(&client, "moved");
    let stream = old.request().await.stream;
    old.send([Frame::goaway(MAX_STREAM, NO_ERROR), Frame::goaway(stream - 1, NO_ERROR)]).await;
    let mut new = listener.accept().await;
    let request = new.request().await;
    assert_eq!(request.data, message(&Note::text("moved")));
    answer(&mut new, request.stream, "moved").await;
    assert_answered(call, "moved").await;
}

#[tokio::test]
async fn a_server_that_goes_away_for_every_call_ends_it_after_the_second() {
    let listener = WireListener::bind().await;
    let (client, mut server) = listener.connect().await;
    let call = unary(&client, "nowhere");
    server.request().await;
    server.send([Frame::goaway(0, NO_ERROR)]).await;
    let mut server = listener.accept().await;
    server.request().await;
    server.send([Frame::goaway(0, NO_ERROR)]).await;
    assert_unavailable(call).await;
}

#[tokio::test]
async fn a_call_that_finds_its_connection_closed_is_made_on_the_next() {
    let listener = WireListener::bind().await;
    let (client, server) = listener.connect().await;
    // The client learns of the end only when it is next polled: with the call, of which the system
    // takes no byte.
    server.abort();
    let call = unary(&client, "late");
    let mut server = listener.accept().await;
    let request = server.request().await;
    assert_eq!(request.data, message(&Note::text("late")));
    answer(&mut server, request.stream, "late").await;
    assert_answered(call, "late").await;
}

#[tokio::test]
async fn a_call_that_went_out_is_not_made_again_when_the_connection_breaks() {
    let listener = WireListener::bind().await;
    let (client, mut server) = listener.connect().await;
    let call = unary(&client, "who knows");
    server.request().await;
    drop(server);
    assert_unavailable(call).await;
    let next = unary(&client, "next");
    let mut server = listener.accept().await;
    let request = server.request().await;
    assert_eq!(request.data, message(&Note::text("next")), "only the next");
    next.abort();
}

#[tokio::test]
async fn a_call_that_is_to_be_sent_again_can_be_given_up() {
    let listener = WireListener::bind().await;
    let (client, mut server) = listener.connect().await;
    let call = client.unary(Note::default()).timeout(Duration::from_millis(50));
    let call = tokio::spawn(call.into_future());
    server.request().await;
    server.send([Frame::goaway(0, NO_ERROR)]).await;
    // The next connection is never greeted.
    let _silent = listener.accept_silently().await;
    let status = soon("the deadline", call).await.unwrap().unwrap_err();
    assert_eq!(status.code(), Code::DeadlineExceeded);
}

#[tokio::test]
async fn a_call_cancelled_after_it_was_sent_again_is_cancelled_there() {
    let (client, mut server) = WireListener::bind().await.connect().await;
    let call = unary(&client, "again");
    let first = server.request().await.stream;
    server.send([Frame::reset(first, REFUSED_STREAM)]).await;
    let second = server.request().await.stream;
    call.abort();
    assert_eq!(server.reset(second).await, CANCEL);
}

#[tokio::test]
async fn a_lazy_channel_survives_its_last_clone_while_a_call_is_under_way() {
    let listener = WireListener::bind().await;
    let client = LabClient::new(Channel::lazy(listener.address()).unwrap());
    let call = tokio::spawn(client.unary(Note::text("orphan")).into_future());
    drop(client);
    let mut server = listener.accept().await;
    let first = server.request().await.stream;
    server.send([Frame::reset(first, REFUSED_STREAM)]).await;
    let second = server.request().await.stream;
    answer(&mut server, second, "orphan").await;
    assert_answered(call, "orphan").await;
    soon("the connection closes", server.closed()).await;
}

#[tokio::test]
async fn a_call_that_goaway_leaves_alone_is_not_made_again_when_the_connection_breaks() {
    const ENHANCE_YOUR_CALM: u32 = 11;

    for code in [NO_ERROR, ENHANCE_YOUR_CALM] {
        let listener = WireListener::bind().await;
        let (client, mut server) = listener.connect().await;
        let call = unary(&client, "who knows");
        let stream = server.request().await.stream;
        server.send([Frame::goaway(stream, code)]).await;
        drop(server);
        assert_unavailable(call).await;
        let next = unary(&client, "next");
        let mut server = listener.accept().await;
        let request = server.request().await;
        assert_eq!(request.data, message(&Note::text("next")), "only the next");
        next.abort();
    }
}
