//! The whole surface on one page, and the `.proto` that other languages get of it.

#![expect(missing_docs, reason = "what is undocumented here shows what the `.proto` has then")]

use std::{collections::BTreeMap, time::SystemTime};

use strait::{Context, Enumeration, Message, Oneof, RpcError, Status, Streaming, rpc_service};

strait::package!("greeter");

/// Who to greet.
#[derive(Clone, Debug, Default, PartialEq, Message)]
#[message(reserved(3, 7..=9, "nick"))]
pub struct HelloRequest {
    /// The name.
    #[tag(1)]
    pub name: String,
    #[tag(2)]
    pub title: Option<String>,
    #[tag(4)]
    pub moods: Vec<Mood>,
    #[tag(5)]
    pub labels: BTreeMap<String, String>,
    #[tag(6)]
    pub sent: Option<SystemTime>,
    #[oneof]
    pub contact: Option<Contact>,
}

/// How somebody feels.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Enumeration)]
pub enum Mood {
    #[default]
    Unspecified = 0,
    /// Well.
    Happy = 1,
    Busy = 2,
}

/// Where to find somebody.
#[derive(Clone, Debug, PartialEq, Oneof)]
pub enum Contact {
    /// A number to call.
    #[tag(10)]
    Phone(String),
    #[tag(11)]
    Postal(Address),
}

#[derive(Clone, Debug, Default, PartialEq, Message)]
pub struct Address {
    #[tag(1)]
    pub street: String,
}

#[derive(Clone, Debug, Default, PartialEq, Message)]
pub struct HelloResponse {
    #[tag(1)]
    pub text: String,
}

/// Greets people.
#[rpc_service]
pub trait Greeter {
    /// Greets one person.
    #[rpc(no_side_effects)]
    async fn say_hello(&self, request: HelloRequest) -> Result<HelloResponse, Status>;
    async fn greet_each_word(
        &self,
        request: HelloRequest,
    ) -> Result<Streaming<HelloResponse>, Status>;
    async fn greet_everyone(
        &self,
        requests: Streaming<HelloRequest>,
    ) -> Result<HelloResponse, Status>;
    async fn chat(
        &self,
        requests: Streaming<HelloRequest>,
        cx: &Context,
    ) -> Result<Streaming<HelloResponse>, Status>;
    /// Plain arguments.
    async fn add(&self, #[tag(1)] a: i32, #[tag(2)] b: i32) -> Result<i32, AddError>;
    async fn mood(&self) -> Result<Mood, Status>;
}

/// What can go wrong with a sum.
#[derive(Debug, RpcError)]
pub enum AddError {
    /// The sum does not fit.
    #[status(OUT_OF_RANGE, "{a} + {b} overflows")]
    #[tag(1)]
    Overflow {
        #[tag(1)]
        a: i32,
        #[tag(2)]
        b: i32,
    },
    #[status]
    Rpc(Status),
}

#[test]
fn the_proto_says_what_the_rust_says() {
    let files = GreeterSchema::proto_files();
    let [file] = files.as_slice() else { panic!("{files:?}") };
    assert_eq!(file.contents(), include_str!("surface.proto"));
}

#[test]
fn oneofs_are_encoded_among_the_fields() {
    let request = HelloRequest {
        name: "Ann".to_owned(),
        moods: vec![Mood::Happy, Mood::Busy],
        contact: Some(Contact::Postal(Address { street: "S".to_owned() })),
        ..HelloRequest::default()
    };
    let bytes = request.encode_to_bytes();
    assert_eq!(&bytes[..], b"\x0a\x03Ann\x22\x02\x01\x02\x5a\x03\x0a\x01S");
    assert_eq!(HelloRequest::decode(bytes).expect("encoded just now"), request);
}

#[test]
fn of_two_variants_on_the_wire_the_last_counts() {
    let both = HelloRequest::decode((&b"\x52\x01p\x5a\x03\x0a\x01S"[..]).into());
    let postal = Contact::Postal(Address { street: "S".to_owned() });
    assert_eq!(both.expect("valid").contact, Some(postal));
}
