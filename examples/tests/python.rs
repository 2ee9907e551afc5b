//! The greeter across languages. All that Python knows is the `.proto` that the program wrote.

use std::process::Command;

use strait_tests::{
    peers::{self, Python},
    program::Program,
};
use tempfile::TempDir;

const CLIENT: &str = env!("CARGO_BIN_EXE_greeter-client");
const SERVER: &str = env!("CARGO_BIN_EXE_greeter-server");

/// A script that has the modules generated from what `greeter` writes.
fn script(python: &Python, name: &str, folder: &TempDir) -> Command {
    let (protos, modules) = (folder.path().join("proto"), folder.path().join("modules"));
    let mut greeter = Command::new(env!("CARGO_BIN_EXE_greeter"));
    let _ = Program::start(greeter.arg("--proto-dir").arg(&protos)).end().success();
    python.generate(&protos, &["greeter.proto"], &modules);
    python.script(name, &modules)
}

#[test]
fn a_python_client_greets_through_the_server() {
    let Some(python) = peers::python() else { return };
    let folder = tempfile::tempdir().unwrap();
    let mut server = Program::start(Command::new(SERVER).args(["--addr", "127.0.0.1:0"]));
    let addr = server.line_after("listening on ");
    let mut client = script(&python, "greeter_client.py", &folder);
    assert_eq!(
        Program::start(client.arg(addr)).end().success(),
        "Greeting: Hello, world!\n\
         Greeting: Hello, Ada!\n\
         Greeting: Hello, Grace!\n\
         Greeting: Hello, Ada, Grace!\n\
         Greeting: Hello, Ada!\n\
         Greeting: Hello, Grace!\n\
         Sum: 42\n"
    );
}

#[test]
fn the_client_greets_through_a_python_server() {
    let Some(python) = peers::python() else { return };
    let folder = tempfile::tempdir().unwrap();
    let mut server = script(&python, "greeter_server.py", &folder);
    let mut server = Program::start(server.arg("127.0.0.1:0"));
    let addr = server.line_after("listening on ");
    let call = |arguments: &[&str]| {
        let mut client = Command::new(CLIENT);
        Program::start(client.args(["--addr", &addr]).args(arguments))
    };
    assert_eq!(call(&[]).end().success(), "Greeting: Hello, world!\n");
    assert_eq!(
        call(&["each-word", "Ada Grace"]).end().success(),
        "Greeting: Hello, Ada!\nGreeting: Hello, Grace!\n"
    );
    assert_eq!(call(&["everyone", "Ada", "Zoë"]).end().success(), "Greeting: Hello, Ada, Zoë!\n");
    assert_eq!(call(&["add", "20", "22"]).end().success(), "Sum: 42\n");
    assert_eq!(
        call(&["add", "2147483647", "1"]).end().failure(),
        (1, "error: OUT_OF_RANGE: 2147483648 does not fit\n".to_owned())
    );
    let mut chat = call(&["chat"]);
    for name in ["Ada", "Grace"] {
        chat.say(name);
        assert_eq!(chat.line(), format!("Greeting: Hello, {name}!"));
    }
    assert_eq!(chat.end().success(), "");
}
