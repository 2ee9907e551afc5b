//! Our server, and clients that break HTTP/2 or gRPC's framing. After each the server still
//! serves: on other connections always, on the same one wherever HTTP/2 allows.

use std::{net::SocketAddr, time::Duration};

use bytes::Bytes;
use strait::{Code, Status, Streaming, server::ServerHandle};
use strait_tests::{
    lab::{self, LabClient, Note, Script},
    soon,
    wire::{Frame, GRPC_REQUEST, PREFACE, Response, WireClient, grpc_request, kind, message},
};
use tokio::sync::mpsc;

async fn serve(script: Script) -> (ServerHandle, SocketAddr) {
    lab::serve(lab::builder(script)).await
}

/// A good call on a connection of its own.
async fn assert_serves_others(address: SocketAddr) {
    WireClient::connect(address).await.assert_serves().await;
}

/// A prefix that claims `len` bytes.
fn prefix(flag: u8, len: u32) -> Vec<u8> {
    [&[flag][..], &len.to_be_bytes()].concat()
}

/// Sends one request as these frames, and asserts that the connection goes on after the answer.
async fn exchange(script: Script, frames: Vec<Frame>) -> Response {
    let (_server, address) = serve(script).await;
    let mut client = WireClient::connect(address).await;
    client.send(frames).await;
    let response = client.response(1).await;
    client.assert_serves().await;
    response
}

/// Sends one request to `Unary` with these DATA frames.
async fn exchange_data(data: Vec<Frame>) -> Response {
    let mut frames = vec![Frame::headers(1, GRPC_REQUEST, false)];
    frames.extend(data);
    exchange(Script::new(), frames).await
}

#[tokio::test]
async fn bytes_that_are_no_preface_close_the_connection() {
    let (_server, address) = serve(Script::new()).await;
    let mut random = Vec::new();
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    for _ in 0..4096 {
        // xorshift: the same bytes in every run.
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        random.push(state.to_le_bytes()[0]);
    }
    for garbage in [
        &random[..],
        b"GET / HTTP/1.1\r\nhost: localhost\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", // a TLS ClientHello
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\r",
    ] {
        let mut client = WireClient::silent(address).await;
        client.write(garbage).await;
        if garbage.len() < PREFACE.len() {
            // Less than a preface could still become one; the end of the stream decides.
            client.write(vec![0; PREFACE.len()]).await;
        }
        client.closed().await;
        assert_serves_others(address).await;
    }
}

const PROTOCOL_ERROR: u32 = 1;

fn unknown_name(name: &str) -> Vec<u8> {
    let fields = [GRPC_REQUEST, &[(name, "x")]].concat();
    [Frame::settings(&[]).encode(), Frame::headers(1, &fields, true).encode()].concat()
}

#[tokio::test]
async fn garbage_after_the_preface_closes_the_connection() {
    let (_server, address) = serve(Script::new()).await;
    for garbage in [
        // A frame of 16 MiB, far above SETTINGS_MAX_FRAME_SIZE.
        [&[0xff; 3][..], &[kind::DATA, 0, 0, 0, 0, 1], &[0; 100]].concat(),
        // DATA on a stream that was never opened.
        [Frame::settings(&[]).encode(), Frame::data(7, "?", false).encode()].concat(),
        // A header block that ends within an integer.
        [Frame::settings(&[]).encode(), Frame::new(kind::HEADERS, 5, 1, vec![0xff; 3]).encode()]
            .concat(),
        // A second stream with a lower id.
        [
            Frame::settings(&[]),
            Frame::headers(5, GRPC_REQUEST, false),
            Frame::headers(3, GRPC_REQUEST, false),
        ]
        .iter()
        .flat_map(Frame::encode)
        .collect(),
        // Anything but CONTINUATION after HEADERS that go on.
        [Frame::settings(&[]), Frame::new(kind::HEADERS, 0, 1, vec![]), Frame::data(1, "?", false)]
            .iter()
            .flat_map(Frame::encode)
            .collect(),
    ] {
        let mut client = WireClient::silent(address).await;
        client.write(PREFACE).await;
        client.write(&garbage).await;
        client.closed().await;
        assert_serves_others(address).await;
    }
}

/// HTTP/2 would have the stream reset, as strait's own engine does; h2 ends the connection.
#[tokio::test]
async fn names_that_http2_does_not_know_reach_no_handler() {
    let (_server, address) = serve(Script::new()).await;
    for name in ["Upper-Case", ":unknown"] {
        let mut client = WireClient::silent(address).await;
        client.write(PREFACE).await;
        client.write(&unknown_name(name)).await;
        loop {
            match client.next_raw().await {
                Some(frame) if frame.kind == kind::HEADERS => panic!("{name} was answered"),
                Some(frame) if frame.kind == kind::RST_STREAM => {
                    assert_eq!(frame.payload[..], PROTOCOL_ERROR.to_be_bytes(), "{name}");
                    break;
                }
                Some(_) => {}
                None => break,
            }
        }
        assert_serves_others(address).await;
    }
}

#[tokio::test]
async fn a_connection_closed_within_a_frame_cancels_its_calls() {
    let (seen, mut events) = mpsc::unbounded_channel();
    let script = Script::new().on_collect(move |mut notes: Streaming<Note>, _| {
        let seen = seen.clone();
        async move {
            while let Some(note) = notes.message().await.inspect_err(|status| {
                let _ = seen.send(Err(status.code()));
            })? {
                let _ = seen.send(Ok(note));
            }
            Ok(Note::default())
        }
    });
    let (_server, address) = serve(script).await;
    let mut client = WireClient::connect(address).await;
    let whole = Frame::data(1, message(&Note::text("whole")), false);
    let cut = Frame::data(1, message(&Note::text("cut off")), true).encode();
    client.send([Frame::headers(1, &grpc_request("/lab.Lab/Collect"), false), whole]).await;
    assert_eq!(soon("the first note", events.recv()).await, Some(Ok(Note::text("whole"))));
    client.write(&cut[..cut.len() - 3]).await;
    // Closes the socket.
    drop(client);
    assert_eq!(soon("the handler learns of it", events.recv()).await, Some(Err(Code::Cancelled)));
    assert_serves_others(address).await;
}

#[tokio::test]
async fn a_client_that_says_nothing_is_given_up() {
    let builder = lab::builder(Script::new()).handshake_timeout(Duration::from_millis(50));
    let (_server, address) = lab::serve(builder).await;
    let mut silent = WireClient::silent(address).await;
    silent.closed().await;
    let mut slow = WireClient::silent(address).await;
    slow.write(&PREFACE[..10]).await;
    slow.closed().await;
    assert_serves_others(address).await;
}

#[tokio::test]
async fn a_message_in_frames_of_one_byte_is_one_message() {
    let note = Note::text("in pieces");
    let bytes = message(&note);
    let last = bytes.len() - 1;
    let data = bytes.iter().enumerate().map(|(i, byte)| Frame::data(1, vec![*byte], i == last));
    let response = exchange_data(data.collect()).await;
    assert_eq!(response.status(), "0");
    assert_eq!(response.note(), note);
}

#[tokio::test]
async fn an_empty_frame_may_end_the_request() {
    let note = Note::text("then nothing");
    let data = vec![Frame::data(1, message(&note), false), Frame::data(1, "", true)];
    assert_eq!(exchange_data(data).await.note(), note);
}

#[tokio::test]
async fn a_message_of_no_bytes_is_a_message() {
    let response = exchange_data(vec![Frame::data(1, prefix(0, 0), true)]).await;
    assert_eq!(response.note(), Note::default());
}

#[tokio::test]
async fn padding_is_no_part_of_a_message() {
    let note = Note::text("padded");
    let bytes = message(&note);
    let data = vec![
        Frame::padded_data(1, &bytes[..3], 255, false),
        Frame::padded_data(1, &[], 7, false),
        Frame::padded_data(1, &bytes[3..], 1, true),
    ];
    assert_eq!(exchange_data(data).await.note(), note);
}

#[tokio::test]
async fn a_frame_may_hold_several_messages_and_a_part_of_the_next() {
    let mut body: Vec<u8> = Vec::new();
    for text in ["a", "b", "c"] {
        body.extend(message(&Note::text(text)));
    }
    let frames = vec![
        Frame::headers(1, &grpc_request("/lab.Lab/Collect"), false),
        Frame::data(1, body[..body.len() - 1].to_vec(), false),
        Frame::data(1, body[body.len() - 1..].to_vec(), true),
    ];
    let response = exchange(Script::new(), frames).await;
    assert_eq!(response.note(), Note { text: "abc".to_owned(), number: 3, data: Bytes::new() });
}

#[tokio::test]
async fn a_message_over_the_limit_is_refused_by_its_prefix() {
    const LIMIT: usize = 100;
    for (len, expected) in [(LIMIT, "0"), (LIMIT + 1, "8"), (u32::MAX as usize, "8")] {
        let builder = lab::builder(Script::new()).max_receive_message_len(LIMIT);
        let (_server, address) = lab::serve(builder).await;
        let mut client = WireClient::connect(address).await;
        client.send([Frame::headers(1, GRPC_REQUEST, false)]).await;
        if len == LIMIT {
            // Two bytes of field 3's tag and length, and the ballast.
            let exact = message(&Note::ballast(LIMIT - 2));
            assert_eq!(exact.len(), 5 + LIMIT);
            client.send([Frame::data(1, exact, true)]).await;
        } else {
            // No byte after the prefix is needed, nor the end of the request.
            client.send([Frame::data(1, prefix(0, u32::try_from(len).unwrap()), false)]).await;
        }
        let response = client.response(1).await;
        assert_eq!(response.status(), expected, "{len}");
        if expected != "0" {
            let message = response.one("grpc-message");
            assert!(message.contains("100") && message.contains(&len.to_string()), "{message}");
            // The server reads no more and says so without blame.
            assert_eq!(client.reset(1).await, 0);
        }
        client.assert_serves().await;
    }
}

#[tokio::test]
async fn a_later_message_over_the_limit_is_refused_as_the_first_is() {
    let builder = lab::builder(Script::new()).max_receive_message_len(100);
    let (_server, address) = lab::serve(builder).await;
    let mut client = WireClient::connect(address).await;
    let request = [
        Frame::headers(1, &grpc_request("/lab.Lab/Collect"), false),
        Frame::data(1, message(&Note::text("short")), false),
        Frame::data(1, prefix(0, 101), false),
    ];
    client.send(request).await;
    assert_eq!(client.response(1).await.status(), "8");
    client.assert_serves().await;
}

#[tokio::test]
async fn flags_without_a_meaning_are_internal_errors() {
    for flag in [1, 2, 0x80, 0xff] {
        let response = exchange_data(vec![Frame::data(1, prefix(flag, 0), true)]).await;
        assert_eq!(response.status(), "13", "flag {flag}");
    }
}

#[tokio::test]
async fn bytes_that_are_no_message_are_internal_errors() {
    let body = [prefix(0, 3), vec![0xff; 3]].concat();
    let response = exchange_data(vec![Frame::data(1, body, true)]).await;
    assert_eq!(response.status(), "13");
}

#[tokio::test]
async fn a_request_that_ends_within_a_message_is_an_internal_error() {
    let bytes = message(&Note::text("cut"));
    for len in [1, 4, 5, bytes.len() - 1] {
        let response = exchange_data(vec![Frame::data(1, bytes[..len].to_vec(), true)]).await;
        assert_eq!(response.status(), "13", "{len} bytes");
    }
}

#[tokio::test]
async fn a_unary_call_has_exactly_one_request() {
    let note = message(&Note::text("one"));
    for data in [
        vec![Frame::data(1, "", true)],
        vec![Frame::data(1, note.clone(), false), Frame::data(1, note.clone(), true)],
        vec![Frame::data(1, [note.clone(), note.clone()].concat(), true)],
    ] {
        assert_eq!(exchange_data(data).await.status(), "12");
    }
    let no_body = vec![Frame::headers(1, GRPC_REQUEST, true)];
    assert_eq!(exchange(Script::new(), no_body).await.status(), "12");
}

#[tokio::test]
async fn a_reset_cancels_the_handler() {
    const CANCEL: u32 = 8;
    let (seen, mut events) = mpsc::unbounded_channel();
    let script = Script::new().on_collect(move |mut notes: Streaming<Note>, cx| {
        let seen = seen.clone();
        async move {
            let _ = seen.send("began".to_owned());
            let watch = (cx.clone(), seen.clone());
            tokio::spawn(async move {
                watch.0.cancelled().await;
                let _ = watch.1.send("cancelled".to_owned());
            });
            let end = notes.message().await;
            let _ = seen.send(end.unwrap_err().code().to_string());
            Ok(Note::default())
        }
    });
    let (_server, address) = serve(script).await;
    let mut client = WireClient::connect(address).await;
    client.send([Frame::headers(1, &grpc_request("/lab.Lab/Collect"), false)]).await;
    assert_eq!(soon("the handler begins", events.recv()).await.as_deref(), Some("began"));
    client.send([Frame::reset(1, CANCEL)]).await;
    let mut after = Vec::new();
    for _ in 0..2 {
        after.extend(soon("the handler learns of it", events.recv()).await);
    }
    after.sort();
    assert_eq!(after, ["CANCELLED", "cancelled"]);
    client.assert_serves().await;
}

#[tokio::test]
async fn streams_reset_as_fast_as_they_are_opened_leave_the_others_alone() {
    let (_server, address) = serve(Script::new()).await;
    let other = LabClient::connect(address).await.unwrap();
    let mut client = WireClient::connect(address).await;
    for stream in (1..400).step_by(2) {
        client.send([Frame::headers(stream, GRPC_REQUEST, false), Frame::reset(stream, 8)]).await;
    }
    let note = Note::text("a neighbour");
    assert_eq!(other.unary(note.clone()).await.unwrap(), note);
    // Whether it was cut off as an attacker or not.
    drop(client);
    assert_serves_others(address).await;
}

#[tokio::test]
async fn early_trailers_are_followed_by_a_reset_without_error() {
    let script = Script::new().on_collect(async |_, _| Err(Status::aborted("enough")));
    let (_server, address) = serve(script).await;
    let mut client = WireClient::connect(address).await;
    client.send([Frame::headers(1, &grpc_request("/lab.Lab/Collect"), false)]).await;
    assert_eq!(client.response(1).await.status(), "10");
    assert_eq!(client.reset(1).await, 0);
    client.assert_serves().await;
}

#[tokio::test]
async fn streams_above_the_limit_are_refused_and_the_others_go_on() {
    const REFUSED_STREAM: u32 = 7;
    let builder = lab::builder(Script::new()).max_concurrent_streams(1);
    let (_server, address) = lab::serve(builder).await;
    let mut client = WireClient::connect(address).await;
    let note = Note::text("first");
    client
        .send([Frame::headers(1, GRPC_REQUEST, false), Frame::headers(3, GRPC_REQUEST, false)])
        .await;
    assert_eq!(client.reset(3).await, REFUSED_STREAM);
    client.send([Frame::data(1, message(&note), true)]).await;
    assert_eq!(client.response(1).await.note(), note);
    client.assert_serves().await;
}

#[tokio::test]
async fn malformed_requests_are_reset_and_the_others_go_on() {
    for malformed in [("connection", "close"), ("te", "gzip"), (":path", "/after/a/plain/header")] {
        let (_server, address) = serve(Script::new()).await;
        let mut client = WireClient::connect(address).await;
        let fields = [GRPC_REQUEST, &[malformed]].concat();
        client.send([Frame::headers(1, &fields, false)]).await;

        assert_eq!(client.reset(1).await, PROTOCOL_ERROR, "{malformed:?}");
        client.assert_serves().await;
    }
}

#[tokio::test]
async fn request_trailers_end_a_request_as_data_does() {
    let note = Note::text("with trailers");
    let response = exchange_data(vec![
        Frame::data(1, message(&note), false),
        Frame::headers(1, &[("x-checksum", "1")], true),
    ]);
    assert_eq!(response.await.note(), note);
}

#[tokio::test]
async fn a_response_waits_for_the_clients_window() {
    const INITIAL_WINDOW_SIZE: u16 = 4;
    let (_server, address) = serve(Script::new()).await;
    let mut client = WireClient::connect(address).await;
    client.send([Frame::settings(&[(INITIAL_WINDOW_SIZE, 10)])]).await;
    client.settle().await;
    let note = Note::text("longer than ten bytes");
    let body = Frame::data(1, message(&note), true);
    client.send([Frame::headers(1, GRPC_REQUEST, false), body]).await;
    client.headers(1).await;
    client.assert_serves().await;
    let so_far = client.so_far(1);
    assert_eq!((so_far.data.len(), so_far.ended), (10, false));
    client.send([Frame::window_update(1, 1000)]).await;
    let response = client.response(1).await;
    assert_eq!((response.status(), response.note()), ("0", note));
}

#[tokio::test]
async fn a_window_full_of_tiny_messages_waits_for_a_slow_handler() {
    let (go, gone) = tokio::sync::watch::channel(false);
    let script = Script::new().on_collect(move |mut notes, _| {
        let mut gone = gone.clone();
        async move {
            let _ = gone.wait_for(|go| *go).await;
            let mut sum = Note::default();
            while notes.message().await?.is_some() {
                sum.number += 1;
            }
            Ok(sum)
        }
    });
    let (_server, address) = serve(script).await;
    let mut client = WireClient::connect(address).await;
    // The server's window counts once its SETTINGS are acknowledged.
    client.assert_serves().await;
    // As many as fit in the window of a call, 1 MiB, each in a frame of its own.
    let tiny = message(&Note::number(1));
    let count = 1024 * 1024 / tiny.len() - 1;
    client.send([Frame::headers(1003, &grpc_request("/lab.Lab/Collect"), false)]).await;
    client.send((0..count).map(|_| Frame::data(1003, tiny.clone(), false))).await;
    client.settle().await;
    go.send_replace(true);
    client.send([Frame::data(1003, tiny, true)]).await;
    let response = client.response(1003).await;
    assert_eq!(response.status(), "0", "{response:?}");
    assert_eq!(response.note().number, count as u64 + 1);
}
