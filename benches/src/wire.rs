//! The two `.proto` files as each peer's own generator writes them.

/// For tonic, with prost's messages.
#[expect(
    missing_docs,
    unused_qualifications,
    clippy::all,
    clippy::allow_attributes_without_reason,
    reason = "generated"
)]
pub mod tonic {
    include!(concat!(env!("OUT_DIR"), "/tonic/tonic.rs"));
}

/// For connectrpc, with buffa's messages.
#[expect(missing_docs, elided_lifetimes_in_paths, reason = "generated")]
pub mod connectrpc {
    include!(concat!(env!("OUT_DIR"), "/connectrpc.rs"));
}
