//! `on_end` runs exactly once, whatever becomes of the call.

use std::{future::pending, time::Duration};

use futures::StreamExt as _;
use strait::{
    Status, Streaming,
    interceptor::{ClientNext, IncomingCall, OutgoingCall, ServerNext},
    server::HandlerPlacement,
};
use strait_tests::{
    idle,
    lab::{LabClient, Note, Script, all, builder, serve},
};

use super::{Around, Log, Outside, ended};

/// Ends each call as its text says, with a trailer.
fn script() -> Script {
    Script::new()
        .on_unary(async |note: Note, cx| {
            cx.append_trailer("last", "1").unwrap();
            match note.text.as_str() {
                "ok" => Ok(note),
                "fail" => Err(Status::aborted("no")),
                "panic" => panic!("as asked"),
                _ => pending().await,
            }
        })
        .on_expand(async |note: Note, cx| {
            cx.append_trailer("last", "1").unwrap();
            Ok(Streaming::produce(async move |mut tx| {
                tx.send(Note::number(1)).await?;
                match note.text.as_str() {
                    "ok" => Ok(()),
                    "fail" => Err(Status::aborted("no")),
                    "panic" => panic!("as asked"),
                    _ => pending().await,
                }
            }))
        })
}

/// A client, and what `on_end` says on the server and on the client.
fn watched(placement: HandlerPlacement) -> (LabClient, Log, Log) {
    let (server, client) = (Log::default(), Log::default());
    let (on_server, on_client) = (server.clone(), client.clone());
    let channel = builder(script())
        .handler_placement(placement)
        .intercept(Around(move |mut call: IncomingCall, next: ServerNext| {
            let log = on_server.clone();
            call.on_end(move |end| log.say(ended(end)));
            next.run(call)
        }))
        .in_process()
        .unwrap()
        .intercept(Outside(move |mut call: OutgoingCall, next: ClientNext| {
            let log = on_client.clone();
            call.on_end(move |end| log.say(ended(end)));
            async move { next.run(call).await }
        }));
    (LabClient::new(channel), server, client)
}

const PLACEMENTS: [HandlerPlacement; 2] = [HandlerPlacement::Inline, HandlerPlacement::Spawned];

#[tokio::test(start_paused = true)]
async fn calls_that_end_by_themselves() {
    for placement in PLACEMENTS {
        let (client, server_log, client_log) = watched(placement);
        for (text, end) in [
            ("ok", r#"OK Some("1")"#),
            ("fail", r#"ABORTED Some("1")"#),
            ("panic", r#"UNKNOWN Some("1")"#),
        ] {
            let _ = client.unary(Note::text(text)).await;
            assert_eq!(
                (server_log.take(), client_log.take()),
                (vec![end.into()], vec![end.into()])
            );
            let _ = all(client.expand(Note::text(text)).await.unwrap()).await;
            assert_eq!(
                (server_log.take(), client_log.take()),
                (vec![end.into()], vec![end.into()])
            );
        }
    }
}

#[tokio::test(start_paused = true)]
async fn calls_that_reach_their_deadline() {
    for placement in PLACEMENTS {
        let (client, server_log, client_log) = watched(placement);
        let call = client.unary(Note::text("wait")).timeout(Duration::from_secs(1));
        call.await.unwrap_err();
        idle().await;
        assert_eq!(server_log.take(), [r#"DEADLINE_EXCEEDED Some("1")"#]);
        assert_eq!(client_log.take(), ["DEADLINE_EXCEEDED None"]);
        let call = client.expand(Note::text("wait")).timeout(Duration::from_secs(1));
        all(call.await.unwrap()).await.unwrap_err();
        idle().await;
        assert_eq!(server_log.take(), [r#"DEADLINE_EXCEEDED Some("1")"#]);
        assert_eq!(client_log.take(), ["DEADLINE_EXCEEDED None"]);
    }
}

#[tokio::test(start_paused = true)]
async fn calls_that_are_given_up() {
    for placement in PLACEMENTS {
        let (client, server_log, client_log) = watched(placement);
        let call = tokio::spawn(client.unary(Note::text("wait")).into_future());
        idle().await;
        call.abort();
        idle().await;
        assert_eq!(server_log.take(), [r#"CANCELLED Some("1")"#]);
        assert_eq!(client_log.take(), ["CANCELLED None"]);

        let mut replies = client.expand(Note::text("wait")).await.unwrap();
        assert_eq!(replies.next().await.unwrap().unwrap().number, 1);
        assert!(server_log.take().is_empty() && client_log.take().is_empty(), "not over");
        drop(replies);
        idle().await;
        assert_eq!(server_log.take(), [r#"CANCELLED Some("1")"#]);
        assert_eq!(client_log.take(), ["CANCELLED None"]);
    }
}

#[tokio::test]
async fn calls_whose_server_is_shut_down() {
    let log = Log::default();
    let seen = log.clone();
    let server =
        builder(script()).intercept(Around(move |mut call: IncomingCall, next: ServerNext| {
            let log = seen.clone();
            call.on_end(move |end| log.say(ended(end)));
            next.run(call)
        }));
    let (server, address) = serve(server).await;
    let client = LabClient::connect(address).await.unwrap();
    let mut replies = client.expand(Note::text("wait")).await.unwrap();
    replies.message().await.unwrap();
    server.drain(Duration::ZERO).await;
    replies.message().await.unwrap_err();
    assert_eq!(log.take(), [r#"CANCELLED Some("1")"#]);
}

#[tokio::test(start_paused = true)]
async fn the_time_is_that_of_the_call_until_its_very_end() {
    let log = Log::default();
    let seen = log.clone();
    let script = Script::new().on_expand(async |_, _| {
        Ok(Streaming::produce(async |mut tx| {
            tokio::time::sleep(Duration::from_secs(2)).await;
            tx.send(Note::default()).await?;
            tokio::time::sleep(Duration::from_secs(3)).await;
            Ok(())
        }))
    });
    let channel = builder(script)
        .intercept(Around(move |mut call: IncomingCall, next: ServerNext| {
            let log = seen.clone();
            call.on_end(move |end| log.say(format!("{} s", end.elapsed().as_secs())));
            next.run(call)
        }))
        .in_process()
        .unwrap();
    all(LabClient::new(channel).expand(Note::default()).await.unwrap()).await.unwrap();
    assert_eq!(log.take(), ["5 s"]);
}

#[tokio::test]
async fn the_status_of_a_stream_can_be_replaced_when_it_ends() {
    for on_server in [true, false] {
        let server = builder(script());
        let channel = if on_server {
            let hide = Around(|mut call: IncomingCall, next: ServerNext| {
                call.on_end(|end| {
                    let was = end.code();
                    end.set_status(Status::internal(format!("it was {was}")));
                });
                next.run(call)
            });
            server.intercept(hide).in_process().unwrap()
        } else {
            let hide = Outside(|mut call: OutgoingCall, next: ClientNext| {
                call.on_end(|end| {
                    let was = end.code();
                    end.set_status(Status::internal(format!("it was {was}")));
                });
                async move { next.run(call).await }
            });
            server.in_process().unwrap().intercept(hide)
        };
        let client = LabClient::new(channel);
        for (text, message) in [("ok", "it was OK"), ("fail", "it was ABORTED")] {
            let mut replies = client.expand(Note::text(text)).await.unwrap();
            replies.message().await.unwrap().unwrap();
            let status = replies.message().await.unwrap_err();
            assert_eq!(status.message(), message);
            assert_eq!(status.metadata().get("last"), Some("1"), "the trailers stay");
            let status = client.unary(Note::text(text)).await.unwrap_err();
            assert_eq!(status.message(), message);
        }
    }
}
