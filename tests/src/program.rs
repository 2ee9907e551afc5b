//! Programs under test: started, listened to, and never left behind.
//!
//! Every wait has a bound and fails loudly, with all that the program has said on stderr.

use std::{
    io::{BufRead, BufReader, Read, Write},
    process::{Child, ChildStdin, Command, ExitStatus, Stdio},
    sync::mpsc::{self, Receiver, RecvTimeoutError},
    time::{Duration, Instant},
};

/// The longest wait for a line or an end: much more than any program needs on a busy machine.
const LIMIT: Duration = Duration::from_secs(60);

/// A running program; dropping it kills it.
#[derive(Debug)]
pub struct Program {
    child: Child,
    command: String,
    stdin: Option<ChildStdin>,
    stdout: Receiver<String>,
    stderr: Receiver<String>,
}

/// How a program ended, and what it said that was not read before.
#[derive(Debug)]
pub struct Ended {
    /// The exit code, or the signal.
    pub status: ExitStatus,
    /// The rest of its stdout.
    pub stdout: String,
    /// Its stderr.
    pub stderr: String,
}

impl Program {
    /// Starts a program.
    ///
    /// # Panics
    ///
    /// If it cannot be started.
    #[must_use]
    pub fn start(command: &mut Command) -> Self {
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap_or_else(|error| panic!("{command:?}: {error}"));
        let stdin = child.stdin.take();
        let stdout = read_lines(child.stdout.take().expect("stdout is a pipe"));
        let stderr = read_lines(child.stderr.take().expect("stderr is a pipe"));
        Self { child, command: format!("{command:?}"), stdin, stdout, stderr }
    }

    /// The next line of stdout.
    ///
    /// # Panics
    ///
    /// If none comes in time.
    pub fn line(&mut self) -> String {
        match self.stdout.recv_timeout(LIMIT) {
            Ok(line) => line,
            Err(error) => self.fail(&format!("no line on stdout ({error})")),
        }
    }

    /// What follows `prefix` on the first line of stdout that starts with it.
    ///
    /// # Panics
    ///
    /// If there is no such line in time.
    pub fn line_after(&mut self, prefix: &str) -> String {
        let deadline = Instant::now() + LIMIT;
        while Instant::now() < deadline {
            if let Some(rest) = self.line().strip_prefix(prefix) {
                return rest.to_owned();
            }
        }
        self.fail(&format!("no line that starts with {prefix:?}"))
    }

    /// What follows `text` on the first line of stdout that has it.
    ///
    /// # Panics
    ///
    /// If there is no such line in time.
    pub fn rest_of_line(&mut self, text: &str) -> String {
        let deadline = Instant::now() + LIMIT;
        while Instant::now() < deadline {
            if let Some((_, rest)) = self.line().split_once(text) {
                return rest.to_owned();
            }
        }
        self.fail(&format!("no line with {text:?}"))
    }

    /// Writes a line to stdin.
    ///
    /// # Panics
    ///
    /// If the program reads no more.
    pub fn say(&mut self, line: &str) {
        let stdin = self.stdin.as_mut().expect("stdin is open");
        if let Err(error) = writeln!(stdin, "{line}") {
            self.fail(&format!("stdin is closed ({error})"));
        }
    }

    /// Asks the program to stop, by SIGTERM.
    ///
    /// # Panics
    ///
    /// If the signal cannot be sent.
    pub fn terminate(&mut self) {
        let kill = format!("kill -TERM {}", self.child.id());
        let status = Command::new("sh").args(["-c", &kill]).status().expect("sh runs");
        assert!(status.success(), "{kill}: {status}");
    }

    /// Closes stdin and waits for the end.
    ///
    /// # Panics
    ///
    /// If it does not come in time.
    #[must_use]
    pub fn end(mut self) -> Ended {
        self.stdin = None;
        self.wait()
    }

    /// Waits for the end, with stdin left open.
    ///
    /// # Panics
    ///
    /// If it does not come in time.
    #[must_use]
    pub fn wait(mut self) -> Ended {
        let stdout = self.rest(|program| &program.stdout);
        let stderr = self.rest(|program| &program.stderr);
        let status = self.child.wait().expect("the program can be waited for");
        Ended { status, stdout, stderr }
    }

    fn rest(&mut self, pipe: impl Fn(&Self) -> &Receiver<String>) -> String {
        let deadline = Instant::now() + LIMIT;
        let mut text = String::new();
        loop {
            let left = deadline.saturating_duration_since(Instant::now());
            match pipe(self).recv_timeout(left) {
                Ok(line) => text.extend([line.as_str(), "\n"]),
                Err(RecvTimeoutError::Disconnected) => return text,
                Err(RecvTimeoutError::Timeout) => self.fail("it does not end"),
            }
        }
    }

    fn fail(&mut self, what: &str) -> ! {
        // So that stderr comes to an end.
        let _ = self.child.kill();
        let stderr: Vec<_> = self.stderr.iter().collect();
        panic!("{}: {what}\n{}", self.command, stderr.join("\n"));
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        // Errors mean that it has ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Ended {
    /// What the program said, if it succeeded.
    ///
    /// # Panics
    ///
    /// If it failed.
    #[must_use]
    pub fn success(self) -> String {
        assert!(self.status.success(), "{self:#?}");
        self.stdout
    }

    /// The exit code and stderr of a program that failed.
    ///
    /// # Panics
    ///
    /// If it succeeded, or was ended by a signal.
    #[must_use]
    pub fn failure(self) -> (i32, String) {
        match self.status.code() {
            Some(code) if code != 0 => (code, self.stderr),
            _ => panic!("it should have failed: {self:#?}"),
        }
    }
}

fn read_lines(pipe: impl Read + Send + 'static) -> Receiver<String> {
    let (sender, receiver) = mpsc::channel();
    // Ends with the pipe.
    std::thread::spawn(move || {
        for line in BufReader::new(pipe).lines().map_while(Result::ok) {
            if sender.send(line).is_err() {
                break;
            }
        }
    });
    receiver
}
