//! `config.proto`: what a client or server can do, and the words for it.

use bytes::Bytes;
use strait::{Enumeration, Message};

/// What is to be tested.
#[derive(Clone, Debug, Default, PartialEq, Message)]
pub struct Config {
    /// What the client or server under test can do.
    #[tag(1)]
    pub features: Option<Features>,
    /// Cases to be added to those that the features imply.
    #[tag(2)]
    pub include_cases: Vec<ConfigCase>,
    /// Cases to be left out although the features imply them.
    #[tag(3)]
    pub exclude_cases: Vec<ConfigCase>,
}

/// What a client or server can do.
#[derive(Clone, Debug, Default, PartialEq, Message)]
pub struct Features {
    /// HTTP/1.1 and HTTP/2 unless said.
    #[tag(1)]
    pub versions: Vec<HttpVersion>,
    /// All three unless said.
    #[tag(2)]
    pub protocols: Vec<Protocol>,
    /// Proto and JSON unless said.
    #[tag(3)]
    pub codecs: Vec<Codec>,
    /// Identity and gzip unless said.
    #[tag(4)]
    pub compressions: Vec<Compression>,
    /// All unless said.
    #[tag(5)]
    pub stream_types: Vec<StreamType>,
    /// HTTP/2 without TLS; true unless said.
    #[tag(6)]
    pub supports_h2c: Option<bool>,
    /// True unless said.
    #[tag(7)]
    pub supports_tls: Option<bool>,
    /// False unless said.
    #[tag(8)]
    pub supports_tls_client_certs: Option<bool>,
    /// True unless said; without trailers there is no gRPC.
    #[tag(9)]
    pub supports_trailers: Option<bool>,
    /// False unless said.
    #[tag(10)]
    pub supports_half_duplex_bidi_over_http1: Option<bool>,
    /// True unless said.
    #[tag(11)]
    pub supports_connect_get: Option<bool>,
    /// True unless said.
    #[tag(12)]
    pub supports_message_receive_limit: Option<bool>,
}

/// A set of test cases; what is not said matches all.
#[derive(Clone, Debug, Default, PartialEq, Message)]
pub struct ConfigCase {
    /// Of which version.
    #[tag(1)]
    pub version: HttpVersion,
    /// Of which protocol.
    #[tag(2)]
    pub protocol: Protocol,
    /// With which codec.
    #[tag(3)]
    pub codec: Codec,
    /// With which compression.
    #[tag(4)]
    pub compression: Compression,
    /// Of which kind.
    #[tag(5)]
    pub stream_type: StreamType,
    /// With TLS or without.
    #[tag(6)]
    pub use_tls: Option<bool>,
    /// With client certificates or without.
    #[tag(7)]
    pub use_tls_client_certs: Option<bool>,
    /// With a limit on messages or without.
    #[tag(8)]
    pub use_message_receive_limit: Option<bool>,
}

/// A version of HTTP.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Enumeration)]
#[enumeration(name = "HTTPVersion")]
pub enum HttpVersion {
    /// Any.
    #[default]
    Unspecified = 0,
    /// HTTP/1.1.
    #[enumeration(name = "HTTP_VERSION_1")]
    Http1 = 1,
    /// HTTP/2.
    #[enumeration(name = "HTTP_VERSION_2")]
    Http2 = 2,
    /// HTTP/3.
    #[enumeration(name = "HTTP_VERSION_3")]
    Http3 = 3,
}

/// A protocol of calls.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Enumeration)]
pub enum Protocol {
    /// Any.
    #[default]
    Unspecified = 0,
    /// Connect.
    Connect = 1,
    /// gRPC.
    Grpc = 2,
    /// gRPC-Web.
    GrpcWeb = 3,
}

/// An encoding of messages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Enumeration)]
pub enum Codec {
    /// Any.
    #[default]
    Unspecified = 0,
    /// Protobuf's binary format.
    Proto = 1,
    /// Protobuf's JSON format.
    Json = 2,
    /// Protobuf's text format.
    #[deprecated = "nothing uses it"]
    Text = 3,
}

/// A compression of messages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Enumeration)]
pub enum Compression {
    /// Any, or none.
    #[default]
    Unspecified = 0,
    /// None.
    Identity = 1,
    /// gzip.
    Gzip = 2,
    /// Brotli.
    Br = 3,
    /// Zstandard.
    Zstd = 4,
    /// DEFLATE in zlib's format, as HTTP means it.
    Deflate = 5,
    /// Snappy in its frame format.
    Snappy = 6,
}

/// A kind of call.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Enumeration)]
pub enum StreamType {
    /// Any.
    #[default]
    Unspecified = 0,
    /// One request, one response.
    Unary = 1,
    /// Many requests, one response.
    ClientStream = 2,
    /// One request, many responses.
    ServerStream = 3,
    /// Many requests, then many responses.
    HalfDuplexBidiStream = 4,
    /// Many requests and at the same time many responses.
    FullDuplexBidiStream = 5,
}

/// A status code; the numbers are gRPC's.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Enumeration)]
pub enum Code {
    /// None.
    #[default]
    Unspecified = 0,
    /// `CANCELLED`.
    Canceled = 1,
    /// `UNKNOWN`.
    Unknown = 2,
    /// `INVALID_ARGUMENT`.
    InvalidArgument = 3,
    /// `DEADLINE_EXCEEDED`.
    DeadlineExceeded = 4,
    /// `NOT_FOUND`.
    NotFound = 5,
    /// `ALREADY_EXISTS`.
    AlreadyExists = 6,
    /// `PERMISSION_DENIED`.
    PermissionDenied = 7,
    /// `RESOURCE_EXHAUSTED`.
    ResourceExhausted = 8,
    /// `FAILED_PRECONDITION`.
    FailedPrecondition = 9,
    /// `ABORTED`.
    Aborted = 10,
    /// `OUT_OF_RANGE`.
    OutOfRange = 11,
    /// `UNIMPLEMENTED`.
    Unimplemented = 12,
    /// `INTERNAL`.
    Internal = 13,
    /// `UNAVAILABLE`.
    Unavailable = 14,
    /// `DATA_LOSS`.
    DataLoss = 15,
    /// `UNAUTHENTICATED`.
    Unauthenticated = 16,
}

/// A certificate and its key, both PEM.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Message)]
#[message(name = "TLSCreds")]
pub struct TlsCreds {
    /// The certificate.
    #[tag(1)]
    pub cert: Bytes,
    /// The private key.
    #[tag(2)]
    pub key: Bytes,
}
