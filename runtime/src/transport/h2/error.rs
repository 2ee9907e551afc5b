//! HTTP/2 errors in gRPC's terms: the one place that maps them.

use ::h2::Reason;

use crate::{Code, Status};

/// What an error on a stream or its connection means for the client's call.
///
/// <https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-HTTP2.md#errors>
pub(super) fn call_status(error: ::h2::Error) -> Status {
    if error.is_reset() && error.is_remote() {
        let reason = error.reason().unwrap_or(Reason::INTERNAL_ERROR);
        let code = match reason {
            Reason::REFUSED_STREAM => Code::Unavailable,
            Reason::CANCEL => Code::Cancelled,
            Reason::ENHANCE_YOUR_CALM => Code::ResourceExhausted,
            Reason::INADEQUATE_SECURITY => Code::PermissionDenied,
            _ => Code::Internal,
        };
        return Status::new(code, format!("the server reset the stream: {}", name(reason)))
            .with_source(error);
    }
    if error.is_reset() && !error.is_library() {
        // By the task that sends the requests: it panicked, or its runtime has shut down.
        return Status::cancelled("the stream of requests was dropped before its end")
            .with_source(error);
    }
    if error.is_go_away() && error.is_remote() {
        return Status::unavailable(format!(
            "the server closed the connection: {}",
            reason(&error)
        ))
        .with_source(error);
    }
    if error.is_io() {
        return Status::unavailable(format!("the connection broke: {error}")).with_source(error);
    }
    if error.is_library() && error.is_reset() {
        return Status::internal(format!(
            "the response is not good HTTP/2, or its headers are larger than this client takes: \
             {error}"
        ))
        .with_source(error);
    }
    if error.is_library() {
        // The peer broke HTTP/2, and this side said so.
        return Status::internal(format!("HTTP/2 error: {error}")).with_source(error);
    }
    Status::unavailable(format!("the connection is closed: {error}")).with_source(error)
}

/// What an error while reading a request means for its handler: the client is gone or has
/// cancelled; no one sees the status but the handler itself.
pub(super) fn request_status(error: ::h2::Error) -> Status {
    Status::cancelled(format!("the client ended the call: {}", reason(&error))).with_source(error)
}

fn reason(error: &::h2::Error) -> String {
    error.reason().map_or_else(|| error.to_string(), |reason| name(reason).to_owned())
}

fn name(reason: Reason) -> &'static str {
    match reason {
        Reason::NO_ERROR => "NO_ERROR",
        Reason::PROTOCOL_ERROR => "PROTOCOL_ERROR",
        Reason::INTERNAL_ERROR => "INTERNAL_ERROR",
        Reason::FLOW_CONTROL_ERROR => "FLOW_CONTROL_ERROR",
        Reason::SETTINGS_TIMEOUT => "SETTINGS_TIMEOUT",
        Reason::STREAM_CLOSED => "STREAM_CLOSED",
        Reason::FRAME_SIZE_ERROR => "FRAME_SIZE_ERROR",
        Reason::REFUSED_STREAM => "REFUSED_STREAM",
        Reason::CANCEL => "CANCEL",
        Reason::COMPRESSION_ERROR => "COMPRESSION_ERROR",
        Reason::CONNECT_ERROR => "CONNECT_ERROR",
        Reason::ENHANCE_YOUR_CALM => "ENHANCE_YOUR_CALM",
        Reason::INADEQUATE_SECURITY => "INADEQUATE_SECURITY",
        Reason::HTTP_1_1_REQUIRED => "HTTP_1_1_REQUIRED",
        _ => "an unknown error code",
    }
}
