//! The interop server's handlers, as `doc/interop-test-descriptions.md` wants them.
//!
//! <https://github.com/grpc/grpc/blob/master/doc/interop-test-descriptions.md>

use std::time::Duration;

use strait::{Code, Compression, Context, OrStatus as _, Sender, Status, Streaming};

use super::{
    Empty, TestService,
    messages::{
        BoolValue, EchoStatus, Payload, SimpleRequest, SimpleResponse, StreamingInputCallRequest,
        StreamingInputCallResponse, StreamingOutputCallRequest, StreamingOutputCallResponse,
    },
};

/// "[caseless] the metadata … should be echoed back as initial metadata".
const ECHO_INITIAL: &str = "x-grpc-test-echo-initial";
/// The same as trailers.
const ECHO_TRAILING: &str = "x-grpc-test-echo-trailing-bin";

const COMPRESSED: Option<BoolValue> = Some(BoolValue { value: true });

/// The implementation.
#[derive(Clone, Debug)]
pub struct Interop {
    server_id: String,
}

impl Interop {
    /// A server with an id of its own.
    #[must_use]
    pub fn new() -> Self {
        Self { server_id: format!("strait-{}", std::process::id()) }
    }
}

impl Default for Interop {
    fn default() -> Self {
        Self::new()
    }
}

impl TestService for Interop {
    async fn empty_call(&self, _: Empty) -> Result<Empty, Status> {
        Ok(Empty {})
    }

    async fn unary_call(
        &self,
        request: SimpleRequest,
        cx: &Context,
    ) -> Result<SimpleResponse, Status> {
        arrived_as_expected(request.expect_compressed, cx.request_was_compressed())?;
        echo_metadata(cx)?;
        echo_status(request.response_status)?;
        if request.response_compressed == COMPRESSED {
            cx.compress(Compression::Gzip);
        }
        Ok(SimpleResponse {
            payload: Some(payload(request.response_size)?),
            server_id: if request.fill_server_id { self.server_id.clone() } else { String::new() },
            ..SimpleResponse::default()
        })
    }

    async fn cacheable_unary_call(&self, request: SimpleRequest) -> Result<SimpleResponse, Status> {
        let payload = Some(payload(request.response_size)?);
        Ok(SimpleResponse { payload, ..SimpleResponse::default() })
    }

    async fn streaming_output_call(
        &self,
        request: StreamingOutputCallRequest,
        cx: &Context,
    ) -> Result<Streaming<StreamingOutputCallResponse>, Status> {
        echo_metadata(cx)?;
        let cx = cx.clone();
        Ok(Streaming::produce(async move |mut responses| {
            respond(request, &mut responses, &cx).await
        }))
    }

    async fn streaming_input_call(
        &self,
        mut requests: Streaming<StreamingInputCallRequest>,
        _: &Context,
    ) -> Result<StreamingInputCallResponse, Status> {
        let mut bytes = 0;
        while let Some(request) = requests.message().await? {
            arrived_as_expected(request.expect_compressed, requests.last_was_compressed())?;
            bytes += request.payload.map_or(0, |payload| payload.body.len());
        }
        let aggregated_payload_size = i32::try_from(bytes).or_status(Code::OutOfRange)?;
        Ok(StreamingInputCallResponse { aggregated_payload_size })
    }

    async fn full_duplex_call(
        &self,
        mut requests: Streaming<StreamingOutputCallRequest>,
        cx: &Context,
    ) -> Result<Streaming<StreamingOutputCallResponse>, Status> {
        echo_metadata(cx)?;
        let cx = cx.clone();
        Ok(Streaming::produce(async move |mut responses| {
            while let Some(request) = requests.message().await? {
                respond(request, &mut responses, &cx).await?;
            }
            Ok(())
        }))
    }

    async fn half_duplex_call(
        &self,
        mut requests: Streaming<StreamingOutputCallRequest>,
        cx: &Context,
    ) -> Result<Streaming<StreamingOutputCallResponse>, Status> {
        echo_metadata(cx)?;
        let cx = cx.clone();
        Ok(Streaming::produce(async move |mut responses| {
            let mut all = Vec::new();
            while let Some(request) = requests.message().await? {
                all.push(request);
            }
            for request in all {
                respond(request, &mut responses, &cx).await?;
            }
            Ok(())
        }))
    }

    async fn unimplemented_call(&self, _: Empty) -> Result<Empty, Status> {
        Err(Status::unimplemented("the interop tests want this method to be unimplemented"))
    }
}

async fn respond(
    request: StreamingOutputCallRequest,
    responses: &mut Sender<StreamingOutputCallResponse>,
    cx: &Context,
) -> Result<(), Status> {
    echo_status(request.response_status)?;
    if request.response_parameters.iter().any(|wanted| wanted.compressed == COMPRESSED) {
        cx.compress(Compression::Gzip);
    }
    for wanted in request.response_parameters {
        if let Ok(pause @ 1..) = u64::try_from(wanted.interval_us) {
            tokio::time::sleep(Duration::from_micros(pause)).await;
        }
        let payload = Some(payload(wanted.size)?);
        let response = StreamingOutputCallResponse { payload };
        if wanted.compressed == COMPRESSED {
            responses.send(response).await?;
        } else {
            responses.send_uncompressed(response).await?;
        }
    }
    Ok(())
}

fn payload(size: i32) -> Result<Payload, Status> {
    let size = usize::try_from(size)
        .map_err(|_| Status::invalid_argument(format!("a payload of {size} bytes")))?;
    Ok(Payload::zeros(size))
}

/// What the probes of the client's compression cases look for.
fn arrived_as_expected(expected: Option<BoolValue>, compressed: bool) -> Result<(), Status> {
    match expected {
        Some(BoolValue { value }) if value != compressed => Err(Status::invalid_argument(format!(
            "the request should be {}",
            if value { "compressed" } else { "uncompressed" }
        ))),
        _ => Ok(()),
    }
}

fn echo_status(status: Option<EchoStatus>) -> Result<(), Status> {
    match status {
        Some(EchoStatus { code, message }) if code != 0 => {
            Err(Status::new(Code::from_number(code).unwrap_or(Code::Unknown), message))
        }
        _ => Ok(()),
    }
}

fn echo_metadata(cx: &Context) -> Result<(), Status> {
    for text in cx.metadata().get_all(ECHO_INITIAL) {
        cx.append_initial_metadata(ECHO_INITIAL, text).or_status(Code::Internal)?;
    }
    for bytes in cx.metadata().get_all_bin(ECHO_TRAILING) {
        cx.append_trailer_bin(ECHO_TRAILING, bytes).or_status(Code::Internal)?;
    }
    Ok(())
}
