//! What goes over the wire, as `grpc/reflection/*/reflection.proto` has it.
//!
//! Compiled once for each package: the names of the types differ between them, and nothing else.

use bytes::Bytes;

use crate::{Message, Oneof, Status, Streaming, rpc_service};

/// What a server knows of its own schema.
#[rpc_service]
pub trait ServerReflection {
    /// Answers each question in turn. The answers to one call hold each file only once, except
    /// where it was asked for again.
    async fn server_reflection_info(
        &self,
        requests: Streaming<ServerReflectionRequest>,
    ) -> Result<Streaming<ServerReflectionResponse>, Status>;
}

/// A question.
#[derive(Clone, Debug, Default, PartialEq, Eq, Message)]
pub struct ServerReflectionRequest {
    /// The host that is asked; servers do not look at it.
    #[tag(1)]
    pub host: String,
    /// What is asked.
    #[oneof]
    pub message_request: Option<MessageRequest>,
}

/// What can be asked.
#[derive(Clone, Debug, PartialEq, Eq, Oneof)]
pub enum MessageRequest {
    /// The file with this path, and those it imports.
    #[tag(3)]
    FileByFilename(String),
    /// The file that defines a symbol, and those it imports: `package.Service`,
    /// `package.Service.Method`, `package.Message` and so on.
    #[tag(4)]
    FileContainingSymbol(String),
    /// The file that defines an extension, and those it imports.
    #[tag(5)]
    FileContainingExtension(ExtensionRequest),
    /// The numbers of all known extensions of a message.
    #[tag(6)]
    AllExtensionNumbersOfType(String),
    /// The full names of all services. What the text says does not matter.
    #[tag(7)]
    ListServices(String),
}

/// An extension of a message.
#[derive(Clone, Debug, Default, PartialEq, Eq, Message)]
pub struct ExtensionRequest {
    /// The full name of the message.
    #[tag(1)]
    pub containing_type: String,
    /// The number of the extension.
    #[tag(2)]
    pub extension_number: i32,
}

/// An answer.
#[derive(Clone, Debug, Default, PartialEq, Eq, Message)]
pub struct ServerReflectionResponse {
    /// The host of the question.
    #[tag(1)]
    pub valid_host: String,
    /// The question.
    #[tag(2)]
    pub original_request: Option<ServerReflectionRequest>,
    /// What is answered.
    #[oneof]
    pub message_response: Option<MessageResponse>,
}

/// What can be answered.
#[derive(Clone, Debug, PartialEq, Eq, Oneof)]
pub enum MessageResponse {
    /// Files, the one that was asked for first.
    #[tag(4)]
    FileDescriptorResponse(FileDescriptorResponse),
    /// The numbers of extensions.
    #[tag(5)]
    AllExtensionNumbersResponse(ExtensionNumberResponse),
    /// Services.
    #[tag(6)]
    ListServicesResponse(ListServiceResponse),
    /// There is no answer.
    #[tag(7)]
    ErrorResponse(ErrorResponse),
}

/// Files of a schema.
#[derive(Clone, Debug, Default, PartialEq, Eq, Message)]
pub struct FileDescriptorResponse {
    /// A serialized `google.protobuf.FileDescriptorProto` each.
    #[tag(1)]
    pub file_descriptor_proto: Vec<Bytes>,
}

/// The extensions of a message.
#[derive(Clone, Debug, Default, PartialEq, Eq, Message)]
pub struct ExtensionNumberResponse {
    /// The full name of the message.
    #[tag(1)]
    pub base_type_name: String,
    /// The numbers.
    #[tag(2)]
    pub extension_number: Vec<i32>,
}

/// The services of a server.
#[derive(Clone, Debug, Default, PartialEq, Eq, Message)]
pub struct ListServiceResponse {
    /// All of them.
    #[tag(1)]
    pub service: Vec<ServiceResponse>,
}

/// A service.
#[derive(Clone, Debug, Default, PartialEq, Eq, Message)]
pub struct ServiceResponse {
    /// Its full name.
    #[tag(1)]
    pub name: String,
}

/// Why there is no answer.
#[derive(Clone, Debug, Default, PartialEq, Eq, Message)]
pub struct ErrorResponse {
    /// The number of a status code.
    #[tag(1)]
    pub error_code: i32,
    /// A message for people.
    #[tag(2)]
    pub error_message: String,
}
