//! The word from the server to its connections that it is time to finish.

use tokio::sync::watch;

/// What the server wants of its connections.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stage {
    /// Serve.
    Open,
    /// Take no more calls, finish the running ones.
    Drain,
    /// The time for that is over.
    Close,
}

/// Tells connections what the server wants.
#[derive(Clone)]
pub(super) struct DrainSignal(watch::Receiver<Stage>);

impl DrainSignal {
    pub(super) fn new() -> (watch::Sender<Stage>, Self) {
        let (sender, receiver) = watch::channel(Stage::Open);
        (sender, Self(receiver))
    }

    /// Waits for the next stage; for ever if there will be none.
    pub(super) async fn next(&mut self) -> Stage {
        if self.0.changed().await.is_err() {
            std::future::pending::<()>().await;
        }
        *self.0.borrow_and_update()
    }
}
