//! The accept loop, and how it comes to an end.

use std::{io, net::SocketAddr, sync::Arc, time::Duration};

use tokio::{
    sync::oneshot,
    task::{JoinHandle, JoinSet},
    time::Instant,
};

use super::{
    Server,
    connection::{self, Shared},
    drain::{DrainSignal, Stage},
    event::ServerEvent,
};
use crate::{
    task::{Task, task},
    transport::Listener,
};

/// How long connections and handlers may take to notice that they are ended.
const END: Duration = Duration::from_secs(1);

/// Accepts until it is told to drain, and does so for at most the time that was said; for ever if
/// no one is left who could tell.
///
/// A [`Task`], so that it is compiled here and not with each program that serves.
pub(super) fn serve(
    listener: Listener,
    shared: Arc<Shared>,
    told: oneshot::Receiver<Duration>,
) -> Task {
    task(accept(listener, shared, told))
}

async fn accept(listener: Listener, shared: Arc<Shared>, told: oneshot::Receiver<Duration>) {
    let (stage, drained) = DrainSignal::new();
    let mut following = JoinSet::new();
    if let Some(tls) = shared.settings.tls.clone() {
        following.spawn(task(tls.follow_files()));
    }
    let mut connections = JoinSet::new();
    let mut signal = std::pin::pin!(async {
        match told.await {
            Ok(grace) => grace,
            Err(_) => std::future::pending().await,
        }
    });
    let mut resume = None;
    let lifetime = &shared.settings.limits.lifetime;
    let user_timeout = lifetime.keepalive_time.map(|_| lifetime.keepalive_timeout);
    let grace = loop {
        // Accepts nothing while it lasts, but hears the signal.
        let accepted = async {
            if let Some(resume) = resume {
                tokio::time::sleep_until(resume).await;
            }
            listener.accept(user_timeout).await
        };
        tokio::select! {
            biased;
            grace = &mut signal => break grace,
            accepted = accepted => match accepted {
                Ok((io, peer)) => {
                    resume = None;
                    // Above the limits the socket is closed, and nothing else is done for it.
                    let admitted = shared.admission.admit(&peer);
                    if admitted.is_none() {
                        let refused = ServerEvent::ConnectionRefused { peer: &peer };
                        shared.settings.observer.tell(refused);
                    }
                    if let Some(admitted) = admitted {
                        let (shared, drained) = (Arc::clone(&shared), drained.clone());
                        connections.spawn(task(async move {
                            connection::serve(io, peer, shared, drained).await;
                            drop(admitted);
                        }));
                    }
                    // Finished ones are taken out even if there is always another to accept.
                    while connections.try_join_next().is_some() {}
                }
                Err(error) => resume = pause_after(&error).map(|pause| Instant::now() + pause),
            },
            Some(_) = connections.join_next() => {}
        }
    };
    // No one new gets in, and the port is free for a successor.
    drop(listener);
    for service in shared.router.services() {
        service.server_drains();
    }
    stage.send_replace(Stage::Drain);
    let _ = tokio::time::timeout(grace, ended(&mut connections, &shared)).await;
    // Says GOAWAY; the calls that are left are cancelled, and their handlers unwind.
    stage.send_replace(Stage::Close);
    let _ = tokio::time::timeout(END, ended(&mut connections, &shared)).await;
    // A handler that blocks its connection's thread cannot be ended.
    connections.abort_all();
}

/// Waits until no connection is left, and no handler.
async fn ended(connections: &mut JoinSet<()>, shared: &Shared) {
    while connections.join_next().await.is_some() {}
    shared.calls.ended().await;
}

/// An accept error is either about the one connection that failed, or lasts: out of file
/// descriptors or memory. Trying again at once would burn a core until it is over.
fn pause_after(error: &io::Error) -> Option<Duration> {
    let one_connection = matches!(
        error.kind(),
        io::ErrorKind::ConnectionAborted
            | io::ErrorKind::ConnectionReset
            | io::ErrorKind::ConnectionRefused
            | io::ErrorKind::Interrupted
    );
    (!one_connection).then_some(Duration::from_millis(100))
}

/// A server at work in the background.
#[derive(Debug)]
pub struct ServerHandle {
    local_addr: Option<SocketAddr>,
    drain: oneshot::Sender<Duration>,
    task: JoinHandle<()>,
}

impl ServerHandle {
    pub(super) fn spawn(server: Server) -> Self {
        let local_addr = server.local_addr();
        let (drain, told) = oneshot::channel();
        let task = tokio::spawn(serve(server.listener, server.shared, told));
        Self { local_addr, drain, task }
    }

    /// The bound address, with the port that was chosen for port 0; `None` for a Unix socket.
    #[must_use]
    pub fn local_addr(&self) -> Option<SocketAddr> {
        self.local_addr
    }

    /// Takes no more connections and calls, lets the running calls go on for at most `grace`, and
    /// cancels what runs after that. Returns when the server has stopped.
    ///
    /// # Cancel safety
    ///
    /// Dropping the future lets the drain go on in the background.
    pub async fn drain(self, grace: Duration) {
        // An error means that the task is gone, which the next line reports.
        let _ = self.drain.send(grace);
        // An error is a panic or the runtime's end; the server has stopped in either case.
        let _ = self.task.await;
    }
}
