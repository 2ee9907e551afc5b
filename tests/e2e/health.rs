//! What the health service says, and when.

use std::time::Duration;

use strait::{
    Channel, Code, Streaming,
    health::{
        HealthCheckRequest, HealthCheckResponse, HealthClient, HealthListRequest, HealthReporter,
        ServingStatus,
        ServingStatus::{NotServing, ServiceUnknown, Serving},
    },
};
use strait_tests::{
    lab::{LabSchema, PulseSchema, Script, builder, serve},
    soon,
};

/// A server of the lab that reports its health.
fn reported(health: &HealthReporter) -> HealthClient {
    HealthClient::new(builder(Script::new()).health(health).in_process().unwrap())
}

fn about(service: &str) -> HealthCheckRequest {
    HealthCheckRequest { service: service.to_owned() }
}

async fn next(changes: &mut Streaming<HealthCheckResponse>) -> ServingStatus {
    soon("a status", changes.message()).await.unwrap().expect("the stream goes on").status
}

#[tokio::test]
async fn every_service_of_the_server_serves_until_it_is_told_otherwise() {
    let health = HealthReporter::new();
    health.set(PulseSchema::NAME, NotServing); // before the server is built
    let client = reported(&health);
    let list = client.list(HealthListRequest {}).await.unwrap().statuses;
    let list: Vec<_> = list.iter().map(|(name, reply)| (name.as_str(), reply.status)).collect();
    let health_itself = "grpc.health.v1.Health";
    let want = [("", Serving), (health_itself, Serving), ("lab.Lab", Serving)];
    assert_eq!(list, [&want[..], &[("lab.Pulse", NotServing)]].concat());

    health.set(LabSchema::NAME, NotServing);
    assert_eq!(client.check(about(LabSchema::NAME)).await.unwrap().status, NotServing);
    assert_eq!(client.check(about("")).await.unwrap().status, Serving);
}

#[tokio::test]
async fn a_service_that_nobody_knows_is_not_found() {
    let health = HealthReporter::new();
    let client = reported(&health);
    let status = client.check(about("lab.Labs")).await.unwrap_err();
    assert_eq!((status.code(), status.message()), (Code::NotFound, "unknown service `lab.Labs`"));
    health.remove(LabSchema::NAME);
    let status = client.check(about(LabSchema::NAME)).await.unwrap_err();
    assert_eq!(status.code(), Code::NotFound);
}

#[tokio::test]
async fn a_watcher_hears_the_status_and_then_each_change() {
    let health = HealthReporter::new();
    let client = reported(&health);
    let mut changes = client.watch(about("later.Service")).await.unwrap();
    assert_eq!(next(&mut changes).await, ServiceUnknown);
    health.set("later.Service", Serving);
    assert_eq!(next(&mut changes).await, Serving);
    health.set("later.Service", Serving); // no change
    health.set(LabSchema::NAME, NotServing); // another's
    health.set("later.Service", NotServing);
    assert_eq!(next(&mut changes).await, NotServing);
    health.remove("later.Service");
    assert_eq!(next(&mut changes).await, ServiceUnknown);
}

#[tokio::test]
async fn a_slow_watcher_is_told_what_is_true_and_not_all_that_was() {
    let health = HealthReporter::new();
    let client = reported(&health);
    let mut changes = client.watch(about("")).await.unwrap();
    assert_eq!(next(&mut changes).await, Serving);
    // On one thread, nothing is sent until this test waits.
    for _ in 0..1000 {
        health.set("", NotServing);
        health.set("", Serving);
    }
    health.set("", NotServing);
    assert_eq!(next(&mut changes).await, NotServing);
    health.set("", Serving);
    assert_eq!(next(&mut changes).await, Serving);
}

#[tokio::test]
async fn a_drain_says_not_serving_and_does_not_wait_for_watchers() {
    let health = HealthReporter::new();
    let (server, address) = serve(builder(Script::new()).health(&health)).await;
    let client = HealthClient::new(Channel::connect(address).await.unwrap());
    let mut changes = client.watch(about(LabSchema::NAME)).await.unwrap();
    assert_eq!(next(&mut changes).await, Serving);
    let drain = tokio::spawn(server.drain(Duration::from_secs(3600)));
    assert_eq!(next(&mut changes).await, NotServing);
    let end = soon("the stream ends", changes.message()).await.unwrap_err();
    assert_eq!(end.code(), Code::Unavailable, "{end}");
    soon("the server stops", drain).await.unwrap();
    health.set("", Serving);
    assert_eq!(health.status(""), Some(NotServing), "what has stopped does not serve again");
}

#[tokio::test]
async fn one_reporter_for_a_server_without_services() {
    let health = HealthReporter::default();
    let client = HealthClient::new(strait::Server::builder().health(&health).in_process().unwrap());
    health.set_all(NotServing);
    for service in ["", "grpc.health.v1.Health"] {
        assert_eq!(client.check(about(service)).await.unwrap().status, NotServing);
    }
}
