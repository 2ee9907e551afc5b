//! The negative cases of HTTP/2: the three clients against a server that sends what it should not.
//!
//! That grpc-go's and grpc-java's clients get along with the server, which is ours, shows that it
//! does what the cases are about. They have no case of padding.

use strait_tests::{
    interop::{Log, Misbehaviour, NegativeServer},
    peers,
};
use tokio::runtime::Runtime;

use super::{Server, client, run_each, run_together};

/// The official names.
const CASES: [(&str, Misbehaviour); 7] = [
    ("goaway", Misbehaviour::Goaway),
    ("rst_after_header", Misbehaviour::RstAfterHeader),
    ("rst_during_data", Misbehaviour::RstDuringData),
    ("rst_after_data", Misbehaviour::RstAfterData),
    ("ping", Misbehaviour::Ping),
    ("max_streams", Misbehaviour::MaxStreams),
    ("data_frame_padding", Misbehaviour::DataFramePadding),
];

/// grpc-go's client wants UNKNOWN here, but its own library has INTERNAL for NO_ERROR, as we have.
const NOT_FOR_GO: [&str; 2] = ["rst_during_data", "data_frame_padding"];
/// grpc-java's client wants a text that its own library has not got any more.
const NOT_FOR_JAVA: [&str; 4] =
    ["rst_after_header", "rst_during_data", "rst_after_data", "data_frame_padding"];

#[test]
fn strait_gets_along() {
    for (case, what) in CASES {
        against(what, |port| {
            run_each(&format!("strait calls a negative server, {case}"), &[case], || {
                client(port, None)
            });
        });
    }
}

#[test]
fn go_gets_along() {
    let Some(go) = peers::go() else { return };
    for (case, what) in CASES.into_iter().filter(|(case, _)| !NOT_FOR_GO.contains(case)) {
        against(what, |port| {
            run_each(&format!("grpc-go calls the negative server, {case}"), &[case], || {
                let mut client = go.http2_client();
                client.args(["--server_host=127.0.0.1", "--server_port", port]);
                client
            });
        });
    }
}

#[test]
fn java_gets_along() {
    let Some(java) = peers::java() else { return };
    for (case, what) in CASES.into_iter().filter(|(case, _)| !NOT_FOR_JAVA.contains(case)) {
        against(what, |port| {
            let flags = ["--server_host=localhost".to_owned(), format!("--server_port={port}")];
            let who = format!("grpc-java calls the negative server, {case}");
            run_together(&who, &[case], java.program("http2").arg(case).args(flags));
        });
    }
}

/// A limit of one stream, on our server, is kept by Go's client: no call fails.
#[test]
fn go_keeps_to_max_concurrent_streams() {
    let Some(go) = peers::go() else { return };
    let server = Server::run(Server::command().arg("--max_concurrent_streams=1"));
    run_each("grpc-go calls strait, one stream at a time", &["max_streams"], || {
        let mut client = go.http2_client();
        client.args(["--server_host=127.0.0.1", "--server_port", &server.port]);
        client
    });
}

/// Runs a client against the server, and looks at what the server saw.
fn against(what: Misbehaviour, client: impl FnOnce(&str)) {
    let runtime = Runtime::new().expect("a runtime");
    let server = runtime.block_on(NegativeServer::start(what));
    client(&server.address().port().to_string());
    let Log { connections, requests, pongs, violations } = server.log();
    assert_eq!(violations, [""; 0], "{what:?}");
    let (wanted_connections, wanted_requests) = match what {
        Misbehaviour::Goaway => (2, 2..=2),
        Misbehaviour::MaxStreams => (1, 11..=16),
        _ => (1, 1..=1),
    };
    assert_eq!(connections, wanted_connections, "{what:?}");
    assert!(wanted_requests.contains(&requests), "{what:?}: {requests} requests");
    assert!(pongs > 0 || what != Misbehaviour::Ping, "no PING was answered");
}
