//! Tokens go with calls, and not where others can read them.

use std::{future::pending, time::Duration};

use strait::{Channel, ClientTls, Code, ServerTls, Status, interceptor::BearerToken};
use strait_tests::{
    certs::{Authority, Identity},
    lab::{LabClient, Note, Script, builder, serve},
};

fn tell() -> Script {
    Script::new().on_unary(async |_, cx| {
        Ok(Note::text(cx.metadata().get("authorization").unwrap_or_default()))
    })
}

fn client(token: BearerToken) -> LabClient {
    LabClient::new(builder(tell()).in_process().unwrap().intercept(token))
}

#[tokio::test]
async fn a_token_is_sent_unless_the_call_has_its_own() {
    let client = client(BearerToken::fetched_by(async || Ok("abc\n".to_owned())));
    assert_eq!(client.unary(Note::default()).await.unwrap().text, "Bearer abc");
    let own = client.unary(Note::default()).metadata("authorization", "Basic x");
    assert_eq!(own.await.unwrap().text, "Basic x");
}

#[tokio::test]
async fn a_token_is_not_sent_in_the_clear_unless_that_is_allowed() {
    let (_server, address) = serve(builder(tell())).await;
    let channel = Channel::connect(address).await.unwrap();
    let client = LabClient::new(channel.intercept(BearerToken::new("abc")));
    let status = client.unary(Note::default()).await.unwrap_err();
    assert_eq!(status.code(), Code::Unauthenticated);
    assert!(status.message().contains("TLS") && !status.message().contains("abc"), "{status}");
    let token = BearerToken::new("abc").allow_insecure();
    assert!(!format!("{token:?}").contains("abc"));
    let client = LabClient::new(channel.intercept(token));
    assert_eq!(client.unary(Note::default()).await.unwrap().text, "Bearer abc");
}

#[tokio::test]
async fn a_token_is_sent_over_tls() {
    let authority = Authority::new();
    let Identity { certificate, key, .. } = authority.server(["127.0.0.1"]);
    let server = builder(tell()).tls(ServerTls::from_pem(&certificate, &key));
    let (_server, address) = serve(server).await;
    let channel = Channel::builder()
        .tls(ClientTls::new().ca_pem(authority.pem()))
        .intercept(BearerToken::new("abc"));
    let client = LabClient::new(channel.connect(address).await.unwrap());
    assert_eq!(client.unary(Note::default()).await.unwrap().text, "Bearer abc");
}

#[tokio::test(start_paused = true)]
async fn a_token_that_cannot_be_had_fails_the_call_in_time() {
    for (code, told) in [(Code::Unavailable, Code::Unavailable), (Code::NotFound, Code::Internal)] {
        let failing =
            client(BearerToken::fetched_by(
                move || async move { Err(Status::new(code, "no token")) },
            ));
        let status = failing.unary(Note::default()).await.unwrap_err();
        assert_eq!(status.code(), told);
        assert!(status.message().contains("no token"), "{status}");
    }
    let waiting = client(BearerToken::fetched_by(pending));
    let status = waiting.unary(Note::default()).timeout(Duration::from_secs(1)).await.unwrap_err();
    assert_eq!(status.code(), Code::DeadlineExceeded);
    let client = client(BearerToken::new("two\nlines"));
    let status = client.unary(Note::default()).await.unwrap_err();
    assert_eq!((status.code(), status.message().contains("lines")), (Code::Internal, false));
}
