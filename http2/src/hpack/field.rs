//! A decoded field as the sink sees it: borrowed, and with where it came from.

use std::num::NonZeroU64;
use std::ops::Deref;

use super::static_table::{self, StaticIndex};

/// One field of a header block, borrowed from the block, a table or the decoder's scratch buffer.
///
/// Nothing but HPACK has been checked: name and value are any octets, the name may be empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Field<'a> {
    /// The name.
    pub name: Name<'a>,
    /// The value.
    pub value: &'a [u8],
    /// The table entry that holds this very field, name and value; `None` if none does.
    ///
    /// A field that enters the table with this block has the id that later references to it will
    /// have.
    pub id: Option<EntryId>,
    /// The sender wants this field never to be indexed, on no hop: who forwards it has to encode
    /// it so as well.
    ///
    /// <https://www.rfc-editor.org/rfc/rfc7541#section-6.2.3>
    pub never_indexed: bool,
}

/// A field's name: its octets, and its place in the static table if the peer referred to that.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Name<'a> {
    octets: &'a [u8],
    fixed: Option<StaticIndex>,
}

impl<'a> Name<'a> {
    pub(super) fn new(octets: &'a [u8], fixed: Option<StaticIndex>) -> Self {
        Self { octets, fixed }
    }

    /// The octets.
    #[inline]
    pub fn as_bytes(&self) -> &'a [u8] {
        self.octets
    }

    /// The first static entry with this name, if the peer took the name from the static table.
    ///
    /// `None` says nothing about the octets: a peer may spell out a name that the table has. So
    /// this is a short cut past a comparison, not a replacement for one.
    #[inline]
    pub fn static_index(&self) -> Option<StaticIndex> {
        self.fixed
    }
}

impl Deref for Name<'_> {
    type Target = [u8];

    #[inline]
    fn deref(&self) -> &[u8] {
        self.octets
    }
}

/// Which table entry a field is: equal ids from one decoder are equal fields, for its whole life.
///
/// The static table has 1 to 61; the entries of the dynamic table follow in the order of their
/// insertion, each with a number of its own that is never used again, although the *index* by
/// which the wire names an entry moves with every insertion. So "entry 63 is the path of method 3"
/// may be remembered and need not be forgotten when the entry is evicted.
///
/// Ids of different decoders have nothing to do with each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct EntryId(NonZeroU64);

impl EntryId {
    #[inline]
    pub(super) fn fixed(index: StaticIndex) -> Self {
        Self(NonZeroU64::from(index.to_nonzero()))
    }

    /// The entry that is the `number`th to be inserted, counted from 0.
    #[inline]
    pub(super) fn inserted(number: u64) -> Self {
        // A connection would have to last for millennia to come to the end of the numbers.
        let id = (static_table::LEN as u64 + 1).wrapping_add(number);
        Self(NonZeroU64::new(id).unwrap_or(NonZeroU64::MAX))
    }

    /// The number, from 1 on.
    #[inline]
    pub fn as_u64(self) -> u64 {
        self.0.get()
    }

    /// The static table's entry, unless this is one of the dynamic table.
    #[inline]
    pub fn static_index(self) -> Option<StaticIndex> {
        u8::try_from(self.0.get()).ok().and_then(StaticIndex::new)
    }
}
