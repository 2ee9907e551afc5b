//! What the benchmark programs of this package share: the peers' generated code, and the load
//! generator that drives every gRPC server with the same bytes.

pub mod load;
pub mod wire;
