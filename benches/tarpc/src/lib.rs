//! The echo service in tarpc, over TCP with bincode. It is not gRPC and knows no streams: it is
//! here because Rust services that need no other language choose between it and gRPC.

use bytes::Bytes;
use serde::{Deserialize, Serialize};
use tarpc::serde_transport::Transport;
use tarpc::tokio_util::codec::LengthDelimitedCodec;
use tokio::net::TcpStream;
use tokio_serde::formats::Bincode;

/// What is echoed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Msg {
    /// The payload.
    pub data: Bytes,
}

/// The service, as far as tarpc can express it.
#[tarpc::service]
pub trait Echo {
    /// Returns the message.
    async fn unary(request: Msg) -> Msg;
}

/// A socket as tarpc's transport, both ways alike.
///
/// # Errors
///
/// If the socket does not take `TCP_NODELAY`.
pub fn transport<Item, SinkItem>(
    socket: TcpStream,
) -> std::io::Result<Transport<TcpStream, Item, SinkItem, Bincode<Item, SinkItem>>>
where
    Item: for<'de> Deserialize<'de>,
    SinkItem: Serialize,
{
    socket.set_nodelay(true)?;
    let framed = LengthDelimitedCodec::builder().new_framed(socket);
    Ok(tarpc::serde_transport::new(framed, Bincode::default()))
}
