//! Why a header block cannot be decoded. Every one of these ends the connection.

use std::fmt;

/// A header block that the peer made wrongly.
///
/// The two tables no longer agree after one of these, so the connection has to end with
/// `COMPRESSION_ERROR` ([RFC 9113 § 4.3](https://www.rfc-editor.org/rfc/rfc9113#section-4.3)); only
/// [`ListAbandoned`](Self::ListAbandoned) is a refusal of ours, for which `ENHANCE_YOUR_CALM` is
/// the better word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum DecodeError {
    /// The block ends within an integer.
    IntegerCut,
    /// An integer has more than four octets after its prefix.
    ///
    /// > Integer encodings that exceed implementation limits -- in value or octet length -- MUST be
    /// > treated as decoding errors.
    ///
    /// — [RFC 7541 § 5.1](https://www.rfc-editor.org/rfc/rfc7541#section-5.1)
    IntegerTooLong,
    /// A string's length goes past the end of the block.
    StringCut {
        /// The length that the string claims, in octets.
        length: usize,
        /// The octets that are there.
        left: usize,
    },
    /// An indexed field has index 0, which
    /// [RFC 7541 § 6.1](https://www.rfc-editor.org/rfc/rfc7541#section-6.1) forbids.
    IndexZero,
    /// An index lies beyond both tables
    /// ([RFC 7541 § 2.3.3](https://www.rfc-editor.org/rfc/rfc7541#section-2.3.3)).
    IndexUnknown {
        /// The index.
        index: usize,
        /// The greatest index that names an entry at this point.
        last: usize,
    },
    /// A Huffman-coded string is followed by eight or more bits of padding
    /// ([RFC 7541 § 5.2](https://www.rfc-editor.org/rfc/rfc7541#section-5.2)).
    PaddingTooLong,
    /// A Huffman-coded string's last bits are neither a symbol nor the first bits of EOS
    /// ([RFC 7541 § 5.2](https://www.rfc-editor.org/rfc/rfc7541#section-5.2)).
    PaddingNotOnes,
    /// A Huffman-coded string holds EOS
    /// ([RFC 7541 § 5.2](https://www.rfc-editor.org/rfc/rfc7541#section-5.2)).
    EosInString,
    /// A size update asks for more than our settings allow
    /// ([RFC 7541 § 6.3](https://www.rfc-editor.org/rfc/rfc7541#section-6.3)).
    SizeUpdateTooLarge {
        /// The size that the peer chose.
        size: usize,
        /// The most that we allow.
        limit: usize,
    },
    /// A size update stands behind a field.
    ///
    /// > This dynamic table size update MUST occur at the beginning of the first header block
    /// > following the change to the dynamic table size.
    ///
    /// — [RFC 7541 § 4.2](https://www.rfc-editor.org/rfc/rfc7541#section-4.2)
    SizeUpdateMisplaced,
    /// A block begins with more than two size updates: the smallest and the last size of an
    /// interval are all that there is to signal, "resulting in at most two dynamic table size
    /// updates" ([RFC 7541 § 4.2](https://www.rfc-editor.org/rfc/rfc7541#section-4.2)).
    SizeUpdatesTooMany,
    /// We lowered the limit, the peer acknowledged that, and its next block does not begin with a
    /// size update that obeys ([RFC 7541 § 4.2](https://www.rfc-editor.org/rfc/rfc7541#section-4.2)).
    SizeUpdateMissing {
        /// The lowest limit since the last block.
        limit: usize,
    },
    /// The header list is so much over the limit that decoding stopped
    /// ([`Limits::abandon_at`](super::Limits::abandon_at)).
    ListAbandoned {
        /// The limit.
        limit: usize,
    },
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("header block from the peer: ")?;
        match self {
            Self::IntegerCut => f.write_str("it ends within an integer"),
            Self::IntegerTooLong => f.write_str("an integer has more than 5 octets"),
            Self::StringCut { length, left } => {
                write!(f, "a string claims {length} octets where {left} are left")
            }
            Self::IndexZero => f.write_str("an indexed field has index 0"),
            Self::IndexUnknown { index, last } => {
                write!(f, "index {index} names nothing, the last entry is {last}")
            }
            Self::PaddingTooLong => {
                f.write_str("a Huffman-coded string has more than 7 bits of padding")
            }
            Self::PaddingNotOnes => {
                f.write_str("a Huffman-coded string does not end in a symbol or ones")
            }
            Self::EosInString => f.write_str("a Huffman-coded string holds EOS"),
            Self::SizeUpdateTooLarge { size, limit } => {
                write!(f, "table size {size} exceeds our setting of {limit}")
            }
            Self::SizeUpdateMisplaced => f.write_str("a table size update behind a field"),
            Self::SizeUpdatesTooMany => f.write_str("more than two table size updates"),
            Self::SizeUpdateMissing { limit } => {
                write!(f, "no update to the table size of {limit} that it acknowledged")
            }
            Self::ListAbandoned { limit } => {
                write!(f, "its fields exceed {limit} octets, decoding was given up")
            }
        }
    }
}

impl std::error::Error for DecodeError {}
