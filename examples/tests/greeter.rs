//! The greeter's programs do what their help says, and say why when they cannot.

use std::{net::TcpListener, process::Command};

use strait_tests::program::Program;

fn greeter() -> Command {
    Command::new(env!("CARGO_BIN_EXE_greeter"))
}

fn client(addr: &str, arguments: &[&str]) -> Program {
    let mut command = Command::new(env!("CARGO_BIN_EXE_greeter-client"));
    Program::start(command.args(["--addr", addr]).args(arguments))
}

/// A server at work, and its address.
fn server() -> (Program, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_greeter-server"));
    let mut server = Program::start(command.args(["--addr", "127.0.0.1:0"]));
    let addr = server.line_after("listening on ");
    (server, addr)
}

#[test]
fn the_tour_makes_every_kind_of_call_and_writes_the_proto() {
    let dir = tempfile::tempdir().unwrap();
    let proto_dir = dir.path().join("not/there/yet");
    let tour = Program::start(greeter().arg("--proto-dir").arg(&proto_dir)).end().success();

    let written = proto_dir.join("greeter.proto");
    let committed = include_str!("../proto/greeter.proto");
    assert_eq!(std::fs::read_to_string(&written).unwrap(), committed);

    let shown: Vec<_> = tour.lines().filter_map(|line| line.strip_prefix("  ")).collect();
    assert_eq!(shown[0], written.display().to_string());
    assert!(shown[1].starts_with("127.0.0.1:"), "{}", shown[1]);
    assert_eq!(
        shown[2..],
        [
            "Hello, world!",
            "Hello, Ada!",
            "Hello, Grace!",
            "Hello, Edsger!",
            "Hello, Ada, Grace, Edsger!",
            "Hello, Ada!",
            "Hello, Grace!",
            "Hello, Edsger!",
            "42",
            "2147483647 + 1 is too much",
            "Hello, thread!",
            "done",
        ]
    );
}

#[test]
fn the_client_calls_every_method_of_the_server() {
    let (mut server, addr) = server();
    for (arguments, said) in [
        (&[][..], "Greeting: Hello, world!\n"),
        (&["--name", "Zoë ☂"], "Greeting: Hello, Zoë ☂!\n"),
        (&["each-word", "Ada Grace"], "Greeting: Hello, Ada!\nGreeting: Hello, Grace!\n"),
        (&["everyone", "Ada", "Grace"], "Greeting: Hello, Ada, Grace!\n"),
        (&["add", "20", "-22"], "Sum: -2\n"),
    ] {
        assert_eq!(client(&addr, arguments).end().success(), said, "{arguments:?}");
    }
    server.terminate();
    assert_eq!(server.end().success(), "");
}

#[test]
fn a_failed_call_is_one_line_on_stderr_and_exit_code_1() {
    let (_server, addr) = server();
    let add = client(&addr, &["add", "2147483647", "1"]);
    assert_eq!(
        add.end().failure(),
        (1, "error: OUT_OF_RANGE: 2147483647 + 1 overflows\n".to_owned())
    );
}

#[test]
fn an_unreachable_server_is_unavailable() {
    // A port that was free a moment ago: nobody listens, and the system says so.
    let addr = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().to_string();
    let (code, stderr) = client(&addr, &[]).end().failure();
    assert_eq!(code, 1);
    let reason = format!("error: UNAVAILABLE: cannot connect to http://{addr}: Connection refused");
    assert!(stderr.starts_with(&reason) && stderr.lines().count() == 1, "{stderr}");
}

#[test]
fn a_server_that_cannot_listen_says_where_and_why() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let addr = taken.local_addr().unwrap().to_string();
    let mut command = Command::new(env!("CARGO_BIN_EXE_greeter-server"));
    let (code, stderr) = Program::start(command.args(["--addr", &addr])).end().failure();
    assert_eq!(code, 1);
    let reason = format!("error: cannot listen on {addr}: Address already in use");
    assert!(stderr.starts_with(&reason) && stderr.lines().count() == 1, "{stderr}");
}

#[test]
fn a_chat_goes_on_while_the_server_stops() {
    let (mut server, addr) = server();
    let mut chat = client(&addr, &["chat"]);
    chat.say("Ada");
    assert_eq!(chat.line(), "Greeting: Hello, Ada!");
    server.terminate();
    chat.say("Grace");
    assert_eq!(chat.line(), "Greeting: Hello, Grace!");
    assert_eq!(chat.end().success(), "");
    assert_eq!(server.end().success(), "");
}

#[test]
fn every_program_has_help() {
    for program in [
        env!("CARGO_BIN_EXE_greeter"),
        env!("CARGO_BIN_EXE_greeter-server"),
        env!("CARGO_BIN_EXE_greeter-client"),
        env!("CARGO_BIN_EXE_file-transfer"),
        env!("CARGO_BIN_EXE_chat"),
    ] {
        let help = Program::start(Command::new(program).arg("--help")).end().success();
        assert!(help.contains("Usage:"), "{help}");
    }
}
