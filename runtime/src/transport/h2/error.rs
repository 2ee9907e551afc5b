//! HTTP/2 errors in gRPC's terms: the one place that maps them.

use ::h2::Reason;

#[cfg(feature = "client")]
use crate::transport::{CallFailure, Fate};
use crate::{Code, Status};

/// What the failure of a call without an answer means, and whether the server has seen it.
/// `written` tells whether anything left this side since the call was handed over.
///
/// "REFUSED_STREAM: UNAVAILABLE; Indicates that no processing occurred and the request can be
/// retried"; and with GOAWAY "streams with identifiers higher than the identified last stream …
/// might be retried".
/// <https://github.com/grpc/proposal/blob/master/A6-client-retries.md#transparent-retries>
#[cfg(feature = "client")]
pub(super) fn call_failure(error: ::h2::Error, written: bool) -> CallFailure {
    let fate = if !error.is_remote() {
        if error.is_io() && !written { Fate::NeverSent } else { Fate::Unknown }
    } else if error.is_go_away() || error.reason() == Some(Reason::REFUSED_STREAM) {
        // h2 ends the streams above the last one, and no others.
        Fate::Refused
    } else {
        Fate::Unknown
    };
    CallFailure { status: call_status(error), fate }
}

/// What it means that h2 does not take a call.
#[cfg(feature = "client")]
pub(super) fn not_begun(error: ::h2::Error) -> CallFailure {
    let closed = error.is_io() || error.is_go_away();
    // Else the connection has used up its streams, or it is the call that is wrong; h2 does not
    // tell. Once more on a new connection does.
    let fate = if closed { Fate::NeverSent } else { Fate::Refused };
    CallFailure { status: call_status(error), fate }
}

/// Whether a server closed the connection because of our PINGs. It would say "too_many_pings" in
/// the data of its GOAWAY, which h2 does not give; the code says nearly as much.
#[cfg(feature = "client")]
pub(super) fn too_many_pings(error: &::h2::Error) -> bool {
    error.is_go_away() && error.is_remote() && error.reason() == Some(Reason::ENHANCE_YOUR_CALM)
}

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

pub(super) fn name(reason: Reason) -> &'static str {
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
