#![allow(missing_docs, clippy::all, unreachable_pub)]
strait::package!("conformance");
use std::collections::BTreeMap;
use bytes::Bytes;
use strait::{Enumeration, Message, Oneof, Open, UnknownFields, well_known};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Enumeration)]
#[enumeration(name = "WireFormat")]
pub enum WireFormat {
    #[enumeration(name = "UNSPECIFIED")] Unspecified = 0,
    #[enumeration(name = "PROTOBUF")] Protobuf = 1,
    #[enumeration(name = "JSON")] Json = 2,
    #[enumeration(name = "JSPB")] Jspb = 3,
    #[enumeration(name = "TEXT_FORMAT")] TextFormat = 4,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Enumeration)]
#[enumeration(name = "TestCategory")]
pub enum TestCategory {
    #[enumeration(name = "UNSPECIFIED_TEST")] UnspecifiedTest = 0,
    #[enumeration(name = "BINARY_TEST")] BinaryTest = 1,
    #[enumeration(name = "JSON_TEST")] JsonTest = 2,
    #[enumeration(name = "JSON_IGNORE_UNKNOWN_PARSING_TEST")] JsonIgnoreUnknownParsingTest = 3,
    #[enumeration(name = "JSPB_TEST")] JspbTest = 4,
    #[enumeration(name = "TEXT_FORMAT_TEST")] TextFormatTest = 5,
}

#[derive(Clone, Debug, Default, PartialEq, Message)]
#[message(name = "TestStatus")]
pub struct TestStatus {
    #[tag(1)] pub name: String,
    #[tag(2)] pub failure_message: String,
    #[tag(3)] pub matched_name: String,
    #[unknown] pub unknown: UnknownFields,
}

#[derive(Clone, Debug, Default, PartialEq, Message)]
#[message(name = "FailureSet")]
pub struct FailureSet {
    #[tag(2)] pub test: Vec<TestStatus>,
    #[unknown] pub unknown: UnknownFields,
}

#[derive(Clone, Debug, Default, PartialEq, Message)]
#[message(name = "ConformanceRequest")]
pub struct ConformanceRequest {
    #[tag(3)] pub requested_output_format: Open<WireFormat>,
    #[tag(4)] pub message_type: String,
    #[tag(5)] pub test_category: Open<TestCategory>,
    #[tag(6)] pub jspb_encoding_options: Option<JspbEncodingConfig>,
    #[tag(9)] pub print_unknown_fields: bool,
    #[oneof] pub payload: Option<ConformanceRequestPayload>,
    #[unknown] pub unknown: UnknownFields,
}

#[derive(Clone, Debug, PartialEq, Oneof)]
pub enum ConformanceRequestPayload {
    #[tag(1, name = "protobuf_payload")] ProtobufPayload(Bytes),
    #[tag(2, name = "json_payload")] JsonPayload(String),
    #[tag(7, name = "jspb_payload")] JspbPayload(String),
    #[tag(8, name = "text_payload")] TextPayload(String),
}

#[derive(Clone, Debug, Default, PartialEq, Message)]
#[message(name = "ConformanceResponse")]
pub struct ConformanceResponse {
    #[oneof] pub result: Option<ConformanceResponseResult>,
    #[unknown] pub unknown: UnknownFields,
}

#[derive(Clone, Debug, PartialEq, Oneof)]
pub enum ConformanceResponseResult {
    #[tag(1, name = "parse_error")] ParseError(String),
    #[tag(6, name = "serialize_error")] SerializeError(String),
    #[tag(9, name = "timeout_error")] TimeoutError(String),
    #[tag(2, name = "runtime_error")] RuntimeError(String),
    #[tag(3, name = "protobuf_payload")] ProtobufPayload(Bytes),
    #[tag(4, name = "json_payload")] JsonPayload(String),
    #[tag(5, name = "skipped")] Skipped(String),
    #[tag(7, name = "jspb_payload")] JspbPayload(String),
    #[tag(8, name = "text_payload")] TextPayload(String),
}

#[derive(Clone, Debug, Default, PartialEq, Message)]
#[message(name = "JspbEncodingConfig")]
pub struct JspbEncodingConfig {
    #[tag(1)] pub use_jspb_array_any_format: bool,
    #[unknown] pub unknown: UnknownFields,
}
