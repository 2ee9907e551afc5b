//! What goes over the wire, as `grpc/health/v1/health.proto` has it.

use std::collections::BTreeMap;

use crate::{Enumeration, Message, Status, Streaming, rpc_service};

crate::package!("grpc.health.v1");

/// Asks about one service.
#[derive(Clone, Debug, Default, PartialEq, Eq, Message)]
pub struct HealthCheckRequest {
    /// The full name of the service; empty for the server as a whole.
    #[tag(1)]
    pub service: String,
}

/// How a service is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Message)]
pub struct HealthCheckResponse {
    /// Its status.
    #[tag(1)]
    pub status: ServingStatus,
}

/// Whether a service can be called.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Enumeration)]
#[enumeration(name = "HealthCheckResponse.ServingStatus")]
pub enum ServingStatus {
    /// Nothing is known.
    #[default]
    #[enumeration(name = "UNKNOWN")]
    Unknown = 0,
    /// It can be called.
    #[enumeration(name = "SERVING")]
    Serving = 1,
    /// It should not be called.
    #[enumeration(name = "NOT_SERVING")]
    NotServing = 2,
    /// The server knows no such service, or not yet. Only sent by `Watch`.
    #[enumeration(name = "SERVICE_UNKNOWN")]
    ServiceUnknown = 3,
}

/// Asks about all services.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Message)]
pub struct HealthListRequest {}

/// How all services are.
#[derive(Clone, Debug, Default, PartialEq, Eq, Message)]
pub struct HealthListResponse {
    /// By the full name of the service.
    #[tag(1)]
    pub statuses: BTreeMap<String, HealthCheckResponse>,
}

/// Whether a server and its services are well.
#[rpc_service]
pub trait Health {
    /// How a service is now; NOT_FOUND if the server does not know it.
    async fn check(&self, request: HealthCheckRequest) -> Result<HealthCheckResponse, Status>;

    /// How all services are, not necessarily at one moment.
    async fn list(&self, request: HealthListRequest) -> Result<HealthListResponse, Status>;

    /// How a service is now, and then whenever that changes. A service that the server does not
    /// know is SERVICE_UNKNOWN until it does.
    async fn watch(
        &self,
        request: HealthCheckRequest,
    ) -> Result<Streaming<HealthCheckResponse>, Status>;
}
