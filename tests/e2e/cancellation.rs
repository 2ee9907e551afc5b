//! Whoever gives up a call ends it at the other end too.

use std::{
    future::pending,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
};

use futures::stream;
use strait::{Code, Context, Status, Streaming};
use strait_tests::{
    idle,
    lab::{LabClient, Note, Script, builder, in_process, over_tcp},
    soon,
};
use tokio::sync::mpsc;

/// A way for a handler to tell a test what happens to it.
#[derive(Clone)]
struct Log(mpsc::UnboundedSender<String>);

struct Events(mpsc::UnboundedReceiver<String>);

fn log() -> (Log, Events) {
    let (sender, receiver) = mpsc::unbounded_channel();
    (Log(sender), Events(receiver))
}

impl Log {
    fn say(&self, what: impl Into<String>) {
        let _ = self.0.send(what.into());
    }

    /// Says `began`, then `cancelled` once the call is, and `dropped` with the future.
    async fn watch(self, cx: Context) {
        struct Guard(Log);
        impl Drop for Guard {
            fn drop(&mut self) {
                self.0.say("dropped");
            }
        }
        let guard = Guard(self);
        guard.0.say("began");
        cx.cancelled().await;
        guard.0.say("cancelled");
        pending::<()>().await;
    }
}

impl Events {
    async fn expect(&mut self, what: &str) {
        assert_eq!(soon(what, self.0.recv()).await.as_deref(), Some(what));
    }
}

#[tokio::test]
async fn dropping_a_call_cancels_its_handler() {
    let (log, mut events) = log();
    let script = Script::new().on_unary(move |note, cx| {
        let log = log.clone();
        async move {
            log.watch(cx).await;
            Ok(note)
        }
    });
    let (_server, client) = over_tcp(script).await;
    for _ in 0..3 {
        let call = tokio::spawn(client.unary(Note::default()).into_future());
        events.expect("began").await;
        call.abort();
        events.expect("cancelled").await;
        events.expect("dropped").await;
    }
}

#[tokio::test]
async fn dropping_a_stream_of_responses_cancels_its_source() {
    let (log, mut events) = log();
    let script = Script::new().on_expand(move |_, cx| {
        let log = log.clone();
        async move {
            Ok(Streaming::produce(async move |mut tx| {
                tx.send(Note::number(1)).await?;
                log.watch(cx).await;
                Ok(())
            }))
        }
    });
    let client = in_process(script);
    let mut replies = client.expand(Note::default()).await.unwrap();
    assert_eq!(replies.message().await.unwrap(), Some(Note::number(1)));
    events.expect("began").await;
    drop(replies);
    // The source is polled once more, as a handler is.
    events.expect("cancelled").await;
    events.expect("dropped").await;
}

#[tokio::test]
async fn a_context_that_outlives_its_handler_learns_of_the_end() {
    let (log, mut events) = log();
    let script = Script::new().on_expand(move |_, cx| {
        let log = log.clone();
        async move {
            tokio::spawn(log.watch(cx));
            Ok(Streaming::from_stream(stream::pending()))
        }
    });
    let client = in_process(script);
    let mut replies = client.expand(Note::default()).await.unwrap();
    events.expect("began").await;
    tokio::select! {
        biased;
        reply = replies.message() => panic!("{reply:?}"),
        () = tokio::task::yield_now() => {}
    }
    drop(replies);
    events.expect("cancelled").await;
}

#[tokio::test]
async fn dropping_a_client_streaming_call_ends_its_requests_on_both_sides() {
    let (log, mut events) = log();
    let (client_log, mut client_events) = self::log();
    let script = Script::new().on_collect(move |mut notes: Streaming<Note>, _| {
        let log = log.clone();
        async move {
            log.say("began");
            let end = notes.message().await;
            log.say(format!("{:?}", end.map_err(|status| status.code())));
            Ok(Note::default())
        }
    });
    let client = in_process(script);
    let requests = Streaming::produce(async move |_| {
        client_log.watch(Context::detached()).await;
        Ok(())
    });
    let call = tokio::spawn(client.collect(requests).into_future());
    events.expect("began").await;
    client_events.expect("began").await;
    call.abort();
    events.expect("Err(Cancelled)").await;
    client_events.expect("dropped").await;
}

#[tokio::test]
async fn an_error_in_the_requests_cancels_the_call_and_is_its_result() {
    async fn read(log: Log, mut notes: Streaming<Note>) -> Result<(), Status> {
        while let Some(note) = notes.message().await.inspect_err(|e| log.say(e.code().as_str()))? {
            log.say(note.text);
        }
        Ok(())
    }
    let (log, mut events) = log();
    let logged = log.clone();
    let script = Script::new()
        .on_collect(move |notes: Streaming<Note>, _| {
            let log = logged.clone();
            async move { read(log, notes).await.map(|()| Note::default()) }
        })
        .on_chat(move |notes: Streaming<Note>, cx| {
            tokio::spawn(log.clone().watch(cx));
            let log = log.clone();
            async move { Ok(Streaming::produce(async move |_| read(log, notes).await)) }
        });
    let client = in_process(script);

    let (mut sender, requests) = Streaming::channel(0);
    let call = tokio::spawn(client.collect(requests).into_future());
    sender.send(Note::text("one")).await.unwrap();
    events.expect("one").await;
    sender.fail(Status::data_loss("no more paper")).await.unwrap();
    let status = soon("the call ends", call).await.unwrap().unwrap_err();
    assert_eq!(status.to_string(), "DATA_LOSS: no more paper");
    events.expect("CANCELLED").await;

    let (mut sender, requests) = Streaming::channel(0);
    let mut replies = client.chat(requests).await.unwrap();
    events.expect("began").await;
    sender.send(Note::text("two")).await.unwrap();
    events.expect("two").await;
    sender.fail(Status::data_loss("no more ink")).await.unwrap();
    let status = soon("the call ends", replies.message()).await.unwrap_err();
    assert_eq!(status.to_string(), "DATA_LOSS: no more ink");
    // The stream is read once more before it is dropped.
    events.expect("CANCELLED").await;
    events.expect("cancelled").await;
}

#[tokio::test]
async fn a_handler_acts_on_its_cancellation_before_it_is_dropped() {
    let (log, mut events) = log();
    let script = Script::new().on_unary(move |note, cx| {
        let log = log.clone();
        async move {
            log.say("began");
            tokio::select! {
                () = cx.cancelled() => log.say("cleaned up"),
                () = pending() => {}
            }
            Ok(note)
        }
    });
    let client = in_process(script);
    let call = tokio::spawn(client.unary(Note::default()).into_future());
    events.expect("began").await;
    call.abort();
    events.expect("cleaned up").await;
}

#[tokio::test]
async fn a_lost_connection_cancels_every_handler_on_it() {
    let (log, mut events) = log();
    let script = Script::new().on_unary(move |note, cx| {
        let log = log.clone();
        async move {
            log.watch(cx).await;
            Ok(note)
        }
    });
    let (_server, client) = over_tcp(script).await;
    let calls: Vec<_> =
        (0..3).map(|_| tokio::spawn(client.unary(Note::default()).into_future())).collect();
    for _ in &calls {
        events.expect("began").await;
    }
    // The last channel and the last calls close the connection.
    drop(client);
    calls.iter().for_each(tokio::task::JoinHandle::abort);
    let mut all = Vec::new();
    for _ in 0..6 {
        all.extend(soon("the handlers end", events.0.recv()).await);
    }
    all.sort();
    assert_eq!(all, ["cancelled", "cancelled", "cancelled", "dropped", "dropped", "dropped"]);
}

#[tokio::test(start_paused = true)]
async fn a_call_dropped_in_the_queue_reaches_no_handler() {
    let calls = Arc::new(AtomicUsize::new(0));
    let (counter, gate) = (Arc::clone(&calls), Arc::new(tokio::sync::Semaphore::new(0)));
    let open = Arc::clone(&gate);
    let script = Script::new().on_unary(move |note, _| {
        counter.fetch_add(1, Ordering::Relaxed);
        let gate = Arc::clone(&gate);
        async move {
            let _permit = gate.acquire().await;
            Ok(note)
        }
    });
    let client = LabClient::new(builder(script).max_concurrent_streams(1).in_process().unwrap());
    let first = tokio::spawn(client.unary(Note::number(1)).into_future());
    idle().await;
    let queued: Vec<_> =
        (0..10).map(|_| tokio::spawn(client.unary(Note::number(2)).into_future())).collect();
    idle().await;
    queued.iter().for_each(tokio::task::JoinHandle::abort);
    idle().await;
    open.add_permits(1);
    assert_eq!(first.await.unwrap().unwrap(), Note::number(1));
    assert_eq!(client.unary(Note::number(3)).await.unwrap(), Note::number(3));
    assert_eq!(calls.load(Ordering::Relaxed), 2, "the first and the last");
}

#[tokio::test]
async fn what_a_handler_left_behind_learns_that_the_call_is_over() {
    let (log, mut events) = log();
    let script = Script::new().on_unary(move |note, cx| {
        tokio::spawn(log.clone().watch(cx.clone()));
        async move {
            tokio::task::yield_now().await;
            // Not before there is an answer.
            assert!(!cx.is_cancelled());
            Ok(note)
        }
    });
    let client = in_process(script);
    for number in 0..3 {
        assert_eq!(client.unary(Note::number(number)).await.unwrap(), Note::number(number));
        events.expect("began").await;
        events.expect("cancelled").await;
    }
}

#[tokio::test]
async fn a_sender_learns_that_no_one_reads_any_more() {
    let script = Script::new().on_collect(async |_, _| Err(Status::aborted("not interested")));
    let client = in_process(script);
    let (mut sender, requests) = Streaming::channel(0);
    let status = client.collect(requests).await.unwrap_err();
    assert_eq!(status.code(), Code::Aborted);
    let end = async { while sender.send(Note::default()).await.is_ok() {} };
    soon("the sender is closed", end).await;
    assert!(sender.is_closed());
}
