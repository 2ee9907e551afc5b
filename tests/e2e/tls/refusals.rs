//! Handshakes that fail, and what each side says of it.

use std::{net::SocketAddr, time::Duration};

use strait::{Channel, ClientTls, Code, Origin, Status};
use strait_tests::{
    certs::{Authority, Identity, Validity},
    lab::{self, LabClient, Note, Script, builder},
    soon,
};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpListener, TcpStream},
};

use super::{Events, Site, connect, from_identity, peers, peers::TlsListener, serve};

/// The reason of a failed connection, without the address.
fn reason(status: &Status) -> &str {
    assert_eq!((status.code(), status.origin()), (Code::Unavailable, Origin::Local), "{status}");
    let (address, reason) = status.message().split_once(": ").expect("an address and a reason");
    assert!(address.starts_with("cannot connect to http"), "{address}");
    reason
}

/// What a client says that trusts `authority`, and what the server's observer is told.
async fn refused(identity: &Identity, authority: &Authority) -> (String, String) {
    let (server, mut events) = Events::of(from_identity(identity));
    let (_server, address) = serve(server, Script::new()).await;
    let tls = ClientTls::new().ca_pem(authority.pem());
    let status = connect(tls, address).await.unwrap_err();
    (reason(&status).to_owned(), events.next().await)
}

#[tokio::test]
async fn an_unknown_authority() {
    let site = Site::new();
    let (client, server) = refused(&site.identity, &Authority::new()).await;
    assert_eq!(
        client,
        "the server's certificate is not trusted: its issuer is unknown to this client (see \
         `ClientTls::ca_pem`)"
    );
    assert_eq!(
        server,
        "the client refused this server's certificate: it does not trust its issuer"
    );
}

#[tokio::test]
async fn an_authority_of_the_same_name_with_another_key() {
    let identity = Authority::named("the same").server(["127.0.0.1"]);
    let (client, server) = refused(&identity, &Authority::named("the same")).await;
    assert_eq!(
        client,
        "the server's certificate is not trusted: an authority of its issuer's name is known to \
         this client, but did not sign it"
    );
    assert!(server.starts_with("the client refused this server's certificate: "), "{server}");
}

#[tokio::test]
async fn a_certificate_that_has_expired() {
    let authority = Authority::new();
    let identity = authority.issue(["127.0.0.1"], Validity::Expired);
    let (client, server) = refused(&identity, &authority).await;
    assert!(
        client.starts_with(
            "the server's certificate has expired: it was valid until Jan  1 00:00:00 2020"
        ),
        "{client}"
    );
    assert_eq!(
        server,
        "the client refused this server's certificate: it has expired or is not valid yet"
    );
}

#[tokio::test]
async fn a_certificate_that_is_not_valid_yet() {
    let authority = Authority::new();
    let identity = authority.issue(["127.0.0.1"], Validity::NotYet);
    let (client, _) = refused(&identity, &authority).await;
    assert!(
        client.starts_with(
            "the server's certificate is not valid yet: it is from Jan  1 00:00:00 2999"
        ),
        "{client}"
    );
}

#[tokio::test]
async fn a_certificate_for_another_name() {
    let authority = Authority::new();
    let identity = authority.server(["a.example", "*.b.example", "10.0.0.7"]);
    let (client, server) = refused(&identity, &authority).await;
    assert_eq!(
        client,
        "the server's certificate is not valid for `127.0.0.1`, only for `a.example`, \
         `*.b.example`, `10.0.0.7`; another name can be expected with `ClientTls::server_name`"
    );
    assert_eq!(server, "the client refused this server's certificate: it is not valid there");

    let (_server, address) = serve(from_identity(&identity), Script::new()).await;
    let tls = ClientTls::new().ca_pem(authority.pem()).server_name("a.example");
    let client = connect(tls, address).await.unwrap();
    assert_eq!(client.unary(Note::number(1)).await.unwrap(), Note::number(1));
}

#[tokio::test]
async fn a_server_that_speaks_no_http2() {
    let site = Site::new();
    for (alpn, said) in [
        (&["http/1.1"][..], "the server does not speak HTTP/2 (`h2` by ALPN), which gRPC needs"),
        (
            &[],
            "the server did not agree to HTTP/2 (`h2` by ALPN), which gRPC needs: it may speak \
             HTTP/1.1 only",
        ),
    ] {
        let listener = TlsListener::bind(&site.identity, alpn).await;
        let both =
            futures::future::join(connect_to_tls(&site, listener.address()), listener.accept());
        let (status, _) = soon("the handshake", both).await;
        assert_eq!(reason(&status), said);
    }
}

async fn connect_to_tls(site: &Site, address: SocketAddr) -> Status {
    connect(site.client(), address).await.unwrap_err()
}

#[tokio::test]
async fn a_client_that_asks_for_no_http2() {
    let site = Site::new();
    let (server, mut events) = Events::of(site.server());
    let (_server, address) = serve(server, Script::new()).await;
    let versions = rustls::ALL_VERSIONS;
    let error = peers::connect(site.authority.pem(), &["http/1.1"], versions, address).await;
    assert!(error.unwrap_err().to_string().contains("NoApplicationProtocol"));
    assert_eq!(
        events.next().await,
        "the client speaks other protocols than HTTP/2 (`h2` by ALPN), which gRPC needs"
    );
    // One that says nothing is let through by TLS, and gets nothing.
    let stream = peers::connect(site.authority.pem(), &[], versions, address).await;
    let mut stream = stream.unwrap();
    let mut read = Vec::new();
    soon("the server closes", stream.read_to_end(&mut read)).await.unwrap();
    assert_eq!(
        events.next().await,
        "the client did not ask for HTTP/2 (`h2` by ALPN), which gRPC needs"
    );
}

#[tokio::test]
async fn a_plain_server_spoken_to_with_tls() {
    let site = Site::new();
    let (_server, address) = lab::serve(builder(Script::new())).await;
    let status = connect_to_tls(&site, address).await;
    assert!(reason(&status).starts_with("the server does not speak TLS ("), "{status}");
    assert!(reason(&status).ends_with("for one that speaks plain HTTP/2 write `http://`"));
}

#[tokio::test]
async fn a_server_that_hangs_up_on_tls() {
    let site = Site::new();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        let mut hello = [0; 4096];
        assert_ne!(stream.read(&mut hello).await.unwrap(), 0);
    });
    let status = connect_to_tls(&site, address).await;
    assert!(reason(&status).ends_with("does it speak TLS on this port?"), "{status}");
}

#[tokio::test]
async fn a_tls_server_spoken_to_in_plain() {
    let site = Site::new();
    let (server, mut events) = Events::of(site.server());
    let (_server, address) = serve(server, Script::new()).await;
    let status = Channel::connect(address).await.unwrap_err();
    assert_eq!(
        reason(&status),
        "the peer does not answer as an HTTP/2 server: the server speaks TLS: write `https://`"
    );
    let said = events.next().await;
    assert!(said.starts_with("the client does not speak TLS, as this server does"), "{said}");
}

#[tokio::test]
async fn who_begins_no_handshake_is_dropped_in_time() {
    let site = Site::new();
    let builder = builder(Script::new()).handshake_timeout(Duration::from_millis(20));
    let (_server, address) = lab::serve(builder.tls(site.server())).await;
    let mut silent = TcpStream::connect(address).await.unwrap();
    let mut read = Vec::new();
    soon("the server hangs up", silent.read_to_end(&mut read)).await.unwrap();
    assert!(read.is_empty(), "{read:?}");
    // Nor does it help to begin.
    let mut slow = TcpStream::connect(address).await.unwrap();
    slow.write_all(&[22, 3, 1]).await.unwrap();
    soon("the server hangs up", slow.read_to_end(&mut read)).await.unwrap();
    assert!(read.is_empty(), "{read:?}");
}

#[tokio::test]
async fn a_silent_client_does_not_hold_up_others() {
    let site = Site::new();
    let (_server, address) = serve(site.server(), Script::new()).await;
    let _silent: Vec<_> =
        futures::future::join_all((0..8).map(|_| TcpStream::connect(address))).await;
    let client: LabClient = soon("a connection", connect(site.client(), address)).await.unwrap();
    assert_eq!(client.unary(Note::number(1)).await.unwrap(), Note::number(1));
}
