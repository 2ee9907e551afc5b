//! The client's side of a connection.

use std::{
    convert::Infallible,
    future::Future,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll, ready},
};

use ::h2::{
    Ping, PingPong, Reason, SendStream,
    client::{Connection, ResponseFuture, SendRequest},
};
use bytes::Bytes;
use http::{
    HeaderName, HeaderValue, Method, Request, Uri,
    header::{CONTENT_TYPE, TE, USER_AGENT},
    uri::{self, Authority, PathAndQuery},
};
use tokio::sync::oneshot;

use super::{
    body::Body,
    error::{call_failure, call_status, not_begun, too_many_pings},
    settings,
    slots::{Slots, SlotsClosed, Turn},
};
use crate::{
    Status,
    policy::Keepalive,
    transport::{
        self, Activity, CallFailure, Fate, Http2Settings, Io, Watched,
        client::{self, Answer, Closed, Origin, RequestHead, Scheme, not_http2},
        header_map::{add_encodings, add_metadata},
        keepalive::{KeepaliveTimer, Pings},
    },
    wire::{self, response::ResponseHeaders},
};

/// A connection to a server, as those who call over it see it. Clones share it.
#[derive(Clone)]
pub(crate) struct ClientConnection {
    send: SendRequest<Bytes>,
    shared: Arc<Shared>,
}

/// What all clones and the driver share.
struct Shared {
    scheme: Scheme,
    authority: Authority,
    user_agent: HeaderValue,
    slots: Slots,
    activity: Arc<Activity>,
}

/// Begins to speak HTTP/2, and waits until the peer has shown that it does too: SETTINGS come
/// before the answer to our PING. The driver must be polled from then on.
pub(crate) async fn handshake(
    io: Io,
    origin: Origin,
    settings: &Http2Settings,
    keepalive: Option<Keepalive>,
) -> Result<(ClientConnection, ClientDriver), Status> {
    let scheme = origin.scheme;
    let not_http2 = |error| failed(scheme, error);
    let (io, activity) = Watched::new(io, scheme == Scheme::Https);
    let (send, mut connection) =
        settings::client(settings).handshake(io).await.map_err(not_http2)?;
    let mut ping = connection.ping_pong();
    if let Some(ping) = &mut ping {
        ping.send_ping(Ping::opaque()).map_err(not_http2)?;
        std::future::poll_fn(|cx| poll_answer(&mut connection, ping, cx))
            .await
            .map_err(not_http2)?;
    }
    // Known by now: SETTINGS are the first thing that a server sends.
    let slots = Slots::new(connection.max_concurrent_send_streams());
    let authority = Authority::try_from(origin.authority.as_str())
        .map_err(|error| Status::internal(format!("`{}`: {error}", origin.authority)))?;
    let user_agent = HeaderValue::try_from(origin.user_agent.as_str())
        .map_err(|error| Status::internal(format!("`{}`: {error}", origin.user_agent)))?;
    let keepalive = keepalive.map(|keepalive| KeepaliveTimer::new(keepalive, &activity));
    let shared = Arc::new(Shared { scheme, authority, user_agent, slots, activity });
    let driver = ClientDriver {
        connection,
        shared: Arc::clone(&shared),
        ping,
        keepalive,
        polls: 0,
        yielded: false,
    };
    Ok((ClientConnection { send, shared }, driver))
}

fn failed(scheme: Scheme, error: ::h2::Error) -> Status {
    let io = match error.get_io() {
        // Without a word is as good as with a good one.
        None if error.reason() == Some(Reason::NO_ERROR) => Some(std::io::ErrorKind::UnexpectedEof),
        io => io.map(std::io::Error::kind),
    };
    not_http2(scheme, io, error)
}

/// Polls the connection until the PING is answered.
fn poll_answer(
    connection: &mut Connection<Watched, Bytes>,
    ping: &mut PingPong,
    cx: &mut Context<'_>,
) -> Poll<Result<(), ::h2::Error>> {
    if let Poll::Ready(closed) = Pin::new(connection).poll(cx) {
        // The answer may have come just before the end.
        return match (ping.poll_pong(cx), closed) {
            (Poll::Ready(Ok(_)), _) => Poll::Ready(Ok(())),
            (_, Err(error)) => Poll::Ready(Err(error)),
            (Poll::Ready(Err(error)), Ok(())) => Poll::Ready(Err(error)),
            (Poll::Pending, Ok(())) => Poll::Ready(Err(Reason::NO_ERROR.into())),
        };
    }
    ping.poll_pong(cx).map_ok(drop)
}

/// Moves a connection's bytes; done when it is closed.
///
/// Each call that is started or answered wakes it. It gives way once per wake, so that the calls
/// that are ready add their frames first and all go out in one write: tokio would otherwise run
/// it right after the first of them.
pub(crate) struct ClientDriver {
    connection: Connection<Watched, Bytes>,
    shared: Arc<Shared>,
    /// Held in any case: h2 answers a PING whose `PingPong` is gone with an error.
    ping: Option<PingPong>,
    keepalive: Option<KeepaliveTimer>,
    polls: u32,
    yielded: bool,
}

impl Future for ClientDriver {
    type Output = Closed;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Closed> {
        if !std::mem::replace(&mut self.yielded, true) {
            cx.waker().wake_by_ref();
            return Poll::Pending;
        }
        let this = &mut *self;
        this.yielded = false;
        if let (Some(timer), Some(ping)) = (&mut this.keepalive, &mut this.ping) {
            let calls = this.shared.slots.calls() > 0;
            if timer.poll(cx, ping, &this.shared.activity, calls).is_ready() {
                this.keepalive = None;
            }
        }
        let closed = Pin::new(&mut this.connection).poll(cx);
        this.learn_limit();
        Poll::Ready(match ready!(closed) {
            Err(error) if too_many_pings(&error) => Closed::TooManyPings,
            _ => Closed::Otherwise,
        })
    }
}

impl ClientDriver {
    /// How many polls may pass before a new limit is learned while no call waits for it.
    const LIMIT_CHECK: u32 = 64;

    /// Learns how many streams the server takes by now. Asking h2 costs a lock, so it is asked now
    /// and then; between a lower limit and that, the calls that are too many wait in h2.
    fn learn_limit(&mut self) {
        self.polls = self.polls.wrapping_add(1);
        if self.polls.is_multiple_of(Self::LIMIT_CHECK) || self.shared.slots.waiting() {
            self.shared.slots.set_limit(self.connection.max_concurrent_send_streams());
        }
    }
}

impl Pings for PingPong {
    fn send(&mut self) {
        // Fails if one is on its way, which serves as well.
        let _ = self.send_ping(Ping::opaque());
    }

    fn poll_answer(&mut self, cx: &mut Context<'_>) -> Poll<()> {
        // An error means that the connection is closed, which its driver finds.
        self.poll_pong(cx).map(drop)
    }
}

impl Drop for ClientDriver {
    fn drop(&mut self) {
        self.shared.slots.close();
    }
}

impl ClientConnection {
    /// Takes a place for a call, if the server takes one more and no one waits for that.
    /// `streaming` tells that it returns a stream.
    pub(crate) fn try_reserve(self, streaming: bool) -> Result<Place, Self> {
        if !self.shared.slots.try_enter(streaming) {
            return Err(self);
        }
        let slot = Slot { shared: self.shared, streaming };
        Ok(Place { send: self.send, slot, turn: Turn::Free })
    }

    /// Waits for a place behind those who have waited longer.
    ///
    /// # Cancel safety
    ///
    /// Dropping the future gives up the place in the queue; nothing has been sent.
    pub(crate) async fn reserve(mut self, streaming: bool) -> Result<Place, CallFailure> {
        // How many calls the connection takes: with GOAWAY none, though it goes on.
        let send = &mut self.send;
        let limit = || {
            let mut cx = Context::from_waker(std::task::Waker::noop());
            let closed = matches!(send.poll_ready(&mut cx), Poll::Ready(Err(_)));
            (!closed).then(|| send.current_max_send_streams())
        };
        match self.shared.slots.enter(streaming, limit).await {
            Ok(turn) => {
                let slot = Slot { shared: self.shared, streaming };
                Ok(Place { send: self.send, slot, turn })
            }
            Err(SlotsClosed) => Err(CallFailure {
                status: Status::unavailable("the connection was closed before the call's turn"),
                fate: Fate::NeverSent,
            }),
        }
    }

    /// The calls of this connection, to be counted without keeping it.
    pub(crate) fn calls(&self) -> Calls {
        Calls(Arc::clone(&self.shared))
    }
}

/// Counts the calls of a connection.
pub(crate) struct Calls(Arc<Shared>);

impl Calls {
    /// How many there are: those that have a place, and those that wait for one.
    pub(crate) fn count(&self) -> usize {
        self.0.slots.calls()
    }

    /// How many have had one.
    pub(crate) fn begun(&self) -> usize {
        self.0.slots.begun()
    }
}

/// A call's place among the streams of a connection, given back when it is dropped.
pub(crate) struct Slot {
    shared: Arc<Shared>,
    streaming: bool,
}

impl Drop for Slot {
    fn drop(&mut self) {
        self.shared.slots.leave(self.streaming);
    }
}

/// A place for a call that is about to begin.
pub(crate) struct Place {
    send: SendRequest<Bytes>,
    slot: Slot,
    turn: Turn,
}

/// A call that has begun.
pub(crate) struct Begun {
    pub(crate) head: ResponseHead,
    pub(crate) stream: RequestStream,
    /// To be waited for before the next in the queue has its turn.
    pub(crate) unsure: Option<Unsure>,
}

impl Place {
    /// Opens a stream. `end` tells that no message follows.
    pub(crate) fn start(mut self, head: &RequestHead<'_>, end: bool) -> Result<Begun, CallFailure> {
        let shared = &self.slot.shared;
        let request =
            shared.request(head).map_err(|status| CallFailure { status, fate: Fate::Unknown })?;
        let writes = shared.activity.written();
        let (future, stream) = self.send.send_request(request, end).map_err(not_begun)?;
        let (unsure, awaited) = match self.turn {
            Turn::Free | Turn::First(_) => (None, None),
            turn @ Turn::Unsure(_) => {
                let (awaited, given_up) = oneshot::channel();
                let shared = Arc::clone(&self.slot.shared);
                let unsure = Unsure { send: self.send, shared, given_up, _turn: turn };
                (Some(unsure), Some(awaited))
            }
        };
        let head = ResponseHead { future, slot: Some(self.slot), writes, _awaited: awaited };
        Ok(Begun { head, stream: RequestStream { stream }, unsure })
    }
}

/// The first place in the queue, of a call that was handed to h2 without knowing that there is
/// room.
pub(crate) struct Unsure {
    /// Holds the call in h2, which would send it later though everyone else has dropped it.
    send: SendRequest<Bytes>,
    shared: Arc<Shared>,
    given_up: oneshot::Receiver<Infallible>,
    _turn: Turn,
}

impl Unsure {
    /// Waits until h2 has sent the call, or no one waits for its response any more.
    ///
    /// A stream of h2 wakes one task for all that concerns its sending: whoever waits for this must
    /// be the one who sends the messages.
    pub(crate) async fn settled(mut self) {
        let mut at_once = true;
        let sent = std::future::poll_fn(|cx| {
            let ready = self.send.poll_ready(cx);
            at_once &= ready.is_ready();
            ready.map(drop)
        });
        tokio::select! {
            biased;
            () = sent => self.shared.slots.found(at_once),
            _ = &mut self.given_up => {}
        }
    }
}

impl Shared {
    fn request(&self, head: &RequestHead<'_>) -> Result<Request<()>, Status> {
        const TIMEOUT: HeaderName = HeaderName::from_static("grpc-timeout");

        let mut uri = uri::Parts::default();
        uri.scheme = Some(match self.scheme {
            Scheme::Http => uri::Scheme::HTTP,
            Scheme::Https => uri::Scheme::HTTPS,
        });
        uri.authority = Some(self.authority.clone());
        uri.path_and_query = Some(PathAndQuery::from_static(head.path));
        let mut request = Request::new(());
        *request.method_mut() = Method::POST;
        *request.version_mut() = http::Version::HTTP_2;
        *request.uri_mut() = Uri::from_parts(uri)
            .map_err(|error| Status::internal(format!("`{}` is not a path: {error}", head.path)))?;
        let headers = request.headers_mut();
        headers.reserve(6 + head.metadata.len());
        // "Servers … may choose to prioritize the timeout": first, as the specification asks.
        if let Some(Ok(value)) = head.timeout.map(wire::format_timeout).map(HeaderValue::try_from) {
            headers.insert(TIMEOUT, value);
        }
        headers.insert(TE, HeaderValue::from_static("trailers"));
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(wire::CONTENT_TYPE));
        add_encodings(headers, head.encodings);
        headers.insert(USER_AGENT, self.user_agent.clone());
        add_metadata(headers, head.metadata);
        Ok(request)
    }
}

/// The client's half of a stream. Dropping it before its end cancels the call, unless the server
/// has ended it.
pub(crate) struct RequestStream {
    stream: SendStream<Bytes>,
}

impl RequestStream {
    /// Waits until some of `wanted` bytes may be sent: how many. `None` if no one reads any more.
    pub(crate) fn poll_capacity(
        &mut self,
        cx: &mut Context<'_>,
        wanted: usize,
    ) -> Poll<Option<usize>> {
        super::poll_capacity(&mut self.stream, cx, wanted)
    }

    /// Sends message bytes. Beyond the capacity they wait in memory.
    pub(crate) fn send_data(&mut self, data: Bytes, end: bool) {
        // An error means that the call is over, which its response tells.
        let _ = self.stream.send_data(data, end);
    }

    /// Cancels the call.
    pub(crate) fn cancel(&mut self) {
        self.stream.send_reset(Reason::CANCEL);
    }

    /// Ready when the server reads no more.
    pub(crate) fn poll_reset(&mut self, cx: &mut Context<'_>) -> Poll<()> {
        self.stream.poll_reset(cx).map(drop)
    }

    /// Tells a server that has answered that the rest of the request will not come.
    ///
    /// h2 would send CANCEL, which reads as if the answer were not wanted.
    pub(crate) fn stop(&mut self) {
        self.stream.send_reset(Reason::NO_ERROR);
    }
}

/// The first header block of the response, to come.
pub(crate) struct ResponseHead {
    future: ResponseFuture,
    /// Moves on to the answer.
    slot: Option<Slot>,
    /// How many writes there had been when the call was handed to h2.
    writes: u64,
    /// Dropped with this: see [`Unsure::settled`].
    _awaited: Option<oneshot::Sender<Infallible>>,
}

impl ResponseHead {
    /// Waits for the headers.
    pub(crate) fn poll(&mut self, cx: &mut Context<'_>) -> Poll<Result<Answer, CallFailure>> {
        let response = match ready!(Pin::new(&mut self.future).poll(cx)) {
            Ok(response) => response,
            Err(error) => return Poll::Ready(Err(self.failure(error))),
        };
        let (head, recv) = response.into_parts();
        Poll::Ready(Ok(Answer {
            headers: collect(&head.headers),
            http_status: head.status.as_u16(),
            body: transport::Body::H2(Body::new(recv, call_status)),
            slot: self.slot.take().map(client::Slot::H2),
        }))
    }

    fn failure(&self, error: ::h2::Error) -> CallFailure {
        let written =
            self.slot.as_ref().is_none_or(|slot| slot.shared.activity.written() != self.writes);
        call_failure(error, written)
    }
}

impl Body {
    /// The trailers after the data; none of the fields if the stream ended without.
    pub(crate) fn poll_response_trailers(
        &mut self,
        cx: &mut Context<'_>,
    ) -> Poll<Result<ResponseHeaders, Status>> {
        let trailers = ready!(self.poll_trailers(cx))?;
        Poll::Ready(Ok(trailers.as_ref().map(collect).unwrap_or_default()))
    }
}

fn collect(fields: &http::HeaderMap) -> ResponseHeaders {
    let mut headers = ResponseHeaders::default();
    for (name, value) in fields {
        headers.header(name.as_str().as_bytes(), value.as_bytes());
    }
    headers
}
