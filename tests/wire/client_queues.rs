//! Calls that are more than the server takes at once wait for their turn in the client.

use std::time::Duration;

use strait::{Code, Status, Streaming};
use strait_tests::{
    jump,
    lab::Note,
    soon,
    wire::{Frame, GRPC_RESPONSE, WireListener, WireServer, kind, message, trailers_only},
};
use tokio::task::JoinHandle;

const MAX_CONCURRENT_STREAMS: u16 = 3;
const MAX_STREAM: u32 = (1 << 31) - 1;

async fn one_at_a_time() -> WireListener {
    WireListener::with_settings(&[(MAX_CONCURRENT_STREAMS, 1)]).await
}

/// Waits until the client has done all it can; it sends no request.
async fn assert_quiet(server: &mut WireServer) {
    tokio::task::yield_now().await;
    let frames = server.settle().await;
    assert!(frames.iter().all(|frame| frame.kind != kind::HEADERS), "{frames:?}");
}

async fn end(server: &mut WireServer, stream: u32, text: &str) {
    server.send([Frame::headers(stream, &trailers_only("5", text), true)]).await;
}

async fn assert_ended(call: JoinHandle<Result<Note, Status>>, text: &str) {
    assert_eq!(soon(text, call).await.unwrap().unwrap_err().message(), text);
}

#[tokio::test]
async fn calls_wait_in_their_order_and_leave_no_trace_if_they_give_up() {
    let (client, mut server) = one_at_a_time().await.connect().await;
    let call = |text: &str| tokio::spawn(client.unary(Note::text(text)).into_future());
    let first = call("first");
    let stream = server.request().await.stream;
    let mut waiting = Vec::new();
    for name in ["second", "third", "fourth", "fifth"] {
        waiting.push((name, call(name)));
        assert_quiet(&mut server).await;
    }
    let hasty = client.unary(Note::text("hasty")).timeout(Duration::from_millis(20));
    let status = soon("its deadline in the queue", hasty.into_future()).await.unwrap_err();
    assert_eq!(status.code(), Code::DeadlineExceeded);
    // The first of those who wait, and one within.
    for at in [2, 0] {
        let (_, given_up) = waiting.remove(at);
        given_up.abort();
        assert!(given_up.await.unwrap_err().is_cancelled());
    }
    assert_quiet(&mut server).await;
    end(&mut server, stream, "first").await;
    assert_ended(first, "first").await;
    let mut last = stream;
    for (name, call) in waiting {
        let request = server.request().await;
        assert_eq!(request.data, message(&Note::text(name)));
        assert_eq!(request.stream, last + 2, "no stream was spent on a call that gave up");
        last = request.stream;
        end(&mut server, request.stream, name).await;
        assert_ended(call, name).await;
    }
}

#[tokio::test]
async fn the_timeout_of_a_call_is_written_when_it_leaves_the_queue() {
    let (client, mut server) = one_at_a_time().await.connect().await;
    let first = tokio::spawn(client.unary(Note::default()).into_future());
    let stream = server.request().await.stream;
    let second = client.unary(Note::default()).timeout(Duration::from_secs(3600));
    let second = tokio::spawn(second.into_future());
    assert_quiet(&mut server).await;
    jump(Duration::from_secs(1800)).await;
    end(&mut server, stream, "first").await;
    assert_ended(first, "first").await;
    let request = server.request().await;
    let timeout = request.all("grpc-timeout")[0].strip_suffix('m').unwrap();
    assert!((1_790_000..=1_800_000).contains(&timeout.parse::<u32>().unwrap()), "{timeout}");
    end(&mut server, request.stream, "second").await;
    assert_ended(second, "second").await;
}

#[tokio::test]
async fn calls_that_wait_move_on_when_the_server_goes_away() {
    let listener = one_at_a_time().await;
    let (client, mut old) = listener.connect().await;
    let first = tokio::spawn(client.unary(Note::text("first")).into_future());
    let stream = old.request().await.stream;
    let second = tokio::spawn(client.unary(Note::text("second")).into_future());
    let third = tokio::spawn(client.unary(Note::text("third")).into_future());
    assert_quiet(&mut old).await;
    old.send([Frame::goaway(MAX_STREAM, 0)]).await;
    let mut new = listener.accept().await;
    // Who waits for a connection has no order.
    let mut moved = Vec::new();
    for _ in 0..2 {
        let request = new.request().await;
        moved.push(request.data);
        end(&mut new, request.stream, "moved").await;
    }
    moved.sort();
    assert_eq!(moved, [message(&Note::text("third")), message(&Note::text("second"))]);
    for call in [second, third] {
        assert_ended(call, "moved").await;
    }
    end(&mut old, stream, "first").await;
    assert_ended(first, "first").await;
}

#[tokio::test]
async fn calls_that_wait_move_on_when_the_connection_breaks() {
    let listener = one_at_a_time().await;
    let (client, mut old) = listener.connect().await;
    let first = tokio::spawn(client.unary(Note::text("first")).into_future());
    old.request().await;
    let second = tokio::spawn(client.unary(Note::text("second")).into_future());
    assert_quiet(&mut old).await;
    drop(old);
    let status = soon("the first ends", first).await.unwrap().unwrap_err();
    assert_eq!(status.code(), Code::Unavailable);
    let mut new = listener.accept().await;
    let request = new.request().await;
    assert_eq!(request.data, message(&Note::text("second")));
    end(&mut new, request.stream, "second").await;
    assert_ended(second, "second").await;
}

#[tokio::test]
async fn a_higher_limit_lets_calls_in_at_once_and_none_of_nothing_none() {
    let listener = WireListener::with_settings(&[(MAX_CONCURRENT_STREAMS, 0)]).await;
    let (client, mut server) = listener.connect().await;
    let calls: Vec<_> = ["first", "second", "third"]
        .into_iter()
        .map(|text| (text, tokio::spawn(client.unary(Note::text(text)).into_future())))
        .collect();
    assert_quiet(&mut server).await;
    server.send([Frame::settings(&[(MAX_CONCURRENT_STREAMS, 2)])]).await;
    let mut streams = Vec::new();
    for _ in 0..2 {
        streams.push(server.request_headers().await.stream);
    }
    assert_quiet(&mut server).await;
    server.send([Frame::settings(&[(MAX_CONCURRENT_STREAMS, 3)])]).await;
    streams.push(server.request().await.stream);
    for (stream, (name, call)) in streams.into_iter().zip(calls) {
        end(&mut server, stream, name).await;
        assert_ended(call, name).await;
    }
}

#[tokio::test]
async fn responses_that_no_one_reads_do_not_stop_the_calls_behind_them() {
    let (client, mut server) = one_at_a_time().await.connect().await;
    let mut replies = Vec::new();
    for number in 0..3 {
        // Over for the server, and not read by the caller: the next one finds out by itself. strait's
        // own engine knows.
        let call = tokio::spawn(client.expand(Note::number(number)).into_future());
        if number > 0 && cfg!(feature = "h2") {
            assert_quiet(&mut server).await;
            jump(Duration::from_secs(2)).await;
        }
        let request = server.request().await;
        assert_eq!(request.data, message(&Note::number(number)));
        let reply = [
            Frame::headers(request.stream, GRPC_RESPONSE, false),
            Frame::data(request.stream, message(&Note::number(number)), false),
            Frame::headers(request.stream, &[("grpc-status", "0")], true),
        ];
        server.send(reply).await;
        replies.push(soon("the stream", call).await.unwrap().unwrap());
    }
    for (number, mut replies) in (0..).zip(replies) {
        assert_eq!(replies.message().await.unwrap(), Some(Note::number(number)));
        assert_eq!(replies.message().await.unwrap(), None);
    }
}

#[tokio::test]
async fn a_stream_that_waits_for_its_turn_is_sent_though_no_one_looks_at_it() {
    let (client, mut server) = one_at_a_time().await.connect().await;
    let first = tokio::spawn(client.unary(Note::default()).into_future());
    let stream = server.request().await.stream;
    let unread = soon("no waiting for the server", client.expand(Note::number(2)).into_future());
    let _unread = unread.await.unwrap();
    assert_quiet(&mut server).await;
    end(&mut server, stream, "first").await;
    assert_ended(first, "first").await;
    assert_eq!(server.request().await.data, message(&Note::number(2)));
}

#[tokio::test]
async fn a_stream_of_requests_that_waited_in_vain_for_a_stream_of_responses_holds_up_no_one() {
    let (client, mut server) = one_at_a_time().await.connect().await;
    let expand = tokio::spawn(client.expand(Note::default()).into_future());
    let blocking = server.request().await.stream;
    let _expanded = soon("the stream", expand).await.unwrap().unwrap();
    let (mut sender, requests) = Streaming::channel(0);
    let collect = tokio::spawn(client.collect(requests).into_future());
    assert_quiet(&mut server).await;
    jump(Duration::from_secs(2)).await;
    assert_quiet(&mut server).await;
    let next = tokio::spawn(client.unary(Note::text("next")).into_future());
    assert_quiet(&mut server).await;
    // The stream ends, and all have their turn.
    end(&mut server, blocking, "over").await;
    let stream = server.request_headers().await.stream;
    sender.send(Note::text("item")).await.unwrap();
    let data = soon("the item", server.next()).await.expect("the client stays");
    assert_eq!((data.stream, data.payload), (stream, message(&Note::text("item")).into()));
    end(&mut server, stream, "collected").await;
    assert_ended(collect, "collected").await;
    let request = server.request().await;
    assert_eq!(request.data, message(&Note::text("next")));
    end(&mut server, request.stream, "next").await;
    assert_ended(next, "next").await;
}

#[tokio::test]
async fn a_call_that_gives_up_behind_a_stream_of_responses_is_not_sent_later() {
    let (client, mut server) = one_at_a_time().await.connect().await;
    let expand = tokio::spawn(client.expand(Note::default()).into_future());
    let blocking = server.request().await.stream;
    let _expanded = soon("the stream", expand).await.unwrap().unwrap();
    let given_up = tokio::spawn(client.unary(Note::text("given up")).into_future());
    assert_quiet(&mut server).await;
    jump(Duration::from_secs(2)).await;
    assert_quiet(&mut server).await;
    given_up.abort();
    assert!(given_up.await.unwrap_err().is_cancelled());
    let next = tokio::spawn(client.unary(Note::text("next")).into_future());
    assert_quiet(&mut server).await;
    end(&mut server, blocking, "over").await;
    // h2 still says that there was one, and resets it at once.
    let request = server.request().await;
    assert_eq!(request.data, message(&Note::text("next")), "the other was given up");
    end(&mut server, request.stream, "next").await;
    assert_ended(next, "next").await;
}

#[tokio::test]
async fn a_limit_that_was_raised_while_no_one_waited_holds_up_no_one() {
    let (client, mut server) = one_at_a_time().await.connect().await;
    let first = tokio::spawn(client.unary(Note::text("first")).into_future());
    let stream = server.request().await.stream;
    server.send([Frame::settings(&[(MAX_CONCURRENT_STREAMS, 2)])]).await;
    assert_quiet(&mut server).await;
    let second = tokio::spawn(client.unary(Note::text("second")).into_future());
    let request = soon("the second call", server.request()).await;
    end(&mut server, request.stream, "second").await;
    assert_ended(second, "second").await;
    end(&mut server, stream, "first").await;
    assert_ended(first, "first").await;
}

#[tokio::test]
async fn a_lower_limit_is_kept_by_those_who_wait() {
    let listener = WireListener::with_settings(&[(MAX_CONCURRENT_STREAMS, 3)]).await;
    let (client, mut server) = listener.connect().await;
    let mut begun = Vec::new();
    for name in ["first", "second", "third"] {
        let call = tokio::spawn(client.unary(Note::text(name)).into_future());
        begun.push((server.request().await.stream, name, call));
    }
    server.send([Frame::settings(&[(MAX_CONCURRENT_STREAMS, 1)])]).await;
    assert_quiet(&mut server).await;
    let fourth = tokio::spawn(client.unary(Note::text("fourth")).into_future());
    assert_quiet(&mut server).await;
    for (stream, name, call) in begun {
        // As long as one goes on.
        assert_quiet(&mut server).await;
        end(&mut server, stream, name).await;
        assert_ended(call, name).await;
    }
    let request = server.request().await;
    assert_eq!(request.data, message(&Note::text("fourth")));
    end(&mut server, request.stream, "fourth").await;
    assert_ended(fourth, "fourth").await;
}
