//! The decoder: a complete header block in, fields out to a sink, the dynamic table kept in step.
//!
//! Assembling a block from HEADERS and CONTINUATION, and bounding its length, is the caller's;
//! bounding what comes out of it is the gate's, through which each field goes to the sink.

use super::dynamic_table::DynamicTable;
use super::error::DecodeError;
use super::field::{EntryId, Field, Name};
use super::gate::{Gate, Limits, Sink, Summary};
use super::static_table::{self, StaticIndex};
use super::{DEFAULT_TABLE_SIZE, huffman, integer};

/// What a connection remembers of the header blocks that it received.
///
/// See the [module](super) for an example.
#[derive(Debug)]
pub struct Decoder {
    /// An entry's extra is the static entry that its name was taken from.
    table: DynamicTable<Option<StaticIndex>>,
    /// The most that the peer may choose as the table's size.
    limit: usize,
    /// The lowest limit since the last block, if the table has to shrink to it.
    owed: Option<usize>,
    resizes: u64,
    /// Where Huffman-coded strings are decoded to, reused from field to field.
    scratch: Vec<u8>,
}

impl Decoder {
    /// A decoder for a new connection on which we announce `max_table_size` as
    /// `SETTINGS_HEADER_TABLE_SIZE`.
    ///
    /// Both ends begin with [`DEFAULT_TABLE_SIZE`]. So a smaller size takes effect only with
    /// [`set_max_table_size`](Self::set_max_table_size), once the peer has acknowledged it.
    pub fn new(max_table_size: u32) -> Self {
        Self {
            table: DynamicTable::new(DEFAULT_TABLE_SIZE as usize),
            limit: max_table_size.max(DEFAULT_TABLE_SIZE) as usize,
            owed: None,
            resizes: 0,
            scratch: Vec::new(),
        }
    }

    /// Changes the most that the peer may choose: to be called when the peer acknowledges the
    /// SETTINGS that say so.
    ///
    /// If the table is larger now, the peer's next block has to begin with a size update: "a change
    /// in the maximum size of the dynamic table is signaled via a dynamic table size update"
    /// ([RFC 7541 § 4.2](https://www.rfc-editor.org/rfc/rfc7541#section-4.2)).
    pub fn set_max_table_size(&mut self, max_table_size: u32) {
        self.limit = max_table_size as usize;
        if self.limit < self.owed.unwrap_or(self.table.max_size()) {
            self.owed = Some(self.limit);
        }
    }

    /// A number that changes whenever the dynamic table does.
    ///
    /// The same block at the same generation means the same fields, and leaves the table as it
    /// is if the generation is the same after it as well.
    pub fn generation(&self) -> u64 {
        self.table.next_number() + self.resizes
    }

    /// Decodes a complete header block, giving its fields to `sink` in their order:
    ///
    /// > HPACK preserves the ordering of header fields inside the header list.
    ///
    /// — [RFC 7541 § 2.1](https://www.rfc-editor.org/rfc/rfc7541#section-2.1)
    ///
    /// # Errors
    ///
    /// The connection has to end: see [`DecodeError`]. A list over the limits is no error but
    /// [`Summary::exceeded`], up to [`Limits::abandon_at`].
    pub fn decode<S: Sink>(
        &mut self,
        block: &[u8],
        limits: Limits,
        sink: &mut S,
    ) -> Result<Summary, DecodeError> {
        let mut input = block;
        self.size_updates(&mut input)?;
        let mut gate = Gate::new(limits, sink);
        while let Some((&first, rest)) = input.split_first() {
            input = if first >= 0x80 {
                self.indexed(input, &mut gate)?
            } else {
                self.literal(first, rest, &mut gate)?
            };
        }
        if self.scratch.len() > SCRATCH_KEPT {
            self.scratch = Vec::new();
        }
        Ok(gate.summary())
    }

    /// All indexed fields up to the next literal. Returns what follows.
    ///
    /// <https://www.rfc-editor.org/rfc/rfc7541#section-6.1>
    #[inline]
    fn indexed<'b, S: Sink>(
        &self,
        mut input: &'b [u8],
        gate: &mut Gate<'_, S>,
    ) -> Result<&'b [u8], DecodeError> {
        // A gate of the loop's own can live in registers.
        let mut run = gate.reborrow();
        while let Some((&first, rest)) = input.split_first()
            && first >= 0x80
        {
            input = rest;
            let index = integer::decode::<7>(first, &mut input)?;
            run.pass(self.entry(index)?)?;
        }
        let counted = run.summary();
        gate.take_over(counted);
        Ok(input)
    }

    #[inline]
    fn entry(&self, index: usize) -> Result<Field<'_>, DecodeError> {
        let (name, value, id) = if let Some(index) = static_index(index) {
            let (name, value) = index.field();
            (Name::new(name, Some(index.first_of_name())), value, EntryId::fixed(index))
        } else {
            let number = self.dynamic_number(index)?;
            let (name, value, fixed) = self.table.entry(number);
            (Name::new(name, fixed), value, EntryId::inserted(number))
        };
        Ok(Field { name, value, id: Some(id), never_indexed: false })
    }

    /// The three kinds of literal, and a size update out of place. Returns what follows.
    ///
    /// <https://www.rfc-editor.org/rfc/rfc7541#section-6.2>
    fn literal<'b, S: Sink>(
        &mut self,
        first: u8,
        mut input: &'b [u8],
        gate: &mut Gate<'_, S>,
    ) -> Result<&'b [u8], DecodeError> {
        let (index, kind) = match first {
            0x40.. => (integer::decode::<6>(first, &mut input)?, Kind::Inserted),
            0x20.. => return Err(DecodeError::SizeUpdateMisplaced),
            0x10.. => (integer::decode::<4>(first, &mut input)?, Kind::NeverIndexed),
            _ => (integer::decode::<4>(first, &mut input)?, Kind::Plain),
        };
        let mut decoded = 0;
        let name = if index == 0 {
            NameFrom::Block(self.string(&mut input, &mut decoded)?)
        } else if let Some(index) = static_index(index) {
            NameFrom::Static(index.first_of_name())
        } else {
            NameFrom::Table(self.dynamic_number(index)?)
        };
        let value = self.string(&mut input, &mut decoded)?;

        let value = value.octets(&self.scratch);
        let field = Field {
            name: match &name {
                NameFrom::Block(text) => Name::new(text.octets(&self.scratch), None),
                NameFrom::Static(index) => Name::new(index.field().0, Some(*index)),
                NameFrom::Table(number) => {
                    let (octets, _, fixed) = self.table.entry(*number);
                    Name::new(octets, fixed)
                }
            },
            value,
            id: None,
            never_indexed: kind == Kind::NeverIndexed,
        };
        if kind != Kind::Inserted {
            gate.pass(field)?;
            return Ok(input);
        }
        gate.pass(Field { id: self.next_id(&field), ..field })?;
        match name {
            NameFrom::Block(text) => self.table.insert(text.octets(&self.scratch), value, None),
            NameFrom::Static(index) => self.table.insert(index.field().0, value, Some(index)),
            NameFrom::Table(number) => self.table.insert_with_name_of(number, value),
        }
        Ok(input)
    }

    /// The id of a field that is about to be inserted, unless it is too large to stay.
    fn next_id(&self, field: &Field<'_>) -> Option<EntryId> {
        let fits = self.table.fits(field.name.len(), field.value.len());
        fits.then(|| EntryId::inserted(self.table.next_number()))
    }

    /// The number of the dynamic table's entry that `index`, which is no static one, refers to.
    ///
    /// <https://www.rfc-editor.org/rfc/rfc7541#section-2.3.3>
    #[inline]
    fn dynamic_number(&self, index: usize) -> Result<u64, DecodeError> {
        // For index 0 the subtraction wraps, and there is no entry of that age.
        match self.table.number(index.wrapping_sub(static_table::LEN + 1)) {
            Some(number) => Ok(number),
            None => Err(self.unknown_index(index)),
        }
    }

    #[cold]
    fn unknown_index(&self, index: usize) -> DecodeError {
        match index {
            0 => DecodeError::IndexZero,
            _ => DecodeError::IndexUnknown { index, last: static_table::LEN + self.table.len() },
        }
    }

    /// Reads a string literal; one that is coded goes to the scratch buffer behind the `decoded`
    /// octets that are there already.
    ///
    /// <https://www.rfc-editor.org/rfc/rfc7541#section-5.2>
    #[inline]
    fn string<'b>(
        &mut self,
        input: &mut &'b [u8],
        decoded: &mut usize,
    ) -> Result<Text<'b>, DecodeError> {
        let (&first, rest) = input.split_first().ok_or(DecodeError::IntegerCut)?;
        *input = rest;
        let length = integer::decode::<7>(first, input)?;
        let (octets, rest) = input
            .split_at_checked(length)
            .ok_or(DecodeError::StringCut { length, left: input.len() })?;
        *input = rest;
        if first < 0x80 {
            return Ok(Text::Plain(octets));
        }
        let start = *decoded;
        *decoded = huffman::decode(octets, &mut self.scratch, start)?;
        Ok(Text::Decoded { start, end: *decoded })
    }

    /// The size updates that a block may begin with, and has to if we lowered the limit.
    ///
    /// <https://www.rfc-editor.org/rfc/rfc7541#section-6.3>
    #[inline]
    fn size_updates(&mut self, input: &mut &[u8]) -> Result<(), DecodeError> {
        let update_ahead = input.first().is_some_and(|first| first & 0xe0 == 0x20);
        if update_ahead || self.owed.is_some() { self.read_size_updates(input) } else { Ok(()) }
    }

    #[cold]
    fn read_size_updates(&mut self, input: &mut &[u8]) -> Result<(), DecodeError> {
        let mut updates = 0;
        while let Some((&first, rest)) =
            input.split_first().filter(|(first, _)| *first & 0xe0 == 0x20)
        {
            *input = rest;
            let size = integer::decode::<5>(first, input)?;
            updates += 1;
            if updates > 2 {
                return Err(DecodeError::SizeUpdatesTooMany);
            }
            if size > self.limit {
                return Err(DecodeError::SizeUpdateTooLarge { size, limit: self.limit });
            }
            // The first update is the smallest size of the interval, if there are two.
            if let Some(limit) = self.owed.take()
                && size > limit
            {
                return Err(DecodeError::SizeUpdateMissing { limit });
            }
            self.table.set_max_size(size);
            self.resizes += 1;
        }
        self.owed.map_or(Ok(()), |limit| Err(DecodeError::SizeUpdateMissing { limit }))
    }
}

/// The scratch buffer that is kept between blocks: enough for the strings of common calls.
const SCRATCH_KEPT: usize = 1024;

#[inline]
fn static_index(index: usize) -> Option<StaticIndex> {
    if index <= static_table::LEN { StaticIndex::new(index as u8) } else { None }
}

/// What a literal field says about indexing.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Inserted,
    Plain,
    NeverIndexed,
}

/// Where a literal field's name is.
enum NameFrom<'b> {
    Block(Text<'b>),
    Static(StaticIndex),
    Table(u64),
}

/// A string literal: in the block itself, or decoded in the scratch buffer.
enum Text<'b> {
    Plain(&'b [u8]),
    Decoded { start: usize, end: usize },
}

impl<'b> Text<'b> {
    fn octets<'a>(&self, scratch: &'a [u8]) -> &'a [u8]
    where
        'b: 'a,
    {
        match *self {
            Self::Plain(octets) => octets,
            Self::Decoded { start, end } => &scratch[start..end],
        }
    }
}
