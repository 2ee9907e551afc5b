//! strait's client, one channel per connection, shared by the tasks.

use std::net::SocketAddr;
use std::process::ExitCode;

use bytes::Bytes;
use strait::{Channel, Http2Engine};
use strait_bench_harness::{
    Error,
    client::{self, Options},
};
use strait_benches::wire::strait::echo::{EchoClient, Msg};

#[derive(Clone)]
struct Client(EchoClient);

impl client::Echo for Client {
    async fn unary(&mut self, data: Bytes) -> Result<Bytes, Error> {
        Ok(self.0.unary(Msg { data }).await?.data)
    }
}

async fn connect(server: SocketAddr, options: Options) -> Result<Client, Error> {
    let mut channel = Channel::builder();
    if options.h2 {
        channel = channel.http2_engine(Http2Engine::H2);
    }
    Ok(Client(EchoClient::new(channel.connect(format!("http://{server}")).await?)))
}

fn main() -> ExitCode {
    client::main(connect)
}
