//! HPACK, the header compression of HTTP/2 ([RFC 7541]), made for what gRPC sends.
//!
//! A gRPC call repeats its head: the same path, authority and `te: trailers`, call after call.
//! So everything here is bent towards fields that were seen before:
//!
//! - The [`Decoder`] allocates nothing for a field, and says with [`EntryId`] *which* table entry a
//!   field came from, so that a layer above may remember what it made of that entry.
//! - The [`Encoder`] writes a field that its caller remembers in a [`Slot`] as one index, without
//!   looking at the field.
//!
//! What a field means, whether its name is in lower case or a pseudo-header is in its place, is not
//! judged here.
//!
//! ```
//! use strait_http2::hpack::{Decoder, Encoder, Field, Indexing, Limits, StaticIndex};
//!
//! let mut encoder = Encoder::new(4096);
//! let mut wire = Vec::new();
//! let mut block = encoder.block(&mut wire);
//! block.indexed(StaticIndex::METHOD_POST);
//! block.field(StaticIndex::PATH, b"/greeter.Greeter/Hello", Indexing::Incremental);
//! block.field("grpc-timeout", b"1S", Indexing::Without);
//!
//! let mut decoder = Decoder::new(4096);
//! let mut seen = Vec::new();
//! decoder.decode(&wire, Limits::default(), &mut |field: Field<'_>| {
//!     seen.push((field.name.to_vec(), field.value.to_vec()));
//! })?;
//! assert_eq!(seen[1].1, b"/greeter.Greeter/Hello");
//! # Ok::<(), strait_http2::hpack::DecodeError>(())
//! ```
//!
//! [RFC 7541]: https://www.rfc-editor.org/rfc/rfc7541

mod decoder;
mod dynamic_table;
mod encoder;
mod error;
mod field;
mod field_index;
mod gate;
mod huffman;
mod integer;
mod static_table;

pub use decoder::Decoder;
pub use encoder::{Block, Encoder, FieldName, Indexing, Slot};
pub use error::DecodeError;
pub use field::{EntryId, Field, Name};
pub use gate::{Exceeded, Limits, Sink, Summary};
pub use static_table::StaticIndex;

/// The size both ends' tables begin with, in the units of [`SETTINGS_HEADER_TABLE_SIZE`].
///
/// [`SETTINGS_HEADER_TABLE_SIZE`]: https://www.rfc-editor.org/rfc/rfc9113#section-6.5.2
pub const DEFAULT_TABLE_SIZE: u32 = 4096;

/// What a field costs beyond its octets, in the table as in a header list.
///
/// > The size of an entry is the sum of its name's length in octets […], its value's length in
/// > octets, and 32.
///
/// — [RFC 7541 § 4.1](https://www.rfc-editor.org/rfc/rfc7541#section-4.1); [RFC 9113 § 6.5.2]
/// counts a header list the same way.
///
/// [RFC 9113 § 6.5.2]: https://www.rfc-editor.org/rfc/rfc9113#section-6.5.2
pub const FIELD_OVERHEAD: usize = 32;
