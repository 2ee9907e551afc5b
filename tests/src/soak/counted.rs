//! The interop service, with its handlers counted.

use std::{
    collections::BTreeSet,
    pin::Pin,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicU64, Ordering::Relaxed},
    },
    task::{Context as TaskContext, Poll, ready},
};

use futures::Stream;
use strait::{Context, Status, Streaming};

use crate::grpc_testing::{
    Empty, TestService,
    messages::{
        SimpleRequest, SimpleResponse, StreamingInputCallRequest, StreamingInputCallResponse,
        StreamingOutputCallRequest, StreamingOutputCallResponse,
    },
    service::Interop,
};

/// What became of the handlers.
#[derive(Debug, Default)]
pub(super) struct Counts {
    started: AtomicU64,
    ended: AtomicU64,
    completed: AtomicU64,
    peers: Mutex<BTreeSet<String>>,
}

/// [`Counts`] at one moment.
#[derive(Debug)]
pub(super) struct Seen {
    pub(super) started: u64,
    pub(super) ended: u64,
    pub(super) completed: u64,
    pub(super) connections: usize,
}

impl Counts {
    pub(super) fn started(&self) -> u64 {
        self.started.load(Relaxed)
    }

    pub(super) fn seen(&self) -> Seen {
        Seen {
            started: self.started(),
            ended: self.ended.load(Relaxed),
            completed: self.completed.load(Relaxed),
            connections: self.peers.lock().unwrap_or_else(PoisonError::into_inner).len(),
        }
    }

    fn start(self: &Arc<Self>, cx: &Context) -> Running {
        self.started.fetch_add(1, Relaxed);
        let mut peers = self.peers.lock().unwrap_or_else(PoisonError::into_inner);
        peers.insert(cx.peer().to_string());
        Running(Arc::clone(self))
    }
}

/// A handler, or the stream that it returned, for as long as it lives.
struct Running(Arc<Counts>);

impl Running {
    fn complete(&self) {
        self.0.completed.fetch_add(1, Relaxed);
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.0.ended.fetch_add(1, Relaxed);
    }
}

/// [`Interop`], counted.
pub(super) struct Counted {
    service: Interop,
    counts: Arc<Counts>,
}

impl Counted {
    pub(super) fn new(counts: Arc<Counts>) -> Self {
        Self { service: Interop::new(), counts }
    }
}

impl TestService for Counted {
    async fn empty_call(&self, request: Empty) -> Result<Empty, Status> {
        self.service.empty_call(request).await
    }

    async fn unary_call(
        &self,
        request: SimpleRequest,
        cx: &Context,
    ) -> Result<SimpleResponse, Status> {
        let running = self.counts.start(cx);
        let response = self.service.unary_call(request, cx).await;
        running.complete();
        response
    }

    async fn cacheable_unary_call(&self, request: SimpleRequest) -> Result<SimpleResponse, Status> {
        self.service.cacheable_unary_call(request).await
    }

    async fn streaming_output_call(
        &self,
        request: StreamingOutputCallRequest,
        cx: &Context,
    ) -> Result<Streaming<StreamingOutputCallResponse>, Status> {
        let running = self.counts.start(cx);
        let responses = self.service.streaming_output_call(request, cx).await?;
        Ok(Streaming::from_stream(CountedStream { responses, running }))
    }

    async fn streaming_input_call(
        &self,
        requests: Streaming<StreamingInputCallRequest>,
        cx: &Context,
    ) -> Result<StreamingInputCallResponse, Status> {
        let running = self.counts.start(cx);
        let response = self.service.streaming_input_call(requests, cx).await;
        running.complete();
        response
    }

    async fn full_duplex_call(
        &self,
        requests: Streaming<StreamingOutputCallRequest>,
        cx: &Context,
    ) -> Result<Streaming<StreamingOutputCallResponse>, Status> {
        let running = self.counts.start(cx);
        let responses = self.service.full_duplex_call(requests, cx).await?;
        Ok(Streaming::from_stream(CountedStream { responses, running }))
    }

    async fn half_duplex_call(
        &self,
        requests: Streaming<StreamingOutputCallRequest>,
        cx: &Context,
    ) -> Result<Streaming<StreamingOutputCallResponse>, Status> {
        self.service.half_duplex_call(requests, cx).await
    }

    async fn unimplemented_call(&self, request: Empty) -> Result<Empty, Status> {
        self.service.unimplemented_call(request).await
    }
}

/// A stream of responses that is complete when its end was asked for.
struct CountedStream {
    responses: Streaming<StreamingOutputCallResponse>,
    running: Running,
}

impl Stream for CountedStream {
    type Item = Result<StreamingOutputCallResponse, Status>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut TaskContext<'_>) -> Poll<Option<Self::Item>> {
        let next = ready!(Pin::new(&mut self.responses).poll_next(cx));
        if next.is_none() {
            self.running.complete();
        }
        Poll::Ready(next)
    }
}
