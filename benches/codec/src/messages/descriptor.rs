//! Descriptors of `.proto` files: after `descriptor.proto`.

use bytes::Bytes;
use strait::{Enumeration, Message, Open};

strait::package!("bench.descriptor");

#[derive(Clone, Debug, Default, PartialEq, Message)]
pub struct FileDescriptorSet {
    #[tag(1)]
    pub file: Vec<FileDescriptorProto>,
}

#[derive(Clone, Debug, Default, PartialEq, Message)]
pub struct FileDescriptorProto {
    #[tag(1)]
    pub name: Option<String>,
    #[tag(2)]
    pub package: Option<String>,
    #[tag(3)]
    pub dependency: Vec<String>,
    #[tag(10, unpacked)]
    pub public_dependency: Vec<i32>,
    #[tag(11, unpacked)]
    pub weak_dependency: Vec<i32>,
    #[tag(15)]
    pub option_dependency: Vec<String>,
    #[tag(4)]
    pub message_type: Vec<DescriptorProto>,
    #[tag(5)]
    pub enum_type: Vec<EnumDescriptorProto>,
    #[tag(6)]
    pub service: Vec<ServiceDescriptorProto>,
    #[tag(7)]
    pub extension: Vec<FieldDescriptorProto>,
    #[tag(8)]
    pub options: Option<FileOptions>,
    #[tag(9)]
    pub source_code_info: Option<SourceCodeInfo>,
    #[tag(12)]
    pub syntax: Option<String>,
    #[tag(14)]
    pub edition: Option<Open<Edition>>,
}

#[derive(Clone, Debug, Default, PartialEq, Message)]
pub struct DescriptorProto {
    #[tag(1)]
    pub name: Option<String>,
    #[tag(2)]
    pub field: Vec<FieldDescriptorProto>,
    #[tag(6)]
    pub extension: Vec<FieldDescriptorProto>,
    #[tag(3)]
    pub nested_type: Vec<DescriptorProto>,
    #[tag(4)]
    pub enum_type: Vec<EnumDescriptorProto>,
    #[tag(5)]
    pub extension_range: Vec<DescriptorProtoExtensionRange>,
    #[tag(8)]
    pub oneof_decl: Vec<OneofDescriptorProto>,
    #[tag(7)]
    pub options: Option<MessageOptions>,
    #[tag(9)]
    pub reserved_range: Vec<DescriptorProtoReservedRange>,
    #[tag(10)]
    pub reserved_name: Vec<String>,
    #[tag(11)]
    pub visibility: Option<Open<SymbolVisibility>>,
}

#[derive(Clone, Debug, Default, PartialEq, Message)]
pub struct DescriptorProtoExtensionRange {
    #[tag(1)]
    pub start: Option<i32>,
    #[tag(2)]
    pub end: Option<i32>,
    #[tag(3)]
    pub options: Option<ExtensionRangeOptions>,
}

#[derive(Clone, Debug, Default, PartialEq, Message)]
pub struct DescriptorProtoReservedRange {
    #[tag(1)]
    pub start: Option<i32>,
    #[tag(2)]
    pub end: Option<i32>,
}

#[derive(Clone, Debug, Default, PartialEq, Message)]
pub struct ExtensionRangeOptions {
    #[tag(999)]
    pub uninterpreted_option: Vec<UninterpretedOption>,
    #[tag(2)]
    pub declaration: Vec<ExtensionRangeOptionsDeclaration>,
    #[tag(50)]
    pub features: Option<FeatureSet>,
    #[tag(3)]
    pub verification: Option<Open<ExtensionRangeOptionsVerificationState>>,
}

#[derive(Clone, Debug, Default, PartialEq, Message)]
pub struct ExtensionRangeOptionsDeclaration {
    #[tag(1)]
    pub number: Option<i32>,
    #[tag(2)]
    pub full_name: Option<String>,
    #[tag(3)]
    pub r#type: Option<String>,
    #[tag(5)]
    pub reserved: Option<bool>,
    #[tag(6)]
    pub repeated: Option<bool>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Enumeration)]
pub enum ExtensionRangeOptionsVerificationState {
    #[default]
    Declaration = 0,
    Unverified = 1,
}

#[derive(Clone, Debug, Default, PartialEq, Message)]
pub struct FieldDescriptorProto {
    #[tag(1)]
    pub name: Option<String>,
    #[tag(3)]
    pub number: Option<i32>,
    #[tag(4)]
    pub label: Option<Open<FieldDescriptorProtoLabel>>,
    #[tag(5)]
    pub r#type: Option<Open<FieldDescriptorProtoType>>,
    #[tag(6)]
    pub type_name: Option<String>,
    #[tag(2)]
    pub extendee: Option<String>,
    #[tag(7)]
    pub default_value: Option<String>,
    #[tag(9)]
    pub oneof_index: Option<i32>,
    #[tag(10)]
    pub json_name: Option<String>,
    #[tag(8)]
    pub options: Option<FieldOptions>,
    #[tag(17)]
    pub proto3_optional: Option<bool>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Enumeration)]
pub enum FieldDescriptorProtoType {
    #[default]
    Unspecified = 0,
    Double = 1,
    Float = 2,
    Int64 = 3,
    Uint64 = 4,
    Int32 = 5,
    Fixed64 = 6,
    Fixed32 = 7,
    Bool = 8,
    String = 9,
    Group = 10,
    Message = 11,
    Bytes = 12,
    Uint32 = 13,
    Enum = 14,
    Sfixed32 = 15,
    Sfixed64 = 16,
    Sint32 = 17,
    Sint64 = 18,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Enumeration)]
pub enum FieldDescriptorProtoLabel {
    #[default]
    Unspecified = 0,
    Optional = 1,
    Repeated = 3,
    Required = 2,
}

#[derive(Clone, Debug, Default, PartialEq, Message)]
pub struct OneofDescriptorProto {
    #[tag(1)]
    pub name: Option<String>,
    #[tag(2)]
    pub options: Option<OneofOptions>,
}

#[derive(Clone, Debug, Default, PartialEq, Message)]
pub struct EnumDescriptorProto {
    #[tag(1)]
    pub name: Option<String>,
    #[tag(2)]
    pub value: Vec<EnumValueDescriptorProto>,
    #[tag(3)]
    pub options: Option<EnumOptions>,
    #[tag(4)]
    pub reserved_range: Vec<EnumDescriptorProtoEnumReservedRange>,
    #[tag(5)]
    pub reserved_name: Vec<String>,
    #[tag(6)]
    pub visibility: Option<Open<SymbolVisibility>>,
}

#[derive(Clone, Debug, Default, PartialEq, Message)]
pub struct EnumDescriptorProtoEnumReservedRange {
    #[tag(1)]
    pub start: Option<i32>,
    #[tag(2)]
    pub end: Option<i32>,
}

#[derive(Clone, Debug, Default, PartialEq, Message)]
pub struct EnumValueDescriptorProto {
    #[tag(1)]
    pub name: Option<String>,
    #[tag(2)]
    pub number: Option<i32>,
    #[tag(3)]
    pub options: Option<EnumValueOptions>,
}

#[derive(Clone, Debug, Default, PartialEq, Message)]
pub struct ServiceDescriptorProto {
    #[tag(1)]
    pub name: Option<String>,
    #[tag(2)]
    pub method: Vec<MethodDescriptorProto>,
    #[tag(3)]
    pub options: Option<ServiceOptions>,
}

#[derive(Clone, Debug, Default, PartialEq, Message)]
pub struct MethodDescriptorProto {
    #[tag(1)]
    pub name: Option<String>,
    #[tag(2)]
    pub input_type: Option<String>,
    #[tag(3)]
    pub output_type: Option<String>,
    #[tag(4)]
    pub options: Option<MethodOptions>,
    #[tag(5)]
    pub client_streaming: Option<bool>,
    #[tag(6)]
    pub server_streaming: Option<bool>,
}

#[derive(Clone, Debug, Default, PartialEq, Message)]
pub struct FileOptions {
    #[tag(1)]
    pub java_package: Option<String>,
    #[tag(8)]
    pub java_outer_classname: Option<String>,
    #[tag(10)]
    pub java_multiple_files: Option<bool>,
    #[tag(20)]
    pub java_generate_equals_and_hash: Option<bool>,
    #[tag(27)]
    pub java_string_check_utf8: Option<bool>,
    #[tag(9)]
    pub optimize_for: Option<Open<FileOptionsOptimizeMode>>,
    #[tag(11)]
    pub go_package: Option<String>,
    #[tag(16)]
    pub cc_generic_services: Option<bool>,
    #[tag(17)]
    pub java_generic_services: Option<bool>,
    #[tag(18)]
    pub py_generic_services: Option<bool>,
    #[tag(23)]
    pub deprecated: Option<bool>,
    #[tag(31)]
    pub cc_enable_arenas: Option<bool>,
    #[tag(36)]
    pub objc_class_prefix: Option<String>,
    #[tag(37)]
    pub csharp_namespace: Option<String>,
    #[tag(39)]
    pub swift_prefix: Option<String>,
    #[tag(40)]
    pub php_class_prefix: Option<String>,
    #[tag(41)]
    pub php_namespace: Option<String>,
    #[tag(44)]
    pub php_metadata_namespace: Option<String>,
    #[tag(45)]
    pub ruby_package: Option<String>,
    #[tag(50)]
    pub features: Option<FeatureSet>,
    #[tag(999)]
    pub uninterpreted_option: Vec<UninterpretedOption>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Enumeration)]
pub enum FileOptionsOptimizeMode {
    #[default]
    Unspecified = 0,
    Speed = 1,
    CodeSize = 2,
    LiteRuntime = 3,
}

#[derive(Clone, Debug, Default, PartialEq, Message)]
pub struct MessageOptions {
    #[tag(1)]
    pub message_set_wire_format: Option<bool>,
    #[tag(2)]
    pub no_standard_descriptor_accessor: Option<bool>,
    #[tag(3)]
    pub deprecated: Option<bool>,
    #[tag(7)]
    pub map_entry: Option<bool>,
    #[tag(11)]
    pub deprecated_legacy_json_field_conflicts: Option<bool>,
    #[tag(12)]
    pub features: Option<FeatureSet>,
    #[tag(999)]
    pub uninterpreted_option: Vec<UninterpretedOption>,
}

#[derive(Clone, Debug, Default, PartialEq, Message)]
pub struct FieldOptions {
    #[tag(1)]
    pub ctype: Option<Open<FieldOptionsCType>>,
    #[tag(2)]
    pub packed: Option<bool>,
    #[tag(6)]
    pub jstype: Option<Open<FieldOptionsJSType>>,
    #[tag(5)]
    pub lazy: Option<bool>,
    #[tag(15)]
    pub unverified_lazy: Option<bool>,
    #[tag(3)]
    pub deprecated: Option<bool>,
    #[tag(10)]
    pub weak: Option<bool>,
    #[tag(16)]
    pub debug_redact: Option<bool>,
    #[tag(17)]
    pub retention: Option<Open<FieldOptionsOptionRetention>>,
    #[tag(19, unpacked)]
    pub targets: Vec<Open<FieldOptionsOptionTargetType>>,
    #[tag(20)]
    pub edition_defaults: Vec<FieldOptionsEditionDefault>,
    #[tag(21)]
    pub features: Option<FeatureSet>,
    #[tag(22)]
    pub feature_support: Option<FieldOptionsFeatureSupport>,
    #[tag(999)]
    pub uninterpreted_option: Vec<UninterpretedOption>,
}

#[derive(Clone, Debug, Default, PartialEq, Message)]
pub struct FieldOptionsEditionDefault {
    #[tag(3)]
    pub edition: Option<Open<Edition>>,
    #[tag(2)]
    pub value: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Message)]
pub struct FieldOptionsFeatureSupport {
    #[tag(1)]
    pub edition_introduced: Option<Open<Edition>>,
    #[tag(2)]
    pub edition_deprecated: Option<Open<Edition>>,
    #[tag(3)]
    pub deprecation_warning: Option<String>,
    #[tag(4)]
    pub edition_removed: Option<Open<Edition>>,
    #[tag(5)]
    pub removal_error: Option<String>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Enumeration)]
pub enum FieldOptionsCType {
    #[default]
    String = 0,
    Cord = 1,
    StringPiece = 2,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Enumeration)]
pub enum FieldOptionsJSType {
    #[default]
    JsNormal = 0,
    JsString = 1,
    JsNumber = 2,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Enumeration)]
pub enum FieldOptionsOptionRetention {
    #[default]
    RetentionUnknown = 0,
    RetentionRuntime = 1,
    RetentionSource = 2,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Enumeration)]
pub enum FieldOptionsOptionTargetType {
    #[default]
    TargetTypeUnknown = 0,
    TargetTypeFile = 1,
    TargetTypeExtensionRange = 2,
    TargetTypeMessage = 3,
    TargetTypeField = 4,
    TargetTypeOneof = 5,
    TargetTypeEnum = 6,
    TargetTypeEnumEntry = 7,
    TargetTypeService = 8,
    TargetTypeMethod = 9,
}

#[derive(Clone, Debug, Default, PartialEq, Message)]
pub struct OneofOptions {
    #[tag(1)]
    pub features: Option<FeatureSet>,
    #[tag(999)]
    pub uninterpreted_option: Vec<UninterpretedOption>,
}

#[derive(Clone, Debug, Default, PartialEq, Message)]
pub struct EnumOptions {
    #[tag(2)]
    pub allow_alias: Option<bool>,
    #[tag(3)]
    pub deprecated: Option<bool>,
    #[tag(6)]
    pub deprecated_legacy_json_field_conflicts: Option<bool>,
    #[tag(7)]
    pub features: Option<FeatureSet>,
    #[tag(999)]
    pub uninterpreted_option: Vec<UninterpretedOption>,
}

#[derive(Clone, Debug, Default, PartialEq, Message)]
pub struct EnumValueOptions {
    #[tag(1)]
    pub deprecated: Option<bool>,
    #[tag(2)]
    pub features: Option<FeatureSet>,
    #[tag(3)]
    pub debug_redact: Option<bool>,
    #[tag(4)]
    pub feature_support: Option<FieldOptionsFeatureSupport>,
    #[tag(999)]
    pub uninterpreted_option: Vec<UninterpretedOption>,
}

#[derive(Clone, Debug, Default, PartialEq, Message)]
pub struct ServiceOptions {
    #[tag(34)]
    pub features: Option<FeatureSet>,
    #[tag(33)]
    pub deprecated: Option<bool>,
    #[tag(999)]
    pub uninterpreted_option: Vec<UninterpretedOption>,
}

#[derive(Clone, Debug, Default, PartialEq, Message)]
pub struct MethodOptions {
    #[tag(33)]
    pub deprecated: Option<bool>,
    #[tag(34)]
    pub idempotency_level: Option<Open<MethodOptionsIdempotencyLevel>>,
    #[tag(35)]
    pub features: Option<FeatureSet>,
    #[tag(999)]
    pub uninterpreted_option: Vec<UninterpretedOption>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Enumeration)]
pub enum MethodOptionsIdempotencyLevel {
    #[default]
    IdempotencyUnknown = 0,
    NoSideEffects = 1,
    Idempotent = 2,
}

#[derive(Clone, Debug, Default, PartialEq, Message)]
pub struct UninterpretedOption {
    #[tag(2)]
    pub name: Vec<UninterpretedOptionNamePart>,
    #[tag(3)]
    pub identifier_value: Option<String>,
    #[tag(4)]
    pub positive_int_value: Option<u64>,
    #[tag(5)]
    pub negative_int_value: Option<i64>,
    #[tag(6)]
    pub double_value: Option<f64>,
    #[tag(7)]
    pub string_value: Option<Bytes>,
    #[tag(8)]
    pub aggregate_value: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Message)]
pub struct UninterpretedOptionNamePart {
    #[tag(1)]
    pub name_part: Option<String>,
    #[tag(2)]
    pub is_extension: Option<bool>,
}

#[derive(Clone, Debug, Default, PartialEq, Message)]
pub struct FeatureSet {
    #[tag(1)]
    pub field_presence: Option<Open<FeatureSetFieldPresence>>,
    #[tag(2)]
    pub enum_type: Option<Open<FeatureSetEnumType>>,
    #[tag(3)]
    pub repeated_field_encoding: Option<Open<FeatureSetRepeatedFieldEncoding>>,
    #[tag(4)]
    pub utf8_validation: Option<Open<FeatureSetUtf8Validation>>,
    #[tag(5)]
    pub message_encoding: Option<Open<FeatureSetMessageEncoding>>,
    #[tag(6)]
    pub json_format: Option<Open<FeatureSetJsonFormat>>,
    #[tag(7)]
    pub enforce_naming_style: Option<Open<FeatureSetEnforceNamingStyle>>,
    #[tag(8)]
    pub default_symbol_visibility: Option<Open<FeatureSetVisibilityFeatureDefaultSymbolVisibility>>,
}

#[derive(Clone, Debug, Default, PartialEq, Message)]
pub struct FeatureSetVisibilityFeature {}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Enumeration)]
pub enum FeatureSetVisibilityFeatureDefaultSymbolVisibility {
    #[default]
    DefaultSymbolVisibilityUnknown = 0,
    ExportAll = 1,
    ExportTopLevel = 2,
    LocalAll = 3,
    Strict = 4,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Enumeration)]
pub enum FeatureSetFieldPresence {
    #[default]
    FieldPresenceUnknown = 0,
    Explicit = 1,
    Implicit = 2,
    LegacyRequired = 3,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Enumeration)]
pub enum FeatureSetEnumType {
    #[default]
    EnumTypeUnknown = 0,
    Open = 1,
    Closed = 2,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Enumeration)]
pub enum FeatureSetRepeatedFieldEncoding {
    #[default]
    RepeatedFieldEncodingUnknown = 0,
    Packed = 1,
    Expanded = 2,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Enumeration)]
pub enum FeatureSetUtf8Validation {
    #[default]
    Utf8ValidationUnknown = 0,
    Verify = 2,
    None = 3,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Enumeration)]
pub enum FeatureSetMessageEncoding {
    #[default]
    MessageEncodingUnknown = 0,
    LengthPrefixed = 1,
    Delimited = 2,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Enumeration)]
pub enum FeatureSetJsonFormat {
    #[default]
    JsonFormatUnknown = 0,
    Allow = 1,
    LegacyBestEffort = 2,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Enumeration)]
pub enum FeatureSetEnforceNamingStyle {
    #[default]
    EnforceNamingStyleUnknown = 0,
    Style2024 = 1,
    StyleLegacy = 2,
    Style2026 = 3,
}

#[derive(Clone, Debug, Default, PartialEq, Message)]
pub struct FeatureSetDefaults {
    #[tag(1)]
    pub defaults: Vec<FeatureSetDefaultsFeatureSetEditionDefault>,
    #[tag(4)]
    pub minimum_edition: Option<Open<Edition>>,
    #[tag(5)]
    pub maximum_edition: Option<Open<Edition>>,
}

#[derive(Clone, Debug, Default, PartialEq, Message)]
pub struct FeatureSetDefaultsFeatureSetEditionDefault {
    #[tag(3)]
    pub edition: Option<Open<Edition>>,
    #[tag(4)]
    pub overridable_features: Option<FeatureSet>,
    #[tag(5)]
    pub fixed_features: Option<FeatureSet>,
}

#[derive(Clone, Debug, Default, PartialEq, Message)]
pub struct SourceCodeInfo {
    #[tag(1)]
    pub location: Vec<SourceCodeInfoLocation>,
}

#[derive(Clone, Debug, Default, PartialEq, Message)]
pub struct SourceCodeInfoLocation {
    #[tag(1)]
    pub path: Vec<i32>,
    #[tag(2)]
    pub span: Vec<i32>,
    #[tag(3)]
    pub leading_comments: Option<String>,
    #[tag(4)]
    pub trailing_comments: Option<String>,
    #[tag(6)]
    pub leading_detached_comments: Vec<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Message)]
pub struct GeneratedCodeInfo {
    #[tag(1)]
    pub annotation: Vec<GeneratedCodeInfoAnnotation>,
}

#[derive(Clone, Debug, Default, PartialEq, Message)]
pub struct GeneratedCodeInfoAnnotation {
    #[tag(1)]
    pub path: Vec<i32>,
    #[tag(2)]
    pub source_file: Option<String>,
    #[tag(3)]
    pub begin: Option<i32>,
    #[tag(4)]
    pub end: Option<i32>,
    #[tag(5)]
    pub semantic: Option<Open<GeneratedCodeInfoAnnotationSemantic>>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Enumeration)]
pub enum GeneratedCodeInfoAnnotationSemantic {
    #[default]
    None = 0,
    Set = 1,
    Alias = 2,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Enumeration)]
pub enum Edition {
    #[default]
    Unknown = 0,
    Legacy = 900,
    Proto2 = 998,
    Proto3 = 999,
    Edition2023 = 1000,
    Edition2024 = 1001,
    Edition2026 = 1002,
    Unstable = 9999,
    Edition1TestOnly = 1,
    Edition2TestOnly = 2,
    Edition99997TestOnly = 99997,
    Edition99998TestOnly = 99998,
    Edition99999TestOnly = 99999,
    Max = 2147483647,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Enumeration)]
pub enum SymbolVisibility {
    #[default]
    VisibilityUnset = 0,
    VisibilityLocal = 1,
    VisibilityExport = 2,
}
