//! How a server is set up.

use std::{sync::Arc, time::Duration};

use super::{
    ServeError, Server, Service,
    connection::{Settings, Shared},
    event::{Observer, ServerEvent},
    limits::Limits,
    router::Router,
};
use crate::{
    compression,
    interceptor::ServerInterceptor,
    task::task,
    transport::{Http2Engine, Http2Settings, Listener},
};

/// Sets up a [`Server`].
#[derive(Default)]
#[must_use = "a builder does nothing until `serve` or `bind`"]
pub struct Builder {
    router: Router,
    /// What was wrong first, for when the server is bound.
    pub(super) invalid: Option<ServeError>,
    pub(super) settings: Settings,
}

/// Where handlers run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum HandlerPlacement {
    /// First in the task of their connection, which saves small calls a task switch and lets
    /// their responses leave in one write. A call that has to wait moves to a task of its own; so
    /// do all calls of a method whose first poll took `slow` or longer twice, until it is fast
    /// again. The default, with 100 µs.
    Adaptive {
        /// From when on a first poll is slow.
        slow: Duration,
    },
    /// First in the task of their connection, however long that takes: for a server whose
    /// handlers never compute for long.
    Inline,
    /// In a task of their own from the start, spread over the runtime's workers.
    Spawned,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            engine: Http2Engine::default(),
            http2: Http2Settings::default(),
            placement: HandlerPlacement::Adaptive { slow: Duration::from_micros(100) },
            max_receive_message_len: 4 * 1024 * 1024,
            max_send_message_len: u32::MAX as usize,
            compression: compression::Settings::default(),
            handshake_timeout: Duration::from_secs(10),
            limits: Limits::default(),
            observer: Observer::default(),
            tls: None,
        }
    }
}

impl Builder {
    /// Adds a service. Two of one name are an error when the server is bound.
    #[expect(clippy::should_implement_trait, reason = "adding a service is no sum")]
    pub fn add(mut self, service: impl Service) -> Self {
        let name = service.name();
        if !self.router.add(&(Arc::new(service) as Arc<dyn Service>)) {
            self.invalid.get_or_insert(ServeError::DuplicateService(name));
        }
        self
    }

    /// Adds an interceptor around the handlers of all services, and around calls of methods that
    /// the server does not have. The first one that is added is the outermost.
    pub fn intercept(mut self, interceptor: impl ServerInterceptor) -> Self {
        self.router.interceptors.push(interceptor);
        self
    }

    /// The longest request message, in bytes; a longer one fails its call with
    /// RESOURCE_EXHAUSTED. 4 MiB unless set, as everywhere in gRPC.
    pub fn max_receive_message_len(mut self, bytes: usize) -> Self {
        self.settings.max_receive_message_len = bytes;
        self
    }

    /// The longest response message, in bytes; a longer one fails its call with
    /// RESOURCE_EXHAUSTED. No limit but the frame's 4 GiB unless set.
    pub fn max_send_message_len(mut self, bytes: usize) -> Self {
        self.settings.max_send_message_len = bytes;
        self
    }

    /// Calls a connection may have open at once; a client queues what is above. 1,000 unless set.
    pub fn max_concurrent_streams(mut self, calls: u32) -> Self {
        self.settings.http2.max_concurrent_streams = calls;
        self
    }

    /// Bytes of a request's headers, each counted with 32 more; a longer list is refused with
    /// HTTP status 431. 16 KiB unless set.
    pub fn max_header_list_size(mut self, bytes: u32) -> Self {
        self.settings.http2.max_header_list_size = bytes;
        self
    }

    /// Bytes a client may send before the handler reads them: on a call, and on a whole
    /// connection. Unless set these are 16 MiB for a connection and 1 MiB for a call, which grows up
    /// to 8 MiB while the handler reads what comes as it comes and the network carries more. A
    /// connection's window should be a good deal larger than a call's, or a few calls that are read
    /// slowly stop all others.
    ///
    /// # Panics
    ///
    /// If a window exceeds HTTP/2's limit of 2^31 - 1.
    pub fn windows(mut self, call: u32, connection: u32) -> Self {
        self.settings.http2.set_windows(call, connection);
        self
    }

    /// Chooses what moves the bytes of connections. strait's own engine unless set.
    pub fn http2_engine(mut self, engine: Http2Engine) -> Self {
        self.settings.engine = engine;
        self
    }

    /// How long a new connection may take to begin to speak HTTP/2. 10 s unless set.
    pub fn handshake_timeout(mut self, timeout: Duration) -> Self {
        self.settings.handshake_timeout = timeout;
        self
    }

    /// Tells of connections: those that are turned away, and how the others end, with the limit if a
    /// client went beyond one. Called in the task of the connection: it must not block.
    ///
    /// ```
    /// let server = strait::Server::builder().on_event(|event| eprintln!("{event}"));
    /// # let _ = server;
    /// ```
    pub fn on_event(mut self, tell: impl Fn(ServerEvent<'_>) + Send + Sync + 'static) -> Self {
        self.settings.observer = Observer::new(tell);
        self
    }

    /// Where handlers run.
    pub fn handler_placement(mut self, placement: HandlerPlacement) -> Self {
        self.settings.placement = placement;
        self
    }

    /// Binds an address: `host:port`, `[v6]:port`, or `unix:path`. Port 0 is any free one, which
    /// [`Server::local_addr`] tells.
    ///
    /// # Errors
    ///
    /// If the address cannot be bound, two services have one name, or TLS cannot be set up.
    pub async fn bind(self, address: impl ToString) -> Result<Server, ServeError> {
        let shared = self.build()?;
        let address = address.to_string();
        match Listener::bind(&address).await {
            Ok(listener) => Ok(Server { listener, shared }),
            Err(source) => Err(ServeError::Bind { address, source }),
        }
    }

    /// Uses a socket that listens already, such as one handed over by a supervisor.
    ///
    /// # Errors
    ///
    /// If two services have one name, or TLS cannot be set up.
    pub fn listen(self, listener: tokio::net::TcpListener) -> Result<Server, ServeError> {
        Ok(Server { shared: self.build()?, listener: Listener::Tcp(listener) })
    }

    /// Binds an address and serves for ever.
    ///
    /// # Errors
    ///
    /// As [`bind`](Self::bind).
    ///
    /// # Cancel safety
    ///
    /// Dropping the future closes the socket and every connection at once.
    pub async fn serve(self, address: impl ToString) -> Result<(), ServeError> {
        self.bind(address).await?.serve().await;
        Ok(())
    }

    /// Serves within the process: each connection is a pair of buffers, and everything else is as
    /// over a socket, HTTP/2 included. The server lives as long as its channels.
    ///
    /// # Errors
    ///
    /// If two services have one name, the server has TLS, or this is not inside of a tokio
    /// runtime.
    #[cfg(feature = "client")]
    pub fn in_process(self) -> Result<crate::Channel, ServeError> {
        let runtime = tokio::runtime::Handle::try_current().map_err(ServeError::NoRuntime)?;
        let open = self.in_memory()?;
        Ok(crate::Channel::in_process(move || Box::new(open()), runtime))
    }

    /// Serves within the process: gives the client's ends of connections, whose bytes are anyone's.
    ///
    /// # Errors
    ///
    /// If two services have one name, or the server has TLS.
    #[cfg(feature = "client")]
    pub(crate) fn in_memory(
        self,
    ) -> Result<impl Fn() -> tokio::io::DuplexStream + Clone + Send + Sync + 'static, ServeError>
    {
        let shared = self.build()?;
        if shared.settings.tls.is_some() {
            return Err(ServeError::TlsInProcess);
        }
        Ok(move || {
            let (client, server) = crate::transport::in_memory();
            let (never, drained) = super::drain::DrainSignal::new();
            let (server, shared) = (Box::new(server), Arc::clone(&shared));
            tokio::spawn(task(async move {
                super::connection::serve(server, crate::Peer::InProcess, shared, drained).await;
                drop(never);
            }));
            client
        })
    }

    pub(super) fn build(self) -> Result<Arc<Shared>, ServeError> {
        if let Some(error) = self.invalid {
            return Err(error);
        }
        for service in self.router.services() {
            service.server_built(self.router.services())?;
        }
        Ok(Arc::new(Shared::new(self.router, self.settings)))
    }
}

impl std::fmt::Debug for Builder {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Builder").field("settings", &self.settings).finish_non_exhaustive()
    }
}
