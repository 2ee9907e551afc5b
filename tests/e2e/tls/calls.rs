//! What goes well.

use strait::{Channel, ClientTls, Peer, Streaming};
use strait_tests::{
    certs::Authority,
    lab::{self, LabBlockingClient, LabClient, Note, Script, builder, numbers},
    soon,
    wire::WireListener,
};
use tokio::net::TcpStream;

use super::{
    Site, connect,
    peers::{self, TlsListener},
    serve,
};

#[tokio::test]
async fn all_kinds_of_call() {
    let site = Site::new();
    let (_server, address) = serve(site.server(), Script::new()).await;
    let client = connect(site.client(), address).await.unwrap();
    assert_eq!(client.unary(Note::ballast(1 << 20)).await.unwrap(), Note::ballast(1 << 20));
    let sum = client.collect(Streaming::from_iter(["a", "b"].map(Note::text))).await.unwrap();
    assert_eq!((sum.text.as_str(), sum.number), ("ab", 2));
    let notes = lab::all(client.expand(Note::number(1000)).await.unwrap()).await.unwrap();
    assert!(numbers(&notes).into_iter().eq(0..1000));
    let requests = Streaming::from_iter((0..1000).map(Note::number));
    let notes = lab::all(client.chat(requests).await.unwrap()).await.unwrap();
    assert!(numbers(&notes).into_iter().eq(0..1000));
}

#[tokio::test]
async fn a_handler_sees_how_the_connection_is_encrypted() {
    let script = Script::new().on_unary(async |_, cx| {
        let tls = cx.tls().expect("a connection with TLS");
        assert!(matches!(cx.peer(), Peer::Tcp(_)));
        assert!(tls.peer_certificates().is_empty() && tls.dns_names().is_empty());
        let name = tls.server_name().unwrap_or("no name");
        Ok(Note::text(format!("{} {} {name}", tls.protocol(), tls.cipher_suite())))
    });
    let site = Site::new();
    let (_server, address) = serve(site.server(), script).await;
    let target = format!("https://localhost:{}", address.port());
    let channel = Channel::builder().tls(site.client()).connect(target).await.unwrap();
    let text = LabClient::new(channel).unary(Note::default()).await.unwrap().text;
    assert_eq!(text, "TLSv1.3 TLS13_AES_256_GCM_SHA384 localhost");
}

#[tokio::test]
async fn without_tls_a_handler_sees_none() {
    let script = Script::new().on_unary(async |_, cx| Ok(Note::text(format!("{:?}", cx.tls()))));
    let (_server, client) = lab::over_tcp(script).await;
    assert_eq!(client.unary(Note::default()).await.unwrap().text, "None");
}

#[tokio::test]
async fn tls_1_2_is_spoken_with_those_who_do() {
    let site = Site::new();
    let (_server, address) = serve(site.server(), Script::new()).await;
    let versions = &[&rustls::version::TLS12];
    let stream = peers::connect(site.authority.pem(), &["h2"], versions, address).await.unwrap();
    let (_, connection) = stream.get_ref();
    assert_eq!(connection.alpn_protocol(), Some(&b"h2"[..]));
    assert_eq!(connection.protocol_version(), Some(rustls::ProtocolVersion::TLSv1_2));
}

#[tokio::test]
async fn a_target_without_a_scheme_means_tls_if_the_channel_has_it() {
    let site = Site::new();
    let (_server, address) = serve(site.server(), Script::new()).await;
    for target in [format!("localhost:{}", address.port()), format!("https://{address}/")] {
        let channel = Channel::builder().tls(site.client()).connect(target.as_str()).await;
        let client = LabClient::new(channel.unwrap_or_else(|status| panic!("{target}: {status}")));
        assert_eq!(client.unary(Note::number(1)).await.unwrap(), Note::number(1));
    }
}

/// Requests as a peer sees them that others wrote.
#[tokio::test]
async fn requests_say_https_and_whom_they_expect() {
    let authority = Authority::new();
    let identity = authority.server(["*.test.google.fr", "127.0.0.1"]);
    let listener = TlsListener::bind(&identity, &["h2"]).await;
    let wire = WireListener::bind().await;
    let trusting = ClientTls::new().ca_pem(authority.pem());
    let port = listener.address().port();
    for (tls, authority) in [
        (trusting.clone(), format!("127.0.0.1:{port}")),
        (trusting.server_name("foo.test.google.fr"), "foo.test.google.fr".to_owned()),
    ] {
        let channel = Channel::builder().tls(tls).lazy(listener.address()).unwrap();
        let call = tokio::spawn(LabClient::new(channel).unary(Note::default()).into_future());
        let mut encrypted = soon("the handshake", listener.accept()).await.unwrap();
        let mut plain = TcpStream::connect(wire.address()).await.unwrap();
        let copying =
            tokio::spawn(
                async move { tokio::io::copy_bidirectional(&mut encrypted, &mut plain).await },
            );
        let mut server = wire.accept().await;
        let request = server.request().await;
        assert_eq!(request.all(":scheme"), ["https"]);
        assert_eq!(request.all(":authority"), [authority.as_str()]);
        call.abort();
        copying.abort();
    }
}

#[cfg(unix)]
#[tokio::test]
async fn tls_goes_over_unix_sockets_too() {
    let folder = tempfile::tempdir().unwrap();
    let target = format!("unix:{}", folder.path().join("tls.sock").display());
    let site = Site::new();
    let script = Script::new().on_unary(async |_, cx| {
        assert!(matches!(cx.peer(), Peer::Unix) && cx.tls().is_some());
        Ok(Note::number(1))
    });
    let server = builder(script).tls(site.server()).bind(&target).await.unwrap();
    let _server = server.spawn();
    let channel = Channel::builder().tls(site.client()).connect(&target).await.unwrap();
    let reply = LabClient::new(channel).unary(Note::default()).await.unwrap();
    assert_eq!(reply, Note::number(1));
}

#[test]
fn the_blocking_client_speaks_tls() {
    let site = Site::new();
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let (_server, address) = runtime.block_on(serve(site.server(), Script::new()));
    let channel = Channel::builder().tls(site.client()).connect_blocking(address).unwrap();
    let client = LabBlockingClient::new(channel);
    assert_eq!(client.unary(Note::number(7)).unwrap(), Note::number(7));
}
