//! Python calls strait. What is checked stands in `python/client.py`, a function for each case.

use std::time::Duration;

use strait_tests::program::Program;

use crate::{
    python,
    service::{self, Event, Served},
};

/// Runs a case; none if it is skipped.
fn run(case: &str) -> Option<Served> {
    let mut client = python::script("client.py")?;
    let served = service::serve();
    let client = Program::start(client.args([&served.address, case]));
    assert_eq!(client.end().success(), "");
    Some(served)
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
    let Some(served) = run("deadline") else { return };
    assert_eq!(next(&served), Event::Waiting);
    assert_eq!(next(&served), Event::Cancelled);
}

#[test]
fn cancellation() {
    let Some(mut client) = python::script("client.py") else { return };
    let served = service::serve();
    let mut client = Program::start(client.args([&served.address, "cancellation"]));
    assert_eq!(next(&served), Event::Waiting);
    client.say("now");
    assert_eq!(client.end().success(), "");
    assert_eq!(next(&served), Event::Cancelled);
}

#[test]
fn abandoned_stream() {
    let Some(served) = run("abandoned_stream") else { return };
    assert_eq!(next(&served), Event::Abandoned);
}

fn next(served: &Served) -> Event {
    served.events.recv_timeout(Duration::from_secs(30)).expect("the handler learns of it")
}
