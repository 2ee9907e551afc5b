//! The half of a stream on which the peer sends, held by whoever reads it.

use std::task::{Context, Poll};

use bytes::Bytes;

use super::core::{Shared, Side, wait};
use crate::Status;

/// What the peer sends on a stream after its headers.
pub(crate) struct Body<S: Side> {
    pub(super) shared: Shared<S>,
    pub(super) id: u32,
}

impl<S: Side> Body<S> {
    pub(super) fn new(shared: Shared<S>, id: u32) -> Self {
        Self { shared, id }
    }

    /// The next bytes; `None` at the end of the stream or before trailers.
    ///
    /// Windows are given back at once: one chunk and one incomplete message is all that is held,
    /// and a message larger than the window must not wait for itself.
    pub(crate) fn poll_data(
        &mut self,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, Status>>> {
        let core = &mut *self.shared.lock();
        let Some(mailbox) = core.mailboxes.get_mut(self.id) else { return Poll::Ready(None) };
        if let Some(data) = mailbox.data.pop_front() {
            core.engine.release(self.id, data.len());
            core.flush();
            return Poll::Ready(Some(Ok(data)));
        }
        if mailbox.ended {
            return Poll::Ready(None);
        }
        if let Some(failure) = &mailbox.failed {
            return Poll::Ready(Some(Err(S::status(failure))));
        }
        wait(&mut mailbox.reader, cx);
        Poll::Pending
    }
}

impl<S: Side> Drop for Body<S> {
    fn drop(&mut self) {
        let core = &mut *self.shared.lock();
        core.engine.forget(self.id);
        if let Some(mailbox) = core.mailboxes.get_mut(self.id) {
            mailbox.unread = true;
            mailbox.data.clear();
        }
        core.leave(self.id);
        core.flush();
    }
}
