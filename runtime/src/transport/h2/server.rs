//! The server's side of a connection.

use std::{
    sync::Arc,
    task::{Context, Poll},
};

use ::h2::{
    Ping, PingPong, Reason, RecvStream, SendStream,
    server::{Connection, SendResponse},
};
use bytes::Bytes;
use http::{HeaderMap, Request};

use super::{
    body::Body,
    error::{name, request_status},
    settings,
};
use crate::{
    Metadata, Status,
    policy::Closing,
    transport::{
        self, Activity, ConnectionEnd, Http2Settings, Io, Watched,
        header_map::{add_trailers, head, rejection, request_headers, trailers_only},
    },
    wire::{Encodings, request::RequestHeaders},
};

/// A connection that a client opened.
pub(crate) struct ServerConnection {
    inner: Connection<Watched, Bytes>,
    activity: Arc<Activity>,
    /// Made for the first PING: most connections send none.
    pings: Option<PingPong>,
    awaits_pong: bool,
    /// Why the connection is over: the first reason is the true one.
    end: Option<ConnectionEnd>,
}

/// A request as it comes in.
pub(crate) struct Incoming {
    request: Request<RecvStream>,
    respond: SendResponse<Bytes>,
}

impl ServerConnection {
    /// Waits for the client's preface and sends the settings; `None` if what comes is not HTTP/2.
    pub(crate) async fn handshake(io: Io, settings: &Http2Settings) -> Option<Self> {
        let (io, activity) = Watched::new(io, false);
        let inner = settings::server(settings).handshake(io).await.ok()?;
        Some(Self { inner, activity, pings: None, awaits_pong: false, end: None })
    }

    /// Reads what has arrived, writes what is waiting, and gives the next request; `None` once the
    /// connection is closed, by either side and for whatever reason.
    pub(crate) fn poll_accept(&mut self, cx: &mut Context<'_>) -> Poll<Option<Incoming>> {
        self.inner.poll_accept(cx).map(|next| match next {
            Some(Ok((request, respond))) => Some(Incoming { request, respond }),
            Some(Err(error)) => {
                self.end.get_or_insert_with(|| end(error));
                None
            }
            None => {
                self.end.get_or_insert(ConnectionEnd::Client(None));
                None
            }
        })
    }

    /// Tells the client to open no more streams; the connection closes when those it has are done.
    pub(crate) fn drain(&mut self, why: Closing) {
        self.end.get_or_insert(ConnectionEnd::Server(why.why()));
        self.inner.graceful_shutdown();
    }

    /// Ends every stream, says why, and closes.
    pub(crate) fn close(&mut self, closing: Closing) {
        let (reason, end) = match closing.is_abuse() {
            true => (Reason::ENHANCE_YOUR_CALM, ConnectionEnd::Limit(closing.why())),
            false => (Reason::NO_ERROR, ConnectionEnd::Server(closing.why())),
        };
        self.end = Some(end);
        self.inner.abrupt_shutdown(reason);
    }

    /// Why the connection is over, once it is.
    pub(crate) fn end(&mut self) -> Option<ConnectionEnd> {
        self.end.take()
    }

    /// Sends a PING, unless one is on its way.
    pub(crate) fn ping(&mut self) {
        if self.pings.is_none() {
            self.pings = self.inner.ping_pong();
        }
        if let Some(pings) = &mut self.pings {
            self.awaits_pong |= pings.send_ping(Ping::opaque()).is_ok();
        }
    }

    /// Ready when the PING has been answered, once for each.
    pub(crate) fn poll_pong(&mut self, cx: &mut Context<'_>) -> Poll<()> {
        match &mut self.pings {
            Some(pings) if self.awaits_pong => {
                let pong = pings.poll_pong(cx);
                if pong.is_ready() {
                    self.awaits_pong = false;
                }
                // An error is the connection's end, which `poll_accept` reports.
                match pong {
                    Poll::Ready(Ok(_)) => Poll::Ready(()),
                    Poll::Ready(Err(_)) | Poll::Pending => Poll::Pending,
                }
            }
            _ => Poll::Pending,
        }
    }

    /// Whether a stream is open, or its end not yet sent.
    pub(crate) fn has_streams(&self) -> bool {
        self.inner.has_streams()
    }

    /// What has passed over the connection.
    pub(crate) fn activity(&self) -> &Activity {
        &self.activity
    }
}

/// What h2 says of the end. Its own words for a limit or a rule it gives to the client alone.
fn end(error: ::h2::Error) -> ConnectionEnd {
    let reason = error.reason();
    let is_remote = error.is_remote();
    match (error.into_io(), reason) {
        (Some(error), _) => ConnectionEnd::Broken(Arc::new(error)),
        (None, Some(reason)) if is_remote => {
            ConnectionEnd::Client(Some((reason.into(), String::new())))
        }
        (None, Some(Reason::ENHANCE_YOUR_CALM)) => ConnectionEnd::Limit("one of HTTP/2"),
        (None, Some(reason)) => ConnectionEnd::Fault { code: reason.into(), why: name(reason) },
        (None, None) => ConnectionEnd::Client(None),
    }
}

impl Incoming {
    /// The path as it came, for the lookup of the method.
    pub(crate) fn path(&self) -> &str {
        self.request.uri().path_and_query().map_or("", http::uri::PathAndQuery::as_str)
    }

    /// How many fields the headers have.
    pub(crate) fn header_count(&self) -> usize {
        self.request.headers().len()
    }

    /// Turns the request away unread: nothing of it was processed, and the client may try again.
    pub(crate) fn refuse(mut self) {
        self.respond.send_reset(Reason::REFUSED_STREAM);
    }

    /// Splits the request into its headers, its body and the way back.
    pub(crate) fn into_parts(
        self,
    ) -> (RequestHeaders, bool, transport::Body, transport::ResponseStream) {
        let (head, recv) = self.request.into_parts();
        let (headers, post) = request_headers(&head);
        let body = transport::Body::H2(Body::new(recv, request_status));
        let response = ResponseStream { state: State::Head(self.respond) };
        (headers, post, body, transport::ResponseStream::H2(response))
    }
}

/// The server's half of a stream.
///
/// ```text
/// Head ──send_headers──▶ Body ──send_trailers──▶ Done
///   └──────send_trailers (Trailers-Only), reject──────▲
/// ```
pub(crate) struct ResponseStream {
    state: State,
}

enum State {
    Head(SendResponse<Bytes>),
    Body(SendStream<Bytes>),
    Done,
}

impl ResponseStream {
    /// Whether the headers are gone.
    pub(crate) fn headers_sent(&self) -> bool {
        !matches!(self.state, State::Head(_))
    }

    /// Sends the headers, once.
    pub(crate) fn send_headers(&mut self, metadata: &Metadata, encodings: Encodings) {
        let State::Head(respond) = &mut self.state else { return };
        self.state = match respond.send_response(head(metadata, encodings), false) {
            Ok(stream) => State::Body(stream),
            // The stream is reset or the connection gone; `poll_reset` reports it.
            Err(_) => State::Done,
        };
    }

    /// Waits until some of `wanted` bytes may be sent: how many. `None` if no one reads any more.
    pub(crate) fn poll_capacity(
        &mut self,
        cx: &mut Context<'_>,
        wanted: usize,
    ) -> Poll<Option<usize>> {
        let State::Body(stream) = &mut self.state else { return Poll::Ready(None) };
        super::poll_capacity(stream, cx, wanted)
    }

    /// Sends message bytes. Beyond the capacity they wait in memory.
    pub(crate) fn send_data(&mut self, data: Bytes) {
        if let State::Body(stream) = &mut self.state {
            // An error means that no one reads any more, which `poll_reset` reports.
            let _ = stream.send_data(data, false);
        }
    }

    /// Ends the call: after headers with trailers, otherwise with both in one block.
    ///
    /// "Trailers-Only is permitted for calls that produce an immediate error."
    pub(crate) fn send_trailers(&mut self, error: Option<&Status>, metadata: &Metadata) {
        match std::mem::replace(&mut self.state, State::Done) {
            State::Head(mut respond) => {
                let response = trailers_only(error, metadata);
                let _ = respond.send_response(response, true);
            }
            State::Body(mut stream) => {
                let mut trailers = HeaderMap::with_capacity(4);
                add_trailers(&mut trailers, error, metadata);
                let _ = stream.send_trailers(trailers);
            }
            State::Done => {}
        }
    }

    /// Answers what is not gRPC with a bare HTTP status.
    pub(crate) fn reject(&mut self, http_status: u16) {
        if let State::Head(respond) = &mut self.state {
            let _ = respond.send_response(rejection(http_status), true);
        }
        self.state = State::Done;
    }

    /// Gives up on the stream.
    pub(crate) fn reset(&mut self) {
        self.reset_with(Reason::CANCEL);
    }

    /// Gives up on a stream whose client does not read.
    pub(crate) fn reset_stalled(&mut self) {
        self.reset_with(Reason::ENHANCE_YOUR_CALM);
    }

    fn reset_with(&mut self, reason: Reason) {
        match &mut self.state {
            State::Head(respond) => respond.send_reset(reason),
            State::Body(stream) => stream.send_reset(reason),
            State::Done => {}
        }
        self.state = State::Done;
    }

    /// Ready when the client has cancelled or is gone.
    pub(crate) fn poll_reset(&mut self, cx: &mut Context<'_>) -> Poll<()> {
        match &mut self.state {
            State::Head(respond) => respond.poll_reset(cx).map(drop),
            State::Body(stream) => stream.poll_reset(cx).map(drop),
            State::Done => Poll::Ready(()),
        }
    }
}
