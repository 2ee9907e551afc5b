//! pajamax's server, in its *local* mode: a thread for each connection, no tokio, handlers that
//! answer without waiting.
//!
//! What its generator writes is written here by hand, because the newest generator (0.3) writes
//! for the version before. It reads one DATA frame as one message, so a message that needs two is
//! beyond it; what else it leaves out of HTTP/2 and gRPC stands below the table.

use std::net::{SocketAddr, TcpStream};
use std::process::ExitCode;

use bytes::Bytes;
use pajamax::{Config, PajamaxService};
use prost::Message;
use strait_bench_harness::{Error, server};

/// A thread each: enough for the row that counts memory.
const CONNECTIONS: usize = 2_000;

#[derive(Clone, PartialEq, Message)]
struct Msg {
    #[prost(bytes = "bytes", tag = "1")]
    data: Bytes,
}

struct EchoServer;

impl PajamaxService for EchoServer {
    fn route(&self, path: &[u8]) -> Option<usize> {
        (path == b"/echo.Echo/Unary").then_some(0)
    }

    fn handle(&self, _: usize, request: &[u8], stream: u32) -> Result<(), pajamax::error::Error> {
        pajamax::local_build_response(stream, unary(Msg::decode(request)?))
    }

    fn is_dispatch_mode(&self) -> bool {
        false
    }
}

fn unary(request: Msg) -> pajamax::Response<Msg> {
    Ok(request)
}

fn main() -> ExitCode {
    server::main(|listener, _| {
        let serving = start(listener);
        async move {
            serving?;
            std::future::pending().await
        }
    })
}

/// Starts the server on the listener's address, since it wants to bind one itself.
fn start(listener: std::net::TcpListener) -> Result<(), Error> {
    let address = listener.local_addr()?;
    drop(listener);
    let server = Config::new().max_concurrent_connections(CONNECTIONS).add_service(EchoServer);
    let serving = std::thread::spawn(move || server.serve(address));
    until_it_listens(address, || serving.is_finished())
}

fn until_it_listens(address: SocketAddr, ended: impl Fn() -> bool) -> Result<(), Error> {
    while TcpStream::connect(address).is_err() {
        if ended() {
            return Err(format!("pajamax does not serve {address}").into());
        }
        std::thread::yield_now();
    }
    Ok(())
}
