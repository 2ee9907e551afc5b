//! `echo.proto`, written as strait's users write it.

use bytes::Bytes;
use strait::{Message, Status, Streaming, rpc_service};

strait::package!("echo");

/// What is echoed.
#[derive(Clone, Debug, Default, PartialEq, Message)]
pub struct Msg {
    /// The payload.
    #[tag(1)]
    pub data: Bytes,
}

/// How much to stream.
#[derive(Clone, Debug, Default, PartialEq, Message)]
pub struct StreamReq {
    /// Messages.
    #[tag(1)]
    pub count: u32,
    /// Bytes of data in each.
    #[tag(2)]
    pub size: u32,
}

/// The service of the benchmarks.
#[rpc_service]
pub trait Echo {
    /// Returns the message.
    async fn unary(&self, request: Msg) -> Result<Msg, Status>;

    /// Returns messages of the size that is asked for.
    async fn server_stream(&self, request: StreamReq) -> Result<Streaming<Msg>, Status>;

    /// Returns each message as it comes.
    async fn bidi(&self, requests: Streaming<Msg>) -> Result<Streaming<Msg>, Status>;
}
