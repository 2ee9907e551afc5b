//! Clients that say who they are.

use strait::{ClientTls, Code};
use strait_tests::{
    certs::{Authority, Identity, Validity},
    lab::{Note, Script},
    soon,
};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::mpsc,
};

use super::{Events, Site, connect, serve};

/// Answers with the client's names.
fn whoami() -> Script {
    Script::new().on_unary(async |_, cx| {
        let tls = cx.tls().expect("a connection with TLS");
        let names = [
            tls.dns_names().join(","),
            tls.uris().join(","),
            tls.emails().join(","),
            tls.ip_addresses().iter().map(ToString::to_string).collect::<Vec<_>>().join(","),
        ];
        let chain = tls.peer_certificates().len() as u64;
        Ok(Note { text: names.join(" "), number: chain, ..Note::default() })
    })
}

fn with(tls: ClientTls, identity: &Identity) -> ClientTls {
    tls.identity_pem(&identity.certificate, &identity.key)
}

#[tokio::test]
async fn a_handler_sees_the_names_of_the_client() {
    let site = Site::new();
    let clients = Authority::new();
    let (_server, address) = serve(site.server().client_ca(clients.pem()), whoami()).await;
    let names = ["a.example", "spiffe://example.org/billing", "ada@example.org", "10.0.0.7", "::1"];
    let identity = clients.issue(names, Validity::Now);
    let client = connect(with(site.client(), &identity), address).await.unwrap();
    for _ in 0..2 {
        let reply = client.unary(Note::default()).await.unwrap();
        let names = "a.example spiffe://example.org/billing ada@example.org 10.0.0.7,::1";
        assert_eq!((reply.text.as_str(), reply.number), (names, 1));
    }
}

/// Its second connection resumes the session of the first, in which no certificate is sent again.
#[tokio::test]
async fn a_client_that_connects_again_is_known_again() {
    let site = Site::new();
    let (_server, address) = serve(site.server().client_ca(site.authority.pem()), whoami()).await;
    let between = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let identity = site.authority.client("a.example");
    let tls = with(site.client(), &identity);
    let port = between.local_addr().unwrap();
    let (passed, mut passing) = mpsc::unbounded_channel();
    tokio::spawn(async move {
        loop {
            let (mut near, _) = between.accept().await.unwrap();
            let mut far = TcpStream::connect(address).await.unwrap();
            let copying = async move { tokio::io::copy_bidirectional(&mut near, &mut far).await };
            passed.send(tokio::spawn(copying).abort_handle()).unwrap();
        }
    });
    let client = connect(tls, port).await.unwrap();
    for _ in 0..2 {
        let answer = async {
            loop {
                // The first after the cut may meet the end of the old connection.
                if let Ok(note) = client.unary(Note::default()).wait_for_ready().await {
                    return note;
                }
            }
        };
        assert_eq!(soon("an answer", answer).await.text, "a.example   ");
        passing.recv().await.unwrap().abort();
    }
    assert!(passing.is_empty(), "two connections for two calls");
}

#[tokio::test]
async fn a_spiffe_id_is_there_to_be_checked() {
    let script = Script::new().on_unary(async |_, cx| {
        Ok(Note::text(cx.tls().and_then(|tls| tls.spiffe_id()).unwrap_or("none")))
    });
    let site = Site::new();
    let (_server, address) = serve(site.server().client_ca(site.authority.pem()), script).await;
    let identity = site.authority.client("spiffe://example.org/billing");
    let client = connect(with(site.client(), &identity), address).await.unwrap();
    let reply = client.unary(Note::default()).await.unwrap();
    assert_eq!(reply.text, "spiffe://example.org/billing");
}

#[tokio::test]
async fn who_is_only_asked_for_a_certificate_gets_in_without() {
    let site = Site::new();
    let clients = Authority::new();
    let (server, mut events) = Events::of(site.server().client_ca_optional(clients.pem()));
    let (_server, address) = serve(server, whoami()).await;
    let anonymous = connect(site.client(), address).await.unwrap();
    assert_eq!(anonymous.unary(Note::default()).await.unwrap().number, 0);
    let known = connect(with(site.client(), &clients.client("a.example")), address).await.unwrap();
    assert_eq!(known.unary(Note::default()).await.unwrap().text, "a.example   ");
    // But not with one of someone else's.
    let stranger = with(site.client(), &Authority::new().client("a.example"));
    let status = connect(stranger, address).await.unwrap_err();
    assert_eq!(status.code(), Code::Unavailable);
    assert!(events.next().await.contains("issuer is unknown"));
}

#[tokio::test]
async fn a_client_without_a_certificate_learns_that_it_needs_one() {
    let site = Site::new();
    let (server, mut events) = Events::of(site.server().client_ca(site.authority.pem()));
    let (_server, address) = serve(server, whoami()).await;
    let status = connect(site.client(), address).await.unwrap_err();
    assert_eq!(status.code(), Code::Unavailable);
    let reason = status.message().split_once(": ").unwrap().1;
    assert_eq!(
        reason,
        "the server requires a certificate of the client, and there is none (see \
         `ClientTls::identity_pem`)"
    );
    assert_eq!(
        events.next().await,
        "the client presented no certificate, and this server requires one"
    );
}

#[tokio::test]
async fn a_client_of_another_authority_learns_that_it_is_not_trusted() {
    let site = Site::new();
    let (server, mut events) = Events::of(site.server().client_ca(Authority::new().pem()));
    let (_server, address) = serve(server, whoami()).await;
    let identity = site.authority.client("a.example");
    let status = connect(with(site.client(), &identity), address).await.unwrap_err();
    assert_eq!(status.code(), Code::Unavailable);
    assert!(
        status
            .message()
            .contains("the server refused this client's certificate: it does not trust its issuer"),
        "{status}"
    );
    assert!(events.next().await.contains("the client's certificate is not trusted"));
}

#[tokio::test]
async fn a_client_whose_certificate_has_expired_learns_it() {
    let site = Site::new();
    let (server, mut events) = Events::of(site.server().client_ca(site.authority.pem()));
    let (_server, address) = serve(server, whoami()).await;
    let identity = site.authority.issue(["a.example"], Validity::Expired);
    let status = connect(with(site.client(), &identity), address).await.unwrap_err();
    assert!(
        status.message().contains("refused this client's certificate: it has expired"),
        "{status}"
    );
    assert!(events.next().await.starts_with("the client's certificate has expired: it was valid"));
}
