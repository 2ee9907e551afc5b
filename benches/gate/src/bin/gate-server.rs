//! The server whose instructions are counted: strait as users run it.

use std::process::ExitCode;

use strait::{Server, Status, server::HandlerPlacement};
use strait_bench_gate::{Echo, EchoServer, Msg};
use strait_bench_harness::server;
use tokio::net::TcpListener;

struct Service;

impl Echo for Service {
    async fn unary(&self, request: Msg) -> Result<Msg, Status> {
        Ok(request)
    }
}

fn main() -> ExitCode {
    server::main(|listener, options| async move {
        let mut server = Server::builder().add(EchoServer::new(Service));
        if options.inline {
            server = server.handler_placement(HandlerPlacement::Inline);
        }
        server.listen(TcpListener::from_std(listener)?)?.serve().await;
        Ok(())
    })
}
