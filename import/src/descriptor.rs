//! `descriptor.proto` as far as the import needs it.
//!
//! Unlike the structs of `prost-types` these know editions, and keep every `options` as bytes: what
//! an option means is known only together with the files that define it.

use prost::Message;

/// `FileDescriptorSet`.
#[derive(Clone, PartialEq, Message)]
pub(crate) struct FileSet {
    #[prost(message, repeated, tag = "1")]
    pub(crate) file: Vec<File>,
}

/// `FileDescriptorProto`.
#[derive(Clone, PartialEq, Message)]
pub(crate) struct File {
    #[prost(string, tag = "1")]
    pub(crate) name: String,
    #[prost(string, tag = "2")]
    pub(crate) package: String,
    #[prost(string, repeated, tag = "3")]
    pub(crate) dependency: Vec<String>,
    #[prost(message, repeated, tag = "4")]
    pub(crate) message_type: Vec<Descriptor>,
    #[prost(message, repeated, tag = "5")]
    pub(crate) enum_type: Vec<Enum>,
    #[prost(message, repeated, tag = "6")]
    pub(crate) service: Vec<Service>,
    #[prost(message, repeated, tag = "7")]
    pub(crate) extension: Vec<Field>,
    #[prost(bytes = "vec", optional, tag = "8")]
    pub(crate) options: Option<Vec<u8>>,
    #[prost(message, optional, tag = "9")]
    pub(crate) source_code_info: Option<SourceCodeInfo>,
    #[prost(int32, repeated, tag = "10")]
    pub(crate) public_dependency: Vec<i32>,
    #[prost(int32, repeated, tag = "11")]
    pub(crate) weak_dependency: Vec<i32>,
    #[prost(string, optional, tag = "12")]
    pub(crate) syntax: Option<String>,
    #[prost(int32, optional, tag = "14")]
    pub(crate) edition: Option<i32>,
    /// What buf says of a file in the images it builds.
    #[prost(message, optional, tag = "8042")]
    pub(crate) buf: Option<ImageFile>,
}

/// `buf.alpha.image.v1.ImageFileExtension`.
#[derive(Clone, Copy, PartialEq, Message)]
pub(crate) struct ImageFile {
    /// Whether the file is there for others that import it.
    #[prost(bool, tag = "1")]
    pub(crate) is_import: bool,
}

/// `DescriptorProto`.
#[derive(Clone, PartialEq, Message)]
pub(crate) struct Descriptor {
    #[prost(string, tag = "1")]
    pub(crate) name: String,
    #[prost(message, repeated, tag = "2")]
    pub(crate) field: Vec<Field>,
    #[prost(message, repeated, tag = "3")]
    pub(crate) nested_type: Vec<Descriptor>,
    #[prost(message, repeated, tag = "4")]
    pub(crate) enum_type: Vec<Enum>,
    #[prost(message, repeated, tag = "5")]
    pub(crate) extension_range: Vec<ExtensionRange>,
    #[prost(message, repeated, tag = "6")]
    pub(crate) extension: Vec<Field>,
    #[prost(bytes = "vec", optional, tag = "7")]
    pub(crate) options: Option<Vec<u8>>,
    #[prost(message, repeated, tag = "8")]
    pub(crate) oneof_decl: Vec<Oneof>,
    #[prost(message, repeated, tag = "9")]
    pub(crate) reserved_range: Vec<Range>,
    #[prost(string, repeated, tag = "10")]
    pub(crate) reserved_name: Vec<String>,
}

/// `ReservedRange` of messages, where `end` is outside, and of enums, where it is inside.
#[derive(Clone, PartialEq, Message)]
pub(crate) struct Range {
    #[prost(int32, tag = "1")]
    pub(crate) start: i32,
    #[prost(int32, tag = "2")]
    pub(crate) end: i32,
}

/// `DescriptorProto.ExtensionRange`.
#[derive(Clone, PartialEq, Message)]
pub(crate) struct ExtensionRange {
    #[prost(int32, tag = "1")]
    pub(crate) start: i32,
    #[prost(int32, tag = "2")]
    pub(crate) end: i32,
    #[prost(bytes = "vec", optional, tag = "3")]
    pub(crate) options: Option<Vec<u8>>,
}

/// `FieldDescriptorProto`.
#[derive(Clone, PartialEq, Message)]
pub(crate) struct Field {
    #[prost(string, tag = "1")]
    pub(crate) name: String,
    #[prost(string, optional, tag = "2")]
    pub(crate) extendee: Option<String>,
    #[prost(int32, tag = "3")]
    pub(crate) number: i32,
    #[prost(int32, tag = "4")]
    pub(crate) label: i32,
    #[prost(int32, tag = "5")]
    pub(crate) ty: i32,
    #[prost(string, tag = "6")]
    pub(crate) type_name: String,
    #[prost(string, optional, tag = "7")]
    pub(crate) default_value: Option<String>,
    #[prost(bytes = "vec", optional, tag = "8")]
    pub(crate) options: Option<Vec<u8>>,
    #[prost(int32, optional, tag = "9")]
    pub(crate) oneof_index: Option<i32>,
    #[prost(string, optional, tag = "10")]
    pub(crate) json_name: Option<String>,
    #[prost(bool, tag = "17")]
    pub(crate) proto3_optional: bool,
}

/// `OneofDescriptorProto`.
#[derive(Clone, PartialEq, Message)]
pub(crate) struct Oneof {
    #[prost(string, tag = "1")]
    pub(crate) name: String,
    #[prost(bytes = "vec", optional, tag = "2")]
    pub(crate) options: Option<Vec<u8>>,
}

/// `EnumDescriptorProto`.
#[derive(Clone, PartialEq, Message)]
pub(crate) struct Enum {
    #[prost(string, tag = "1")]
    pub(crate) name: String,
    #[prost(message, repeated, tag = "2")]
    pub(crate) value: Vec<EnumValue>,
    #[prost(bytes = "vec", optional, tag = "3")]
    pub(crate) options: Option<Vec<u8>>,
    #[prost(message, repeated, tag = "4")]
    pub(crate) reserved_range: Vec<Range>,
    #[prost(string, repeated, tag = "5")]
    pub(crate) reserved_name: Vec<String>,
}

/// `EnumValueDescriptorProto`.
#[derive(Clone, PartialEq, Message)]
pub(crate) struct EnumValue {
    #[prost(string, tag = "1")]
    pub(crate) name: String,
    #[prost(int32, tag = "2")]
    pub(crate) number: i32,
    #[prost(bytes = "vec", optional, tag = "3")]
    pub(crate) options: Option<Vec<u8>>,
}

/// `ServiceDescriptorProto`.
#[derive(Clone, PartialEq, Message)]
pub(crate) struct Service {
    #[prost(string, tag = "1")]
    pub(crate) name: String,
    #[prost(message, repeated, tag = "2")]
    pub(crate) method: Vec<Method>,
    #[prost(bytes = "vec", optional, tag = "3")]
    pub(crate) options: Option<Vec<u8>>,
}

/// `MethodDescriptorProto`.
#[derive(Clone, PartialEq, Message)]
pub(crate) struct Method {
    #[prost(string, tag = "1")]
    pub(crate) name: String,
    #[prost(string, tag = "2")]
    pub(crate) input_type: String,
    #[prost(string, tag = "3")]
    pub(crate) output_type: String,
    #[prost(bytes = "vec", optional, tag = "4")]
    pub(crate) options: Option<Vec<u8>>,
    #[prost(bool, tag = "5")]
    pub(crate) client_streaming: bool,
    #[prost(bool, tag = "6")]
    pub(crate) server_streaming: bool,
}

/// `SourceCodeInfo`.
#[derive(Clone, PartialEq, Message)]
pub(crate) struct SourceCodeInfo {
    #[prost(message, repeated, tag = "1")]
    pub(crate) location: Vec<Location>,
}

/// `SourceCodeInfo.Location`.
#[derive(Clone, PartialEq, Message)]
pub(crate) struct Location {
    #[prost(int32, repeated, tag = "1")]
    pub(crate) path: Vec<i32>,
    #[prost(int32, repeated, tag = "2")]
    pub(crate) span: Vec<i32>,
    #[prost(string, optional, tag = "3")]
    pub(crate) leading_comments: Option<String>,
    #[prost(string, optional, tag = "4")]
    pub(crate) trailing_comments: Option<String>,
    #[prost(string, repeated, tag = "6")]
    pub(crate) leading_detached_comments: Vec<String>,
}

/// What the import itself reads of `FileOptions`, `MessageOptions`, … ; numbers are those that each
/// of them has.
pub(crate) mod options {
    use prost::Message;

    /// `FeatureSet`; 0 is "not said".
    #[derive(Clone, Copy, PartialEq, Message)]
    pub(crate) struct Features {
        #[prost(int32, tag = "1")]
        pub(crate) field_presence: i32,
        #[prost(int32, tag = "2")]
        pub(crate) enum_type: i32,
        #[prost(int32, tag = "3")]
        pub(crate) repeated_field_encoding: i32,
        #[prost(int32, tag = "4")]
        pub(crate) utf8_validation: i32,
        #[prost(int32, tag = "5")]
        pub(crate) message_encoding: i32,
        #[prost(int32, tag = "6")]
        pub(crate) json_format: i32,
    }

    #[derive(Clone, PartialEq, Message)]
    pub(crate) struct File {
        #[prost(bool, tag = "23")]
        pub(crate) deprecated: bool,
        #[prost(message, optional, tag = "50")]
        pub(crate) features: Option<Features>,
    }

    #[derive(Clone, PartialEq, Message)]
    pub(crate) struct Message_ {
        #[prost(bool, tag = "1")]
        pub(crate) message_set_wire_format: bool,
        #[prost(bool, tag = "3")]
        pub(crate) deprecated: bool,
        #[prost(bool, tag = "7")]
        pub(crate) map_entry: bool,
        #[prost(message, optional, tag = "12")]
        pub(crate) features: Option<Features>,
    }

    #[derive(Clone, PartialEq, Message)]
    pub(crate) struct Field {
        #[prost(bool, optional, tag = "2")]
        pub(crate) packed: Option<bool>,
        #[prost(bool, tag = "3")]
        pub(crate) deprecated: bool,
        #[prost(message, optional, tag = "21")]
        pub(crate) features: Option<Features>,
    }

    #[derive(Clone, PartialEq, Message)]
    pub(crate) struct Enum {
        #[prost(bool, tag = "2")]
        pub(crate) allow_alias: bool,
        #[prost(bool, tag = "3")]
        pub(crate) deprecated: bool,
        #[prost(message, optional, tag = "7")]
        pub(crate) features: Option<Features>,
    }

    #[derive(Clone, PartialEq, Message)]
    pub(crate) struct EnumValue {
        #[prost(bool, tag = "1")]
        pub(crate) deprecated: bool,
    }

    #[derive(Clone, PartialEq, Message)]
    pub(crate) struct Service {
        #[prost(bool, tag = "33")]
        pub(crate) deprecated: bool,
    }

    #[derive(Clone, PartialEq, Message)]
    pub(crate) struct Method {
        #[prost(bool, tag = "33")]
        pub(crate) deprecated: bool,
        #[prost(int32, tag = "34")]
        pub(crate) idempotency_level: i32,
    }
}
