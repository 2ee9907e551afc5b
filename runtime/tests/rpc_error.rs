//! A typed error is the same value on both ends, and a status to everybody else.

#![cfg(all(feature = "client", feature = "server"))]
#![deny(warnings, missing_docs, unreachable_pub, unused_qualifications)]
#![deny(clippy::all, clippy::pedantic)]

use std::error::Error as _;

use strait::{Code, Message, RpcError, Server, Status, rpc_service};

strait::package!("calculator.v1");

/// What can go wrong with a sum.
#[derive(Debug, RpcError)]
#[rpc_error(reserved(3, "gone"))]
pub enum AddError {
    /// The sum does not fit.
    #[status(OUT_OF_RANGE, "{a} + {b} overflows")]
    #[tag(1)]
    Overflow {
        /// The first.
        #[tag(1, sint)]
        a: i32,
        /// The second.
        #[tag(2, sint)]
        b: i32,
        /// What was tried; not part of the text.
        #[tag(3)]
        attempts: Vec<Attempt>,
    },
    /// Fields with the names of generated variables.
    #[status(FAILED_PRECONDITION, "{text} {f} {error:?} {{}}")]
    #[tag(2)]
    Awkward {
        /// A name.
        #[tag(1)]
        text: String,
        /// A name.
        #[tag(2)]
        f: u32,
        /// A name.
        #[tag(3)]
        error: String,
        /// A name.
        #[tag(4)]
        detail: String,
    },
    /// No field.
    #[status(RESOURCE_EXHAUSTED, "no more sums today")]
    #[tag(4)]
    Closed,
    /// Everything else.
    #[status]
    Rpc(Status),
}

/// One way to add.
#[derive(Clone, Debug, PartialEq, Message)]
pub struct Attempt {
    /// Its name.
    #[tag(1)]
    pub name: String,
}

/// Only a status.
#[derive(Debug, RpcError)]
pub enum Bare {
    /// Everything.
    #[status]
    Rpc(Status),
}

/// Adds.
#[rpc_service]
pub trait Calculator {
    /// Adds two numbers.
    async fn add(&self, #[tag(1)] a: i32, #[tag(2)] b: i32) -> Result<i32, AddError>;

    /// Fails.
    async fn fail(&self) -> Result<(), Bare>;
}

struct MyCalculator;

impl Calculator for MyCalculator {
    async fn add(&self, a: i32, b: i32) -> Result<i32, AddError> {
        match (a, b) {
            (0, 0) => Err(AddError::Closed),
            (0, _) => Err(AddError::Rpc(Status::unavailable("restarting"))),
            _ => a.checked_add(b).ok_or_else(|| AddError::Overflow {
                a,
                b,
                attempts: vec![Attempt { name: "checked_add".to_owned() }],
            }),
        }
    }

    async fn fail(&self) -> Result<(), Bare> {
        Err(Bare::Rpc(Status::data_loss("gone")))
    }
}

#[tokio::test]
async fn a_typed_error_crosses_the_wire_whole() -> Result<(), Box<dyn std::error::Error>> {
    let server = Server::builder().add(CalculatorServer::new(MyCalculator));
    let server = server.bind("127.0.0.1:0").await?;
    let address = server.local_addr().expect("a TCP address");
    let _handle = server.spawn();
    let calculator = CalculatorClient::connect(format!("http://{address}")).await?;

    assert_eq!(calculator.add(1, 2).await?, 3);
    match calculator.add(i32::MAX, 1).await {
        Err(AddError::Overflow { a: i32::MAX, b: 1, attempts }) => {
            assert_eq!(attempts, [Attempt { name: "checked_add".to_owned() }]);
        }
        other => panic!("{other:?}"),
    }
    assert!(matches!(calculator.add(0, 0).await, Err(AddError::Closed)));
    match calculator.add(0, 1).await {
        Err(AddError::Rpc(status)) => assert_eq!(status.to_string(), "UNAVAILABLE: restarting"),
        other => panic!("{other:?}"),
    }
    assert!(matches!(calculator.fail().await, Err(Bare::Rpc(_))));
    Ok(())
}

#[test]
fn others_see_a_code_and_a_message() {
    let error = AddError::Overflow { a: 1, b: -2, attempts: Vec::new() };
    assert_eq!(error.to_string(), "1 + -2 overflows");
    assert!(error.source().is_none());
    let status = Status::from(error);
    assert_eq!((status.code(), status.message()), (Code::OutOfRange, "1 + -2 overflows"));

    let error = AddError::Awkward {
        text: "t".to_owned(),
        f: 7,
        error: "e".to_owned(),
        detail: "d".to_owned(),
    };
    assert_eq!(error.to_string(), "t 7 \"e\" {}");
    match AddError::from(Status::from(error)) {
        AddError::Awkward { detail, .. } => assert_eq!(detail, "d"),
        other => panic!("{other:?}"),
    }
}

#[test]
fn details_of_another_error_are_no_variant() {
    let status = Status::from(AddError::Closed);
    assert!(
        matches!(Bare::from(status), Bare::Rpc(status) if status.code() == Code::ResourceExhausted)
    );
    let broken = Status::internal("?").with_details(&b"\x1a\x7f"[..]);
    assert!(matches!(AddError::from(broken), AddError::Rpc(_)));
}

#[test]
fn the_error_is_in_the_schema() {
    let files = CalculatorSchema::proto_files();
    let text = files.first().expect("one package").contents();
    for line in [
        "message AddError {",
        "  message Overflow {",
        "    sint32 a = 1;",
        "    Overflow overflow = 1;",
        "    Closed closed = 4;",
        "  oneof error {",
        "  reserved 3;",
    ] {
        assert!(text.contains(line), "{line}\n{text}");
    }
}
