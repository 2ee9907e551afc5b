//! The server of the official interop tests, with their flags, and `--max_concurrent_streams`.

use std::{error::Error, path::PathBuf};

use strait::ServerTls;
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
    let tls: bool = flags.take("use_tls")?.unwrap_or(false);
    let certificate: Option<PathBuf> = flags.take("tls_cert_file")?;
    let key: Option<PathBuf> = flags.take("tls_key_file")?;
    let max_concurrent_streams: Option<u32> = flags.take("max_concurrent_streams")?;
    flags.end()?;
    let mut server = strait::Server::builder()
        .max_receive_message_len(MAX_MESSAGE)
        .add(TestServiceServer::new(Interop::new()));
    if tls {
        let certificate = certificate.ok_or("--use_tls needs --tls_cert_file")?;
        let key = key.ok_or("--use_tls needs --tls_key_file")?;
        server = server.tls(ServerTls::from_files(certificate, key));
    }
    if let Some(streams) = max_concurrent_streams {
        server = server.max_concurrent_streams(streams);
    }
    let server = server.bind(format!("127.0.0.1:{port}")).await?;
    let address = server.local_addr().ok_or("a TCP server has an address")?;
    #[expect(clippy::print_stdout, reason = "whoever started the server wants to know")]
    {
        println!("listening on {address}");
    }
    server.serve().await;
    Ok(())
}
