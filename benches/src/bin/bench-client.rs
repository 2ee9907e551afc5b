//! strait's client, one channel per connection, shared by the tasks.

use std::net::SocketAddr;
use std::process::ExitCode;

use bytes::Bytes;
use strait_bench_harness::{Error, client};
use strait_benches::wire::strait::echo::{EchoClient, Msg};

#[derive(Clone)]
struct Client(EchoClient);

impl client::Echo for Client {
    async fn unary(&mut self, data: Bytes) -> Result<Bytes, Error> {
        Ok(self.0.unary(Msg { data }).await?.data)
    }
}

async fn connect(server: SocketAddr) -> Result<Client, Error> {
    Ok(Client(EchoClient::connect(format!("http://{server}")).await?))
}

fn main() -> ExitCode {
    client::main(connect)
}
