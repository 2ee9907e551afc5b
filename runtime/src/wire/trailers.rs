//! What a server says at the end of a call.

use crate::{Code, Metadata, Status};

/// What trailers may take together, as HTTP/2 counts them, so that a status arrives: above a
/// client's limit not only the code would be lost, a large enough list ends its connection and all
/// calls on it. grpc-java's limit is this one unless set.
const MAX_TRAILERS_SIZE: usize = Metadata::MAX_SIZE;

/// What each field counts beside its name and value.
const FIELD: usize = 32;

/// Gives the fields of a call's end to `add`, in their order.
pub(crate) fn trailer_fields(
    error: Option<&Status>,
    metadata: &Metadata,
    mut add: impl FnMut(&[u8], &[u8]),
) {
    const STATUS: &[u8] = b"grpc-status";

    match error {
        None => add(STATUS, Code::Ok.as_header().as_bytes()),
        Some(status) => {
            add(STATUS, status.code().as_header().as_bytes());
            let taken = metadata.list_size() + status.metadata().list_size();
            add_explanation(status, MAX_TRAILERS_SIZE.saturating_sub(taken), &mut add);
            for (key, value) in status.metadata().raw() {
                add(key, value);
            }
        }
    }
    for (key, value) in metadata.raw() {
        add(key, value);
    }
}

/// Adds as much of the message and the details as there is `room` for beside the other fields.
/// The details go whole or not at all, and do not push the beginning of the message out.
fn add_explanation(status: &Status, room: usize, add: &mut impl FnMut(&[u8], &[u8])) {
    const MAX_MESSAGE: usize = 4 * 1024;
    const BEGINNING: usize = 1024;
    /// `:status`, `content-type`, `grpc-status`, and the two names here.
    const OTHER_FIELDS: usize = 42 + 60 + 45 + (12 + FIELD) + (23 + FIELD);

    let room = room.saturating_sub(OTHER_FIELDS);
    let details = crate::metadata::encode_binary(status.details());
    let beginning = status.message().len().min(BEGINNING);
    let details = Some(details).filter(|d| !d.is_empty() && d.len() + beginning <= room);
    let room = room - details.as_ref().map_or(0, String::len);

    let message = super::percent_encode_at_most(status.message(), room.min(MAX_MESSAGE));
    if !message.is_empty() {
        add(b"grpc-message", message.as_bytes());
    }
    if let Some(details) = details {
        add(b"grpc-status-details-bin", details.as_bytes());
    }
}
