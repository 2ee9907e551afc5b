//! What is hard on a connection, in calls that each have one right outcome: large messages, many
//! streams, tiny windows and frames, and calls that are given up at any moment.

use std::{future::Future, time::Duration};

use futures::future::try_join_all;
use strait::{Channel, Status};

use super::{
    basics::{self, asking_for, next, streamed_payload},
    ensure,
};
use crate::grpc_testing::TestServiceClient;

/// Calls at once: more than any peer takes at a time.
const MANY: usize = 500;
/// Calls given up: fewer than any peer takes for an attack.
const GIVEN_UP: u32 = 60;
/// Of a call, and so the largest frame of DATA that the server may send.
const TINY_WINDOW: u32 = 1000;
const TINY_FRAME: u32 = 10;
/// HTTP/2 has none below.
const CONNECTION_WINDOW: u32 = 65_535;

/// Runs all of them against a server that takes messages of `large` bytes.
///
/// # Errors
///
/// The first call that had another outcome than it should, and which load it was part of.
pub async fn run(target: &str, large: usize) -> Result<(), Status> {
    let client = connect(target, None).await?;
    bounded("large messages", four(&client, large)).await?;
    bounded("many streams", many(&client)).await?;
    bounded("resets", resets(&client)).await?;
    let client = connect(target, Some(TINY_WINDOW)).await?;
    bounded("tiny windows", four(&client, large.min(100_000))).await?;
    let client = connect(target, Some(TINY_FRAME)).await?;
    bounded("tiny frames", four(&client, 2_000)).await
}

async fn connect(target: &str, window: Option<u32>) -> Result<TestServiceClient, Status> {
    let mut channel = Channel::builder();
    if let Some(window) = window {
        channel = channel.windows(window, CONNECTION_WINDOW);
    }
    Ok(TestServiceClient::new(channel.connect(target).await?))
}

/// A load that stands still fails by its name.
async fn bounded(what: &str, load: impl Future<Output = Result<(), Status>>) -> Result<(), Status> {
    match tokio::time::timeout(Duration::from_secs(60), load).await {
        Ok(Ok(())) => Ok(()),
        Ok(Err(status)) => Err(Status::failed_precondition(format!("{what}: {status}"))),
        Err(_) => Err(Status::failed_precondition(format!("{what}: not done in a minute"))),
    }
}

/// Messages of this size on four streams at once, both ways.
async fn four(client: &TestServiceClient, size: usize) -> Result<(), Status> {
    try_join_all((0..4).map(|_| basics::unary(client, size, size))).await.map(drop)
}

async fn many(client: &TestServiceClient) -> Result<(), Status> {
    try_join_all((1..=MANY).map(|n| basics::unary(client, n, 2 * n))).await.map(drop)
}

/// Some calls end after their first response, some at moments that nobody chose; and then all is as
/// it was.
async fn resets(client: &TestServiceClient) -> Result<(), Status> {
    let mut given_up = 0;
    for n in 0..GIVEN_UP {
        let (mut requests, mut responses) = basics::full_duplex(client).await?;
        requests.send(asking_for(&[50_000, 50_000], 1000)).await?;
        streamed_payload(&next(&mut responses).await?, 50_000)?;
        drop(responses);
        tokio::select! {
            biased;
            result = basics::unary(client, 20_000, 50_000) => result?,
            () = patience(n) => given_up += 1,
        }
    }
    ensure(given_up > 0, || "no call was given up, so nothing was tried".to_owned())?;
    four(client, 1000).await
}

/// None for 0, so that one call at least is given up. For others some turns of the runtime, in which
/// a quick peer may answer, or a millisecond or two, in which most do.
async fn patience(n: u32) {
    for _ in 0..n {
        tokio::task::yield_now().await;
    }
    if n % 2 == 1 {
        tokio::time::sleep(Duration::from_micros(u64::from(20 * n))).await;
    }
}
