//! `suite.proto`: test cases as the runner keeps them.

use strait::{Enumeration, Message};

use super::{
    client_compat::{ClientCompatRequest, ClientResponseResult},
    config::{Code, Codec, Compression, HttpVersion, Protocol},
};

/// Test cases that belong together.
#[derive(Clone, Debug, Default, PartialEq, Message)]
pub struct TestSuite {
    /// The name of the suite.
    #[tag(1)]
    pub name: String,
    /// Which side it tests.
    #[tag(2)]
    pub mode: TestMode,
    /// The cases.
    #[tag(3)]
    pub test_cases: Vec<TestCase>,
    /// The protocols it is about; all if empty.
    #[tag(4)]
    pub relevant_protocols: Vec<Protocol>,
    /// The versions of HTTP it is about; all if empty.
    #[tag(5)]
    pub relevant_http_versions: Vec<HttpVersion>,
    /// The codecs it is about; all if empty.
    #[tag(6)]
    pub relevant_codecs: Vec<Codec>,
    /// The compressions it is about; all if empty.
    #[tag(7)]
    pub relevant_compressions: Vec<Compression>,
    /// What it expects a server to make of Connect's version.
    #[tag(8)]
    pub connect_version_mode: ConnectVersionMode,
    /// Whether it is about TLS.
    #[tag(9)]
    pub relies_on_tls: bool,
    /// Whether it is about client certificates.
    #[tag(10)]
    pub relies_on_tls_client_certs: bool,
    /// Whether it is about Connect's GET.
    #[tag(11)]
    pub relies_on_connect_get: bool,
    /// Whether it is about a limit on messages.
    #[tag(12)]
    pub relies_on_message_receive_limit: bool,
}

/// Which side a suite tests.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Enumeration)]
#[enumeration(name = "TestSuite.TestMode")]
pub enum TestMode {
    /// Either.
    #[default]
    Unspecified = 0,
    /// Clients.
    Client = 1,
    /// Servers.
    Server = 2,
}

/// What a suite expects a server to make of Connect's version.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Enumeration)]
#[enumeration(name = "TestSuite.ConnectVersionMode")]
pub enum ConnectVersionMode {
    /// Whatever it likes.
    #[default]
    Unspecified = 0,
    /// To demand it.
    Require = 1,
    /// To ignore it.
    Ignore = 2,
}

/// One test.
#[derive(Clone, Debug, Default, PartialEq, Message)]
pub struct TestCase {
    /// The call to be made.
    #[tag(1)]
    pub request: Option<ClientCompatRequest>,
    /// Ballast for each request message.
    #[tag(2)]
    pub expand_requests: Vec<ExpandedSize>,
    /// What is to come of it, unless that follows from the request.
    #[tag(3)]
    pub expected_response: Option<ClientResponseResult>,
    /// Codes that are as good as the expected one.
    #[tag(4)]
    pub other_allowed_error_codes: Vec<Code>,
}

/// Ballast for a message.
#[derive(Clone, Debug, Default, PartialEq, Message)]
#[message(name = "TestCase.ExpandedSize")]
pub struct ExpandedSize {
    /// The bytes of the whole message, less the limit.
    #[tag(1)]
    pub size_relative_to_limit: Option<i32>,
}
