//! grpc-js, with programs of our own (`tests/interop/node`) that load strait's export.

use std::path::{Path, PathBuf};

use strait_tests::{peers, program::Program};

use super::{
    COMPRESSED_REQUESTS, COMPRESSED_REQUESTS_WITHOUT_PROBE, COMPRESSED_RESPONSES, PICK_FIRST,
    Server, VERY_LARGE, client, run_each, run_together, schema, without_soak,
};

#[test]
fn node_calls_strait() {
    let Some(node) = peers::node() else { return };
    let server = Server::plain();
    let cases =
        [&without_soak(), &[PICK_FIRST, VERY_LARGE][..], COMPRESSED_RESPONSES, COMPRESSED_REQUESTS]
            .concat();
    let mut client = node.script("client.js", &protos("node_client"));
    client.arg(cases.join(",")).arg(format!("--server_port={}", server.port));
    run_together("grpc-js calls strait, plain", &cases, &mut client);
}

/// grpc-js's server does not compress.
#[test]
fn strait_calls_node() {
    let Some(node) = peers::node() else { return };
    let mut server = Program::start(&mut node.script("server.js", &protos("node_server")));
    let port = server.line_after("listening on ");
    let cases = [&without_soak(), &[PICK_FIRST, VERY_LARGE][..], COMPRESSED_REQUESTS_WITHOUT_PROBE]
        .concat();
    run_each("strait calls grpc-js, plain", &cases, || client(&port, None));
}

fn protos(test: &str) -> PathBuf {
    schema::export(&Path::new(env!("CARGO_TARGET_TMPDIR")).join("official").join(test))
}
