//! The connectrpc conformance suite: the contract of its service, and how programs under test talk
//! to its runner.
//!
//! <https://github.com/connectrpc/conformance>. The types are those of its five `.proto` files, in
//! a module each; `tests/conformance/schema.rs` has buf compare them with the originals.

strait::package!("connectrpc.conformance.v1");

pub mod client_compat;
pub mod config;
pub mod server_compat;
pub mod service;
pub mod suite;
mod words;

pub use words::{Value, error_of, headers_of, pairs, status_of};

use std::io;

use bytes::Bytes;
use strait::Message;
use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _};

/// Reads a message from the runner, four bytes of length before it; `None` at the end.
///
/// # Errors
///
/// If the end comes within a message, or it is no `M`.
pub async fn read<M: Message>(input: &mut (impl AsyncRead + Unpin)) -> io::Result<Option<M>> {
    let len = match input.read_u32().await {
        Ok(len) => len,
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(None),
        Err(error) => return Err(error),
    };
    let mut message = vec![0; usize::try_from(len).map_err(io::Error::other)?];
    input.read_exact(&mut message).await?;
    M::decode(Bytes::from(message)).map(Some).map_err(io::Error::other)
}

/// Writes a message to the runner, its length before it.
///
/// # Errors
///
/// If no one reads.
pub async fn write(
    output: &mut (impl AsyncWrite + Unpin),
    message: &impl Message,
) -> io::Result<()> {
    let message = message.encode_to_bytes();
    let len = u32::try_from(message.len()).map_err(io::Error::other)?;
    output.write_all(&[&len.to_be_bytes()[..], &message].concat()).await?;
    output.flush().await
}
