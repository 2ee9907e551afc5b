//! Strait calls Python, whose side stands in `python/server.py`.

use std::{future::IntoFuture, time::Duration};

use futures::TryStreamExt;
use strait::{Code, Compression, Status, Streaming};
use strait_tests::program::Program;

use crate::{
    contract::{AbsentClient, AddError, CountRequest, Everything, Item, PeerClient, Total, sample},
    python,
};

const MIB: usize = 1024 * 1024;

/// A Python server, a channel to it, and a runtime for calls.
struct Python {
    server: Program,
    address: String,
    peer: PeerClient,
}

impl Python {
    /// None if the test is to be skipped.
    async fn serve() -> Option<Self> {
        let mut server = Program::start(&mut python::script("server.py")?);
        let address = server.line_after("listening on ");
        let peer = PeerClient::connect(&address).await.expect("the server listens");
        Some(Self { server, address, peer })
    }
}

#[tokio::test]
async fn unary() -> Result<(), Status> {
    let Some(python) = Python::serve().await else { return Ok(()) };
    let hello = Everything { text: "hello".to_owned(), ..Everything::default() };
    assert_eq!(python.peer.echo(hello.clone()).await?, hello);
    assert_eq!(python.peer.add(20, -22).await?, -2);
    Ok(())
}

#[tokio::test]
async fn server_streaming() -> Result<(), Status> {
    let Some(python) = Python::serve().await else { return Ok(()) };
    let items = python.peer.count(CountRequest { items: 1000, payload: 0 }).await?;
    let numbers: Vec<_> = items.map_ok(|item| item.number).try_collect().await?;
    assert!(numbers.into_iter().eq(1..=1000));
    let none: Vec<_> = python.peer.count(CountRequest::default()).await?.try_collect().await?;
    assert_eq!(none, []);
    Ok(())
}

#[tokio::test]
async fn client_streaming() -> Result<(), Status> {
    let Some(python) = Python::serve().await else { return Ok(()) };
    let items = (0..1000).map(|number| Item { number, payload: vec![1, 2] });
    let total = python.peer.collect(Streaming::from_iter(items)).await?;
    assert_eq!(total, Total { items: 1000, payload: 2000 });
    assert_eq!(python.peer.collect(Streaming::empty()).await?, Total::default());
    Ok(())
}

#[tokio::test]
async fn bidi() -> Result<(), Status> {
    let Some(python) = Python::serve().await else { return Ok(()) };
    let (mut requests, outgoing) = Streaming::channel(0);
    let mut replies = python.peer.double(outgoing).await?;
    for number in 0..100 {
        requests.send(Item { number, payload: Vec::new() }).await?;
        let reply = replies.try_next().await?.expect("a reply to each item");
        assert_eq!(reply.number, 2 * number);
    }
    drop(requests);
    assert_eq!(replies.try_next().await?, None);
    Ok(())
}

#[tokio::test]
async fn every_type() -> Result<(), Status> {
    let Some(python) = Python::serve().await else { return Ok(()) };
    python.peer.check(sample()).await?;
    assert_eq!(python.peer.echo(sample()).await?, sample());
    assert_eq!(python.peer.echo(Everything::default()).await?, Everything::default());
    Ok(())
}

#[tokio::test]
async fn metadata() -> Result<(), Status> {
    let Some(python) = Python::serve().await else { return Ok(()) };
    let call = python.peer.metadata();
    let call = call.metadata("x-text", "one").metadata("x-text", "two");
    let response = call.metadata_bin("x-bytes-bin", b"\x00\xff").with_response().await?;
    let initial: Vec<_> = response.initial_metadata.get_all("x-text").collect();
    assert_eq!(initial, ["one", "two"]);
    assert_eq!(response.trailers.get_bin("x-bytes-bin").as_deref(), Some(&b"\x00\xff"[..]));
    Ok(())
}

#[tokio::test]
async fn failures() {
    let Some(python) = Python::serve().await else { return };
    let message = "100 % größer als ☂ 🦀\n\t\"ende\" ";
    for number in 1..=16 {
        let failed = python.peer.fail(number, message.to_owned()).await;
        let status = failed.expect_err("it does as it is told");
        assert_eq!((status.code().number(), status.message()), (number, message));
    }
}

#[tokio::test]
async fn typed_error() {
    let Some(python) = Python::serve().await else { return };
    match python.peer.add(i32::MIN, -1).await {
        Err(AddError::Overflow { a: i32::MIN, b: -1 }) => {}
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn unknown_method() -> Result<(), Status> {
    let Some(python) = Python::serve().await else { return Ok(()) };
    let absent = AbsentClient::connect(&python.address).await?;
    let status = absent.call().await.expect_err("no one serves it");
    assert_eq!(status.code(), Code::Unimplemented);
    Ok(())
}

#[tokio::test]
async fn large_messages() -> Result<(), Status> {
    let Some(python) = Python::serve().await else { return Ok(()) };
    let of = |len| Everything { bytes: vec![7; len], ..Everything::default() };
    assert_eq!(python.peer.echo(of(3 * MIB)).await?, of(3 * MIB));
    let status = python.peer.echo(of(5 * MIB)).await.expect_err("Python takes 4 MiB");
    assert_eq!(status.code(), Code::ResourceExhausted);
    Ok(())
}

#[tokio::test]
async fn compression() -> Result<(), Status> {
    let Some(python) = Python::serve().await else { return Ok(()) };
    let large = Everything { bytes: vec![7; 3 * MIB], ..Everything::default() };
    for compression in [Compression::Gzip, Compression::Deflate] {
        // Python answers as it is asked to, and refuses what is more than 4 MiB after all.
        let call = python.peer.echo(large.clone()).compress(compression);
        let response = call.metadata("x-compress", compression.name()).with_response().await?;
        assert!(response.message == large && response.was_compressed, "{compression:?}");
        let bomb = Everything { bytes: vec![7; 5 * MIB], ..Everything::default() };
        let status = python.peer.echo(bomb).compress(compression).await.expect_err("too long");
        assert_eq!(status.code(), Code::ResourceExhausted, "{status}");
        let items = (0..1000).map(|number| Item { number, payload: vec![0; 1000] });
        let total = python.peer.collect(Streaming::from_iter(items)).compress(compression).await?;
        assert_eq!(total, Total { items: 1000, payload: 1_000_000 });
    }
    Ok(())
}

/// More than fits into any window, so that both sides have to wait for each other.
#[tokio::test]
async fn long_streams() -> Result<(), Status> {
    let Some(python) = Python::serve().await else { return Ok(()) };
    let request = CountRequest { items: 64, payload: 1024 * 1024 };
    let mut items = python.peer.count(request).await?;
    let mut received = 0;
    while let Some(item) = items.try_next().await? {
        received += item.payload.len();
    }
    assert_eq!(received, 64 * MIB);
    let items = (0..64).map(|number| Item { number, payload: vec![0; MIB] });
    let total = python.peer.collect(Streaming::from_iter(items)).await?;
    assert_eq!(total, Total { items: 64, payload: received as u64 });
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn deadline() -> Result<(), Status> {
    let Some(mut python) = Python::serve().await else { return Ok(()) };
    assert_eq!(python.peer.time_remaining().await?, None);
    let remaining = python.peer.time_remaining().timeout(Duration::from_secs(50)).await?;
    assert!(matches!(remaining, Some(1..=50_000)), "{remaining:?}");

    let call = python.peer.wait().timeout(Duration::from_secs(2));
    let call = tokio::spawn(call.into_future());
    assert_eq!(python.server.line(), "waiting");
    let status = call.await.expect("no panic").expect_err("the server never answers");
    assert_eq!(status.code(), Code::DeadlineExceeded);
    assert_eq!(python.server.line(), "cancelled");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn cancellation() {
    let Some(mut python) = Python::serve().await else { return };
    let call = tokio::spawn(python.peer.wait().into_future());
    assert_eq!(python.server.line(), "waiting");
    call.abort();
    assert_eq!(python.server.line(), "cancelled");
}

/// Python has far more to send than is read.
#[tokio::test]
async fn abandoned_stream() -> Result<(), Status> {
    let Some(python) = Python::serve().await else { return Ok(()) };
    let request = CountRequest { items: 1 << 31, payload: 1 };
    let mut items = python.peer.count(request).await?;
    assert_eq!(items.try_next().await?.map(|item| item.number), Some(1));
    drop(items);
    // The connection is as good as new.
    assert_eq!(python.peer.add(1, 1).await?, 2);
    Ok(())
}
