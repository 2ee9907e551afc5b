//! Calls made within a call.

use std::{future::pending, time::Duration};

use strait::{Code, Context, Status};
use strait_tests::{
    lab::{Lab, LabClient, Note, Script, in_process},
    soon,
};
use tokio::sync::mpsc;

/// A backend whose handler says `began` and `cancelled` and never answers.
fn backend() -> (LabClient, mpsc::UnboundedReceiver<&'static str>) {
    let (seen, events) = mpsc::unbounded_channel();
    let script = Script::new().on_unary(move |_, cx| {
        let seen = seen.clone();
        async move {
            let _ = seen.send("began");
            cx.cancelled().await;
            let _ = seen.send("cancelled");
            pending().await
        }
    });
    (in_process(script), events)
}

#[tokio::test]
async fn a_child_ends_with_the_parent_whose_client_gave_up() {
    let (backend, mut events) = backend();
    let script = Script::new().on_unary(move |note, cx| {
        let backend = backend.clone();
        // The client as the service: the context makes it a child.
        async move { Lab::unary(&backend, note, &cx).await }
    });
    let front = in_process(script);
    let call = tokio::spawn(front.unary(Note::default()).into_future());
    assert_eq!(soon("the backend begins", events.recv()).await, Some("began"));
    call.abort();
    assert_eq!(soon("the backend learns of it", events.recv()).await, Some("cancelled"));
}

#[tokio::test]
async fn a_child_in_another_task_ends_as_cancelled() {
    let (backend, mut events) = backend();
    let (ended, mut end) = mpsc::unbounded_channel();
    let script = Script::new().on_unary(move |note, cx| {
        let (backend, ended) = (backend.clone(), ended.clone());
        // Not dropped with the handler: only the context ties it to the call.
        tokio::spawn(async move {
            let result = backend.unary(note).within(&cx).await;
            let _ = ended.send(result.unwrap_err());
        });
        pending()
    });
    let front = in_process(script);
    let call = tokio::spawn(front.unary(Note::default()).into_future());
    assert_eq!(soon("the backend begins", events.recv()).await, Some("began"));
    call.abort();
    let status: Status = soon("the child ends", end.recv()).await.unwrap();
    assert_eq!(status.code(), Code::Cancelled);
    assert_eq!(soon("the backend learns of it", events.recv()).await, Some("cancelled"));
}

#[tokio::test(start_paused = true)]
async fn a_child_has_what_is_left_of_its_parents_time() {
    let echo_time = Script::new().on_unary(async |_, cx| {
        let left = cx.time_remaining().expect("a deadline");
        Ok(Note::number(u64::try_from(left.as_millis()).unwrap()))
    });
    let backend = in_process(echo_time);
    let script = Script::new().on_unary(move |note: Note, cx| {
        let backend = backend.clone();
        async move {
            tokio::time::sleep(Duration::from_secs(3)).await;
            match note.number {
                0 => Lab::unary(&backend, note, &cx).await,
                seconds => {
                    let own = Duration::from_secs(seconds);
                    backend.unary(note).timeout(own).within(&cx).await
                }
            }
        }
    });
    let front = in_process(script);
    for (own, expected) in [(0, 7_000), (5, 5_000), (60, 7_000)] {
        let call = front.unary(Note::number(own)).timeout(Duration::from_secs(10));
        let left = call.await.unwrap().number;
        assert!((expected - 100..=expected).contains(&left), "{own}: {left} ms");
    }
}

#[tokio::test(start_paused = true)]
async fn a_parents_deadline_ends_the_child() {
    let (backend, mut events) = backend();
    let script = Script::new().on_unary(move |note, cx| {
        let backend = backend.clone();
        async move { backend.unary(note).within(&cx).await }
    });
    let front = in_process(script);
    let status = front.unary(Note::default()).timeout(Duration::from_secs(1)).await.unwrap_err();
    assert_eq!(status.code(), Code::DeadlineExceeded);
    assert_eq!(events.recv().await, Some("began"));
    assert_eq!(soon("the backend learns of it", events.recv()).await, Some("cancelled"));
}

#[tokio::test]
async fn a_child_carries_the_trace_and_nothing_else() {
    let echo_metadata = Script::new().on_unary(async |_, cx| {
        let keys = ["traceparent", "tracestate", "baggage", "authorization", "x-custom"];
        let values: Vec<_> = keys.map(|key| cx.metadata().get(key).unwrap_or("-")).to_vec();
        Ok(Note::text(values.join(" ")))
    });
    let backend = in_process(echo_metadata);
    let script = Script::new().on_unary(move |note: Note, cx: Context| {
        let backend = backend.clone();
        async move {
            let call = backend.unary(note.clone()).within(&cx);
            if note.text == "own" { call.metadata("traceparent", "mine") } else { call }.await
        }
    });
    let front = in_process(script);
    let call = |text| {
        front
            .unary(Note::text(text))
            .metadata("traceparent", "00-1-2-01")
            .metadata("baggage", "k=v")
            .metadata("authorization", "Bearer secret")
            .metadata("x-custom", "x")
    };
    assert_eq!(call("").await.unwrap().text, "00-1-2-01 - k=v - -");
    assert_eq!(call("own").await.unwrap().text, "mine - k=v - -");
}

#[tokio::test]
async fn a_child_of_a_cancelled_parent_is_not_sent() {
    let (backend, mut events) = backend();
    let (ended, mut end) = mpsc::unbounded_channel();
    let script = Script::new().on_unary(move |note, cx| {
        let (backend, ended) = (backend.clone(), ended.clone());
        let _ = ended.send(Code::Ok);
        tokio::spawn(async move {
            cx.cancelled().await;
            let _ = ended.send(backend.unary(note).within(&cx).await.unwrap_err().code());
        });
        pending()
    });
    let front = in_process(script);
    let call = tokio::spawn(front.unary(Note::default()).into_future());
    assert_eq!(soon("the parent begins", end.recv()).await, Some(Code::Ok));
    call.abort();
    assert_eq!(soon("the child ends", end.recv()).await, Some(Code::Cancelled));
    drop(front);
    assert!(events.try_recv().is_err(), "the backend was called");
}

#[tokio::test]
async fn a_context_of_ones_own_ends_the_calls_within_it() {
    let (backend, mut events) = backend();
    let cx = Context::detached();
    let call = tokio::spawn(backend.unary(Note::default()).within(&cx).into_future());
    assert_eq!(soon("the backend begins", events.recv()).await, Some("began"));
    cx.cancel();
    let status = soon("the call ends", call).await.unwrap().unwrap_err();
    assert_eq!(status.code(), Code::Cancelled);
    assert_eq!(soon("the backend learns of it", events.recv()).await, Some("cancelled"));
}
