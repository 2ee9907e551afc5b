//! Protobuf schemas without protobuf tools: the [`schema`] model that strait's macros fill, its
//! `.proto` text, and its `FileDescriptorSet`.
//!
//! This crate is the bottom of the house: no tokio, no HTTP, no message codec. `strait` re-exports
//! what its users need.

pub mod schema;
