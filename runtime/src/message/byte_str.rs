//! A string that shares the buffer it was received in.

use std::{borrow::Borrow, cmp::Ordering, fmt, hash, ops::Deref, str::Utf8Error};

use bytes::Bytes;

use super::Reader;

/// A string in a shared buffer: `Bytes` that are known to be UTF-8.
///
/// As a message field it costs no copy and no allocation on decode. It keeps the whole received
/// message in memory for as long as it lives; use `String` for what is kept for long.
///
/// ```
/// use strait::ByteStr;
///
/// let name = ByteStr::from_static("Ferris");
/// assert_eq!(name, "Ferris");
/// assert_eq!(name.to_uppercase(), "FERRIS");
/// ```
#[derive(Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct ByteStr {
    /// UTF-8, always.
    bytes: Bytes,
}

impl ByteStr {
    /// The empty string.
    #[must_use]
    pub const fn new() -> Self {
        Self::from_static("")
    }

    /// A string that is part of the program; nothing is copied.
    #[must_use]
    pub const fn from_static(text: &'static str) -> Self {
        Self { bytes: Bytes::from_static(text.as_bytes()) }
    }

    /// A string that `reader` gave, as a part of the message's buffer; nothing is copied.
    ///
    /// # Panics
    ///
    /// If `part` is not within that buffer.
    #[inline]
    pub(super) fn share(reader: &Reader<'_>, part: &str) -> Self {
        Self { bytes: reader.share(part.as_bytes()) }
    }

    /// The string.
    #[inline]
    #[must_use]
    #[expect(unsafe_code, reason = "checking on every look at the string would cost its length")]
    pub fn as_str(&self) -> &str {
        // SAFETY: `bytes` is private and never changed, and each constructor takes a `str` or
        // checks for UTF-8.
        unsafe { str::from_utf8_unchecked(&self.bytes) }
    }

    /// The buffer of the string.
    #[must_use]
    pub fn into_bytes(self) -> Bytes {
        self.bytes
    }
}

impl TryFrom<Bytes> for ByteStr {
    type Error = Utf8Error;

    fn try_from(bytes: Bytes) -> Result<Self, Utf8Error> {
        str::from_utf8(&bytes)?;
        Ok(Self { bytes })
    }
}

impl From<&'static str> for ByteStr {
    fn from(text: &'static str) -> Self {
        Self::from_static(text)
    }
}

impl From<String> for ByteStr {
    fn from(text: String) -> Self {
        Self { bytes: text.into() }
    }
}

impl From<ByteStr> for String {
    fn from(text: ByteStr) -> Self {
        text.as_str().to_owned()
    }
}

impl From<ByteStr> for Bytes {
    fn from(text: ByteStr) -> Self {
        text.bytes
    }
}

impl Deref for ByteStr {
    type Target = str;

    #[inline]
    fn deref(&self) -> &str {
        self.as_str()
    }
}

impl AsRef<str> for ByteStr {
    fn as_ref(&self) -> &str {
        self
    }
}

impl AsRef<[u8]> for ByteStr {
    fn as_ref(&self) -> &[u8] {
        &self.bytes
    }
}

impl Borrow<str> for ByteStr {
    fn borrow(&self) -> &str {
        self
    }
}

/// As that of `str`, which [`Borrow`] demands.
impl hash::Hash for ByteStr {
    fn hash<H: hash::Hasher>(&self, state: &mut H) {
        self.as_str().hash(state);
    }
}

impl PartialEq<str> for ByteStr {
    fn eq(&self, other: &str) -> bool {
        self.as_str() == other
    }
}

impl PartialEq<&str> for ByteStr {
    fn eq(&self, other: &&str) -> bool {
        self.as_str() == *other
    }
}

impl PartialEq<String> for ByteStr {
    fn eq(&self, other: &String) -> bool {
        self.as_str() == other
    }
}

impl PartialEq<ByteStr> for String {
    fn eq(&self, other: &ByteStr) -> bool {
        self == other.as_str()
    }
}

impl PartialEq<ByteStr> for str {
    fn eq(&self, other: &ByteStr) -> bool {
        self == other.as_str()
    }
}

impl PartialEq<ByteStr> for &str {
    fn eq(&self, other: &ByteStr) -> bool {
        *self == other.as_str()
    }
}

impl PartialOrd<str> for ByteStr {
    fn partial_cmp(&self, other: &str) -> Option<Ordering> {
        self.as_str().partial_cmp(other)
    }
}

impl fmt::Debug for ByteStr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.as_str(), f)
    }
}

impl fmt::Display for ByteStr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::*;

    #[test]
    fn only_utf8_becomes_a_string() {
        assert!(ByteStr::try_from(Bytes::from_static(b"a\xff")).is_err());
        let text = ByteStr::try_from(Bytes::from_static("ä".as_bytes())).expect("is UTF-8");
        assert_eq!(text, "ä");
        assert_eq!(text.chars().count(), 1);
    }

    #[test]
    fn is_found_in_a_map_by_str() {
        let map = HashMap::from([(ByteStr::from_static("a"), 1)]);
        assert_eq!(map.get("a"), Some(&1));
    }

    #[test]
    fn prints_like_a_str() {
        let text = ByteStr::from(String::from("a\"b"));
        assert_eq!(format!("{text} {text:?} [{text:>4}]"), r#"a"b "a\"b" [ a"b]"#);
    }
}
