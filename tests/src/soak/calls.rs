//! Calls of every kind by strait's client, each with one right outcome.

use std::time::Duration;

use strait::{Code, Context, Status, Streaming};

use crate::grpc_testing::{
    TestServiceClient,
    messages::{
        EchoStatus, Payload, ResponseParameters, SimpleRequest, StreamingInputCallRequest,
        StreamingOutputCallRequest,
    },
};

const SMALL: usize = 100;
const LARGE: usize = 1024 * 1024;
/// Microseconds: longer than any call lasts.
const FOREVER: i32 = 10_000_000;
/// The longest that a call may take on a busy machine.
const BOUND: Duration = Duration::from_secs(30);

/// Makes call `n`, whose number says what it is. The error says what was wrong.
pub(super) async fn call(client: &TestServiceClient, n: u64) -> Result<(), String> {
    match n % 20 {
        1 => deadline(client).await,
        2 => cancelled(client).await,
        3 => failure(client).await,
        4 => responses(client).await,
        5 => ping_pong(client).await,
        6 => requests(client).await,
        8 => given_up(client, n).await,
        _ => unary(client, if n % 200 == 7 { LARGE } else { SMALL }).await,
    }
}

async fn unary(client: &TestServiceClient, size: usize) -> Result<(), String> {
    let request = SimpleRequest {
        response_size: i32::try_from(size).unwrap_or(i32::MAX),
        payload: Some(Payload::zeros(size)),
        ..SimpleRequest::default()
    };
    let response = client.unary_call(request).timeout(BOUND).await.map_err(failed)?;
    is_of(size, response.payload.as_ref())
}

async fn deadline(client: &TestServiceClient) -> Result<(), String> {
    let call = client.streaming_output_call(output(0, FOREVER));
    let first = match call.timeout(Duration::from_millis(20)).await {
        Ok(mut responses) => responses.message().await.map(drop),
        Err(status) => Err(status),
    };
    ends_with(Code::DeadlineExceeded, first)
}

async fn cancelled(client: &TestServiceClient) -> Result<(), String> {
    let cx = Context::detached();
    let call = client.streaming_output_call(output(1, FOREVER)).within(&cx).timeout(BOUND);
    let mut responses = call.await.map_err(failed)?;
    let first = responses.message().await.map_err(failed)?;
    is_of(SMALL, first.and_then(|response| response.payload).as_ref())?;
    cx.cancel();
    ends_with(Code::Cancelled, responses.message().await.map(drop))
}

async fn failure(client: &TestServiceClient) -> Result<(), String> {
    let code = Code::FailedPrecondition.number();
    let response_status = Some(EchoStatus { code, message: "soak".to_owned() });
    let request = SimpleRequest { response_status, ..SimpleRequest::default() };
    let response = client.unary_call(request).timeout(BOUND).await;
    ends_with(Code::FailedPrecondition, response.map(drop))
}

async fn responses(client: &TestServiceClient) -> Result<(), String> {
    let call = client.streaming_output_call(output(10, 0)).timeout(BOUND);
    let mut responses = call.await.map_err(failed)?;
    let mut got = 0;
    while let Some(response) = responses.message().await.map_err(failed)? {
        is_of(SMALL, response.payload.as_ref())?;
        got += 1;
    }
    if got == 10 { Ok(()) } else { Err(format!("{got} responses of 10")) }
}

async fn ping_pong(client: &TestServiceClient) -> Result<(), String> {
    let (mut requests, outgoing) = Streaming::channel(0);
    let call = client.full_duplex_call(outgoing).timeout(BOUND);
    let mut responses = call.await.map_err(failed)?;
    for _ in 0..3 {
        let mut request = output(1, 0);
        request.payload = Some(Payload::zeros(SMALL));
        requests.send(request).await.map_err(|error| error.to_string())?;
        let response = responses.message().await.map_err(failed)?;
        is_of(SMALL, response.and_then(|response| response.payload).as_ref())?;
    }
    drop(requests);
    match responses.message().await.map_err(failed)? {
        None => Ok(()),
        Some(_) => Err("more answers than were asked for".to_owned()),
    }
}

async fn requests(client: &TestServiceClient) -> Result<(), String> {
    let request = StreamingInputCallRequest {
        payload: Some(Payload::zeros(SMALL)),
        ..StreamingInputCallRequest::default()
    };
    let requests = Streaming::from_iter(vec![request; 3]);
    let response = client.streaming_input_call(requests).timeout(BOUND).await.map_err(failed)?;
    match usize::try_from(response.aggregated_payload_size) {
        Ok(bytes) if bytes == 3 * SMALL => Ok(()),
        _ => Err(format!("{} bytes were counted", response.aggregated_payload_size)),
    }
}

/// Dropped at any moment, unless it is done by then.
async fn given_up(client: &TestServiceClient, n: u64) -> Result<(), String> {
    let patience = Duration::from_micros(n % 1000);
    tokio::time::timeout(patience, unary(client, 10 * SMALL)).await.unwrap_or(Ok(()))
}

/// A request for `ready` responses at once, and for one more after `pause` if that is not zero.
fn output(ready: usize, pause: i32) -> StreamingOutputCallRequest {
    let one = ResponseParameters { size: SMALL as i32, ..ResponseParameters::default() };
    let mut response_parameters = vec![one.clone(); ready];
    if pause > 0 {
        response_parameters.push(ResponseParameters { interval_us: pause, ..one });
    }
    StreamingOutputCallRequest { response_parameters, ..StreamingOutputCallRequest::default() }
}

fn is_of(size: usize, payload: Option<&Payload>) -> Result<(), String> {
    match payload.map_or(0, |payload| payload.body.len()) {
        got if got == size => Ok(()),
        got => Err(format!("a payload of {got} bytes where {size} were asked for")),
    }
}

fn ends_with(code: Code, end: Result<(), Status>) -> Result<(), String> {
    match end {
        Err(status) if status.code() == code => Ok(()),
        Err(status) => Err(format!("want {code}, got {status}")),
        Ok(()) => Err(format!("want {code}, and it went well")),
    }
}

#[expect(clippy::needless_pass_by_value, reason = "for `map_err`")]
fn failed(status: Status) -> String {
    status.to_string()
}
