//! Compression of what a server sends and takes: settings, and what is settled with each client.

use super::Builder;
use crate::{
    Compression,
    compression::{Choice, CompressionSet, Encoder, Settings},
    wire::Encodings,
};

impl Builder {
    /// Sends responses compressed to clients that accept it. A handler's
    /// [`Context::compress`](crate::Context::compress) and
    /// [`uncompressed`](crate::Context::uncompressed) win. Not compressed unless set.
    ///
    /// [`Compression`] tells when not to.
    pub fn compression(mut self, compression: Compression) -> Self {
        self.settings.compression.send = Some(compression);
        self
    }

    /// Takes requests only in these encodings, and as they are; a call in another one fails with
    /// UNIMPLEMENTED, as gRPC has it. Every encoding that is compiled in unless set.
    pub fn accept_compression(mut self, encodings: impl IntoIterator<Item = Compression>) -> Self {
        self.settings.compression.accept = encodings.into_iter().collect();
        self
    }

    /// The length in bytes from which on messages are compressed, in calls that are. 256 unless
    /// set: shorter ones fit into one packet either way.
    pub fn compress_min_len(mut self, bytes: usize) -> Self {
        self.settings.compression.min_len = bytes;
        self
    }
}

/// How the messages of a response go out. Settled when its headers are sent.
#[derive(Clone, Copy)]
pub(super) struct ResponseEncoding {
    settings: Settings,
    client: CompressionSet,
    encoder: Encoder,
}

impl ResponseEncoding {
    /// For a client that accepts what is in `client`.
    pub(super) fn new(settings: Settings, client: CompressionSet) -> Self {
        Self { settings, client, encoder: Encoder::IDENTITY }
    }

    /// Settles it, and tells what the headers say.
    ///
    /// "the server … must not use an encoding that the client does not accept" (compression.md).
    pub(super) fn settle(&mut self, choice: Choice) -> Encodings {
        self.encoder = self.settings.encoder_for(choice, self.client);
        Encodings { send: self.encoder.compression, accept: self.settings.accept }
    }

    /// What was settled; `None` if messages are not compressed.
    pub(super) fn encoder(&self) -> Option<Encoder> {
        self.encoder.compression.map(|_| self.encoder)
    }
}
