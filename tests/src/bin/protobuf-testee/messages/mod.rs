//! The messages of protobuf's conformance suite.

pub(crate) mod conformance;
pub(crate) mod edition2023;
pub(crate) mod editions_proto2;
pub(crate) mod editions_proto3;
pub(crate) mod proto2;
pub(crate) mod proto3;
