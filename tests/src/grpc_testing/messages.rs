//! `grpc/testing/messages.proto`.

use std::collections::BTreeMap;

use bytes::Bytes;
use strait::{Enumeration, Message};

/// A bool that may be absent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Message)]
pub struct BoolValue {
    /// The value.
    #[tag(1)]
    pub value: bool,
}

/// What a payload is made of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Enumeration)]
pub enum PayloadType {
    /// Text that can be compressed.
    #[default]
    #[enumeration(name = "COMPRESSABLE")]
    Compressable = 0,
}

/// A block of data.
#[derive(Clone, Debug, Default, PartialEq, Eq, Message)]
pub struct Payload {
    /// What the body is made of.
    #[tag(1, name = "type")]
    pub kind: PayloadType,
    /// The data.
    #[tag(2)]
    pub body: Bytes,
}

impl Payload {
    /// As many zeros as asked for.
    #[must_use]
    pub fn zeros(size: usize) -> Self {
        Self { kind: PayloadType::Compressable, body: vec![0; size].into() }
    }
}

/// A status that the server is to answer with.
#[derive(Clone, Debug, Default, PartialEq, Eq, Message)]
pub struct EchoStatus {
    /// The number of the code.
    #[tag(1)]
    pub code: i32,
    /// The message.
    #[tag(2)]
    pub message: String,
}

/// The way a call took to its server, as far as grpclb is concerned.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Enumeration)]
pub enum GrpclbRouteType {
    /// The server did not find out.
    #[default]
    Unknown = 0,
    /// By fallback.
    Fallback = 1,
    /// By a balancer's advice.
    Backend = 2,
}

/// A request for one response.
#[derive(Clone, Debug, Default, PartialEq, Message)]
pub struct SimpleRequest {
    /// What the response's payload is to be made of.
    #[tag(1)]
    pub response_type: PayloadType,
    /// The size of the response's payload, in bytes.
    #[tag(2)]
    pub response_size: i32,
    /// Goes along.
    #[tag(3)]
    pub payload: Option<Payload>,
    /// Whether to answer with the user's name.
    #[tag(4)]
    pub fill_username: bool,
    /// Whether to answer with the OAuth scope.
    #[tag(5)]
    pub fill_oauth_scope: bool,
    /// Whether the response is to be compressed.
    #[tag(6)]
    pub response_compressed: Option<BoolValue>,
    /// A status to answer with.
    #[tag(7)]
    pub response_status: Option<EchoStatus>,
    /// Whether this request is compressed, if the client means to have that checked.
    #[tag(8)]
    pub expect_compressed: Option<BoolValue>,
    /// Whether to answer with the server's id.
    #[tag(9)]
    pub fill_server_id: bool,
    /// Whether to answer with the route.
    #[tag(10)]
    pub fill_grpclb_route_type: bool,
    /// Load to report for this call.
    #[tag(11)]
    pub orca_per_query_report: Option<TestOrcaReport>,
}

/// The response to a `SimpleRequest`.
#[derive(Clone, Debug, Default, PartialEq, Message)]
pub struct SimpleResponse {
    /// As large as asked for.
    #[tag(1)]
    pub payload: Option<Payload>,
    /// Who called, as the credentials say.
    #[tag(2)]
    pub username: String,
    /// The scope of the credentials.
    #[tag(3)]
    pub oauth_scope: String,
    /// Tells one server from another.
    #[tag(4)]
    pub server_id: String,
    /// The way the call took.
    #[tag(5)]
    pub grpclb_route_type: GrpclbRouteType,
    /// The name of the machine.
    #[tag(6)]
    pub hostname: String,
}

/// One of the requests whose payloads are added up.
#[derive(Clone, Debug, Default, PartialEq, Message)]
pub struct StreamingInputCallRequest {
    /// What is measured.
    #[tag(1)]
    pub payload: Option<Payload>,
    /// Whether this request is compressed, if the client means to have that checked.
    #[tag(2)]
    pub expect_compressed: Option<BoolValue>,
}

/// What the payloads add up to.
#[derive(Clone, Debug, Default, PartialEq, Message)]
pub struct StreamingInputCallResponse {
    /// In bytes.
    #[tag(1)]
    pub aggregated_payload_size: i32,
}

/// One response that is asked for.
#[derive(Clone, Debug, Default, PartialEq, Message)]
pub struct ResponseParameters {
    /// The size of its payload, in bytes.
    #[tag(1)]
    pub size: i32,
    /// The time to wait before it, in microseconds.
    #[tag(2)]
    pub interval_us: i32,
    /// Whether it is to be compressed.
    #[tag(3)]
    pub compressed: Option<BoolValue>,
}

/// A request for any number of responses.
#[derive(Clone, Debug, Default, PartialEq, Message)]
pub struct StreamingOutputCallRequest {
    /// What the payloads are to be made of.
    #[tag(1)]
    pub response_type: PayloadType,
    /// The responses.
    #[tag(2)]
    pub response_parameters: Vec<ResponseParameters>,
    /// Goes along.
    #[tag(3)]
    pub payload: Option<Payload>,
    /// A status to answer with.
    #[tag(7)]
    pub response_status: Option<EchoStatus>,
    /// Load to report out of band.
    #[tag(8)]
    pub orca_oob_report: Option<TestOrcaReport>,
}

/// One of the responses.
#[derive(Clone, Debug, Default, PartialEq, Message)]
pub struct StreamingOutputCallResponse {
    /// As large as asked for.
    #[tag(1)]
    pub payload: Option<Payload>,
}

/// Load, as ORCA reports it.
#[derive(Clone, Debug, Default, PartialEq, Message)]
pub struct TestOrcaReport {
    /// Between 0 and 1.
    #[tag(1)]
    pub cpu_utilization: f64,
    /// Between 0 and 1.
    #[tag(2)]
    pub memory_utilization: f64,
    /// By name.
    #[tag(3)]
    pub request_cost: BTreeMap<String, f64>,
    /// By name.
    #[tag(4)]
    pub utilization: BTreeMap<String, f64>,
}
