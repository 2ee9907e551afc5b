//! The word from the server to its connections that it is time to finish.

use tokio::sync::watch;

/// Tells connections that the server drains.
#[derive(Clone)]
pub(super) struct DrainSignal(watch::Receiver<bool>);

impl DrainSignal {
    pub(super) fn new() -> (watch::Sender<bool>, Self) {
        let (sender, receiver) = watch::channel(false);
        (sender, Self(receiver))
    }

    /// Waits until the server drains; for ever if it never will.
    pub(super) async fn requested(&mut self) {
        if self.0.wait_for(|drain| *drain).await.is_err() {
            std::future::pending::<()>().await;
        }
    }
}
