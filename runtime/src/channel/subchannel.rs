//! One connection that is made again when it is lost.

use std::{
    fmt,
    pin::pin,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use tokio::{
    runtime::Handle,
    sync::{Notify, oneshot, watch},
    time::Instant,
};

use super::target::{Kind, Target};
use crate::{
    Status, compression,
    policy::{Backoff, IdleState, IdleStep, Keepalive},
    task::task,
    transport::{
        self, Calls, ClientConnection, ClientDriver, Closed, Http2Engine, Http2Settings, Io,
        Opened, Scheme, TlsConnector,
    },
};

/// How connections are made.
pub(super) enum Connector {
    Target {
        target: Target,
        tls: Option<TlsConnector>,
    },
    #[cfg(feature = "server")]
    InProcess(Box<dyn Fn() -> Io + Send + Sync>),
}

impl Connector {
    /// Whether what goes over its connections stays between both ends: it is encrypted, or does not
    /// leave this machine's kernel.
    pub(super) fn is_private(&self) -> bool {
        match self {
            Self::Target { target, .. } => target.is_private(),
            #[cfg(feature = "server")]
            Self::InProcess(_) => true,
        }
    }
}

impl fmt::Display for Connector {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Target { target, .. } => target.fmt(f),
            #[cfg(feature = "server")]
            Self::InProcess(_) => f.write_str("in-process"),
        }
    }
}

/// What a builder settled.
#[derive(Clone, Debug)]
pub(super) struct Settings {
    pub(super) engine: Http2Engine,
    pub(super) http2: Http2Settings,
    pub(super) connect_timeout: Duration,
    pub(super) max_receive_message_len: usize,
    pub(super) max_send_message_len: usize,
    pub(super) compression: compression::Settings,
    pub(super) user_agent: String,
    pub(super) keepalive: Option<Keepalive>,
    pub(super) idle_timeout: Duration,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            engine: Http2Engine::default(),
            http2: Http2Settings::default(),
            // MIN_CONNECT_TIMEOUT of connection-backoff.md.
            connect_timeout: Duration::from_secs(20),
            max_receive_message_len: 4 * 1024 * 1024,
            max_send_message_len: u32::MAX as usize,
            compression: compression::Settings::default(),
            user_agent: concat!("grpc-rust-strait/", env!("CARGO_PKG_VERSION")).to_owned(),
            keepalive: None,
            // As in C++, Java and Go.
            idle_timeout: Duration::from_secs(30 * 60),
        }
    }
}

/// A connection that is made when there is demand for it, and made again when it is lost.
pub(super) struct Subchannel {
    pub(super) connector: Connector,
    pub(super) settings: Settings,
    state: watch::Sender<State>,
    demand: Notify,
    /// That of the next connection: slower than what was set once a server has complained.
    keepalive: Mutex<Option<Keepalive>>,
}

/// Dropped with the last channel.
pub(super) type Alive = oneshot::Sender<std::convert::Infallible>;

/// ```text
///        demand            connected
///  Idle ───────▶ Connecting ───────▶ Ready ──lost, takes no more calls, or has none──▶ Idle
///                    │ failed          ▲
///                    ▼                 │ connected
///             TransientFailure ────────┘  (tries again after each backoff)
///
/// any ──the connecting task is gone──▶ Shutdown
/// ```
enum State {
    Idle,
    Connecting,
    Ready(ClientConnection, Generation),
    TransientFailure(Status),
    Shutdown,
}

/// Tells one connection of a subchannel from the next.
pub(super) type Generation = u64;

impl Subchannel {
    pub(super) fn start(
        connector: Connector,
        settings: Settings,
        runtime: &Handle,
    ) -> (Arc<Self>, Alive) {
        let subchannel = Arc::new(Self {
            connector,
            keepalive: Mutex::new(settings.keepalive),
            settings,
            state: watch::Sender::new(State::Idle),
            demand: Notify::new(),
        });
        let (alive, mut gone) = oneshot::channel();
        let guard = ShutdownOnDrop(Arc::clone(&subchannel));
        runtime.spawn(task(async move {
            tokio::select! {
                never = Arc::clone(&guard.0).run() => match never {},
                _ = &mut gone => {}
            }
        }));
        (subchannel, alive)
    }

    /// A connection for a call; waits while one is being made, and after failures as well if the
    /// caller waits for it.
    pub(super) async fn ready(
        &self,
        wait_for_ready: bool,
    ) -> Result<(ClientConnection, Generation), Status> {
        if let State::Ready(connection, generation) = &*self.state.borrow() {
            return Ok((connection.clone(), *generation));
        }
        let mut state = self.state.subscribe();
        loop {
            match &*state.borrow_and_update() {
                State::Ready(connection, generation) => {
                    return Ok((connection.clone(), *generation));
                }
                State::TransientFailure(status) if !wait_for_ready => return Err(status.copy()),
                State::Shutdown => {
                    return Err(Status::unavailable("the channel's runtime has shut down"));
                }
                State::Idle => self.demand.notify_one(),
                State::Connecting | State::TransientFailure(_) => {}
            }
            // No error: the sender is `self`'s.
            let _ = state.changed().await;
        }
    }

    /// Gives up a connection that takes no more calls; the next call makes a new one.
    pub(super) fn retire(&self, generation: Generation) {
        self.state.send_if_modified(|state| {
            let current = matches!(state, State::Ready(_, current) if *current == generation);
            if current {
                *state = State::Idle;
            }
            current
        });
    }

    async fn run(self: Arc<Self>) -> std::convert::Infallible {
        let mut backoff = Backoff::new();
        let mut generation = 0;
        loop {
            self.demand.notified().await;
            self.state.send_replace(State::Connecting);
            // Several calls may have asked. They do so only while the channel is idle, so what is
            // left over would make the next connection without a call.
            let _ = pin!(self.demand.notified()).enable();
            let (connection, driver) = loop {
                match self.connect().await {
                    Ok(connected) => break connected,
                    Err(status) => {
                        self.state.send_replace(State::TransientFailure(status));
                        tokio::time::sleep(backoff.next(fastrand::f64())).await;
                    }
                }
            };
            backoff.reset();
            generation += 1;
            let mut state = self.state.subscribe();
            let mut driver = tokio::spawn(task(Arc::clone(&self).drive(driver)));
            let idle = idle(connection.calls(), self.settings.idle_timeout);
            self.state.send_replace(State::Ready(connection, generation));
            tokio::select! {
                _ = &mut driver => self.retire(generation),
                // A retired connection goes on in its own task until its calls are done.
                _ = state.wait_for(|s| !matches!(s, State::Ready(..))) => {}
                // As one without calls it closes at once; a call that has just found it keeps it.
                () = idle => self.retire(generation),
            }
        }
    }

    /// Moves a connection's bytes until it is closed.
    async fn drive(self: Arc<Self>, driver: ClientDriver) {
        if driver.await == Closed::TooManyPings {
            // "It should … double the configure KEEPALIVE_TIME used for new connections on that
            // channel" (A8).
            let mut keepalive = self.keepalive();
            *keepalive = keepalive.map(Keepalive::calmer);
        }
    }

    fn keepalive(&self) -> std::sync::MutexGuard<'_, Option<Keepalive>> {
        self.keepalive.lock().unwrap_or_else(PoisonError::into_inner)
    }

    async fn connect(&self) -> Result<(ClientConnection, ClientDriver), Status> {
        let timeout = self.settings.connect_timeout;
        let keepalive = *self.keepalive();
        let attempt = async {
            let opened = self.connector.open(keepalive).await?;
            let settings = &self.settings;
            let (engine, user_agent) = (settings.engine, &settings.user_agent);
            transport::handshake(engine, opened, &settings.http2, keepalive, user_agent).await
        };
        let why = match tokio::time::timeout(timeout, attempt).await {
            Ok(Ok(connected)) => return Ok(connected),
            Ok(Err(status)) => status,
            Err(elapsed) => {
                Status::unavailable(format!("no answer within {timeout:?}")).with_source(elapsed)
            }
        };
        let message = format!("cannot connect to {}: {}", self.connector, why.message());
        Err(Status::new(why.code(), message).with_source(why))
    }
}

/// Held by the connecting task: however that ends, with the last channel or with its runtime, no
/// call waits for it any more. Calls that still run keep the connection; it closes after the last
/// of them.
struct ShutdownOnDrop(Arc<Subchannel>);

impl Drop for ShutdownOnDrop {
    fn drop(&mut self) {
        self.0.state.send_replace(State::Shutdown);
    }
}

impl Connector {
    async fn open(&self, keepalive: Option<Keepalive>) -> Result<Opened, Status> {
        let (target, tls) = match self {
            Self::Target { target, tls } => (target, tls),
            #[cfg(feature = "server")]
            Self::InProcess(open) => {
                let authority = "localhost".to_owned();
                return Ok(Opened { io: open(), scheme: Scheme::Http, authority });
            }
        };
        let io = open(target, keepalive)
            .await
            .map_err(|error| Status::unavailable(error.to_string()).with_source(error))?;
        let authority = target.authority();
        let Some(tls) = tls else { return Ok(Opened { io, scheme: Scheme::Http, authority }) };
        let io = tls.connect(io).await?;
        let authority = tls.authority().map_or(authority, str::to_owned);
        Ok(Opened { io, scheme: Scheme::Https, authority })
    }
}

async fn open(target: &Target, keepalive: Option<Keepalive>) -> std::io::Result<Io> {
    match &target.0 {
        Kind::Tcp { host, .. } => {
            let scheme = if target.is_secure() { Scheme::Https } else { Scheme::Http };
            let user_timeout = keepalive.map(|keepalive| keepalive.timeout);
            transport::connect_tcp(host, target.port(), scheme, user_timeout).await
        }
        Kind::Unix(path) => transport::connect_unix(path).await,
    }
}

/// Ready once there has been no call for `timeout`.
async fn idle(calls: Calls, timeout: Duration) {
    let mut state = IdleState::new(timeout, Instant::now().into_std());
    loop {
        match state.look(Instant::now().into_std(), calls.begun(), calls.count()) {
            IdleStep::Wait(wait) => tokio::time::sleep(wait).await,
            IdleStep::Idle => return,
        }
    }
}
