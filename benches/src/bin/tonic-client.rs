//! tonic's client, one channel per connection, cloned for each task.

use std::net::SocketAddr;
use std::process::ExitCode;

use bytes::Bytes;
use strait_bench_harness::{Error, client};
use strait_benches::wire::tonic::echo::Msg;
use strait_benches::wire::tonic::echo::echo_client::EchoClient;
use tonic::transport::{Channel, Endpoint};

#[derive(Clone)]
struct Client(EchoClient<Channel>);

impl client::Echo for Client {
    async fn unary(&mut self, data: Bytes) -> Result<Bytes, Error> {
        Ok(self.0.unary(Msg { data }).await?.into_inner().data)
    }
}

async fn connect(server: SocketAddr) -> Result<Client, Error> {
    let endpoint = Endpoint::from_shared(format!("http://{server}"))?.tcp_nodelay(true);
    Ok(Client(EchoClient::new(endpoint.connect().await?)))
}

fn main() -> ExitCode {
    client::main(|server, _| connect(server))
}
