//! The server that the connectrpc conformance suite tests.
//!
//! The runner says on stdin how to be set up, is told on stdout where the server is, and ends it
//! with SIGTERM.

use std::{error::Error, time::Duration};

use bytes::Bytes;
use strait::{
    Code, Context, Message, OrStatus as _, Sender, ServerTls, Status, Streaming, well_known::Any,
};
use strait_tests::conformance::{
    self, Value,
    config::TlsCreds,
    headers_of, pairs,
    server_compat::{ServerCompatRequest, ServerCompatResponse},
    service::{
        self, BidiStreamRequest, BidiStreamResponse, ClientStreamRequest, ClientStreamResponse,
        ConformancePayload, ConformanceService, ConformanceServiceServer, Header,
        IdempotentUnaryRequest, IdempotentUnaryResponse, RequestInfo, ServerStreamRequest,
        ServerStreamResponse, StreamResponseDefinition, UnaryRequest, UnaryResponse,
        UnaryResponseDefinition, UnaryResponseKind, UnimplementedRequest, UnimplementedResponse,
    },
    status_of,
};
use tokio::signal::unix::{SignalKind, signal};

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let mut terminate = signal(SignalKind::terminate())?;
    let request: ServerCompatRequest =
        conformance::read(&mut tokio::io::stdin()).await?.ok_or("the runner asks for nothing")?;
    let service = ConformanceServiceServer::new(Conformance);
    let mut builder = strait::Server::builder().add(service).compress_min_len(0);
    if request.message_receive_limit > 0 {
        builder = builder.max_receive_message_len(request.message_receive_limit.try_into()?);
    }
    let mut pem_cert = Bytes::new();
    if request.use_tls {
        let TlsCreds { cert, key } = request.server_creds.ok_or("TLS without a certificate")?;
        let mut tls = ServerTls::from_pem(&cert, key);
        if !request.client_tls_cert.is_empty() {
            tls = tls.client_ca(request.client_tls_cert);
        }
        builder = builder.tls(tls);
        pem_cert = cert;
    }
    let server = builder.bind("127.0.0.1:0").await?;
    let address = server.local_addr().ok_or("a TCP address")?;
    let response = ServerCompatResponse {
        host: address.ip().to_string(),
        port: address.port().into(),
        pem_cert,
    };
    let server = server.spawn();
    conformance::write(&mut tokio::io::stdout(), &response).await?;

    terminate.recv().await;
    server.drain(Duration::from_secs(1)).await;
    Ok(())
}

struct Conformance;

impl ConformanceService for Conformance {
    async fn unary(&self, request: UnaryRequest, cx: &Context) -> Result<UnaryResponse, Status> {
        let requests = vec![Any::pack(&request)];
        answer(request.response_definition, requests, cx).await.map(Into::into)
    }

    async fn idempotent_unary(
        &self,
        request: IdempotentUnaryRequest,
        cx: &Context,
    ) -> Result<IdempotentUnaryResponse, Status> {
        let requests = vec![Any::pack(&request)];
        answer(request.response_definition, requests, cx).await.map(Into::into)
    }

    async fn client_stream(
        &self,
        mut requests: Streaming<ClientStreamRequest>,
        cx: &Context,
    ) -> Result<ClientStreamResponse, Status> {
        let mut definition = None;
        let mut seen = Vec::new();
        while let Some(request) = requests.message().await? {
            let packed = Any::pack(&request);
            if seen.is_empty() {
                definition = request.response_definition;
            }
            seen.push(packed);
        }
        answer(definition, seen, cx).await.map(Into::into)
    }

    async fn server_stream(
        &self,
        request: ServerStreamRequest,
        cx: &Context,
    ) -> Result<Streaming<ServerStreamResponse>, Status> {
        let seen = Any::pack(&request);
        let mut answers = Answers::begin(request.response_definition.unwrap_or_default(), cx)?;
        answers.saw(seen);
        Ok(Streaming::produce(async move |mut tx| answers.send_rest(&mut tx).await))
    }

    async fn bidi_stream(
        &self,
        mut requests: Streaming<BidiStreamRequest>,
        cx: &Context,
    ) -> Result<Streaming<BidiStreamResponse>, Status> {
        let cx = cx.clone();
        Ok(Streaming::produce(async move |mut tx| {
            let Some(first) = requests.message().await? else { return Ok(()) };
            let full_duplex = first.full_duplex;
            let seen = Any::pack(&first);
            let mut answers = Answers::begin(first.response_definition.unwrap_or_default(), &cx)?;
            answers.saw(seen);
            // In turn until one side has no more to say.
            while !full_duplex || answers.send_next(&mut tx).await? {
                let Some(request) = requests.message().await? else { break };
                answers.saw(Any::pack(&request));
            }
            answers.send_rest(&mut tx).await
        }))
    }

    async fn unimplemented(
        &self,
        _: UnimplementedRequest,
    ) -> Result<UnimplementedResponse, Status> {
        Err(Status::unimplemented("the suite wants this method not to be implemented"))
    }
}

/// The one answer to a call.
async fn answer(
    definition: Option<UnaryResponseDefinition>,
    requests: Vec<Any>,
    cx: &Context,
) -> Result<ConformancePayload, Status> {
    let info = RequestInfo { requests, ..request_info(cx) };
    let definition = definition.unwrap_or_default();
    prepare(cx, &definition.response_headers, &definition.response_trailers)?;
    pause(definition.response_delay_ms).await;
    let data = match definition.response {
        Some(UnaryResponseKind::Error(error)) => {
            return Err(status_of(error, Some(Any::pack(&info))));
        }
        Some(UnaryResponseKind::ResponseData(data)) => data,
        None => Bytes::new(),
    };
    Ok(ConformancePayload { data, request_info: Some(info) })
}

/// The many answers to a call.
struct Answers {
    data: std::vec::IntoIter<Bytes>,
    delay_ms: u32,
    error: Option<service::Error>,
    /// What was seen of the request since the last answer; of the metadata only the first tells.
    info: Option<RequestInfo>,
    sent: bool,
}

impl Answers {
    /// Sends the headers at once.
    fn begin(definition: StreamResponseDefinition, cx: &Context) -> Result<Self, Status> {
        prepare(cx, &definition.response_headers, &definition.response_trailers)?;
        cx.send_initial_metadata();
        Ok(Self {
            data: definition.response_data.into_iter(),
            delay_ms: definition.response_delay_ms,
            error: definition.error,
            info: Some(request_info(cx)),
            sent: false,
        })
    }

    fn saw(&mut self, request: Any) {
        self.info.get_or_insert_default().requests.push(request);
    }

    /// Sends an answer; false if there is none left.
    async fn send_next<R>(&mut self, tx: &mut Sender<R>) -> Result<bool, Status>
    where
        R: Message + From<ConformancePayload>,
    {
        let Some(data) = self.data.next() else { return Ok(false) };
        pause(self.delay_ms).await;
        let payload = ConformancePayload { data, request_info: self.info.take() };
        tx.send(payload.into()).await?;
        self.sent = true;
        Ok(true)
    }

    /// Sends all that is left, and ends the call.
    async fn send_rest<R>(&mut self, tx: &mut Sender<R>) -> Result<(), Status>
    where
        R: Message + From<ConformancePayload>,
    {
        while self.send_next(tx).await? {}
        let Some(error) = self.error.take() else { return Ok(()) };
        let info = self.info.take().filter(|_| !self.sent);
        Err(status_of(error, info.as_ref().map(Any::pack)))
    }
}

fn request_info(cx: &Context) -> RequestInfo {
    RequestInfo {
        request_headers: headers_of(cx.metadata()),
        timeout_ms: cx.time_remaining().and_then(|left| left.as_millis().try_into().ok()),
        ..RequestInfo::default()
    }
}

/// Settles what goes before and after the messages, which are compressed if the requests are.
fn prepare(cx: &Context, headers: &[Header], trailers: &[Header]) -> Result<(), Status> {
    if let Some(compression) = cx.request_compression() {
        cx.compress(compression);
    }
    for (key, value) in pairs(headers).or_status(Code::InvalidArgument)? {
        match value {
            Value::Ascii(value) => cx.append_initial_metadata(key, value),
            Value::Binary(value) => cx.append_initial_metadata_bin(key, value),
        }
        .or_status(Code::InvalidArgument)?;
    }
    for (key, value) in pairs(trailers).or_status(Code::InvalidArgument)? {
        match value {
            Value::Ascii(value) => cx.append_trailer(key, value),
            Value::Binary(value) => cx.append_trailer_bin(key, value),
        }
        .or_status(Code::InvalidArgument)?;
    }
    Ok(())
}

async fn pause(milliseconds: u32) {
    if milliseconds > 0 {
        tokio::time::sleep(Duration::from_millis(milliseconds.into())).await;
    }
}
