//! The client that the connectrpc conformance suite tests.
//!
//! The runner says on stdin which calls to make, and is told on stdout what came of each. Calls
//! run beside each other.

use std::{
    collections::HashMap,
    error::Error,
    future::{Future, IntoFuture as _},
    io,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use bytes::Bytes;
use strait::{
    CallOptions, Channel, ClientTls, Compression, Context, Message, Response, Sender, Status,
    Streaming,
};
use strait_tests::conformance::{
    self, Value,
    client_compat::{
        Cancel, CancelTiming, ClientCompatRequest, ClientCompatResponse, ClientErrorResult,
        ClientResponseResult, ClientResult,
    },
    config::{self, StreamType, TlsCreds},
    error_of, headers_of, pairs,
    service::{ConformancePayload, ConformanceServiceClient},
};
use tokio::{sync::Semaphore, task::JoinSet};

/// Calls at once: enough to be quick, few enough for the delays of the suite to mean something.
const AT_ONCE: usize = 16;

/// A call that cannot be made as the suite asks for.
type Impossible = Box<dyn Error + Send + Sync>;

#[tokio::main]
async fn main() -> Result<(), Impossible> {
    let channels = Arc::new(Channels::default());
    let places = Arc::new(Semaphore::new(AT_ONCE));
    let stdout = Arc::new(tokio::sync::Mutex::new(tokio::io::stdout()));
    let mut stdin = tokio::io::stdin();
    let mut calls = JoinSet::<io::Result<()>>::new();
    while let Some(request) = conformance::read::<ClientCompatRequest>(&mut stdin).await? {
        let place = Arc::clone(&places).acquire_owned().await?;
        let (channels, stdout) = (Arc::clone(&channels), Arc::clone(&stdout));
        calls.spawn(async move {
            let response = respond(&request, &channels).await;
            drop(place);
            conformance::write(&mut *stdout.lock().await, &response).await
        });
        while let Some(ended) = calls.try_join_next() {
            ended??;
        }
    }
    while let Some(ended) = calls.join_next().await {
        ended??;
    }
    Ok(())
}

async fn respond(request: &ClientCompatRequest, channels: &Channels) -> ClientCompatResponse {
    let result = match make(request, channels).await {
        Ok(response) => ClientResult::Response(response),
        Err(why) => ClientResult::Error(ClientErrorResult { message: why.to_string() }),
    };
    ClientCompatResponse { test_name: request.test_name.clone(), result: Some(result) }
}

/// Makes a call.
async fn make(
    request: &ClientCompatRequest,
    channels: &Channels,
) -> Result<ClientResponseResult, Impossible> {
    if request.raw_request.is_some() {
        return Err("raw requests are for the reference client".into());
    }
    let client = ConformanceServiceClient::new(channels.to(request)?);
    let cx = Context::detached();
    let options = &options(request)?.within(&cx);
    match request.method.as_deref().unwrap_or_default() {
        "Unary" => {
            let call = client.unary(only_message(request)?).options(options);
            unary(call.with_response(), request, &cx).await
        }
        "IdempotentUnary" => {
            let call = client.idempotent_unary(only_message(request)?).options(options);
            unary(call.with_response(), request, &cx).await
        }
        "Unimplemented" => {
            let call = client.unimplemented(only_message(request)?).options(options);
            unary(call.with_response(), request, &cx).await
        }
        "ServerStream" => {
            let call = client.server_stream(only_message(request)?).options(options);
            server_stream(call.into_future(), request, &cx).await
        }
        "ClientStream" => {
            let (tx, requests) = Streaming::channel(0);
            let call = client.client_stream(requests).options(options);
            client_stream(call.with_response(), tx, request, &cx).await
        }
        "BidiStream" => {
            let (tx, requests) = Streaming::channel(0);
            let call = client.bidi_stream(requests).options(options);
            bidi_stream(call.into_future(), tx, request, &cx).await
        }
        method => Err(format!("there is no method `{method}`").into()),
    }
}

/// A call with one request and one response.
async fn unary<R: Into<ConformancePayload>>(
    call: impl Future<Output = Result<Response<R>, Status>>,
    request: &ClientCompatRequest,
    cx: &Context,
) -> Result<ClientResponseResult, Impossible> {
    if let Some(cancel) = &request.cancel {
        // The requests end as the call begins.
        let (cx, delay) = (cx.clone(), after_close_send(cancel)?);
        tokio::spawn(async move {
            tokio::time::sleep(delay).await;
            cx.cancel();
        });
    }
    Ok(one_response(call.await))
}

/// A call with many requests and one response.
async fn client_stream<M: Message, R: Into<ConformancePayload>>(
    call: impl Future<Output = Result<Response<R>, Status>>,
    mut tx: Sender<M>,
    request: &ClientCompatRequest,
    cx: &Context,
) -> Result<ClientResponseResult, Impossible> {
    let messages = messages::<M>(request)?;
    let cancel = request.cancel.as_ref();
    let sending = async {
        let mut unsent = messages.len();
        for message in messages {
            pause(request.request_delay_ms).await;
            if tx.send(message).await.is_err() {
                break;
            }
            unsent -= 1;
        }
        if unsent == 0 {
            end_requests(tx, cancel, cx).await?;
        }
        Ok::<_, Impossible>(unsent)
    };
    let (response, unsent) = tokio::join!(call, sending);
    let num_unsent_requests = i32::try_from(unsent?)?;
    Ok(ClientResponseResult { num_unsent_requests, ..one_response(response) })
}

/// A call with one request and many responses.
async fn server_stream<R: Into<ConformancePayload> + Send + 'static>(
    call: impl Future<Output = Result<Streaming<R>, Status>>,
    request: &ClientCompatRequest,
    cx: &Context,
) -> Result<ClientResponseResult, Impossible> {
    let mut responses = Responses::begin(call.await, request, cx);
    if let Some(cancel) = &request.cancel
        && responses.cancel_after.is_none()
    {
        tokio::time::sleep(after_close_send(cancel)?).await;
        cx.cancel();
    }
    while responses.next().await {}
    Ok(responses.end(0).await)
}

/// A call with many requests and many responses.
async fn bidi_stream<M: Message, R: Into<ConformancePayload> + Send + 'static>(
    call: impl Future<Output = Result<Streaming<R>, Status>>,
    mut tx: Sender<M>,
    request: &ClientCompatRequest,
    cx: &Context,
) -> Result<ClientResponseResult, Impossible> {
    let messages = messages::<M>(request)?;
    let in_turn = request.stream_type == StreamType::FullDuplexBidiStream;
    let mut responses = Responses::begin(call.await, request, cx);
    let mut unsent = messages.len();
    for message in messages {
        pause(request.request_delay_ms).await;
        if tx.send(message).await.is_err() {
            break;
        }
        unsent -= 1;
        if in_turn && !responses.next().await {
            break;
        }
    }
    if unsent == 0 {
        let cancel = request.cancel.as_ref().filter(|_| responses.cancel_after.is_none());
        end_requests(tx, cancel, cx).await?;
    }
    while responses.next().await {}
    Ok(responses.end(unsent).await)
}

/// Ends a stream of requests, or cancels the call instead or afterwards.
async fn end_requests(
    tx: Sender<impl Message>,
    cancel: Option<&Cancel>,
    cx: &Context,
) -> Result<(), Impossible> {
    let Some(cancel) = cancel else { return Ok(()) };
    if let Some(CancelTiming::BeforeCloseSend(_)) = cancel.cancel_timing {
        cx.cancel();
        return Ok(());
    }
    drop(tx);
    tokio::time::sleep(after_close_send(cancel)?).await;
    cx.cancel();
    Ok(())
}

fn after_close_send(cancel: &Cancel) -> Result<Duration, Impossible> {
    match cancel.cancel_timing {
        None => Ok(Duration::ZERO),
        Some(CancelTiming::AfterCloseSendMs(delay)) => Ok(Duration::from_millis(delay.into())),
        Some(ref timing) => Err(format!("this kind of call has no {timing:?}").into()),
    }
}

/// What came of a call with one response.
fn one_response<R: Into<ConformancePayload>>(
    result: Result<Response<R>, Status>,
) -> ClientResponseResult {
    match result {
        Ok(response) => ClientResponseResult {
            response_headers: headers_of(&response.initial_metadata),
            response_trailers: headers_of(&response.trailers),
            payloads: vec![response.message.into()],
            ..ClientResponseResult::default()
        },
        Err(status) => failed(&status),
    }
}

/// What came of a call that failed.
fn failed(status: &Status) -> ClientResponseResult {
    ClientResponseResult {
        response_headers: headers_of(status.initial_metadata()),
        response_trailers: headers_of(status.metadata()),
        error: Some(error_of(status)),
        ..ClientResponseResult::default()
    }
}

/// Many responses as they come.
struct Responses<'a, R> {
    stream: Result<Streaming<R>, Status>,
    payloads: Vec<ConformancePayload>,
    cancel_after: Option<usize>,
    cx: &'a Context,
}

impl<'a, R: Into<ConformancePayload> + Send + 'static> Responses<'a, R> {
    fn begin(
        stream: Result<Streaming<R>, Status>,
        request: &ClientCompatRequest,
        cx: &'a Context,
    ) -> Self {
        let timing = request.cancel.as_ref().and_then(|cancel| cancel.cancel_timing.as_ref());
        let cancel_after = match timing {
            Some(CancelTiming::AfterNumResponses(responses)) => usize::try_from(*responses).ok(),
            _ => None,
        };
        Self { stream, payloads: Vec::new(), cancel_after, cx }
    }

    /// Reads a response; false if no more come.
    async fn next(&mut self) -> bool {
        let Ok(stream) = &mut self.stream else { return false };
        match stream.message().await {
            Ok(Some(response)) => self.payloads.push(response.into()),
            Ok(None) => return false,
            Err(status) => {
                self.stream = Err(status);
                return false;
            }
        }
        if self.cancel_after == Some(self.payloads.len()) {
            self.cx.cancel();
        }
        true
    }

    async fn end(self, unsent: usize) -> ClientResponseResult {
        let result = match self.stream {
            Ok(mut stream) => {
                let initial = stream.initial_metadata().await.unwrap_or_default();
                ClientResponseResult {
                    response_headers: headers_of(&initial),
                    response_trailers: stream.trailers().map(headers_of).unwrap_or_default(),
                    ..ClientResponseResult::default()
                }
            }
            Err(status) => failed(&status),
        };
        let num_unsent_requests = i32::try_from(unsent).unwrap_or(i32::MAX);
        ClientResponseResult { payloads: self.payloads, num_unsent_requests, ..result }
    }
}

/// The messages of a request.
fn messages<M: Message>(request: &ClientCompatRequest) -> Result<Vec<M>, Impossible> {
    let messages = request.request_messages.iter().map(|message| {
        message.unpack()?.ok_or_else(|| format!("{} is not the request", message.type_url).into())
    });
    messages.collect()
}

/// The message of a request that has one.
fn only_message<M: Message>(request: &ClientCompatRequest) -> Result<M, Impossible> {
    let mut messages = messages(request)?;
    match (messages.pop(), messages.is_empty()) {
        (Some(message), true) => Ok(message),
        _ => Err("the method takes one message".into()),
    }
}

fn options(request: &ClientCompatRequest) -> Result<CallOptions, Impossible> {
    let mut options = match compression(request.compression) {
        Some(compression) => CallOptions::new().compress(compression),
        None => CallOptions::new(),
    };
    if let Some(timeout) = request.timeout_ms {
        options = options.timeout(Duration::from_millis(timeout.into()));
    }
    for (key, value) in pairs(&request.request_headers)? {
        options = match value {
            Value::Ascii(value) => options.metadata(key, value),
            Value::Binary(value) => options.metadata_bin(key, value),
        };
    }
    Ok(options)
}

fn compression(compression: config::Compression) -> Option<Compression> {
    match compression {
        config::Compression::Unspecified | config::Compression::Identity => None,
        config::Compression::Gzip => Some(Compression::Gzip),
        config::Compression::Br => Some(Compression::Brotli),
        config::Compression::Zstd => Some(Compression::Zstd),
        config::Compression::Deflate => Some(Compression::Deflate),
        config::Compression::Snappy => Some(Compression::Snappy),
    }
}

async fn pause(milliseconds: u32) {
    if milliseconds > 0 {
        tokio::time::sleep(Duration::from_millis(milliseconds.into())).await;
    }
}

/// The channels there are, one for each server and way to talk to it.
#[derive(Default)]
struct Channels(Mutex<HashMap<Server, Channel>>);

/// A server and the way to talk to it.
#[derive(Clone, PartialEq, Eq, Hash)]
struct Server {
    host: String,
    port: u32,
    /// The certificate to trust; empty without TLS.
    certificate: Bytes,
    identity: Option<TlsCreds>,
    max_receive_message_len: u32,
}

impl Channels {
    fn to(&self, request: &ClientCompatRequest) -> Result<Channel, Impossible> {
        let server = Server {
            host: request.host.clone(),
            port: request.port,
            certificate: request.server_tls_cert.clone(),
            identity: request.client_tls_creds.clone(),
            max_receive_message_len: request.message_receive_limit,
        };
        let mut channels = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(channel) = channels.get(&server) {
            return Ok(channel.clone());
        }
        let channel = server.channel()?;
        channels.insert(server, channel.clone());
        Ok(channel)
    }
}

impl Server {
    fn channel(&self) -> Result<Channel, Impossible> {
        let mut builder = Channel::builder().compress_min_len(0);
        if self.max_receive_message_len > 0 {
            builder = builder.max_receive_message_len(self.max_receive_message_len.try_into()?);
        }
        if self.certificate.is_empty() {
            return Ok(builder.lazy(format!("http://{}:{}", self.host, self.port))?);
        }
        let mut tls = ClientTls::new().ca_pem(&self.certificate);
        if let Some(TlsCreds { cert, key }) = &self.identity {
            tls = tls.identity_pem(cert, key);
        }
        Ok(builder.tls(tls).lazy(format!("https://{}:{}", self.host, self.port))?)
    }
}
