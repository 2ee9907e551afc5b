//! Metadata both ways, before and after the messages.

use bytes::Bytes;
use strait::{CallOptions, Code, Status, Streaming};
use strait_tests::{
    lab::{LabClient, Note, Script, builder, in_process, serve},
    soon,
};
use tokio::sync::oneshot;

#[tokio::test]
async fn a_handler_reads_what_the_client_sends() {
    let script = Script::new().on_unary(async |_, cx| {
        let metadata = cx.metadata();
        let all: Vec<_> = metadata.get_all("x-id").collect();
        let bytes: Vec<_> = metadata.get_all_bin("x-id-bin").collect();
        Ok(Note::text(format!("{all:?} {bytes:?}")))
    });
    let call = in_process(script)
        .unary(Note::default())
        .metadata("X-Id", "1")
        .metadata_bin("x-id-bin", [0, 255])
        .metadata("x-id", "2, 3")
        .metadata_bin("x-id-bin", []);
    assert_eq!(call.await.unwrap().text, r#"["1", "2, 3"] [b"\0\xff", b""]"#);
}

#[tokio::test]
async fn options_add_metadata_to_that_of_the_call() {
    let script = Script::new()
        .on_unary(async |_, cx| Ok(Note::text(cx.metadata().get_all("k").collect::<String>())));
    let defaults = CallOptions::new().metadata("k", "b");
    let call = in_process(script).unary(Note::default()).metadata("k", "a").options(&defaults);
    assert_eq!(call.await.unwrap().text, "ab");
}

#[tokio::test]
async fn metadata_that_is_not_valid_fails_the_call_before_it_is_sent() {
    let script = Script::new().on_unary(async |_, _| panic!("the call was sent"));
    let client = in_process(script);
    for call in [
        client.unary(Note::default()).metadata("a b", "v"),
        client.unary(Note::default()).metadata("grpc-status", "0"),
        client.unary(Note::default()).metadata("k", "line\nbreak"),
        client.unary(Note::default()).metadata("k-bin", "text"),
        client.unary(Note::default()).metadata_bin("k", [1]),
    ] {
        let status = call.await.unwrap_err();
        assert_eq!(status.code(), Code::Internal);
        assert!(status.message().contains("metadata key"), "{status}");
    }
}

#[tokio::test]
async fn a_response_comes_with_its_metadata() {
    let script = Script::new().on_unary(async |note, cx| {
        cx.append_initial_metadata("first", "1").unwrap();
        cx.append_initial_metadata_bin("first-bin", [1, 255]).unwrap();
        cx.append_trailer("last", "2").unwrap();
        cx.append_trailer("last", "3").unwrap();
        cx.append_trailer_bin("last-bin", [2, 255]).unwrap();
        Ok(note)
    });
    let response = in_process(script).unary(Note::number(7)).with_response().await.unwrap();
    assert_eq!(response.message, Note::number(7));
    assert_eq!(response.initial_metadata.get("first"), Some("1"));
    assert_eq!(response.initial_metadata.get_bin("first-bin"), Some(Bytes::from_static(&[1, 255])));
    assert_eq!(response.initial_metadata.len(), 2, "{:?}", response.initial_metadata);
    assert_eq!(response.trailers.get_all("last").collect::<Vec<_>>(), ["2", "3"]);
    assert_eq!(response.trailers.get_bin("last-bin"), Some(Bytes::from_static(&[2, 255])));
    assert_eq!(response.trailers.len(), 3, "{:?}", response.trailers);
}

#[tokio::test]
async fn a_call_that_fails_has_the_metadata_of_before_and_after() {
    let script = Script::new().on_unary(async |_, cx| {
        cx.append_initial_metadata("first", "1").unwrap();
        cx.append_trailer("last", "2").unwrap();
        Err(Status::not_found("nothing"))
    });
    let status = in_process(script).unary(Note::default()).await.unwrap_err();
    assert_eq!(status.code(), Code::NotFound);
    let keys = |metadata: &strait::Metadata| -> Vec<_> {
        metadata.iter().map(|(key, _)| key.to_owned()).collect()
    };
    assert_eq!(keys(status.initial_metadata()), ["first"]);
    assert_eq!(keys(status.metadata()), ["last"]);
}

#[tokio::test]
async fn a_stream_has_its_metadata_before_and_its_trailers_after() {
    let script = Script::new().on_expand(async |_, cx| {
        cx.append_initial_metadata("first", "1").unwrap();
        Ok(Streaming::produce(async move |mut tx| {
            tx.send(Note::number(0)).await?;
            // Known only at the end.
            cx.append_trailer("last", "2").map_err(|e| Status::internal(e.to_string()))?;
            Ok(())
        }))
    });
    let mut replies = in_process(script).expand(Note::default()).await.unwrap();
    assert_eq!(replies.initial_metadata().await.unwrap().get("first"), Some("1"));
    assert_eq!(replies.trailers(), None);
    assert_eq!(replies.message().await.unwrap(), Some(Note::number(0)));
    assert_eq!(replies.message().await.unwrap(), None);
    assert_eq!(replies.trailers().unwrap().get("last"), Some("2"));
    assert_eq!(replies.initial_metadata().await.unwrap().get("first"), Some("1"), "asked again");
}

#[tokio::test]
async fn initial_metadata_can_go_before_any_message() {
    let script = Script::new().on_chat(async |notes, cx| {
        cx.append_initial_metadata("first", "1").unwrap();
        cx.send_initial_metadata();
        Ok(notes)
    });
    let client = in_process(script);
    let (mut sender, requests) = Streaming::channel(1);
    let response = soon("the headers", client.chat(requests).with_response()).await.unwrap();
    assert_eq!(response.initial_metadata.get("first"), Some("1"));
    let mut replies = response.message;
    sender.send(Note::number(1)).await.unwrap();
    assert_eq!(replies.message().await.unwrap(), Some(Note::number(1)));
}

#[tokio::test]
async fn another_task_can_send_the_initial_metadata_of_a_handler_that_waits() {
    let (release, released) = oneshot::channel::<()>();
    let released = std::sync::Mutex::new(Some(released));
    let script = Script::new().on_expand(move |_, cx| {
        let released = released.lock().unwrap().take().unwrap();
        async move {
            tokio::spawn(async move {
                tokio::task::yield_now().await;
                cx.append_initial_metadata("first", "1").unwrap();
                cx.send_initial_metadata();
            });
            // The handler itself has not even returned its stream.
            let _ = released.await;
            Ok(Streaming::empty())
        }
    });
    let client = in_process(script);
    let mut replies = client.expand(Note::default()).await.unwrap();
    let metadata = soon("the headers", replies.initial_metadata()).await.unwrap();
    assert_eq!(metadata.get("first"), Some("1"));
    release.send(()).unwrap();
    assert_eq!(soon("the end", replies.message()).await.unwrap(), None);
}

#[tokio::test]
async fn initial_metadata_is_refused_once_it_has_been_sent() {
    let script = Script::new().on_expand(async |_, cx| {
        Ok(Streaming::produce(async move |mut tx| {
            tx.send(Note::number(0)).await?;
            // The first message has been taken to be sent; the headers go with it. A second one is
            // taken only after that.
            tx.send(Note::number(1)).await?;
            tokio::task::yield_now().await;
            let late = cx.append_initial_metadata("late", "x");
            tx.send(Note::text(late.unwrap_err().to_string())).await?;
            Ok(())
        }))
    });
    let replies = in_process(script).expand(Note::default()).await.unwrap();
    let notes = strait_tests::lab::all(replies).await.unwrap();
    assert!(notes[2].text.contains("has been sent"), "{notes:?}");
}

#[tokio::test]
async fn an_error_carries_trailers_with_and_without_headers_before_it() {
    for headers in [false, true] {
        let script = Script::new().on_unary(move |_, cx| async move {
            if headers {
                cx.append_initial_metadata("first", "1").unwrap();
            }
            cx.append_trailer("from-context", "1").unwrap();
            let mut status = Status::aborted("no");
            status.metadata_mut().append("from-status", "2").unwrap();
            Err(status)
        });
        let status = in_process(script).unary(Note::default()).await.unwrap_err();
        assert_eq!(status.code(), Code::Aborted);
        assert_eq!(status.metadata().get("from-context"), Some("1"));
        assert_eq!(status.metadata().get("from-status"), Some("2"));
        assert_eq!(status.metadata().get("first"), None, "initial metadata is no trailer");
    }
}

#[tokio::test]
async fn a_call_that_fails_before_its_headers_fails_whoever_waits_for_them() {
    let script = Script::new().on_expand(async |_, _| Err(Status::aborted("no")));
    let client = in_process(script);
    let failed = client.expand(Note::default()).with_response().await;
    assert_eq!(failed.unwrap_err().code(), Code::Aborted);
    let mut replies = client.expand(Note::default()).await.unwrap();
    assert_eq!(replies.initial_metadata().await.unwrap_err().code(), Code::Aborted);
    assert_eq!(replies.message().await.unwrap_err().code(), Code::Aborted);
    assert_eq!(replies.message().await.unwrap(), None);
}

#[tokio::test]
async fn a_prefix_goes_before_the_user_agent() {
    let script = Script::new().on_unary(async |_, cx| {
        Ok(Note::text(cx.metadata().get("user-agent").unwrap_or_default()))
    });
    let (_server, address) = serve(builder(script)).await;
    let channel = strait::Channel::builder().user_agent("my-app/1.2").connect(address).await;
    let reply = LabClient::new(channel.unwrap()).unary(Note::default()).into_future().await;
    let agent = reply.unwrap().text;
    assert!(agent.starts_with("my-app/1.2 grpc-rust-strait/"), "{agent}");
}
