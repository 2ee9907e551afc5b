//! Limits on messages, each way and on each side, and messages larger than every window.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use strait::{Channel, ChannelBuilder, Code, OrStatus, Origin, Status, Streaming, server::Builder};
use strait_tests::{
    lab::{LabClient, Note, Script, builder, in_process, serve},
    soon,
};

const LIMIT: usize = 1000;

/// The ballast of a message of `len` bytes: three less for its tag and length.
fn message_of(len: usize) -> Note {
    Note::ballast(len - 3)
}

async fn connect(server: Builder, client: ChannelBuilder) -> LabClient {
    let (_, address) = serve(server).await;
    LabClient::new(client.connect(address).await.unwrap())
}

fn assert_exhausted(status: &Status, origin: Origin) {
    assert_eq!((status.code(), status.origin()), (Code::ResourceExhausted, origin), "{status}");
    assert!(status.message().contains("1001") && status.message().contains("1000"), "{status}");
}

#[tokio::test]
async fn a_server_takes_requests_up_to_its_limit() {
    let server = builder(Script::new()).max_receive_message_len(LIMIT);
    let client = LabClient::new(server.in_process().unwrap());
    assert!(client.unary(message_of(LIMIT)).await.is_ok());
    let status = client.unary(message_of(LIMIT + 1)).await.unwrap_err();
    assert_exhausted(&status, Origin::Remote);
    let requests = Streaming::from_iter([message_of(LIMIT), message_of(LIMIT + 1)]);
    let status = client.collect(requests).await.unwrap_err();
    assert_exhausted(&status, Origin::Remote);
}

#[tokio::test]
async fn a_server_sends_responses_up_to_its_limit() {
    let script = Script::new()
        .on_expand(async |note: Note, _| Ok(Streaming::from_iter([Note::default(), note])));
    let server = builder(script).max_send_message_len(LIMIT);
    let client = LabClient::new(server.in_process().unwrap());
    assert!(client.unary(message_of(LIMIT)).await.is_ok());
    let status = client.unary(message_of(LIMIT + 1)).await.unwrap_err();
    assert_exhausted(&status, Origin::Remote);
    let mut replies = client.expand(message_of(LIMIT + 1)).await.unwrap();
    assert_eq!(replies.message().await.unwrap(), Some(Note::default()), "it was within the limit");
    assert_exhausted(&replies.message().await.unwrap_err(), Origin::Remote);
}

#[tokio::test]
async fn a_client_takes_responses_up_to_its_limit() {
    let channel = Channel::builder().max_receive_message_len(LIMIT);
    let script = Script::new().on_expand(async |note, _| Ok(Streaming::from_iter([note])));
    let client = connect(builder(script), channel).await;
    assert!(client.unary(message_of(LIMIT)).await.is_ok());
    assert_exhausted(&client.unary(message_of(LIMIT + 1)).await.unwrap_err(), Origin::Local);
    let mut replies = client.expand(message_of(LIMIT + 1)).await.unwrap();
    assert_exhausted(&replies.message().await.unwrap_err(), Origin::Local);
    assert_eq!(replies.message().await.unwrap(), None);
}

#[tokio::test]
async fn a_client_sends_requests_up_to_its_limit() {
    let calls = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&calls);
    let script = Script::new().on_unary(move |note, _| {
        counter.fetch_add(1, Ordering::Relaxed);
        async { Ok(note) }
    });
    let client = connect(builder(script), Channel::builder().max_send_message_len(LIMIT)).await;
    assert!(client.unary(message_of(LIMIT)).await.is_ok());
    assert_exhausted(&client.unary(message_of(LIMIT + 1)).await.unwrap_err(), Origin::Local);
    assert_eq!(calls.load(Ordering::Relaxed), 1, "the second was not sent");
    let requests = Streaming::from_iter([message_of(LIMIT), message_of(LIMIT + 1)]);
    assert_exhausted(&client.collect(requests).await.unwrap_err(), Origin::Local);
}

#[tokio::test]
async fn four_mebibytes_are_the_limit_of_what_is_taken_unless_set() {
    const DEFAULT: usize = 4 * 1024 * 1024;
    let client = in_process(Script::new());
    // The tag, and a length of four bytes.
    assert!(client.unary(Note::ballast(DEFAULT - 5)).await.is_ok());
    let status = client.unary(Note::ballast(DEFAULT - 4)).await.unwrap_err();
    assert_eq!((status.code(), status.origin()), (Code::ResourceExhausted, Origin::Remote));
}

#[tokio::test]
async fn a_message_larger_than_every_window_passes_both_ways() {
    const SMALL: u32 = 65_535;
    const LARGE: usize = 8 * 1024 * 1024;
    let server = builder(Script::new()).windows(SMALL, SMALL).max_receive_message_len(2 * LARGE);
    let channel = Channel::builder().windows(SMALL, SMALL).max_receive_message_len(2 * LARGE);
    let client = connect(server, channel).await;
    let note = Note::ballast(LARGE);
    let reply = soon("the echo", client.unary(note.clone()).into_future());
    assert!(reply.await.unwrap() == note);
    let requests = Streaming::from_iter([note.clone(), note.clone()]);
    let mut replies = client.chat(requests).await.unwrap();
    for _ in 0..2 {
        assert!(soon("the echo", replies.message()).await.unwrap().unwrap() == note);
    }
}

/// With windows that never fill up nothing but the transport holds up a response, and nothing comes
/// from the client that would have the server look at it again.
#[tokio::test]
async fn a_message_larger_than_the_transport_takes_at_once_passes_through_open_windows() {
    const OPEN: u32 = 1 << 30;
    const LARGE: usize = 32 * 1024 * 1024;
    let server = builder(Script::new()).windows(OPEN, OPEN).max_receive_message_len(2 * LARGE);
    let channel = Channel::builder().windows(OPEN, OPEN).max_receive_message_len(2 * LARGE);
    let client = connect(server, channel).await;
    let note = Note::ballast(LARGE);
    let reply = soon("the echo", client.unary(note.clone()).into_future());
    assert!(reply.await.unwrap() == note);
}

#[tokio::test]
async fn request_metadata_that_no_peer_takes_is_refused_on_this_side() {
    let client = in_process(Script::new());
    let call = client.unary(Note::default()).metadata("k", &"x".repeat(9_000));
    let status = call.await.unwrap_err();
    assert_eq!(
        status.to_string(),
        "INTERNAL: with `k` metadata has 9033 bytes, and peers take 8192: send it in a message"
    );
    assert!(client.unary(Note::default()).metadata("k", &"x".repeat(8_000)).await.is_ok());
}

#[tokio::test]
async fn response_metadata_that_no_peer_takes_is_refused_where_it_is_set() {
    let script = Script::new().on_unary(async |note: Note, cx| {
        let value = "x".repeat(usize::try_from(note.number).unwrap());
        cx.append_initial_metadata("k", &value).or_status(Code::Internal)?;
        cx.append_trailer("k", &value).or_status(Code::Internal)?;
        Ok(note)
    });
    let client = in_process(script);
    assert_eq!(client.unary(Note::number(9_000)).await.unwrap_err().code(), Code::Internal);
    let response = client.unary(Note::number(8_000)).with_response().await.unwrap();
    assert_eq!(response.initial_metadata.get("k").map(str::len), Some(8_000));
    assert_eq!(response.trailers.get("k").map(str::len), Some(8_000));
}

#[test]
#[should_panic(expected = "at most 2147483647")]
fn a_server_refuses_windows_that_http2_cannot_have() {
    let _ = builder(Script::new()).windows(1 << 20, 1 << 31);
}

#[test]
#[should_panic(expected = "at most 2147483647")]
fn a_channel_refuses_windows_that_http2_cannot_have() {
    let _ = Channel::builder().windows(1 << 31, 1 << 20);
}
