//! tarpc's client; against tarpc's server it is also the load.

use std::net::SocketAddr;
use std::process::ExitCode;

use bytes::Bytes;
use strait_bench_harness::{Error, client};
use strait_bench_tarpc::{EchoClient, Msg, transport};
use tarpc::client::Config;
use tarpc::context;
use tokio::net::TcpStream;

#[derive(Clone)]
struct Client(EchoClient);

impl client::Echo for Client {
    async fn unary(&mut self, data: Bytes) -> Result<Bytes, Error> {
        Ok(self.0.unary(context::current(), Msg { data }).await?.data)
    }
}

async fn connect(server: SocketAddr) -> Result<Client, Error> {
    let transport = transport(TcpStream::connect(server).await?)?;
    Ok(Client(EchoClient::new(Config::default(), transport).spawn()))
}

fn main() -> ExitCode {
    client::main(|server, _| connect(server))
}
