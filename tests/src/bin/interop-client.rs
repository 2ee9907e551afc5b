//! The client of the official interop tests, with their flags: runs a case, or several with commas
//! between them.

use std::{error::Error, process::ExitCode};

use strait_tests::interop::{self, Flags, Peer, Soak};

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
    let soak = Soak::from_flags(&mut flags)?;
    flags.end()?;
    let peer = Peer { target: format!("http://{host}:{port}"), soak };
    interop::run(&case, &peer).await?;
    Ok(())
}
