//! What a client makes of a response's headers and trailers.

use super::{Encoding, percent_decode};
use crate::{
    Code, Compression, Metadata, Status, compression::CompressionSet, metadata::is_reserved,
};

/// The fields of a header block or of trailers, given one by one.
#[derive(Default)]
pub(crate) struct ResponseHeaders {
    metadata: Metadata,
    content_type: ContentType,
    status: Option<GrpcStatus>,
    message: Vec<u8>,
    encoding: Encoding,
}

/// Only what is wrong is kept as it came: what is right costs no memory.
#[derive(Default)]
enum ContentType {
    #[default]
    Missing,
    Grpc,
    Other(Vec<u8>),
}

/// As [`ContentType`].
enum GrpcStatus {
    Code(Code),
    Unknown(Vec<u8>),
}

/// What the first header block says.
pub(crate) enum Head {
    /// Messages may follow; those that are compressed are so in this way.
    Started(Metadata, Option<Compression>),
    /// The call is over: a Trailers-Only response.
    Ended(Result<Metadata, Status>),
    /// It is no gRPC. A body follows that may tell more: [`quoting`].
    Foreign(Status),
}

impl ResponseHeaders {
    /// Takes one field. The name is lower case, as HTTP/2 demands.
    pub(crate) fn header(&mut self, name: &[u8], value: &[u8]) {
        match name {
            b"content-type" => self.content_type = ContentType::parse(value),
            b"grpc-status" => self.status = Some(GrpcStatus::parse(value)),
            b"grpc-message" => self.message = value.to_vec(),
            b"grpc-encoding" => self.encoding = Encoding::parse(value),
            // The one reserved key with a value for users; [`Status::details`] gives it as well.
            b"grpc-status-details-bin" => self.metadata.push(name, value),
            _ if is_reserved(name) => {}
            _ => self.metadata.push(name, value),
        }
    }

    /// Judges the first header block, which ends the stream or does not. `offered` are the encodings
    /// that the request said it accepts.
    pub(crate) fn head(
        self,
        http_status: u16,
        end_of_stream: bool,
        offered: CompressionSet,
    ) -> Result<Head, Status> {
        // "Response → (Response-Headers *Length-Prefixed-Message Trailers) / Trailers-Only". A
        // grpc-status that is not in the last block does not count.
        if end_of_stream && self.status.is_some() {
            return Ok(Head::Ended(self.trailers()));
        }
        if http_status != 200 || !matches!(self.content_type, ContentType::Grpc) {
            let status = not_grpc(http_status, &self.content_type);
            return if end_of_stream { Err(status) } else { Ok(Head::Foreign(status)) };
        }
        if end_of_stream {
            return Ok(Head::Ended(self.trailers()));
        }
        let encoding = self.encoding.among(offered).map_err(|name| {
            Status::internal(format!(
                "the server compresses with `{name}`, which this client did not offer"
            ))
        })?;
        Ok(Head::Started(readable(self.metadata)?, encoding))
    }

    /// Judges the trailers: the trailing metadata, or the status of a failed call.
    pub(crate) fn trailers(mut self) -> Result<Metadata, Status> {
        let Some(status) = self.status else {
            return Err(Status::internal("the server ended the call without a grpc-status"));
        };
        if let GrpcStatus::Code(Code::Ok) = status {
            return readable(self.metadata);
        }
        let message = percent_decode(&self.message);
        let (code, message) = match status {
            GrpcStatus::Code(code) => (code, message),
            GrpcStatus::Unknown(text) => {
                let text = String::from_utf8_lossy(&text);
                let message =
                    format!("the server sent the unknown grpc-status `{text}`: {message}");
                (Code::Unknown, message)
            }
        };
        let details = self.metadata.get_bin("grpc-status-details-bin").unwrap_or_default();
        self.metadata.remove("grpc-status-details-bin");
        Err(Status::new(code, message)
            .with_details(details)
            .with_metadata(self.metadata)
            .said_by_peer())
    }
}

impl ContentType {
    fn parse(value: &[u8]) -> Self {
        if super::is_grpc(value) { Self::Grpc } else { Self::Other(value.to_vec()) }
    }
}

impl GrpcStatus {
    /// Negative numbers, leading zeros and words are not statuses; neither are codes that gRPC
    /// does not have.
    fn parse(value: &[u8]) -> Self {
        Code::from_header(value).map_or_else(|| Self::Unknown(value.to_vec()), Self::Code)
    }
}

/// Metadata whose `-bin` values are all base64; otherwise the call has failed.
fn readable(metadata: Metadata) -> Result<Metadata, Status> {
    match metadata.check_binary() {
        Ok(()) => Ok(metadata),
        Err(key) => Err(Status::internal(format!("the server's metadata `{key}` is not base64"))),
    }
}

/// The status of a response that some HTTP server, proxy or load balancer gave.
///
/// <https://github.com/grpc/grpc/blob/master/doc/http-grpc-status-mapping.md>
fn not_grpc(http_status: u16, content_type: &ContentType) -> Status {
    let code = match http_status {
        400 => Code::Internal,
        401 => Code::Unauthenticated,
        403 => Code::PermissionDenied,
        404 => Code::Unimplemented,
        429 | 502..=504 => Code::Unavailable,
        _ => Code::Unknown,
    };
    let content_type = match content_type {
        ContentType::Missing => "no content-type".to_owned(),
        ContentType::Grpc => "content-type of gRPC".to_owned(),
        ContentType::Other(value) => {
            format!("content-type `{}`", String::from_utf8_lossy(value))
        }
    };
    let why = match http_status {
        431 => "the server takes no headers as large as this call's",
        _ => "the peer is no gRPC server",
    };
    Status::new(code, format!("{why}: HTTP status {http_status}, {content_type}"))
}

/// A status whose message also quotes the body of a response that is no gRPC, if that is text:
/// proxies and load balancers say there what is wrong.
pub(crate) fn quoting(status: Status, body: &[u8]) -> Status {
    const EXCERPT: usize = 256;

    let start = body.get(..EXCERPT).unwrap_or(body);
    let text = match std::str::from_utf8(start) {
        Ok(text) => text,
        // Cut within a character.
        Err(error) if error.error_len().is_none() => {
            std::str::from_utf8(start.get(..error.valid_up_to()).unwrap_or_default())
                .unwrap_or_default()
        }
        Err(_) => "",
    };
    match text.trim() {
        "" => status,
        text => Status::new(status.code(), format!("{}, which says {text:?}", status.message())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(fields: &[(&str, &str)]) -> ResponseHeaders {
        let mut headers = ResponseHeaders::default();
        for (name, value) in fields {
            headers.header(name.as_bytes(), value.as_bytes());
        }
        headers
    }

    const GRPC: (&str, &str) = ("content-type", "application/grpc");

    #[test]
    fn a_status_in_headers_counts_only_at_the_end_of_the_stream() {
        let fields = [GRPC, ("grpc-status", "5"), ("grpc-message", "no%20one")];
        let Ok(Head::Ended(Err(status))) =
            headers(&fields).head(200, true, CompressionSet::default())
        else {
            panic!("trailers-only");
        };
        assert_eq!(status.to_string(), "NOT_FOUND: no one");
        assert_eq!(status.origin(), crate::Origin::Remote);
        assert!(matches!(
            headers(&fields).head(200, false, CompressionSet::default()),
            Ok(Head::Started(..))
        ));
    }

    #[test]
    fn a_status_wins_over_http() {
        let fields = [("grpc-status", "9")];
        let Ok(Head::Ended(Err(status))) =
            headers(&fields).head(503, true, CompressionSet::default())
        else {
            panic!("trailers-only");
        };
        assert_eq!(status.code(), Code::FailedPrecondition);
    }

    #[test]
    fn http_statuses_map_to_codes() {
        for (http, code) in [
            (400, Code::Internal),
            (401, Code::Unauthenticated),
            (403, Code::PermissionDenied),
            (404, Code::Unimplemented),
            (429, Code::Unavailable),
            (431, Code::Unknown),
            (500, Code::Unknown),
            (502, Code::Unavailable),
            (503, Code::Unavailable),
            (504, Code::Unavailable),
        ] {
            let Err(status) = headers(&[]).head(http, true, CompressionSet::default()) else {
                panic!("{http}")
            };
            assert_eq!(status.code(), code, "{http}");
        }
        let Ok(Head::Foreign(status)) =
            headers(&[("content-type", "text/html")]).head(200, false, CompressionSet::default())
        else {
            panic!("not gRPC");
        };
        assert_eq!(status.code(), Code::Unknown);
    }

    #[test]
    fn text_of_a_foreign_response_is_quoted_and_other_bytes_are_not() {
        let quoted = |body: &[u8]| quoting(Status::unavailable("no"), body).message().to_owned();
        assert_eq!(
            quoted(b"\n <h1>Bad gateway</h1>\n"),
            r#"no, which says "<h1>Bad gateway</h1>""#
        );
        assert_eq!(quoted(b"a\nb\x1b"), r#"no, which says "a\nb\u{1b}""#);
        assert_eq!(quoted(b" "), "no");
        assert_eq!(quoted(&[0xff, 0xfe]), "no");
        let long = "x".repeat(255) + "\u{eb}" + &"y".repeat(5000);
        assert_eq!(quoted(long.as_bytes()), format!("no, which says {:?}", "x".repeat(255)));
    }

    #[test]
    fn trailers_without_a_good_status_are_an_error() {
        assert_eq!(headers(&[]).trailers().unwrap_err().code(), Code::Internal);
        for bad in ["x", "17", "-1", "", "00", "05", "+5", " 5"] {
            let error = headers(&[("grpc-status", bad)]).trailers().unwrap_err();
            assert_eq!(error.code(), Code::Unknown, "{bad:?}");
        }
        assert_eq!(
            headers(&[("grpc-status", "0"), ("k", "v")]).trailers().unwrap().get("k"),
            Some("v")
        );
    }

    #[test]
    fn metadata_that_is_not_base64_fails_the_call() {
        let bad = ("k-bin", "***");
        let Err(status) = headers(&[GRPC, bad]).head(200, false, CompressionSet::default()) else {
            panic!("in headers")
        };
        assert_eq!(status.code(), Code::Internal);
        let status = headers(&[("grpc-status", "0"), bad]).trailers().unwrap_err();
        assert_eq!(status.to_string(), "INTERNAL: the server's metadata `k-bin` is not base64");
    }

    #[test]
    fn details_are_taken_out_of_the_metadata() {
        let fields = [("grpc-status", "3"), ("grpc-status-details-bin", "CAM"), ("k", "v")];
        let status = headers(&fields).trailers().unwrap_err();
        assert_eq!(status.details().as_ref(), [8, 3]);
        assert_eq!(status.metadata().len(), 1);
    }
}
