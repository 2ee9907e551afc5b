//! Metadata: the key-value pairs that travel beside messages.

mod base64;
pub(crate) use base64::encode as encode_binary;
mod key;

pub use key::InvalidMetadata;
pub(crate) use key::is_reserved;

use std::{borrow::Cow, fmt, ops::Range};

use bytes::Bytes;

/// Key-value pairs sent before the messages (*initial metadata*) or after them (*trailers*).
///
/// A set holds at most [`MAX_SIZE`](Self::MAX_SIZE) bytes, which is what peers take.
///
/// Keys are lower case; those ending in `-bin` have bytes as values, all others printable ASCII.
/// A key may occur several times; the order within a key is kept. Everything lies in one buffer in
/// the form it has on the wire, and is decoded when it is read.
///
/// ```
/// use strait::Metadata;
///
/// let mut metadata = Metadata::new();
/// metadata.append("x-request-id", "42")?;
/// metadata.append_bin("trace-bin", [1, 2, 255])?;
/// assert_eq!(metadata.get("X-Request-Id"), Some("42"));
/// assert_eq!(metadata.get_bin("trace-bin").as_deref(), Some(&[1, 2, 255][..]));
/// # Ok::<(), strait::InvalidMetadata>(())
/// ```
#[derive(Clone, Default)]
pub struct Metadata {
    text: Vec<u8>,
    entries: Vec<Entry>,
}

#[derive(Clone)]
struct Entry {
    key: Range<u32>,
    value: Range<u32>,
}

impl Metadata {
    /// The bytes that can be added: keys, values, and 32 for each pair, as HTTP/2 counts them. gRPC
    /// implementations refuse header lists from 8 KiB on unless told otherwise, and h2 ends the
    /// whole connection for one that is much longer.
    pub const MAX_SIZE: usize = 8 * 1024;

    /// Makes an empty set.
    #[must_use]
    pub const fn new() -> Self {
        Self { text: Vec::new(), entries: Vec::new() }
    }

    /// Whether there is no pair.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The number of pairs.
    #[must_use]
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// The first value of an ASCII key; `None` for a `-bin` key, and for a value from the peer
    /// that is not ASCII.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&str> {
        let value = self.raw().find(|(k, _)| k.eq_ignore_ascii_case(key.as_bytes()))?.1;
        if is_binary(key) { None } else { std::str::from_utf8(value).ok() }
    }

    /// All values of an ASCII key in order.
    pub fn get_all<'a>(&'a self, key: &'a str) -> impl Iterator<Item = &'a str> + 'a {
        let ascii = !is_binary(key);
        self.values(key).filter(move |_| ascii).filter_map(|v| std::str::from_utf8(v).ok())
    }

    /// The first value of a `-bin` key; `None` for any other key.
    ///
    /// A value that the peer did not encode as base64 never gets here: such a call has failed.
    #[must_use]
    pub fn get_bin(&self, key: &str) -> Option<Bytes> {
        self.get_all_bin(key).next()
    }

    /// All values of a `-bin` key in order; one header line may hold several, parted by commas.
    pub fn get_all_bin<'a>(&'a self, key: &'a str) -> impl Iterator<Item = Bytes> + 'a {
        let binary = is_binary(key);
        self.values(key)
            .filter(move |_| binary)
            .flat_map(|line| line.split(|&b| b == b','))
            .filter_map(|value| base64::decode(value).ok())
    }

    /// Adds a value to an ASCII key. Upper case in the key becomes lower case.
    ///
    /// # Errors
    ///
    /// If the key has other characters than letters, digits, `-`, `_` and `.`, is reserved
    /// (`grpc-…`, `content-type`, …) or ends in `-bin`, if the value is not printable ASCII or
    /// begins or ends with a space, or if the set would be too large.
    pub fn append(&mut self, key: &str, value: &str) -> Result<(), InvalidMetadata> {
        let key = key::check(key)?;
        key::check_ascii(&key, value)?;
        self.add(&key, value)
    }

    /// Adds a value to a `-bin` key.
    ///
    /// # Errors
    ///
    /// If the key is malformed or reserved, or does not end in `-bin`, or if the set would be too
    /// large.
    pub fn append_bin(
        &mut self,
        key: &str,
        value: impl AsRef<[u8]>,
    ) -> Result<(), InvalidMetadata> {
        let key = key::check(key)?;
        if !is_binary(&key) {
            return Err(InvalidMetadata::not_binary(&key));
        }
        self.add(&key, &base64::encode(value.as_ref()))
    }

    /// Sets the only value of an ASCII key.
    ///
    /// # Errors
    ///
    /// As [`append`](Self::append); the old values are kept then.
    pub fn insert(&mut self, key: &str, value: &str) -> Result<(), InvalidMetadata> {
        let key = key::check(key)?;
        key::check_ascii(&key, value)?;
        let mut rest = self.clone();
        rest.remove(&key);
        rest.add(&key, value)?;
        *self = rest;
        Ok(())
    }

    /// Removes all values of a key.
    pub fn remove(&mut self, key: &str) {
        let text = &self.text;
        self.entries.retain(|e| !slice(text, &e.key).eq_ignore_ascii_case(key.as_bytes()));
    }

    /// All pairs in order: the value is text for an ASCII key and bytes for a `-bin` key.
    pub fn iter(&self) -> impl Iterator<Item = (&str, MetadataValue<'_>)> {
        self.raw().flat_map(|(key, line)| {
            let key = std::str::from_utf8(key).unwrap_or_default();
            let binary = is_binary(key);
            let lines = line.split(move |&b| binary && b == b',');
            lines.filter_map(move |value| {
                let value = if binary {
                    MetadataValue::Binary(base64::decode(value).ok()?)
                } else {
                    MetadataValue::Ascii(String::from_utf8_lossy(value))
                };
                Some((key, value))
            })
        })
    }

    /// Adds a pair in wire form that was made on this side.
    fn add(&mut self, key: &str, value: &str) -> Result<(), InvalidMetadata> {
        let new = self.list_size() + field_size(key.as_bytes(), value.as_bytes());
        if new > Self::MAX_SIZE {
            return Err(InvalidMetadata::too_large(key, new));
        }
        self.push(key.as_bytes(), value.as_bytes());
        Ok(())
    }

    /// The bytes it counts in a header list.
    pub(crate) fn list_size(&self) -> usize {
        self.raw().map(|(key, value)| field_size(key, value)).sum()
    }

    /// An empty set with room for `pairs` of ordinary length.
    pub(crate) fn with_capacity(pairs: usize) -> Self {
        Self { text: Vec::with_capacity(48 * pairs), entries: Vec::with_capacity(pairs) }
    }

    /// Adds a pair in wire form. The key is lower case.
    pub(crate) fn push(&mut self, key: &[u8], value: &[u8]) {
        let key = self.store(key);
        let value = self.store(value);
        self.entries.push(Entry { key, value });
    }

    /// Adds all pairs of another set.
    pub(crate) fn extend(&mut self, other: &Self) {
        for (key, value) in other.raw() {
            self.push(key, value);
        }
    }

    /// All pairs in wire form.
    pub(crate) fn raw(&self) -> impl Iterator<Item = (&[u8], &[u8])> {
        self.entries.iter().map(|e| (slice(&self.text, &e.key), slice(&self.text, &e.value)))
    }

    /// Whether every `-bin` value is base64; the key of the first that is not.
    pub(crate) fn check_binary(&self) -> Result<(), String> {
        for (key, line) in self.raw().filter(|(key, _)| key.ends_with(b"-bin")) {
            if line.split(|&b| b == b',').any(|value| base64::decode(value).is_err()) {
                return Err(String::from_utf8_lossy(key).into_owned());
            }
        }
        Ok(())
    }

    fn values<'a>(&'a self, key: &'a str) -> impl Iterator<Item = &'a [u8]> + 'a {
        self.raw().filter(|(k, _)| k.eq_ignore_ascii_case(key.as_bytes())).map(|(_, v)| v)
    }

    fn store(&mut self, bytes: &[u8]) -> Range<u32> {
        let start = offset(self.text.len());
        self.text.extend_from_slice(bytes);
        start..offset(self.text.len())
    }
}

/// A value of [`Metadata::iter`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MetadataValue<'a> {
    /// The value of an ASCII key.
    Ascii(Cow<'a, str>),
    /// The value of a `-bin` key.
    Binary(Bytes),
}

impl fmt::Debug for Metadata {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.iter()).finish()
    }
}

/// Same pairs in the same order.
impl PartialEq for Metadata {
    fn eq(&self, other: &Self) -> bool {
        self.raw().eq(other.raw())
    }
}

/// "The size of a field list is calculated based on the uncompressed size of fields, including the
/// length of the name and value in units of octets plus an overhead of 32 octets for each field."
/// <https://www.rfc-editor.org/rfc/rfc9113#section-10.5.1>
fn field_size(name: &[u8], value: &[u8]) -> usize {
    name.len() + value.len() + 32
}

fn is_binary(key: &str) -> bool {
    key.len() >= 4 && key.as_bytes()[key.len() - 4..].eq_ignore_ascii_case(b"-bin")
}

fn slice<'a>(text: &'a [u8], range: &Range<u32>) -> &'a [u8] {
    &text[range.start as usize..range.end as usize]
}

/// Header lists are limited to kilobytes by both ends; four gigabytes of metadata is a bug.
fn offset(len: usize) -> u32 {
    u32::try_from(len).expect("metadata is smaller than 4 GiB")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_of_one_key_keep_their_order() {
        let mut m = Metadata::new();
        m.append("k", "1").unwrap();
        m.append("other", "x").unwrap();
        m.append("K", "2").unwrap();
        assert_eq!(m.get_all("k").collect::<Vec<_>>(), ["1", "2"]);
        m.insert("k", "3").unwrap();
        assert_eq!(m.get_all("k").collect::<Vec<_>>(), ["3"]);
        m.remove("K");
        assert_eq!(m.len(), 1);
    }

    #[test]
    fn binary_lines_are_split_before_decoding_padded_or_not() {
        let mut m = Metadata::new();
        m.push(b"k-bin", b"AQI=,/w");
        let values: Vec<_> = m.get_all_bin("k-bin").collect();
        assert_eq!(values, [&[1u8, 2][..], &[255]]);
        assert_eq!(m.check_binary(), Ok(()));
        assert_eq!(m.get("k-bin"), None);
        m.push(b"bad-bin", b"***");
        assert_eq!(m.check_binary(), Err("bad-bin".to_owned()));
    }

    #[test]
    fn more_than_peers_take_is_refused() {
        let mut m = Metadata::new();
        m.append("k", &"x".repeat(Metadata::MAX_SIZE - 33)).unwrap();
        let error = m.append("more", "").unwrap_err();
        assert!(error.to_string().contains("8228 bytes"), "{error}");
        m.insert("k", "less").unwrap();
        m.append_bin("more-bin", vec![0; 1000]).unwrap();
        assert!(m.append_bin("too-much-bin", vec![0; 6000]).is_err());
        assert_eq!(m.len(), 2);
    }

    #[test]
    fn keys_and_values_the_wire_cannot_carry_are_refused() {
        let mut m = Metadata::new();
        for (key, value) in [
            ("", "v"),
            ("a b", "v"),
            (":path", "v"),
            ("grpc-status", "0"),
            ("content-type", "x"),
            ("te", "x"),
            ("connection", "close"),
            ("k", "a\nb"),
            ("k", " v"),
            ("k", "é"),
            ("k-bin", "v"),
        ] {
            assert!(m.append(key, value).is_err(), "{key:?}: {value:?}");
        }
        assert!(m.append_bin("k", [1]).is_err());
        assert!(m.is_empty());
    }
}
