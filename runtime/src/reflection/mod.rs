//! `grpc.reflection`: a server tells what services it has, and their whole schema.
//!
//! With it `grpcurl` and its like call a server whose `.proto` they have never seen.
//! [`server::Builder::reflection`](crate::server::Builder::reflection) adds it, in both packages
//! that clients use: `v1`, and `v1alpha` for older ones. The contracts are written with strait's own
//! macros, so each has a client too, which works with every server.
//!
//! Protocol: <https://github.com/grpc/grpc/blob/master/doc/server-reflection.md>.

#[cfg(feature = "server")]
mod index;
#[cfg(feature = "server")]
mod service;
pub mod v1;
pub mod v1alpha;
