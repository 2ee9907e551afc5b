//! The h2 crate and nothing else: the floor for anything built on it.
//!
//! Handlers are polled inside the connection's task, so that all answers to one read leave in one
//! write. No limits, deadlines, compression or errors: what breaks, ends the connection.

use std::future::poll_fn;
use std::process::ExitCode;
use std::task::{Context, Poll};

use bytes::{Buf, BufMut, Bytes, BytesMut};
use futures_util::StreamExt;
use futures_util::stream::FuturesUnordered;
use h2::server::{Connection, SendResponse};
use h2::{RecvStream, SendStream};
use http::{HeaderMap, HeaderValue, Request, Response};
use prost::Message;
use strait_bench_harness::server::{self, Source};
use strait_bench_harness::{Error, payload};
use strait_benches::wire::tonic::echo::{Msg, StreamReq};
use tokio::net::{TcpListener, TcpStream};

fn main() -> ExitCode {
    server::main(|listener, options| async move {
        let listener = TcpListener::from_std(listener)?;
        loop {
            let (socket, _) = listener.accept().await?;
            socket.set_nodelay(true)?;
            tokio::spawn(serve(socket, options.source));
        }
    })
}

async fn serve(socket: TcpStream, source: Source) -> Result<(), Error> {
    let mut connection = h2::server::Builder::new()
        .initial_window_size(1 << 20)
        .initial_connection_window_size(1 << 24)
        .max_concurrent_streams(1000)
        .handshake(socket)
        .await?;
    let mut calls = FuturesUnordered::new();
    poll_fn(|cx| {
        loop {
            let accepted = accept(&mut connection, cx, |request, respond| {
                calls.push(answer(request, respond, source));
            })?;
            let mut ended = false;
            while let Poll::Ready(Some(result)) = calls.poll_next_unpin(cx) {
                result?;
                ended = true;
            }
            match accepted {
                Accepted::Closed => return Poll::Ready(Ok(())),
                Accepted::None if !ended => return Poll::Pending,
                Accepted::None | Accepted::Some => {}
            }
        }
    })
    .await
}

enum Accepted {
    None,
    Some,
    Closed,
}

/// Takes the requests that have come; polling for them also writes what waits to be written.
fn accept(
    connection: &mut Connection<TcpStream, Bytes>,
    cx: &mut Context<'_>,
    mut take: impl FnMut(Request<RecvStream>, SendResponse<Bytes>),
) -> Result<Accepted, Error> {
    let mut accepted = Accepted::None;
    while let Poll::Ready(next) = connection.poll_accept(cx) {
        let Some(next) = next else { return Ok(Accepted::Closed) };
        let (request, respond) = next?;
        take(request, respond);
        accepted = Accepted::Some;
    }
    Ok(accepted)
}

async fn answer(
    request: Request<RecvStream>,
    mut respond: SendResponse<Bytes>,
    source: Source,
) -> Result<(), Error> {
    let (head, body) = request.into_parts();
    let mut requests = Messages { body, buffer: BytesMut::new() };
    let mut response = Response::new(());
    response
        .headers_mut()
        .insert(http::header::CONTENT_TYPE, HeaderValue::from_static("application/grpc"));
    let mut responses = respond.send_response(response, false)?;
    match head.uri.path() {
        "/echo.Echo/Unary" => {
            let message = requests.next().await?.ok_or("no message")?;
            send(&mut responses, &Msg::decode(message)?)?;
        }
        "/echo.Echo/ServerStream" => {
            let message = requests.next().await?.ok_or("no message")?;
            let StreamReq { count, size } = StreamReq::decode(message)?;
            let data = payload::filled(size as usize);
            match source {
                Source::Ready => {
                    for _ in 0..count {
                        send(&mut responses, &Msg { data: data.clone() })?;
                    }
                }
                Source::Task => {
                    let mut messages = payload::from_task(count, data);
                    while let Some(data) = messages.recv().await {
                        send(&mut responses, &Msg { data })?;
                    }
                }
            }
        }
        "/echo.Echo/Bidi" => {
            while let Some(message) = requests.next().await? {
                send(&mut responses, &Msg::decode(message)?)?;
            }
        }
        path => return Err(format!("no method {path}").into()),
    }
    let mut trailers = HeaderMap::with_capacity(1);
    trailers.insert("grpc-status", HeaderValue::from_static("0"));
    Ok(responses.send_trailers(trailers)?)
}

/// The length-prefixed messages of a request.
struct Messages {
    body: RecvStream,
    buffer: BytesMut,
}

impl Messages {
    async fn next(&mut self) -> Result<Option<Bytes>, Error> {
        loop {
            if let Some(&[_, l0, l1, l2, l3]) = self.buffer.first_chunk() {
                let length = u32::from_be_bytes([l0, l1, l2, l3]) as usize;
                if self.buffer.len() >= 5 + length {
                    self.buffer.advance(5);
                    return Ok(Some(self.buffer.split_to(length).freeze()));
                }
            }
            let Some(data) = self.body.data().await.transpose()? else {
                return Ok(None);
            };
            self.body.flow_control().release_capacity(data.len())?;
            self.buffer.unsplit(data.into());
        }
    }
}

fn send(stream: &mut SendStream<Bytes>, message: &Msg) -> Result<(), Error> {
    let length = message.encoded_len();
    let mut buffer = BytesMut::with_capacity(5 + length);
    buffer.put_u8(0);
    buffer.put_u32(u32::try_from(length)?);
    message.encode(&mut buffer)?;
    Ok(stream.send_data(buffer.freeze(), false)?)
}
