//! On the server.

use futures::StreamExt as _;
use strait::{
    Code, Metadata, Status, Streaming,
    interceptor::{IncomingCall, Reply, ServerInterceptor, ServerNext},
    server::HandlerPlacement,
};
use strait_tests::{
    lab::{LabClient, LabServer, Note, PulseClient, Script, all, builder, numbers},
    wire::{Frame, WireClient, grpc_request},
};

use super::{Around, Log, Named, add_ten};

fn client(script: Script, interceptor: impl ServerInterceptor) -> LabClient {
    LabClient::new(builder(script).intercept(interceptor).in_process().unwrap())
}

#[tokio::test]
async fn the_first_added_is_the_outermost_and_those_of_the_service_are_within() {
    let log = Log::default();
    let lab = LabServer::new(Script::new())
        .intercept(Named("service 1", log.clone()))
        .intercept(Named("service 2", log.clone()));
    let channel = strait::Server::builder()
        .intercept(Named("server 1", log.clone()))
        .add(lab)
        .intercept(Named("server 2", log.clone()))
        .in_process()
        .unwrap();
    LabClient::new(channel).unary(Note::default()).await.unwrap();
    let order = ["server 1", "server 2", "service 1", "service 2"];
    let expected: Vec<_> = (order.iter().map(|name| format!("{name} in")))
        .chain(order.iter().rev().map(|name| format!("{name} out")))
        .collect();
    assert_eq!(log.take(), expected);
}

#[tokio::test]
async fn a_services_interceptor_does_not_see_other_services() {
    let log = Log::default();
    let channel = builder_with_intercepted_lab(&log).in_process().unwrap();
    PulseClient::new(channel.clone()).beat().await.unwrap();
    assert!(log.take().is_empty());
    LabClient::new(channel).unary(Note::default()).await.unwrap();
    assert_eq!(log.take(), ["lab in", "lab out"]);
}

fn builder_with_intercepted_lab(log: &Log) -> strait::server::Builder {
    struct Beats;
    impl strait_tests::lab::Pulse for Beats {
        async fn beat(&self) -> Result<(), Status> {
            Ok(())
        }
    }
    strait::Server::builder()
        .add(LabServer::new(Script::new()).intercept(Named("lab", log.clone())))
        .add(strait_tests::lab::PulseServer::new(Beats))
}

#[tokio::test]
async fn metadata_is_changed_on_the_way_in_and_out_and_extensions_reach_the_handler() {
    let script = Script::new().on_unary(async |_, cx| {
        cx.append_trailer("last", "handler").unwrap();
        let user: Option<&'static str> = cx.extension();
        let keys: Vec<_> = cx.metadata().get_all("k").collect();
        Ok(Note::text(format!("{keys:?} {:?} {user:?}", cx.metadata().get("secret"))))
    });
    let client = client(
        script,
        Around(async |mut call: IncomingCall, next: ServerNext| {
            assert_eq!(call.method().unwrap().name(), "Unary");
            assert_eq!(call.path(), "/lab.Lab/Unary");
            assert_eq!(*call.context().peer(), strait::Peer::InProcess);
            assert!(call.context().time_remaining().is_some());
            assert_eq!(call.metadata().get("secret"), Some("s"));
            call.metadata_mut().remove("secret");
            call.metadata_mut().append("k", "2")?;
            call.context().insert_extension("ann");
            call.on_initial_metadata(|metadata| metadata.append("first", "hook").unwrap());
            call.on_end(|end| {
                assert_eq!(end.trailers().get("last"), Some("handler"));
                end.trailers_mut().insert("last", "hook").unwrap();
            });
            next.run(call).await
        }),
    );
    let call = client
        .unary(Note::default())
        .metadata("secret", "s")
        .metadata("k", "1")
        .timeout(std::time::Duration::from_secs(60));
    let response = call.with_response().await.unwrap();
    assert_eq!(response.message.text, r#"["1", "2"] None Some("ann")"#);
    assert_eq!(response.initial_metadata.get("first"), Some("hook"));
    assert_eq!(response.trailers.get_all("last").collect::<Vec<_>>(), ["hook"]);
}

#[tokio::test]
async fn it_may_answer_by_itself_with_a_status_a_message_or_a_stream() {
    let script = Script::new()
        .on_unary(async |_, _| panic!("reached"))
        .on_expand(async |_, _| panic!("reached"));
    let client = client(
        script,
        Around(async |call: IncomingCall, next: ServerNext| {
            let mut metadata = Metadata::new();
            metadata.append("k", "v")?;
            match (call.path(), call.metadata().get("fail")) {
                (_, Some(why)) => Err(Status::permission_denied(why.to_owned())),
                ("/lab.Lab/Unary", _) => Ok(Reply::message(&Note::number(7))?
                    .with_initial_metadata(&metadata)
                    .with_trailers(&metadata)),
                ("/lab.Lab/Expand", _) => {
                    Ok(Reply::stream(Streaming::from_iter([1, 2].map(Note::number))))
                }
                _ => next.run(call).await,
            }
        }),
    );
    let response = client.unary(Note::default()).with_response().await.unwrap();
    assert_eq!(response.message, Note::number(7));
    assert_eq!(response.initial_metadata.get("k"), Some("v"));
    assert_eq!(response.trailers.get("k"), Some("v"));
    let notes = all(client.expand(Note::default()).await.unwrap()).await.unwrap();
    assert_eq!(numbers(&notes), [1, 2]);
    let status = client.unary(Note::default()).metadata("fail", "no").await.unwrap_err();
    assert_eq!((status.code(), status.message()), (Code::PermissionDenied, "no"));
    let sum = client.collect(Streaming::from_iter([Note::text("a")])).await.unwrap();
    assert_eq!(sum.text, "a", "what it lets through arrives");
}

#[tokio::test]
async fn messages_are_seen_and_replaced_in_all_kinds() {
    let log = Log::default();
    let seen = log.clone();
    let client = client(
        Script::new(),
        Around(move |mut call: IncomingCall, next: ServerNext| {
            let log = seen.clone();
            async move {
                call.on_message(add_ten(log.clone(), "in"));
                next.run(call).await?.on_message(add_ten(log, "out"))
            }
        }),
    );
    assert_eq!(client.unary(Note::number(1)).await.unwrap().number, 21);
    assert_eq!(log.take(), ["in 1 of 2 bytes", "out 11 of 2 bytes"]);

    let notes = || Streaming::from_iter([1, 2].map(Note::number));
    assert_eq!(client.collect(notes()).await.unwrap().number, 12);
    assert_eq!(log.take(), ["in 1 of 2 bytes", "in 2 of 2 bytes", "out 2 of 2 bytes"]);

    let expanded = all(client.expand(Note::number(0)).await.unwrap()).await.unwrap();
    assert_eq!(numbers(&expanded), (10..20).collect::<Vec<_>>());
    assert_eq!(log.take().len(), 11);

    let chat = all(client.chat(notes()).await.unwrap()).await.unwrap();
    assert_eq!(numbers(&chat), [21, 22]);
    assert_eq!(log.take().len(), 4);
}

#[tokio::test]
async fn the_request_can_be_looked_at_before_the_handler_has_it() {
    let client = client(
        Script::new(),
        Around(async |mut call: IncomingCall, next: ServerNext| {
            // Twice, as two interceptors would.
            for _ in 0..2 {
                let Some(mut first) = call.first_message().await? else {
                    return Err(Status::invalid_argument("nothing"));
                };
                let mut note: Note = first.decode()?;
                if note.text == "forbidden" {
                    return Err(Status::permission_denied("that text"));
                }
                note.number += 1;
                first.replace(&note)?;
            }
            call.on_message(add_ten(Log::default(), "in"));
            next.run(call).await
        }),
    );
    assert_eq!(client.unary(Note::number(1)).await.unwrap().number, 13);
    let status = client.unary(Note::text("forbidden")).await.unwrap_err();
    assert_eq!(status.code(), Code::PermissionDenied);
    let notes = Streaming::from_iter([1, 2].map(Note::number));
    let notes = all(client.chat(notes).await.unwrap()).await.unwrap();
    assert_eq!(numbers(&notes), [13, 12], "the first of them");
    let status = client.collect(Streaming::empty()).await.unwrap_err();
    assert_eq!((status.code(), status.message()), (Code::InvalidArgument, "nothing"));
}

#[tokio::test]
async fn a_hook_that_fails_on_a_message_fails_the_call() {
    let client = client(
        Script::new(),
        Around(async |mut call: IncomingCall, next: ServerNext| {
            call.on_message(|message| match message.decode::<Note>()?.number {
                13 => Err(Status::out_of_range("unlucky")),
                _ => Ok(()),
            });
            next.run(call).await
        }),
    );
    assert_eq!(client.unary(Note::number(12)).await.unwrap().number, 12);
    assert_eq!(client.unary(Note::number(13)).await.unwrap_err().code(), Code::OutOfRange);
    let mut replies =
        client.chat(Streaming::from_iter([1, 13, 2].map(Note::number))).await.unwrap();
    assert_eq!(replies.next().await.unwrap().unwrap().number, 1);
    assert_eq!(replies.next().await.unwrap().unwrap_err().code(), Code::OutOfRange);
}

#[tokio::test]
async fn a_panic_is_unknown_and_the_connection_lives_on() {
    for placement in [HandlerPlacement::Inline, HandlerPlacement::Spawned] {
        let interceptor = Around(async |mut call: IncomingCall, next: ServerNext| {
            match call.metadata().get("panic").map(str::to_owned).as_deref() {
                Some("in") => panic!("on the way in"),
                Some("initial") => call.on_initial_metadata(|_| panic!("in the headers")),
                Some("message") => call.on_message(|_| panic!("in a message")),
                Some("end") => call.on_end(|_| panic!("in the end")),
                Some("reply") => return next.run(call).await?.on_message(|_| panic!("no")),
                _ => {}
            }
            next.run(call).await
        });
        let server = builder(Script::new()).intercept(interceptor).handler_placement(placement);
        let client = LabClient::new(server.in_process().unwrap());
        for place in ["in", "initial", "message", "end", "reply"] {
            let status = client.unary(Note::default()).metadata("panic", place).await.unwrap_err();
            assert_eq!(status.code(), Code::Unknown, "{place}: {status}");
            let call = client.expand(Note::number(3)).metadata("panic", place);
            let status = all(call.await.unwrap()).await.unwrap_err();
            assert_eq!(status.code(), Code::Unknown, "{place} of a stream: {status}");
            client.unary(Note::default()).await.unwrap();
        }
    }
}

#[tokio::test]
async fn calls_of_unknown_methods_are_seen_by_those_of_the_server_and_reach_nothing() {
    let log = Log::default();
    let seen = log.clone();
    let interceptor = Around(move |call: IncomingCall, next: ServerNext| {
        seen.say(format!(
            "{} {:?}",
            call.path(),
            call.method().map(strait::MethodDescriptor::name)
        ));
        async move {
            if call.metadata().get("token").is_none() {
                return Err(Status::unauthenticated("who are you?"));
            }
            next.run(call).await
        }
    });
    let server = builder(Script::new()).intercept(interceptor);
    let (_server, address) = strait_tests::lab::serve(server).await;
    let mut client = WireClient::connect(address).await;
    let paths = ["/lab.Lab/Nope", "/lab.Lab/Unary/", "//lab.Lab/Unary", "/lab.lab/Unary", "/x"];
    for (n, path) in (0..).zip(paths) {
        for (stream, token, status) in [(4 * n + 1, None, "16"), (4 * n + 3, Some("t"), "12")] {
            let mut headers = grpc_request(path);
            headers.extend(token.map(|token| ("token", token)));
            let data = Frame::data(stream, vec![0; 5], true);
            client.send([Frame::headers(stream, &headers, false), data]).await;
            assert_eq!(client.response(stream).await.status(), status, "{path}");
            assert_eq!(log.take(), [format!("{path} None")]);
        }
    }
}
