//! Many calls, many messages, many tasks.

use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use futures::future::join_all;
use strait::Streaming;
use strait_tests::{
    lab::{LabClient, Note, Script, all, builder, in_process, over_tcp},
    soon,
};

#[tokio::test]
async fn a_thousand_calls_take_turns_on_a_connection_of_ten_streams() {
    const CALLS: u64 = 1000;
    let (running, most) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
    let highest = Arc::clone(&most);
    let script = Script::new().on_unary(move |note, _| {
        let (running, most) = (Arc::clone(&running), Arc::clone(&most));
        async move {
            most.fetch_max(running.fetch_add(1, Ordering::Relaxed) + 1, Ordering::Relaxed);
            for _ in 0..3 {
                tokio::task::yield_now().await;
            }
            running.fetch_sub(1, Ordering::Relaxed);
            Ok(note)
        }
    });
    let client = LabClient::new(builder(script).max_concurrent_streams(10).in_process().unwrap());
    let calls = (0..CALLS).map(|number| client.unary(Note::number(number)).into_future());
    for (number, reply) in (0..).zip(join_all(calls).await) {
        assert_eq!(reply.unwrap(), Note::number(number));
    }
    let most = highest.load(Ordering::Relaxed);
    assert!((2..=10).contains(&most), "{most} at once");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn no_call_is_forgotten_in_the_queue_of_a_connection() {
    let server = builder(Script::new()).max_concurrent_streams(3);
    let client = LabClient::new(server.in_process().unwrap());
    let tasks = (0..16_u64).map(|task| {
        let client = client.clone();
        tokio::spawn(async move {
            for number in (0..100).map(|n| task * 100 + n) {
                let call = client.unary(Note::number(number)).into_future();
                if number % 7 == 0 {
                    // Given up at once: in the queue, or on its way.
                    let _ = tokio::time::timeout(Duration::ZERO, call).await;
                } else {
                    assert_eq!(call.await.unwrap(), Note::number(number));
                }
            }
        })
    });
    for task in soon("all calls end", join_all(tasks)).await {
        task.unwrap();
    }
}

#[tokio::test]
async fn a_hundred_thousand_small_messages_arrive_complete_and_in_order() {
    const COUNT: u64 = 100_000;
    let client = in_process(Script::new());
    let mut replies = client.expand(Note::number(COUNT)).await.unwrap();
    for number in 0..COUNT {
        assert_eq!(replies.message().await.unwrap().unwrap().number, number);
    }
    assert_eq!(replies.message().await.unwrap(), None);

    let requests = Streaming::from_iter((0..COUNT).map(Note::number));
    assert_eq!(client.collect(requests).await.unwrap().number, COUNT);

    let requests = Streaming::from_iter((0..COUNT).map(Note::number));
    let echoed = all(client.chat(requests).await.unwrap()).await.unwrap();
    assert!(echoed.iter().map(|note| note.number).eq(0..COUNT));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn clones_of_a_client_serve_many_tasks() {
    let (_server, client) = over_tcp(Script::new()).await;
    let tasks = (0..50_u64).map(|task| {
        let client = client.clone();
        tokio::spawn(async move {
            for round in 0..20 {
                let number = task * 1000 + round;
                let reply = client.unary(Note::number(number)).await.unwrap();
                assert_eq!(reply, Note::number(number));
                let requests = Streaming::from_iter((0..5).map(Note::number));
                let echoed = all(client.chat(requests).await.unwrap()).await.unwrap();
                assert_eq!(echoed.len(), 5);
            }
        })
    });
    for task in join_all(tasks).await {
        task.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn thousands_of_calls_dropped_halfway_leave_a_connection_that_serves() {
    let (_server, client) = over_tcp(Script::new()).await;
    for _ in 0..3000 {
        let mut replies = client.expand(Note::number(100)).await.unwrap();
        assert_eq!(replies.message().await.unwrap(), Some(Note::number(0)));
        // The rest is in flight.
    }
    assert_eq!(client.unary(Note::number(1)).await.unwrap(), Note::number(1));
}

#[tokio::test]
async fn a_thousand_streams_are_open_at_once() {
    const STREAMS: u64 = 1000;
    let client = in_process(Script::new());
    let mut open = Vec::new();
    for _ in 0..STREAMS {
        let (sender, requests) = Streaming::channel(0);
        open.push((sender, client.chat(requests).await.unwrap()));
    }
    for (number, (sender, replies)) in (0..).zip(&mut open) {
        sender.send(Note::number(number)).await.unwrap();
        assert_eq!(replies.message().await.unwrap(), Some(Note::number(number)));
    }
}
