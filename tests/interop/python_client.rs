//! Python calls strait, over strait's own HTTP/2 and over axum's. What is checked stands in `python/client.py`, a function for each case.

use std::time::Duration;

use strait_tests::program::Program;

use crate::{
    python,
    service::{self, Event, Host, Served},
};

const HOSTS: [Host; 2] = [Host::Strait, Host::Axum];

/// Runs a case against each host, and gives those whose servers it called; none if it is skipped.
fn run(case: &str) -> Vec<Served> {
    let run = |host| {
        let mut client = python::script("client.py")?;
        let served = service::serve(host);
        let client = Program::start(client.args([&served.address, case]));
        assert_eq!(client.end().success(), "", "{host:?}");
        Some(served)
    };
    HOSTS.into_iter().filter_map(run).collect()
}

macro_rules! cases {
    ($($case:ident)*) => {$(
        #[test]
        fn $case() {
            run(stringify!($case));
        }
    )*};
}

cases! {
    unary
    server_streaming
    client_streaming
    bidi
    every_type
    metadata
    failures
    typed_error
    unknown_method
    large_messages
    compression
    long_streams
}

#[test]
fn deadline() {
    for served in run("deadline") {
        assert_eq!(next(&served), Event::Waiting);
        assert_eq!(next(&served), Event::Cancelled);
    }
}

#[test]
fn cancellation() {
    for host in HOSTS {
        let Some(mut client) = python::script("client.py") else { return };
        let served = service::serve(host);
        let mut client = Program::start(client.args([&served.address, "cancellation"]));
        assert_eq!(next(&served), Event::Waiting);
        client.say("now");
        assert_eq!(client.end().success(), "");
        assert_eq!(next(&served), Event::Cancelled, "{host:?}");
    }
}

#[test]
fn abandoned_stream() {
    for served in run("abandoned_stream") {
        assert_eq!(next(&served), Event::Abandoned);
    }
}

fn next(served: &Served) -> Event {
    served.events.recv_timeout(Duration::from_secs(30)).expect("the handler learns of it")
}
