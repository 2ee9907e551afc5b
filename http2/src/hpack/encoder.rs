//! The encoder: fields in, a header block out, the peer's dynamic table kept in mind.

use std::sync::atomic::{AtomicU32, Ordering};

use bytes::BufMut;

use super::field_index::{FieldIndex, Hashes, SearchableTable};
use super::static_table::{self, StaticIndex};
use super::{DEFAULT_TABLE_SIZE, huffman, integer};

/// What a connection remembers of the header blocks that it sent.
///
/// Blocks have to be sent in the order in which they were encoded, all of them: the peer's table
/// follows. See the [module](super) for an example.
#[derive(Debug)]
pub struct Encoder {
    table: SearchableTable,
    index: FieldIndex,
    /// The most of the peer's table that we use.
    cap: u32,
    resize: Option<Resize>,
    /// Tells the slots of this encoder from those of others.
    tag: u32,
}

/// Sizes to signal with the next block: the smallest since the last one, and the present one.
#[derive(Debug, Clone, Copy)]
struct Resize {
    lowest: usize,
    size: usize,
}

/// Whether a literal field enters the peer's dynamic table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Indexing {
    /// It does, and is one octet when it comes again. For fields that repeat: `:path`,
    /// `:authority`, `user-agent`. It is Huffman-coded if that is shorter, since that is paid once.
    ///
    /// [RFC 7541 § 6.2.1](https://www.rfc-editor.org/rfc/rfc7541#section-6.2.1)
    Incremental,
    /// It does not, so that it evicts nothing. For values that change from call to call:
    /// `grpc-timeout`, trace contexts. It is never Huffman-coded: to spare a quarter of its octets
    /// costs either side about 20 instructions for each of them, call after call, where copying
    /// takes less than one.
    ///
    /// [RFC 7541 § 6.2.2](https://www.rfc-editor.org/rfc/rfc7541#section-6.2.2)
    Without,
    /// It must not, on this hop or any other. For secrets, whose value could be guessed by trying
    /// what compresses well ([RFC 7541 § 7.1]): `authorization`. Never Huffman-coded either.
    ///
    /// [RFC 7541 § 6.2.3](https://www.rfc-editor.org/rfc/rfc7541#section-6.2.3)
    ///
    /// [RFC 7541 § 7.1]: https://www.rfc-editor.org/rfc/rfc7541#section-7.1
    Never,
}

/// The name of a field to be encoded: spelt out, or that of a static entry, which need not be
/// looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FieldName<'a> {
    /// The octets, in lower case.
    Octets(&'a [u8]),
    /// The name of this entry, whatever the entry's value.
    Static(StaticIndex),
}

impl<'a> From<&'a str> for FieldName<'a> {
    #[inline]
    fn from(name: &'a str) -> Self {
        Self::Octets(name.as_bytes())
    }
}

impl<'a> From<&'a [u8]> for FieldName<'a> {
    #[inline]
    fn from(name: &'a [u8]) -> Self {
        Self::Octets(name)
    }
}

impl<'a, const N: usize> From<&'a [u8; N]> for FieldName<'a> {
    #[inline]
    fn from(name: &'a [u8; N]) -> Self {
        Self::Octets(name)
    }
}

impl From<StaticIndex> for FieldName<'_> {
    #[inline]
    fn from(index: StaticIndex) -> Self {
        Self::Static(index)
    }
}

/// Remembers where in the dynamic table a field is, for [`Block::cached`].
///
/// It belongs to one field, but not to one encoder: with another one, as after a reconnection, it
/// is as good as new. So it may lie wherever the field does.
#[derive(Debug, Clone, Copy, Default)]
pub struct Slot {
    /// The encoder's tag, or 0.
    tag: u32,
    number: u64,
}

/// A header block in the making, appended to a buffer.
///
/// Nothing need be done at its end. A block without fields is valid too.
#[derive(Debug)]
pub struct Block<'a, B> {
    encoder: &'a mut Encoder,
    out: &'a mut B,
}

impl Encoder {
    /// An encoder for a peer whose `SETTINGS_HEADER_TABLE_SIZE` is `peer_max`, or
    /// [`DEFAULT_TABLE_SIZE`] as long as it has not said. It uses [`DEFAULT_TABLE_SIZE`] at most.
    pub fn new(peer_max: u32) -> Self {
        Self::with_cap(peer_max, DEFAULT_TABLE_SIZE)
    }

    /// An encoder that uses `cap` octets of the peer's table at most; they are remembered here as
    /// well, which is what the cap bounds.
    pub fn with_cap(peer_max: u32, cap: u32) -> Self {
        let mut encoder = Self {
            table: SearchableTable::new(DEFAULT_TABLE_SIZE as usize),
            index: FieldIndex::new(),
            cap,
            resize: None,
            tag: next_tag(),
        };
        encoder.set_max_size(peer_max);
        encoder
    }

    /// Follows the peer's `SETTINGS_HEADER_TABLE_SIZE`: to be called as the acknowledgement of these
    /// SETTINGS is written, so that the blocks encoded from then on follow it on the wire. The next
    /// one begins with the size update that this calls for.
    ///
    /// > the smallest maximum table size that occurs in that interval MUST be signaled in a
    /// > dynamic table size update. The final maximum size is always signaled
    ///
    /// — [RFC 7541 § 4.2](https://www.rfc-editor.org/rfc/rfc7541#section-4.2)
    pub fn set_max_size(&mut self, peer_max: u32) {
        let size = peer_max.min(self.cap) as usize;
        let lowest = self.resize.map_or(self.table.max_size(), |resize| resize.lowest).min(size);
        let unchanged = lowest == size && size == self.table.max_size();
        self.resize = (!unchanged).then_some(Resize { lowest, size });
    }

    /// Begins a header block at the end of `out`.
    ///
    /// # Panics
    ///
    /// `out` may be of fixed size, such as `&mut [u8]`; then this and what is done with the block
    /// panics when it is full. `Vec<u8>` and `BytesMut` grow.
    #[inline]
    pub fn block<'a, B: BufMut>(&'a mut self, out: &'a mut B) -> Block<'a, B> {
        if let Some(resize) = self.resize.take() {
            self.signal(resize, out);
        }
        Block { encoder: self, out }
    }

    #[cold]
    fn signal(&mut self, resize: Resize, out: &mut impl BufMut) {
        if resize.lowest < self.table.max_size() && resize.lowest < resize.size {
            self.resize_to(resize.lowest, out);
        }
        self.resize_to(resize.size, out);
    }

    /// <https://www.rfc-editor.org/rfc/rfc7541#section-6.3>
    fn resize_to(&mut self, size: usize, out: &mut impl BufMut) {
        integer::encode::<5>(0x20, size, out);
        self.table.set_max_size(size);
    }
}

impl<B: BufMut> Block<'_, B> {
    /// Appends a field of the static table: one octet.
    #[inline]
    pub fn indexed(&mut self, index: StaticIndex) {
        self.out.put_u8(0x80 | index.get());
    }

    /// Appends octets that were encoded before: whole fields, by static index or as literals that
    /// are not indexed, since what they mean must not depend on the dynamic table or change it.
    #[inline]
    pub fn encoded(&mut self, fields: &[u8]) {
        self.out.put_slice(fields);
    }

    /// Appends a field.
    ///
    /// With [`Indexing::Incremental`] it becomes an index if a table has it. A field that would
    /// take more than three quarters of the table is not indexed all the same.
    pub fn field<'n>(&mut self, name: impl Into<FieldName<'n>>, value: &[u8], indexing: Indexing) {
        let name = KnownName::of(name.into());
        match indexing {
            Indexing::Incremental => {
                self.incremental(name, value);
            }
            Indexing::Without => self.literal::<4>(0x00, name, value),
            Indexing::Never => self.literal::<4>(0x10, name, value),
        }
    }

    /// Appends a field that is encoded with [`Indexing::Incremental`] again and again, by an index
    /// that `slot` remembers: neither name nor value are looked at while the peer's table has it.
    ///
    /// `slot` must have been used for this field only.
    #[inline(always)] // the path of an index is a dozen instructions, and a call would double them
    pub fn cached<'n>(&mut self, slot: &mut Slot, name: impl Into<FieldName<'n>>, value: &[u8]) {
        if slot.tag == self.encoder.tag
            && let Some(age) = self.encoder.table.age(slot.number)
        {
            let name = name.into();
            debug_assert!(
                self.encoder.table.entry(slot.number).0 == name.octets()
                    && self.encoder.table.entry(slot.number).1 == value,
                "a slot was used for two fields, one of them {name:?}"
            );
            self.dynamic(age);
        } else {
            self.uncached(slot, name.into(), value);
        }
    }

    #[cold]
    fn uncached(&mut self, slot: &mut Slot, name: FieldName<'_>, value: &[u8]) {
        if let Some(number) = self.incremental(KnownName::of(name), value) {
            *slot = Slot { tag: self.encoder.tag, number };
        }
    }

    /// Appends a field by index, or as a literal that gets one. Returns its number in the dynamic
    /// table, if it is there now.
    fn incremental(&mut self, name: KnownName<'_>, value: &[u8]) -> Option<u64> {
        if let Some(index) = name.fixed.and_then(|fixed| static_table::find_value(fixed, value)) {
            self.indexed(index);
            return None;
        }
        let Encoder { table, index, .. } = &mut *self.encoder;
        let hashes = Hashes::of(name.octets, value);
        if let Some(number) = index.find(table, hashes, name.octets, value)
            && let Some(age) = table.age(number)
        {
            self.dynamic(age);
            return Some(number);
        }
        let size = name.octets.len() + value.len() + super::FIELD_OVERHEAD;
        if size > table.max_size() / 4 * 3 {
            self.literal::<4>(0x00, name, value);
            return None;
        }
        self.name::<6>(0x40, name, put_shorter);
        put_shorter(value, self.out);
        let Encoder { table, index, .. } = &mut *self.encoder;
        Some(index.insert(table, hashes, name.octets, value))
    }

    fn literal<const PREFIX: u32>(&mut self, pattern: u8, name: KnownName<'_>, value: &[u8]) {
        self.name::<PREFIX>(pattern, name, put_plain);
        put_plain(value, self.out);
    }

    /// Appends a literal's first octets: its kind and its name, by index if a table has it.
    #[inline]
    fn name<const PREFIX: u32>(
        &mut self,
        pattern: u8,
        name: KnownName<'_>,
        put: impl FnOnce(&[u8], &mut B),
    ) {
        if let Some(fixed) = name.fixed {
            integer::encode::<PREFIX>(pattern, usize::from(fixed.get()), self.out);
            return;
        }
        let Encoder { table, index, .. } = &*self.encoder;
        let hash = Hashes::of_name(name.octets);
        let age = index.find_name(table, hash, name.octets).and_then(|number| table.age(number));
        if let Some(age) = age {
            integer::encode::<PREFIX>(pattern, static_table::LEN + 1 + age, self.out);
        } else {
            self.out.put_u8(pattern);
            put(name.octets, self.out);
        }
    }

    #[inline]
    fn dynamic(&mut self, age: usize) {
        integer::encode::<7>(0x80, static_table::LEN + 1 + age, self.out);
    }
}

impl<'a> FieldName<'a> {
    #[inline]
    fn octets(self) -> &'a [u8] {
        match self {
            Self::Octets(octets) => octets,
            Self::Static(index) => index.field().0,
        }
    }
}

/// A name, and the first static entry that has it.
#[derive(Clone, Copy)]
struct KnownName<'a> {
    octets: &'a [u8],
    fixed: Option<StaticIndex>,
}

impl<'a> KnownName<'a> {
    #[inline]
    fn of(name: FieldName<'a>) -> Self {
        let fixed = match name {
            FieldName::Octets(octets) => static_table::find_name(octets),
            FieldName::Static(index) => Some(index.first_of_name()),
        };
        Self { octets: name.octets(), fixed }
    }
}

#[inline]
fn put_plain(text: &[u8], out: &mut impl BufMut) {
    integer::encode::<7>(0x00, text.len(), out);
    out.put_slice(text);
}

fn put_shorter(text: &[u8], out: &mut impl BufMut) {
    let coded = huffman::coded_len(text);
    if coded < text.len() {
        integer::encode::<7>(0x80, coded, out);
        huffman::encode(text, out);
    } else {
        put_plain(text, out);
    }
}

/// A tag that no encoder of the last 2^32 had.
fn next_tag() -> u32 {
    static TAGS: AtomicU32 = AtomicU32::new(0);
    loop {
        let tag = TAGS.fetch_add(1, Ordering::Relaxed).wrapping_add(1);
        if tag != 0 {
            return tag;
        }
    }
}
