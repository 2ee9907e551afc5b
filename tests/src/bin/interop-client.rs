//! The client of the official interop tests, with their flags.

use std::{error::Error, path::PathBuf, process::ExitCode};

use strait::ClientTls;
use strait_tests::interop::{self, Flags, Peer, Soak, UsageError};

#[tokio::main]
async fn main() -> ExitCode {
    match run().await {
        Ok(()) => ExitCode::SUCCESS,
        #[expect(clippy::print_stderr, reason = "it says what failed")]
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn run() -> Result<(), Box<dyn Error>> {
    let mut flags = Flags::parse(std::env::args().skip(1))?;
    let host = flags.take("server_host")?.unwrap_or_else(|| "localhost".to_owned());
    let port: u16 = flags.take("server_port")?.unwrap_or(10000);
    let case = flags.take("test_case")?.unwrap_or_else(|| "large_unary".to_owned());
    let tls = tls(&mut flags)?;
    let soak = Soak::from_flags(&mut flags)?;
    flags.end()?;
    let scheme = if tls.is_some() { "https" } else { "http" };
    let peer = Peer { target: format!("{scheme}://{host}:{port}"), tls, soak };
    interop::run(&case, &peer).await?;
    Ok(())
}

/// What the flags say of TLS.
fn tls(flags: &mut Flags) -> Result<Option<ClientTls>, UsageError> {
    let mut tls = ClientTls::new();
    let ca_file: Option<PathBuf> = flags.take("ca_file")?;
    if flags.take("use_test_ca")?.unwrap_or(false)
        && let Some(file) = ca_file
    {
        tls = tls.ca_file(file);
    }
    if let Some(name) = flags.take::<String>("server_host_override")? {
        tls = tls.server_name(name);
    }
    Ok(flags.take("use_tls")?.unwrap_or(false).then_some(tls))
}
