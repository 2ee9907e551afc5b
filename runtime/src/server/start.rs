//! From a request to a call: what is turned away before any handler, and what a handler is told.
//!
//! The same for requests of strait's own connections and for those that another HTTP server hands
//! over.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::Arc,
    time::Instant,
};

use super::{
    HandlerFuture, ServerCall,
    adaptive::Ticket,
    call::CallTask,
    calls::Calls,
    compression::ResponseEncoding,
    connection::Shared,
    requests::RequestFrames,
    router::{Missing, Route},
};
use crate::{
    Context, Metadata, RpcKind, Status,
    context::{Peer, TlsInfo},
    method::Frames,
    transport::{Body, MessageBody, ResponseStream},
    wire::request::{AcceptedHeaders, Rejection, RequestHeaders},
};

/// A request whose headers have come.
pub(super) struct Request<'a> {
    pub(super) route: Result<&'a Route, Missing>,
    pub(super) header_count: usize,
    pub(super) headers: RequestHeaders,
    /// Whether the HTTP method is POST.
    pub(super) post: bool,
    pub(super) body: Body,
    pub(super) peer: &'a Peer,
    pub(super) tls: Option<&'a Arc<TlsInfo>>,
}

impl Shared {
    /// Makes the call of a request. Its route is `None` if the server has no such method and only
    /// interceptors see it.
    ///
    /// # Errors
    ///
    /// If the request is turned away: the response that says so.
    pub(super) fn admit<'a>(
        &self,
        request: Request<'a>,
        mut response: ResponseStream,
        calls: &Arc<Calls>,
    ) -> Result<(CallTask, Option<&'a Route>), ResponseStream> {
        let Request { route, header_count, headers, post, body, peer, tls } = request;
        let settings = &self.settings;
        let accepted = if header_count > settings.limits.max_header_count {
            Err(Rejection::Http(431))
        } else {
            headers.accept(post, settings.compression.accept)
        };
        let admitted = accepted.and_then(|accepted| {
            let ticket = self.check(&accepted, &route)?;
            Ok((accepted, ticket))
        });
        let (accepted, ticket) = match admitted {
            Ok(admitted) => admitted,
            Err(Rejection::Http(status)) => {
                response.reject(status);
                return Err(response);
            }
            Err(Rejection::Status(status)) => return Err(refuse(response, &status)),
        };
        let encoding = ResponseEncoding::new(settings.compression, accepted.accepts);
        let method = route.as_ref().ok().map(|route| route.method);
        // A timeout too long to be added is as good as none.
        let deadline = accepted.timeout.and_then(|timeout| tokio_now().checked_add(timeout));
        let (peer, tls) = (peer.clone(), tls.cloned());
        let context = Context::for_call(method, accepted.metadata, deadline, peer, tls, tokio_now);
        if let Some(encoding) = accepted.encoding {
            context.set_request_compression(encoding);
        }
        let frames = RequestFrames::new(
            MessageBody::new(body, settings.max_receive_message_len, accepted.encoding),
            accepted.encoding.is_some().then(|| context.clone()),
            calls,
            &settings.limits,
        );
        let call = ServerCall { frames: Some(Frames(Box::new(frames))), context: context.clone() };
        // A service written by hand may run code of its own here.
        let handler = catch_unwind(AssertUnwindSafe(|| self.handler(route, call)));
        let Ok((handler, route)) = handler else {
            return Err(refuse(response, &Status::unknown("the handler panicked")));
        };
        Ok((CallTask::new(handler, response, encoding, context, settings, ticket), route))
    }

    /// What no handler is asked about; gives the ticket of a call that the adaptive limit counts.
    fn check(
        &self,
        accepted: &AcceptedHeaders,
        route: &Result<&Route, Missing>,
    ) -> Result<Option<Ticket>, Rejection> {
        if let Err(missing) = route
            && self.router.interceptors.is_empty()
        {
            return Err(Rejection::Status(missing.status()));
        }
        if let Some(status) = self.overloaded() {
            return Err(Rejection::Status(status));
        }
        if accepted.timeout.is_some_and(|timeout| timeout.is_zero()) {
            let status = Status::deadline_exceeded("the deadline had passed when the call came");
            return Err(Rejection::Status(status));
        }
        match (&self.gate, route) {
            (Some(gate), Ok(route)) if route.method.kind() == RpcKind::Unary => {
                gate.enter().map(Some).map_err(Rejection::Status)
            }
            _ => Ok(None),
        }
    }

    /// Why no call can be taken now, if none can.
    fn overloaded(&self) -> Option<Status> {
        let limits = &self.settings.limits;
        if self.calls.buffered() > limits.max_buffered_bytes {
            return Some(Status::resource_exhausted(format!(
                "the server holds more than {} bytes for its calls",
                limits.max_buffered_bytes
            )));
        }
        match limits.max_handlers {
            Some(max) if self.calls.running() >= max => {
                Some(Status::unavailable(format!("the server is busy with {max} calls, its limit")))
            }
            _ => None,
        }
    }

    fn handler<'a>(
        &self,
        route: Result<&'a Route, Missing>,
        call: ServerCall,
    ) -> (HandlerFuture, Option<&'a Route>) {
        match route {
            Ok(route) => (self.router.handler(route, call), Some(route)),
            Err(missing) => (self.router.handler_without_route(missing, call), None),
        }
    }
}

fn refuse(mut response: ResponseStream, status: &Status) -> ResponseStream {
    response.send_trailers(Some(status), &Metadata::new());
    response
}

/// tokio's clock, so that tests can stop it.
fn tokio_now() -> Instant {
    tokio::time::Instant::now().into_std()
}
