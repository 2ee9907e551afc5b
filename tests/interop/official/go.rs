//! grpc-go.
//!
//! Its server does not tell its id, takes 4 MiB at most and knows no compression: its own client
//! has no cases of the latter two.

use strait_tests::{
    peers::{self, Go},
    program::Program,
};

use super::{BASIC, PICK_FIRST, SOAK_FLAGS, Security, Server, client, run_each, tls_flags};

#[test]
fn go_calls_strait() {
    go_calls(Security::Plain);
}

#[test]
fn go_calls_strait_over_tls() {
    go_calls(Security::Tls);
}

#[test]
fn strait_calls_go() {
    calls_go(Security::Plain);
}

#[test]
fn strait_calls_go_over_tls() {
    calls_go(Security::Tls);
}

fn go_calls(security: Security) {
    let Some(go) = peers::go() else { return };
    let server = Server::start(&go, security);
    let cases = [BASIC, &[PICK_FIRST]].concat();
    run_each(&format!("grpc-go calls strait, {security}"), &cases, || {
        let mut client = go.client();
        client.args(["--server_host=127.0.0.1", "--server_port", &server.port]).args(SOAK_FLAGS);
        if security == Security::Tls {
            client.args(tls_flags(go.certificate("ca.pem")));
        }
        client
    });
}

fn calls_go(security: Security) {
    let Some(go) = peers::go() else { return };
    let (_server, port) = serve(&go, security);
    let ca = (security == Security::Tls).then(|| go.certificate("ca.pem"));
    run_each(&format!("strait calls grpc-go, {security}"), BASIC, || client(&port, ca.clone()));
}

fn serve(go: &Go, security: Security) -> (Program, String) {
    let mut command = go.server();
    if security == Security::Tls {
        command.arg("--use_tls").args(["--tls_cert_file".into(), go.certificate("server1.pem")]);
        command.args(["--tls_key_file".into(), go.certificate("server1.key")]);
    }
    let mut server = Program::start(&mut command);
    let port = server.rest_of_line("interop server listening on [::]:");
    (server, port)
}
