//! The health of strait, asked by Python's client and by grpc-health-probe.

use std::process::Command;

use strait::health::{HealthReporter, ServingStatus};
use strait_tests::{
    peers::{self, HealthProbe},
    program::Program,
};

use crate::{
    python,
    service::{self, Host, Served},
};

const PEER: &str = "interop.v1.Peer";

fn serve(health: &HealthReporter) -> Served {
    service::serve_on(strait::Server::builder().health(health), Host::Strait)
}

#[test]
fn python_checks_lists_and_watches() {
    let Some(mut client) = python::script("health.py") else { return };
    let health = HealthReporter::new();
    let served = serve(&health);
    let mut client = Program::start(client.arg(&served.address));
    assert_eq!(client.line(), "SERVING");
    health.set(PEER, ServingStatus::Unknown);
    assert_eq!(client.line(), "UNKNOWN");
    health.set(PEER, ServingStatus::NotServing);
    assert_eq!(client.line(), "NOT_SERVING");
    assert_eq!(client.end().success(), "");
}

#[test]
fn the_probe_tells_serving_from_not_serving_and_unknown() {
    let Some(probe) = peers::health_probe() else { return };
    let health = HealthReporter::new();
    let served = serve(&health);
    let ask = |service| Program::start(&mut command(&probe, &served, service)).wait();
    assert!(ask("").success().is_empty());
    assert!(ask(PEER).success().is_empty());
    health.set(PEER, ServingStatus::NotServing);
    let (code, said) = ask(PEER).failure();
    assert!(code == 4 && said.contains("NOT_SERVING"), "{code}: {said}");
    let (code, said) = ask("no.such.Service").failure();
    assert!(code == 3 && said.contains("unknown service `no.such.Service`"), "{code}: {said}");
    assert!(ask("").success().is_empty(), "the server as a whole still serves");
}

fn command(probe: &HealthProbe, served: &Served, service: &str) -> Command {
    let mut command = probe.command();
    command.args(["-addr", &served.address, "-service", service]);
    // Much more than its second, for a busy machine.
    command.args(["-connect-timeout", "30s", "-rpc-timeout", "30s"]);
    command
}
