//! The client's side of a connection.

use std::{
    future::Future,
    pin::Pin,
    task::{Context, Poll, ready},
    time::Duration,
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

use super::{body::Body, error::call_status, settings::Http2Settings};
use crate::{
    Metadata, Status,
    transport::{self, Io},
    wire::{self, Encodings, response::ResponseHeaders},
};

/// A connection to a server, as those who call over it see it. Clones share it.
#[derive(Clone)]
pub(crate) struct ClientConnection {
    send: SendRequest<Bytes>,
    scheme: Scheme,
    authority: Authority,
    user_agent: HeaderValue,
}

/// The `:scheme` of calls: "http" or "https".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Scheme {
    Http,
    Https,
}

/// What a call says before its messages.
pub(crate) struct RequestHead<'a> {
    pub(crate) path: &'static str,
    pub(crate) timeout: Option<Duration>,
    pub(crate) encodings: Encodings,
    pub(crate) metadata: &'a Metadata,
}

/// Opens a connection, and waits until the peer has shown that it speaks HTTP/2: SETTINGS come
/// before the answer to our PING. The driver must be polled from then on.
///
/// "The connection backoff must be reset after the first SETTINGS, not after the TCP connect": a
/// listener that no server stands behind accepts connections too.
pub(crate) async fn handshake(
    io: Io,
    settings: &Http2Settings,
    scheme: Scheme,
    authority: &str,
    user_agent: &str,
) -> Result<(ClientConnection, ClientDriver), Status> {
    let authority = Authority::try_from(authority)
        .map_err(|_| Status::internal(format!("`{authority}` is not a host and port")))?;
    let user_agent = HeaderValue::from_str(user_agent)
        .map_err(|_| Status::internal("the user agent is not printable ASCII"))?;
    let not_http2 = |error| not_http2(scheme, error);
    let (send, mut connection) = settings.client().handshake(io).await.map_err(not_http2)?;
    let mut ping = connection.ping_pong();
    if let Some(ping) = &mut ping {
        ping.send_ping(Ping::opaque()).map_err(not_http2)?;
        std::future::poll_fn(|cx| poll_answer(&mut connection, ping, cx))
            .await
            .map_err(not_http2)?;
    }
    let driver = ClientDriver { connection, _ping: ping, yielded: false };
    Ok((ClientConnection { send, scheme, authority, user_agent }, driver))
}

/// Says why there is no HTTP/2, as far as what was met tells.
fn not_http2(scheme: Scheme, error: ::h2::Error) -> Status {
    use std::io::ErrorKind::{
        BrokenPipe, ConnectionAborted, ConnectionReset, InvalidData, UnexpectedEof,
    };

    let io = error.get_io().map(std::io::Error::kind);
    let closed = match io {
        Some(BrokenPipe | ConnectionAborted | ConnectionReset | UnexpectedEof) => true,
        Some(_) => false,
        None => error.reason() == Some(Reason::NO_ERROR),
    };
    let message = match scheme {
        // TLS, which speaks for itself.
        Scheme::Https if io == Some(InvalidData) => error.to_string(),
        // In TLS 1.3 the client is done before the server has looked at its certificate, and not
        // every server says what it did not like.
        Scheme::Https if closed => "the server closed the connection right after the TLS \
                                    handshake: does it want a client certificate, or another one?"
            .to_owned(),
        Scheme::Http if closed => "the server closed the connection before it spoke HTTP/2: does \
                                   it speak TLS (`https://`)?"
            .to_owned(),
        _ => format!("the peer does not answer as an HTTP/2 server: {error}"),
    };
    Status::unavailable(message).with_source(error)
}

/// Polls the connection until the PING is answered.
fn poll_answer(
    connection: &mut Connection<Io, Bytes>,
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
    connection: Connection<Io, Bytes>,
    /// Held because h2 answers a PING whose `PingPong` is gone with an error.
    _ping: Option<PingPong>,
    yielded: bool,
}

impl Future for ClientDriver {
    type Output = Status;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Status> {
        if !std::mem::replace(&mut self.yielded, true) {
            cx.waker().wake_by_ref();
            return Poll::Pending;
        }
        self.yielded = false;
        let closed = ready!(Pin::new(&mut self.connection).poll(cx));
        Poll::Ready(match closed {
            Ok(()) => Status::unavailable("the server closed the connection"),
            Err(error) => call_status(error),
        })
    }
}

impl ClientConnection {
    /// Opens a stream. `end` tells that no message follows.
    pub(crate) fn start(
        &mut self,
        head: &RequestHead<'_>,
        end: bool,
    ) -> Result<(ResponseHead, RequestStream), Status> {
        let request = self.request(head)?;
        let (response, stream) = self.send.send_request(request, end).map_err(call_status)?;
        Ok((ResponseHead { future: response }, RequestStream { stream }))
    }

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
        headers.reserve(4 + head.encodings.len() + head.metadata.len());
        // "Servers … may choose to prioritize the timeout": first, as the specification asks.
        if let Some(Ok(value)) = head.timeout.map(wire::format_timeout).map(HeaderValue::try_from) {
            headers.insert(TIMEOUT, value);
        }
        headers.insert(TE, HeaderValue::from_static("trailers"));
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(wire::CONTENT_TYPE));
        super::add_encodings(headers, head.encodings);
        headers.insert(USER_AGENT, self.user_agent.clone());
        super::add_metadata(headers, head.metadata);
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
}

impl ResponseHead {
    /// The headers, the HTTP status, and the body.
    pub(crate) fn poll(
        &mut self,
        cx: &mut Context<'_>,
    ) -> Poll<Result<(ResponseHeaders, u16, transport::Body), Status>> {
        let response = ready!(Pin::new(&mut self.future).poll(cx)).map_err(call_status)?;
        let (head, recv) = response.into_parts();
        let headers = collect(&head.headers);
        let body = transport::Body::H2(Body::new(recv, call_status));
        Poll::Ready(Ok((headers, head.status.as_u16(), body)))
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
