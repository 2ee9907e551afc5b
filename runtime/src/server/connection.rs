//! One connection: requests in, handlers started, responses out.
//!
//! A handler is polled for the first time inside the connection's own task, with all others that
//! came in the same read; their responses leave in one write. What is not ready at once gets a
//! task of its own, and so does a method that proved slow ([`Pace`](super::router::Pace)), so that
//! one call does not hold up its neighbours.

use std::{
    fmt,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    task::{self, Poll, Waker},
    time::{Duration, Instant},
};

use super::{
    HandlerPlacement, ServerCall, call::CallTask, compression::ResponseEncoding,
    drain::DrainSignal, router::Router,
};
use crate::{
    Context, Status, compression,
    context::Peer,
    method::{Frames, MessageSource, MethodDescriptor},
    transport::{Body, Http2Settings, Incoming, Io, MessageBody, ServerConnection},
    wire::request::{AcceptedHeaders, Rejection},
};

/// What all connections of a server share.
pub(super) struct Shared {
    pub(super) router: Router,
    pub(super) settings: Settings,
}

/// What a builder settled.
#[derive(Clone, Debug)]
pub(super) struct Settings {
    pub(super) http2: Http2Settings,
    pub(super) placement: HandlerPlacement,
    pub(super) max_receive_message_len: usize,
    pub(super) max_send_message_len: usize,
    pub(super) compression: compression::Settings,
    pub(super) handshake_timeout: Duration,
}

impl fmt::Debug for Shared {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Shared").field("settings", &self.settings).finish_non_exhaustive()
    }
}

/// Serves a connection until it is closed.
pub(super) async fn serve(io: Io, peer: Peer, shared: Arc<Shared>, mut drain: DrainSignal) {
    // Boxed: what the handshake needs is given back, and not kept for the connection's life.
    let Some(mut driver) = Box::pin(begin(io, peer, shared, &mut drain)).await else { return };
    tokio::select! {
        biased;
        () = std::future::poll_fn(|cx| driver.poll(cx)) => return,
        () = drain.requested() => driver.connection.drain(),
    }
    std::future::poll_fn(|cx| driver.poll(cx)).await;
}

/// Waits until the client speaks HTTP/2; `None` if it does not, or not in time.
async fn begin(io: Io, peer: Peer, shared: Arc<Shared>, drain: &mut DrainSignal) -> Option<Driver> {
    let handshake = ServerConnection::handshake(io, &shared.settings.http2);
    let connection = tokio::select! {
        biased;
        // Who has not begun to speak has no call to finish.
        () = drain.requested() => return None,
        handshake = tokio::time::timeout(shared.settings.handshake_timeout, handshake) => {
            handshake.ok()??
        }
    };
    Some(Driver {
        connection,
        peer,
        shared,
        last_batch: 1,
        spawned: Arc::default(),
        yielded: false,
    })
}

struct Driver {
    connection: ServerConnection,
    peer: Peer,
    shared: Arc<Shared>,
    /// How many requests the last batch had: room for as many is made for the next, and none is
    /// kept while the connection is idle.
    last_batch: usize,
    /// Calls of this connection that have tasks of their own.
    spawned: Arc<AtomicUsize>,
    yielded: bool,
}

impl Driver {
    fn poll(&mut self, cx: &mut task::Context<'_>) -> Poll<()> {
        // Each response of a spawned call wakes this task, and tokio runs it right after the
        // first. Going to the back of the queue once per wake lets the other calls that are ready
        // add their frames, and all leave in one write.
        if self.spawned.load(Ordering::Relaxed) > 0 && !std::mem::replace(&mut self.yielded, true) {
            cx.waker().wake_by_ref();
            return Poll::Pending;
        }
        self.yielded = false;
        loop {
            // All that has arrived is taken before any handler runs: `poll_accept` writes what is
            // waiting, and would write each response by itself.
            let mut arrived = Vec::new();
            let closed = loop {
                match self.connection.poll_accept(cx) {
                    Poll::Ready(Some(incoming)) => {
                        if arrived.is_empty() {
                            arrived.reserve_exact(self.last_batch);
                        }
                        arrived.push(incoming);
                    }
                    Poll::Ready(None) => break true,
                    Poll::Pending => break false,
                }
            };
            if closed {
                return Poll::Ready(());
            }
            if arrived.is_empty() {
                return Poll::Pending;
            }
            self.last_batch = arrived.len();
            self.start_all(arrived);
        }
    }

    fn start_all(&self, arrived: Vec<Incoming>) {
        // One clock reading a call: the end of one handler's poll is the start of the next's.
        let mut now = Instant::now();
        for incoming in arrived {
            now = self.start(incoming, now);
        }
    }

    /// Starts a call, and returns the time at which that was done.
    fn start(&self, incoming: Incoming, now: Instant) -> Instant {
        let settings = &self.shared.settings;
        let route = self.shared.router.find(incoming.path());
        let (headers, post, body, mut response) = incoming.into_parts();
        let accepted = match headers.accept(post, settings.compression.accept) {
            Ok(accepted) => accepted,
            Err(Rejection::Http(status)) => {
                response.reject(status);
                return now;
            }
            Err(Rejection::Status(status)) => {
                response.send_trailers(Some(&status), &crate::Metadata::new());
                return now;
            }
        };
        if let Err(missing) = &route
            && self.shared.router.interceptors.is_empty()
        {
            let status = missing.status();
            response.send_trailers(Some(&status), &crate::Metadata::new());
            return now;
        }
        if accepted.timeout.is_some_and(|timeout| timeout.is_zero()) {
            let status = Status::deadline_exceeded("the deadline had passed when the call came");
            response.send_trailers(Some(&status), &crate::Metadata::new());
            return now;
        }
        let encoding = ResponseEncoding::new(settings.compression, accepted.accepts);
        let call = self.receive(route.as_ref().ok().map(|route| route.method), accepted, body);
        let (context, max_len) = (call.context.clone(), settings.max_send_message_len);
        let route = match route {
            Ok(route) => route,
            Err(missing) => {
                let handler = self.shared.router.handler_without_route(missing, call);
                self.spawn(CallTask::new(handler, response, encoding, context, max_len));
                return now;
            }
        };
        let handler = self.shared.router.handler(route, call);
        let mut call = CallTask::new(handler, response, encoding, context, max_len);
        if route.pace.inline(settings.placement) {
            // No waker: what is not ready moves to a task, which polls it again at once.
            let done = call.poll_once(&mut task::Context::from_waker(Waker::noop())).is_ready();
            let end = Instant::now();
            route.pace.learn(end.saturating_duration_since(now), settings.placement);
            if !done {
                self.spawn(call);
            }
            end
        } else {
            let (shared, path) = (Arc::clone(&self.shared), route.method.path());
            self.spawn(call.measured(move |took| {
                if let Ok(route) = shared.router.find(path) {
                    route.pace.learn(took, shared.settings.placement);
                }
            }));
            now
        }
    }

    /// What a handler is told of a call.
    fn receive(
        &self,
        method: Option<&'static MethodDescriptor>,
        accepted: AcceptedHeaders,
        body: Body,
    ) -> ServerCall {
        // A timeout too long to be added is as good as none.
        let deadline = accepted.timeout.and_then(|timeout| tokio_now().checked_add(timeout));
        let peer = self.peer.clone();
        let context = Context::for_call(method, accepted.metadata, deadline, peer, tokio_now);
        let encoding = accepted.encoding;
        if let Some(encoding) = encoding {
            context.set_request_compression(encoding);
        }
        let max_message_len = self.shared.settings.max_receive_message_len;
        let frames = RequestFrames {
            messages: MessageBody::new(body, max_message_len, encoding),
            told: encoding.is_some().then(|| context.clone()),
        };
        ServerCall { frames: Some(Frames(Box::new(frames))), context }
    }

    fn spawn(&self, call: impl Future<Output = ()> + Send + 'static) {
        let spawned = Spawned::new(&self.spawned);
        tokio::spawn(async move {
            call.await;
            drop(spawned);
        });
    }
}

/// tokio's clock, so that tests can stop it.
pub(super) fn tokio_now() -> Instant {
    tokio::time::Instant::now().into_std()
}

/// Counts a spawned call for as long as it lives.
struct Spawned(Arc<AtomicUsize>);

impl Spawned {
    fn new(count: &Arc<AtomicUsize>) -> Self {
        count.fetch_add(1, Ordering::Relaxed);
        Self(Arc::clone(count))
    }
}

impl Drop for Spawned {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

/// The messages of a request.
pub(super) struct RequestFrames {
    pub(super) messages: MessageBody,
    /// Told of each message whether it was compressed. Only of calls whose messages may be.
    pub(super) told: Option<Context>,
}

impl MessageSource for RequestFrames {
    fn poll_message(
        &mut self,
        cx: &mut task::Context<'_>,
    ) -> Poll<Option<Result<bytes::Bytes, Status>>> {
        let next = self.messages.poll_message(cx);
        if let (Poll::Ready(Some(Ok(_))), Some(context)) = (&next, &self.told) {
            context.set_request_was_compressed(self.messages.last_was_compressed());
        }
        next
    }

    fn last_was_compressed(&self) -> bool {
        self.messages.last_was_compressed()
    }
}
