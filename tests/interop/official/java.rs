//! grpc-java.
//!
//! Its server compresses single responses, not streams of them, does not check how requests arrive,
//! and does not tell its id. The certificates are in its jars, the same as grpc-go's.

use strait_tests::{peers, program::Program};

use super::{
    BASIC, COMPRESSED_REQUESTS, COMPRESSED_REQUESTS_WITHOUT_PROBE, COMPRESSED_RESPONSE,
    COMPRESSED_RESPONSES, PICK_FIRST, SOAK_FLAGS, Security, Server, VERY_LARGE, client, run_each,
    run_together,
};

#[test]
fn java_calls_strait() {
    java_calls(Security::Plain, "grpc-java");
}

#[test]
fn java_on_okhttp_calls_strait() {
    java_calls(Security::Plain, ON_OKHTTP);
}

#[test]
fn java_calls_strait_over_tls() {
    java_calls(Security::Tls, "grpc-java");
}

#[test]
fn strait_calls_java() {
    calls_java(Security::Plain);
}

#[test]
fn strait_calls_java_over_tls() {
    calls_java(Security::Tls);
}

const ON_OKHTTP: &str = "grpc-java on OkHttp";

fn java_calls(security: Security, client: &str) {
    let (Some(java), Some(go)) = (peers::java(), peers::go()) else { return };
    let server = Server::start(&go, security);
    let cases = [
        BASIC,
        &[PICK_FIRST, VERY_LARGE],
        COMPRESSED_RESPONSES,
        COMPRESSED_REQUESTS,
        COMPRESSED_REQUESTS_WITHOUT_PROBE,
    ]
    .concat();
    let mut flags = vec!["--server_host=localhost".to_owned()];
    flags.push(format!("--server_port={}", server.port));
    flags.extend(SOAK_FLAGS.map(str::to_owned));
    flags.push(format!("--use_okhttp={}", client == ON_OKHTTP));
    flags.extend(match security {
        Security::Plain => vec!["--use_tls=false".to_owned()],
        Security::Tls => vec![
            "--use_tls=true".to_owned(),
            "--use_test_ca=true".to_owned(),
            "--server_host_override=foo.test.google.fr".to_owned(),
        ],
    });
    let who = format!("{client} calls strait, {security}");
    run_together(&who, &cases, java.program("client").arg(cases.join(",")).args(flags));
}

fn calls_java(security: Security) {
    let (Some(java), Some(go)) = (peers::java(), peers::go()) else { return };
    let mut command = java.program("server");
    command.arg(format!("--use_tls={}", security == Security::Tls));
    let mut server = Program::start(&mut command);
    let port = server.line_after("listening on ");
    let cases =
        [BASIC, &[VERY_LARGE, COMPRESSED_RESPONSE], COMPRESSED_REQUESTS_WITHOUT_PROBE].concat();
    let ca = (security == Security::Tls).then(|| go.certificate("ca.pem"));
    run_each(&format!("strait calls grpc-java, {security}"), &cases, || client(&port, ca.clone()));
}
