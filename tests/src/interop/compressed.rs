//! Cases of compression. The probes tell whether a server checks what it is sent.

use strait::{Code, Compression, Status, Streaming};

use super::{
    basics::{
        LARGE_REQUEST, LARGE_RESPONSE, ends, has_payload, next, simple_request, streamed_payload,
        wire_size,
    },
    ensure, fails_with,
};
use crate::grpc_testing::{
    TestServiceClient,
    messages::{
        BoolValue, Payload, ResponseParameters, SimpleRequest, StreamingInputCallRequest,
        StreamingOutputCallRequest,
    },
};

const YES: Option<BoolValue> = Some(BoolValue { value: true });
const NO: Option<BoolValue> = Some(BoolValue { value: false });

/// Says that a request is compressed which is not.
pub(super) async fn unary_probe(client: &TestServiceClient) -> Result<(), Status> {
    let request = large_request(YES);
    let failed = client.unary_call(request).uncompressed().await;
    fails_with(Code::InvalidArgument, failed).map(drop)
}

pub(super) async fn client_unary(client: &TestServiceClient) -> Result<(), Status> {
    let call = client.unary_call(large_request(YES)).compress(Compression::Gzip);
    has_payload(&call.await?, LARGE_RESPONSE)?;
    let call = client.unary_call(large_request(NO)).uncompressed();
    has_payload(&call.await?, LARGE_RESPONSE)
}

fn large_request(expect_compressed: Option<BoolValue>) -> SimpleRequest {
    SimpleRequest { expect_compressed, ..simple_request(LARGE_REQUEST, LARGE_RESPONSE) }
}

/// As [`unary_probe`], with the first message of a stream.
pub(super) async fn streaming_probe(client: &TestServiceClient) -> Result<(), Status> {
    let requests = Streaming::from_iter([part(27182, YES)]);
    let failed = client.streaming_input_call(requests).uncompressed().await;
    fails_with(Code::InvalidArgument, failed).map(drop)
}

/// One message of the stream is compressed, one not.
pub(super) async fn client_streaming(client: &TestServiceClient) -> Result<(), Status> {
    let (mut requests, outgoing) = Streaming::channel(0);
    let call = client.streaming_input_call(outgoing).compress(Compression::Gzip);
    let sending = async {
        requests.send(part(27182, YES)).await?;
        requests.send_uncompressed(part(45904, NO)).await?;
        drop(requests);
        Ok::<_, Status>(())
    };
    let (response, sent) = tokio::join!(call.with_response(), sending);
    let (size, want) = (response?.message.aggregated_payload_size, 27182 + 45904);
    sent?;
    ensure(size == want, || format!("want {want} bytes in all, got {size}"))
}

fn part(size: usize, expect_compressed: Option<BoolValue>) -> StreamingInputCallRequest {
    StreamingInputCallRequest { payload: Some(Payload::zeros(size)), expect_compressed }
}

pub(super) async fn server_unary(client: &TestServiceClient) -> Result<(), Status> {
    for (response_compressed, want) in [(YES, true), (NO, false)] {
        let request = simple_request(LARGE_REQUEST, LARGE_RESPONSE);
        let call = client.unary_call(SimpleRequest { response_compressed, ..request });
        let response = call.with_response().await?;
        has_payload(&response.message, LARGE_RESPONSE)?;
        is_compressed(response.was_compressed, want)?;
    }
    Ok(())
}

/// One message of the stream is compressed, one not.
pub(super) async fn server_streaming(client: &TestServiceClient) -> Result<(), Status> {
    let wanted = [(31415, YES), (92653, NO)];
    let response_parameters = wanted.map(|(size, compressed)| ResponseParameters {
        size: wire_size(size),
        compressed,
        interval_us: 0,
    });
    let request = StreamingOutputCallRequest {
        response_parameters: response_parameters.to_vec(),
        ..StreamingOutputCallRequest::default()
    };
    let mut responses = client.streaming_output_call(request).await?;
    for (size, compressed) in wanted {
        streamed_payload(&next(&mut responses).await?, size)?;
        is_compressed(responses.last_was_compressed(), compressed == YES)?;
    }
    ends(&mut responses).await
}

fn is_compressed(got: bool, want: bool) -> Result<(), Status> {
    let not = |is| if is { "" } else { "not " };
    ensure(got == want, || {
        format!("the response should {}be compressed, and is {}", not(want), not(got).trim_end())
    })
}
