//! `grpc.health.v1.Health`: whether a server and each of its services are well.
//!
//! The contract is written with strait's own macros, so a client of it ([`HealthClient`]) works
//! with every server that has the standard service. This side of it is a [`HealthReporter`], which
//! [`server::Builder::health`](crate::server::Builder::health) puts on a server.
//!
//! Protocol: <https://github.com/grpc/grpc/blob/master/doc/health-checking.md> and
//! [A90](https://github.com/grpc/proposal/blob/master/A90-health-list-method.md).

mod contract;
#[cfg(feature = "server")]
mod reporter;
#[cfg(feature = "server")]
mod service;

pub use contract::*;
#[cfg(feature = "server")]
pub use reporter::HealthReporter;
