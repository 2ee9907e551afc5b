//! strait's server, for this package's load generator or any other:
//! `bench-server --addr 127.0.0.1:50051 --workers 2` serves `proto/echo.proto`.

use std::process::ExitCode;

use strait::{Http2Engine, Server, ServerTls, Status, Streaming, server::HandlerPlacement};
use strait_bench_harness::payload;
use strait_bench_harness::server::{self, CHANNEL, Source};
use strait_benches::identity::Identity;
use strait_benches::wire::strait::echo::{Echo, EchoServer, Msg, StreamReq};
use tokio::net::TcpListener;

struct Service(Source);

impl Echo for Service {
    async fn unary(&self, request: Msg) -> Result<Msg, Status> {
        Ok(request)
    }

    async fn server_stream(&self, request: StreamReq) -> Result<Streaming<Msg>, Status> {
        let StreamReq { count, size } = request;
        let data = payload::filled(size as usize);
        match self.0 {
            Source::Ready => {
                Ok(Streaming::from_iter((0..count).map(move |_| Msg { data: data.clone() })))
            }
            Source::Task => {
                let (mut sender, messages) = Streaming::channel(CHANNEL);
                tokio::spawn(async move {
                    for _ in 0..count {
                        sender.send(Msg { data: data.clone() }).await?;
                    }
                    Ok::<(), Status>(())
                });
                Ok(messages)
            }
        }
    }

    async fn bidi(&self, requests: Streaming<Msg>) -> Result<Streaming<Msg>, Status> {
        Ok(requests)
    }
}

fn main() -> ExitCode {
    server::main(|listener, options| async move {
        let listener = TcpListener::from_std(listener)?;
        let mut server = Server::builder().add(EchoServer::new(Service(options.source)));
        if options.inline {
            server = server.handler_placement(HandlerPlacement::Inline);
        }
        if options.h2 {
            server = server.http2_engine(Http2Engine::H2);
        }
        if options.tls {
            let Identity { certificate, key } = Identity::read()?;
            server = server.tls(ServerTls::from_pem(certificate, key));
        }
        server.listen(listener)?.serve().await;
        Ok(())
    })
}
