//! Cases of what goes beside messages: metadata and status.

use strait::{Code, Metadata, Status, Streaming};

use super::{
    basics::{asking_for, ends, full_duplex, has_payload, next, simple_request},
    ensure, fails_with,
};
use crate::grpc_testing::{
    TestServiceClient,
    messages::{EchoStatus, SimpleRequest, StreamingOutputCallRequest},
};

const INITIAL: (&str, &str) = ("x-grpc-test-echo-initial", "test_initial_metadata_value");
const TRAILING: (&str, &[u8]) = ("x-grpc-test-echo-trailing-bin", b"\x0a\x0b\x0a\x0b\x0a\x0b");

pub(super) async fn custom_metadata(client: &TestServiceClient) -> Result<(), Status> {
    let call = client.unary_call(simple_request(1, 1));
    let call = call.metadata(INITIAL.0, INITIAL.1).metadata_bin(TRAILING.0, TRAILING.1);
    let response = call.with_response().await?;
    has_payload(&response.message, 1)?;
    is_echoed(&response.initial_metadata, Some(&response.trailers))?;

    let (mut requests, outgoing) = Streaming::channel(0);
    let call = client.full_duplex_call(outgoing);
    let call = call.metadata(INITIAL.0, INITIAL.1).metadata_bin(TRAILING.0, TRAILING.1);
    let mut responses = call.await?;
    requests.send(asking_for(&[1], 1)).await?;
    let initial = responses.initial_metadata().await?;
    next(&mut responses).await?;
    drop(requests);
    ends(&mut responses).await?;
    is_echoed(&initial, responses.trailers())
}

fn is_echoed(initial: &Metadata, trailers: Option<&Metadata>) -> Result<(), Status> {
    let texts: Vec<_> = initial.get_all(INITIAL.0).collect();
    ensure(texts == [INITIAL.1], || format!("the initial metadata has {texts:?}"))?;
    let bytes = trailers.and_then(|trailers| trailers.get_bin(TRAILING.0));
    let echoed = bytes.as_deref() == Some(TRAILING.1);
    ensure(echoed, || format!("the trailers have {bytes:?}"))
}

pub(super) async fn status_code_and_message(client: &TestServiceClient) -> Result<(), Status> {
    let message = "test status message";
    let response_status = Some(echo(message));
    unary_fails_with(client, message).await?;

    let (mut requests, mut responses) = full_duplex(client).await?;
    let request = StreamingOutputCallRequest { response_status, ..asking_for(&[], 0) };
    requests.send(request).await?;
    drop(requests);
    says(&fails_with(Code::Unknown, responses.message().await)?, message)
}

/// White space, and characters of up to four bytes.
pub(super) async fn special_status_message(client: &TestServiceClient) -> Result<(), Status> {
    unary_fails_with(client, "\t\ntest with whitespace\r\nand Unicode BMP ☺ and non-BMP 😈\t\n")
        .await
}

async fn unary_fails_with(client: &TestServiceClient, message: &str) -> Result<(), Status> {
    let response_status = Some(echo(message));
    let request = SimpleRequest { response_status, ..SimpleRequest::default() };
    says(&fails_with(Code::Unknown, client.unary_call(request).await)?, message)
}

fn echo(message: &str) -> EchoStatus {
    EchoStatus { code: Code::Unknown.number(), message: message.to_owned() }
}

fn says(status: &Status, message: &str) -> Result<(), Status> {
    let got = status.message();
    ensure(got == message, || format!("want the message {message:?}, got {got:?}"))
}
