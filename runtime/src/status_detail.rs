//! Typed errors within a [`Status`]: `google.rpc.Status` in `grpc-status-details-bin`, with the
//! error as one of its details. `#[derive(RpcError)]` calls these.

use crate::{
    Code, Message, Status,
    well_known::{Any, RpcStatus},
};

/// A status that carries `detail`.
#[must_use]
pub fn status_with_detail<M: Message>(code: Code, message: String, detail: &M) -> Status {
    let details = RpcStatus {
        code: code.number(),
        message: message.clone(),
        details: vec![Any::pack(detail)],
    };
    Status::new(code, message).with_details(details.encode_to_bytes())
}

/// The first detail of type `M`. Details that cannot be decoded are as good as none: what the
/// caller has then is the status itself.
#[must_use]
pub fn status_detail<M: Message>(status: &Status) -> Option<M> {
    if status.details().is_empty() {
        return None;
    }
    let details = RpcStatus::decode(status.details().clone()).ok()?.details;
    details.iter().find_map(|any| any.unpack::<M>().ok().flatten())
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
    fn details_that_are_not_protobuf_are_none() {
        let status = Status::internal("broken").with_details(&b"\xff\xff"[..]);
        assert_eq!(status_detail::<Empty>(&status), None);
    }
}
