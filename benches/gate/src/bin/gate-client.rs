//! The client whose instructions are counted: a channel that a hundred tasks share.

use std::process::ExitCode;

use bytes::Bytes;
use strait::Channel;
use strait_bench_gate::{EchoClient, Msg};
use strait_bench_harness::{Error, client};

#[derive(Clone)]
struct Client(EchoClient);

impl client::Echo for Client {
    async fn unary(&mut self, data: Bytes) -> Result<Bytes, Error> {
        Ok(self.0.unary(Msg { data }).await?.data)
    }
}

fn main() -> ExitCode {
    client::main(|server, _| async move {
        Ok(Client(EchoClient::new(Channel::connect(format!("http://{server}")).await?)))
    })
}
