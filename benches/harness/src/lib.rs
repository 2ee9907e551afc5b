//! What every program in the comparison shares, so that they differ in nothing but the framework:
//! the flags, the runtime, the loop of a client, the payloads, and the clock.
//!
//! It is a package of its own because the tarpc programs use it without the gRPC peers.

pub mod client;
pub mod cpu;
pub mod payload;
pub mod server;

/// An error of any kind; a benchmark stops at the first one.
pub type Error = Box<dyn std::error::Error + Send + Sync>;
