//! wtx's HTTP/2 on tokio, with what its gRPC layer does on top: unary calls, each in a task.
//!
//! That layer's own server for tokio needs a nightly compiler, so the loop around the connection
//! is written here after it. wtx leaves messages to the user: here prost's decoder and encoder, on
//! wtx's own buffer, which is the request's body first and the response's then.

use std::process::ExitCode;

use bytes::Bytes;
use prost::Message;
use strait_bench_harness::{Error, server};
use tokio::net::tcp::OwnedWriteHalf;
use tokio::net::{TcpListener, TcpStream};
use wtx::collection::Vector;
use wtx::http::{Header, HttpRecvParams, ReqResBuffer, Response, StatusCode};
use wtx::http2::{Http2, Http2Buffer, Http2RecvStatus, ServerStream};
use wtx::rng::{SeedableRng, Xorshift64};

/// gRPC's prefix of a message: compressed or not, and the length.
const PREFIX: usize = 5;

#[derive(Clone, PartialEq, Message)]
struct Msg {
    #[prost(bytes = "bytes", tag = "1")]
    data: Bytes,
}

type Stream = ServerStream<Http2Buffer, OwnedWriteHalf>;

fn main() -> ExitCode {
    server::main(|listener, _| async move {
        let listener = TcpListener::from_std(listener)?;
        loop {
            let (socket, _) = listener.accept().await?;
            socket.set_nodelay(true)?;
            tokio::spawn(serve(socket));
        }
    })
}

async fn serve(socket: TcpStream) -> Result<(), Error> {
    let (reader, writer) = socket.into_split();
    let buffer = Http2Buffer::new(&mut Xorshift64::from_simple_seed()?);
    // What wtx calls the streams received is how many a connection ever received: without this,
    // the 257th call ends it.
    let parameters = HttpRecvParams::with_optioned_params().set_max_recv_streams_num(u32::MAX);
    let (reading, connection) =
        Http2::<Http2Buffer, _, false>::accept(buffer, parameters, (reader, writer)).await?;
    tokio::spawn(reading);
    while let Some((stream, is_unary)) =
        connection.stream(|request, _| request.rrd.uri.path() == "/echo.Echo/Unary").await?
    {
        if !is_unary {
            return Err("no such method".into());
        }
        tokio::spawn(answer(stream));
    }
    Ok(())
}

async fn answer(mut stream: Stream) -> Result<(), Error> {
    let answered = unary(&mut stream).await;
    stream.common().clear(true).await?;
    answered
}

async fn unary(stream: &mut Stream) -> Result<(), Error> {
    let (Http2RecvStatus::Eos(_), mut call) = stream.recv_req().await? else { return Ok(()) };
    let message = Msg::decode(call.body.get(PREFIX..).ok_or("no message")?)?;
    call.clear();
    reply(&mut call, &message)?;
    stream.send_res(&mut Vector::new(), Response::http2(call, StatusCode::Ok)).await?;
    Ok(())
}

fn reply(call: &mut ReqResBuffer, message: &Msg) -> Result<(), Error> {
    let body = call.body.vec_mut();
    body.push(0);
    body.extend(u32::try_from(message.encoded_len())?.to_be_bytes());
    message.encode(body)?;
    let headers = &mut call.headers;
    headers.push_from_iter_many([
        Header::from_name_and_value("content-type", ["application/grpc"].into_iter()),
        Header::new(false, true, "grpc-status", ["0"].into_iter()),
    ])?;
    Ok(())
}
