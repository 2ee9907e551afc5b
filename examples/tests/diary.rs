//! The diary's program lets in whom it knows, and writes down every call.

use std::process::Command;

use strait_tests::program::Program;

fn diary(addr: &str, arguments: &[&str]) -> Program {
    let mut command = Command::new(env!("CARGO_BIN_EXE_diary"));
    Program::start(command.args(["--addr", addr]).args(arguments))
}

/// The next line of the log without the time.
fn logged(server: &mut Program) -> String {
    let line = server.line();
    let (start, rest) = line.split_once(" out, ").expect("a line of the log");
    let (time, message) = rest.split_once(" ms").expect("a time");
    assert!(time.parse::<f64>().is_ok_and(|ms| ms >= 0.0), "{line}");
    format!("{start} out{message}")
}

#[test]
fn each_reads_what_they_wrote_and_the_server_tells_who_called() {
    let users = ["serve", "--user", "ann=a-token", "--user", "bob=b-token"];
    let mut server = diary("127.0.0.1:0", &users);
    let addr = server.line_after("listening on ");
    for (token, text) in [("a-token", "I am Ann"), ("b-token", "I am Bob"), ("a-token", "still")] {
        assert_eq!(diary(&addr, &["write", "--token", token, text]).end().success(), "");
    }
    let read = diary(&addr, &["read", "--token", "a-token"]).end().success();
    assert_eq!(read, "I am Ann\nstill\n");
    assert_eq!(logged(&mut server), "ann /diary.Diary/Write OK, 1 in, 1 out");
    assert_eq!(logged(&mut server), "bob /diary.Diary/Write OK, 1 in, 1 out");
    assert_eq!(logged(&mut server), "ann /diary.Diary/Write OK, 1 in, 1 out");
    assert_eq!(logged(&mut server), "ann /diary.Diary/Read OK, 1 in, 2 out");
    server.terminate();
    assert_eq!(server.end().success(), "");
}

#[test]
fn no_one_gets_in_without_a_token_that_is_known() {
    let mut server = diary("127.0.0.1:0", &["serve", "--user", "ann=a-token"]);
    let addr = server.line_after("listening on ");
    let refused = "UNAUTHENTICATED: a bearer token is needed, and none is valid";
    for arguments in [&["read"][..], &["read", "--token", "guess"]] {
        let (code, error) = diary(&addr, arguments).end().failure();
        assert_eq!((code, error), (1, format!("error: {refused}\n")));
        let line = logged(&mut server);
        let (_, rest) = line.split_once(" /diary.Diary/Read ").expect("a peer, and the path");
        assert_eq!(
            rest,
            "UNAUTHENTICATED, 0 in, 0 out: a bearer token is needed, and none is valid"
        );
        assert!(line.starts_with("127.0.0.1:"), "who it was: {line}");
    }
}
