//! What goes wrong, in gRPC's terms: the one place that maps it.

use std::sync::Arc;

use strait_http2::Reason;

use super::super::core::{Failure, Lost};
use crate::{
    Code, Status,
    transport::{CallFailure, Fate},
};

/// What the failure of a call without an answer means, and whether the server has seen it.
/// `written` tells whether anything left this side since the call was opened.
///
/// "REFUSED_STREAM: UNAVAILABLE; Indicates that no processing occurred and the request can be
/// retried"; and with GOAWAY "streams with identifiers higher than the identified last stream …
/// might be retried".
/// <https://github.com/grpc/proposal/blob/master/A6-client-retries.md#transparent-retries>
pub(super) fn call_failure(failure: &Failure, written: bool) -> CallFailure {
    let fate = match failure {
        Failure::Unprocessed(_) | Failure::Connection(Lost::Broken(_) | Lost::GoneAway(_))
            if !written =>
        {
            Fate::NeverSent
        }
        Failure::Unprocessed(_) | Failure::Reset(Reason::REFUSED_STREAM) => Fate::Refused,
        _ => Fate::Unknown,
    };
    CallFailure { status: call_status(failure), fate }
}

/// What a failure means for the call.
///
/// <https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-HTTP2.md#errors>
pub(super) fn call_status(failure: &Failure) -> Status {
    match failure {
        Failure::Reset(reason) => {
            let code = match *reason {
                Reason::REFUSED_STREAM => Code::Unavailable,
                Reason::CANCEL => Code::Cancelled,
                Reason::ENHANCE_YOUR_CALM => Code::ResourceExhausted,
                Reason::INADEQUATE_SECURITY => Code::PermissionDenied,
                _ => Code::Internal,
            };
            Status::new(code, format!("the server reset the stream: {reason}"))
        }
        Failure::Fault(why) => Status::internal(format!("the response is not good HTTP/2: {why}")),
        Failure::TooLarge => {
            Status::internal("the headers of the response are larger than this client takes")
        }
        // By the task that sends the requests: it panicked, or its runtime has shut down.
        Failure::Cancelled => {
            Status::cancelled("the stream of requests was dropped before its end")
        }
        Failure::Unprocessed(said) | Failure::Connection(Lost::GoneAway(said)) => {
            Status::unavailable(format!("the server closed the connection: {said}"))
        }
        Failure::Connection(Lost::Broken(error)) => {
            Status::unavailable(format!("the connection broke: {error}"))
                .with_source(Arc::clone(error))
        }
        // This side has told the server so.
        Failure::Connection(Lost::Fault(error)) => {
            Status::internal(format!("HTTP/2 error: {error}")).with_source(*error)
        }
        Failure::Connection(Lost::Closed(why)) => {
            Status::unavailable(format!("the connection is closed: {why}"))
        }
    }
}
