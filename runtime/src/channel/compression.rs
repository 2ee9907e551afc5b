//! Compression of what a client sends and takes: settings of channels and calls.

use super::{Builder, Call, CallOptions};
use crate::{Compression, compression::Choice};

impl Builder {
    /// Sends requests compressed. [`Call::compress`] and [`Call::uncompressed`] win. Not
    /// compressed unless set.
    ///
    /// A server that does not know the encoding fails the call, with UNIMPLEMENTED as gRPC has it
    /// (C++ and Python answer INTERNAL); gzip is the one that all know. [`Compression`] tells when
    /// not to compress.
    pub fn compression(mut self, compression: Compression) -> Self {
        self.settings.compression.send = Some(compression);
        self
    }

    /// Takes responses only in these encodings, and as they are; a server that uses another one
    /// breaks the protocol, and its call fails with INTERNAL. Every encoding that is compiled in
    /// unless set.
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

impl<R, E> Call<R, E> {
    /// Sends the request, or the stream of them, compressed, whatever the channel does otherwise.
    ///
    /// A server that does not know the encoding fails the call with UNIMPLEMENTED. [`Compression`]
    /// tells when not to compress.
    pub fn compress(mut self, compression: Compression) -> Self {
        self.options = self.options.compress(compression);
        self
    }

    /// Sends the request, or the stream of them, as it is, whatever the channel does otherwise.
    pub fn uncompressed(mut self) -> Self {
        self.options = self.options.uncompressed();
        self
    }
}

impl CallOptions {
    /// As [`Call::compress`].
    pub fn compress(mut self, compression: Compression) -> Self {
        self.compression = Choice::With(compression);
        self
    }

    /// As [`Call::uncompressed`].
    pub fn uncompressed(mut self) -> Self {
        self.compression = Choice::Off;
        self
    }
}
