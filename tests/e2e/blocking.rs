//! The blocking client, in threads without a runtime.

use std::{net::SocketAddr, sync::mpsc, thread, time::Duration};

use strait::{
    BlockingChannel, CallOptions, Code, Compression, Status, Streaming,
    interceptor::{ClientInterceptor, ClientNext, OutgoingCall, Reply},
};
use strait_tests::lab::{LabBlockingClient, Note, Script, builder, numbers};
use tokio::runtime::Runtime;

/// A server on a runtime of its own, which stops with the value.
struct Served {
    runtime: Runtime,
    address: SocketAddr,
}

fn serve(script: Script) -> Served {
    let runtime = Runtime::new().unwrap();
    let address = runtime.block_on(async {
        let server = builder(script).bind("127.0.0.1:0").await.unwrap();
        let address = server.local_addr().unwrap();
        drop(server.spawn());
        address
    });
    Served { runtime, address }
}

#[test]
fn all_kinds_without_async() {
    let served = serve(Script::new());
    let client = LabBlockingClient::connect(served.address).unwrap();
    assert_eq!(client.unary(Note::number(7)).unwrap(), Note::number(7));
    let sum = client.collect(Streaming::from_iter(["a", "b"].map(Note::text))).unwrap();
    assert_eq!((sum.text.as_str(), sum.number), ("ab", 2));
    let notes: Result<Vec<_>, _> = client.expand(Note::number(1000)).unwrap().collect();
    assert!(numbers(&notes.unwrap()).into_iter().eq(0..1000));
    let requests = Streaming::from_iter((0..1000).map(Note::number));
    let notes: Result<Vec<_>, _> = client.chat(requests).unwrap().collect();
    assert!(numbers(&notes.unwrap()).into_iter().eq(0..1000));
}

#[test]
fn calls_are_compressed_as_their_options_say() {
    let script = Script::new().on_chat(async |notes, cx| {
        cx.compress(cx.request_compression().ok_or_else(|| Status::invalid_argument("plain"))?);
        Ok(notes)
    });
    let served = serve(script);
    let options = CallOptions::new().compress(Compression::Zstd);
    let client = LabBlockingClient::connect(served.address).unwrap().with_options(options);
    let requests = Streaming::from_iter([Note::ballast(5000), Note::text("short")]);
    let mut replies = client.chat(requests).unwrap();
    assert_eq!(replies.next().unwrap().unwrap(), Note::ballast(5000));
    assert!(replies.last_was_compressed());
    assert_eq!(replies.next().unwrap().unwrap(), Note::text("short"));
    assert!(!replies.last_was_compressed());
    assert!(replies.next().is_none());
}

#[test]
fn a_thread_sends_while_another_reads() {
    let served = serve(Script::new());
    let client = LabBlockingClient::connect(served.address).unwrap();
    let (mut sender, requests) = Streaming::channel(0);
    let replies = client.chat(requests).unwrap();
    let sending = thread::spawn(move || {
        for number in 0..100 {
            sender.blocking_send(Note::number(number)).unwrap();
        }
    });
    let notes: Vec<_> = replies.map(Result::unwrap).collect();
    assert!(numbers(&notes).into_iter().eq(0..100));
    sending.join().unwrap();
}

#[test]
fn a_conversation_alternates_in_one_thread() {
    let served = serve(Script::new());
    let client = LabBlockingClient::connect(served.address).unwrap();
    let (mut sender, requests) = Streaming::channel(1);
    let mut replies = client.chat(requests).unwrap();
    for number in 0..100 {
        sender.blocking_send(Note::number(number)).unwrap();
        assert_eq!(replies.next().unwrap().unwrap(), Note::number(number));
    }
    drop(sender);
    assert!(replies.next().is_none());
}

#[test]
fn metadata_and_errors_come_as_they_do_elsewhere() {
    let script = Script::new().on_expand(async |_, cx| {
        cx.append_initial_metadata("first", "1").unwrap();
        cx.append_trailer("last", "2").unwrap();
        Ok(Streaming::from_iter([Note::number(1)]))
    });
    let script = script.on_unary(async |_, _| Err(Status::not_found("no one")));
    let served = serve(script);
    let client = LabBlockingClient::connect(served.address).unwrap();
    let mut replies = client.expand(Note::default()).unwrap();
    assert_eq!(replies.initial_metadata().unwrap().get("first"), Some("1"));
    assert_eq!(replies.by_ref().count(), 1);
    assert_eq!(replies.trailers().unwrap().get("last"), Some("2"));
    let status = client.unary(Note::default()).unwrap_err();
    assert_eq!(status.to_string(), "NOT_FOUND: no one");
}

#[test]
fn deadlines_end_calls_and_streams() {
    let script = Script::new()
        .on_unary(async |_, _| std::future::pending().await)
        .on_expand(async |_, _| Ok(Streaming::from_stream(futures::stream::pending())));
    let served = serve(script);
    let client = LabBlockingClient::connect(served.address).unwrap();
    let hasty = client.with_options(CallOptions::new().timeout(Duration::from_millis(30)));
    let status = hasty.unary(Note::default()).unwrap_err();
    assert_eq!(status.code(), Code::DeadlineExceeded);
    // Read outside of any runtime, by which the timer was made.
    let mut replies = hasty.expand(Note::default()).unwrap();
    let status = replies.next().unwrap().unwrap_err();
    assert_eq!(status.code(), Code::DeadlineExceeded);
    assert!(replies.next().is_none());
}

#[test]
fn dropping_a_stream_cancels_its_call() {
    let (seen, events) = mpsc::channel();
    let script = Script::new().on_expand(move |_, cx| {
        let seen = seen.clone();
        async move {
            tokio::spawn(async move {
                cx.cancelled().await;
                let _ = seen.send("cancelled");
            });
            Ok(Streaming::from_iter((0..).map(Note::number)))
        }
    });
    let served = serve(script);
    let client = LabBlockingClient::connect(served.address).unwrap();
    let first: Vec<_> = client.expand(Note::default()).unwrap().take(3).collect();
    assert_eq!(first.len(), 3);
    assert_eq!(events.recv_timeout(Duration::from_secs(10)), Ok("cancelled"));
}

#[test]
fn a_blocking_client_refuses_to_block_a_runtime() {
    let served = serve(Script::new());
    let client = LabBlockingClient::connect(served.address).unwrap();
    served.runtime.block_on(async {
        for status in [
            client.unary(Note::default()).unwrap_err(),
            LabBlockingClient::connect(served.address).unwrap_err(),
        ] {
            assert_eq!(status.code(), Code::Internal);
            assert!(status.message().contains("async client"), "{status}");
        }
        // A thread of its own is what the error advises.
        let there = tokio::task::spawn_blocking(move || client.unary(Note::number(1)));
        assert!(there.await.unwrap().is_err(), "it is a thread of the runtime's");
    });
}

#[test]
fn a_channel_of_a_runtime_is_used_from_threads_outside() {
    let served = serve(Script::new());
    let channel = served.runtime.block_on(strait::Channel::connect(served.address)).unwrap();
    let client = LabBlockingClient::new(BlockingChannel::new(channel));
    let threads: Vec<_> = (0..8)
        .map(|number| {
            let client = client.clone();
            thread::spawn(move || client.unary(Note::number(number)).unwrap().number)
        })
        .collect();
    let mut numbers: Vec<_> = threads.into_iter().map(|t| t.join().unwrap()).collect();
    numbers.sort_unstable();
    assert!(numbers.into_iter().eq(0..8));
}

/// Answers with a stream that does not end by itself.
struct Forever;

impl ClientInterceptor for Forever {
    async fn intercept(&self, _: OutgoingCall, _: ClientNext) -> Result<Reply, Status> {
        Ok(Reply::stream(Streaming::<Note>::from_stream(futures::stream::pending())))
    }
}

#[test]
fn a_stream_that_an_interceptor_makes_ends_at_the_deadline() {
    let served = serve(Script::new());
    let channel = BlockingChannel::connect(served.address).unwrap().intercept(Forever);
    let options = CallOptions::new().timeout(Duration::from_millis(50));
    let client = LabBlockingClient::new(channel).with_options(options);
    let mut replies = client.expand(Note::default()).unwrap();
    let status = replies.next().unwrap().unwrap_err();
    assert_eq!(status.code(), Code::DeadlineExceeded);
}
