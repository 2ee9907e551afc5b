//! tonic's server: the trait its generator writes, implemented as its guide shows.

use std::process::ExitCode;

use futures_util::StreamExt;
use futures_util::stream::{self, BoxStream};
use strait_bench_harness::payload;
use strait_bench_harness::server::{self, Source};
use strait_benches::identity::Identity;
use strait_benches::wire::tonic::echo::echo_server::{Echo, EchoServer};
use strait_benches::wire::tonic::echo::{Msg, StreamReq};
use tokio_stream::wrappers::ReceiverStream;
use tonic::transport::server::TcpIncoming;
use tonic::transport::{Server, ServerTlsConfig};
use tonic::{Request, Response, Status, Streaming};

struct Service(Source);

#[tonic::async_trait]
impl Echo for Service {
    async fn unary(&self, request: Request<Msg>) -> Result<Response<Msg>, Status> {
        Ok(Response::new(request.into_inner()))
    }

    type ServerStreamStream = BoxStream<'static, Result<Msg, Status>>;

    async fn server_stream(
        &self,
        request: Request<StreamReq>,
    ) -> Result<Response<Self::ServerStreamStream>, Status> {
        let StreamReq { count, size } = request.into_inner();
        let data = payload::filled(size as usize);
        Ok(Response::new(match self.0 {
            Source::Ready => {
                stream::iter((0..count).map(move |_| Ok(Msg { data: data.clone() }))).boxed()
            }
            Source::Task => ReceiverStream::new(payload::from_task(count, data))
                .map(|data| Ok(Msg { data }))
                .boxed(),
        }))
    }

    type BidiStream = Streaming<Msg>;

    async fn bidi(
        &self,
        requests: Request<Streaming<Msg>>,
    ) -> Result<Response<Self::BidiStream>, Status> {
        Ok(Response::new(requests.into_inner()))
    }
}

fn main() -> ExitCode {
    server::main(|listener, options| async move {
        let listener = tokio::net::TcpListener::from_std(listener)?;
        let incoming = TcpIncoming::from(listener).with_nodelay(Some(true));
        let mut server = Server::builder();
        if options.tls {
            let Identity { certificate, key } = Identity::read()?;
            let identity = tonic::transport::Identity::from_pem(certificate, key);
            server = server.tls_config(ServerTlsConfig::new().identity(identity))?;
        }
        server
            .add_service(EchoServer::new(Service(options.source)))
            .serve_with_incoming(incoming)
            .await?;
        Ok(())
    })
}
