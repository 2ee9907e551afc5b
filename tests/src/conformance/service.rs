//! `service.proto`: the service that calls are made to.

use bytes::Bytes;
use strait::{Context, Message, Oneof, Status, Streaming, rpc_service, well_known::Any};

use super::config::{Code, Compression};

/// What is called. Each request says how it is to be answered.
#[rpc_service]
pub trait ConformanceService {
    /// Answers with a payload or an error, and tells what it has seen of the request.
    async fn unary(&self, request: UnaryRequest, cx: &Context) -> Result<UnaryResponse, Status>;

    /// Sends headers at once, then each payload, then perhaps an error.
    async fn server_stream(
        &self,
        request: ServerStreamRequest,
        cx: &Context,
    ) -> Result<Streaming<ServerStreamResponse>, Status>;

    /// Answers when all requests are there, as the first one says.
    async fn client_stream(
        &self,
        requests: Streaming<ClientStreamRequest>,
        cx: &Context,
    ) -> Result<ClientStreamResponse, Status>;

    /// Answers as the first request says: in turn with the requests, or after all of them.
    async fn bidi_stream(
        &self,
        requests: Streaming<BidiStreamRequest>,
        cx: &Context,
    ) -> Result<Streaming<BidiStreamResponse>, Status>;

    /// Always fails with UNIMPLEMENTED.
    async fn unimplemented(
        &self,
        request: UnimplementedRequest,
    ) -> Result<UnimplementedResponse, Status>;

    /// As `unary`, for clients that use HTTP GET where it is allowed.
    #[rpc(no_side_effects)]
    async fn idempotent_unary(
        &self,
        request: IdempotentUnaryRequest,
        cx: &Context,
    ) -> Result<IdempotentUnaryResponse, Status>;
}

/// How to answer a call that has one response.
#[derive(Clone, Debug, Default, PartialEq, Message)]
pub struct UnaryResponseDefinition {
    /// The initial metadata.
    #[tag(1)]
    pub response_headers: Vec<Header>,
    /// The payload or the error.
    #[oneof]
    pub response: Option<UnaryResponseKind>,
    /// The trailers, of an error as well.
    #[tag(4)]
    pub response_trailers: Vec<Header>,
    /// The pause before the answer.
    #[tag(6)]
    pub response_delay_ms: u32,
    /// For the reference server alone.
    #[tag(5)]
    pub raw_response: Option<RawHttpResponse>,
}

/// A payload or an error.
#[derive(Clone, Debug, PartialEq, Oneof)]
pub enum UnaryResponseKind {
    /// The data of the payload.
    #[tag(2)]
    ResponseData(Bytes),
    /// The error, to which what was seen of the request is added.
    #[tag(3)]
    Error(Error),
}

/// How to answer a call that has many responses.
#[derive(Clone, Debug, Default, PartialEq, Message)]
pub struct StreamResponseDefinition {
    /// The initial metadata.
    #[tag(1)]
    pub response_headers: Vec<Header>,
    /// The data of each payload.
    #[tag(2)]
    pub response_data: Vec<Bytes>,
    /// The pause before each response.
    #[tag(3)]
    pub response_delay_ms: u32,
    /// The error after all responses. If there are none, what was seen of the request is added.
    #[tag(4)]
    pub error: Option<Error>,
    /// The trailers, of an error as well.
    #[tag(5)]
    pub response_trailers: Vec<Header>,
    /// For the reference server alone.
    #[tag(6)]
    pub raw_response: Option<RawHttpResponse>,
}

macro_rules! requests {
    ($($(#[$doc:meta])* $name:ident: $definition:ty;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, Default, PartialEq, Message)]
        pub struct $name {
            /// How to answer; of many requests the first says so.
            #[tag(1)]
            pub response_definition: Option<$definition>,
            /// Ballast.
            #[tag(2)]
            pub request_data: Bytes,
        }
    )*};
}

requests! {
    /// A request of `Unary`.
    UnaryRequest: UnaryResponseDefinition;
    /// A request of `IdempotentUnary`.
    IdempotentUnaryRequest: UnaryResponseDefinition;
    /// A request of `ServerStream`.
    ServerStreamRequest: StreamResponseDefinition;
    /// A request of `ClientStream`.
    ClientStreamRequest: UnaryResponseDefinition;
}

/// A request of `BidiStream`.
#[derive(Clone, Debug, Default, PartialEq, Message)]
pub struct BidiStreamRequest {
    /// How to answer; the first request says so.
    #[tag(1)]
    pub response_definition: Option<StreamResponseDefinition>,
    /// Whether each request is answered before the next is read; the first request says so.
    #[tag(2)]
    pub full_duplex: bool,
    /// Ballast.
    #[tag(3)]
    pub request_data: Bytes,
}

macro_rules! responses {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, Default, PartialEq, Message)]
        pub struct $name {
            /// The answer.
            #[tag(1)]
            pub payload: Option<ConformancePayload>,
        }

        impl From<ConformancePayload> for $name {
            fn from(payload: ConformancePayload) -> Self {
                Self { payload: Some(payload) }
            }
        }

        /// An empty response stands for an empty payload.
        impl From<$name> for ConformancePayload {
            fn from(response: $name) -> Self {
                response.payload.unwrap_or_default()
            }
        }
    )*};
}

responses! {
    /// A response of `Unary`.
    UnaryResponse;
    /// A response of `IdempotentUnary`.
    IdempotentUnaryResponse;
    /// A response of `ServerStream`.
    ServerStreamResponse;
    /// A response of `ClientStream`.
    ClientStreamResponse;
    /// A response of `BidiStream`.
    BidiStreamResponse;
}

/// A request of `Unimplemented`.
#[derive(Clone, Debug, Default, PartialEq, Message)]
pub struct UnimplementedRequest {}

/// The response of `Unimplemented`, which no one ever sees.
#[derive(Clone, Debug, Default, PartialEq, Message)]
pub struct UnimplementedResponse {}

impl From<UnimplementedResponse> for ConformancePayload {
    fn from(UnimplementedResponse {}: UnimplementedResponse) -> Self {
        Self::default()
    }
}

/// An answer.
#[derive(Clone, Debug, Default, PartialEq, Message)]
pub struct ConformancePayload {
    /// The data that was asked for.
    #[tag(1)]
    pub data: Bytes,
    /// What the server has seen of the request.
    #[tag(2)]
    pub request_info: Option<RequestInfo>,
}

/// What a server has seen of a request.
#[derive(Clone, Debug, Default, PartialEq, Message)]
#[message(name = "ConformancePayload.RequestInfo")]
pub struct RequestInfo {
    /// The metadata.
    #[tag(1)]
    pub request_headers: Vec<Header>,
    /// The time that was left; none without a deadline.
    #[tag(2)]
    pub timeout_ms: Option<i64>,
    /// The messages since the last response.
    #[tag(3)]
    pub requests: Vec<Any>,
    /// Of a Connect call by HTTP GET.
    #[tag(4)]
    pub connect_get_info: Option<ConnectGetInfo>,
}

/// What a server has seen of an HTTP GET.
#[derive(Clone, Debug, Default, PartialEq, Message)]
#[message(name = "ConformancePayload.ConnectGetInfo")]
pub struct ConnectGetInfo {
    /// The parameters in the URL.
    #[tag(1)]
    pub query_params: Vec<Header>,
}

/// The status of a failed call.
#[derive(Clone, Debug, Default, PartialEq, Message)]
pub struct Error {
    /// The code.
    #[tag(1)]
    pub code: Code,
    /// The message; in an expectation none means any.
    #[tag(2)]
    pub message: Option<String>,
    /// Messages that go with it.
    #[tag(3)]
    pub details: Vec<Any>,
}

/// All values of a header, a trailer or a parameter. Those of a `-bin` key are base64.
#[derive(Clone, Debug, Default, PartialEq, Message)]
pub struct Header {
    /// The key.
    #[tag(1)]
    pub name: String,
    /// The values in order.
    #[tag(2)]
    pub value: Vec<String>,
}

/// A request that no decent client would send.
#[derive(Clone, Debug, Default, PartialEq, Message)]
#[message(name = "RawHTTPRequest")]
pub struct RawHttpRequest {
    /// The HTTP method.
    #[tag(1)]
    pub verb: String,
    /// Where it goes.
    #[tag(2)]
    pub uri: String,
    /// Its headers.
    #[tag(3)]
    pub headers: Vec<Header>,
    /// Parameters to be added to the URI.
    #[tag(4)]
    pub raw_query_params: Vec<Header>,
    /// Parameters whose values are messages.
    #[tag(5)]
    pub encoded_query_params: Vec<EncodedQueryParam>,
    /// The body.
    #[oneof]
    pub body: Option<RequestBody>,
}

/// A parameter whose value is a message.
#[derive(Clone, Debug, Default, PartialEq, Message)]
#[message(name = "RawHTTPRequest.EncodedQueryParam")]
pub struct EncodedQueryParam {
    /// The name.
    #[tag(1)]
    pub name: String,
    /// The value.
    #[tag(2)]
    pub value: Option<MessageContents>,
    /// Whether the value is base64.
    #[tag(3)]
    pub base64_encode: bool,
}

/// The body of a raw request.
#[derive(Clone, Debug, PartialEq, Oneof)]
pub enum RequestBody {
    /// One message.
    #[tag(6)]
    Unary(MessageContents),
    /// Messages with prefixes.
    #[tag(7)]
    Stream(StreamContents),
}

/// The bytes of a message.
#[derive(Clone, Debug, Default, PartialEq, Message)]
pub struct MessageContents {
    /// What they are.
    #[oneof]
    pub data: Option<MessageData>,
    /// How they are compressed.
    #[tag(4)]
    pub compression: Compression,
}

/// What bytes are.
#[derive(Clone, Debug, PartialEq, Oneof)]
pub enum MessageData {
    /// Anything.
    #[tag(1)]
    Binary(Bytes),
    /// Text.
    #[tag(2)]
    Text(String),
    /// A message, in protobuf's binary format.
    #[tag(3)]
    BinaryMessage(Any),
}

/// Messages with prefixes.
#[derive(Clone, Debug, Default, PartialEq, Message)]
pub struct StreamContents {
    /// The messages.
    #[tag(1)]
    pub items: Vec<StreamItem>,
}

/// A message with its prefix.
#[derive(Clone, Debug, Default, PartialEq, Message)]
#[message(name = "StreamContents.StreamItem")]
pub struct StreamItem {
    /// The first byte, 0 to 255.
    #[tag(1)]
    pub flags: u32,
    /// The length the prefix tells; the true one unless set.
    #[tag(2)]
    pub length: Option<u32>,
    /// The message.
    #[tag(3)]
    pub payload: Option<MessageContents>,
}

/// A response that no decent server would send.
#[derive(Clone, Debug, Default, PartialEq, Message)]
#[message(name = "RawHTTPResponse")]
pub struct RawHttpResponse {
    /// The HTTP status; 200 unless set.
    #[tag(1)]
    pub status_code: u32,
    /// Its headers.
    #[tag(2)]
    pub headers: Vec<Header>,
    /// The body.
    #[oneof]
    pub body: Option<ResponseBody>,
    /// Its trailers.
    #[tag(5)]
    pub trailers: Vec<Header>,
}

/// The body of a raw response.
#[derive(Clone, Debug, PartialEq, Oneof)]
pub enum ResponseBody {
    /// One message.
    #[tag(3)]
    Unary(MessageContents),
    /// Messages with prefixes.
    #[tag(4)]
    Stream(StreamContents),
}
