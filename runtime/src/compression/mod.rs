//! Message compression: the encodings, what each end offers, and which messages are compressed.
//!
//! Pure functions over bytes; the engines decide when to call them, and `wire` reads and writes the
//! headers. One module an encoding, each behind its feature.

#[cfg(feature = "brotli")]
mod brotli;
#[cfg(feature = "gzip")]
mod deflate;
mod policy;
mod set;
#[cfg(feature = "snappy")]
mod snappy;
#[cfg(feature = "zstd")]
mod zstd;

#[cfg(all(test, feature = "gzip", feature = "zstd", feature = "snappy", feature = "brotli"))]
mod tests;

pub(crate) use policy::{Choice, Encoder, Settings};
pub(crate) use set::{CompressionSet, IDENTITY};

use bytes::Bytes;

use crate::Status;

/// A way to compress messages.
///
/// Each encoding is there if its feature is on:
///
/// | | `grpc-encoding` | feature | known to |
/// | --- | --- | --- | --- |
/// | `Gzip` | `gzip` | `gzip` | every gRPC implementation |
/// | `Deflate` | `deflate` (in the zlib format) | `gzip` | C++, Python, Node, and others on the C core |
/// | `Zstd` | `zstd` | `zstd` | peers that add it |
/// | `Snappy` | `snappy` (in the framing format) | `snappy` | peers that add it |
/// | `Brotli` | `br` | `brotli` | peers that add it |
///
/// # What is accepted, and what is sent
///
/// A server and a channel take messages in every encoding that is compiled in, and say so to the
/// peer, unless `accept_compression` on their builders narrows it. What arrives costs at most the
/// limit on received messages, however little was sent: decompression stops there.
///
/// Nothing is sent compressed unless asked for:
///
/// | for | on a client | on a server |
/// | --- | --- | --- |
/// | all calls | [`ChannelBuilder::compression`](crate::ChannelBuilder::compression) | [`Builder::compression`](crate::server::Builder::compression) |
/// | a call | [`Call::compress`](crate::Call::compress), [`Call::uncompressed`](crate::Call::uncompressed) | [`Context::compress`](crate::Context::compress), [`Context::uncompressed`](crate::Context::uncompressed) |
/// | a message of a stream | [`Sender::send_uncompressed`](crate::Sender::send_uncompressed) | the same |
///
/// A server answers a client only in an encoding which that client accepts, and otherwise without
/// compression. A client cannot know beforehand what a server takes; a server that does not take
/// it answers UNIMPLEMENTED.
///
/// Limits on messages, to be received or to be sent, are limits on what they are without
/// compression.
///
/// Within a compressed call, messages shorter than `compress_min_len` on the builders (256 bytes
/// unless set) are sent as they are, and so is every message that compression does not make
/// shorter.
///
/// ```
/// # #[cfg(all(feature = "gzip", feature = "client", feature = "server"))] {
/// use strait::{Channel, Compression, Server};
///
/// let server = Server::builder().compression(Compression::Gzip);
/// let channel = Channel::builder().compression(Compression::Gzip).compress_min_len(1024);
/// # drop((server, channel)); }
/// ```
///
/// # Do not compress secrets together with what an attacker can choose
///
/// Encryption hides what a message says and not how long it is. If a message holds a secret (a
/// token, a key, a session cookie) beside text that someone else supplied, compression makes it
/// shorter whenever that text repeats a part of the secret. Who can supply texts and watch the
/// lengths, guesses the secret piece by piece. This is the attack known as CRIME and BREACH, in the
/// company of BEAST; TLS does not help. Send such calls `uncompressed()` and such messages with
/// `send_uncompressed`: both win over every default.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Compression {
    /// gzip, RFC 1952. Every gRPC implementation knows it.
    #[cfg(feature = "gzip")]
    Gzip,
    /// zlib, RFC 1950, which HTTP and gRPC call deflate.
    #[cfg(feature = "gzip")]
    Deflate,
    /// Zstandard, RFC 8878: both shorter and faster than gzip.
    #[cfg(feature = "zstd")]
    Zstd,
    /// Snappy in its framing format: the fastest, and the longest.
    #[cfg(feature = "snappy")]
    Snappy,
    /// Brotli, RFC 7932: the shortest for text.
    #[cfg(feature = "brotli")]
    Brotli,
}

impl Compression {
    const ALL: &[Self] = &[
        #[cfg(feature = "gzip")]
        Self::Gzip,
        #[cfg(feature = "gzip")]
        Self::Deflate,
        #[cfg(feature = "zstd")]
        Self::Zstd,
        #[cfg(feature = "snappy")]
        Self::Snappy,
        #[cfg(feature = "brotli")]
        Self::Brotli,
    ];

    /// All encodings that are compiled in.
    #[must_use]
    pub const fn all() -> &'static [Self] {
        Self::ALL
    }

    /// Its name in headers: `gzip`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.codec().name
    }

    /// The encoding of a name in headers; `None` if it is not compiled in.
    ///
    /// ```
    /// use strait::Compression;
    ///
    /// for compression in Compression::all() {
    ///     assert_eq!(Compression::from_name(compression.name()), Some(*compression));
    /// }
    /// assert_eq!(Compression::from_name("lzma"), None);
    /// ```
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|compression| compression.name() == name)
    }

    const fn codec(self) -> Codec {
        match self {
            #[cfg(feature = "gzip")]
            Self::Gzip => {
                Codec { name: "gzip", compress: deflate::gzip, decompress: deflate::gunzip }
            }
            #[cfg(feature = "gzip")]
            Self::Deflate => {
                Codec { name: "deflate", compress: deflate::zlib, decompress: deflate::unzlib }
            }
            #[cfg(feature = "zstd")]
            Self::Zstd => {
                Codec { name: "zstd", compress: zstd::compress, decompress: zstd::decompress }
            }
            #[cfg(feature = "snappy")]
            Self::Snappy => {
                Codec { name: "snappy", compress: snappy::compress, decompress: snappy::decompress }
            }
            #[cfg(feature = "brotli")]
            Self::Brotli => {
                Codec { name: "br", compress: brotli::compress, decompress: brotli::decompress }
            }
        }
    }

    /// Appends the compressed message to `out`. A failure, which only a lack of memory is,
    /// may leave something there.
    fn compress(self, message: &[u8], out: &mut Vec<u8>) -> Result<(), Broken> {
        (self.codec().compress)(message, out)
    }

    /// Undoes a compression, if the message is then not longer than `limit`. Nothing longer than
    /// that is ever held, whatever the data claims.
    ///
    /// No bytes at all are the empty message: peers flag it without compressing it.
    pub(crate) fn decompress(self, data: &[u8], limit: usize) -> Result<Bytes, Status> {
        if data.is_empty() {
            return Ok(Bytes::new());
        }
        // One more than the limit tells that it is exceeded.
        let at_most = limit.saturating_add(1);
        match (self.codec().decompress)(data, at_most) {
            Ok(message) if message.len() <= limit => Ok(message.into()),
            Ok(_) => Err(Status::resource_exhausted(format!(
                "message of {} bytes exceeds the limit of {limit} when its {} is undone",
                data.len(),
                self.name()
            ))),
            Err(error) => Err(Status::internal(format!(
                "a compressed message is not {}: {error}",
                self.name()
            ))),
        }
    }
}

/// What an encoding is made of.
struct Codec {
    name: &'static str,
    compress: fn(&[u8], &mut Vec<u8>) -> Result<(), Broken>,
    /// Gives the message, or as many bytes of it as it is told at most, or one step more.
    decompress: fn(&[u8], usize) -> Result<Vec<u8>, Broken>,
}

/// Why data cannot be decompressed.
type Broken = Box<dyn std::error::Error + Send + Sync>;

/// Reads to the end or until there are `at_most` bytes. Memory grows with what comes out.
#[cfg(any(feature = "snappy", feature = "zstd"))]
fn read_at_most(
    reader: &mut impl std::io::Read,
    compressed_len: usize,
    at_most: usize,
) -> std::io::Result<Vec<u8>> {
    use std::io::Read as _;

    let mut message = Vec::with_capacity(first_capacity(compressed_len, at_most));
    reader.take(u64::try_from(at_most).unwrap_or(u64::MAX)).read_to_end(&mut message)?;
    Ok(message)
}

/// The room that is made before anything has been decompressed.
#[cfg(any(feature = "brotli", feature = "gzip", feature = "snappy", feature = "zstd"))]
fn first_capacity(compressed_len: usize, at_most: usize) -> usize {
    compressed_len.saturating_mul(2).min(at_most)
}
