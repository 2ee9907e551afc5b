//! A client that others wrote, tonic's, calls every gRPC method of every server once before
//! anything is timed: `grpc-status: 0` and the decoded messages.

use std::time::Duration;

use bytes::Bytes;
use futures_util::{TryStreamExt, stream};
use strait_bench_harness::server::Options;
use strait_bench_harness::{Error, payload};
use strait_benches::identity::{Identity, SERVER_NAME};
use strait_benches::load::Call;
use strait_benches::wire::tonic::echo::echo_client::EchoClient;
use strait_benches::wire::tonic::echo::{Msg, StreamReq};
use tonic::transport::{Certificate, Channel, ClientTlsConfig, Endpoint};

use crate::flags::Choice;
use crate::peers::{Peer, WAYS};
use crate::programs::Server;

const TIME_LIMIT: Duration = Duration::from_secs(10);

/// Checks all gRPC servers that are to be measured.
pub(crate) fn check(core: usize, choice: &Choice) -> Result<(), Error> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    for peer in choice.peers().filter(|peer| peer.grpc) {
        for options in WAYS.into_iter().filter(|options| peer.can_run(*options)) {
            let server = Server::start(peer, core, options)?;
            let check = async { check_one(peer, connect(&server, options).await?).await };
            let checked = async { tokio::time::timeout(TIME_LIMIT, check).await? };
            runtime.block_on(checked).map_err(|error| format!("{}: {error}", peer.name))?;
        }
    }
    Ok(())
}

async fn connect(server: &Server, options: Options) -> Result<EchoClient<Channel>, Error> {
    let address = server.address;
    let endpoint = if options.tls {
        let tls = ClientTlsConfig::new()
            .ca_certificate(Certificate::from_pem(Identity::read()?.certificate))
            .domain_name(SERVER_NAME);
        Endpoint::from_shared(format!("https://{address}"))?.tls_config(tls)?
    } else {
        Endpoint::from_shared(format!("http://{address}"))?
    };
    Ok(EchoClient::new(endpoint.connect().await?))
}

async fn check_one(peer: Peer, mut client: EchoClient<Channel>) -> Result<(), Error> {
    let can_answer = |size: &usize| peer.can_answer(Call::Unary { size: *size });
    for size in [10, 100, 65_536].into_iter().filter(can_answer) {
        let sent = Msg { data: payload::numbered(size, 42).into() };
        let received = client.unary(sent.clone()).await?.into_inner();
        same(&[received], &[sent])?;
    }
    if !peer.streams {
        return Ok(());
    }

    let received = client.server_stream(StreamReq { count: 1000, size: 100 }).await?.into_inner();
    let wanted = vec![Msg { data: payload::filled(100) }; 1000];
    same(&received.try_collect::<Vec<_>>().await?, &wanted)?;

    let sent: Vec<Msg> = (0..50).map(|n| Msg { data: payload::numbered(100, n).into() }).collect();
    let received = client.bidi(stream::iter(sent.clone())).await?.into_inner();
    same(&received.try_collect::<Vec<_>>().await?, &sent)
}

fn same(received: &[Msg], wanted: &[Msg]) -> Result<(), Error> {
    if received == wanted {
        return Ok(());
    }
    let first = received.first().map_or(&Bytes::new(), |message| &message.data).len();
    Err(format!(
        "tonic's client got {} messages, the first of {first} bytes, and not the {} it asked for",
        received.len(),
        wanted.len(),
    )
    .into())
}
