//! The server as a service of an HTTP server that others run, axum's or hyper's.
//!
//! There is no task and no connection here: whoever asks for the response polls the call, first as
//! the future of the response and then as its body. Dropping either cancels the call.

use std::{
    convert::Infallible,
    error::Error,
    fmt,
    future::Future,
    pin::Pin,
    sync::Arc,
    task::{self, Poll, ready},
};

use bytes::Bytes;
use http::{Request, Response};
use http_body::{Body, Frame};

use super::{
    Builder, ServeError,
    call::CallTask,
    calls::{Calls, Slot},
    connection::Shared,
};
use crate::{
    Peer, Status,
    transport::{self, HostedBody, HostedResponse, ResponseStream},
};

impl Builder {
    /// Makes a [`tower_service::Service`] of the server, for an HTTP server that others run: see
    /// [`strait::tower`](crate::tower). What is set about connections and about where handlers run
    /// has no effect; limits of messages, compression and interceptors have.
    ///
    /// # Errors
    ///
    /// If two services have one name.
    pub fn into_http_service(self) -> Result<HttpService, ServeError> {
        let shared = self.build()?;
        let calls = Calls::new(&shared.calls);
        Ok(HttpService { shared, calls })
    }
}

/// A server's services as one HTTP service.
///
/// It answers every request: what is not gRPC with HTTP status 405 or 415, unknown methods with
/// UNIMPLEMENTED. Clones share the services.
#[derive(Clone)]
pub struct HttpService {
    shared: Arc<Shared>,
    /// As of one connection, which counts for the limits of the server.
    calls: Arc<Calls>,
}

impl fmt::Debug for HttpService {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HttpService").finish_non_exhaustive()
    }
}

impl<B> tower_service::Service<Request<B>> for HttpService
where
    B: Body<Data: Send, Error: Into<Box<dyn Error + Send + Sync>>> + Send + 'static,
{
    type Response = Response<ResponseBody>;
    type Error = Infallible;
    type Future = ResponseFuture;

    fn poll_ready(&mut self, _: &mut task::Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request<B>) -> ResponseFuture {
        let (head, body) = request.into_parts();
        ResponseFuture(Some(self.start(head, HostedBody::new(body))))
    }
}

impl HttpService {
    fn start(&self, head: http::request::Parts, body: HostedBody) -> Running {
        let path = head.uri.path_and_query().map_or("", http::uri::PathAndQuery::as_str);
        let route = self.shared.router.find(path);
        let (headers, post) = transport::hosted_headers(&head);
        let request = super::start::Request {
            route,
            header_count: head.headers.len(),
            headers,
            post,
            body: transport::Body::Hosted(body),
            peer: head.extensions.get::<Peer>().unwrap_or(&Peer::Unknown),
            tls: None,
        };
        let response = ResponseStream::Hosted(Box::<HostedResponse>::default());
        let mut call = match self.shared.admit(request, response, &self.calls) {
            Ok((call, _)) => call,
            Err(answered) => return Running::Answered(answered),
        };
        if !head.extensions.is_empty() {
            call.context().insert_extension(head.extensions);
        }
        call.occupy(Slot::new(&self.calls));
        Running::Call(Box::new(call))
    }
}

/// A call, or what is left of it.
enum Running {
    Call(Box<CallTask>),
    Answered(ResponseStream),
}

impl Running {
    /// Goes on with the call; ready when it is over.
    fn poll(&mut self, cx: &mut task::Context<'_>) -> Poll<()> {
        match self {
            Self::Call(call) => Pin::new(&mut **call).poll(cx),
            Self::Answered(_) => Poll::Ready(()),
        }
    }

    fn response(&mut self) -> &mut HostedResponse {
        let stream = match self {
            Self::Call(call) => call.response_mut(),
            Self::Answered(response) => response,
        };
        match stream {
            ResponseStream::Hosted(response) => response,
            _ => unreachable!("a hosted call has a hosted response"),
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        if let Self::Call(call) = self {
            call.give_up();
        }
    }
}

/// The future of a response: done when the call has sent its headers.
#[must_use = "a call does nothing unless it is polled"]
pub struct ResponseFuture(Option<Running>);

impl Future for ResponseFuture {
    type Output = Result<Response<ResponseBody>, Infallible>;

    /// # Panics
    ///
    /// If it is polled after it was done.
    fn poll(mut self: Pin<&mut Self>, cx: &mut task::Context<'_>) -> Poll<Self::Output> {
        let running = self.0.as_mut().expect("a future is polled until it is done");
        let over = running.poll(cx);
        let head = match running.response().take_head() {
            Some(head) => head,
            None => {
                ready!(over);
                // The call was ended without a word.
                let mut head = Response::new(());
                *head.status_mut() = http::StatusCode::INTERNAL_SERVER_ERROR;
                head
            }
        };
        let body = ResponseBody { running: self.0.take() };
        Poll::Ready(Ok(head.map(|()| body)))
    }
}

impl fmt::Debug for ResponseFuture {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ResponseFuture").finish_non_exhaustive()
    }
}

/// The messages of a response, then its trailers.
///
/// The call goes on as frames are asked for, and no further: that is the backpressure. A deadline
/// is looked at when the body is polled.
pub struct ResponseBody {
    /// None once all has been fetched.
    running: Option<Running>,
}

impl Body for ResponseBody {
    type Data = Bytes;
    type Error = Status;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut task::Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Status>>> {
        let Some(running) = &mut self.running else { return Poll::Ready(None) };
        let mut frame = running.response().take_frame();
        if frame.is_none() {
            let over = running.poll(cx);
            frame = running.response().take_frame();
            if frame.is_none() {
                ready!(over);
            }
        }
        if frame.is_none() || running.response().is_drained() {
            self.running = None;
        }
        Poll::Ready(frame)
    }

    fn is_end_stream(&self) -> bool {
        match &self.running {
            None => true,
            Some(Running::Call(call)) => match call.response() {
                ResponseStream::Hosted(response) => response.is_drained(),
                _ => false,
            },
            Some(Running::Answered(ResponseStream::Hosted(response))) => response.is_drained(),
            Some(Running::Answered(_)) => false,
        }
    }
}

impl fmt::Debug for ResponseBody {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ResponseBody").finish_non_exhaustive()
    }
}
