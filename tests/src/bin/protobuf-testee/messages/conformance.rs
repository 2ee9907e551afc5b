// Protocol Buffers - Google's data interchange format
// Copyright 2008 Google Inc.  All rights reserved.
//
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file or at
// https://developers.google.com/open-source/licenses/bsd

#![allow(rustdoc::all, reason = "as the schema has it")]
#![allow(clippy::doc_lazy_continuation, reason = "as the schema has it")]
#![allow(clippy::doc_overindented_list_items, reason = "as the schema has it")]
#![allow(clippy::enum_variant_names, reason = "as the schema has it")]

use strait::{Enumeration, Message, Open, UnknownFields};

strait::package!(
    "conformance",
    option("java_package = \"com.google.protobuf.conformance\""),
    option("objc_class_prefix = \"Conformance\"")
);

// This defines the conformance testing protocol.  This protocol exists between
// the conformance test suite itself and the code being tested.  For each test,
// the suite will send a ConformanceRequest message and expect a
// ConformanceResponse message.
//
// You can either run the tests in two different ways:
//
//   1. in-process (using the interface in conformance_test.h).
//
//   2. as a sub-process communicating over a pipe.  Information about how to
//      do this is in conformance_test_runner.cc.
//
// Pros/cons of the two approaches:
//
//   - running as a sub-process is much simpler for languages other than C/C++.
//
//   - running as a sub-process may be more tricky in unusual environments like
//     iOS apps, where fork/stdin/stdout are not available.

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Enumeration)]
pub enum WireFormat {
    #[default]
    #[enumeration(name = "UNSPECIFIED")]
    Unspecified = 0,
    #[enumeration(name = "PROTOBUF")]
    Protobuf = 1,
    #[enumeration(name = "JSON")]
    Json = 2,
    /// Only used inside Google. Opensource testees just skip it.
    #[enumeration(name = "JSPB")]
    Jspb = 3,
    #[enumeration(name = "TEXT_FORMAT")]
    TextFormat = 4,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Enumeration)]
pub enum TestCategory {
    #[default]
    #[enumeration(name = "UNSPECIFIED_TEST")]
    UnspecifiedTest = 0,
    /// Test binary wire format.
    #[enumeration(name = "BINARY_TEST")]
    BinaryTest = 1,
    /// Test json wire format.
    #[enumeration(name = "JSON_TEST")]
    JsonTest = 2,
    /// Similar to JSON_TEST. However, during parsing json, testee should ignore
    /// unknown fields. This feature is optional. Each implementation can decide
    /// whether to support it.  See
    /// https://developers.google.com/protocol-buffers/docs/proto3#json_options
    /// for more detail.
    #[enumeration(name = "JSON_IGNORE_UNKNOWN_PARSING_TEST")]
    JsonIgnoreUnknownParsingTest = 3,
    /// Test jspb wire format. Only used inside Google. Opensource testees just
    /// skip it.
    #[enumeration(name = "JSPB_TEST")]
    JspbTest = 4,
    /// Test text format. For cpp, java and python, testees can already deal with
    /// this type. Testees of other languages can simply skip it.
    #[enumeration(name = "TEXT_FORMAT_TEST")]
    TextFormatTest = 5,
}

/// Meant to encapsulate all types of tests: successes, skips, failures, etc.
/// Therefore, this may or may not have a failure message. Failure messages
/// may be truncated for our failure lists.
#[derive(Clone, Debug, Default, PartialEq, Message)]
pub struct TestStatus {
    #[tag(1)]
    pub name: String,
    #[tag(2)]
    pub failure_message: String,
    /// What an actual test name matched to in a failure list. Can be wildcarded or
    /// an exact match without wildcards.
    #[tag(3)]
    pub matched_name: String,
    /// Fields that this version of the message does not know.
    #[unknown]
    pub unknown: UnknownFields,
}

/// The conformance runner will request a list of failures as the first request.
/// This will be known by message_type == "conformance.FailureSet", a conformance
/// test should return a serialized FailureSet in protobuf_payload.
#[derive(Clone, Debug, Default, PartialEq, Message)]
#[message(reserved(1))]
pub struct FailureSet {
    #[tag(2)]
    pub test: Vec<TestStatus>,
    /// Fields that this version of the message does not know.
    #[unknown]
    pub unknown: UnknownFields,
}

/// Represents a single test case's input.  The testee should:
///
///   1. parse this proto (which should always succeed)
///   2. parse the protobuf or JSON payload in "payload" (which may fail)
///   3. if the parse succeeded, serialize the message in the requested format.
#[derive(Clone, Debug, Default, PartialEq, Message)]
pub struct ConformanceRequest {
    #[oneof]
    pub payload: Option<conformance_request::Payload>,
    /// Which format should the testee serialize its message to?
    #[tag(3)]
    pub requested_output_format: Open<WireFormat>,
    /// The full name for the test message to use; for the moment, either:
    /// protobuf_test_messages.proto3.TestAllTypesProto3 or
    /// protobuf_test_messages.proto2.TestAllTypesProto2 or
    /// protobuf_test_messages.editions.proto2.TestAllTypesProto2 or
    /// protobuf_test_messages.editions.proto3.TestAllTypesProto3 or
    /// protobuf_test_messages.editions.TestAllTypesEdition2023.
    #[tag(4)]
    pub message_type: String,
    /// Each test is given a specific test category. Some category may need
    /// specific support in testee programs. Refer to the definition of
    /// TestCategory for more information.
    #[tag(5)]
    pub test_category: Open<TestCategory>,
    /// Specify details for how to encode jspb.
    #[tag(6)]
    pub jspb_encoding_options: Option<JspbEncodingConfig>,
    /// This can be used in json and text format. If true, testee should print
    /// unknown fields instead of ignore. This feature is optional.
    #[tag(9)]
    pub print_unknown_fields: bool,
    /// Fields that this version of the message does not know.
    #[unknown]
    pub unknown: UnknownFields,
}

/// What [`ConformanceRequest`] is made of.
pub mod conformance_request {
    use strait::{Bytes, Oneof};

    /// The payload (whether protobuf of JSON) is always for a
    /// protobuf_test_messages.proto3.TestAllTypes proto (as defined in
    /// src/google/protobuf/proto3_test_messages.proto).
    #[derive(Clone, Debug, PartialEq, Oneof)]
    pub enum Payload {
        #[tag(1)]
        ProtobufPayload(Bytes),
        #[tag(2)]
        JsonPayload(String),
        /// Only used inside Google.  Opensource testees just skip it.
        #[tag(7)]
        JspbPayload(String),
        #[tag(8)]
        TextPayload(String),
    }
}

/// Represents a single test case's output.
#[derive(Clone, Debug, Default, PartialEq, Message)]
pub struct ConformanceResponse {
    #[oneof]
    pub result: Option<conformance_response::ResultOneof>,
    /// Fields that this version of the message does not know.
    #[unknown]
    pub unknown: UnknownFields,
}

/// What [`ConformanceResponse`] is made of.
pub mod conformance_response {
    use strait::{Bytes, Oneof};

    #[derive(Clone, Debug, PartialEq, Oneof)]
    pub enum ResultOneof {
        /// This string should be set to indicate parsing failed.  The string can
        /// provide more information about the parse error if it is available.
        ///
        /// Setting this string does not necessarily mean the testee failed the
        /// test.  Some of the test cases are intentionally invalid input.
        #[tag(1)]
        ParseError(String),
        /// If the input was successfully parsed but errors occurred when
        /// serializing it to the requested output format, set the error message in
        /// this field.
        #[tag(6)]
        SerializeError(String),
        /// This should be set if the test program timed out.  The string should
        /// provide more information about what the child process was doing when it
        /// was killed.
        #[tag(9)]
        TimeoutError(String),
        /// This should be set if some other error occurred.  This will always
        /// indicate that the test failed.  The string can provide more information
        /// about the failure.
        #[tag(2)]
        RuntimeError(String),
        /// If the input was successfully parsed and the requested output was
        /// protobuf, serialize it to protobuf and set it in this field.
        #[tag(3)]
        ProtobufPayload(Bytes),
        /// If the input was successfully parsed and the requested output was JSON,
        /// serialize to JSON and set it in this field.
        #[tag(4)]
        JsonPayload(String),
        /// For when the testee skipped the test, likely because a certain feature
        /// wasn't supported, like JSON input/output.
        #[tag(5)]
        Skipped(String),
        /// If the input was successfully parsed and the requested output was JSPB,
        /// serialize to JSPB and set it in this field. JSPB is only used inside
        /// Google. Opensource testees can just skip it.
        #[tag(7)]
        JspbPayload(String),
        /// If the input was successfully parsed and the requested output was
        /// TEXT_FORMAT, serialize to TEXT_FORMAT and set it in this field.
        #[tag(8)]
        TextPayload(String),
    }
}

/// Encoding options for jspb format.
#[derive(Clone, Debug, Default, PartialEq, Message)]
pub struct JspbEncodingConfig {
    /// Encode the value field of Any as jspb array if true, otherwise binary.
    #[tag(1)]
    pub use_jspb_array_any_format: bool,
    /// Fields that this version of the message does not know.
    #[unknown]
    pub unknown: UnknownFields,
}
