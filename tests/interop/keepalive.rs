//! PINGs of grpcio, and when they are too many.

use std::time::Duration;

use strait::{Server, health::HealthReporter, server::Builder};
use strait_tests::program::Program;

use crate::{
    python,
    service::{self, Host, Served},
};

fn serve(builder: Builder) -> Served {
    service::serve_on(builder.health(&HealthReporter::new()), Host::Strait)
}

/// How a call of grpcio's ends that lasts six seconds, with a PING each second.
fn hasty_python(served: &Served) -> Option<String> {
    let client = Program::start(python::script("keepalive.py")?.arg(&served.address));
    Some(client.wait().success())
}

#[cfg(not(feature = "h2"))]
#[test]
fn python_is_told_when_it_asks_too_often() {
    let Some(told) = hasty_python(&serve(Server::builder())) else { return };
    assert!(told.starts_with("UNAVAILABLE") && told.contains("too_many_pings"), "{told}");
}

#[test]
fn python_may_ask_as_often_as_the_server_permits() {
    let permits = Duration::from_millis(50);
    let served = serve(Server::builder().permit_keepalive_time(permits));
    let Some(told) = hasty_python(&served) else { return };
    assert!(told.starts_with("DEADLINE_EXCEEDED"), "{told}");
}
