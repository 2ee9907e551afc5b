//! The client: channels, their connections, and calls.

mod blocking;
mod call;
mod compression;
pub(crate) mod interrupt;
mod options;
mod outbound;
mod request;
pub(crate) mod response;
mod stub;
mod subchannel;
mod target;
#[cfg(feature = "tls")]
mod tls;

pub use blocking::BlockingChannel;
pub use call::{Call, CallFuture, Response};
pub use options::CallOptions;
pub use stub::{call, call_blocking, perform};
pub use target::{IntoTarget, Target};

use std::{fmt, sync::Arc, time::Duration};

use tokio::runtime::Handle;

use crate::{
    Status,
    interceptor::{ClientChain, ClientInterceptor},
    policy::Keepalive,
    transport::{ClientTls, Http2Engine, Io, TlsConnector},
};
use subchannel::{Alive, Connector, Settings, Subchannel};

/// A virtual connection to a server: it connects, notices when the connection is lost, and
/// connects again with exponential backoff. Clones share it.
///
/// A call made while there is no connection waits for the attempt under way; after a failed
/// attempt calls fail at once with the reason, until an attempt succeeds, unless they
/// [wait for it](Call::wait_for_ready).
#[derive(Clone)]
pub struct Channel {
    inner: Arc<Inner>,
    interceptors: ClientChain,
}

struct Inner {
    subchannel: Arc<Subchannel>,
    /// Tells the connecting task when the last channel is gone.
    _alive: Alive,
    runtime: Handle,
}

impl Channel {
    /// Connects to a target such as `http://127.0.0.1:50051`, and waits until the server answers.
    ///
    /// # Errors
    ///
    /// UNAVAILABLE if the first attempt fails, INTERNAL if the target is malformed, TLS cannot be
    /// set up, or this is not inside of a tokio runtime.
    ///
    /// # Cancel safety
    ///
    /// Dropping the future gives the attempt up.
    pub async fn connect(target: impl IntoTarget) -> Result<Self, Status> {
        Self::builder().connect(target).await
    }

    /// Makes a channel that connects when it is first used.
    ///
    /// # Errors
    ///
    /// INTERNAL if the target is malformed, TLS cannot be set up, or this is not inside of a
    /// tokio runtime.
    pub fn lazy(target: impl IntoTarget) -> Result<Self, Status> {
        Self::builder().lazy(target)
    }

    /// Starts to set up a channel.
    pub fn builder() -> Builder {
        Builder::default()
    }

    /// A channel whose connections `open` makes within this process.
    #[cfg(feature = "server")]
    pub(crate) fn in_process(
        open: impl Fn() -> Io + Send + Sync + 'static,
        runtime: Handle,
    ) -> Self {
        Self::start(Connector::InProcess(Box::new(open)), Settings::default(), runtime)
    }

    fn start(connector: Connector, settings: Settings, runtime: Handle) -> Self {
        let (subchannel, alive) = Subchannel::start(connector, settings, &runtime);
        let inner = Arc::new(Inner { subchannel, _alive: alive, runtime });
        Self { inner, interceptors: ClientChain::default() }
    }

    /// A handle on the same connection whose calls have one interceptor more, within those that
    /// this handle has.
    ///
    /// ```
    /// # use strait::{Channel, CallOptions, Status};
    /// use strait::interceptor::{ClientInterceptor, ClientNext, OutgoingCall, Reply};
    ///
    /// struct Tenant(&'static str);
    ///
    /// impl ClientInterceptor for Tenant {
    ///     async fn intercept(&self, mut call: OutgoingCall, next: ClientNext) -> Result<Reply, Status> {
    ///         call.metadata_mut().insert("x-tenant", self.0)?;
    ///         next.run(call).await
    ///     }
    /// }
    ///
    /// # fn example(channel: Channel) {
    /// let blue = channel.intercept(Tenant("blue"));
    /// let green = channel.intercept(Tenant("green"));
    /// # }
    /// ```
    #[must_use]
    pub fn intercept(&self, interceptor: impl ClientInterceptor) -> Self {
        let mut channel = self.clone();
        channel.interceptors.push(interceptor);
        channel
    }

    /// What it connects to, for people.
    pub(crate) fn target(&self) -> String {
        self.inner.subchannel.connector.to_string()
    }

    /// Whether no one between here and the server can read what is sent.
    pub(crate) fn is_secure(&self) -> bool {
        self.inner.subchannel.connector.is_private()
    }
}

impl fmt::Debug for Channel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Channel")
            .field("target", &format_args!("{}", self.inner.subchannel.connector))
            .finish_non_exhaustive()
    }
}

/// Sets up a [`Channel`].
#[derive(Clone, Debug, Default)]
#[must_use = "a builder does nothing until `connect` or `lazy`"]
pub struct Builder {
    settings: Settings,
    interceptors: ClientChain,
    tls: Option<ClientTls>,
}

impl Builder {
    /// How long one attempt to connect may take. 20 s unless set.
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.settings.connect_timeout = timeout;
        self
    }

    /// The longest response message, in bytes; a longer one fails its call with
    /// RESOURCE_EXHAUSTED. 4 MiB unless set, as everywhere in gRPC.
    pub fn max_receive_message_len(mut self, bytes: usize) -> Self {
        self.settings.max_receive_message_len = bytes;
        self
    }

    /// The longest request message, in bytes; a longer one fails its call with
    /// RESOURCE_EXHAUSTED. No limit but the frame's 4 GiB unless set.
    pub fn max_send_message_len(mut self, bytes: usize) -> Self {
        self.settings.max_send_message_len = bytes;
        self
    }

    /// Bytes a server may send before they are read: on a call, and on a whole connection. Unless
    /// set these are 16 MiB for a connection and 1 MiB for a call, which grows up to 8 MiB while
    /// what comes is read as it comes and the network carries more.
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

    /// Sends PINGs over a connection on which nothing is heard. None unless set, because servers
    /// close connections on which more come than they allow. The time is at least 10 s, as gRPC
    /// demands of clients; a shorter one is taken for that.
    ///
    /// When a server closes the connection because of them (GOAWAY with ENHANCE_YOUR_CALM), the
    /// next connections of this channel send half as many.
    pub fn keepalive(mut self, keepalive: Keepalive) -> Self {
        // "If smaller than ten seconds, ten seconds will be used instead" (A8).
        self.settings.keepalive = Some(keepalive.at_least(Duration::from_secs(10)));
        self
    }

    /// How long a connection is kept while there are no calls; the next call makes a new one.
    /// 30 min unless set, as elsewhere in gRPC. At most a quarter longer: calls do not note their
    /// time.
    pub fn idle_timeout(mut self, timeout: Duration) -> Self {
        self.settings.idle_timeout = timeout;
        self
    }

    /// What goes before strait's own `user-agent`, such as `my-app/1.2`.
    pub fn user_agent(mut self, prefix: &str) -> Self {
        self.settings.user_agent = format!("{prefix} {}", self.settings.user_agent);
        self
    }

    /// Adds an interceptor around all calls. The first one that is added is the outermost.
    pub fn intercept(mut self, interceptor: impl ClientInterceptor) -> Self {
        self.interceptors.push(interceptor);
        self
    }

    /// Connects, and waits until the server answers.
    ///
    /// # Errors
    ///
    /// As [`Channel::connect`].
    ///
    /// # Cancel safety
    ///
    /// Dropping the future gives the attempt up.
    pub async fn connect(self, target: impl IntoTarget) -> Result<Channel, Status> {
        let channel = self.lazy(target)?;
        channel.inner.subchannel.ready(false).await?;
        Ok(channel)
    }

    /// Makes a channel that connects when it is first used.
    ///
    /// # Errors
    ///
    /// As [`Channel::lazy`].
    pub fn lazy(self, target: impl IntoTarget) -> Result<Channel, Status> {
        let runtime = Handle::try_current().map_err(|error| {
            Status::internal(
                "a channel needs a tokio runtime; outside of one, use the blocking client",
            )
            .with_source(error)
        })?;
        let target = target.into_target()?.with_tls(self.tls.is_some())?;
        let tls = match target.is_secure() {
            true => Some(TlsConnector::new(self.tls, target.host())?),
            false => None,
        };
        let connector = Connector::Target { target, tls };
        let mut channel = Channel::start(connector, self.settings, runtime);
        channel.interceptors = self.interceptors;
        Ok(channel)
    }
}

#[cfg(all(test, feature = "server"))]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;
    use crate::{Message, Server, Status, Streaming, rpc_service};

    crate::package!("ids");

    #[derive(Clone, Debug, PartialEq, Message)]
    struct Number {
        #[tag(1)]
        number: u64,
    }

    #[rpc_service]
    trait Echo {
        async fn one(&self, number: Number) -> Result<Number, Status>;
        async fn many(&self, numbers: Streaming<Number>) -> Result<Streaming<Number>, Status>;
    }

    struct Service;

    impl Echo for Service {
        async fn one(&self, number: Number) -> Result<Number, Status> {
            Ok(number)
        }

        async fn many(&self, numbers: Streaming<Number>) -> Result<Streaming<Number>, Status> {
            Ok(numbers)
        }
    }

    /// "A client that is unable to establish a new stream identifier can establish a new
    /// connection for new streams." <https://www.rfc-editor.org/rfc/rfc9113#section-5.1.1>
    #[tokio::test]
    async fn a_connection_whose_stream_ids_have_run_out_is_followed_by_another() {
        let open = Server::builder().add(EchoServer::new(Service)).in_memory().unwrap();
        let opened = Arc::new(AtomicUsize::new(0));
        let count = Arc::clone(&opened);
        let connector = Connector::InProcess(Box::new(move || {
            count.fetch_add(1, Ordering::Relaxed);
            Box::new(open())
        }));
        let mut settings = Settings { engine: Http2Engine::Strait, ..Settings::default() };
        // Three ids are left.
        settings.http2.first_stream = i32::MAX as u32 - 4;
        let echo = EchoClient::new(Channel::start(connector, settings, Handle::current()));

        let (mut sender, numbers) = Streaming::channel(1);
        let mut lasting = echo.many(numbers).await.unwrap();
        for number in 0..7 {
            assert_eq!(echo.one(Number { number }).await.unwrap(), Number { number });
        }
        // With the lasting one three on the first, three on the second, and two on the third.
        assert_eq!(opened.load(Ordering::Relaxed), 3);
        sender.send(Number { number: 8 }).await.unwrap();
        assert_eq!(lasting.message().await.unwrap(), Some(Number { number: 8 }));
        drop(sender);
        assert_eq!(lasting.message().await.unwrap(), None);
    }
}
