//! The two `.proto` files as each peer's own generator writes them.

/// For tonic, with prost's messages.
#[allow(warnings, reason = "generated, with other lints in mind")]
pub mod tonic {
    include!(concat!(env!("OUT_DIR"), "/tonic/tonic.rs"));
}

/// For connectrpc, with buffa's messages.
#[allow(warnings, reason = "generated, with other lints in mind")]
pub mod connectrpc {
    include!(concat!(env!("OUT_DIR"), "/connectrpc.rs"));
}

/// For strait: there is nothing to generate.
pub mod strait {
    pub mod echo;
}
