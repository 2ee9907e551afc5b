//! Strait and Python over TLS, both ways, and mutual TLS.

use std::{
    path::{Path, PathBuf},
    process::Command,
};

use futures::TryStreamExt as _;
use strait::{Channel, ClientTls, Code, ServerTls, Status, Streaming};
use strait_tests::{certs::Authority, program::Program};
use tempfile::TempDir;

use crate::{
    contract::{CountRequest, Item, PeerClient, sample},
    python,
    service::{self, Host},
};

/// Certificates in files: an authority's, a server's and a client's.
struct Site {
    folder: TempDir,
}

impl Site {
    /// The server is known by `name`.
    fn new(name: &str) -> Self {
        let authority = Authority::new();
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::write(folder.path().join("ca.pem"), authority.pem()).expect("it can be written");
        authority.server([name]).write(folder.path(), "server");
        authority.client("spiffe://interop/client").write(folder.path(), "client");
        Self { folder }
    }

    fn file(&self, name: impl AsRef<Path>) -> PathBuf {
        self.folder.path().join(name)
    }

    fn server(&self) -> ServerTls {
        ServerTls::from_files(self.file("server.pem"), self.file("server.key"))
    }

    fn client(&self) -> ClientTls {
        ClientTls::new().ca_file(self.file("ca.pem"))
    }

    fn identified(&self) -> ClientTls {
        self.client().identity_files(self.file("client.pem"), self.file("client.key"))
    }

    /// Adds flags for files: `[("--ca", "ca.pem")]`.
    fn flags<'a>(&self, command: &'a mut Command, files: &[(&str, &str)]) -> &'a mut Command {
        for (flag, name) in files {
            command.arg(flag).arg(self.file(name));
        }
        command
    }
}

const TRUST: (&str, &str) = ("--ca", "ca.pem");
const CLIENT: [(&str, &str); 3] = [TRUST, ("--cert", "client.pem"), ("--key", "client.key")];
const SERVER: [(&str, &str); 2] = [("--cert", "server.pem"), ("--key", "server.key")];
const MUTUAL: [(&str, &str); 3] = [TRUST, ("--cert", "server.pem"), ("--key", "server.key")];

#[test]
fn python_calls_over_tls() {
    let site = Site::new("localhost");
    let served = service::serve_on(strait::Server::builder().tls(site.server()), Host::Strait);
    let target = served.address.replace("127.0.0.1", "localhost");
    for case in ["unary", "client_streaming", "bidi", "metadata", "failures", "long_streams"] {
        let Some(mut client) = python::script("client.py") else { return };
        site.flags(client.args([&target, case]), &[TRUST]);
        assert_eq!(Program::start(&mut client).end().success(), "", "{case}");
    }
}

#[test]
fn python_expects_another_name() {
    let Some(mut client) = python::script("client.py") else { return };
    let site = Site::new("foo.test.google.fr");
    let served = service::serve_on(strait::Server::builder().tls(site.server()), Host::Strait);
    client.args([&served.address, "unary", "--name", "foo.test.google.fr"]);
    assert_eq!(Program::start(site.flags(&mut client, &[TRUST])).end().success(), "");
}

#[test]
fn python_says_who_it_is() {
    let site = Site::new("localhost");
    let tls = site.server().client_ca_file(site.file("ca.pem"));
    let served = service::serve_on(strait::Server::builder().tls(tls), Host::Strait);
    let target = served.address.replace("127.0.0.1", "localhost");
    for (case, files) in [("identity", &CLIENT[..]), ("no_identity", &[TRUST])] {
        let Some(mut client) = python::script("client.py") else { return };
        site.flags(client.args([&target, case]), files);
        assert_eq!(Program::start(&mut client).end().success(), "", "{case}");
    }
}

/// A Python server, and its address.
fn python_server(site: &Site, files: &[(&str, &str)]) -> Option<(Program, String)> {
    let mut command = python::script("server.py")?;
    let mut server = Program::start(site.flags(&mut command, files));
    let address = server.line_after("listening on ");
    Some((server, address))
}

async fn connect(tls: ClientTls, address: &str) -> Result<PeerClient, Status> {
    Channel::builder().tls(tls).connect(address).await.map(PeerClient::new)
}

#[tokio::test]
async fn python_is_called_over_tls() -> Result<(), Status> {
    let site = Site::new("127.0.0.1");
    let Some((_server, address)) = python_server(&site, &SERVER) else { return Ok(()) };
    let peer = connect(site.client(), &address).await?;
    assert_eq!(peer.echo(sample()).await?, sample());
    assert_eq!(peer.add(20, 22).await.map_err(|error| format!("{error:?}")), Ok(42));
    let items = (0..16).map(|number| Item { number, payload: vec![0; 1 << 20] });
    assert_eq!(peer.collect(Streaming::from_iter(items)).await?.payload, 16 << 20);
    let items = peer.count(CountRequest { items: 16, payload: 1 << 20 }).await?;
    let sum = items.try_fold(0, |sum, item| async move { Ok(sum + item.payload.len()) }).await?;
    assert_eq!(sum, 16 << 20);
    Ok(())
}

#[tokio::test]
async fn python_is_expected_to_be_another() -> Result<(), Status> {
    let site = Site::new("foo.test.google.fr");
    let Some((_server, address)) = python_server(&site, &SERVER) else { return Ok(()) };
    let status = connect(site.client(), &address).await.expect_err("that is not its name");
    assert_eq!(status.code(), Code::Unavailable);
    let name = "is not valid for `127.0.0.1`, only for `foo.test.google.fr`";
    assert!(status.message().contains(name), "{status}");
    let peer = connect(site.client().server_name("foo.test.google.fr"), &address).await?;
    assert_eq!(peer.echo(sample()).await?, sample());
    Ok(())
}

#[tokio::test]
async fn python_asks_who_calls() -> Result<(), Status> {
    let site = Site::new("127.0.0.1");
    let Some((_server, address)) = python_server(&site, &MUTUAL) else { return Ok(()) };
    let peer = connect(site.identified(), &address).await?;
    let response = peer.metadata().with_response().await?;
    assert_eq!(response.trailers.get("x-spiffe-id"), Some("spiffe://interop/client"));
    let status = connect(site.client(), &address).await.expect_err("it requires a certificate");
    assert_eq!(status.code(), Code::Unavailable);
    // It closes without an alert.
    assert!(status.message().contains("does it want a client certificate"), "{status}");
    Ok(())
}

#[tokio::test]
async fn a_plain_python_server_is_spoken_to_with_tls() {
    let site = Site::new("127.0.0.1");
    let Some((_server, address)) = python_server(&site, &[]) else { return };
    let status = connect(site.client(), &address).await.expect_err("it does not speak TLS");
    assert_eq!(status.code(), Code::Unavailable);
    assert!(status.message().contains("speak TLS"), "{status}");
}

#[tokio::test]
async fn an_encrypted_python_server_is_spoken_to_in_plain() {
    let site = Site::new("127.0.0.1");
    let Some((_server, address)) = python_server(&site, &SERVER) else { return };
    let status = PeerClient::connect(&address).await.expect_err("it speaks TLS");
    assert_eq!(status.code(), Code::Unavailable);
    assert!(status.message().ends_with("does it speak TLS (`https://`)?"), "{status}");
}
