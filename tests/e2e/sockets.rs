//! What calls travel over.

use std::{path::PathBuf, time::Duration};

use strait::{Code, Peer, server::ServeError};
use strait_tests::lab::{LabClient, Note, Script, builder, in_process, over_tcp};

/// Answers with the peer as the handler sees it.
fn whoami() -> Script {
    Script::new().on_unary(async |_, cx| {
        let kind = match cx.peer() {
            Peer::Tcp(address) if address.ip().is_loopback() => "tcp",
            Peer::Unix => "unix",
            Peer::InProcess => "in-process",
            _ => "someone else",
        };
        let method = cx.method().map_or("", |method| method.path());
        Ok(Note::text(format!("{kind} {method}")))
    })
}

/// A path for a socket of this test alone.
fn socket(name: &str) -> PathBuf {
    std::env::temp_dir().join(format!("strait-{}-{name}.sock", std::process::id()))
}

#[tokio::test]
async fn a_handler_knows_its_peer_and_its_method() {
    let client = in_process(whoami());
    let reply = client.unary(Note::default()).await.unwrap();
    assert_eq!(reply.text, "in-process /lab.Lab/Unary");
    let (_server, client) = over_tcp(whoami()).await;
    assert_eq!(client.unary(Note::default()).await.unwrap().text, "tcp /lab.Lab/Unary");
}

#[tokio::test]
async fn port_0_is_a_port_that_the_server_tells() {
    let first = builder(Script::new()).bind("127.0.0.1:0").await.unwrap();
    let second = builder(Script::new()).bind("localhost:0").await.unwrap();
    let (a, b) = (first.local_addr().unwrap().port(), second.local_addr().unwrap().port());
    assert!(a != 0 && b != 0 && a != b);
}

#[cfg(unix)]
#[tokio::test]
async fn calls_travel_over_a_unix_socket() {
    let path = socket("calls");
    let address = format!("unix:{}", path.display());
    let server = builder(whoami()).bind(&address).await.unwrap();
    assert_eq!(server.local_addr(), None);
    let server = server.spawn();
    let client = LabClient::connect(&address).await.unwrap();
    assert_eq!(client.unary(Note::default()).await.unwrap().text, "unix /lab.Lab/Unary");
    let client = LabClient::connect(format!("unix://{}", path.display())).await.unwrap();
    assert_eq!(client.unary(Note::default()).await.unwrap().text, "unix /lab.Lab/Unary");
    server.drain(Duration::from_secs(5)).await;
    assert!(!path.exists(), "the file goes with the server");
    let status = LabClient::connect(&address).await.unwrap_err();
    assert_eq!(status.code(), Code::Unavailable);
    assert!(status.message().contains(&address), "{status}");
}

#[cfg(unix)]
#[tokio::test]
async fn a_socket_file_left_behind_is_replaced_and_one_in_use_is_not() {
    let path = socket("left-behind");
    let address = format!("unix:{}", path.display());
    drop(std::os::unix::net::UnixListener::bind(&path).unwrap());
    assert!(path.exists(), "as after a crash");
    let server = builder(whoami()).bind(&address).await.unwrap().spawn();
    let error = builder(whoami()).bind(&address).await.unwrap_err();
    assert!(matches!(error, ServeError::Bind { .. }), "{error}");
    let client = LabClient::connect(&address).await.unwrap();
    assert_eq!(client.unary(Note::default()).await.unwrap().text, "unix /lab.Lab/Unary");
    server.drain(Duration::ZERO).await;
}
