//! A map whose machine code is small.

use std::{
    borrow::Borrow,
    collections::{BTreeMap, btree_map},
    fmt, mem, slice,
};

/// A map in the order of its keys.
///
/// `BTreeMap` is compiled for each pair of types, some ten KB each time, in the build of everybody
/// who uses strait. Here all maps of one type of key share it: it knows where the values are.
#[derive(Clone)]
pub(crate) struct Map<K, V> {
    places: BTreeMap<K, usize>,
    values: Vec<V>,
}

impl<K: Ord, V> Map<K, V> {
    pub(crate) fn get<Q: Ord + ?Sized>(&self, key: &Q) -> Option<&V>
    where
        K: Borrow<Q>,
    {
        self.values.get(*self.places.get(key)?)
    }

    pub(crate) fn get_mut<Q: Ord + ?Sized>(&mut self, key: &Q) -> Option<&mut V>
    where
        K: Borrow<Q>,
    {
        self.values.get_mut(*self.places.get(key)?)
    }

    pub(crate) fn contains_key<Q: Ord + ?Sized>(&self, key: &Q) -> bool
    where
        K: Borrow<Q>,
    {
        self.places.contains_key(key)
    }

    /// Sets the value of a key, and gives the one it had.
    pub(crate) fn insert(&mut self, key: K, value: V) -> Option<V> {
        if let Some(old) = self.get_mut(&key) {
            return Some(mem::replace(old, value));
        }
        self.places.insert(key, self.values.len());
        self.values.push(value);
        None
    }

    /// The value of a key, made if it has none.
    pub(crate) fn or_insert_with(&mut self, key: K, make: impl FnOnce() -> V) -> &mut V {
        let next = self.values.len();
        let place = *self.places.entry(key).or_insert(next);
        if place == next {
            self.values.push(make());
        }
        &mut self.values[place]
    }

    pub(crate) fn iter(&self) -> Iter<'_, K, V> {
        Iter { places: self.places.iter(), values: &self.values }
    }

    pub(crate) fn keys(&self) -> btree_map::Keys<'_, K, usize> {
        self.places.keys()
    }

    /// In no order.
    pub(crate) fn values_mut(&mut self) -> slice::IterMut<'_, V> {
        self.values.iter_mut()
    }
}

impl<K, V> Default for Map<K, V> {
    fn default() -> Self {
        Self { places: BTreeMap::new(), values: vec![] }
    }
}

impl<K: Ord + fmt::Debug, V: fmt::Debug> fmt::Debug for Map<K, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self).finish()
    }
}

impl<'m, K: Ord, V> IntoIterator for &'m Map<K, V> {
    type Item = (&'m K, &'m V);
    type IntoIter = Iter<'m, K, V>;

    fn into_iter(self) -> Iter<'m, K, V> {
        self.iter()
    }
}

/// In the order of the keys.
pub(crate) struct Iter<'m, K, V> {
    places: btree_map::Iter<'m, K, usize>,
    values: &'m [V],
}

impl<'m, K, V> Iterator for Iter<'m, K, V> {
    type Item = (&'m K, &'m V);

    fn next(&mut self) -> Option<Self::Item> {
        let (key, place) = self.places.next()?;
        Some((key, self.values.get(*place)?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_inserted_is_found_and_comes_in_order() {
        let mut map = Map::default();
        assert_eq!(map.insert("b".to_owned(), 1), None);
        assert_eq!(map.insert("a".to_owned(), 2), None);
        assert_eq!(map.insert("b".to_owned(), 3), Some(1));
        *map.or_insert_with("a".to_owned(), || panic!("it has one")) += 10;
        *map.or_insert_with("c".to_owned(), || 4) += 10;
        assert_eq!((map.get("a"), map.get("d"), map.contains_key("c")), (Some(&12), None, true));
        let all: Vec<_> = map.iter().map(|(key, value)| (key.as_str(), *value)).collect();
        assert_eq!(all, [("a", 12), ("b", 3), ("c", 14)]);
        map.values_mut().for_each(|value| *value = 0);
        assert_eq!(format!("{map:?}"), r#"{"a": 0, "b": 0, "c": 0}"#);
    }
}
