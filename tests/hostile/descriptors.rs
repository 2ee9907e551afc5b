//! A server that runs out of file descriptors goes on accepting when there are some again.
//!
//! The limit is a process's own, so that this test runs itself again in a child with a low one.

use std::process::Stdio;

use strait_tests::{
    lab::{self, PulseClient, Script},
    soon,
    wire::WireClient,
};
use tokio::net::TcpStream;

const CHILD: &str = "STRAIT_TEST_FEW_DESCRIPTORS";

#[tokio::test]
async fn the_accept_loop_survives_without_descriptors() {
    if std::env::var_os(CHILD).is_some() {
        return exhaust().await;
    }
    let this = std::env::current_exe().unwrap();
    let child = tokio::process::Command::new("sh")
        .args(["-c", "ulimit -n 64 && exec \"$0\" --exact --nocapture \"$1\""])
        .arg(this)
        .arg("descriptors::the_accept_loop_survives_without_descriptors")
        .env(CHILD, "1")
        .stdin(Stdio::null())
        .output();
    let output = tokio::time::timeout(std::time::Duration::from_secs(60), child)
        .await
        .expect("the child ends")
        .unwrap();
    let text = String::from_utf8_lossy(&output.stdout) + String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{text}");
    assert!(text.contains("1 passed"), "{text}");
}

async fn exhaust() {
    let (server, address) = lab::serve(lab::builder(Script::new())).await;
    let honest = PulseClient::connect(address).await.unwrap();
    honest.beat().await.unwrap();
    // Each connection takes two descriptors, one at either end, until there is none.
    let mut sockets = Vec::new();
    while let Ok(socket) = TcpStream::connect(address).await {
        sockets.push(socket);
        assert!(sockets.len() < 100, "the limit is not in force");
    }
    // The backlog holds connections for which the server has no descriptor.
    soon("an honest call", honest.beat().into_future()).await.unwrap();
    // The one that failed gave its descriptor back, and the server may have taken it.
    drop(sockets);
    soon("a new connection", async { WireClient::connect(address).await.assert_serves().await })
        .await;
    soon("an honest call", honest.beat().into_future()).await.unwrap();
    soon("the server stops", server.drain(std::time::Duration::ZERO)).await;
}
