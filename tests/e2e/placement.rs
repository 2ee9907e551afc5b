//! Where handlers run. Asserted on tasks and on what can happen at the same time, never on time.

use std::{
    sync::{Arc, Condvar, Mutex},
    time::Duration,
};

use strait::{Status, Streaming, server::HandlerPlacement};
use strait_tests::{
    lab::{LabClient, Note, Script, builder},
    soon,
};

/// Where some threads meet; unlike std's it gives up.
#[derive(Default)]
struct Meeting {
    present: Mutex<usize>,
    arrived: Condvar,
}

impl Meeting {
    /// Blocks the thread until `all` are here; `false` if they do not come.
    fn attend(&self, all: usize) -> bool {
        let mut present = self.present.lock().unwrap();
        *present += 1;
        self.arrived.notify_all();
        let bound = Duration::from_secs(10);
        let waited = self.arrived.wait_timeout_while(present, bound, |present| *present < all);
        let (present, _) = waited.unwrap();
        *present >= all
    }
}

/// Answers with the id of the task it runs in; `text` makes it compute for a while.
fn task_id() -> Script {
    Script::new().on_unary(async |note: Note, _| {
        if note.text == "slow" {
            // Stands for work: far above the 100 µs that make a poll slow.
            std::thread::sleep(Duration::from_millis(2));
        }
        let id = tokio::task::id().to_string();
        Ok(Note::text(id))
    })
}

async fn ids(client: &LabClient, text: &str, count: usize) -> Vec<String> {
    let mut ids = Vec::new();
    for _ in 0..count {
        ids.push(client.unary(Note::text(text)).await.unwrap().text);
    }
    ids
}

fn client(script: Script, placement: HandlerPlacement) -> LabClient {
    let server = builder(script).handler_placement(placement);
    LabClient::new(server.in_process().unwrap())
}

#[tokio::test]
async fn inline_handlers_run_in_the_task_of_their_connection() {
    let ids = ids(&client(task_id(), HandlerPlacement::Inline), "slow", 5).await;
    assert!(ids.iter().all(|id| *id == ids[0]), "{ids:?}");
}

#[tokio::test]
async fn spawned_handlers_run_in_a_task_each() {
    let ids = ids(&client(task_id(), HandlerPlacement::Spawned), "", 5).await;
    let distinct: std::collections::HashSet<_> = ids.iter().collect();
    assert_eq!(distinct.len(), 5, "{ids:?}");
}

#[tokio::test]
async fn a_slow_method_moves_out_of_its_connections_task_and_a_fast_one_moves_back() {
    // An hour is slow, or anything is: what a busy machine does to the clock does not matter.
    let never = HandlerPlacement::Adaptive { slow: Duration::from_secs(3600) };
    let stays = ids(&client(task_id(), never), "slow", 5).await;
    assert!(stays.iter().all(|id| *id == stays[0]), "{stays:?}");

    let adaptive = HandlerPlacement::Adaptive { slow: Duration::from_millis(1) };
    let client = client(task_id(), adaptive);
    let moves = ids(&client, "slow", 5).await;
    assert_eq!(moves[0], moves[1], "two slow polls are needed");
    assert!(moves[2..].iter().all(|id| *id != moves[0]), "{moves:?}");

    // Each fast poll counts, wherever it ran.
    let returns = ids(&client, "", 1000).await;
    assert_eq!(returns.last(), Some(&moves[0]), "back in the connection's task");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_slow_handler_does_not_hold_up_its_neighbours_once_it_is_known_to_be_slow() {
    let (release, released) = std::sync::mpsc::channel();
    let (began, mut begins) = tokio::sync::mpsc::unbounded_channel();
    let released = Arc::new(Mutex::new(released));
    let script = Script::new().on_unary(move |note: Note, _| {
        let (released, began) = (Arc::clone(&released), began.clone());
        async move {
            if note.text == "wait" {
                let _ = began.send(());
                // Blocks its thread until the neighbour has been served, or the test has failed.
                let bound = Duration::from_secs(10);
                released
                    .lock()
                    .unwrap()
                    .recv_timeout(bound)
                    .map_err(|_| Status::aborted("alone"))?;
            } else {
                std::thread::sleep(Duration::from_millis(2));
            }
            Ok(note)
        }
    });
    let adaptive = HandlerPlacement::Adaptive { slow: Duration::from_millis(1) };
    let client = client(script, adaptive);
    // Twice would do if each request came in one piece: a first poll that only waits for the rest
    // of its request is fast.
    for _ in 0..10 {
        client.unary(Note::default()).await.unwrap();
    }
    let slow = tokio::spawn(client.unary(Note::text("wait")).into_future());
    soon("the slow handler begins", begins.recv()).await;
    let neighbour = client.collect(Streaming::from_iter([Note::default()])).into_future();
    assert_eq!(soon("the neighbour", neighbour).await.unwrap().number, 1);
    release.send(()).unwrap();
    assert_eq!(soon("the slow handler", slow).await.unwrap().unwrap().text, "wait");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn heavy_handlers_of_one_connection_run_at_the_same_time() {
    let meeting = Arc::new(Meeting::default());
    let script = Script::new().on_unary(move |_, _| {
        let meeting = Arc::clone(&meeting);
        async move { Ok(Note::number(meeting.attend(3).into())) }
    });
    let client = client(script, HandlerPlacement::Spawned);
    let calls = (0..3).map(|_| client.unary(Note::default()).into_future());
    for result in futures::future::join_all(calls).await {
        assert_eq!(result.unwrap().number, 1, "they met");
    }
}
