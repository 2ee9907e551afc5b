//! `proto!`, with the documentation that its users read.

/// Reads `.proto` files that belong to others, and puts what they say in Rust here.
///
/// ```ignore
/// strait::proto!("proto/third_party.proto");
/// ```
pub use strait_proto_macro::proto;
