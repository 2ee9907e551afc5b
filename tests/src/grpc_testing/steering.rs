//! The services that steer tests of reconnecting and of xDS: the rest of `grpc/testing/test.proto`.
//! Nothing implements them here; they make the package whole.

use std::collections::BTreeMap;

use strait::{Enumeration, Message, Status, rpc_service};

use super::Empty;

/// Tells how a client reconnects.
#[rpc_service]
pub trait ReconnectService {
    /// Begins.
    async fn start(&self, request: ReconnectParams) -> Result<Empty, Status>;
    /// Ends, and tells.
    async fn stop(&self, request: Empty) -> Result<ReconnectInfo, Status>;
}

/// Tells where calls went.
#[rpc_service]
pub trait LoadBalancerStatsService {
    /// Of the next calls.
    async fn get_client_stats(
        &self,
        request: LoadBalancerStatsRequest,
    ) -> Result<LoadBalancerStatsResponse, Status>;
    /// Of all calls so far.
    async fn get_client_accumulated_stats(
        &self,
        request: LoadBalancerAccumulatedStatsRequest,
    ) -> Result<LoadBalancerAccumulatedStatsResponse, Status>;
}

/// Sets the health of a server.
#[rpc_service]
pub trait XdsUpdateHealthService {
    /// It serves.
    async fn set_serving(&self, request: Empty) -> Result<Empty, Status>;
    /// It does not.
    async fn set_not_serving(&self, request: Empty) -> Result<Empty, Status>;
}

/// Changes what a client calls.
#[rpc_service]
pub trait XdsUpdateClientConfigureService {
    /// From now on.
    async fn configure(
        &self,
        request: ClientConfigureRequest,
    ) -> Result<ClientConfigureResponse, Status>;
}

/// How to reconnect.
#[derive(Clone, Debug, Default, PartialEq, Eq, Message)]
pub struct ReconnectParams {
    /// The longest time between two attempts.
    #[tag(1)]
    pub max_reconnect_backoff_ms: i32,
}

/// How a client reconnected.
#[derive(Clone, Debug, Default, PartialEq, Eq, Message)]
pub struct ReconnectInfo {
    /// Whether it did well.
    #[tag(1)]
    pub passed: bool,
    /// The time before each attempt.
    #[tag(2)]
    pub backoff_ms: Vec<i32>,
}

/// Which calls to tell of.
#[derive(Clone, Debug, Default, PartialEq, Eq, Message)]
pub struct LoadBalancerStatsRequest {
    /// How many.
    #[tag(1)]
    pub num_rpcs: i32,
    /// How long to wait for them.
    #[tag(2)]
    pub timeout_sec: i32,
}

/// Where calls went.
#[derive(Clone, Debug, Default, PartialEq, Eq, Message)]
pub struct LoadBalancerStatsResponse {
    /// Calls by server.
    #[tag(1)]
    pub rpcs_by_peer: BTreeMap<String, i32>,
    /// Calls that reached none.
    #[tag(2)]
    pub num_failures: i32,
    /// The same by method.
    #[tag(3)]
    pub rpcs_by_method: BTreeMap<String, RpcsByPeer>,
}

/// Where the calls of a method went.
#[derive(Clone, Debug, Default, PartialEq, Eq, Message)]
#[message(name = "LoadBalancerStatsResponse.RpcsByPeer")]
pub struct RpcsByPeer {
    /// Calls by server.
    #[tag(1)]
    pub rpcs_by_peer: BTreeMap<String, i32>,
}

/// Asks for all.
#[derive(Clone, Debug, Default, PartialEq, Eq, Message)]
pub struct LoadBalancerAccumulatedStatsRequest {}

/// What came of all calls.
#[derive(Clone, Debug, Default, PartialEq, Eq, Message)]
pub struct LoadBalancerAccumulatedStatsResponse {
    /// Calls begun, by method.
    #[tag(1)]
    pub num_rpcs_started_by_method: BTreeMap<String, i32>,
    /// Calls that succeeded.
    #[tag(2)]
    pub num_rpcs_succeeded_by_method: BTreeMap<String, i32>,
    /// Calls that failed.
    #[tag(3)]
    pub num_rpcs_failed_by_method: BTreeMap<String, i32>,
    /// All of these.
    #[tag(4)]
    pub stats_per_method: BTreeMap<String, MethodStats>,
}

/// What came of the calls of a method.
#[derive(Clone, Debug, Default, PartialEq, Eq, Message)]
#[message(name = "LoadBalancerAccumulatedStatsResponse.MethodStats")]
pub struct MethodStats {
    /// Calls begun.
    #[tag(1)]
    pub rpcs_started: i32,
    /// Calls by code.
    #[tag(2)]
    pub result: BTreeMap<i32, i32>,
}

/// What to call.
#[derive(Clone, Debug, Default, PartialEq, Eq, Message)]
pub struct ClientConfigureRequest {
    /// The methods.
    #[tag(1)]
    pub types: Vec<RpcType>,
    /// What to send along.
    #[tag(2)]
    pub metadata: Vec<ConfiguredMetadata>,
    /// The timeout of each call.
    #[tag(3)]
    pub timeout_sec: i32,
}

/// A method to call.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Enumeration)]
#[enumeration(name = "ClientConfigureRequest.RpcType")]
pub enum RpcType {
    /// `EmptyCall`.
    #[default]
    #[enumeration(name = "EMPTY_CALL")]
    EmptyCall = 0,
    /// `UnaryCall`.
    #[enumeration(name = "UNARY_CALL")]
    UnaryCall = 1,
}

/// Metadata for the calls of a method.
#[derive(Clone, Debug, Default, PartialEq, Eq, Message)]
#[message(name = "ClientConfigureRequest.Metadata")]
pub struct ConfiguredMetadata {
    /// The method.
    #[tag(1, name = "type")]
    pub method: RpcType,
    /// The key.
    #[tag(2)]
    pub key: String,
    /// The value.
    #[tag(3)]
    pub value: String,
}

/// It is done.
#[derive(Clone, Debug, Default, PartialEq, Eq, Message)]
pub struct ClientConfigureResponse {}
