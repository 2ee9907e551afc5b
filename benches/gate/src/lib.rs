//! The service whose calls are counted.

use bytes::Bytes;
use strait::{Message, Status, rpc_service};

strait::package!("echo");

/// What is echoed.
#[derive(Clone, Debug, Default, PartialEq, Message)]
pub struct Msg {
    /// The payload.
    #[tag(1)]
    pub data: Bytes,
}

/// One method.
#[rpc_service]
pub trait Echo {
    /// Returns the message.
    async fn unary(&self, request: Msg) -> Result<Msg, Status>;
}
