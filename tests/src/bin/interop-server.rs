//! The server of the official interop tests, with their flags.

use std::error::Error;

use strait::Server;
use strait_tests::{
    grpc_testing::{TestServiceServer, service::Interop},
    interop::Flags,
};

/// More than `very_large_request` needs.
const MAX_MESSAGE: usize = 16 * 1024 * 1024;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let mut flags = Flags::parse(std::env::args().skip(1))?;
    let port: u16 = flags.take("port")?.unwrap_or(10000);
    flags.end()?;
    let server = Server::builder()
        .max_receive_message_len(MAX_MESSAGE)
        .add(TestServiceServer::new(Interop::new()))
        .bind(format!("127.0.0.1:{port}"))
        .await?;
    let address = server.local_addr().ok_or("a TCP server has an address")?;
    #[expect(clippy::print_stdout, reason = "whoever started the server wants to know")]
    {
        println!("listening on {address}");
    }
    server.serve().await;
    Ok(())
}
