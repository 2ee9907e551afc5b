//! What a handler may know of its call beside the request, and what it may add to the response.

mod assertion;
mod cancellation;
mod compression;
mod extensions;
mod hooks;
mod response;
mod tls_info;

pub use assertion::IsContext;
pub use cancellation::Cancelled;
pub use hooks::CallEnd;
pub(crate) use hooks::{Hooks, panicked};
pub use tls_info::TlsInfo;

#[cfg(feature = "tls")]
pub(crate) use tls_info::Names;

use std::{
    fmt,
    net::SocketAddr,
    sync::Arc,
    time::{Duration, Instant},
};

use crate::{InvalidMetadata, Metadata, method::MethodDescriptor};

use cancellation::Cancellation;
use compression::RequestCompression;
use extensions::Extensions;
use response::ResponseMetadata;

/// One call as its handler sees it: metadata, deadline, peer, cancellation.
///
/// A handler that wants it takes `cx: &Context` after its data. Passed on to a client generated
/// by `#[rpc_service]` it makes that call a child of this one: the deadline, cancellation and
/// trace headers go along. Cloning is cheap; a clone may outlive the handler.
#[derive(Clone)]
pub struct Context {
    inner: Arc<Inner>,
    /// The metadata as an interceptor changed it.
    metadata: Option<Arc<Metadata>>,
}

struct Inner {
    method: Option<&'static MethodDescriptor>,
    metadata: Metadata,
    deadline: Option<Instant>,
    peer: Peer,
    tls: Option<Arc<TlsInfo>>,
    clock: fn() -> Instant,
    cancellation: Cancellation,
    request_compression: RequestCompression,
    response: ResponseMetadata,
    extensions: Extensions,
}

impl Context {
    /// A context outside of any call, for calling a handler directly in a test.
    ///
    /// ```
    /// let cx = strait::Context::detached();
    /// assert!(cx.deadline().is_none() && !cx.is_cancelled());
    /// ```
    #[must_use]
    pub fn detached() -> Self {
        Self::with_metadata(Metadata::new())
    }

    /// A context outside of any call that carries `metadata`, for tests of handlers that read it.
    #[must_use]
    pub fn with_metadata(metadata: Metadata) -> Self {
        Self::build(None, metadata, None, Peer::InProcess, None, Instant::now)
    }

    /// A context of a call; `method` is `None` if the server has no such method.
    pub(crate) fn for_call(
        method: Option<&'static MethodDescriptor>,
        metadata: Metadata,
        deadline: Option<Instant>,
        peer: Peer,
        tls: Option<Arc<TlsInfo>>,
        clock: fn() -> Instant,
    ) -> Self {
        Self::build(method, metadata, deadline, peer, tls, clock)
    }

    fn build(
        method: Option<&'static MethodDescriptor>,
        metadata: Metadata,
        deadline: Option<Instant>,
        peer: Peer,
        tls: Option<Arc<TlsInfo>>,
        clock: fn() -> Instant,
    ) -> Self {
        let cancellation = Cancellation::default();
        let request_compression = RequestCompression::default();
        let response = ResponseMetadata::default();
        let extensions = Extensions::default();
        Self {
            inner: Arc::new(Inner {
                method,
                metadata,
                deadline,
                peer,
                tls,
                clock,
                cancellation,
                request_compression,
                response,
                extensions,
            }),
            metadata: None,
        }
    }

    /// The method that is called; `None` outside of a call, and for an interceptor whose server has
    /// no such method.
    #[must_use]
    pub fn method(&self) -> Option<&'static MethodDescriptor> {
        self.inner.method
    }

    /// The metadata the client sent, without the headers of the protocol itself.
    #[must_use]
    pub fn metadata(&self) -> &Metadata {
        self.metadata.as_deref().unwrap_or(&self.inner.metadata)
    }

    /// The metadata for those who get this context or a clone of it from here on.
    pub(crate) fn metadata_mut(&mut self) -> &mut Metadata {
        let metadata = self.metadata.get_or_insert_with(|| Arc::new(self.inner.metadata.clone()));
        Arc::make_mut(metadata)
    }

    /// When the client stops waiting; `None` if it waits for ever.
    #[must_use]
    pub fn deadline(&self) -> Option<Instant> {
        self.inner.deadline
    }

    /// The time until the deadline, zero once it has passed; `None` without one.
    #[must_use]
    pub fn time_remaining(&self) -> Option<Duration> {
        self.inner.deadline.map(|d| d.saturating_duration_since((self.inner.clock)()))
    }

    /// Who called.
    #[must_use]
    pub fn peer(&self) -> &Peer {
        &self.inner.peer
    }

    /// What TLS has established: the client's certificate if it has presented one, and how the two
    /// sides speak. `None` if the connection is not encrypted.
    #[must_use]
    pub fn tls(&self) -> Option<&TlsInfo> {
        self.inner.tls.as_deref()
    }

    /// Waits until the call is cancelled: the client gave up, the deadline passed or the
    /// connection broke. Also done once the call is over, so that tasks which the handler spawned
    /// and gave a clone of the context can end with it.
    ///
    /// When a call is cancelled its handler's own future, or the stream that it returned, is polled
    /// once more and then dropped, so waiting here in a `select!` is for cleaning up without awaiting. Work that needs longer goes
    /// into a task of its own.
    ///
    /// # Cancel safety
    ///
    /// Dropping the future loses nothing.
    pub fn cancelled(&self) -> Cancelled<'_> {
        self.inner.cancellation.cancelled()
    }

    /// Whether the call is cancelled or over.
    #[must_use]
    pub fn is_cancelled(&self) -> bool {
        self.inner.cancellation.is_cancelled()
    }

    /// Cancels what is done within the context: calls made [within](crate::Call::within) it end
    /// with CANCELLED, and those who wait for [`cancelled`](Self::cancelled) are told. The call
    /// that the context belongs to goes on: its handler alone decides how it ends.
    ///
    /// With a context of one's own, calls can be ended from elsewhere:
    ///
    /// ```
    /// # use strait::{Code, Context, Server, Status, rpc_service};
    /// # strait::package!("doc");
    /// # #[rpc_service]
    /// # pub trait Clock { async fn wait(&self) -> Result<(), Status>; }
    /// # struct Never;
    /// # impl Clock for Never {
    /// #     async fn wait(&self) -> Result<(), Status> { std::future::pending().await }
    /// # }
    /// # #[cfg(all(feature = "client", feature = "server"))]
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let clock = ClockClient::new(Server::builder().add(ClockServer::new(Never)).in_process()?);
    /// let cx = Context::detached();
    /// let call = tokio::spawn(clock.wait().within(&cx).into_future());
    /// cx.cancel();
    /// assert_eq!(call.await?.unwrap_err().code(), Code::Cancelled);
    /// # Ok(())
    /// # }
    /// # #[cfg(not(all(feature = "client", feature = "server")))]
    /// # fn main() {}
    /// ```
    pub fn cancel(&self) {
        self.inner.cancellation.cancel();
    }

    /// Adds to the metadata that goes before the first response message.
    ///
    /// # Errors
    ///
    /// If the pair is not valid metadata, or the headers have been sent.
    pub fn append_initial_metadata(&self, key: &str, value: &str) -> Result<(), InvalidMetadata> {
        self.inner.response.edit_initial(|m| m.append(key, value))
    }

    /// As [`append_initial_metadata`](Self::append_initial_metadata), for `-bin` keys.
    ///
    /// # Errors
    ///
    /// If the pair is not valid metadata, or the headers have been sent.
    pub fn append_initial_metadata_bin(
        &self,
        key: &str,
        value: impl AsRef<[u8]>,
    ) -> Result<(), InvalidMetadata> {
        self.inner.response.edit_initial(|m| m.append_bin(key, value))
    }

    /// Sends the headers now and not with the first message, for clients that wait for them.
    pub fn send_initial_metadata(&self) {
        self.inner.response.request_flush();
    }

    /// Adds to the metadata that goes after the last response message.
    ///
    /// # Errors
    ///
    /// If the pair is not valid metadata.
    pub fn append_trailer(&self, key: &str, value: &str) -> Result<(), InvalidMetadata> {
        self.inner.response.edit_trailers(|m| m.append(key, value))
    }

    /// As [`append_trailer`](Self::append_trailer), for `-bin` keys.
    ///
    /// # Errors
    ///
    /// If the pair is not valid metadata.
    pub fn append_trailer_bin(
        &self,
        key: &str,
        value: impl AsRef<[u8]>,
    ) -> Result<(), InvalidMetadata> {
        self.inner.response.edit_trailers(|m| m.append_bin(key, value))
    }

    /// Attaches a value to the call, found again by its type; an earlier one is returned.
    pub fn insert_extension<T: Clone + Send + Sync + 'static>(&self, value: T) -> Option<T> {
        self.inner.extensions.insert(value)
    }

    /// The value of type `T` that was attached to the call.
    #[must_use]
    pub fn extension<T: Clone + Send + Sync + 'static>(&self) -> Option<T> {
        self.inner.extensions.get()
    }

    /// The time by the call's own clock.
    pub(crate) fn now(&self) -> Instant {
        (self.inner.clock)()
    }

    pub(crate) fn response(&self) -> &ResponseMetadata {
        &self.inner.response
    }
}

impl fmt::Debug for Context {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Context")
            .field("method", &self.inner.method.map(MethodDescriptor::path))
            .field("peer", &self.inner.peer)
            .field("metadata", self.metadata())
            .field("time_remaining", &self.time_remaining())
            .field("cancelled", &self.is_cancelled())
            .finish_non_exhaustive()
    }
}

/// The other end of a connection.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Peer {
    /// A TCP address.
    Tcp(SocketAddr),
    /// A process on this machine, over a Unix socket.
    Unix,
    /// This process.
    InProcess,
    /// Not known: an HTTP server that others run did not say.
    Unknown,
}

impl fmt::Display for Peer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Tcp(address) => address.fmt(f),
            Self::Unix => f.write_str("unix"),
            Self::InProcess => f.write_str("in-process"),
            Self::Unknown => f.write_str("unknown"),
        }
    }
}
