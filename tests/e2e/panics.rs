//! A handler that panics fails its own call and nothing else.

use futures::stream;
use strait::{Code, Origin, Status, Streaming, server::HandlerPlacement};
use strait_tests::{
    lab::{LabClient, Note, Script, builder},
    soon,
};

/// Panics at once, or after it has had to wait.
fn panicking() -> Script {
    Script::new()
        .on_unary(async |note: Note, _| {
            match note.text.as_str() {
                "" => return Ok(note),
                "late" => tokio::task::yield_now().await,
                _ => {}
            }
            panic!("a secret: {}", note.text);
        })
        .on_expand(async |note: Note, _| {
            Ok(match note.text.as_str() {
                "poll" => Streaming::from_stream(stream::poll_fn(|_| panic!("in a stream"))),
                _ => Streaming::produce(async |mut tx| {
                    tx.send(Note::number(1)).await?;
                    tokio::task::yield_now().await;
                    panic!("in a stream, later");
                }),
            })
        })
}

fn assert_panic(status: &Status) {
    assert_eq!((status.code(), status.origin()), (Code::Unknown, Origin::Remote), "{status}");
    assert!(!status.message().contains("secret"), "what it says stays here: {status}");
}

#[tokio::test]
async fn a_panic_is_unknown_wherever_it_comes_and_the_connection_lives_on() {
    for placement in [HandlerPlacement::Inline, HandlerPlacement::Spawned] {
        let server = builder(panicking()).handler_placement(placement);
        let client = LabClient::new(server.in_process().unwrap());
        // Would end if the connection did.
        let (mut sender, requests) = Streaming::channel(0);
        let mut witness = client.chat(requests).await.unwrap();
        for text in ["at once", "late", "at once"] {
            let call = client.unary(Note::text(text)).into_future();
            assert_panic(&soon("the call ends", call).await.unwrap_err());
            assert_eq!(client.unary(Note::number(1)).await.unwrap(), Note::number(1));
        }

        let mut replies = client.expand(Note::text("poll")).await.unwrap();
        assert_panic(&soon("the call ends", replies.message()).await.unwrap_err());

        let mut replies = client.expand(Note::text("later")).await.unwrap();
        assert_eq!(replies.message().await.unwrap(), Some(Note::number(1)));
        assert_panic(&soon("the call ends", replies.message()).await.unwrap_err());

        sender.send(Note::number(2)).await.unwrap();
        assert_eq!(witness.message().await.unwrap(), Some(Note::number(2)), "{placement:?}");
    }
}

#[tokio::test]
async fn a_panic_in_the_callers_requests_fails_the_call_and_not_the_channel() {
    let client = LabClient::new(builder(Script::new()).in_process().unwrap());
    let requests = Streaming::from_stream(stream::poll_fn(|_| panic!("in the requests")));
    let status = soon("the call ends", client.collect(requests).into_future()).await.unwrap_err();
    assert_eq!(status.origin(), Origin::Local);
    assert_eq!(client.unary(Note::number(1)).await.unwrap(), Note::number(1));
}

#[tokio::test]
async fn a_panic_in_a_stream_of_requests_is_no_fault_of_the_server() {
    let client = strait_tests::lab::in_process(Script::new());
    let requests = Streaming::from_stream(stream::poll_fn(|_| panic!("in the requests")));
    let status = soon("the call ends", client.collect(requests).into_future()).await.unwrap_err();
    assert_eq!((status.code(), status.origin()), (Code::Cancelled, Origin::Local), "{status}");
    client.unary(Note::default()).await.unwrap();
}
