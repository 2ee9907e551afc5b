//! What a client may ask of a server. `docs/limits.md` has all of it in one table.

use std::time::Duration;

use super::{AdaptiveLimit, Builder};
use crate::policy::{LifetimeSettings, PingSettings};

/// The limits that are no HTTP/2 settings.
#[derive(Clone, Debug)]
pub(super) struct Limits {
    pub(super) lifetime: LifetimeSettings,
    pub(super) pings: PingSettings,
    pub(super) max_connections: Option<usize>,
    pub(super) max_connections_per_address: Option<usize>,
    pub(super) max_handlers: Option<usize>,
    /// Twice the concurrent streams unless set.
    pub(super) max_handlers_per_connection: Option<usize>,
    pub(super) max_header_count: usize,
    pub(super) max_buffered_bytes: usize,
    pub(super) max_client_resets: Option<(u64, Duration)>,
    pub(super) message_timeout: Option<Duration>,
    pub(super) adaptive: Option<AdaptiveLimit>,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            lifetime: LifetimeSettings {
                max_idle: None,
                max_age: None,
                age_grace: None,
                keepalive_time: Some(Duration::from_secs(2 * 3600)),
                keepalive_timeout: Duration::from_secs(20),
                header_timeout: Some(Duration::from_secs(30)),
                stall_timeout: Some(Duration::from_secs(60)),
            },
            pings: PingSettings::default(),
            max_connections: Some(10_000),
            max_connections_per_address: None,
            max_handlers: Some(100_000),
            max_handlers_per_connection: None,
            max_header_count: 128,
            max_buffered_bytes: 1024 * 1024 * 1024,
            max_client_resets: Some((3_000, Duration::from_secs(30))),
            message_timeout: Some(Duration::from_secs(60)),
            adaptive: None,
        }
    }
}

/// Limits on connections and their lives.
///
/// Each takes a value or `None` for no limit.
///
/// ```
/// use std::time::Duration;
///
/// let server = strait::Server::builder()
///     .max_connection_age(Duration::from_secs(3600))
///     .max_connection_age_grace(Duration::from_secs(60))
///     .max_connections_per_address(100)
///     .max_handlers(None);
/// # let _ = server;
/// ```
impl Builder {
    /// How long a connection may be without a call before it is closed with GOAWAY. For ever
    /// unless set. (gRPC's `MAX_CONNECTION_IDLE`, [A9])
    ///
    /// [A9]: https://github.com/grpc/proposal/blob/master/A9-server-side-conn-mgt.md
    pub fn max_connection_idle(mut self, time: impl Into<Option<Duration>>) -> Self {
        self.settings.limits.lifetime.max_idle = time.into();
        self
    }

    /// How old a connection may get, give or take a tenth, before it takes no new calls: clients
    /// connect again, and find servers that were added since. For ever unless set. (gRPC's
    /// `MAX_CONNECTION_AGE`, [A9])
    ///
    /// [A9]: https://github.com/grpc/proposal/blob/master/A9-server-side-conn-mgt.md
    pub fn max_connection_age(mut self, time: impl Into<Option<Duration>>) -> Self {
        self.settings.limits.lifetime.max_age = time.into();
        self
    }

    /// How long the calls of a connection that is too old may go on; what runs after that is
    /// cancelled. For ever unless set. (gRPC's `MAX_CONNECTION_AGE_GRACE`, [A9])
    ///
    /// [A9]: https://github.com/grpc/proposal/blob/master/A9-server-side-conn-mgt.md
    pub fn max_connection_age_grace(mut self, time: impl Into<Option<Duration>>) -> Self {
        self.settings.limits.lifetime.age_grace = time.into();
        self
    }

    /// How long nothing may be read from a client before a PING asks whether it is there. 2 hours
    /// unless set. (gRPC's `KEEPALIVE_TIME`, [A8])
    ///
    /// [A8]: https://github.com/grpc/proposal/blob/master/A8-client-side-keepalive.md
    pub fn keepalive_time(mut self, time: impl Into<Option<Duration>>) -> Self {
        self.settings.limits.lifetime.keepalive_time = time.into();
        self
    }

    /// How long the answer to that PING may take before the connection is closed. 20 s unless
    /// set. (gRPC's `KEEPALIVE_TIMEOUT`, [A8]) On Linux the system also gives a connection up whose
    /// data nobody acknowledges for as long. (`TCP_USER_TIMEOUT`, [A18])
    ///
    /// [A18]: https://github.com/grpc/proposal/blob/master/A18-tcp-user-timeout.md
    /// [A8]: https://github.com/grpc/proposal/blob/master/A8-client-side-keepalive.md
    pub fn keepalive_timeout(mut self, timeout: Duration) -> Self {
        self.settings.limits.lifetime.keepalive_timeout = timeout;
        self
    }

    /// The time that is to pass between two PINGs of a client. One that comes earlier is a strike; a
    /// HEADERS or DATA frame that is sent forgives all, so that clients may measure bandwidth. 5
    /// minutes unless set. (gRPC's `PERMIT_KEEPALIVE_TIME`, [A8])
    ///
    /// Enforced on strait's own engine; the h2 crate does not show PINGs.
    ///
    /// [A8]: https://github.com/grpc/proposal/blob/master/A8-client-side-keepalive.md
    pub fn permit_keepalive_time(mut self, time: Duration) -> Self {
        self.settings.limits.pings.time = time;
        self
    }

    /// Lets clients send PINGs as often while they have no call; otherwise they are to wait for two
    /// hours. (gRPC's `PERMIT_KEEPALIVE_WITHOUT_CALLS`, [A8])
    ///
    /// [A8]: https://github.com/grpc/proposal/blob/master/A8-client-side-keepalive.md
    pub fn permit_keepalive_without_calls(mut self) -> Self {
        self.settings.limits.pings.without_calls = true;
        self
    }

    /// PINGs that may come too early. One more, and the connection is closed with ENHANCE_YOUR_CALM
    /// and "too_many_pings". 2 unless set. (gRPC's `MAX_PING_STRIKES`, [A8])
    ///
    /// [A8]: https://github.com/grpc/proposal/blob/master/A8-client-side-keepalive.md
    pub fn max_ping_strikes(mut self, strikes: impl Into<Option<u32>>) -> Self {
        self.settings.limits.pings.max_strikes = strikes.into();
        self
    }

    /// How long a client may send bytes that become neither a request nor a part of a message,
    /// such as a header block without an end. It is asked with a PING, which no one can answer in
    /// the middle of a header block, and closed with ENHANCE_YOUR_CALM. 30 s unless set.
    pub fn header_timeout(mut self, timeout: impl Into<Option<Duration>>) -> Self {
        self.settings.limits.lifetime.header_timeout = timeout.into();
        self
    }

    /// How long a request message may be incomplete without growing. Its call fails with
    /// CANCELLED. 60 s unless set.
    pub fn message_timeout(mut self, timeout: impl Into<Option<Duration>>) -> Self {
        self.settings.limits.message_timeout = timeout.into();
        self
    }

    /// How long a client may take nothing of what waits for it. A stream whose window stays closed
    /// is reset, a connection whose socket takes nothing is closed, both with ENHANCE_YOUR_CALM.
    /// 60 s unless set.
    pub fn stall_timeout(mut self, timeout: impl Into<Option<Duration>>) -> Self {
        self.settings.limits.lifetime.stall_timeout = timeout.into();
        self
    }

    /// Connections at once; more are closed as they are accepted. 10,000 unless set.
    pub fn max_connections(mut self, connections: impl Into<Option<usize>>) -> Self {
        self.settings.limits.max_connections = connections.into();
        self
    }

    /// Connections at once from one IPv4 address, or from one IPv6 network of 64 bits; more are
    /// closed as they are accepted. No limit unless set: all clients behind a proxy have its
    /// address.
    pub fn max_connections_per_address(mut self, connections: impl Into<Option<usize>>) -> Self {
        self.settings.limits.max_connections_per_address = connections.into();
        self
    }

    /// Handlers at work at once on the whole server; a call above fails with UNAVAILABLE. A
    /// handler that is done in its first poll does not count. 100,000 unless set.
    pub fn max_handlers(mut self, handlers: impl Into<Option<usize>>) -> Self {
        self.settings.limits.max_handlers = handlers.into();
        self
    }

    /// Handlers at work at once for one connection, those of calls included that the client has
    /// reset and that are not over yet; a call above is refused with REFUSED_STREAM, which lets
    /// the client try again. Twice [`max_concurrent_streams`](Self::max_concurrent_streams) unless
    /// set.
    pub fn max_handlers_per_connection(mut self, handlers: usize) -> Self {
        self.settings.limits.max_handlers_per_connection = Some(handlers);
        self
    }

    /// Headers of a request; more are refused with HTTP status 431. 128 unless set.
    pub fn max_header_count(mut self, headers: usize) -> Self {
        self.settings.limits.max_header_count = headers;
        self
    }

    /// Bytes that wait in the server's memory, of all calls together: requests that are not
    /// complete, and responses that clients do not take. Above it new calls and incomplete
    /// requests fail with RESOURCE_EXHAUSTED. What comes before a handler reads it is bounded by
    /// [`windows`](Self::windows), and an eighth of this divided by the number of connections
    /// bounds those of a new one. 1 GiB unless set.
    pub fn max_buffered_bytes(mut self, bytes: usize) -> Self {
        self.settings.limits.max_buffered_bytes = bytes;
        self
    }

    /// How many running calls of one connection a client may reset within a time; more close the
    /// connection with ENHANCE_YOUR_CALM if they are more than three of four calls in that time: a
    /// busy client cancels many and is no attacker. 3,000 in 30 s unless set; `None` is no limit.
    pub fn max_client_resets(mut self, resets: impl Into<Option<(u64, Duration)>>) -> Self {
        self.settings.limits.max_client_resets = resets.into();
        self
    }
}
