//! Certificates that are changed while a server or a channel is at work.

use std::{fs, net::SocketAddr, path::Path, time::Duration};

use rustls::ALL_VERSIONS;
use strait::{ClientTls, ServerTls, Streaming};
use strait_tests::{
    certs::Authority,
    lab::{Note, Script, builder},
    soon,
};

use super::{Events, Site, connect, peers, serve};

/// Often enough that no test waits for it, and seldom enough that a write is not seen half-done
/// all the time.
const OFTEN: Duration = Duration::from_millis(10);

/// The certificate a server presents now.
async fn presented(authority: &Authority, address: SocketAddr) -> Vec<u8> {
    let stream = peers::connect(authority.pem(), &["h2"], ALL_VERSIONS, address).await.unwrap();
    let (_, connection) = stream.get_ref();
    connection.peer_certificates().unwrap()[0].to_vec()
}

#[tokio::test]
async fn a_new_certificate_is_served_while_calls_run() {
    let site = Site::new();
    let folder = tempfile::tempdir().unwrap();
    let (certificate, key) = site.identity.write(folder.path(), "server");
    let (tls, mut events) = Events::of(ServerTls::from_files(certificate, key));
    let (_server, address) = serve(tls.reload_interval(OFTEN), Script::new()).await;

    let client = connect(site.client(), address).await.unwrap();
    let (mut requests, outgoing) = Streaming::channel(0);
    let mut replies = client.chat(outgoing).await.unwrap();
    requests.send(Note::number(1)).await.unwrap();
    assert_eq!(replies.message().await.unwrap(), Some(Note::number(1)));
    let before = presented(&site.authority, address).await;

    // The two files are not changed at once: what does not fit together is not used.
    let _ = site.authority.server(["localhost"]).write(folder.path(), "server");
    while events.next().await != "reloaded" {}
    assert_ne!(presented(&site.authority, address).await, before);

    // The call that ran has not noticed.
    requests.send(Note::number(2)).await.unwrap();
    assert_eq!(replies.message().await.unwrap(), Some(Note::number(2)));
    drop(requests);
    assert_eq!(replies.message().await.unwrap(), None);
    assert_eq!(client.unary(Note::number(3)).await.unwrap(), Note::number(3));
}

#[tokio::test]
async fn what_cannot_be_used_is_told_once_and_the_old_stays() {
    let site = Site::new();
    let folder = tempfile::tempdir().unwrap();
    let (certificate, key) = site.identity.write(folder.path(), "server");
    let (tls, mut events) = Events::of(ServerTls::from_files(&certificate, &key));
    let (_server, address) = serve(tls.reload_interval(OFTEN), Script::new()).await;
    let before = presented(&site.authority, address).await;

    let replace = |content: &str| {
        let new = folder.path().join("new");
        fs::write(&new, content).unwrap();
        fs::rename(&new, &certificate).unwrap();
    };
    replace("");
    let shown = certificate.display();
    let empty = format!("reload failed: no certificate in {shown}: it is empty");
    assert_eq!(events.next().await, empty);
    fs::remove_file(&certificate).unwrap();
    let gone = events.next().await;
    assert!(gone.starts_with(&format!("reload failed: cannot read {shown}: ")), "{gone}");
    assert_eq!(presented(&site.authority, address).await, before);
    replace(&Authority::new().server(["localhost"]).certificate);
    let foreign = events.next().await;
    assert!(foreign.contains("does not belong to the certificate"), "{foreign}");
    assert_eq!(presented(&site.authority, address).await, before);

    // What was good before is a change again, and taken.
    replace(&site.identity.certificate);
    assert_eq!(events.next().await, "reloaded");
    assert_eq!(presented(&site.authority, address).await, before);
}

/// As Kubernetes mounts secrets: a link to a folder, pointed at another one.
#[cfg(unix)]
#[tokio::test]
async fn a_symbolic_link_that_is_pointed_elsewhere_is_followed() {
    let site = Site::new();
    let folder = tempfile::tempdir().unwrap();
    let version = |name: &str| {
        let path = folder.path().join(name);
        fs::create_dir(&path).unwrap();
        path
    };
    let (first, second) = (version("first"), version("second"));
    let _ = site.identity.write(&first, "tls");
    let _ = site.authority.server(["localhost"]).write(&second, "tls");
    let point = |to: &Path| {
        let new = folder.path().join("new");
        std::os::unix::fs::symlink(to, &new).unwrap();
        fs::rename(&new, folder.path().join("current")).unwrap();
    };
    point(&first);
    let current = folder.path().join("current");
    let tls = ServerTls::from_files(current.join("tls.pem"), current.join("tls.key"));
    let (tls, mut events) = Events::of(tls);
    let (_server, address) = serve(tls.reload_interval(OFTEN), Script::new()).await;
    let before = presented(&site.authority, address).await;
    point(&second);
    // It may have been looked at between its two files.
    while events.next().await != "reloaded" {}
    assert_ne!(presented(&site.authority, address).await, before);
}

#[tokio::test]
async fn a_server_reloads_when_it_is_asked_to() {
    let site = Site::new();
    let folder = tempfile::tempdir().unwrap();
    let (certificate, key) = site.identity.write(folder.path(), "server");
    let tls = ServerTls::from_files(&certificate, &key).reload_interval(Duration::MAX);
    let (tls, mut events) = Events::of(tls);
    let server = builder(Script::new()).tls(tls).bind("127.0.0.1:0").await.unwrap();
    let (address, reloader) = (server.local_addr().unwrap(), server.tls_reloader().unwrap());
    let _server = server.spawn();
    let before = presented(&site.authority, address).await;
    assert!(!reloader.reload().unwrap(), "nothing has changed");
    let _ = site.authority.server(["localhost"]).write(folder.path(), "server");
    assert_eq!(presented(&site.authority, address).await, before, "not by itself");
    assert!(reloader.reload().unwrap());
    assert_eq!(events.next().await, "reloaded");
    assert_ne!(presented(&site.authority, address).await, before);
    fs::write(&key, "").unwrap();
    // As often as it is asked; the observer is told of each change once.
    for _ in 0..2 {
        let error = reloader.reload().unwrap_err().to_string();
        assert_eq!(error, format!("no private key in {}: it is empty", key.display()));
    }
    assert_eq!(
        events.next().await,
        format!("reload failed: no private key in {}: it is empty", key.display())
    );
    assert!(builder(Script::new()).bind("127.0.0.1:0").await.unwrap().tls_reloader().is_none());
}

#[tokio::test]
async fn the_authority_of_clients_is_reloaded_too() {
    let site = Site::new();
    let (first, second) = (Authority::new(), Authority::new());
    let folder = tempfile::tempdir().unwrap();
    let ca = folder.path().join("clients.pem");
    fs::write(&ca, first.pem()).unwrap();
    let (tls, mut events) = Events::of(site.server().client_ca_file(&ca));
    let (_server, address) = serve(tls.reload_interval(OFTEN), Script::new()).await;
    let of = |authority: &Authority| {
        let identity = authority.client("a.example");
        site.client().identity_pem(&identity.certificate, &identity.key)
    };
    assert!(connect(of(&second), address).await.is_err());
    assert!(events.next().await.contains("issuer is unknown"));
    let client = connect(of(&first), address).await.unwrap();

    let both = folder.path().join("both.pem");
    fs::write(&both, [first.pem(), second.pem()].concat()).unwrap();
    fs::rename(&both, &ca).unwrap();
    assert_eq!(events.next().await, "reloaded");
    let newcomer = connect(of(&second), address).await.unwrap();
    for client in [client, newcomer] {
        assert_eq!(client.unary(Note::number(1)).await.unwrap(), Note::number(1));
    }
}

/// A channel looks at its files before each connection.
#[tokio::test]
async fn a_channel_connects_again_with_what_its_files_hold_then() {
    let site = Site::new();
    let script = || {
        Script::new().on_unary(async |_, cx| {
            Ok(Note::text(cx.tls().map_or_else(String::new, |tls| tls.dns_names().join(","))))
        })
    };
    let folder = tempfile::tempdir().unwrap();
    let (certificate, key) = site.authority.client("first.example").write(folder.path(), "client");
    let ca = folder.path().join("ca.pem");
    fs::write(&ca, site.authority.pem()).unwrap();
    let tls = ClientTls::new().ca_file(&ca).identity_files(&certificate, &key);
    let (tls, mut events) = Events::of_client(tls);

    let server = site.server().client_ca(site.authority.pem());
    let (first, address) = serve(server.clone(), script()).await;
    let client = connect(tls, address).await.unwrap();
    assert_eq!(client.unary(Note::default()).await.unwrap().text, "first.example");
    let _ = site.authority.client("second.example").write(folder.path(), "client");
    assert_eq!(client.unary(Note::default()).await.unwrap().text, "first.example");
    first.drain(Duration::ZERO).await;

    let second = builder(script()).tls(server.clone()).bind(address).await.unwrap().spawn();
    assert_eq!(text(&client, "the second connection").await, "second.example");
    assert_eq!(events.next().await, "reloaded");
    fs::write(&ca, "nonsense").unwrap();
    second.drain(Duration::ZERO).await;

    let _third = builder(script()).tls(server).bind(address).await.unwrap().spawn();
    assert_eq!(text(&client, "the third connection").await, "second.example");
    let failed = format!("reload failed: no CA certificate in {}: it is not PEM", ca.display());
    assert!(events.next().await.starts_with(&failed));
}

/// The answer to a call that may meet the end of the old connection first.
async fn text(client: &strait_tests::lab::LabClient, what: &str) -> String {
    let answer = async {
        loop {
            if let Ok(note) = client.unary(Note::default()).wait_for_ready().await {
                return note.text;
            }
        }
    };
    soon(what, answer).await
}
