//! One connection: requests in, handlers started, responses out.
//!
//! A handler is polled for the first time inside the connection's own task, with all others that
//! came in the same read; their responses leave in one write. What is not ready at once gets a
//! task of its own, and so does a method that proved slow ([`Pace`](super::router::Pace)), so that
//! one call does not hold up its neighbours.

use std::{
    fmt,
    sync::Arc,
    task::{self, Poll, Waker},
    time::{Duration, Instant},
};

use super::{
    HandlerPlacement,
    adaptive::Gate,
    admission::Admission,
    call::CallTask,
    calls::{Calls, ServerCalls, Slot},
    drain::{DrainSignal, Stage},
    event::{Observer, ServerEvent},
    limits::Limits,
    router::{Route, Router},
    start::Request,
    watch::Watch,
};
use crate::{
    compression,
    context::{Peer, TlsInfo},
    policy::Closing,
    transport::{Http2Engine, Http2Settings, Incoming, Io, ServerConnection, TlsAcceptor},
};

/// What all connections of a server share.
pub(super) struct Shared {
    pub(super) router: Router,
    pub(super) settings: Settings,
    pub(super) admission: Arc<Admission>,
    pub(super) calls: Arc<ServerCalls>,
    pub(super) gate: Option<Arc<Gate>>,
}

impl Shared {
    pub(super) fn new(router: Router, settings: Settings) -> Self {
        let limits = &settings.limits;
        let admission = Admission::new(limits.max_connections, limits.max_connections_per_address);
        let gate = limits.adaptive.as_ref().map(Gate::new);
        Self { router, settings, admission: Arc::new(admission), calls: Arc::default(), gate }
    }
}

/// What a builder settled.
#[derive(Clone, Debug)]
pub(super) struct Settings {
    pub(super) engine: Http2Engine,
    pub(super) http2: Http2Settings,
    pub(super) placement: HandlerPlacement,
    pub(super) max_receive_message_len: usize,
    pub(super) max_send_message_len: usize,
    pub(super) compression: compression::Settings,
    pub(super) handshake_timeout: Duration,
    pub(super) limits: Limits,
    pub(super) observer: Observer,
    pub(super) tls: Option<TlsAcceptor>,
}

impl Settings {
    fn max_handlers_per_connection(&self) -> usize {
        let streams = self.http2.max_concurrent_streams as usize;
        self.limits.max_handlers_per_connection.unwrap_or(streams.saturating_mul(2))
    }

    /// The settings of one more connection among `open` ones: their windows are what the server
    /// may have to hold before handlers read it.
    fn http2_among(&self, open: usize) -> Http2Settings {
        let mut http2 = self.http2.clone();
        http2.share_connection_window(self.limits.max_buffered_bytes / 8, open);
        http2
    }
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
    loop {
        tokio::select! {
            biased;
            () = std::future::poll_fn(|cx| driver.poll(cx)) => break,
            // Heard even while a flood uses up what tokio lets one poll do.
            stage = tokio::task::unconstrained(drain.next()) => driver.enter(stage),
        }
    }
    if let Some(end) = driver.connection.end() {
        let event = ServerEvent::ConnectionClosed { peer: &driver.peer, end: &end };
        driver.shared.settings.observer.tell(event);
    }
}

/// Waits until the client speaks HTTP/2, over TLS if the server has it; `None` if it does not, or
/// not in time.
async fn begin(io: Io, peer: Peer, shared: Arc<Shared>, drain: &mut DrainSignal) -> Option<Driver> {
    let settings = &shared.settings;
    let http2 = settings.http2_among(shared.admission.open());
    let handshake = async {
        let (io, tls) = match &settings.tls {
            Some(acceptor) => {
                let (io, tls) = acceptor.accept(io, &peer).await?;
                (io, Some(Arc::new(tls)))
            }
            None => (io, None),
        };
        let connection = ServerConnection::handshake(settings.engine, io, &http2).await;
        if connection.is_none() {
            settings.observer.tell(ServerEvent::HandshakeFailed { peer: &peer, timed_out: false });
        }
        Some((connection?, tls))
    };
    let (connection, tls) = tokio::select! {
        biased;
        // Who has not begun to speak has no call to finish.
        _ = drain.next() => return None,
        handshake = tokio::time::timeout(settings.handshake_timeout, handshake) => {
            if handshake.is_err() {
                let event = ServerEvent::HandshakeFailed { peer: &peer, timed_out: true };
                settings.observer.tell(event);
            }
            handshake.ok()??
        }
    };
    Some(Driver {
        connection,
        peer,
        tls,
        watch: Watch::new(&shared.settings.limits),
        calls: Calls::new(&shared.calls),
        shared,
        last_batch: 1,
        yields: 0,
        waiting: 0,
    })
}

struct Driver {
    connection: ServerConnection,
    peer: Peer,
    tls: Option<Arc<TlsInfo>>,
    shared: Arc<Shared>,
    /// How many requests the last batch had: room for as many is made for the next, and none is
    /// kept while the connection is idle.
    last_batch: usize,
    calls: Arc<Calls>,
    watch: Watch,
    /// How often the calls have had a turn since this task was woken, and the bytes that waited to
    /// be written when they had the last.
    yields: u32,
    waiting: usize,
}

impl Driver {
    /// The turns that calls have at most before what they sent is written.
    const YIELDS: u32 = 16;

    /// What waits to be written after which they have no other: a batch of one stream.
    const ENOUGH: usize = 32 * 1024;

    /// Does what the server wants.
    fn enter(&mut self, stage: Stage) {
        match stage {
            Stage::Open => {}
            Stage::Drain => self.watch.drain(&mut self.connection),
            Stage::Close => self.watch.close(&mut self.connection, Closing::Stopped),
        }
    }

    fn poll(&mut self, cx: &mut task::Context<'_>) -> Poll<()> {
        // Each response of a spawned call wakes this task, and tokio runs it right after the
        // first. Going to the back of the queue lets the other calls that are ready add their
        // frames, and all leave in one write. As long as that brings more, they go on: a task that
        // fills a stream through a channel and the call that empties it take turns in there.
        if self.calls.running() > 0 && self.yields < Self::YIELDS {
            let waiting = self.connection.output_len();
            if self.yields == 0 || waiting > self.waiting && waiting < Self::ENOUGH {
                self.yields += 1;
                self.waiting = waiting;
                cx.waker().wake_by_ref();
                return Poll::Pending;
            }
        }
        self.yields = 0;
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
                return self.watch.poll(cx, &mut self.connection, &self.calls);
            }
            self.last_batch = arrived.len();
            self.watch.requests(arrived.len());
            self.start_all(arrived);
        }
    }

    fn start_all(&self, arrived: Vec<Incoming>) {
        let refused = self.watch.refuses();
        let most = self.shared.settings.max_handlers_per_connection();
        // One clock reading a call: the end of one handler's poll is the start of the next's.
        let mut now = Instant::now();
        for incoming in arrived {
            if incoming.is_over() {
                self.calls.reset_by_client();
            } else if refused || self.calls.running() >= most {
                incoming.refuse();
            } else {
                now = self.start(incoming, now);
            }
        }
    }

    /// Starts a call, and returns the time at which that was done.
    fn start(&self, incoming: Incoming, now: Instant) -> Instant {
        let route = self.shared.router.find(incoming.path());
        let header_count = incoming.header_count();
        let (headers, post, body, response) = incoming.into_parts();
        let (peer, tls) = (&self.peer, self.tls.as_ref());
        let request = Request { route, header_count, headers, post, body, peer, tls };
        match self.shared.admit(request, response, &self.calls) {
            Ok((call, Some(route))) => self.run(call, route, now),
            Ok((mut call, None)) => {
                call.occupy(Slot::new(&self.calls));
                tokio::spawn(call);
                now
            }
            Err(_answered) => now,
        }
    }

    /// Polls a call for the first time, or has that done.
    fn run(&self, mut call: CallTask, route: &Route, now: Instant) -> Instant {
        let placement = self.shared.settings.placement;
        if route.pace.inline(placement) {
            // No waker: what is not ready moves to a task, which polls it again at once.
            let done = call.poll_once(&mut task::Context::from_waker(Waker::noop())).is_ready();
            let end = Instant::now();
            route.pace.learn(end.saturating_duration_since(now), placement);
            if !done {
                call.occupy(Slot::new(&self.calls));
                tokio::spawn(call);
            }
            end
        } else {
            let (shared, path) = (Arc::clone(&self.shared), route.method.path());
            call.occupy(Slot::new(&self.calls));
            tokio::spawn(call.measured(move |took| {
                if let Ok(route) = shared.router.find(path) {
                    route.pace.learn(took, shared.settings.placement);
                }
            }));
            now
        }
    }
}
