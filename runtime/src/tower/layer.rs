//! A `tower` layer as an interceptor of a server, and an interceptor as a `tower` layer.

use std::{
    error::Error,
    fmt,
    future::{Future, poll_fn},
    pin::Pin,
    sync::{Arc, Mutex, PoisonError},
    task::{Context, Poll},
};

use tower_layer::Layer;
use tower_service::Service;

use crate::{
    Status,
    interceptor::{IncomingCall, Reply, ServerInterceptor, ServerNext},
};

type BoxError = Box<dyn Error + Send + Sync>;

/// A `tower` layer around the calls of a server or service.
///
/// The layer is applied once, to a service that [runs](Run) a call, so that what it counts counts
/// for all calls together; each call uses a clone. A layer whose service is no `Clone`, such as
/// `RateLimitLayer`, needs a `BufferLayer` around it.
///
/// An error of the layer that is no [`Status`] ends the call with UNKNOWN, unless
/// [`map_err`](Self::map_err) says what it means.
///
/// ```
/// # use std::time::Duration;
/// use strait::{Server, Status, tower::TowerInterceptor};
/// use tower::{ServiceBuilder, limit::ConcurrencyLimitLayer, load_shed::{self, LoadShedLayer}};
///
/// // At most a hundred calls at once; those above are turned away.
/// let limit = ServiceBuilder::new()
///     .layer(LoadShedLayer::new())
///     .layer(ConcurrencyLimitLayer::new(100));
/// let limit = TowerInterceptor::from_layer(limit).map_err(|error| {
///     if error.is::<load_shed::error::Overloaded>() {
///         return Status::unavailable("too many calls");
///     }
///     Status::unknown("a layer failed").with_source(error)
/// });
/// let server = Server::builder().intercept(limit);
/// # drop(server);
/// ```
pub struct TowerInterceptor<S> {
    /// In a mutex because services need not be `Sync`; held for as long as a clone takes.
    service: Mutex<S>,
    map_err: fn(BoxError) -> Status,
}

impl<S> TowerInterceptor<S> {
    /// Applies a layer.
    pub fn from_layer(layer: impl Layer<Run, Service = S>) -> Self {
        Self { service: Mutex::new(layer.layer(Run(()))), map_err: unknown }
    }

    /// Sets what an error of the layer means that is no [`Status`].
    #[must_use]
    pub fn map_err(mut self, map: fn(Box<dyn Error + Send + Sync>) -> Status) -> Self {
        self.map_err = map;
        self
    }
}

impl<S> ServerInterceptor for TowerInterceptor<S>
where
    S: Service<Incoming, Response = Reply, Error: Into<BoxError>, Future: Send>
        + Clone
        + Send
        + 'static,
{
    async fn intercept(&self, call: IncomingCall, next: ServerNext) -> Result<Reply, Status> {
        let mut service = self.service.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let status = |error: S::Error| into_status(error.into(), self.map_err);
        poll_fn(|cx| service.poll_ready(cx)).await.map_err(status)?;
        service.call(Incoming { call, next }).await.map_err(status)
    }
}

impl<S> fmt::Debug for TowerInterceptor<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TowerInterceptor").finish_non_exhaustive()
    }
}

fn into_status(error: BoxError, map_err: fn(BoxError) -> Status) -> Status {
    match error.downcast::<Status>() {
        Ok(status) => *status,
        Err(error) => map_err(error),
    }
}

fn unknown(error: BoxError) -> Status {
    Status::unknown("the call was ended on its way to the handler").with_source(error)
}

/// An interceptor among `tower` layers: of a [`TowerInterceptor`], where its place is between them.
///
/// ```
/// # use strait::{Status, interceptor::{IncomingCall, Reply, ServerInterceptor, ServerNext}};
/// # #[derive(Clone)]
/// # struct Authenticate;
/// # impl ServerInterceptor for Authenticate {
/// #     async fn intercept(&self, call: IncomingCall, next: ServerNext) -> Result<Reply, Status> {
/// #         next.run(call).await
/// #     }
/// # }
/// use strait::{Server, tower::{InterceptorLayer, TowerInterceptor}};
/// use tower::{ServiceBuilder, limit::ConcurrencyLimitLayer};
///
/// // Those who are turned away do not count.
/// let layers = ServiceBuilder::new()
///     .layer(InterceptorLayer::new(Authenticate))
///     .layer(ConcurrencyLimitLayer::new(100));
/// let server = Server::builder().intercept(TowerInterceptor::from_layer(layers));
/// # drop(server);
/// ```
#[derive(Debug)]
pub struct InterceptorLayer<I> {
    interceptor: Arc<I>,
}

impl<I: ServerInterceptor> InterceptorLayer<I> {
    /// A layer that runs `interceptor` around each call.
    pub fn new(interceptor: I) -> Self {
        Self { interceptor: Arc::new(interceptor) }
    }
}

impl<I> Clone for InterceptorLayer<I> {
    fn clone(&self) -> Self {
        Self { interceptor: Arc::clone(&self.interceptor) }
    }
}

impl<I, S> Layer<S> for InterceptorLayer<I> {
    type Service = InterceptorService<I, S>;

    fn layer(&self, inner: S) -> Self::Service {
        InterceptorService { interceptor: Arc::clone(&self.interceptor), inner }
    }
}

/// The service of an [`InterceptorLayer`].
#[derive(Debug)]
pub struct InterceptorService<I, S> {
    interceptor: Arc<I>,
    inner: S,
}

impl<I, S: Clone> Clone for InterceptorService<I, S> {
    fn clone(&self) -> Self {
        Self { interceptor: Arc::clone(&self.interceptor), inner: self.inner.clone() }
    }
}

impl<I, S> Service<Incoming> for InterceptorService<I, S>
where
    I: ServerInterceptor,
    S: Service<Incoming, Response = Reply, Error: Into<BoxError>, Future: Send>
        + Clone
        + Send
        + 'static,
{
    type Response = Reply;
    type Error = BoxError;
    type Future = Pin<Box<dyn Future<Output = Result<Reply, BoxError>> + Send>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        // The inner service is asked when the interceptor gets there, if it does.
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, Incoming { call, next }: Incoming) -> Self::Future {
        let (interceptor, mut inner) = (Arc::clone(&self.interceptor), self.inner.clone());
        let run = move |call| {
            let running = async move {
                let status = |error: S::Error| into_status(error.into(), unknown);
                poll_fn(|cx| inner.poll_ready(cx)).await.map_err(status)?;
                inner.call(Incoming { call, next }).await.map_err(status)
            };
            Box::pin(running) as _
        };
        Box::pin(async move { Ok(interceptor.intercept(call, ServerNext::to(run)).await?) })
    }
}

/// The request of the services that [`TowerInterceptor`] deals with: a call, and the way on.
#[derive(Debug)]
#[non_exhaustive]
pub struct Incoming {
    /// The call.
    pub call: IncomingCall,
    /// The way on to the handler.
    pub next: ServerNext,
}

/// The service within all layers: it runs the call.
#[derive(Clone, Debug)]
pub struct Run(());

impl Service<Incoming> for Run {
    type Response = Reply;
    type Error = Status;
    type Future = Pin<Box<dyn Future<Output = Result<Reply, Status>> + Send>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Status>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, Incoming { call, next }: Incoming) -> Self::Future {
        Box::pin(next.run(call))
    }
}
