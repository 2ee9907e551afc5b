//! connectrpc's server: the trait its generator writes, dispatched without a lookup table, which
//! is its fastest form.

use std::process::ExitCode;

use connectrpc::{
    ConnectRpcService, InboundStream, RequestContext, Response, ServiceRequest, ServiceResult,
    ServiceStream,
};
use futures_util::StreamExt;
use futures_util::stream;
use strait_bench_harness::{payload, server};
use strait_benches::wire::connectrpc::echo::{Echo, EchoServer, Msg, StreamReq};

struct Service;

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
        let messages =
            (0..request.count).map(move |_| Ok(Msg { data: data.clone(), ..Default::default() }));
        Response::stream_ok(stream::iter(messages))
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
    server::main(|listener| async move {
        let listener = tokio::net::TcpListener::from_std(listener)?;
        let service = ConnectRpcService::new(EchoServer::new(Service));
        connectrpc::Server::from_listener(listener).serve_with_service(service).await
    })
}
