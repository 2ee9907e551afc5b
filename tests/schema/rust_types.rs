//! From Rust to protoc: what the macros say about types and services compiles as it is meant.

strait::package!("greeter.v1");

use std::{
    collections::{BTreeMap, HashMap},
    time::{Duration, SystemTime},
};

use strait::{
    Context, Enumeration, Message, Oneof, ServiceSchema as _, Status, Streaming, rpc_service,
    schema::Schema,
    well_known::{Any, Empty, FieldMask, ListValue, RpcStatus, Struct, Value},
};
use strait_tests::peers;

use crate::{protoc::assert_same_as_protoc, write};

/// Who to greet.
#[derive(Clone, Debug, Default, PartialEq, Message)]
#[message(reserved(3, 7..=9, "nick"))]
pub(crate) struct HelloRequest {
    /// The name that friends use.
    ///
    ///     indented
    #[tag(1)]
    pub(crate) name: String,
    #[tag(2)]
    pub(crate) title: Option<String>,
    #[tag(4)]
    pub(crate) moods: Vec<Mood>,
    #[tag(5)]
    pub(crate) labels: BTreeMap<String, String>,
    #[tag(6)]
    pub(crate) sent: Option<SystemTime>,
    #[tag(12, sint)]
    pub(crate) offset: i64,
    #[tag(13)]
    pub(crate) address: Option<Box<Address>>,
    #[tag(14)]
    pub(crate) by_id: HashMap<u32, Address>,
    #[oneof]
    pub(crate) contact: Option<Contact>,
}

/// In which mood somebody is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Enumeration)]
pub(crate) enum Mood {
    #[default]
    Unspecified = 0,
    /// All is well.
    Happy = 1,
    Busy = 2,
}

/// How to reach somebody.
#[derive(Clone, Debug, PartialEq, Oneof)]
pub(crate) enum Contact {
    #[tag(10)]
    Phone(String),
    /// By letter.
    #[tag(11)]
    Postal(Address),
}

#[derive(Clone, Debug, Default, PartialEq, Message)]
pub(crate) struct Address {
    #[tag(1)]
    pub(crate) street: String,
}

/// What Google has defined for all.
#[derive(Clone, Debug, Default, PartialEq, Message)]
pub(crate) struct WellKnown {
    #[tag(1)]
    pub(crate) any: Option<Any>,
    #[tag(2)]
    pub(crate) empty: Option<Empty>,
    #[tag(3)]
    pub(crate) mask: Option<FieldMask>,
    #[tag(4)]
    pub(crate) object: Option<Struct>,
    #[tag(5)]
    pub(crate) value: Option<Value>,
    #[tag(6)]
    pub(crate) list: Option<ListValue>,
    #[tag(7)]
    pub(crate) status: Option<RpcStatus>,
    #[tag(8)]
    pub(crate) took: Option<Duration>,
    #[tag(9, wrapper)]
    pub(crate) count: Option<i32>,
    #[tag(10, wrapper)]
    pub(crate) text: Option<String>,
}

/// Greets people.
#[rpc_service]
pub(crate) trait Greeter {
    /// Greets one person.
    #[rpc(no_side_effects)]
    async fn say_hello(&self, request: HelloRequest) -> Result<WellKnown, Status>;
    async fn chat(
        &self,
        requests: Streaming<HelloRequest>,
        cx: &Context,
    ) -> Result<Streaming<WellKnown>, Status>;
    /// Adds two numbers.
    async fn add(&self, #[tag(1)] a: i32, #[tag(2)] b: i32) -> Result<i32, Status>;
    async fn reset(&self) -> Result<(), Status>;
}

#[test]
fn a_service_in_rust_is_what_protoc_reads() {
    let Some(python) = peers::python() else { return };
    assert_same_as_protoc(&python, &GreeterSchema::schema(), "rust_protoc");
}

#[test]
fn a_service_in_rust_is_written_as_buf_writes() {
    let Some(buf) = peers::buf() else { return };
    crate::buf::assert_formatted(&buf, &GreeterSchema::schema(), "rust_buf");
}

/// The same type by several ways is one definition.
#[test]
fn services_share_a_schema() {
    let mut schema = Schema::new();
    GreeterSchema::describe(&mut schema);
    WellKnown::describe(&mut schema);
    HelloRequest::describe(&mut schema);
    let proto = write(&schema, "rust_shared");
    assert_eq!(proto.paths, ["google/rpc/status.proto", "greeter/v1/greeter.proto"]);
    assert_eq!(schema.proto_files(), Ok(GreeterSchema::proto_files()));
}
