//! On the client.

use std::{
    future::pending,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use strait::{
    BlockingChannel, CallOptions, Channel, Code, Context, Metadata, Status, Streaming,
    interceptor::{ClientInterceptor, ClientNext, OutgoingCall, Reply},
};
use strait_tests::lab::{
    LabBlockingClient, LabClient, Note, Script, all, builder, numbers, over_tcp, serve,
};

use super::{Log, Named, Outside, add_ten};

fn client(script: Script, interceptor: impl ClientInterceptor) -> LabClient {
    LabClient::new(builder(script).in_process().unwrap().intercept(interceptor))
}

#[tokio::test]
async fn channel_then_handle_then_options_then_call() {
    let log = Log::default();
    let named = |name| Named(name, log.clone());
    let (_server, address) = serve(builder(Script::new())).await;
    let channel = Channel::builder()
        .intercept(named("builder 1"))
        .intercept(named("builder 2"))
        .lazy(address)
        .unwrap();
    let handle = channel.intercept(named("handle"));
    let options = CallOptions::new().intercept(named("options"));
    let call = LabClient::new(handle).unary(Note::default()).intercept(named("call"));
    call.options(&options).await.unwrap();
    let order = ["builder 1", "builder 2", "handle", "options", "call"];
    let expected: Vec<_> = (order.iter().map(|name| format!("{name} in")))
        .chain(order.iter().rev().map(|name| format!("{name} out")))
        .collect();
    assert_eq!(log.take(), expected);

    LabClient::new(channel).unary(Note::default()).await.unwrap();
    assert_eq!(log.take().len(), 4, "the handle has its own");
}

#[tokio::test]
async fn metadata_is_changed_before_it_is_sent_and_after_it_came() {
    let script = Script::new()
        .on_unary(async |_, cx| {
            cx.append_initial_metadata("first", "1").unwrap();
            cx.append_trailer("last", "2").unwrap();
            Ok(Note::text(format!("{:?}", cx.metadata().get_all("k").collect::<Vec<_>>())))
        })
        .on_expand(async |_, cx| {
            cx.append_initial_metadata("first", "1").unwrap();
            cx.append_trailer("last", "2").unwrap();
            Ok(Streaming::from_iter([Note::number(7)]))
        });
    let interceptor = Outside(async |mut call: OutgoingCall, next: ClientNext| {
        assert!(matches!(call.method().name(), "Unary" | "Expand"));
        assert_eq!(call.target(), "in-process");
        assert!(call.is_secure());
        assert_eq!(call.metadata().get("traceparent"), Some("00-1"), "of the parent");
        assert!(call.deadline().is_some(), "of the timeout");
        call.metadata_mut().append("k", "2")?;
        call.on_initial_metadata(|metadata| {
            assert_eq!(metadata.get("first"), Some("1"));
            metadata.insert("first", "hook").unwrap();
        });
        call.on_end(|end| {
            assert_eq!(end.trailers().get("last"), Some("2"));
            end.trailers_mut().insert("last", "hook").unwrap();
        });
        next.run(call).await
    });
    let client = client(script, interceptor);
    let mut parent = Metadata::new();
    parent.append("traceparent", "00-1").unwrap();
    let parent = Context::with_metadata(parent);
    let options = CallOptions::new().within(&parent).timeout(Duration::from_secs(60));

    let call = client.unary(Note::default()).metadata("k", "1").options(&options);
    let response = call.with_response().await.unwrap();
    assert_eq!(response.message.text, r#"["1", "2"]"#);
    assert_eq!(response.initial_metadata.get_all("first").collect::<Vec<_>>(), ["hook"]);
    assert_eq!(response.trailers.get_all("last").collect::<Vec<_>>(), ["hook"]);

    let response = client.expand(Note::default()).options(&options).with_response().await.unwrap();
    assert_eq!(response.initial_metadata.get("first"), Some("hook"));
    let mut replies = response.message;
    assert_eq!(replies.message().await.unwrap().unwrap().number, 7);
    assert_eq!(replies.trailers(), None);
    assert_eq!(replies.message().await.unwrap(), None);
    assert_eq!(replies.trailers().unwrap().get("last"), Some("hook"));
    assert_eq!(replies.initial_metadata().await.unwrap().get("first"), Some("hook"));
}

#[tokio::test]
async fn messages_are_seen_and_replaced_in_all_kinds() {
    let log = Log::default();
    let seen = log.clone();
    let client = client(
        Script::new(),
        Outside(move |mut call: OutgoingCall, next: ClientNext| {
            let log = seen.clone();
            async move {
                call.on_message(add_ten(log.clone(), "out"))?;
                next.run(call).await?.on_message(add_ten(log, "in"))
            }
        }),
    );
    assert_eq!(client.unary(Note::number(1)).await.unwrap().number, 21);
    assert_eq!(log.take(), ["out 1 of 2 bytes", "in 11 of 2 bytes"]);

    let notes = || Streaming::from_iter([1, 2].map(Note::number));
    assert_eq!(client.collect(notes()).await.unwrap().number, 12);
    assert_eq!(log.take(), ["out 1 of 2 bytes", "out 2 of 2 bytes", "in 2 of 2 bytes"]);

    let expanded = all(client.expand(Note::number(0)).await.unwrap()).await.unwrap();
    assert_eq!(numbers(&expanded), (10..20).collect::<Vec<_>>());
    assert_eq!(log.take().len(), 11);

    let chat = all(client.chat(notes()).await.unwrap()).await.unwrap();
    assert_eq!(numbers(&chat), [21, 22]);
    assert_eq!(log.take().len(), 4);
}

#[tokio::test]
async fn it_may_answer_by_itself_and_then_nothing_is_sent() {
    let script = Script::new()
        .on_unary(async |_, _| panic!("reached"))
        .on_expand(async |_, _| panic!("reached"));
    let client = client(
        script,
        Outside(async |mut call: OutgoingCall, next: ClientNext| {
            let mut metadata = Metadata::new();
            metadata.append("k", "v")?;
            let number = match call.message() {
                Some(request) => request.decode::<Note>()?.number,
                None => return next.run(call).await,
            };
            let reply = match (number, call.method().kind().server_streaming()) {
                (13, _) => return Err(Status::failed_precondition("unlucky")),
                (_, true) => {
                    Reply::stream(Streaming::from_iter([number, number].map(Note::number)))
                }
                (_, false) => Reply::message(&Note::number(number))?,
            };
            Ok(reply.with_initial_metadata(&metadata).with_trailers(&metadata))
        }),
    );
    let response = client.unary(Note::number(1)).with_response().await.unwrap();
    assert_eq!(response.message.number, 1);
    assert_eq!(response.initial_metadata.get("k"), Some("v"));
    assert_eq!(response.trailers.get("k"), Some("v"));
    let mut replies = client.expand(Note::number(2)).await.unwrap();
    assert_eq!(replies.initial_metadata().await.unwrap().get("k"), Some("v"));
    assert_eq!(replies.message().await.unwrap().unwrap().number, 2);
    assert_eq!(replies.message().await.unwrap().unwrap().number, 2);
    assert_eq!(replies.message().await.unwrap(), None);
    assert_eq!(replies.trailers().unwrap().get("k"), Some("v"));
    let status = client.unary(Note::number(13)).await.unwrap_err();
    assert_eq!(status.code(), Code::FailedPrecondition);
    let replies = client.chat(Streaming::empty()).await.unwrap();
    assert_eq!(all(replies).await.unwrap(), []);
}

/// Tries unary calls again until they do not fail with UNAVAILABLE.
struct Retry;

impl ClientInterceptor for Retry {
    async fn intercept(&self, mut call: OutgoingCall, next: ClientNext) -> Result<Reply, Status> {
        for attempt in 1..=5 {
            let Some(mut again) = call.try_clone() else { break };
            again.metadata_mut().insert("attempt", &attempt.to_string())?;
            match next.run(again).await {
                Err(status) if status.code() == Code::Unavailable => {}
                result => return result,
            }
        }
        call.metadata_mut().insert("attempt", "last")?;
        next.run(call).await
    }
}

#[tokio::test]
async fn next_may_run_again_and_each_attempt_ends_once() {
    let calls = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&calls);
    let script = Script::new().on_unary(move |note, cx| {
        let call = count.fetch_add(1, Ordering::Relaxed);
        async move {
            if call < 2 {
                return Err(Status::unavailable("not yet"));
            }
            assert_eq!(cx.metadata().get("attempt"), Some("3"));
            Ok(note)
        }
    });
    let log = Log::default();
    let watch = |name: &'static str| {
        let log = log.clone();
        Outside(move |mut call: OutgoingCall, next: ClientNext| {
            let log = log.clone();
            call.on_end(move |end| log.say(format!("{name} {}", end.code())));
            async move { next.run(call).await }
        })
    };
    let channel = builder(script).in_process().unwrap();
    let channel = channel.intercept(watch("call")).intercept(Retry).intercept(watch("attempt"));
    let reply = LabClient::new(channel).unary(Note::number(4)).await.unwrap();
    assert_eq!((reply.number, calls.load(Ordering::Relaxed)), (4, 3));
    assert_eq!(log.take(), ["attempt UNAVAILABLE", "attempt UNAVAILABLE", "attempt OK", "call OK"]);
}

#[tokio::test(start_paused = true)]
async fn the_deadline_counts_for_interceptors_and_their_own_answers() {
    let log = Log::default();
    let seen = log.clone();
    let outer = Outside(move |mut call: OutgoingCall, next: ClientNext| {
        let log = seen.clone();
        call.on_end(move |end| log.say(end.code().to_string()));
        async move { next.run(call).await }
    });
    let inner = Outside(async |call: OutgoingCall, _| match call.method().name() {
        "Unary" => pending().await,
        _ => Ok(Reply::stream(Streaming::<Note>::from_stream(futures::stream::pending()))),
    });
    let channel = builder(Script::new()).in_process().unwrap();
    let client = LabClient::new(channel.intercept(outer).intercept(inner));
    let second = Duration::from_secs(1);
    let status = client.unary(Note::default()).timeout(second).await.unwrap_err();
    assert_eq!(status.code(), Code::DeadlineExceeded);
    assert_eq!(log.take(), ["DEADLINE_EXCEEDED"]);
    let replies = client.expand(Note::default()).timeout(second).await.unwrap();
    assert_eq!(all(replies).await.unwrap_err().code(), Code::DeadlineExceeded);
    assert_eq!(log.take(), ["DEADLINE_EXCEEDED"]);
}

#[tokio::test(start_paused = true)]
async fn an_attempt_can_have_an_earlier_deadline() {
    let script = Script::new().on_unary(async |_, cx| {
        let left = cx.time_remaining().unwrap();
        assert!(left <= Duration::from_secs(1), "{left:?}");
        pending().await
    });
    let client = client(
        script,
        Outside(async |mut call: OutgoingCall, next: ClientNext| {
            let now = tokio::time::Instant::now().into_std();
            call.limit_deadline(now + Duration::from_secs(1));
            call.limit_deadline(now + Duration::from_secs(100));
            let status = next.run(call).await.unwrap_err();
            assert_eq!(status.code(), Code::DeadlineExceeded);
            Reply::message(&Note::text("instead"))
        }),
    );
    let reply = client.unary(Note::default()).timeout(Duration::from_secs(10)).await.unwrap();
    assert_eq!(reply.text, "instead");
}

#[tokio::test]
async fn a_panic_is_unknown_and_the_connection_lives_on() {
    let interceptor = Outside(async |mut call: OutgoingCall, next: ClientNext| {
        match call.metadata().get("panic").map(str::to_owned).as_deref() {
            Some("in") => panic!("on the way in"),
            Some("initial") => call.on_initial_metadata(|_| panic!("in the headers")),
            Some("message") => call.on_message(|_| panic!("in a message"))?,
            Some("end") => call.on_end(|_| panic!("in the end")),
            Some("reply") => return next.run(call).await?.on_message(|_| panic!("no")),
            _ => {}
        }
        next.run(call).await
    });
    let client = client(Script::new(), interceptor);
    for place in ["in", "initial", "message", "end", "reply"] {
        let status = client.unary(Note::default()).metadata("panic", place).await.unwrap_err();
        assert_eq!(status.code(), Code::Unknown, "{place}: {status}");
        let notes = Streaming::from_iter([Note::default()]);
        let status = match client.chat(notes).metadata("panic", place).await {
            Ok(replies) => all(replies).await.unwrap_err(),
            Err(status) => status,
        };
        assert_eq!(status.code(), Code::Unknown, "{place} of a stream: {status}");
        client.unary(Note::default()).await.unwrap();
    }
}

#[tokio::test]
async fn a_call_within_another_shows_the_context_it_is_part_of() {
    let log = Log::default();
    let seen = log.clone();
    let client = client(
        Script::new(),
        Outside(move |call: OutgoingCall, next: ClientNext| {
            seen.say(format!("{:?}", call.context().map(|cx| cx.metadata().get("k").is_some())));
            async move { next.run(call).await }
        }),
    );
    client.unary(Note::default()).await.unwrap();
    let mut metadata = Metadata::new();
    metadata.append("k", "v").unwrap();
    // As the trait, where the context makes it a part.
    async fn generic(lab: &impl strait_tests::lab::Lab, cx: &Context) -> Result<Note, Status> {
        lab.unary(Note::default(), cx).await
    }
    generic(&client, &Context::with_metadata(metadata)).await.unwrap();
    assert_eq!(log.take(), ["None", "Some(true)"]);
}

#[test]
fn blocking_calls_have_interceptors_too() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let (_server, client) = runtime.block_on(over_tcp(Script::new()));
    drop(client);
    let (_second, address) = runtime.block_on(serve(builder(Script::new())));
    let log = Log::default();
    let channel = BlockingChannel::connect(address).unwrap();
    let channel = channel
        .intercept(Named("channel", log.clone()))
        .with_options(CallOptions::new().intercept(Named("options", log.clone())));
    LabBlockingClient::new(channel).unary(Note::default()).unwrap();
    assert_eq!(log.take(), ["channel in", "options in", "options out", "channel out"]);
}
