//! Finds fields and names in an encoder's dynamic table.
//!
//! Two hash tables whose buckets name the newest entry with a hash; each entry links to the next
//! older one of its bucket. Since the oldest entry is always the first to go, a chain simply ends
//! where an entry is gone, and an eviction has nothing to do here. Whatever a stale bucket says is
//! compared before it is believed.

use super::dynamic_table::DynamicTable;

/// A dynamic table that can be searched.
pub(super) type SearchableTable = DynamicTable<Links>;

/// What an entry of a [`SearchableTable`] carries.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Links {
    field: Link,
    name: Link,
}

/// The hash of a field or name, and the next older entry of its bucket, modulo 2^32.
#[derive(Debug, Clone, Copy, Default)]
struct Link {
    hash: u32,
    older: u32,
}

/// The hashes of a field.
#[derive(Debug, Clone, Copy)]
pub(super) struct Hashes {
    name: u32,
    field: u32,
}

impl Hashes {
    #[inline]
    pub(super) fn of(name: &[u8], value: &[u8]) -> Self {
        let of_name = mix(0, name);
        Self { name: fold(of_name), field: fold(mix(of_name, value)) }
    }

    #[inline]
    pub(super) fn of_name(name: &[u8]) -> u32 {
        fold(mix(0, name))
    }
}

/// Which entries begin the chains. An entry is named by its number modulo 2^32.
#[derive(Debug)]
pub(super) struct FieldIndex {
    fields: [u32; BUCKETS],
    names: [u32; BUCKETS],
}

/// A table of 4096 octets has at most 128 entries, and about 50 in practice.
const BUCKETS: usize = 64;

impl FieldIndex {
    pub(super) fn new() -> Self {
        Self { fields: [0; BUCKETS], names: [0; BUCKETS] }
    }

    /// The number of the newest entry that is this field.
    #[inline]
    pub(super) fn find(
        &self,
        table: &SearchableTable,
        hashes: Hashes,
        name: &[u8],
        value: &[u8],
    ) -> Option<u64> {
        let first = self.fields[bucket(hashes.field)];
        chain(table, first, |links| links.field)
            .filter(|(_, hash)| *hash == hashes.field)
            .map(|(number, _)| number)
            .find(|&number| {
                let (known_name, known_value, _) = table.entry(number);
                known_name == name && known_value == value
            })
    }

    /// The number of the newest entry with this name.
    #[inline]
    pub(super) fn find_name(&self, table: &SearchableTable, hash: u32, name: &[u8]) -> Option<u64> {
        let first = self.names[bucket(hash)];
        chain(table, first, |links| links.name)
            .filter(|(_, of_entry)| *of_entry == hash)
            .map(|(number, _)| number)
            .find(|&number| table.entry(number).0 == name)
    }

    /// Inserts a field into `table`, to be found from then on. It has to fit.
    pub(super) fn insert(
        &mut self,
        table: &mut SearchableTable,
        hashes: Hashes,
        name: &[u8],
        value: &[u8],
    ) -> u64 {
        let number = table.next_number();
        let link = |buckets: &mut [u32; BUCKETS], hash| {
            let newest = &mut buckets[bucket(hash)];
            Link { hash, older: std::mem::replace(newest, number as u32) }
        };
        let links = Links {
            field: link(&mut self.fields, hashes.field),
            name: link(&mut self.names, hashes.name),
        };
        table.insert(name, value, links);
        number
    }
}

/// The entries of a bucket that are still there, newest first, with their hashes.
#[inline]
fn chain(
    table: &SearchableTable,
    first: u32,
    link: impl Fn(Links) -> Link,
) -> impl Iterator<Item = (u64, u32)> {
    let mut next = first;
    let mut last_age = None;
    std::iter::from_fn(move || {
        let age = (table.next_number() as u32).wrapping_sub(next).wrapping_sub(1) as usize;
        // A bucket that was not yet filled, or not for 2^32 insertions, may name any entry: the
        // chain must get older with each step, or it would not end.
        if last_age.is_some_and(|last| age <= last) {
            return None;
        }
        last_age = Some(age);
        let number = table.number(age)?;
        let Link { hash, older } = link(table.extra(number));
        next = older;
        Some((number, hash))
    })
}

#[inline]
fn bucket(hash: u32) -> usize {
    hash as usize % BUCKETS
}

/// Multiplies in eight octets at a time. No defence against chosen collisions is needed: what
/// collides costs the comparison of 128 hashes at most.
#[inline]
fn mix(seed: u64, octets: &[u8]) -> u64 {
    const FACTOR: u64 = 0x9e37_79b9_7f4a_7c15;
    let step = |hash: u64, word: u64| (hash.rotate_left(23) ^ word).wrapping_mul(FACTOR);

    let mut hash = step(seed, octets.len() as u64);
    let mut rest = octets;
    while let Some((word, after)) = rest.split_first_chunk::<8>() {
        hash = step(hash, u64::from_le_bytes(*word));
        rest = after;
    }
    // What is left is read with the end of what was hashed already, if there was so much.
    if rest.is_empty() {
        hash
    } else if let Some(word) = octets.last_chunk::<8>() {
        step(hash, u64::from_le_bytes(*word))
    } else {
        step(hash, rest.iter().fold(0, |word, &octet| word << 8 | u64::from(octet)))
    }
}

/// The upper half is the well-mixed one.
#[inline]
fn fold(hash: u64) -> u32 {
    (hash >> 32) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    fn insert(index: &mut FieldIndex, table: &mut SearchableTable, name: &[u8], value: &[u8]) {
        index.insert(table, Hashes::of(name, value), name, value);
    }

    fn find(
        index: &FieldIndex,
        table: &SearchableTable,
        name: &[u8],
        value: &[u8],
    ) -> (Option<u64>, Option<u64>) {
        let field = index.find(table, Hashes::of(name, value), name, value);
        (field, index.find_name(table, Hashes::of_name(name), name))
    }

    #[test]
    fn the_newest_of_a_name_and_each_value_are_found() {
        let (mut index, mut table) = (FieldIndex::new(), SearchableTable::new(4096));
        assert_eq!(find(&index, &table, b"", b""), (None, None));
        insert(&mut index, &mut table, b"a", b"1");
        insert(&mut index, &mut table, b"a", b"2");
        insert(&mut index, &mut table, b"b", b"1");
        assert_eq!(find(&index, &table, b"a", b"1"), (Some(0), Some(1)));
        assert_eq!(find(&index, &table, b"a", b"3"), (None, Some(1)));
        assert_eq!(find(&index, &table, b"b", b"1"), (Some(2), Some(2)));
        assert_eq!(find(&index, &table, b"c", b"1"), (None, None));
    }

    #[test]
    fn what_is_evicted_is_not_found() {
        let (mut index, mut table) = (FieldIndex::new(), SearchableTable::new(10 * 36));
        for value in 0..1000_u16 {
            insert(&mut index, &mut table, b"ab", &value.to_be_bytes());
            for age in 0..12 {
                let Some(older) = value.checked_sub(age) else { break };
                let expected = (age < 10).then_some(u64::from(older));
                let found = index.find(
                    &table,
                    Hashes::of(b"ab", &older.to_be_bytes()),
                    b"ab",
                    &older.to_be_bytes(),
                );
                assert_eq!(found, expected, "{age} insertions after {older}");
            }
        }
    }
}
