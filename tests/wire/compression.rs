//! What both ends say about compression, and what they make of what peers say and send.

use std::net::SocketAddr;

use strait::{Channel, ChannelBuilder, Code, Compression, Message as _, Status, Streaming, server};
use strait_tests::{
    lab::{self, LabClient, Note, Script},
    soon,
    wire::{
        Frame, GRPC_REQUEST, GRPC_RESPONSE, Request, Response, WireClient, WireListener,
        WireServer, grpc_request, kind, message,
    },
};

/// `Note::text("hello")` as Python's gzip and zlib compress it.
const HELLO_GZIP: &[u8] = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\x03\xe3b\xcdH\xcd\xc9\xc9\x07\x00\x18@\xe3\x99\x07\x00\x00\x00";
const HELLO_ZLIB: &[u8] = b"x\x9c\xe3b\xcdH\xcd\xc9\xc9\x07\x00\x06\x92\x02$";
/// `Note::ballast(5000)`, 5003 bytes, as Python's gzip compresses it.
const BALLAST_GZIP: &[u8] = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\x03\xed\xc11\x01\x00\x00\x08\x03\xa0\xd3\x0e+`Uc\x9bb\x1f\x90\xdb\x01\x00\x00\x00\x00\xea\x1e\x80f\xbe3\x8b\x13\x00\x00";

/// All that is compiled in.
const ALL: &str = "gzip,deflate,zstd,snappy,br";

/// A message behind a prefix with this flag.
fn flagged(flag: u8, data: &[u8]) -> Vec<u8> {
    let len = u32::try_from(data.len()).unwrap();
    [&[flag], &len.to_be_bytes()[..], data].concat()
}

/// Calls a server with the good headers, others added, and this body.
async fn call(server: server::Builder, headers: &[(&str, &str)], body: Vec<u8>) -> Response {
    let (_server, address): (_, SocketAddr) = lab::serve(server).await;
    let mut client = WireClient::connect(address).await;
    let fields = [GRPC_REQUEST, headers].concat();
    client.send([Frame::headers(1, &fields, false), Frame::data(1, body, true)]).await;
    let response = client.response(1).await;
    client.assert_serves().await;
    response
}

/// Echoes the text, and tells in the number whether the request came compressed.
fn observer() -> server::Builder {
    lab::builder(Script::new().on_unary(async |note: Note, cx| {
        let number = u64::from(cx.request_was_compressed());
        Ok(Note { number, ..note })
    }))
}

#[tokio::test]
async fn a_server_reads_what_others_compress() {
    for (encoding, body, compressed) in [
        ("gzip", flagged(1, HELLO_GZIP), 1),
        ("deflate", flagged(1, HELLO_ZLIB), 1),
        ("gzip", message(&Note::text("hello")), 0),
        ("identity", message(&Note::text("hello")), 0),
    ] {
        let response = call(observer(), &[("grpc-encoding", encoding)], body).await;
        assert_eq!(response.status(), "0", "{response:?}");
        let expected = Note { text: "hello".to_owned(), number: compressed, ..Note::default() };
        assert_eq!(response.note(), expected, "{encoding}");
    }
}

#[tokio::test]
async fn a_flagged_message_without_bytes_is_the_empty_message_if_an_encoding_is_named() {
    let response = call(observer(), &[("grpc-encoding", "gzip")], flagged(1, b"")).await;
    assert_eq!(response.note(), Note::number(1));
    for headers in [&[][..], &[("grpc-encoding", "identity")]] {
        assert_eq!(call(observer(), headers, flagged(1, b"")).await.status(), "13");
    }
}

#[tokio::test]
async fn a_server_refuses_an_encoding_with_a_list_of_those_that_it_takes() {
    let narrow = || lab::builder(Script::new()).accept_compression([Compression::Zstd]);
    let none = || lab::builder(Script::new()).accept_compression([]);
    for (server, refused, takes) in [
        (lab::builder(Script::new()), "lzma", ALL),
        (narrow(), "gzip", "zstd"),
        (none(), "gzip", "identity"),
    ] {
        let response = call(server, &[("grpc-encoding", refused)], flagged(1, HELLO_GZIP)).await;
        assert!(response.is_trailers_only(), "{response:?}");
        assert_eq!(response.status(), "12");
        assert_eq!(response.one("grpc-accept-encoding"), takes);
        let text = response.one("grpc-message");
        assert!(text.contains(refused) && text.ends_with(takes), "{text}");
    }
}

#[tokio::test]
async fn a_compressed_message_without_an_encoding_is_an_internal_error() {
    for headers in [&[][..], &[("grpc-encoding", "identity")]] {
        let response = call(observer(), headers, flagged(1, HELLO_GZIP)).await;
        assert_eq!(response.status(), "13", "{headers:?}");
    }
    let response = call(observer(), &[("grpc-encoding", "gzip")], flagged(2, HELLO_GZIP)).await;
    assert_eq!(response.status(), "13", "no such flag");
}

#[tokio::test]
async fn broken_and_overlong_requests_fail_with_the_codes_of_the_protocol() {
    let cut = &HELLO_GZIP[..HELLO_GZIP.len() - 1];
    let mut changed = HELLO_GZIP.to_vec();
    changed[12] ^= 1;
    let followed = [HELLO_GZIP, b"x"].concat();
    for broken in [cut, b"hello", &changed, &followed, HELLO_ZLIB] {
        let response = call(observer(), &[("grpc-encoding", "gzip")], flagged(1, broken)).await;
        assert_eq!(response.status(), "13", "{broken:?}");
        assert!(response.one("grpc-message").contains("gzip"), "{response:?}");
    }
    for (limit, status) in [(5003, "0"), (5002, "8")] {
        let server = observer().max_receive_message_len(limit);
        let body = flagged(1, BALLAST_GZIP);
        let response = call(server, &[("grpc-encoding", "gzip")], body).await;
        assert_eq!(response.status(), status, "{response:?}");
    }
    // The prefix alone tells that not even the compressed message is within the limit.
    let prefix = [1, 0, 0, 0x13, 0x89].to_vec();
    let server = observer().max_receive_message_len(5000);
    assert_eq!(call(server, &[("grpc-encoding", "gzip")], prefix).await.status(), "8");
}

#[tokio::test]
async fn a_server_compresses_for_clients_that_accept_it_and_says_what_it_takes() {
    let server = || lab::builder(Script::new()).compression(Compression::Gzip);
    let body = || message(&Note::ballast(5000));
    for (accepted, expected) in [
        (&[][..], false),
        (&["identity"], false),
        (&["deflate, identity"], false),
        (&["identity, deflate, gzip"], true),
        (&["deflate", "gzip"], true),
    ] {
        let headers: Vec<_> = accepted.iter().map(|v| ("grpc-accept-encoding", *v)).collect();
        let response = call(server(), &headers, body()).await;
        assert_eq!(response.status(), "0");
        assert_eq!(response.one("grpc-accept-encoding"), ALL);
        let encoding: &[_] = if expected { &["gzip"] } else { &[] };
        assert_eq!(response.all("grpc-encoding"), encoding, "{accepted:?}");
        let starts: &[u8] = if expected { &[0x1f, 0x8b] } else { &[0x1a] };
        assert!(response.data[5..].starts_with(starts), "{:?}", response.data);
        assert_eq!(response.data[0], u8::from(expected));
    }
    let response = call(server(), &[("grpc-accept-encoding", "gzip")], message(&Note::text("x")));
    let response = response.await;
    assert_eq!(response.one("grpc-encoding"), "gzip", "though this one is too short for it");
    assert_eq!(response.note(), Note::text("x"));
}

#[tokio::test]
async fn compressed_messages_that_are_ready_leave_together() {
    let script = Script::new()
        .on_expand(async |_, _| Ok(Streaming::from_iter((0..1000).map(|_| Note::ballast(1000)))));
    let (_server, address) = lab::serve(lab::builder(script).compression(Compression::Gzip)).await;
    let mut client = WireClient::connect(address).await;
    let fields = [&grpc_request("/lab.Lab/Expand")[..], &[("grpc-accept-encoding", "gzip")]];
    let body = Frame::data(1, message(&Note::default()), true);
    client.send([Frame::headers(1, &fields.concat(), false), body]).await;
    let (mut frames, mut data) = (0, Vec::<u8>::new());
    loop {
        let frame = client.next().await.unwrap();
        frames += usize::from(frame.kind == kind::DATA);
        if frame.kind == kind::DATA {
            data.extend(&frame.payload);
        }
        if frame.ends_stream() {
            break;
        }
    }
    let first = &data[..5 + usize::from(data[4])];
    assert_eq!(data, first.repeat(1000), "a thousand times the same, each by itself");
    assert!(frames <= 1000 / 20, "{frames} DATA frames");
}

#[tokio::test]
async fn a_request_in_what_was_not_offered_before_is_taken_and_the_answer_offers_it() {
    let response = call(observer(), &[("grpc-encoding", "deflate")], flagged(1, HELLO_ZLIB)).await;
    assert!(response.one("grpc-accept-encoding").split(',').any(|name| name == "deflate"));
}

#[tokio::test]
async fn an_error_instead_of_messages_says_nothing_of_compression() {
    let script = Script::new().on_unary(async |_, _| Err(Status::not_found("no")));
    let server = lab::builder(script).compression(Compression::Gzip);
    let response = call(server, &[("grpc-accept-encoding", "gzip")], message(&Note::default()));
    let response = response.await;
    assert!(response.is_trailers_only());
    assert_eq!(response.all("grpc-encoding"), [""; 0]);
}

/// A client set up like this, and the other end of its connection.
async fn connect(builder: ChannelBuilder) -> (LabClient, WireServer) {
    let listener = WireListener::bind().await;
    let connecting = builder.connect(listener.address());
    let both = futures::future::join(connecting, listener.accept());
    let (channel, server) = soon("the handshake", both).await;
    (LabClient::new(channel.unwrap()), server)
}

/// What a client makes of these response headers and this body.
async fn answer(
    client: ChannelBuilder,
    headers: &[(&str, &str)],
    body: Vec<u8>,
) -> Result<strait::Response<Note>, Status> {
    let (client, mut server) = connect(client).await;
    let call = tokio::spawn(client.unary(Note::text("hello")).with_response());
    let stream = server.request().await.stream;
    let fields = [GRPC_RESPONSE, headers].concat();
    let trailers = Frame::headers(stream, &[("grpc-status", "0")], true);
    let head = Frame::headers(stream, &fields, false);
    server.send([head, Frame::data(stream, body, false), trailers]).await;
    soon("the call ends", call).await.unwrap()
}

#[tokio::test]
async fn a_client_says_what_it_accepts_and_how_it_compresses() {
    for (builder, accepts, encoding) in [
        (Channel::builder(), &[ALL][..], &[][..]),
        (Channel::builder().compression(Compression::Gzip), &[ALL], &["gzip"]),
        (Channel::builder().accept_compression([Compression::Zstd]), &["zstd"], &[]),
        (Channel::builder().accept_compression([]), &[], &[]),
    ] {
        let (client, mut server) = connect(builder).await;
        let call = tokio::spawn(client.unary(Note::ballast(5000)).into_future());
        let request = server.request().await;
        assert_eq!(request.all("grpc-accept-encoding"), accepts);
        assert_eq!(request.all("grpc-encoding"), encoding);
        assert_eq!(request.data[0], u8::from(!encoding.is_empty()));
        call.abort();
    }
}

#[tokio::test]
async fn a_client_compresses_each_message_of_a_stream_by_itself() {
    let (client, mut server) = connect(Channel::builder().compression(Compression::Gzip)).await;
    let (mut tx, requests) = Streaming::channel(4);
    let call = tokio::spawn(client.collect(requests).into_future());
    tx.send(Note::ballast(5000)).await.unwrap();
    tx.send_uncompressed(Note::ballast(5000)).await.unwrap();
    tx.send(Note::ballast(5000)).await.unwrap();
    tx.send(Note::text("short")).await.unwrap();
    drop(tx);
    let request = server.request().await;
    let frames = frames(&request);
    let flags: Vec<_> = frames.iter().map(|(flag, _)| *flag).collect();
    assert_eq!(flags, [1, 0, 1, 0]);
    assert_eq!(frames[0], frames[2], "nothing is carried over from one to the next");
    assert_eq!(frames[1].1, Note::ballast(5000).encode_to_bytes());
    call.abort();
}

/// The messages of a request: flag and data.
fn frames(request: &Request) -> Vec<(u8, Vec<u8>)> {
    let mut frames = Vec::new();
    let mut rest = &request.data[..];
    while let Some((prefix, after)) = rest.split_at_checked(5) {
        let len = u32::from_be_bytes([prefix[1], prefix[2], prefix[3], prefix[4]]) as usize;
        frames.push((prefix[0], after[..len].to_vec()));
        rest = &after[len..];
    }
    frames
}

#[tokio::test]
async fn a_client_reads_what_others_compress_and_tells_so() {
    for (encoding, body, compressed) in [
        ("gzip", flagged(1, HELLO_GZIP), true),
        ("deflate", flagged(1, HELLO_ZLIB), true),
        ("gzip", message(&Note::text("hello")), false),
        ("identity", message(&Note::text("hello")), false),
    ] {
        let headers = [("grpc-encoding", encoding), ("grpc-accept-encoding", "gzip")];
        let response = answer(Channel::builder(), &headers, body).await.unwrap();
        assert_eq!(response.message, Note::text("hello"), "{encoding}");
        assert_eq!(response.was_compressed, compressed, "{encoding}");
        assert!(response.initial_metadata.is_empty(), "protocol headers are hidden");
    }
}

#[tokio::test]
async fn an_encoding_that_a_client_did_not_offer_is_an_internal_error() {
    let zstd_only = || Channel::builder().accept_compression([Compression::Zstd]);
    for (client, encoding) in [(Channel::builder(), "lzma"), (zstd_only(), "gzip")] {
        for body in [flagged(1, HELLO_GZIP), message(&Note::text("hello"))] {
            let status = answer(client.clone(), &[("grpc-encoding", encoding)], body).await;
            let status = status.unwrap_err();
            assert_eq!(status.code(), Code::Internal);
            assert!(status.message().contains(encoding), "{status}");
        }
    }
}

#[tokio::test]
async fn broken_and_overlong_responses_fail_with_the_codes_of_the_protocol() {
    let gzip = [("grpc-encoding", "gzip")];
    for broken in [&HELLO_GZIP[..10], b"hello", HELLO_ZLIB] {
        let status = answer(Channel::builder(), &gzip, flagged(1, broken)).await.unwrap_err();
        assert_eq!(status.code(), Code::Internal, "{status}");
    }
    let small = |limit| Channel::builder().max_receive_message_len(limit);
    assert!(answer(small(5003), &gzip, flagged(1, BALLAST_GZIP)).await.is_ok());
    let status = answer(small(5002), &gzip, flagged(1, BALLAST_GZIP)).await.unwrap_err();
    assert_eq!(status.code(), Code::ResourceExhausted, "{status}");
}
