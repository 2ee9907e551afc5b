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
        let mut details = decode(&self).unwrap_or_else(|| RpcStatus {
            code: self.code().number(),
            message: self.message().to_owned(),
            details: Vec::new(),
        });
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
    fn details_that_are_not_protobuf_are_none() {
        let status = Status::internal("broken").with_details(&b"\xff\xff"[..]);
        assert_eq!(status_detail::<Empty>(&status), None);
    }
}
