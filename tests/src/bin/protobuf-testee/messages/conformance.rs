//! The messages of `conformance/conformance.proto`.

use bytes::Bytes;
use strait::{Enumeration, Message, Oneof, Open, UnknownFields};

strait::package!("conformance");

#[derive(Clone, Copy, Debug, PartialEq, Eq, Enumeration)]
#[enumeration(name = "WireFormat")]
pub(crate) enum WireFormat {
    #[enumeration(name = "UNSPECIFIED")]
    Unspecified = 0,
    #[enumeration(name = "PROTOBUF")]
    Protobuf = 1,
    #[enumeration(name = "JSON")]
    Json = 2,
    #[enumeration(name = "JSPB")]
    Jspb = 3,
    #[enumeration(name = "TEXT_FORMAT")]
    TextFormat = 4,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Enumeration)]
#[enumeration(name = "TestCategory")]
pub(crate) enum TestCategory {
    #[enumeration(name = "UNSPECIFIED_TEST")]
    UnspecifiedTest = 0,
    #[enumeration(name = "BINARY_TEST")]
    BinaryTest = 1,
    #[enumeration(name = "JSON_TEST")]
    JsonTest = 2,
    #[enumeration(name = "JSON_IGNORE_UNKNOWN_PARSING_TEST")]
    JsonIgnoreUnknownParsingTest = 3,
    #[enumeration(name = "JSPB_TEST")]
    JspbTest = 4,
    #[enumeration(name = "TEXT_FORMAT_TEST")]
    TextFormatTest = 5,
}

#[derive(Clone, Debug, Default, PartialEq, Message)]
#[message(name = "TestStatus")]
pub(crate) struct TestStatus {
    #[tag(1)]
    pub(crate) name: String,
    #[tag(2)]
    pub(crate) failure_message: String,
    #[tag(3)]
    pub(crate) matched_name: String,
    #[unknown]
    pub(crate) unknown: UnknownFields,
}

#[derive(Clone, Debug, Default, PartialEq, Message)]
#[message(name = "FailureSet")]
pub(crate) struct FailureSet {
    #[tag(2)]
    pub(crate) test: Vec<TestStatus>,
    #[unknown]
    pub(crate) unknown: UnknownFields,
}

#[derive(Clone, Debug, Default, PartialEq, Message)]
#[message(name = "ConformanceRequest")]
pub(crate) struct ConformanceRequest {
    #[tag(3)]
    pub(crate) requested_output_format: Open<WireFormat>,
    #[tag(4)]
    pub(crate) message_type: String,
    #[tag(5)]
    pub(crate) test_category: Open<TestCategory>,
    #[tag(6)]
    pub(crate) jspb_encoding_options: Option<JspbEncodingConfig>,
    #[tag(9)]
    pub(crate) print_unknown_fields: bool,
    #[oneof]
    pub(crate) payload: Option<ConformanceRequestPayload>,
    #[unknown]
    pub(crate) unknown: UnknownFields,
}

#[derive(Clone, Debug, PartialEq, Oneof)]
pub(crate) enum ConformanceRequestPayload {
    #[tag(1, name = "protobuf_payload")]
    ProtobufPayload(Bytes),
    #[tag(2, name = "json_payload")]
    JsonPayload(String),
    #[tag(7, name = "jspb_payload")]
    JspbPayload(String),
    #[tag(8, name = "text_payload")]
    TextPayload(String),
}

#[derive(Clone, Debug, Default, PartialEq, Message)]
#[message(name = "ConformanceResponse")]
pub(crate) struct ConformanceResponse {
    #[oneof]
    pub(crate) result: Option<ConformanceResponseResult>,
    #[unknown]
    pub(crate) unknown: UnknownFields,
}

#[derive(Clone, Debug, PartialEq, Oneof)]
pub(crate) enum ConformanceResponseResult {
    #[tag(1, name = "parse_error")]
    ParseError(String),
    #[tag(6, name = "serialize_error")]
    SerializeError(String),
    #[tag(9, name = "timeout_error")]
    TimeoutError(String),
    #[tag(2, name = "runtime_error")]
    RuntimeError(String),
    #[tag(3, name = "protobuf_payload")]
    ProtobufPayload(Bytes),
    #[tag(4, name = "json_payload")]
    JsonPayload(String),
    #[tag(5, name = "skipped")]
    Skipped(String),
    #[tag(7, name = "jspb_payload")]
    JspbPayload(String),
    #[tag(8, name = "text_payload")]
    TextPayload(String),
}

#[derive(Clone, Debug, Default, PartialEq, Message)]
#[message(name = "JspbEncodingConfig")]
pub(crate) struct JspbEncodingConfig {
    #[tag(1)]
    pub(crate) use_jspb_array_any_format: bool,
    #[unknown]
    pub(crate) unknown: UnknownFields,
}
