//! A deadline ends a call wherever it is, on both sides. The clock is paused and moves when there
//! is nothing else to do.

use std::{
    future::pending,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use strait::{CallOptions, Channel, Code, Origin, Status, Streaming};
use strait_tests::{
    lab::{LabClient, Note, Script, builder, in_process},
    soon,
    wire::WireListener,
};
use tokio::{sync::mpsc, time::Instant};

const SECOND: Duration = Duration::from_secs(1);

/// Says so when it is dropped.
struct Dropped(mpsc::UnboundedSender<&'static str>);

impl Drop for Dropped {
    fn drop(&mut self) {
        let _ = self.0.send("dropped");
    }
}

fn assert_deadline_exceeded(status: &Status) {
    assert_eq!((status.code(), status.origin()), (Code::DeadlineExceeded, Origin::Local));
}

#[tokio::test(start_paused = true)]
async fn a_handler_that_takes_too_long_is_told_and_dropped() {
    let (seen, mut events) = mpsc::unbounded_channel();
    let script = Script::new().on_unary(move |_, cx| {
        let (seen, guard) = (seen.clone(), Dropped(seen.clone()));
        async move {
            let _guard = guard;
            assert!(!cx.is_cancelled());
            cx.cancelled().await;
            let _ = seen.send("cancelled");
            // Waiting any longer is in vain.
            pending().await
        }
    });
    let client = in_process(script);
    let start = Instant::now();
    let status = client.unary(Note::default()).timeout(SECOND).await.unwrap_err();
    assert_deadline_exceeded(&status);
    assert_eq!(start.elapsed().as_secs(), 1);
    assert_eq!(soon("the handler is told", events.recv()).await, Some("cancelled"));
    assert_eq!(soon("the handler is dropped", events.recv()).await, Some("dropped"));
}

#[tokio::test(start_paused = true)]
async fn a_call_that_is_fast_enough_has_no_deadline_to_fear() {
    let script = Script::new().on_unary(async |note, _| {
        tokio::time::sleep(SECOND).await;
        Ok(note)
    });
    let client = in_process(script);
    for _ in 0..3 {
        let call = client.unary(Note::number(1)).timeout(SECOND + Duration::from_millis(10));
        assert_eq!(call.await.unwrap(), Note::number(1));
    }
}

#[tokio::test(start_paused = true)]
async fn a_stream_of_responses_ends_at_the_deadline() {
    let (seen, mut events) = mpsc::unbounded_channel();
    let script = Script::new().on_expand(move |_, cx| {
        let guard = Dropped(seen.clone());
        let seen = seen.clone();
        async move {
            tokio::spawn(async move {
                cx.cancelled().await;
                let _ = seen.send("cancelled");
            });
            Ok(Streaming::produce(async move |mut tx| {
                let _guard = guard;
                loop {
                    tx.send(Note::default()).await?;
                    tokio::time::sleep(Duration::from_millis(300)).await;
                }
            }))
        }
    });
    let client = in_process(script);
    let mut replies = client.expand(Note::default()).timeout(SECOND).await.unwrap();
    for n in 0..4 {
        assert!(replies.message().await.unwrap().is_some(), "{n}");
    }
    assert_deadline_exceeded(&replies.message().await.unwrap_err());
    assert_eq!(replies.message().await.unwrap(), None, "nothing follows");
    let mut both = [soon("one", events.recv()).await, soon("the other", events.recv()).await];
    both.sort();
    assert_eq!(both, [Some("cancelled"), Some("dropped")]);
}

#[tokio::test(start_paused = true)]
async fn a_stream_of_requests_ends_at_the_deadline() {
    let (seen, mut events) = mpsc::unbounded_channel();
    let client = in_process(Script::new());
    let guard = Dropped(seen);
    let requests = Streaming::produce(async move |mut tx| {
        let _guard = guard;
        loop {
            tx.send(Note::default()).await?;
            tokio::time::sleep(Duration::from_millis(300)).await;
        }
    });
    let status = client.collect(requests).timeout(SECOND).await.unwrap_err();
    assert_deadline_exceeded(&status);
    assert_eq!(soon("the requests are dropped", events.recv()).await, Some("dropped"));
}

#[tokio::test(start_paused = true)]
async fn a_call_in_the_queue_ends_at_its_deadline_and_does_not_hold_up_the_next() {
    let script = Script::new().on_unary(async |note: Note, _| {
        tokio::time::sleep(Duration::from_secs(note.number)).await;
        Ok(note)
    });
    let client = LabClient::new(builder(script).max_concurrent_streams(1).in_process().unwrap());
    // Makes the server's limit known.
    client.unary(Note::number(0)).await.unwrap();
    let long = tokio::spawn(client.unary(Note::number(10)).into_future());
    tokio::task::yield_now().await;
    let start = Instant::now();
    let status = client.unary(Note::number(0)).timeout(SECOND).await.unwrap_err();
    assert_deadline_exceeded(&status);
    assert_eq!(start.elapsed().as_secs(), 1);
    assert_eq!(client.unary(Note::number(0)).await.unwrap(), Note::number(0));
    assert_eq!(long.await.unwrap().unwrap(), Note::number(10));
    assert_eq!(start.elapsed().as_secs(), 10);
}

#[tokio::test]
async fn a_call_that_waits_for_a_connection_ends_at_its_deadline() {
    // Real time: the clock would run ahead of the socket.
    let listener = WireListener::bind().await;
    let client = LabClient::new(Channel::lazy(listener.address()).unwrap());
    let timeout = Duration::from_millis(30);
    let start = Instant::now();
    for wait_for_ready in [false, true] {
        let mut call = client.unary(Note::default()).timeout(timeout);
        if wait_for_ready {
            call = call.wait_for_ready();
        }
        let status = soon("the deadline", call.into_future()).await.unwrap_err();
        assert_deadline_exceeded(&status);
    }
    assert!(start.elapsed() >= timeout * 2);
}

#[tokio::test(start_paused = true)]
async fn a_deadline_that_has_passed_sends_nothing() {
    let calls = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&calls);
    let script = Script::new().on_unary(move |note, _| {
        counter.fetch_add(1, Ordering::Relaxed);
        async { Ok(note) }
    });
    let client = in_process(script);
    client.unary(Note::default()).await.unwrap();
    let now = Instant::now().into_std();
    for call in [
        client.unary(Note::default()).timeout(Duration::ZERO),
        client.unary(Note::default()).deadline(now),
        client.unary(Note::default()).deadline(now - SECOND),
    ] {
        assert_deadline_exceeded(&call.await.unwrap_err());
    }
    strait_tests::idle().await;
    assert_eq!(calls.load(Ordering::Relaxed), 1);
}

#[tokio::test(start_paused = true)]
async fn the_earliest_limit_counts_and_the_handler_knows_it() {
    let script = Script::new().on_unary(async |_, cx| {
        let left = cx.time_remaining().unwrap_or_default();
        Ok(Note::number(u64::try_from(left.as_millis()).unwrap()))
    });
    let client = in_process(script);
    let at = |seconds| Instant::now().into_std() + Duration::from_secs(seconds);
    for call in [
        client.unary(Note::default()).timeout(SECOND * 2),
        client.unary(Note::default()).timeout(SECOND * 2).deadline(at(5)),
        client.unary(Note::default()).timeout(SECOND * 5).deadline(at(2)),
        client.unary(Note::default()).options(&CallOptions::new().timeout(SECOND * 2)),
        client
            .unary(Note::default())
            .timeout(SECOND * 2)
            .options(&CallOptions::new().timeout(SECOND)),
    ] {
        let left = call.await.unwrap().number;
        assert!((1_900..=2_000).contains(&left), "{left} ms");
    }
    assert_eq!(client.unary(Note::default()).await.unwrap().number, 0, "no limit");
}

#[tokio::test(start_paused = true)]
async fn a_timeout_too_long_for_the_clock_is_none() {
    let client = in_process(Script::new());
    let call = client.unary(Note::number(1)).timeout(Duration::MAX);
    assert_eq!(call.await.unwrap(), Note::number(1));
}

#[tokio::test(start_paused = true)]
async fn a_stream_that_no_one_reads_ends_at_the_deadline_on_the_server() {
    let (seen, mut events) = mpsc::unbounded_channel();
    let script = Script::new().on_chat(move |notes, cx| {
        let seen = seen.clone();
        tokio::spawn(async move {
            cx.cancelled().await;
            let _ = seen.send("cancelled");
        });
        async { Ok(notes) }
    });
    let client = in_process(script);
    let (mut sender, requests) = Streaming::channel(0);
    let _unread = client.chat(requests).timeout(SECOND).await.unwrap();
    sender.send(Note::default()).await.unwrap();
    assert_eq!(soon("the deadline", events.recv()).await, Some("cancelled"));
}
