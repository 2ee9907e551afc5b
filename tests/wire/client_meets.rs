//! Our client, and servers that reset, go away, break, say something else or nothing at all.

use std::time::Duration;

use futures::StreamExt as _;
use strait::{Channel, Code, Origin, Streaming};
use strait_tests::{
    lab::{LabClient, Note},
    soon,
    wire::{Frame, GRPC_RESPONSE, WireListener, kind, message, trailers_only},
};

#[tokio::test]
async fn a_call_dropped_or_out_of_time_is_cancelled_at_the_server() {
    const CANCEL: u32 = 8;
    let (client, mut server) = WireListener::bind().await.connect().await;
    let call = tokio::spawn(client.unary(Note::default()).into_future());
    let request = server.request().await;
    call.abort();
    assert_eq!(server.reset(request.stream).await, CANCEL);

    let call = client.unary(Note::default()).timeout(Duration::from_millis(20));
    let call = tokio::spawn(call.into_future());
    let request = server.request().await;
    let status = soon("the deadline", call).await.unwrap().unwrap_err();
    assert_eq!((status.code(), status.origin()), (Code::DeadlineExceeded, Origin::Local));
    assert_eq!(server.reset(request.stream).await, CANCEL);
}

#[tokio::test]
async fn a_server_that_answers_early_stops_the_requests_without_blame() {
    const NO_ERROR: u32 = 0;
    let (client, mut server) = WireListener::bind().await.connect().await;
    let (_sender, requests) = Streaming::channel(1);
    let call = tokio::spawn(client.collect(requests).into_future());
    let request = server.request_headers().await;
    let answer = [
        Frame::headers(request.stream, GRPC_RESPONSE, false),
        Frame::data(request.stream, message(&Note::text("enough")), false),
        Frame::headers(request.stream, &[("grpc-status", "0")], true),
    ];
    server.send(answer).await;
    assert_eq!(soon("the answer", call).await.unwrap().unwrap(), Note::text("enough"));
    assert_eq!(server.reset(request.stream).await, NO_ERROR);
}

#[tokio::test]
async fn an_early_answer_counts_even_if_a_reset_follows_it() {
    let (client, mut server) = WireListener::bind().await.connect().await;
    let (_sender, requests) = Streaming::channel(1);
    let call = tokio::spawn(client.collect(requests).into_future());
    let stream = server.request_headers().await.stream;
    let answer =
        [Frame::headers(stream, &trailers_only("9", "early"), true), Frame::reset(stream, 0)];
    server.send(answer).await;
    let status = soon("the answer", call).await.unwrap().unwrap_err();
    assert_eq!(status.to_string(), "FAILED_PRECONDITION: early");
}

/// The server need not tell that the rest of the message is not wanted. h2 would keep the message and
/// the stream.
#[cfg(not(feature = "h2"))]
#[tokio::test]
async fn a_message_that_is_answered_before_its_end_is_not_sent_on() {
    const NO_ERROR: u32 = 0;
    let (client, mut server) = WireListener::bind().await.connect().await;
    // Larger than the window.
    let call = tokio::spawn(client.unary(Note::ballast(100_000)).into_future());
    let stream = server.request_headers().await.stream;
    server.send([Frame::headers(stream, &trailers_only("9", "early"), true)]).await;
    let status = soon("the answer", call).await.unwrap().unwrap_err();
    assert_eq!(status.to_string(), "FAILED_PRECONDITION: early");
    assert_eq!(server.reset(stream).await, NO_ERROR);
}

#[tokio::test]
async fn an_answer_that_came_before_the_end_of_the_connection_can_be_read_after_it() {
    let (client, mut server) = WireListener::bind().await.connect().await;
    let call = tokio::spawn(client.expand(Note::default()).into_future());
    let stream = server.request().await.stream;
    let mut frames = vec![Frame::headers(stream, GRPC_RESPONSE, false)];
    frames.extend((0..100).map(|n| Frame::data(stream, message(&Note::number(n)), false)));
    frames.push(Frame::headers(stream, &[("grpc-status", "0"), ("last", "word")], true));
    frames.push(Frame::goaway(stream, 0));
    server.send(frames).await;
    let mut replies = soon("the stream", call).await.unwrap().unwrap();
    soon("the client closes", server.closed()).await;
    drop(server);
    for number in 0..100 {
        assert_eq!(replies.message().await.unwrap(), Some(Note::number(number)));
    }
    assert_eq!(replies.message().await.unwrap(), None);
    assert_eq!(replies.trailers().unwrap().get("last"), Some("word"));
}

#[tokio::test]
async fn goaway_leaves_earlier_streams_alone_and_the_next_call_connects_again() {
    let listener = WireListener::bind().await;
    let (client, mut old) = listener.connect().await;
    let earlier = tokio::spawn(client.unary(Note::text("earlier")).into_future());
    let stream = old.request().await.stream;
    old.send([Frame::goaway(stream, 0)]).await;
    old.settle().await;
    let next = tokio::spawn(client.unary(Note::text("next")).wait_for_ready().into_future());
    let mut new = listener.accept().await;
    let request = new.request().await;
    assert_eq!(request.data, message(&Note::text("next")));
    new.send([Frame::headers(request.stream, &trailers_only("5", "new"), true)]).await;
    assert_eq!(soon("next", next).await.unwrap().unwrap_err().message(), "new");
    old.send([Frame::headers(stream, &trailers_only("5", "old"), true)]).await;
    assert_eq!(soon("earlier", earlier).await.unwrap().unwrap_err().message(), "old");
}

#[tokio::test]
async fn a_connection_that_breaks_ends_its_calls_as_unavailable() {
    let (client, mut server) = WireListener::bind().await.connect().await;
    let call = tokio::spawn(client.expand(Note::default()).into_future());
    let stream = server.request().await.stream;
    let mut replies = soon("the stream", call).await.unwrap().unwrap();
    let begin = [
        Frame::headers(stream, GRPC_RESPONSE, false),
        Frame::data(stream, message(&Note::text("one")), false),
    ];
    server.send(begin).await;
    assert_eq!(replies.message().await.unwrap(), Some(Note::text("one")));
    drop(server);
    let status = soon("the end", replies.message()).await.unwrap_err();
    assert_eq!(status.code(), Code::Unavailable, "{status}");
    assert!(replies.next().await.is_none(), "nothing follows an error");
}

#[tokio::test]
async fn a_peer_that_breaks_http2_ends_its_calls() {
    for garbage in [
        // DATA on a stream that no one opened.
        Frame::data(99, "?", false).encode(),
        // HEADERS that cannot be decoded.
        Frame::new(kind::HEADERS, 5, 1, vec![0xff; 5]).encode(),
        // A push, which SETTINGS forbade.
        Frame::new(5, 4, 1, vec![0, 0, 0, 2]).encode(),
    ] {
        let (client, mut server) = WireListener::bind().await.connect().await;
        let call = tokio::spawn(client.unary(Note::default()).into_future());
        server.request().await;
        server.write(garbage).await;
        let status = soon("the call ends", call).await.unwrap().unwrap_err();
        assert!(matches!(status.code(), Code::Internal | Code::Unavailable), "{status}");
        assert_eq!(status.origin(), Origin::Local);
    }
}

#[tokio::test]
async fn peers_that_speak_another_protocol_are_named_in_the_error() {
    for other in [
        &b"HTTP/1.1 400 Bad Request\r\ncontent-length: 0\r\n\r\n"[..],
        b"\x15\x03\x01\x00\x02\x02\x46", // a TLS alert
        b"SSH-2.0-OpenSSH_9.6\r\n",
    ] {
        let listener = WireListener::bind().await;
        let connecting = tokio::spawn(LabClient::connect(listener.address()));
        let mut peer = listener.accept_silently().await;
        peer.write(other).await;
        peer.close().await;
        let status = soon("connecting fails", connecting).await.unwrap().unwrap_err();
        assert_eq!(status.code(), Code::Unavailable);
        let message = status.message();
        assert!(message.contains("does not answer as an HTTP/2 server"), "{message}");
        assert!(message.contains(&listener.address().to_string()), "{message}");
    }
}

#[tokio::test]
async fn a_peer_that_says_nothing_is_given_up_after_the_connect_timeout() {
    let listener = WireListener::bind().await;
    let builder = Channel::builder().connect_timeout(Duration::from_millis(50));
    let connecting = tokio::spawn(builder.connect(listener.address()));
    let _silent = listener.accept_silently().await;
    let status = soon("connecting fails", connecting).await.unwrap().unwrap_err();
    assert_eq!(status.code(), Code::Unavailable);
    assert!(status.message().contains("no answer within 50ms"), "{status}");
}

#[tokio::test]
async fn a_deadline_ends_the_requests_of_a_caller_that_does_not_read() {
    let (client, mut server) = WireListener::bind().await.connect().await;
    let (mut sender, requests) = Streaming::channel(0);
    let call = client.chat(requests).timeout(Duration::from_millis(50));
    let mut replies = call.await.unwrap();
    // The window of the connection is soon full.
    let sending = async { while sender.send(Note::ballast(16 * 1024)).await.is_ok() {} };
    soon("the stream of requests ends", sending).await;
    let status = replies.message().await.unwrap_err();
    assert_eq!(status.code(), Code::DeadlineExceeded, "{status}");
    let cancelled = loop {
        let frame = server.next().await.expect("the client stays");
        if frame.kind == kind::RST_STREAM {
            break frame.code();
        }
    };
    assert_eq!(cancelled, 8);
}
