//! tarpc's server: each request a task, as its documentation shows.

use std::process::ExitCode;

use futures_util::StreamExt;
use strait_bench_harness::server;
use strait_bench_tarpc::{Echo, Msg, transport};
use tarpc::context::Context;
use tarpc::server::{BaseChannel, Channel};
use tokio::net::TcpListener;

#[derive(Clone)]
struct Service;

impl Echo for Service {
    async fn unary(self, _: Context, request: Msg) -> Msg {
        request
    }
}

fn main() -> ExitCode {
    server::main(|listener, _| async move {
        let listener = TcpListener::from_std(listener)?;
        loop {
            let (socket, _) = listener.accept().await?;
            let channel = BaseChannel::with_defaults(transport(socket)?);
            tokio::spawn(channel.execute(Service.serve()).for_each(|call| async {
                tokio::spawn(call);
            }));
        }
    })
}
