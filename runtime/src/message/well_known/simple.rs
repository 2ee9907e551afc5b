//! Well-known types that are a struct and nothing more.

use super::{Any, well_known};

/// A message without fields: `google.protobuf.Empty`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Empty {}

well_known!(Empty = "google.protobuf" "Empty" {});

/// The fields of a message that a request is about: `google.protobuf.FieldMask`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct FieldMask {
    /// Each a field, or with dots a field within a message field: `author.name`.
    pub paths: Vec<String>,
}

well_known!(FieldMask = "google.protobuf" "FieldMask" { paths: Vec<String> = 1 });

impl<P: Into<String>> FromIterator<P> for FieldMask {
    fn from_iter<I: IntoIterator<Item = P>>(paths: I) -> Self {
        Self { paths: paths.into_iter().map(Into::into).collect() }
    }
}

/// A status as a message: `google.rpc.Status`, which travels in `grpc-status-details-bin` and in
/// messages that report on several operations.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct RpcStatus {
    /// The number of a gRPC status code.
    pub code: i32,
    /// What went wrong, for developers.
    pub message: String,
    /// What went wrong, for programs.
    pub details: Vec<Any>,
}

well_known!(RpcStatus = "google.rpc" "Status" {
    code: i32 = 1,
    message: String = 2,
    details: Vec<Any> = 3
});
