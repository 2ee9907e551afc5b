//! `client_compat.proto`: what the runner and a client under test tell each other.

use bytes::Bytes;
use strait::{
    Message, Oneof,
    well_known::{Any, Empty, Struct},
};

use super::{
    config::{Codec, Compression, HttpVersion, Protocol, StreamType, TlsCreds},
    service::{ConformancePayload, Error, Header, RawHttpRequest},
};

/// A call for the client to make.
#[derive(Clone, Debug, Default, PartialEq, Message)]
pub struct ClientCompatRequest {
    /// The name of the test.
    #[tag(1)]
    pub test_name: String,
    /// What the server speaks.
    #[tag(2)]
    pub http_version: HttpVersion,
    /// What to speak.
    #[tag(3)]
    pub protocol: Protocol,
    /// How to encode messages.
    #[tag(4)]
    pub codec: Codec,
    /// How to compress requests.
    #[tag(5)]
    pub compression: Compression,
    /// Where the server is.
    #[tag(6)]
    pub host: String,
    /// Its TCP port.
    #[tag(7)]
    pub port: u32,
    /// The server's certificate (PEM), to be trusted; empty without TLS.
    #[tag(8)]
    pub server_tls_cert: Bytes,
    /// What the client shows who it is with.
    #[tag(9)]
    pub client_tls_creds: Option<TlsCreds>,
    /// The longest message it takes, in bytes; zero for its default.
    #[tag(10)]
    pub message_receive_limit: u32,
    /// The full name of the service; that of the conformance service unless set.
    #[tag(11)]
    pub service: Option<String>,
    /// The name of the method.
    #[tag(12)]
    pub method: Option<String>,
    /// The kind of call.
    #[tag(13)]
    pub stream_type: StreamType,
    /// Whether a Connect client uses HTTP GET.
    #[tag(14)]
    pub use_get_http_method: bool,
    /// Metadata to be sent.
    #[tag(15)]
    pub request_headers: Vec<Header>,
    /// The messages to be sent.
    #[tag(16)]
    pub request_messages: Vec<Any>,
    /// The timeout; none unless set.
    #[tag(17)]
    pub timeout_ms: Option<u32>,
    /// The pause before each request message.
    #[tag(18)]
    pub request_delay_ms: u32,
    /// When to cancel the call instead of waiting for its end.
    #[tag(19)]
    pub cancel: Option<Cancel>,
    /// For the reference client alone.
    #[tag(20)]
    pub raw_request: Option<RawHttpRequest>,
}

/// When to cancel a call; at once after the last request and the end of the requests unless said.
#[derive(Clone, Debug, Default, PartialEq, Message)]
#[message(name = "ClientCompatRequest.Cancel")]
pub struct Cancel {
    /// When.
    #[oneof]
    pub cancel_timing: Option<CancelTiming>,
}

/// When to cancel a call.
#[derive(Clone, Debug, PartialEq, Oneof)]
pub enum CancelTiming {
    /// After all requests have been sent, instead of ending them.
    #[tag(1)]
    BeforeCloseSend(Empty),
    /// So many milliseconds after the requests were ended.
    #[tag(2)]
    AfterCloseSendMs(u32),
    /// After so many responses.
    #[tag(3)]
    AfterNumResponses(u32),
}

/// What came of a call.
#[derive(Clone, Debug, Default, PartialEq, Message)]
pub struct ClientCompatResponse {
    /// The name of the test.
    #[tag(1)]
    pub test_name: String,
    /// What came.
    #[oneof]
    pub result: Option<ClientResult>,
}

/// What came of a call.
#[derive(Clone, Debug, PartialEq, Oneof)]
pub enum ClientResult {
    /// It was made.
    #[tag(2)]
    Response(ClientResponseResult),
    /// It could not be made as asked for.
    #[tag(3)]
    Error(ClientErrorResult),
}

/// What came of a call that was made.
#[derive(Clone, Debug, Default, PartialEq, Message)]
pub struct ClientResponseResult {
    /// The initial metadata of the response.
    #[tag(1)]
    pub response_headers: Vec<Header>,
    /// The payloads of the responses.
    #[tag(2)]
    pub payloads: Vec<ConformancePayload>,
    /// The status of the call, if it failed.
    #[tag(3)]
    pub error: Option<Error>,
    /// The trailers of the response.
    #[tag(4)]
    pub response_trailers: Vec<Header>,
    /// How many requests could not be sent because the call was over.
    #[tag(5)]
    pub num_unsent_requests: i32,
    /// From the reference client alone.
    #[tag(6)]
    pub http_status_code: Option<i32>,
    /// From the reference client alone.
    #[tag(7)]
    pub feedback: Vec<String>,
}

/// Why a call could not be made.
#[derive(Clone, Debug, Default, PartialEq, Message)]
pub struct ClientErrorResult {
    /// For people.
    #[tag(1)]
    pub message: String,
}

/// What the reference client saw on the wire.
#[derive(Clone, Debug, Default, PartialEq, Message)]
pub struct WireDetails {
    /// The HTTP status.
    #[tag(1)]
    pub actual_status_code: i32,
    /// The JSON of a Connect error.
    #[tag(2)]
    pub connect_error_raw: Option<Struct>,
    /// HTTP trailers after the body.
    #[tag(3)]
    pub actual_http_trailers: Vec<Header>,
    /// The trailers within a gRPC-Web body, to the letter.
    #[tag(4)]
    pub actual_grpcweb_trailers: Option<String>,
}
