//! What a server makes of a request's headers.

use std::time::Duration;

use super::Encoding;
use crate::{Compression, Metadata, Status, compression::CompressionSet, metadata::is_reserved};

/// The headers of a request, given one by one.
#[derive(Default)]
pub(crate) struct RequestHeaders {
    metadata: Metadata,
    content_type: ContentType,
    timeout: Timeout,
    has_authority: bool,
    /// Each `host`.
    hosts: Vec<Vec<u8>>,
    encoding: Encoding,
    /// What of `grpc-accept-encoding` we know.
    accepts: CompressionSet,
}

#[derive(Default, PartialEq)]
enum ContentType {
    #[default]
    NotGrpc,
    Protobuf,
    OtherCodec,
}

#[derive(Default)]
enum Timeout {
    #[default]
    None,
    After(Duration),
    Malformed,
}

/// What the headers of an acceptable request say.
pub(crate) struct AcceptedHeaders {
    pub(crate) metadata: Metadata,
    pub(crate) timeout: Option<Duration>,
    /// How its compressed messages are compressed; `None` if there are none.
    pub(crate) encoding: Option<Compression>,
    /// How those of the response may be.
    pub(crate) accepts: CompressionSet,
}

/// How a request is turned away before any handler sees it.
pub(crate) enum Rejection {
    /// It is not gRPC: a bare HTTP status.
    Http(u16),
    /// It is gRPC, and wrong: a Trailers-Only response.
    Status(Status),
}

impl RequestHeaders {
    /// Makes room for `fields` headers.
    pub(crate) fn with_capacity(fields: usize) -> Self {
        Self { metadata: Metadata::with_capacity(fields), ..Self::default() }
    }

    /// Takes one header. The name is lower case, as HTTP/2 demands.
    pub(crate) fn header(&mut self, name: &[u8], value: &[u8]) {
        match name {
            b"content-type" if super::is_grpc(value) => {
                self.content_type = if super::is_protobuf(value) {
                    ContentType::Protobuf
                } else {
                    ContentType::OtherCodec
                };
            }
            b"grpc-timeout" => {
                self.timeout =
                    super::parse_timeout(value).map_or(Timeout::Malformed, Timeout::After);
            }
            b"grpc-encoding" => self.encoding = Encoding::parse(value),
            b"grpc-accept-encoding" => self.accepts.add_header(value),
            b":authority" => {
                self.has_authority = true;
                self.metadata.push(name, value);
            }
            b"host" => self.hosts.push(value.to_vec()),
            _ if is_reserved(name) => {}
            _ => self.metadata.push(name, value),
        }
    }

    /// Judges the whole: `post` tells whether the method is POST, `supported` which encodings the
    /// server takes.
    pub(crate) fn accept(
        mut self,
        post: bool,
        supported: CompressionSet,
    ) -> Result<AcceptedHeaders, Rejection> {
        // "If multiple Host headers or multiple :authority headers are present, the request must be
        // rejected with an HTTP status code 400": of `:authority` HTTP/2 takes care.
        // <https://github.com/grpc/proposal/blob/master/A41-xds-rbac.md>
        if self.hosts.len() > 1 {
            return Err(Rejection::Http(400));
        }
        // "If Content-Type does not begin with "application/grpc", gRPC servers SHOULD respond
        // with HTTP status of 415 (Unsupported Media Type). This will prevent other HTTP/2 clients
        // from interpreting a gRPC error response, which uses status 200 (OK), as successful."
        if !post {
            return Err(Rejection::Http(405));
        }
        if self.content_type == ContentType::NotGrpc {
            return Err(Rejection::Http(415));
        }
        if self.content_type == ContentType::OtherCodec {
            return Err(Rejection::Status(Status::unimplemented(
                "this server speaks protobuf only: send content-type application/grpc+proto",
            )));
        }
        let encoding = self.encoding.among(supported).map_err(|name| {
            // "If a server receives a message compressed by an algorithm that it does not support,
            // it must fail the call with UNIMPLEMENTED" and say what it supports.
            let mut headers = Metadata::new();
            let header = supported.header();
            headers.push(b"grpc-accept-encoding", header.as_bytes());
            let message = format!("grpc-encoding `{name}` is not supported; supported: {header}");
            Rejection::Status(Status::unimplemented(message).with_metadata(headers))
        })?;
        let timeout = match self.timeout {
            Timeout::None => None,
            Timeout::After(timeout) => Some(timeout),
            Timeout::Malformed => {
                return Err(Rejection::Status(Status::internal(
                    "malformed grpc-timeout: want 1 to 8 digits and one of H, M, S, m, u, n",
                )));
            }
        };
        if let Err(key) = self.metadata.check_binary() {
            return Err(Rejection::Status(Status::internal(format!(
                "metadata `{key}` is not base64"
            ))));
        }
        // "If :authority is missing, Host must be renamed to :authority. If :authority is present,
        // Host must be discarded." (A41). And: "The recipient of an HTTP/2 request MUST NOT use the
        // Host header field to determine the target URI if ":authority" is present."
        // <https://www.rfc-editor.org/rfc/rfc9113#section-8.3.1>
        if let (Some(host), false) = (self.hosts.pop(), self.has_authority) {
            self.metadata.push(b":authority", &host);
        }
        let Self { metadata, accepts, .. } = self;
        Ok(AcceptedHeaders { metadata, timeout, encoding, accepts })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Code;

    fn accept(headers: &[(&str, &str)]) -> Result<AcceptedHeaders, Rejection> {
        let mut all = RequestHeaders::default();
        for (name, value) in headers {
            all.header(name.as_bytes(), value.as_bytes());
        }
        all.accept(true, CompressionSet::default())
    }

    const GRPC: (&str, &str) = ("content-type", "application/grpc");

    #[test]
    fn protocol_headers_are_hidden_and_the_rest_is_metadata() {
        let accepted = accept(&[
            GRPC,
            ("te", "trailers"),
            ("grpc-timeout", "1S"),
            ("grpc-accept-encoding", "gzip"),
            ("user-agent", "test"),
            ("k", "v"),
        ]);
        let Ok(accepted) = accepted else { panic!("accepted") };
        assert_eq!(accepted.timeout, Some(Duration::from_secs(1)));
        let pairs: Vec<_> = accepted.metadata.raw().collect();
        assert_eq!(pairs, [(&b"user-agent"[..], &b"test"[..]), (b"k", b"v")]);
    }

    #[test]
    fn host_stands_in_for_authority() {
        for (headers, authority) in [
            (&[GRPC, ("host", "a")][..], &["a"][..]),
            (&[GRPC, (":authority", "a"), ("host", "b")], &["a"]),
            (&[GRPC, ("host", "b"), (":authority", "a")], &["a"]),
            (&[GRPC], &[]),
        ] {
            let Ok(accepted) = accept(headers) else { panic!("accepted") };
            assert_eq!(accepted.metadata.get_all(":authority").collect::<Vec<_>>(), authority);
            assert_eq!(accepted.metadata.get("host"), None);
        }
        for two in [&[][..], &[(":authority", "a")]] {
            let headers = [&[GRPC, ("host", "a"), ("host", "a")], two].concat();
            assert!(matches!(accept(&headers), Err(Rejection::Http(400))));
        }
    }

    #[test]
    fn what_is_not_grpc_gets_a_plain_http_answer() {
        for headers in [&[][..], &[("content-type", "application/json")]] {
            assert!(matches!(accept(headers), Err(Rejection::Http(415))));
        }
        assert!(matches!(
            RequestHeaders::default().accept(false, CompressionSet::ALL),
            Err(Rejection::Http(405))
        ));
    }

    #[test]
    fn what_is_wrong_grpc_gets_a_status() {
        for (header, code) in [
            (("grpc-timeout", "abc"), Code::Internal),
            (("grpc-encoding", "lzma"), Code::Unimplemented),
            (("k-bin", "***"), Code::Internal),
            (("content-type", "application/grpc+json"), Code::Unimplemented),
        ] {
            match accept(&[GRPC, header]) {
                Err(Rejection::Status(status)) => assert_eq!(status.code(), code, "{header:?}"),
                _ => panic!("{header:?}"),
            }
        }
    }
}
