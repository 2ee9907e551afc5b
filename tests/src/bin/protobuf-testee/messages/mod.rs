//! The messages of protobuf's conformance suite, named as its `.proto` files name them.
#![expect(clippy::enum_variant_names, reason = "the variants have the names of the suite's values")]

pub(crate) mod conformance;
pub(crate) mod edition2023;
pub(crate) mod editions_proto2;
pub(crate) mod editions_proto3;
pub(crate) mod proto2;
pub(crate) mod proto3;
