//! What ends a call from this side while it waits for the other.

use std::{
    future::Future,
    pin::Pin,
    task::{Context, Poll, ready},
    time::Instant,
};

use crate::Status;

/// What ends a call before its time: the deadline, or the end of the call it is part of. Costs
/// nothing for a call with neither.
pub(crate) struct Interrupt(Option<Pin<Box<dyn Future<Output = Status> + Send>>>);

impl Interrupt {
    /// To be made inside of the runtime. The timer is made at once, because a blocking client polls
    /// outside of it.
    pub(crate) fn new(deadline: Option<Instant>, parent: Option<crate::Context>) -> Self {
        let deadline = deadline.map(|deadline| {
            let timer = tokio::time::sleep_until(deadline.into());
            async move {
                timer.await;
                deadline_exceeded()
            }
        });
        let parent = parent.map(|parent| async move {
            parent.cancelled().await;
            Status::cancelled("the call that this one is part of was cancelled")
        });
        Self(match (deadline, parent) {
            (None, None) => None,
            (Some(deadline), None) => Some(Box::pin(deadline)),
            (None, Some(parent)) => Some(Box::pin(parent)),
            (Some(deadline), Some(parent)) => Some(Box::pin(async {
                tokio::select! {
                    biased;
                    status = deadline => status,
                    status = parent => status,
                }
            })),
        })
    }

    pub(crate) fn poll(&mut self, cx: &mut Context<'_>) -> Poll<Status> {
        match &mut self.0 {
            Some(interrupt) => {
                let status = ready!(interrupt.as_mut().poll(cx));
                self.0 = None;
                Poll::Ready(status)
            }
            None => Poll::Pending,
        }
    }

    /// Runs `work` unless the interrupt comes first.
    pub(crate) async fn or<T>(
        &mut self,
        work: impl Future<Output = Result<T, Status>>,
    ) -> Result<T, Status> {
        let mut work = std::pin::pin!(work);
        std::future::poll_fn(|cx| match self.poll(cx) {
            Poll::Ready(status) => Poll::Ready(Err(status)),
            Poll::Pending => work.as_mut().poll(cx),
        })
        .await
    }
}

/// What a call ends with at its deadline.
pub(crate) fn deadline_exceeded() -> Status {
    Status::deadline_exceeded("the deadline passed")
}

/// tokio's clock, so that tests can stop it.
pub(crate) fn now() -> Instant {
    tokio::time::Instant::now().into_std()
}
