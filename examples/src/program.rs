//! What a program has beside its calls: an end, signals and a terminal.

use std::{fmt::Display, process::ExitCode};

use strait::Streaming;

/// The exit code of a program; what went wrong goes to stderr.
///
/// A failed call shows as `error: UNAVAILABLE: …`, the code in gRPC's spelling.
#[expect(clippy::print_stderr, reason = "this is where programs say why they failed")]
pub fn exit_code(result: Result<(), impl Display>) -> ExitCode {
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Waits until the program is asked to stop: Ctrl-C, or SIGTERM on Unix.
///
/// # Panics
///
/// If the system has no place for one more signal handler, or outside of a tokio runtime.
pub async fn stop_signal() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        let mut terminate = signal(SignalKind::terminate()).expect("a handler for SIGTERM");
        tokio::select! {
            _ = tokio::signal::ctrl_c() => {}
            _ = terminate.recv() => {}
        }
    }
    #[cfg(not(unix))]
    tokio::signal::ctrl_c().await.expect("a handler for Ctrl-C");
}

/// The lines of stdin as they come.
///
/// They are read on a thread of their own, which does not keep the program from ending.
pub fn stdin_lines() -> Streaming<String> {
    let (mut sender, lines) = Streaming::channel(1);
    std::thread::spawn(move || {
        for line in std::io::stdin().lines().map_while(Result::ok) {
            if sender.blocking_send(line).is_err() {
                break;
            }
        }
    });
    lines
}
