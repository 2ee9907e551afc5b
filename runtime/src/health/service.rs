//! The reporter as a service of a server.

use std::sync::Arc;

use super::{
    Health, HealthCheckRequest, HealthCheckResponse, HealthListRequest, HealthListResponse,
    HealthReporter, HealthServer,
};
use crate::{
    MethodDescriptor, Status, Streaming,
    schema::Schema,
    server::{Builder, HandlerFuture, ServeError, ServerCall, Service},
};

impl Builder {
    /// Adds the standard health service, which says what `reporter` says. Every service of this
    /// server is [`Serving`](super::ServingStatus::Serving) unless the reporter was told otherwise.
    pub fn health(self, reporter: &HealthReporter) -> Self {
        self.add(Reporting {
            server: HealthServer::new(reporter.clone()),
            reporter: reporter.clone(),
        })
    }
}

impl Health for HealthReporter {
    async fn check(&self, request: HealthCheckRequest) -> Result<HealthCheckResponse, Status> {
        match self.status(&request.service) {
            Some(status) => Ok(HealthCheckResponse { status }),
            None => Err(Status::not_found(format!("unknown service `{}`", request.service))),
        }
    }

    async fn list(&self, _: HealthListRequest) -> Result<HealthListResponse, Status> {
        Ok(self.list())
    }

    async fn watch(
        &self,
        request: HealthCheckRequest,
    ) -> Result<Streaming<HealthCheckResponse>, Status> {
        Ok(self.watch(request.service))
    }
}

/// The generated server, and what it has to know of the server it is on.
struct Reporting {
    server: HealthServer<HealthReporter>,
    reporter: HealthReporter,
}

impl Service for Reporting {
    fn name(&self) -> &'static str {
        self.server.name()
    }

    fn methods(&self) -> &'static [MethodDescriptor] {
        self.server.methods()
    }

    fn describe(&self, schema: &mut Schema) {
        self.server.describe(schema);
    }

    fn call(&self, method: usize, call: ServerCall) -> HandlerFuture {
        self.server.call(method, call)
    }

    fn server_built(&self, services: &[Arc<dyn Service>]) -> Result<(), ServeError> {
        self.reporter.know(services.iter().map(|service| service.name()));
        Ok(())
    }

    fn server_drains(&self) {
        self.reporter.end();
    }
}
