//! A producer runs ahead of its reader by windows and buffers, and no further. On a paused clock,
//! which moves only when nothing else can.

use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

use strait::Streaming;
use strait_tests::{
    idle,
    lab::{Note, Script, all, in_process},
};
use tokio::sync::Semaphore;

const SIZE: usize = 1024;
/// The stream's window (1 MiB), h2's send buffer and a batch (160 KiB), the pipe (256 KiB), and
/// some for frames.
const AHEAD: u64 = 1024 + 160 + 256 + 100;
const TOTAL: u64 = 10_000;

/// Produces `TOTAL` messages of about a kilobyte, and counts them.
fn counted(produced: &Arc<AtomicU64>) -> Streaming<Note> {
    let produced = Arc::clone(produced);
    Streaming::produce(async move |mut tx| {
        for number in 0..TOTAL {
            tx.send(Note { number, ..Note::ballast(SIZE) }).await?;
            produced.fetch_add(1, Ordering::Relaxed);
        }
        Ok(())
    })
}

/// Waits until the producer stands still, and tells how far it is.
async fn stalled(produced: &AtomicU64) -> u64 {
    idle().await;
    let count = produced.load(Ordering::Relaxed);
    idle().await;
    assert_eq!(produced.load(Ordering::Relaxed), count);
    count
}

#[tokio::test(start_paused = true)]
async fn a_server_waits_for_a_client_that_does_not_read() {
    let produced = Arc::new(AtomicU64::new(0));
    let counter = Arc::clone(&produced);
    let script = Script::new().on_expand(move |_, _| {
        let stream = counted(&counter);
        async { Ok(stream) }
    });
    let client = in_process(script);
    let mut replies = client.expand(Note::default()).await.unwrap();
    let first = stalled(&produced).await;
    assert!((500..AHEAD).contains(&first), "{first} ahead");
    for number in 0..2000 {
        assert_eq!(replies.message().await.unwrap().unwrap().number, number);
    }
    let second = stalled(&produced).await;
    assert!((2000..2000 + AHEAD).contains(&second), "{second} after 2000");
    // A stalled call leaves its connection to others.
    assert_eq!(client.unary(Note::number(1)).await.unwrap(), Note::number(1));
    let rest = all(replies).await.unwrap();
    assert_eq!(rest.len() as u64, TOTAL - 2000);
    assert!(rest.iter().map(|note| note.number).eq(2000..TOTAL));
}

#[tokio::test(start_paused = true)]
async fn a_client_waits_for_a_handler_that_does_not_read() {
    let (gate, produced) = (Arc::new(Semaphore::new(0)), Arc::new(AtomicU64::new(0)));
    let closed = Arc::clone(&gate);
    let script = Script::new().on_collect(move |mut notes: Streaming<Note>, _| {
        let gate = Arc::clone(&closed);
        async move {
            let mut number = 0;
            loop {
                if number == 0 || number == 2000 {
                    gate.acquire().await.unwrap().forget();
                }
                match notes.message().await? {
                    Some(note) => assert_eq!(note.number, number),
                    None => return Ok(Note::number(number)),
                }
                number += 1;
            }
        }
    });
    let client = in_process(script);
    let call = tokio::spawn(client.collect(counted(&produced)).into_future());
    let first = stalled(&produced).await;
    assert!((500..AHEAD).contains(&first), "{first} ahead");
    gate.add_permits(1);
    let second = stalled(&produced).await;
    assert!((2000..2000 + AHEAD).contains(&second), "{second} after 2000");
    assert_eq!(client.unary(Note::number(1)).await.unwrap(), Note::number(1));
    gate.add_permits(1);
    assert_eq!(call.await.unwrap().unwrap().number, TOTAL);
}

#[tokio::test(start_paused = true)]
async fn an_echo_that_no_one_reads_holds_up_its_requests() {
    let produced = Arc::new(AtomicU64::new(0));
    let client = in_process(Script::new());
    let replies = client.chat(counted(&produced)).await.unwrap();
    let ahead = stalled(&produced).await;
    assert!((500..2 * AHEAD).contains(&ahead), "{ahead} ahead");
    assert_eq!(all(replies).await.unwrap().len() as u64, TOTAL);
}
