//! Well-known types that are a struct and nothing more.

use strait_macros::Message;

use super::Any;

/// A message without fields: `google.protobuf.Empty`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Message)]
#[message(package = "google.protobuf")]
pub struct Empty {}

/// The fields of a message that a request is about: `google.protobuf.FieldMask`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Message)]
#[message(package = "google.protobuf", __own_json)]
pub struct FieldMask {
    /// Each a field, or with dots a field within a message field: `author.name`.
    #[tag(1)]
    pub paths: Vec<String>,
}

impl<P: Into<String>> FromIterator<P> for FieldMask {
    fn from_iter<I: IntoIterator<Item = P>>(paths: I) -> Self {
        Self { paths: paths.into_iter().map(Into::into).collect() }
    }
}

/// A status as a message: `google.rpc.Status`, which travels in `grpc-status-details-bin` and in
/// messages that report on several operations.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Message)]
#[message(package = "google.rpc", name = "Status")]
pub struct RpcStatus {
    /// The number of a gRPC status code.
    #[tag(1)]
    pub code: i32,
    /// What went wrong, for developers.
    #[tag(2)]
    pub message: String,
    /// What went wrong, for programs.
    #[tag(3)]
    pub details: Vec<Any>,
}
