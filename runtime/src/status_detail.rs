//! Messages within a [`Status`]: `google.rpc.Status` in `grpc-status-details-bin`.

use crate::{
    Code, Message, Status,
    well_known::{Any, RpcStatus},
};

impl Status {
    /// Adds a message that the peer can read besides the code: one of `google.rpc`'s
    /// (`BadRequest`, `RetryInfo`, …) or of your own.
    ///
    /// ```
    /// use strait::{Status, well_known::FieldMask};
    ///
    /// let status = Status::invalid_argument("no such fields")
    ///     .with_detail(&FieldMask::from_iter(["nick"]));
    /// assert_eq!(status.detail(), Some(FieldMask::from_iter(["nick"])));
    /// ```
    #[must_use]
    pub fn with_detail<M: Message>(self, detail: &M) -> Self {
        let mut details = RpcStatus::from(&self);
        details.details.push(Any::pack(detail));
        self.with_details(details.encode_to_bytes())
    }

    /// The first message of type `M` that came with the status. Details that cannot be decoded are
    /// as good as none: what the caller has then is the status itself.
    #[must_use]
    pub fn detail<M: Message>(&self) -> Option<M> {
        decode(self)?.details.iter().find_map(|any| any.unpack::<M>().ok().flatten())
    }
}

/// What the peer hears of a status: the details that travel, or else code and message alone.
///
/// ```
/// use strait::{Status, well_known::RpcStatus};
///
/// let report = RpcStatus::from(&Status::not_found("no user 42"));
/// assert_eq!((report.code, report.message.as_str()), (5, "no user 42"));
/// assert_eq!(Status::from(report).to_string(), "NOT_FOUND: no user 42");
/// ```
impl From<&Status> for RpcStatus {
    fn from(status: &Status) -> Self {
        decode(status).unwrap_or_else(|| Self {
            code: status.code().number(),
            message: status.message().to_owned(),
            details: Vec::new(),
        })
    }
}

/// The status that a message tells of, with the details as they are. A number that is no code of
/// gRPC becomes UNKNOWN.
impl From<RpcStatus> for Status {
    fn from(report: RpcStatus) -> Self {
        let code = Code::from_number(report.code).unwrap_or(Code::Unknown);
        let status = Self::new(code, report.message.clone());
        if report.details.is_empty() {
            return status;
        }
        status.with_details(report.encode_to_bytes())
    }
}

fn decode(status: &Status) -> Option<RpcStatus> {
    if status.details().is_empty() {
        return None;
    }
    RpcStatus::decode(status.details().clone()).ok()
}

/// For `#[derive(RpcError)]`: a status that carries the error.
#[must_use]
pub fn status_with_detail<M: Message>(code: Code, message: String, detail: &M) -> Status {
    Status::new(code, message).with_detail(detail)
}

/// For `#[derive(RpcError)]`: the error in a status.
#[must_use]
pub fn status_detail<M: Message>(status: &Status) -> Option<M> {
    status.detail()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::well_known::{Empty, FieldMask};

    #[test]
    fn a_detail_is_found_by_its_type() {
        let mask = FieldMask::from_iter(["a"]);
        let status = status_with_detail(Code::NotFound, "no a".to_owned(), &mask);
        assert_eq!(status.to_string(), "NOT_FOUND: no a");
        assert_eq!(status_detail::<FieldMask>(&status), Some(mask));
        assert_eq!(status_detail::<Empty>(&status), None);
    }

    #[test]
    fn details_are_added_to_those_that_are_there() {
        let status = Status::aborted("twice")
            .with_detail(&Empty {})
            .with_detail(&FieldMask::from_iter(["a"]));
        assert_eq!(status.detail::<Empty>(), Some(Empty {}));
        let details = decode(&status).unwrap();
        assert_eq!((details.code, details.message.as_str()), (10, "twice"));
        assert_eq!(details.details.len(), 2);
    }

    #[test]
    fn a_report_keeps_details_that_no_one_here_knows() {
        let stranger = Any { type_url: "x/y.Z".to_owned(), value: vec![1, 2].into() };
        let report =
            RpcStatus { code: 9, message: "no".to_owned(), details: vec![stranger.clone()] };
        let status = Status::from(report.clone());
        assert_eq!(status.to_string(), "FAILED_PRECONDITION: no");
        assert_eq!(RpcStatus::from(&status), report);
        let odd = RpcStatus { code: 77, ..RpcStatus::default() };
        assert_eq!(Status::from(odd).code(), Code::Unknown);
    }

    #[test]
    fn details_that_are_not_protobuf_are_none() {
        let status = Status::internal("broken").with_details(&b"\xff\xff"[..]);
        assert_eq!(status_detail::<Empty>(&status), None);
    }
}
