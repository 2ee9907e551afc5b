//! Builds the programs and runs them, one of the two under callgrind.

use std::{
    ffi::OsStr,
    fmt,
    io::{BufRead as _, BufReader, Read as _},
    process::{Child, Command, Stdio},
};

use strait_bench_harness::Error;

/// An end of the connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Side {
    Server,
    Client,
}

impl Side {
    /// Its program, which stands beside this one.
    fn command(self, is_counted: bool) -> Result<Command, Error> {
        let program = std::env::current_exe()?.with_file_name(format!("gate-{self}"));
        let mut command = if is_counted {
            let mut valgrind = Command::new("valgrind");
            valgrind.args(["--tool=callgrind", "--callgrind-out-file=/dev/null"]).arg(program);
            valgrind
        } else {
            Command::new(program)
        };
        command.args(["--workers", "1"]);
        Ok(command)
    }
}

/// Builds both programs as this one was built.
pub(crate) fn build() -> Result<(), Error> {
    let own = std::env::current_exe()?;
    // Cargo names the folder after the profile.
    let folder = own.parent().and_then(|folder| folder.file_name());
    let profile = match folder.and_then(OsStr::to_str) {
        None | Some("debug") => return Err("build with `--profile measured`".into()),
        Some(profile) => profile,
    };
    let cargo = std::env::var_os("CARGO").ok_or("run by `cargo run`, which builds the programs")?;
    let status = Command::new(cargo)
        .args(["build", "--quiet", "--package", env!("CARGO_PKG_NAME"), "--bins"])
        .args(["--profile", profile])
        .status()?;
    if status.success() { Ok(()) } else { Err("the programs do not build".into()) }
}

impl fmt::Display for Side {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Server => "server",
            Self::Client => "client",
        })
    }
}

/// Whether there is anything to count with.
pub(crate) fn has_valgrind() -> bool {
    let probe = Command::new("valgrind").arg("--version").stdout(Stdio::null()).status();
    probe.is_ok_and(|status| status.success())
}

/// The instructions of a side's whole life with so many calls in it.
pub(crate) fn instructions(counted: Side, calls: u64) -> Result<u64, Error> {
    let mut server = Server::start(counted == Side::Server)?;
    let report = call(counted == Side::Client, &server.address, calls)?;
    match counted {
        Side::Server => collected(&server.stop()?),
        Side::Client => collected(&report),
    }
}

/// `==1234== Collected : 5678`
fn collected(report: &str) -> Result<u64, Error> {
    let count = report.lines().find_map(|line| line.split_once("Collected : "));
    let (_, count) = count.ok_or_else(|| format!("no count from callgrind: {report}"))?;
    Ok(count.trim().parse()?)
}

/// A server that runs until this is dropped.
struct Server {
    child: Child,
    address: String,
}

impl Server {
    fn start(is_counted: bool) -> Result<Self, Error> {
        let mut child = Side::Server
            .command(is_counted)?
            .args(["--addr", "127.0.0.1:0", "--exit-with-stdin"])
            // Under callgrind every handler looks slow to a server that watches the clock.
            .args(is_counted.then_some("--inline"))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(if is_counted { Stdio::piped() } else { Stdio::inherit() })
            .spawn()?;
        let stdout = child.stdout.take().ok_or("standard output is a pipe")?;
        // From here on it is ended, whatever happens.
        let mut server = Self { child, address: String::new() };
        let mut line = String::new();
        BufReader::new(stdout).read_line(&mut line)?;
        let address = line.trim_end().strip_prefix("listening on ");
        server.address = address.ok_or_else(|| format!("no server: `{line}`"))?.to_owned();
        Ok(server)
    }

    /// Ends it in the ordinary way and returns what was written on standard error.
    fn stop(&mut self) -> Result<String, Error> {
        self.child.stdin.take();
        let mut report = String::new();
        if let Some(mut stderr) = self.child.stderr.take() {
            stderr.read_to_string(&mut report)?;
        }
        Ok(report)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // Both fail only if it has ended already.
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

/// Runs a client to its end and returns what was written on standard error.
fn call(is_counted: bool, server: &str, calls: u64) -> Result<String, Error> {
    let output = Side::Client
        .command(is_counted)?
        .args(["--addr", server, "--size", "100", "--connections", "1", "--streams", "100"])
        .args(["--calls", &calls.to_string(), "--warm-up", "0"])
        .stdin(Stdio::null())
        .output()?;
    let report = String::from_utf8_lossy(&output.stderr).into_owned();
    if !output.status.success() {
        return Err(format!("the client failed: {report}").into());
    }
    Ok(report)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn callgrinds_count_is_found() {
        let report = "==9== Events    : Ir\n==9== Collected : 190743210\n==9==\n";
        assert_eq!(collected(report).unwrap(), 190_743_210);
        assert!(collected("==9== killed").is_err());
    }
}
