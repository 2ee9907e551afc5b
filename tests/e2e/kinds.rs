//! The four kinds of call, and the ways to make a stream.

use futures::{StreamExt as _, stream};
use strait::{Code, Context, Status, Streaming};
use strait_tests::{
    lab::{Lab, LabClient, Note, Script, all, in_process, numbers, over_tcp},
    soon,
};

/// All kinds on one client.
async fn assert_all_kinds(client: &LabClient) {
    let note = Note { text: "na\u{ef}ve".to_owned(), number: u64::MAX, data: vec![0, 255].into() };
    assert_eq!(client.unary(note.clone()).await.unwrap(), note);

    let notes = ["a", "b", "c"].map(Note::text);
    let sum = client.collect(Streaming::from_iter(notes)).await.unwrap();
    assert_eq!((sum.text.as_str(), sum.number), ("abc", 3));

    let notes = all(client.expand(Note::number(3)).await.unwrap()).await.unwrap();
    assert_eq!(numbers(&notes), [0, 1, 2]);

    let notes: Vec<_> = (0..100).map(Note::number).collect();
    let replies = client.chat(Streaming::from_iter(notes.clone())).await.unwrap();
    assert_eq!(all(replies).await.unwrap(), notes);
}

#[tokio::test]
async fn all_kinds_within_the_process() {
    assert_all_kinds(&in_process(Script::new())).await;
}

#[tokio::test]
async fn all_kinds_over_tcp() {
    let (_server, client) = over_tcp(Script::new()).await;
    assert_all_kinds(&client).await;
}

#[tokio::test]
async fn streams_without_messages_are_streams() {
    let client = in_process(Script::new());
    assert_eq!(client.collect(Streaming::empty()).await.unwrap(), Note::default());
    assert_eq!(all(client.expand(Note::number(0)).await.unwrap()).await.unwrap(), []);
    assert_eq!(all(client.chat(Streaming::empty()).await.unwrap()).await.unwrap(), []);
}

#[tokio::test]
async fn a_client_is_the_service() {
    async fn through(lab: &impl Lab) -> Result<Vec<u64>, Status> {
        let cx = Context::detached();
        let first = lab.unary(Note::number(7), &cx).await?;
        let count = lab.collect(Streaming::from_iter([Note::default()]), &cx).await?;
        let rest = all(lab.expand(Note::number(2), &cx).await?).await?;
        Ok([vec![first.number, count.number], numbers(&rest)].concat())
    }
    let direct = through(&Script::new()).await.unwrap();
    assert_eq!(direct, [7, 1, 0, 1]);
    assert_eq!(through(&in_process(Script::new())).await.unwrap(), direct);
}

#[tokio::test]
async fn a_conversation_alternates() {
    let client = in_process(Script::new());
    let (mut sender, requests) = Streaming::channel(0);
    // The call is there before anything is sent: otherwise the first reply would wait for ever.
    let mut replies = client.chat(requests).await.unwrap();
    for number in 0..100 {
        sender.send(Note::number(number)).await.unwrap();
        let reply = soon("the reply", replies.message()).await.unwrap();
        assert_eq!(reply, Some(Note::number(number)));
    }
    drop(sender);
    assert_eq!(soon("the end", replies.message()).await.unwrap(), None);
}

#[tokio::test]
async fn a_server_may_speak_first() {
    let script = Script::new().on_chat(async |mut notes: Streaming<Note>, _| {
        Ok(Streaming::produce(async move |mut tx| {
            tx.send(Note::text("who is there?")).await?;
            let answer = notes.message().await?.unwrap_or_default();
            tx.send(Note::text(format!("hello, {}", answer.text))).await?;
            Ok(())
        }))
    });
    let client = in_process(script);
    let (mut sender, requests) = Streaming::channel(1);
    let mut replies = client.chat(requests).await.unwrap();
    let question = soon("the question", replies.message()).await.unwrap();
    assert_eq!(question, Some(Note::text("who is there?")));
    sender.send(Note::text("Ada")).await.unwrap();
    assert_eq!(replies.message().await.unwrap(), Some(Note::text("hello, Ada")));
    assert_eq!(replies.message().await.unwrap(), None, "the requests are still open");
}

#[tokio::test]
async fn every_way_to_make_a_stream_reaches_the_other_end() {
    let client = in_process(Script::new());
    let (mut sender, from_channel) = Streaming::channel(2);
    tokio::spawn(async move {
        for number in 0..5 {
            sender.send(Note::number(number)).await.unwrap();
        }
    });
    let ways = [
        ("from_iter", Streaming::from_iter((0..5).map(Note::number))),
        ("from_stream", Streaming::from_stream(stream::iter((0..5).map(Note::number).map(Ok)))),
        ("channel", from_channel),
        (
            "produce",
            Streaming::produce(async |mut tx| {
                for number in 0..5 {
                    tx.send(Note::number(number)).await?;
                    tokio::task::yield_now().await;
                }
                Ok(())
            }),
        ),
    ];
    for (name, stream) in ways {
        let replies = all(client.chat(stream).await.unwrap()).await.unwrap();
        assert_eq!(numbers(&replies), [0, 1, 2, 3, 4], "{name}");
    }
}

#[tokio::test]
async fn every_way_to_end_a_stream_with_an_error_ends_the_call_with_it() {
    let script = Script::new().on_expand(async |note: Note, _| {
        let failure = || Status::data_loss("the tape is torn");
        Ok(match note.text.as_str() {
            "from_stream" => {
                Streaming::from_stream(stream::iter([Ok(Note::number(0)), Err(failure())]))
            }
            "produce" => Streaming::produce(async move |mut tx| {
                tx.send(Note::number(0)).await?;
                Err(failure())
            }),
            _ => {
                let (mut sender, stream) = Streaming::channel(1);
                tokio::spawn(async move {
                    sender.send(Note::number(0)).await.unwrap();
                    sender.fail(failure()).await.unwrap();
                });
                stream
            }
        })
    });
    let client = in_process(script);
    for way in ["from_stream", "produce", "channel"] {
        let mut replies = client.expand(Note::text(way)).await.unwrap();
        assert_eq!(replies.message().await.unwrap(), Some(Note::number(0)), "{way}");
        let status = replies.message().await.unwrap_err();
        assert_eq!(status.to_string(), "DATA_LOSS: the tape is torn", "{way}");
        assert!(replies.next().await.is_none(), "{way}: nothing follows the error");
    }
}

#[tokio::test]
async fn clones_of_a_sender_end_the_stream_together() {
    let client = in_process(Script::new());
    let (sender, requests) = Streaming::channel(0);
    let call = tokio::spawn(client.collect(requests).into_future());
    let mut tasks = Vec::new();
    for _ in 0..10 {
        let mut sender = sender.clone();
        tasks.push(tokio::spawn(async move { sender.send(Note::text("x")).await }));
    }
    drop(sender);
    for task in tasks {
        task.await.unwrap().unwrap();
    }
    assert_eq!(soon("the sum", call).await.unwrap().unwrap().number, 10);
}

#[tokio::test]
async fn a_method_that_is_not_there_is_unimplemented() {
    // A server that has only the pulse, asked for the lab.
    struct Nothing;
    impl strait_tests::lab::Pulse for Nothing {
        async fn beat(&self) -> Result<(), Status> {
            Ok(())
        }
    }
    let server = strait::Server::builder().add(strait_tests::lab::PulseServer::new(Nothing));
    let client = LabClient::new(server.in_process().unwrap());
    let status = client.unary(Note::default()).await.unwrap_err();
    assert_eq!(status.code(), Code::Unimplemented);
    assert!(status.message().contains("lab.Lab"), "{status}");
}
