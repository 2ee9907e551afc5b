//! The file store: its contract. [`Folder`] keeps it.
//!
//! A transfer that was cut short goes on where it stopped. What makes that safe is the SHA-256 of
//! the whole file: it says which file the bytes so far belong to, and in the end whether they are
//! right.

mod folder;
mod incoming;

pub use folder::Folder;
pub use incoming::{Incoming, describe, read_chunks};

use strait::{Message, Oneof, Status, Streaming, rpc_service};

strait::package!("files");

/// Stores files and gives them back.
#[rpc_service]
pub trait Files {
    /// Says what there is of a file.
    async fn info(&self, #[tag(1)] name: String) -> Result<FileInfo, Status>;

    /// Sends a file from `offset` on.
    async fn download(
        &self,
        #[tag(1)] name: String,
        #[tag(2)] offset: u64,
    ) -> Result<Streaming<Chunk>, Status>;

    /// How many bytes of an upload have arrived before it was cut short; 0 if there was none.
    async fn received(&self, file: FileInfo) -> Result<u64, Status>;

    /// Stores a file. The first part says which, and from where on the chunks after it are.
    async fn upload(&self, parts: Streaming<UploadPart>) -> Result<FileInfo, Status>;
}

/// What identifies a file.
#[derive(Clone, Debug, Default, PartialEq, Message)]
pub struct FileInfo {
    /// Its name, without any folder.
    #[tag(1)]
    pub name: String,
    /// Its length in bytes.
    #[tag(2)]
    pub size: u64,
    /// The SHA-256 of its content.
    #[tag(3)]
    pub sha256: [u8; 32],
}

/// Some bytes of a file.
#[derive(Clone, Debug, Default, PartialEq, Message)]
pub struct Chunk {
    /// The bytes.
    #[tag(1)]
    pub data: bytes::Bytes,
}

/// A part of an upload.
#[derive(Clone, Debug, Default, PartialEq, Message)]
pub struct UploadPart {
    /// What it is.
    #[oneof]
    pub part: Option<Part>,
}

/// What a part of an upload can be.
#[derive(Clone, Debug, PartialEq, Oneof)]
pub enum Part {
    /// The first part.
    #[tag(1)]
    Begin(Begin),
    /// Any other part.
    #[tag(2)]
    Chunk(Chunk),
}

/// The begin of an upload.
#[derive(Clone, Debug, Default, PartialEq, Message)]
pub struct Begin {
    /// Which file it is.
    #[tag(1)]
    pub file: FileInfo,
    /// Where the first chunk belongs: what `Received` said.
    #[tag(2)]
    pub offset: u64,
}

impl From<Part> for UploadPart {
    fn from(part: Part) -> Self {
        Self { part: Some(part) }
    }
}
