//! The field numbers of `google/protobuf/descriptor.proto`, as far as strait uses them.
//!
//! The messages of the descriptors are written by their numbers, and the paths of source locations
//! are made of them too.
//! <https://github.com/protocolbuffers/protobuf/blob/main/src/google/protobuf/descriptor.proto>

#![expect(unreachable_pub, reason = "a table of protobuf's own names")]

/// `FileDescriptorSet`
pub mod set {
    pub const FILE: u32 = 1;
}

/// `FileDescriptorProto`
pub mod file {
    pub const NAME: u32 = 1;
    pub const PACKAGE: u32 = 2;
    pub const DEPENDENCY: u32 = 3;
    pub const MESSAGE_TYPE: u32 = 4;
    pub const ENUM_TYPE: u32 = 5;
    pub const SERVICE: u32 = 6;
    pub const OPTIONS: u32 = 8;
    pub const SOURCE_CODE_INFO: u32 = 9;
    pub const SYNTAX: u32 = 12;
    pub const EDITION: u32 = 14;
}

/// `DescriptorProto`
pub mod message {
    pub const NAME: u32 = 1;
    pub const FIELD: u32 = 2;
    pub const NESTED_TYPE: u32 = 3;
    pub const ENUM_TYPE: u32 = 4;
    pub const EXTENSION_RANGE: u32 = 5;
    pub const OPTIONS: u32 = 7;
    pub const ONEOF_DECL: u32 = 8;
    pub const RESERVED_RANGE: u32 = 9;
    pub const RESERVED_NAME: u32 = 10;
}

/// `FieldDescriptorProto`
pub mod field {
    pub const NAME: u32 = 1;
    pub const NUMBER: u32 = 3;
    pub const LABEL: u32 = 4;
    pub const TYPE: u32 = 5;
    pub const TYPE_NAME: u32 = 6;
    pub const DEFAULT_VALUE: u32 = 7;
    pub const OPTIONS: u32 = 8;
    pub const ONEOF_INDEX: u32 = 9;
    pub const JSON_NAME: u32 = 10;
    pub const PROTO3_OPTIONAL: u32 = 17;

    pub const LABEL_OPTIONAL: i32 = 1;
    pub const LABEL_REPEATED: i32 = 3;
    pub const TYPE_MESSAGE: i32 = 11;
    pub const TYPE_ENUM: i32 = 14;
}

/// `OneofDescriptorProto`
pub mod oneof {
    pub const NAME: u32 = 1;
    pub const OPTIONS: u32 = 2;
}

/// `EnumDescriptorProto`
pub mod enumeration {
    pub const NAME: u32 = 1;
    pub const VALUE: u32 = 2;
    pub const OPTIONS: u32 = 3;
    pub const RESERVED_RANGE: u32 = 4;
    pub const RESERVED_NAME: u32 = 5;
}

/// `EnumValueDescriptorProto`
pub mod value {
    pub const NAME: u32 = 1;
    pub const NUMBER: u32 = 2;
    pub const OPTIONS: u32 = 3;
}

/// `ServiceDescriptorProto`
pub mod service {
    pub const NAME: u32 = 1;
    pub const METHOD: u32 = 2;
    pub const OPTIONS: u32 = 3;
}

/// `MethodDescriptorProto`
pub mod method {
    pub const NAME: u32 = 1;
    pub const INPUT_TYPE: u32 = 2;
    pub const OUTPUT_TYPE: u32 = 3;
    pub const OPTIONS: u32 = 4;
    pub const CLIENT_STREAMING: u32 = 5;
    pub const SERVER_STREAMING: u32 = 6;
}

/// `ReservedRange` of messages, `EnumReservedRange` of enums.
pub mod range {
    pub const START: u32 = 1;
    pub const END: u32 = 2;
}

/// `MessageOptions`, as far as no `.proto` says them.
pub mod options {
    pub const MESSAGE_MAP_ENTRY: u32 = 7;
}

/// `SourceCodeInfo` and its `Location`
pub mod source {
    pub const LOCATION: u32 = 1;
    pub const PATH: u32 = 1;
    pub const SPAN: u32 = 2;
    pub const LEADING_COMMENTS: u32 = 3;
    pub const LEADING_DETACHED_COMMENTS: u32 = 6;
}
