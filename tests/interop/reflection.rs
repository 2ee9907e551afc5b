//! Python reads the schema off a strait server and calls by it.

use strait_tests::program::Program;

use crate::{
    python,
    service::{self, Host},
};

#[test]
fn python_calls_what_reflection_told_it() {
    let Some(mut client) = python::script("reflection.py") else { return };
    let served = service::serve_on(strait::Server::builder().reflection(), Host::Strait);
    assert_eq!(Program::start(client.arg(&served.address)).end().success(), "");
}
