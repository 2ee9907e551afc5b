//! People in a room hear each other, and who comes and goes.

use std::process::Command;

use strait_tests::program::Program;

fn chat(addr: &str, arguments: &[&str]) -> Program {
    let mut command = Command::new(env!("CARGO_BIN_EXE_chat"));
    Program::start(command.args(["--addr", addr]).args(arguments))
}

/// An open room, and its address.
fn room() -> (Program, String) {
    let mut room = chat("127.0.0.1:0", &["serve"]);
    let addr = room.line_after("listening on ");
    (room, addr)
}

#[test]
fn members_hear_each_other_and_who_comes_and_goes() {
    let (_room, addr) = room();
    let mut ada = chat(&addr, &["join", "--name", "Ada"]);
    assert_eq!(ada.line(), "* Ada joined; here: Ada");
    let mut bob = chat(&addr, &["join", "--name", "Bob"]);
    assert_eq!(ada.line(), "* Bob joined; here: Ada, Bob");
    assert_eq!(bob.line(), "* Bob joined; here: Ada, Bob");

    ada.say("hello ☂");
    assert_eq!(bob.line(), "Ada: hello ☂");
    bob.say("hello yourself");
    assert_eq!(ada.line(), "Bob: hello yourself");

    assert_eq!(bob.end().success(), "");
    assert_eq!(ada.line(), "* Bob left");
    assert_eq!(ada.end().success(), "");
}

#[test]
fn one_whose_connection_breaks_has_left() {
    let (_room, addr) = room();
    let mut ada = chat(&addr, &["join", "--name", "Ada"]);
    assert_eq!(ada.line(), "* Ada joined; here: Ada");
    let mut bob = chat(&addr, &["join", "--name", "Bob"]);
    assert_eq!(bob.line(), "* Bob joined; here: Ada, Bob");
    assert_eq!(ada.line(), "* Bob joined; here: Ada, Bob");
    // Kills it.
    drop(bob);
    assert_eq!(ada.line(), "* Bob left");
    // The name is free again.
    let mut bob = chat(&addr, &["join", "--name", "Bob"]);
    assert_eq!(bob.line(), "* Bob joined; here: Ada, Bob");
}

#[test]
fn a_name_is_given_once() {
    let (_room, addr) = room();
    let mut ada = chat(&addr, &["join", "--name", "Ada"]);
    assert_eq!(ada.line(), "* Ada joined; here: Ada");
    let (code, stderr) = chat(&addr, &["join", "--name", "Ada"]).end().failure();
    assert_eq!((code, stderr.as_str()), (1, "error: ALREADY_EXISTS: Ada is in the room already\n"));
    let (code, stderr) = chat(&addr, &["join", "--name", ""]).end().failure();
    assert_eq!((code, stderr.as_str()), (1, "error: INVALID_ARGUMENT: \"\" is no name\n"));
}

#[test]
fn a_line_too_long_ends_the_stay_of_its_author_only() {
    let (_room, addr) = room();
    let mut ada = chat(&addr, &["join", "--name", "Ada"]);
    assert_eq!(ada.line(), "* Ada joined; here: Ada");
    let mut bob = chat(&addr, &["join", "--name", "Bob"]);
    assert_eq!(bob.line(), "* Bob joined; here: Ada, Bob");
    assert_eq!(ada.line(), "* Bob joined; here: Ada, Bob");
    bob.say(&"x".repeat(5000));
    assert_eq!(ada.line(), "* Bob left");
    let (code, stderr) = bob.end().failure();
    assert_eq!(code, 1);
    assert!(stderr.starts_with("error: RESOURCE_EXHAUSTED: "), "{stderr}");
}

#[test]
fn a_room_that_closes_sends_everybody_home() {
    let (mut room, addr) = room();
    let mut ada = chat(&addr, &["join", "--name", "Ada"]);
    assert_eq!(ada.line(), "* Ada joined; here: Ada");
    room.terminate();
    // Nothing was said, and stdin is still open: it is the room that ends the call.
    assert_eq!(ada.wait().success(), "");
    assert_eq!(room.end().success(), "");
}
