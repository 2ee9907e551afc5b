//! What our server tells of its connections, and how it says it to people.

use std::time::Duration;

use strait::server::{Builder, ServerEvent, ServerHandle};
use strait_tests::{
    lab::{self, Script},
    soon,
    wire::{Frame, PREFACE, Place, WireClient, kind},
};
use tokio::{
    io::AsyncWriteExt as _,
    net::TcpStream,
    sync::mpsc::{self, UnboundedReceiver},
};

/// A server, its address, and what it tells, the client's address left out.
async fn serve(builder: Builder) -> (ServerHandle, Place, UnboundedReceiver<String>) {
    let (tell, events) = mpsc::unbounded_channel();
    let builder = builder.on_event(move |event| {
        let (ServerEvent::ConnectionRefused { peer }
        | ServerEvent::HandshakeFailed { peer, .. }
        | ServerEvent::ConnectionClosed { peer, .. }) = &event
        else {
            panic!("{event}")
        };
        let address = peer.to_string();
        let _ = tell.send(event.to_string().replace(&address, "CLIENT"));
    });
    let (server, address) = lab::serve(builder).await;
    (server, Place::Tcp(address), events)
}

async fn next(events: &mut UnboundedReceiver<String>) -> String {
    soon("an event", events.recv()).await.expect("the server lives")
}

#[tokio::test]
async fn a_client_that_goes_and_what_it_said() {
    let (_server, place, mut events) = serve(lab::builder(Script::new())).await;
    let mut client = WireClient::connect(&place).await;
    client.assert_serves().await;
    drop(client);
    assert_eq!(next(&mut events).await, "connection of CLIENT closed: the client closed it");
}

/// The h2 crate keeps the words to itself.
#[cfg(not(feature = "h2"))]
#[tokio::test]
async fn the_words_of_a_client_that_goes() {
    let (_server, place, mut events) = serve(lab::builder(Script::new())).await;
    let mut client = WireClient::connect(&place).await;
    let mut bye = Frame::goaway(0, 2);
    bye.payload = [&bye.payload[..], b"I \xff am \"broken\""].concat().into();
    client.send([bye]).await;
    client.assert_serves().await;
    drop(client);
    assert_eq!(
        next(&mut events).await,
        "connection of CLIENT closed: the client closed it with code 2: \"I \u{fffd} am \\\"broken\\\"\""
    );
}

#[tokio::test]
async fn a_rule_that_is_broken() {
    let (_server, place, mut events) = serve(lab::builder(Script::new())).await;
    let mut client = WireClient::connect(&place).await;
    client.send([Frame::data(1, "of no stream", true)]).await;
    client.closed().await;
    let told = next(&mut events).await;
    let rule = "connection of CLIENT closed: the client broke a rule of HTTP/2 (code 1): ";
    assert!(told.len() > rule.len() && told.starts_with(rule), "{told}");
}

#[tokio::test]
async fn a_limit_and_its_name() {
    let builder = lab::builder(Script::new()).header_timeout(Duration::from_millis(100));
    let (_server, place, mut events) = serve(builder).await;
    let mut client = WireClient::connect(&place).await;
    // A header block that does not end.
    client.send([Frame::new(kind::HEADERS, 0, 1, vec![0x83])]).await;
    client.closed().await;
    let why = "bytes came that did not become a request or a message";
    let expected = format!("connection of CLIENT closed: the client went beyond a limit: {why}");
    assert_eq!(next(&mut events).await, expected);
}

#[tokio::test]
async fn the_servers_own_reasons() {
    let builder = lab::builder(Script::new()).max_connection_idle(Duration::from_millis(50));
    let (_server, place, mut events) = serve(builder).await;
    let mut client = WireClient::connect(&place).await;
    client.closed().await;
    let idle = "connection of CLIENT closed: the server closed it: the connection was idle";
    assert_eq!(next(&mut events).await, idle);

    let (server, place, mut events) = serve(lab::builder(Script::new())).await;
    let mut client = WireClient::connect(&place).await;
    client.assert_serves().await;
    soon("the server stops", server.drain(Duration::ZERO)).await;
    let stops = "connection of CLIENT closed: the server closed it: the server stops";
    assert_eq!(next(&mut events).await, stops);
}

#[tokio::test]
async fn clients_that_never_come_to_speak() {
    let builder = lab::builder(Script::new()).handshake_timeout(Duration::from_millis(100));
    let (_server, place, mut events) = serve(builder.max_connections(1)).await;
    let silent = TcpStream::connect(place.address()).await.unwrap();
    let turned_away = "CLIENT turned away: no HTTP/2 within the time for it";
    assert_eq!(next(&mut events).await, turned_away);
    drop(silent);

    let mut other = TcpStream::connect(place.address()).await.unwrap();
    other.write_all(b"GET / HTTP/1.1\r\nHost: here\r\n\r\n").await.unwrap();
    assert_eq!(next(&mut events).await, "CLIENT turned away: it does not speak HTTP/2");
}

#[tokio::test]
async fn connections_that_are_too_many() {
    let (_server, place, mut events) = serve(lab::builder(Script::new()).max_connections(1)).await;
    let mut first = WireClient::connect(&place).await;
    first.assert_serves().await;
    let mut second = TcpStream::connect(place.address()).await.unwrap();
    // It may be closed by now.
    let _ = second.write_all(PREFACE).await;
    assert_eq!(next(&mut events).await, "CLIENT turned away: too many connections");
    first.assert_serves().await;
}
