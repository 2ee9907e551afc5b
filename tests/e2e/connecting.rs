//! How channels connect, fail to, and connect again.

use std::time::{Duration, Instant};

use futures::FutureExt as _;
use strait::{Channel, Code, Origin, Status, server::ServeError};
use strait_tests::{
    lab::{LabClient, LabServer, Note, Script, builder, over_tcp, serve},
    soon,
    wire::WireListener,
};
use tokio::net::TcpListener;

/// A port on which no one listens: it was free a moment ago.
async fn unused_address() -> std::net::SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    listener.local_addr().unwrap()
}

fn assert_unavailable(status: &Status) {
    assert_eq!((status.code(), status.origin()), (Code::Unavailable, Origin::Local), "{status}");
}

#[tokio::test]
async fn connecting_to_a_port_without_a_server_fails_with_its_address() {
    let address = unused_address().await;
    let status = LabClient::connect(address).await.unwrap_err();
    assert_unavailable(&status);
    let message = status.message();
    assert!(message.starts_with(&format!("cannot connect to http://{address}: ")), "{message}");
}

#[tokio::test]
async fn a_host_that_does_not_exist_is_unavailable() {
    let status = LabClient::connect("http://no-such-host.invalid:1").await.unwrap_err();
    assert_unavailable(&status);
}

#[tokio::test]
async fn a_lazy_channel_connects_with_its_first_call() {
    let listener = WireListener::bind().await;
    let address = listener.address();
    let client = LabClient::new(Channel::lazy(address).unwrap());
    assert!(listener.accept_silently().now_or_never().is_none(), "no call, no connection");
    let call = tokio::spawn(client.unary(Note::default()).into_future());
    let mut server = listener.accept().await;
    assert_eq!(server.request().await.all(":path"), ["/lab.Lab/Unary"]);
    call.abort();
}

#[tokio::test]
async fn calls_made_together_share_one_connection() {
    let listener = WireListener::bind().await;
    let client = LabClient::new(Channel::lazy(listener.address()).unwrap());
    for _ in 0..10 {
        tokio::spawn(client.clone().unary(Note::default()).into_future());
    }
    let mut server = listener.accept().await;
    let mut streams = Vec::new();
    for _ in 0..10 {
        streams.push(server.request_headers().await.stream);
    }
    assert!(streams.is_sorted(), "{streams:?}");
    assert!(listener.accept_silently().now_or_never().is_none());
}

#[tokio::test]
async fn after_a_failed_attempt_calls_fail_at_once_with_its_reason() {
    let client = LabClient::new(Channel::lazy(unused_address().await).unwrap());
    let first = client.unary(Note::default()).await.unwrap_err();
    assert_unavailable(&first);
    // Polled once: it does not wait for anything.
    let second = client.unary(Note::default()).into_future().now_or_never();
    let second = second.expect("no waiting").unwrap_err();
    assert_unavailable(&second);
    assert_eq!(second.message(), first.message());
}

#[tokio::test]
async fn a_call_can_wait_for_a_server_that_comes_later() {
    let address = unused_address().await;
    let client = LabClient::new(Channel::lazy(address).unwrap());
    // Fails the first attempt, so that the next one is after a backoff.
    assert_unavailable(&client.unary(Note::default()).await.unwrap_err());
    let waiting = tokio::spawn(client.unary(Note::number(1)).wait_for_ready().into_future());
    let server = builder(Script::new()).bind(address).await.unwrap().spawn();
    assert_eq!(soon("the call", waiting).await.unwrap().unwrap(), Note::number(1));
    // Connected again, calls need not wait.
    assert_eq!(client.unary(Note::number(2)).await.unwrap(), Note::number(2));
    server.drain(Duration::ZERO).await;
}

#[tokio::test]
async fn attempts_are_a_backoff_apart() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let client = LabClient::new(Channel::lazy(listener.local_addr().unwrap()).unwrap());
    let call = tokio::spawn(client.unary(Note::default()).wait_for_ready().into_future());
    drop(soon("the first attempt", listener.accept()).await.unwrap());
    let start = Instant::now();
    drop(soon("the second attempt", listener.accept()).await.unwrap());
    // A second less a fifth; how much more depends on the machine.
    assert!(start.elapsed() >= Duration::from_millis(750), "{:?}", start.elapsed());
    call.abort();
}

#[tokio::test]
async fn a_channel_finds_its_server_again_on_the_same_port() {
    let (server, address) = serve(builder(Script::new())).await;
    let client = LabClient::connect(address).await.unwrap();
    for number in 0..3 {
        assert_eq!(client.unary(Note::number(number)).await.unwrap(), Note::number(number));
    }
    server.drain(Duration::ZERO).await;
    let server = builder(Script::new()).bind(address).await.unwrap().spawn();
    // A call may be sent before the end of the old connection has been noticed.
    let again = async { while client.unary(Note::default()).wait_for_ready().await.is_err() {} };
    soon("the channel connects again", again).await;
    server.drain(Duration::ZERO).await;
}

#[tokio::test]
async fn a_connection_that_closes_while_idle_is_made_again_for_the_next_call() {
    let listener = WireListener::bind().await;
    let connecting = tokio::spawn(LabClient::connect(listener.address()));
    let server = listener.accept().await;
    let client = connecting.await.unwrap().unwrap();
    drop(server);
    assert!(listener.accept_silently().now_or_never().is_none(), "not before there is a call");
    let retry = tokio::spawn(async move { while client.unary(Note::default()).await.is_err() {} });
    let mut server = listener.accept().await;
    server.request().await;
    retry.abort();
}

#[tokio::test]
async fn a_connection_that_many_calls_asked_for_is_not_made_again_without_a_call() {
    let listener = WireListener::bind().await;
    let client = LabClient::new(Channel::lazy(listener.address()).unwrap());
    // The channel waits for demand, and gets it ten times over.
    tokio::task::yield_now().await;
    let calls = (0..10).map(|_| tokio::spawn(client.unary(Note::default()).into_future()));
    let calls: Vec<_> = calls.collect();
    let mut server = listener.accept().await;
    for _ in &calls {
        server.request_headers().await;
    }
    drop(server);
    for call in calls {
        assert_unavailable(&soon("the call ends", call).await.unwrap().unwrap_err());
    }
    for _ in 0..100 {
        tokio::task::yield_now().await;
    }
    // Had the channel connected, its connection would be the first in the queue.
    let marker = tokio::net::TcpStream::connect(listener.address()).await.unwrap();
    let first = listener.accept_silently().await;
    assert_eq!(first.peer_address(), marker.local_addr().unwrap());
}

#[tokio::test]
async fn a_channel_closes_its_connection_with_its_last_clone() {
    let listener = WireListener::bind().await;
    let connecting = tokio::spawn(LabClient::connect(listener.address()));
    let mut server = listener.accept().await;
    let client = connecting.await.unwrap().unwrap();
    let clone = client.clone();
    drop(client);
    server.settle().await;
    drop(clone);
    server.closed().await;
}

#[tokio::test]
async fn a_call_outlives_the_channel_it_was_made_on() {
    let (_server, client) = over_tcp(Script::new()).await;
    let mut replies = client.expand(Note::number(3)).await.unwrap();
    drop(client);
    let mut count = 0;
    while soon("the next", replies.message()).await.unwrap().is_some() {
        count += 1;
    }
    assert_eq!(count, 3);
}

#[tokio::test]
async fn malformed_targets_fail_before_any_attempt() {
    for target in ["", "http://user@host", "http://host:port", "ftp://host"] {
        let status = Channel::lazy(target).unwrap_err();
        assert_eq!(status.code(), Code::Internal, "{target}");
        assert!(status.message().contains(target), "{status}");
    }
}

#[test]
fn a_channel_outside_of_a_runtime_is_an_error_that_says_what_to_use() {
    let status = Channel::lazy("http://localhost:1").unwrap_err();
    assert_eq!(status.code(), Code::Internal);
    assert!(status.message().contains("blocking client"), "{status}");
}

#[tokio::test]
async fn a_server_on_a_taken_port_says_which() {
    let taken = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = taken.local_addr().unwrap();
    let error = builder(Script::new()).bind(address).await.unwrap_err();
    assert!(matches!(error, ServeError::Bind { .. }));
    assert!(error.to_string().contains(&address.to_string()), "{error}");
}

#[tokio::test]
async fn two_services_of_one_name_are_refused() {
    let twice = strait::Server::builder()
        .add(LabServer::new(Script::new()))
        .add(LabServer::new(Script::new()));
    let error = twice.bind("127.0.0.1:0").await.unwrap_err();
    assert_eq!(error.to_string(), "service lab.Lab was added twice; a server has one of each name");
}

#[tokio::test]
async fn a_listener_handed_over_is_served() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let server = builder(Script::new()).listen(listener).unwrap();
    assert_eq!(server.local_addr(), Some(address));
    let _server = server.spawn();
    let client = LabClient::connect(format!("http://localhost:{}", address.port())).await.unwrap();
    assert_eq!(client.unary(Note::number(1)).await.unwrap(), Note::number(1));
}

#[test]
fn calls_fail_once_the_channels_runtime_has_shut_down() {
    let runtime = || tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let first = runtime();
    let channel = first.block_on(async { Channel::lazy(unused_address().await).unwrap() });
    drop(first);
    let call = LabClient::new(channel).unary(Note::default()).wait_for_ready();
    let status = runtime().block_on(soon("the call ends", call.into_future())).unwrap_err();
    assert_unavailable(&status);
}
