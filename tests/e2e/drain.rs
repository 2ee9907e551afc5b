//! How a server stops.

use std::{future::pending, sync::Arc, time::Duration};

use strait::{Code, Streaming};
use strait_tests::{
    lab::{LabClient, Note, Script, builder, over_tcp, serve},
    soon,
};
use tokio::{
    net::TcpStream,
    sync::{Semaphore, mpsc, oneshot},
};

const LONG: Duration = Duration::from_secs(3600);

/// A script whose unary handler says that it began, then waits for a permit.
fn gated() -> (Script, Arc<Semaphore>, mpsc::UnboundedReceiver<()>) {
    let gate = Arc::new(Semaphore::new(0));
    let (began, begins) = mpsc::unbounded_channel();
    let closed = Arc::clone(&gate);
    let script = Script::new().on_unary(move |note: Note, _| {
        let (gate, began) = (Arc::clone(&closed), began.clone());
        async move {
            if note.number == 0 {
                let _ = began.send(());
                gate.acquire().await.unwrap().forget();
            }
            Ok(note)
        }
    });
    (script, gate, begins)
}

#[tokio::test]
async fn running_calls_finish_and_new_ones_are_refused() {
    let (script, gate, mut begins) = gated();
    let (server, address) = serve(builder(script)).await;
    let client = LabClient::connect(address).await.unwrap();
    let running = tokio::spawn(client.unary(Note::number(0)).into_future());
    soon("the call begins", begins.recv()).await;
    let drain = tokio::spawn(server.drain(LONG));
    // Calls are taken until the client has seen the GOAWAY; then the port is closed.
    let refused = async {
        loop {
            if let Err(status) = client.unary(Note::number(1)).await {
                return status;
            }
        }
    };
    let status = soon("a call is refused", refused).await;
    assert_eq!(status.code(), Code::Unavailable, "{status}");
    assert!(TcpStream::connect(address).await.is_err(), "the port is free");
    assert!(!drain.is_finished() && !running.is_finished());
    gate.add_permits(1);
    assert_eq!(soon("the call ends", running).await.unwrap().unwrap(), Note::number(0));
    soon("the server stops", drain).await.unwrap();
}

#[tokio::test]
async fn a_stream_goes_on_while_the_server_drains() {
    let (server, client) = over_tcp(Script::new()).await;
    let (mut sender, requests) = Streaming::channel(0);
    let mut replies = client.chat(requests).await.unwrap();
    sender.send(Note::number(1)).await.unwrap();
    assert_eq!(replies.message().await.unwrap(), Some(Note::number(1)));
    let drain = tokio::spawn(server.drain(LONG));
    for number in 2..50 {
        sender.send(Note::number(number)).await.unwrap();
        let reply = soon("the echo", replies.message()).await.unwrap();
        assert_eq!(reply, Some(Note::number(number)));
    }
    assert!(!drain.is_finished());
    drop(sender);
    assert_eq!(soon("the end", replies.message()).await.unwrap(), None);
    soon("the server stops", drain).await.unwrap();
}

#[tokio::test]
async fn a_call_that_does_not_finish_is_cancelled_at_the_bound() {
    let (seen, mut events) = mpsc::unbounded_channel();
    let script = Script::new().on_unary(move |_, cx| {
        let seen = seen.clone();
        async move {
            let _ = seen.send("began");
            cx.cancelled().await;
            let _ = seen.send("cancelled");
            pending().await
        }
    });
    let (server, client) = over_tcp(script).await;
    let call = tokio::spawn(client.unary(Note::default()).into_future());
    assert_eq!(soon("the call begins", events.recv()).await, Some("began"));
    soon("the server stops", server.drain(Duration::from_millis(20))).await;
    assert_eq!(soon("the handler is told", events.recv()).await, Some("cancelled"));
    let status = soon("the call ends", call).await.unwrap().unwrap_err();
    assert_eq!(status.code(), Code::Unavailable, "{status}");
}

#[tokio::test]
async fn an_idle_connection_does_not_hold_up_the_end() {
    let (server, client) = over_tcp(Script::new()).await;
    client.unary(Note::default()).await.unwrap();
    // `soon` is shorter than the bound.
    soon("the server stops", server.drain(LONG)).await;
    let status = client.unary(Note::default()).await.unwrap_err();
    assert_eq!(status.code(), Code::Unavailable);
}

#[tokio::test]
async fn a_connection_that_has_said_nothing_does_not_hold_up_the_end() {
    let server = builder(Script::new()).handshake_timeout(LONG);
    let (server, address) = serve(server).await;
    let _silent = TcpStream::connect(address).await.unwrap();
    // Accepted in order: the silent one is in when this call is answered.
    let client = LabClient::connect(address).await.unwrap();
    client.unary(Note::default()).await.unwrap();
    soon("the server stops", server.drain(LONG)).await;
}

#[tokio::test]
async fn a_server_serves_until_its_signal() {
    let server = builder(Script::new()).bind("127.0.0.1:0").await.unwrap();
    let address = server.local_addr().unwrap();
    let (stop, stopped) = oneshot::channel::<()>();
    let signal = async { drop(stopped.await) };
    let serving = tokio::spawn(server.serve_until(signal, LONG));
    let client = LabClient::connect(address).await.unwrap();
    assert_eq!(client.unary(Note::number(1)).await.unwrap(), Note::number(1));
    stop.send(()).unwrap();
    soon("the server stops", serving).await.unwrap();
}

#[tokio::test]
async fn a_server_runs_on_without_its_handle() {
    let (server, client) = over_tcp(Script::new()).await;
    drop(server);
    tokio::task::yield_now().await;
    assert_eq!(client.unary(Note::number(1)).await.unwrap(), Note::number(1));
}

#[tokio::test]
async fn dropping_a_serving_future_closes_everything_at_once() {
    let server = builder(Script::new()).bind("127.0.0.1:0").await.unwrap();
    let address = server.local_addr().unwrap();
    let serving = tokio::spawn(server.serve());
    let client = LabClient::connect(address).await.unwrap();
    let mut replies = client.chat(Streaming::channel(0).1).await.unwrap();
    serving.abort();
    let status = soon("the call ends", replies.message()).await.unwrap_err();
    assert_eq!(status.code(), Code::Unavailable, "{status}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_handler_that_blocks_its_thread_does_not_keep_the_server_from_stopping() {
    let (release, released) = std::sync::mpsc::channel::<()>();
    let released = Arc::new(std::sync::Mutex::new(released));
    let (began, mut begins) = mpsc::unbounded_channel();
    let script = Script::new().on_unary(move |note, _| {
        let (began, released) = (began.clone(), Arc::clone(&released));
        async move {
            let _ = began.send(());
            // An error is the end of the test.
            let _ = released.lock().unwrap().recv();
            Ok(note)
        }
    });
    let (server, client) = over_tcp(script).await;
    let call = tokio::spawn(client.unary(Note::default()).into_future());
    soon("the call begins", begins.recv()).await;
    soon("the server stops", server.drain(Duration::from_millis(20))).await;
    drop(release);
    let _ = call.await;
}
