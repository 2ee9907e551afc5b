//! The package `grpc.reflection.v1alpha`.

crate::package!("grpc.reflection.v1alpha");

#[path = "contract.rs"]
#[allow(clippy::duplicate_mod, reason = "two packages with the same definitions")]
mod contract;

#[cfg(feature = "server")]
#[path = "answer.rs"]
#[allow(clippy::duplicate_mod, reason = "as the definitions")]
mod answer;

pub use contract::*;
