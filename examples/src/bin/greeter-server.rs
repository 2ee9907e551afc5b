//! Serves the greeter until Ctrl-C or SIGTERM.

#![allow(clippy::print_stdout, reason = "a program speaks on stdout")]

use std::{process::ExitCode, time::Duration};

use clap::Parser;
use strait::{Server, server::ServeError};
use strait_examples::{
    ServerTlsArguments, exit_code,
    greeter::{GreeterServer, MyGreeter},
    stop_signal,
};

/// Serves the greeter until Ctrl-C or SIGTERM.
#[derive(Parser)]
struct Arguments {
    /// Where to listen; port 0 is any free one.
    #[arg(long, default_value = "127.0.0.1:50051")]
    addr: String,

    #[command(flatten)]
    tls: ServerTlsArguments,
}

/// How long running calls may go on after the signal.
const GRACE: Duration = Duration::from_secs(10);

#[tokio::main]
async fn main() -> ExitCode {
    exit_code(serve(Arguments::parse()).await)
}

async fn serve(arguments: Arguments) -> Result<(), ServeError> {
    let mut builder = Server::builder().add(GreeterServer::new(MyGreeter));
    if let Some(tls) = arguments.tls.tls() {
        builder = builder.tls(tls);
    }
    let server = builder.bind(&arguments.addr).await?;
    match server.local_addr() {
        Some(address) => println!("listening on {address}"),
        None => println!("listening on {}", arguments.addr),
    }
    server.serve_until(stop_signal(), GRACE).await;
    Ok(())
}
