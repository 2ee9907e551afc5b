//! connectrpc's conformance suite, against strait's server and strait's client.
//!
//! Its reference programs, on connect-go and on grpc-go, are the other side of every call. A list
//! of known failures there is not.

mod rules;
mod schema;
mod suite;
