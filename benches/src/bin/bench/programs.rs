//! Running the programs in the comparison: each on its core, none outliving this one.

use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use strait_bench_harness::Error;
use strait_bench_harness::client::Report;
use strait_bench_harness::server::Options;

use crate::peers::Peer;

/// How long a program may take to end once it has nothing more to do.
const GRACE: Duration = Duration::from_secs(10);

/// The cores that server and load are kept on.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Cores {
    pub(crate) server: usize,
    pub(crate) load: usize,
}

/// What a program runs under, if anything.
#[derive(Clone, Debug, Default)]
pub(crate) struct Wrapper(pub(crate) Vec<String>);

impl Wrapper {
    fn command(&self, program: &str) -> Result<Command, Error> {
        let program = sibling(program)?;
        Ok(match self.0.split_first() {
            None => Command::new(program),
            Some((wrapper, arguments)) => {
                let mut command = Command::new(wrapper);
                command.args(arguments).arg(program);
                command
            }
        })
    }
}

/// A program that Cargo built beside this one.
fn sibling(program: &str) -> Result<PathBuf, Error> {
    let path = std::env::current_exe()?.with_file_name(program);
    if path.exists() { Ok(path) } else { Err(format!("{} is not built", path.display()).into()) }
}

/// Runs a program that needs no server, on this process's core, and returns what it prints.
pub(crate) fn output_of(program: &str) -> Result<String, Error> {
    let output = Command::new(sibling(program)?).stdin(Stdio::null()).output()?;
    if !output.status.success() {
        return Err(format!("{program} failed: {}", String::from_utf8_lossy(&output.stderr)).into());
    }
    Ok(String::from_utf8(output.stdout)?)
}

/// A server that runs until this is dropped.
#[derive(Debug)]
pub(crate) struct Server {
    pub(crate) address: SocketAddr,
    child: Child,
}

impl Server {
    pub(crate) fn start(peer: Peer, core: usize, options: Options) -> Result<Self, Error> {
        Self::start_under(&Wrapper::default(), peer, core, options)
    }

    pub(crate) fn start_under(
        wrapper: &Wrapper,
        peer: Peer,
        core: usize,
        options: Options,
    ) -> Result<Self, Error> {
        let mut child = wrapper
            .command(peer.server)?
            .args(["--addr", "127.0.0.1:0", "--workers", "1", "--core", &core.to_string()])
            .args(["--stream-from", options.source.name(), "--exit-with-stdin"])
            .args(options.inline.then_some("--inline"))
            .args(options.tls.then_some("--tls"))
            .args(peer.flags)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(if wrapper.0.is_empty() { Stdio::inherit() } else { Stdio::piped() })
            .spawn()?;
        let stdout = child.stdout.take().ok_or("standard output is a pipe")?;
        // From here on the guard ends the process, whatever happens.
        let mut server = Self { address: ([127, 0, 0, 1], 0).into(), child };
        let mut line = String::new();
        BufReader::new(stdout).read_line(&mut line)?;
        server.address = line
            .trim_end()
            .strip_prefix("listening on ")
            .ok_or_else(|| format!("{} did not start: `{line}`", peer.server))?
            .parse()?;
        Ok(server)
    }

    pub(crate) fn pid(&self) -> u32 {
        self.child.id()
    }

    /// Ends the server and returns what it, or what it ran under, wrote on standard error.
    pub(crate) fn stop(mut self) -> Result<String, Error> {
        self.child.stdin.take();
        let mut report = String::new();
        if let Some(mut stderr) = self.child.stderr.take() {
            std::io::Read::read_to_string(&mut stderr, &mut report)?;
        }
        Ok(report)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.child.stdin.take();
        end(&mut self.child);
    }
}

/// Waits for a process that is about to end, and kills it if it does not.
fn end(child: &mut Child) {
    let asked = Instant::now();
    while asked.elapsed() < GRACE {
        match child.try_wait() {
            Ok(None) => std::thread::sleep(Duration::from_millis(2)),
            Ok(Some(_)) | Err(_) => return,
        }
    }
    // Both fail only if it has ended after all.
    child.kill().ok();
    child.wait().ok();
}

/// How a client is to call.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ClientPlan {
    pub(crate) size: usize,
    pub(crate) connections: usize,
    pub(crate) streams: usize,
    pub(crate) calls: u64,
    pub(crate) warm_up: u64,
}

/// Runs a client to its end and returns its report, and what was written on standard error.
pub(crate) fn run_client(
    wrapper: &Wrapper,
    peer: Peer,
    core: usize,
    server: &Server,
    plan: &ClientPlan,
) -> Result<(Report, String), Error> {
    let client = peer.client.ok_or_else(|| format!("{} has no client here", peer.name))?;
    let output = wrapper
        .command(client)?
        .args(peer.flags)
        .args(["--workers", "1", "--core", &core.to_string()])
        .args(["--addr", &server.address.to_string(), "--watch", &server.pid().to_string()])
        .args(["--size", &plan.size.to_string()])
        .args(["--connections", &plan.connections.to_string()])
        .args(["--streams", &plan.streams.to_string()])
        .args(["--calls", &plan.calls.to_string(), "--warm-up", &plan.warm_up.to_string()])
        .stdin(Stdio::null())
        .output()?;
    let errors = String::from_utf8_lossy(&output.stderr).into_owned();
    if !output.status.success() {
        return Err(format!("{client} failed: {errors}").into());
    }
    let report = String::from_utf8(output.stdout)?;
    Ok((report.trim_end().parse()?, errors))
}
