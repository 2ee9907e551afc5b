//! The h2 crate's client and nothing else: the floor for anything built on it.

use std::net::SocketAddr;
use std::process::ExitCode;

use bytes::{Buf, BufMut, Bytes, BytesMut};
use h2::client::SendRequest;
use http::{HeaderMap, HeaderValue, Method, Request, Uri, header};
use prost::Message;
use strait_bench_harness::{Error, client};
use strait_benches::wire::tonic::echo::Msg;
use tokio::net::TcpStream;

#[derive(Clone)]
struct Client {
    connection: SendRequest<Bytes>,
    unary: Uri,
}

impl client::Echo for Client {
    async fn unary(&mut self, data: Bytes) -> Result<Bytes, Error> {
        let message = Msg { data };
        let length = message.encoded_len();
        let mut buffer = BytesMut::with_capacity(5 + length);
        buffer.put_u8(0);
        buffer.put_u32(u32::try_from(length)?);
        message.encode(&mut buffer)?;

        let mut request = Request::new(());
        *request.method_mut() = Method::POST;
        *request.uri_mut() = self.unary.clone();
        let headers = request.headers_mut();
        headers.insert(header::TE, HeaderValue::from_static("trailers"));
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/grpc"));
        self.connection = self.connection.clone().ready().await?;
        let (response, mut body) = self.connection.send_request(request, false)?;
        body.send_data(buffer.freeze(), true)?;

        let mut body = response.await?.into_body();
        let mut answer = BytesMut::new();
        while let Some(data) = body.data().await.transpose()? {
            body.flow_control().release_capacity(data.len())?;
            answer.unsplit(data.into());
        }
        let trailers: HeaderMap = body.trailers().await?.ok_or("no trailers")?;
        if trailers.get("grpc-status").is_none_or(|status| status != "0") {
            return Err(format!("not a success: {trailers:?}").into());
        }
        answer.advance(5);
        Ok(Msg::decode(answer.freeze())?.data)
    }
}

async fn connect(server: SocketAddr) -> Result<Client, Error> {
    let socket = TcpStream::connect(server).await?;
    socket.set_nodelay(true)?;
    let (connection, driver) = h2::client::Builder::new()
        .initial_window_size(2 << 20)
        .initial_connection_window_size(5 << 20)
        .handshake(socket)
        .await?;
    tokio::spawn(driver);
    Ok(Client { connection, unary: format!("http://{server}/echo.Echo/Unary").parse()? })
}

fn main() -> ExitCode {
    client::main(|server, _| connect(server))
}
