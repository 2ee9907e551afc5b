//! Cases of the four kinds of calls, large messages, cancellation and deadlines.

use std::time::Duration;

use strait::{Code, Context, Sender, Status, Streaming};

use super::{ensure, fails_with};
use crate::grpc_testing::{
    Empty, TestServiceClient,
    messages::{
        Payload, ResponseParameters, SimpleRequest, SimpleResponse, StreamingInputCallRequest,
        StreamingOutputCallRequest, StreamingOutputCallResponse,
    },
};

/// The sizes of the requests and responses of streams, in bytes.
const REQUESTS: [usize; 4] = [27182, 8, 1828, 45904];
const RESPONSES: [usize; 4] = [31415, 9, 2653, 58979];
/// The same of single ones.
pub(super) const LARGE_REQUEST: usize = 271_828;
pub(super) const LARGE_RESPONSE: usize = 314_159;

pub(super) async fn empty_unary(client: &TestServiceClient) -> Result<(), Status> {
    client.empty_call(Empty {}).await.map(drop)
}

pub(super) async fn large_unary(client: &TestServiceClient) -> Result<(), Status> {
    unary(client, LARGE_REQUEST, LARGE_RESPONSE).await
}

pub(super) async fn very_large_request(client: &TestServiceClient) -> Result<(), Status> {
    unary(client, 10 * 1024 * 1024, 10).await
}

/// A unary call with payloads of these sizes.
pub(super) async fn unary(
    client: &TestServiceClient,
    request: usize,
    response: usize,
) -> Result<(), Status> {
    has_payload(&client.unary_call(simple_request(request, response)).await?, response)
}

pub(super) fn simple_request(size: usize, response: usize) -> SimpleRequest {
    SimpleRequest {
        response_size: wire_size(response),
        payload: Some(Payload::zeros(size)),
        ..SimpleRequest::default()
    }
}

pub(super) fn has_payload(response: &SimpleResponse, size: usize) -> Result<(), Status> {
    is_of_size(response.payload.as_ref(), size)
}

pub(super) fn streamed_payload(
    response: &StreamingOutputCallResponse,
    size: usize,
) -> Result<(), Status> {
    is_of_size(response.payload.as_ref(), size)
}

fn is_of_size(payload: Option<&Payload>, want: usize) -> Result<(), Status> {
    let got = payload.map(|payload| payload.body.len());
    ensure(got == Some(want), || format!("want a payload of {want} bytes, got {got:?}"))
}

pub(super) async fn client_streaming(client: &TestServiceClient) -> Result<(), Status> {
    let requests = REQUESTS.map(|size| StreamingInputCallRequest {
        payload: Some(Payload::zeros(size)),
        expect_compressed: None,
    });
    let response = client.streaming_input_call(Streaming::from_iter(requests)).await?;
    let (got, want) = (response.aggregated_payload_size, wire_size(REQUESTS.iter().sum()));
    ensure(got == want, || format!("want {want} bytes in all, got {got}"))
}

pub(super) async fn server_streaming(client: &TestServiceClient) -> Result<(), Status> {
    let request = asking_for(&RESPONSES, 0);
    let mut responses = client.streaming_output_call(request).await?;
    for size in RESPONSES {
        streamed_payload(&next(&mut responses).await?, size)?;
    }
    ends(&mut responses).await
}

pub(super) async fn ping_pong(client: &TestServiceClient) -> Result<(), Status> {
    let (mut requests, mut responses) = full_duplex(client).await?;
    for (request, response) in REQUESTS.into_iter().zip(RESPONSES) {
        requests.send(asking_for(&[response], request)).await?;
        streamed_payload(&next(&mut responses).await?, response)?;
    }
    drop(requests);
    ends(&mut responses).await
}

pub(super) async fn empty_stream(client: &TestServiceClient) -> Result<(), Status> {
    let (requests, mut responses) = full_duplex(client).await?;
    drop(requests);
    ends(&mut responses).await
}

/// Cancels with the metadata sent and no message.
pub(super) async fn cancel_after_begin(client: &TestServiceClient) -> Result<(), Status> {
    let cx = Context::detached();
    let (requests, outgoing) = Streaming::channel(0);
    let call = client.streaming_input_call(outgoing).within(&cx);
    let cancel = async {
        cx.cancel();
        // Until now the stream was open.
        drop::<Sender<StreamingInputCallRequest>>(requests);
    };
    let (result, ()) = tokio::join!(call.with_response(), cancel);
    fails_with(Code::Cancelled, result).map(drop)
}

pub(super) async fn cancel_after_first_response(client: &TestServiceClient) -> Result<(), Status> {
    let cx = Context::detached();
    let (mut requests, outgoing) = Streaming::channel(0);
    let mut responses = client.full_duplex_call(outgoing).within(&cx).await?;
    requests.send(asking_for(&[31415], 27182)).await?;
    streamed_payload(&next(&mut responses).await?, 31415)?;
    cx.cancel();
    fails_with(Code::Cancelled, responses.message().await).map(drop)
}

/// The server has nothing to answer to the request, and waits for more.
pub(super) async fn timeout_on_sleeping_server(client: &TestServiceClient) -> Result<(), Status> {
    let (mut requests, outgoing) = Streaming::channel(1);
    // The first message may be too late already.
    let _ = requests.send(asking_for(&[], 27182)).await;
    let call = client.full_duplex_call(outgoing).timeout(Duration::from_millis(1));
    let result = match call.await {
        Ok(mut responses) => responses.message().await.map(drop),
        Err(status) => Err(status),
    };
    fails_with(Code::DeadlineExceeded, result).map(drop)
}

/// All calls of a channel reach the same server.
pub(super) async fn pick_first_unary(client: &TestServiceClient) -> Result<(), Status> {
    let request = || SimpleRequest { fill_server_id: true, ..simple_request(1, 1) };
    let first = client.unary_call(request()).await?.server_id;
    ensure(!first.is_empty(), || "the server does not tell its id".to_owned())?;
    for _ in 1..100 {
        let id = client.unary_call(request()).await?.server_id;
        ensure(id == first, || format!("the servers are {first} and {id}"))?;
    }
    Ok(())
}

pub(super) type Duplex =
    (Sender<StreamingOutputCallRequest>, Streaming<StreamingOutputCallResponse>);

pub(super) async fn full_duplex(client: &TestServiceClient) -> Result<Duplex, Status> {
    let (requests, outgoing) = Streaming::channel(0);
    Ok((requests, client.full_duplex_call(outgoing).await?))
}

/// A request of a payload for responses of these sizes.
pub(super) fn asking_for(responses: &[usize], payload: usize) -> StreamingOutputCallRequest {
    let response_parameters = responses
        .iter()
        .map(|&size| ResponseParameters { size: wire_size(size), ..ResponseParameters::default() });
    StreamingOutputCallRequest {
        response_parameters: response_parameters.collect(),
        payload: Some(Payload::zeros(payload)),
        ..StreamingOutputCallRequest::default()
    }
}

/// The sizes of these cases fit.
pub(super) fn wire_size(size: usize) -> i32 {
    i32::try_from(size).unwrap_or(i32::MAX)
}

pub(super) async fn next<T: Send + 'static>(responses: &mut Streaming<T>) -> Result<T, Status> {
    let response = responses.message().await?;
    response.ok_or_else(|| Status::failed_precondition("the responses end too soon"))
}

pub(super) async fn ends<T: Send + 'static>(responses: &mut Streaming<T>) -> Result<(), Status> {
    let more = responses.message().await?.is_some();
    ensure(!more, || "more responses than were asked for".to_owned())
}
