//! connectrpc's client over one HTTP/2 connection, speaking gRPC, shared by the tasks.

use std::net::SocketAddr;
use std::process::ExitCode;

use bytes::Bytes;
use connectrpc::Protocol;
use connectrpc::client::{ClientConfig, Http2Connection, SharedHttp2Connection};
use strait_bench_harness::{Error, client};
use strait_benches::wire::connectrpc::echo::{EchoClient, Msg};

/// How many calls may wait for the connection's worker; as many as there are tasks at most.
const QUEUE: usize = 1024;

#[derive(Clone)]
struct Client(EchoClient<SharedHttp2Connection>);

impl client::Echo for Client {
    async fn unary(&mut self, data: Bytes) -> Result<Bytes, Error> {
        let response = self.0.unary(Msg { data, ..Default::default() }).await?;
        Ok(response.into_owned().data)
    }
}

async fn connect(server: SocketAddr) -> Result<Client, Error> {
    let uri: http::Uri = format!("http://{server}").parse()?;
    let connection = Http2Connection::connect_plaintext(uri.clone()).await?.shared(QUEUE);
    let config = ClientConfig::new(uri).with_protocol(Protocol::Grpc);
    Ok(Client(EchoClient::new(connection, config)))
}

fn main() -> ExitCode {
    client::main(|server, _| connect(server))
}
