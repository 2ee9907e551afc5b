//! What the benchmark programs of this package share: the peers' generated code, the load
//! generator that drives every gRPC server with the same bytes, and the servers' certificate.

pub mod identity;
pub mod load;
pub mod wire;
