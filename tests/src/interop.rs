//! The official interop cases, from the client's side, and what the two interop programs share.
//!
//! <https://github.com/grpc/grpc/blob/master/doc/interop-test-descriptions.md>. The server's side
//! is [`grpc_testing::service`](crate::grpc_testing::service). A case is known by its official
//! name; [`run`] runs one.

mod basics;
mod compressed;
mod flags;
mod http2;
pub mod loads;
mod metadata;
mod negative;
mod soak;

pub use flags::{Flags, UsageError};
pub use negative::{Log, Misbehaviour, NegativeServer};
pub use soak::Soak;

use strait::{Channel, ClientTls, Code, Status};

use crate::grpc_testing::{TestServiceClient, UnimplementedServiceClient};

/// A server under test, and how to reach it.
#[derive(Clone, Debug)]
pub struct Peer {
    /// Such as `http://localhost:10000`.
    pub target: String,
    /// For `https://`.
    pub tls: Option<ClientTls>,
    /// What the soak cases are to do.
    pub soak: Soak,
}

impl Peer {
    /// A channel of its own.
    ///
    /// # Errors
    ///
    /// The status of a failed connection.
    pub async fn connect(&self) -> Result<Channel, Status> {
        let mut channel = Channel::builder();
        if let Some(tls) = &self.tls {
            channel = channel.tls(tls.clone());
        }
        channel.connect(self.target.as_str()).await
    }
}

/// Runs a case.
///
/// # Errors
///
/// The status of a call that should have succeeded; FAILED_PRECONDITION for anything else that is
/// not as the case wants it; INVALID_ARGUMENT if no case has this name.
pub async fn run(case: &str, peer: &Peer) -> Result<(), Status> {
    let channel = peer.connect().await?;
    let client = &TestServiceClient::new(channel.clone());
    match case {
        "empty_unary" => basics::empty_unary(client).await,
        "large_unary" => basics::large_unary(client).await,
        "very_large_request" => basics::very_large_request(client).await,
        "client_streaming" => basics::client_streaming(client).await,
        "server_streaming" => basics::server_streaming(client).await,
        "ping_pong" => basics::ping_pong(client).await,
        "empty_stream" => basics::empty_stream(client).await,
        "cancel_after_begin" => basics::cancel_after_begin(client).await,
        "cancel_after_first_response" => basics::cancel_after_first_response(client).await,
        "timeout_on_sleeping_server" => basics::timeout_on_sleeping_server(client).await,
        "pick_first_unary" => basics::pick_first_unary(client).await,
        "unimplemented_method" => {
            let failed = client.unimplemented_call(crate::grpc_testing::Empty {}).await;
            fails_with(Code::Unimplemented, failed).map(drop)
        }
        "unimplemented_service" => {
            let absent = UnimplementedServiceClient::new(channel);
            let failed = absent.unimplemented_call(crate::grpc_testing::Empty {}).await;
            fails_with(Code::Unimplemented, failed).map(drop)
        }
        "custom_metadata" => metadata::custom_metadata(client).await,
        "status_code_and_message" => metadata::status_code_and_message(client).await,
        "special_status_message" => metadata::special_status_message(client).await,
        "client_compressed_unary" => {
            compressed::unary_probe(client).await?;
            compressed::client_unary(client).await
        }
        "client_compressed_unary_noprobe" => compressed::client_unary(client).await,
        "client_compressed_streaming" => {
            compressed::streaming_probe(client).await?;
            compressed::client_streaming(client).await
        }
        "client_compressed_streaming_noprobe" => compressed::client_streaming(client).await,
        "server_compressed_unary" => compressed::server_unary(client).await,
        "server_compressed_streaming" => compressed::server_streaming(client).await,
        "rpc_soak" => soak::run(peer, Some(channel)).await,
        "channel_soak" => soak::run(peer, None).await,
        "goaway" => http2::goaway(client).await,
        "rst_after_header" | "rst_during_data" | "rst_after_data" => http2::reset(client).await,
        "ping" | "data_frame_padding" => basics::large_unary(client).await,
        "max_streams" => http2::max_streams(client).await,
        _ => Err(Status::invalid_argument(format!("there is no case `{case}`"))),
    }
}

/// Fails a case unless what it wants holds.
fn ensure(holds: bool, otherwise: impl FnOnce() -> String) -> Result<(), Status> {
    if holds { Ok(()) } else { Err(Status::failed_precondition(otherwise())) }
}

/// The status of a call that has to fail.
fn fails_with<T>(code: Code, result: Result<T, Status>) -> Result<Status, Status> {
    match result {
        Err(status) if status.code() == code => Ok(status),
        Err(status) => Err(Status::failed_precondition(format!("want {code}, got {status}"))),
        Ok(_) => Err(Status::failed_precondition(format!("want {code}, but the call succeeded"))),
    }
}
