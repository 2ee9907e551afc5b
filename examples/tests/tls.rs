//! The greeter over TLS: what its flags mean, and what the programs say when something is wrong.

use std::{
    ffi::{OsStr, OsString},
    path::Path,
    process::Command,
};

use strait_tests::{
    certs::{Authority, Identity},
    program::Program,
};
use tempfile::TempDir;

/// Certificates in a folder: those of a server and of a client, and their authority.
struct Site {
    folder: TempDir,
}

impl Site {
    fn new() -> Self {
        let authority = Authority::new();
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::write(folder.path().join("ca.pem"), authority.pem()).expect("it can be written");
        authority.server(["greeter.example", "127.0.0.1"]).write(folder.path(), "server");
        authority.client("spiffe://greeter.example/ada").write(folder.path(), "client");
        Self { folder }
    }

    fn replace_server(&self, identity: &Identity) {
        identity.write(self.folder.path(), "server");
    }

    /// Flags, with the paths of files of this site.
    fn flags(&self, flags: &[&str]) -> Vec<OsString> {
        let file = |flag: &&str| match Path::new(flag).extension().and_then(OsStr::to_str) {
            Some("pem" | "key") => self.folder.path().join(flag).into(),
            _ => OsString::from(flag),
        };
        flags.iter().map(file).collect()
    }

    fn server(&self, flags: &[&str]) -> (Program, String) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_greeter-server"));
        command.args(["--addr", "127.0.0.1:0"]).args(self.flags(flags));
        let mut server = Program::start(&mut command);
        let addr = server.line_after("listening on ");
        (server, addr)
    }

    fn client(&self, addr: &str, flags: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_greeter-client"));
        command.args(["--addr", addr]).args(self.flags(flags));
        command
    }

    /// What the client says on stdout.
    fn greet(&self, addr: &str, flags: &[&str]) -> String {
        Program::start(&mut self.client(addr, flags)).end().success()
    }

    /// What the client says on stderr.
    fn fail(&self, addr: &str, flags: &[&str]) -> String {
        let (code, stderr) = Program::start(&mut self.client(addr, flags)).end().failure();
        assert_eq!(code, 1, "{stderr}");
        stderr
    }
}

const SERVER: [&str; 4] = ["--tls-cert", "server.pem", "--tls-key", "server.key"];
const MUTUAL: [&str; 6] =
    ["--tls-cert", "server.pem", "--tls-key", "server.key", "--tls-ca", "ca.pem"];
const HELLO: &str = "Greeting: Hello, world!\n";

#[test]
fn a_client_greets_over_tls() {
    let site = Site::new();
    let (_server, addr) = site.server(&SERVER);
    assert_eq!(site.greet(&addr, &["--tls-ca", "ca.pem"]), HELLO);
    let named = ["--tls-ca", "ca.pem", "--tls-server-name", "greeter.example"];
    assert_eq!(site.greet(&addr, &named), HELLO);
    // Wherever the flags stand.
    assert_eq!(site.greet(&addr, &["add", "20", "22", "--tls-ca", "ca.pem"]), "Sum: 42\n");
    let https = format!("https://{addr}");
    assert_eq!(site.greet(&https, &["--tls-ca", "ca.pem"]), HELLO);
}

#[test]
fn https_alone_trusts_whom_the_system_trusts() {
    let site = Site::new();
    let (_server, addr) = site.server(&SERVER);
    let https = format!("https://{addr}");
    let roots = |file: &str| {
        let mut client = site.client(&https, &[]);
        client.env("SSL_CERT_FILE", site.folder.path().join(file)).env_remove("SSL_CERT_DIR");
        Program::start(&mut client).end()
    };
    assert_eq!(roots("ca.pem").success(), HELLO);
    let (code, stderr) = roots("none.pem").failure();
    assert_eq!(code, 1);
    let none = "error: INTERNAL: TLS cannot be set up: the system has no root certificates";
    assert!(stderr.starts_with(none), "{stderr}");
}

#[test]
fn a_server_with_an_authority_lets_in_only_its_clients() {
    let site = Site::new();
    let (_server, addr) = site.server(&MUTUAL);
    let identity = ["--tls-ca", "ca.pem", "--tls-cert", "client.pem", "--tls-key", "client.key"];
    assert_eq!(site.greet(&addr, &identity), HELLO);
    let stderr = site.fail(&addr, &["--tls-ca", "ca.pem"]);
    assert!(stderr.contains("the server requires a certificate of the client"), "{stderr}");
}

#[test]
fn a_client_says_what_is_wrong() {
    let site = Site::new();
    let (_server, addr) = site.server(&SERVER);
    let other = ["--tls-ca", "ca.pem", "--tls-server-name", "other.example"];
    assert_eq!(
        site.fail(&addr, &other),
        format!(
            "error: UNAVAILABLE: cannot connect to https://{addr}: the server's certificate is \
             not valid for `other.example`, only for `greeter.example`, `127.0.0.1`; another name \
             can be expected with `ClientTls::server_name`\n"
        )
    );
    let stderr = site.fail(&addr, &["--tls-ca", "server.key"]);
    assert!(
        stderr.starts_with("error: INTERNAL: TLS cannot be set up: no CA certificate in "),
        "{stderr}"
    );
    let stderr = site.fail(&addr, &[]);
    assert!(stderr.contains("the server speaks TLS: write `https://`"), "{stderr}");
}

#[test]
fn a_server_that_cannot_use_its_certificate_says_why() {
    let site = Site::new();
    let mut command = Command::new(env!("CARGO_BIN_EXE_greeter-server"));
    command.args(site.flags(&["--tls-cert", "server.pem", "--tls-key", "client.key"]));
    let (code, stderr) = Program::start(&mut command).end().failure();
    assert_eq!(code, 1);
    let shown = |file: &str| site.folder.path().join(file).display().to_string();
    assert_eq!(
        stderr,
        format!(
            "error: TLS cannot be set up: the private key in {} does not belong to the \
             certificate in {}\n",
            shown("client.key"),
            shown("server.pem")
        )
    );
}

#[test]
fn flags_that_need_each_other() {
    for flags in [&["--tls-cert", "a.pem"][..], &["--tls-key", "a.key"], &["--tls-ca", "a.pem"]] {
        let mut server = Command::new(env!("CARGO_BIN_EXE_greeter-server"));
        let (code, stderr) = Program::start(server.args(flags)).end().failure();
        assert_eq!(code, 2, "{stderr}");
        assert!(stderr.contains("--tls-"), "{stderr}");
    }
    let mut client = Command::new(env!("CARGO_BIN_EXE_greeter-client"));
    let (code, stderr) = Program::start(client.args(["--tls-cert", "a.pem"])).end().failure();
    assert_eq!(code, 2, "{stderr}");
    assert!(stderr.contains("--tls-key"), "{stderr}");
}

#[test]
fn a_server_tells_whom_it_turned_away_and_goes_on() {
    let site = Site::new();
    let (mut server, addr) = site.server(&SERVER);
    let _ = site.fail(&addr, &["--tls-ca", "client.pem"]);
    site.replace_server(&Authority::new().server(["127.0.0.1"]));
    // The new one is not in use yet: it is looked for once a minute.
    assert_eq!(site.greet(&addr, &["--tls-ca", "ca.pem"]), HELLO);
    server.terminate();
    let ended = server.end();
    assert!(ended.status.success(), "{ended:?}");
    assert!(ended.stderr.starts_with("127.0.0.1:"), "{ended:?}");
    assert!(
        ended.stderr.ends_with(
            " turned away: the client refused this server's certificate: it does not trust its \
             issuer\n"
        ),
        "{ended:?}"
    );
}
