//! The official interop service: `grpc/testing/test.proto` and what it stands on, as Rust types,
//! and an implementation of it.
//!
//! <https://github.com/grpc/grpc-proto/tree/master/grpc/testing>.
//! `tests/interop/official/schema.rs` has buf compare the types with the originals.

strait::package!("grpc.testing");

pub mod messages;
pub mod service;
pub mod steering;

use strait::{Message, Status, Streaming, rpc_service};

use messages::{
    SimpleRequest, SimpleResponse, StreamingInputCallRequest, StreamingInputCallResponse,
    StreamingOutputCallRequest, StreamingOutputCallResponse,
};

/// An empty message that can be used in many places.
#[derive(Clone, Debug, Default, PartialEq, Eq, Message)]
pub struct Empty {}

/// What the interop cases call.
#[rpc_service]
pub trait TestService {
    /// One empty request followed by one empty response.
    async fn empty_call(&self, request: Empty) -> Result<Empty, Status>;

    /// One request followed by one response.
    async fn unary_call(
        &self,
        request: SimpleRequest,
        cx: &strait::Context,
    ) -> Result<SimpleResponse, Status>;

    /// As `unary_call`, with headers for a caching proxy.
    async fn cacheable_unary_call(&self, request: SimpleRequest) -> Result<SimpleResponse, Status>;

    /// One request followed by the responses that it describes.
    async fn streaming_output_call(
        &self,
        request: StreamingOutputCallRequest,
        cx: &strait::Context,
    ) -> Result<Streaming<StreamingOutputCallResponse>, Status>;

    /// Adds up the sizes of all payloads.
    async fn streaming_input_call(
        &self,
        requests: Streaming<StreamingInputCallRequest>,
        cx: &strait::Context,
    ) -> Result<StreamingInputCallResponse, Status>;

    /// Serves each request at once with the responses that it describes.
    async fn full_duplex_call(
        &self,
        requests: Streaming<StreamingOutputCallRequest>,
        cx: &strait::Context,
    ) -> Result<Streaming<StreamingOutputCallResponse>, Status>;

    /// Takes all requests, then serves them in order.
    async fn half_duplex_call(
        &self,
        requests: Streaming<StreamingOutputCallRequest>,
        cx: &strait::Context,
    ) -> Result<Streaming<StreamingOutputCallResponse>, Status>;

    /// What no server implements.
    async fn unimplemented_call(&self, request: Empty) -> Result<Empty, Status>;
}

/// What no server has.
#[rpc_service]
pub trait UnimplementedService {
    /// A call that no server should implement.
    async fn unimplemented_call(&self, request: Empty) -> Result<Empty, Status>;
}
