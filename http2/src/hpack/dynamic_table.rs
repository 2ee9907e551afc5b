//! The dynamic table ([RFC 7541 § 2.3.2], [§ 4]) of a decoder or an encoder.
//!
//! Entries have numbers: the count of insertions before theirs. Octets lie in a log: an insertion
//! appends name and value, an eviction only forgets, and when the log is full of more forgotten
//! than remembered octets, what is remembered moves to its front. So every entry is contiguous,
//! nothing is allocated for an entry, and an octet moves once on average.
//!
//! [RFC 7541 § 2.3.2]: https://www.rfc-editor.org/rfc/rfc7541#section-2.3.2
//! [§ 4]: https://www.rfc-editor.org/rfc/rfc7541#section-4

use super::FIELD_OVERHEAD;

/// A dynamic table whose entries carry an `X` of their owner's.
#[derive(Debug)]
pub(super) struct DynamicTable<X> {
    /// Octets of the entries, oldest first, behind those of evicted ones.
    log: Vec<u8>,
    /// The position of the log's first octet among all octets ever appended, modulo 2^32.
    log_start: u32,
    /// Entry `n` is at `n` modulo the length, which is a power of two, or zero before the first.
    ring: Vec<Entry<X>>,
    inserted: u64,
    len: usize,
    size: usize,
    max_size: usize,
}

#[derive(Debug, Clone, Copy, Default)]
struct Entry<X> {
    /// Position among all octets ever appended, modulo 2^32.
    start: u32,
    name_len: u32,
    value_len: u32,
    extra: X,
}

/// The greatest table: far from where positions modulo 2^32 would be ambiguous.
const MAX_SIZE: usize = 1 << 28;

/// What the log and the ring begin with: the head of a gRPC call and its answer fit.
const FIRST_LOG: usize = 256;
const FIRST_RING: usize = 8;

impl<X: Copy + Default> DynamicTable<X> {
    pub(super) fn new(max_size: usize) -> Self {
        Self {
            log: Vec::new(),
            log_start: 0,
            ring: Vec::new(),
            inserted: 0,
            len: 0,
            size: 0,
            max_size: max_size.min(MAX_SIZE),
        }
    }

    /// How many entries there are.
    #[inline]
    pub(super) fn len(&self) -> usize {
        self.len
    }

    /// The number that the next entry gets.
    #[inline]
    pub(super) fn next_number(&self) -> u64 {
        self.inserted
    }

    #[inline]
    pub(super) fn max_size(&self) -> usize {
        self.max_size
    }

    /// The sum of the entries' sizes, [`FIELD_OVERHEAD`] included.
    #[cfg(test)]
    pub(super) fn size(&self) -> usize {
        self.size
    }

    /// The number of the entry that is `age` insertions older than the newest.
    #[inline]
    pub(super) fn number(&self, age: usize) -> Option<u64> {
        if age < self.len { Some(self.inserted - 1 - age as u64) } else { None }
    }

    /// How many insertions the entry is older than the newest, unless it was evicted.
    #[inline]
    pub(super) fn age(&self, number: u64) -> Option<usize> {
        // An entry yet to come has a huge age, and is not there either.
        let age = self.inserted.wrapping_sub(number).wrapping_sub(1);
        if age < self.len as u64 { Some(age as usize) } else { None }
    }

    /// Name, value and extra of an entry that [`number`](Self::number) or [`age`](Self::age)
    /// vouched for.
    #[inline]
    pub(super) fn entry(&self, number: u64) -> (&[u8], &[u8], X) {
        let entry = self.ring[self.place(number)];
        let start = self.log_offset(entry.start);
        let (name_len, value_len) = (entry.name_len as usize, entry.value_len as usize);
        let (name, value) = self.log[start..][..name_len + value_len].split_at(name_len);
        (name, value, entry.extra)
    }

    /// The extra alone.
    #[inline]
    pub(super) fn extra(&self, number: u64) -> X {
        self.ring[self.place(number)].extra
    }

    /// Whether an entry of this size can be inserted and stay.
    #[inline]
    pub(super) fn fits(&self, name_len: usize, value_len: usize) -> bool {
        name_len + value_len + FIELD_OVERHEAD <= self.max_size
    }

    /// Inserts a field, evicting what has to go. One that is there already is there twice:
    ///
    /// > The dynamic table can contain duplicate entries (i.e., entries with the same name and same
    /// > value).
    ///
    /// — [RFC 7541 § 2.3.2](https://www.rfc-editor.org/rfc/rfc7541#section-2.3.2)
    ///
    /// > an attempt to add an entry larger than the maximum size causes the table to be emptied of
    /// > all existing entries and results in an empty table.
    ///
    /// — [RFC 7541 § 4.4](https://www.rfc-editor.org/rfc/rfc7541#section-4.4)
    pub(super) fn insert(&mut self, name: &[u8], value: &[u8], extra: X) {
        if !self.fits(name.len(), value.len()) {
            self.evict_to(0);
            return;
        }
        self.make_room(name.len() + value.len());
        self.log.extend_from_slice(name);
        self.log.extend_from_slice(value);
        self.push(name.len(), value.len(), extra);
    }

    /// Inserts a field with the name and the extra of an entry, which may be evicted thereby.
    ///
    /// > A new entry can reference the name of an entry in the dynamic table that will be evicted
    /// > when adding this new entry into the dynamic table. Implementations are cautioned to avoid
    /// > deleting the referenced name […].
    ///
    /// — [RFC 7541 § 4.4](https://www.rfc-editor.org/rfc/rfc7541#section-4.4)
    pub(super) fn insert_with_name_of(&mut self, number: u64, value: &[u8]) {
        let Entry { start, name_len, extra, .. } = self.ring[self.place(number)];
        let name_len = name_len as usize;
        if !self.fits(name_len, value.len()) {
            self.evict_to(0);
            return;
        }
        self.make_room(name_len + value.len());
        let start = self.log_offset(start);
        self.log.extend_from_within(start..start + name_len);
        self.log.extend_from_slice(value);
        self.push(name_len, value.len(), extra);
    }

    /// Changes the size that entries are evicted to keep.
    ///
    /// <https://www.rfc-editor.org/rfc/rfc7541#section-4.3>
    pub(super) fn set_max_size(&mut self, max_size: usize) {
        self.max_size = max_size.min(MAX_SIZE);
        self.evict_to(self.max_size);
    }

    #[inline]
    fn place(&self, number: u64) -> usize {
        number as usize & self.ring.len().wrapping_sub(1)
    }

    #[inline]
    fn log_offset(&self, position: u32) -> usize {
        position.wrapping_sub(self.log_start) as usize
    }

    /// Makes an entry of the log's last octets.
    fn push(&mut self, name_len: usize, value_len: usize, extra: X) {
        let octets = name_len + value_len;
        let size = octets + FIELD_OVERHEAD;
        self.evict_to(self.max_size - size);
        if self.len == self.ring.len() {
            self.grow_ring();
        }
        let place = self.place(self.inserted);
        self.ring[place] = Entry {
            start: self.log_start.wrapping_add((self.log.len() - octets) as u32),
            name_len: name_len as u32,
            value_len: value_len as u32,
            extra,
        };
        self.inserted += 1;
        self.len += 1;
        self.size += size;
    }

    fn evict_to(&mut self, size: usize) {
        while self.size > size {
            let oldest = self.ring[self.place(self.inserted - self.len as u64)];
            self.size -= (oldest.name_len + oldest.value_len) as usize + FIELD_OVERHEAD;
            self.len -= 1;
        }
    }

    /// Makes room for `octets` at the log's end. Keeps the octets of all entries.
    fn make_room(&mut self, octets: usize) {
        if self.log.len() + octets <= self.log.capacity() {
            return;
        }
        let forgotten = match self.len {
            0 => self.log.len(),
            len => self.log_offset(self.ring[self.place(self.inserted - len as u64)].start),
        };
        // Moving no more than is freed keeps the cost of an octet constant.
        if forgotten * 2 >= self.log.len() {
            self.log.drain(..forgotten);
            self.log_start = self.log_start.wrapping_add(forgotten as u32);
        }
        let needed = self.log.len() + octets;
        if needed > self.log.capacity() {
            // Twice what is there, but not more than three times what may be remembered: the
            // log is never longer.
            let doubled = (self.log.capacity() * 2).max(FIRST_LOG).min(self.max_size * 3);
            self.log.reserve_exact(needed.max(doubled) - self.log.len());
        }
    }

    fn grow_ring(&mut self) {
        let mut ring = vec![Entry::default(); (self.ring.len() * 2).max(FIRST_RING)];
        let mask = ring.len() - 1;
        for number in self.inserted - self.len as u64..self.inserted {
            ring[number as usize & mask] = self.ring[self.place(number)];
        }
        self.ring = ring;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(table: &DynamicTable<()>) -> Vec<(Vec<u8>, Vec<u8>)> {
        (0..table.len())
            .map(|age| {
                let (name, value, ()) = table.entry(table.number(age).expect("an entry"));
                (name.to_vec(), value.to_vec())
            })
            .collect()
    }

    fn field(name: &str, value: &str) -> (Vec<u8>, Vec<u8>) {
        (name.into(), value.into())
    }

    #[test]
    fn the_oldest_entries_make_room() {
        let mut table = DynamicTable::new(110);
        table.insert(b"a", b"11", ());
        table.insert(b"b", b"22", ());
        table.insert(b"c", b"33", ());
        assert_eq!(table.size(), 105);
        table.insert(b"d", b"44444444", ());
        assert_eq!(table.len(), 2, "one leaves only 111");
        assert_eq!(fields(&table), [field("d", "44444444"), field("c", "33")]);
        assert_eq!((table.age(1), table.age(2), table.age(3)), (None, Some(1), Some(0)));
        assert_eq!(table.age(4), None);
    }

    #[test]
    fn entries_may_be_there_twice() {
        let mut table = DynamicTable::new(4096);
        for _ in 0..2 {
            table.insert(b"name", b"1234", ());
        }
        assert_eq!(fields(&table), [field("name", "1234"), field("name", "1234")]);
        assert_eq!(table.size(), 2 * 40);
    }

    #[test]
    fn an_entry_over_the_maximum_empties_the_table() {
        let mut table = DynamicTable::new(40);
        table.insert(b"name", b"1234", ());
        assert_eq!(table.len(), 1, "exactly the maximum stays");
        table.insert_with_name_of(0, b"12345");
        assert_eq!((table.len(), table.size()), (0, 0));
    }

    #[test]
    fn a_name_outlives_its_eviction() {
        let mut table = DynamicTable::new(60);
        table.insert(b"a-long-name", b"1", ());
        for value in 0..1000 {
            let newest = table.number(0).expect("an entry");
            table.insert_with_name_of(newest, value.to_string().as_bytes());
            assert_eq!(fields(&table), [field("a-long-name", &value.to_string())]);
        }
    }

    #[test]
    fn the_log_stays_within_three_times_the_maximum() {
        let mut table = DynamicTable::new(4096);
        for round in 0..5000_usize {
            table.insert(&vec![b'n'; round * 7 % 700], &vec![b'v'; round * 31 % 4000], ());
            assert!(table.log.capacity() <= 3 * 4096 && table.size() <= 4096);
        }
    }

    #[test]
    fn shrinking_evicts_and_growing_does_not_restore() {
        let mut table = DynamicTable::new(4096);
        for number in 0..20 {
            table.insert(b"name", number.to_string().as_bytes(), ());
        }
        table.set_max_size(2 * 38);
        assert_eq!(fields(&table), [field("name", "19"), field("name", "18")]);
        table.set_max_size(4096);
        assert_eq!(table.len(), 2);
        table.set_max_size(0);
        table.insert(b"", b"", ());
        assert_eq!(table.len(), 0);
    }
}
