//! A map of what there is for each stream.

use std::{
    collections::HashMap,
    hash::{BuildHasherDefault, Hasher},
};

/// Something for each stream, found by the stream's id.
///
/// It is quicker than a map that withstands chosen keys. A peer may choose ids that meet in one
/// place: then as many are searched as it may have open at once.
///
/// ```
/// let mut map = strait_http2::StreamMap::default();
/// map.insert(1, "a");
/// assert_eq!(map.get_mut(1), Some(&mut "a"));
/// assert_eq!(map.remove(1), Some("a"));
/// assert_eq!(map.get(1), None);
/// ```
#[derive(Debug)]
pub struct StreamMap<T>(HashMap<u32, T, BuildHasherDefault<IdHasher>>);

impl<T> Default for StreamMap<T> {
    fn default() -> Self {
        Self(HashMap::default())
    }
}

impl<T> StreamMap<T> {
    /// What there is for a stream.
    pub fn get(&self, id: u32) -> Option<&T> {
        self.0.get(&id)
    }

    /// What there is for a stream, to be changed.
    pub fn get_mut(&mut self, id: u32) -> Option<&mut T> {
        self.0.get_mut(&id)
    }

    /// Sets what there is for a stream.
    pub fn insert(&mut self, id: u32, value: T) {
        self.0.insert(id, value);
    }

    /// Takes what there is for a stream.
    pub fn remove(&mut self, id: u32) -> Option<T> {
        self.0.remove(&id)
    }

    /// For how many streams there is something.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is nothing.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// All streams, in no order.
    pub fn iter_mut(&mut self) -> impl Iterator<Item = (u32, &mut T)> {
        self.0.iter_mut().map(|(&id, value)| (id, value))
    }

    /// The ids of all streams, in no order.
    pub fn ids(&self) -> impl Iterator<Item = u32> + '_ {
        self.0.keys().copied()
    }
}

/// Spreads ids, which count up by two.
#[derive(Debug, Default)]
struct IdHasher(u64);

impl Hasher for IdHasher {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.write_u32(u32::from(byte));
        }
    }

    fn write_u32(&mut self, id: u32) {
        // The table takes a place from the low bits and a tag from the high ones.
        self.0 = (self.0 ^ u64::from(id)).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_right(32);
    }
}
