//! connectrpc's server: the trait its generator writes, dispatched without a lookup table, which
//! is its fastest form.

use std::process::ExitCode;

use connectrpc::{
    ConnectRpcService, InboundStream, RequestContext, Response, ServiceRequest, ServiceResult,
    ServiceStream,
};
use futures_util::StreamExt;
use futures_util::stream;
use strait_bench_harness::payload;
use strait_bench_harness::server::{self, Source};
use strait_benches::wire::connectrpc::echo::{Echo, EchoServer, Msg, StreamReq};
use tokio_stream::wrappers::ReceiverStream;

struct Service(Source);

#[expect(refining_impl_trait, reason = "connectrpc's guide: name the message, not the trait")]
impl Echo for Service {
    async fn unary(
        &self,
        _: RequestContext,
        request: ServiceRequest<'_, Msg>,
    ) -> ServiceResult<Msg> {
        Response::ok(request.to_owned_message())
    }

    async fn server_stream(
        &self,
        _: RequestContext,
        request: ServiceRequest<'_, StreamReq>,
    ) -> ServiceResult<ServiceStream<Msg>> {
        let data = payload::filled(request.size as usize);
        let message = |data| Msg { data, ..Default::default() };
        match self.0 {
            Source::Ready => Response::stream_ok(stream::iter(
                (0..request.count).map(move |_| Ok(message(data.clone()))),
            )),
            Source::Task => Response::stream_ok(
                ReceiverStream::new(payload::from_task(request.count, data))
                    .map(move |data| Ok(message(data))),
            ),
        }
    }

    async fn bidi(
        &self,
        _: RequestContext,
        requests: InboundStream<Msg>,
    ) -> ServiceResult<ServiceStream<Msg>> {
        Response::stream_ok(requests.map(|message| Ok(message?.to_owned_message())))
    }
}

fn main() -> ExitCode {
    server::main(|listener, options| async move {
        let listener = tokio::net::TcpListener::from_std(listener)?;
        let service = ConnectRpcService::new(EchoServer::new(Service(options.source)));
        connectrpc::Server::from_listener(listener).serve_with_service(service).await
    })
}
