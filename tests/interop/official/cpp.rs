//! gRPC for C++, with programs of our own (`tests/interop/cpp`) on stubs generated from strait's
//! export.

use std::{
    path::{Path, PathBuf},
    sync::OnceLock,
};

use strait_tests::{
    peers::{self, Cpp},
    program::Program,
};

use super::{
    COMPRESSED_REQUESTS, COMPRESSED_REQUESTS_WITHOUT_PROBE, COMPRESSED_RESPONSES, PICK_FIRST,
    Server, VERY_LARGE, client, run_each, run_together, schema, without_soak,
};

#[test]
fn cpp_calls_strait() {
    let Some(cpp) = peers::cpp() else { return };
    let server = Server::plain();
    let cases =
        [&without_soak(), &[PICK_FIRST, VERY_LARGE][..], COMPRESSED_RESPONSES, COMPRESSED_REQUESTS]
            .concat();
    let mut client = cpp.run(&programs(&cpp).join("client"));
    run_together("C++ calls strait, plain", &cases, client.args([&cases.join(","), &server.port]));
}

#[test]
fn strait_calls_cpp() {
    let Some(cpp) = peers::cpp() else { return };
    let mut server = Program::start(&mut cpp.run(&programs(&cpp).join("server")));
    let port = server.line_after("listening on ");
    let cases = [
        &without_soak(),
        &[PICK_FIRST, VERY_LARGE][..],
        COMPRESSED_RESPONSES,
        COMPRESSED_REQUESTS_WITHOUT_PROBE,
    ]
    .concat();
    run_each("strait calls C++, plain", &cases, || client(&port, None));
}

/// The folder with both programs, built once.
fn programs(cpp: &Cpp) -> &'static Path {
    static FOLDER: OnceLock<PathBuf> = OnceLock::new();
    FOLDER.get_or_init(|| {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("official/cpp");
        let protos = schema::export(&folder);
        cpp.build(&protos, "grpc/testing.proto", &["client", "server"], &folder);
        folder
    })
}
