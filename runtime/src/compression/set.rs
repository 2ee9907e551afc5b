//! Which encodings an end takes, and the header that says so.

use super::Compression;

/// A set of encodings.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct CompressionSet(u8);

/// How many sets there can be.
const SETS: usize = 1 << Compression::ALL.len();

impl CompressionSet {
    /// Everything that is compiled in.
    pub(crate) const ALL: Self = Self((SETS - 1) as u8);

    pub(crate) fn contains(self, compression: Compression) -> bool {
        self.0 & Self::bit(compression) != 0
    }

    pub(crate) fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Adds what the value of a `grpc-accept-encoding` header names and we know.
    pub(crate) fn add_header(&mut self, value: &[u8]) {
        self.extend(value.split(|&byte| byte == b',').filter_map(|name| {
            std::str::from_utf8(name.trim_ascii()).ok().and_then(Compression::from_name)
        }));
    }

    /// The value of a `grpc-accept-encoding` header. "identity" is always accepted and goes
    /// without saying, except that there is no other way to say that nothing else is.
    pub(crate) fn header(self) -> &'static str {
        HEADERS.get(usize::from(self.0)).map_or(IDENTITY, Text::as_str)
    }

    fn bit(compression: Compression) -> u8 {
        Compression::ALL.iter().position(|c| *c == compression).map_or(0, |index| 1 << index)
    }
}

impl Extend<Compression> for CompressionSet {
    fn extend<I: IntoIterator<Item = Compression>>(&mut self, compressions: I) {
        for compression in compressions {
            self.0 |= Self::bit(compression);
        }
    }
}

impl FromIterator<Compression> for CompressionSet {
    fn from_iter<I: IntoIterator<Item = Compression>>(compressions: I) -> Self {
        let mut set = Self::default();
        set.extend(compressions);
        set
    }
}

/// The encoding that is none.
pub(crate) const IDENTITY: &str = "identity";

/// The header of every set, made by the compiler: no call allocates for its headers.
static HEADERS: [Text; SETS] = {
    let mut headers = [Text::EMPTY; SETS];
    let mut set = 1;
    headers[0] = headers[0].with(IDENTITY);
    while set < SETS {
        let mut index = 0;
        while index < Compression::ALL.len() {
            if set & (1 << index) != 0 {
                headers[set] = headers[set].with(Compression::ALL[index].name());
            }
            index += 1;
        }
        set += 1;
    }
    headers
};

/// A short text that can be put together in a constant.
#[derive(Clone, Copy)]
struct Text {
    bytes: [u8; Self::MAX_LEN],
    len: usize,
}

impl Text {
    /// The length of all names, with commas between them; the compiler checks it.
    const MAX_LEN: usize = 32;
    const EMPTY: Self = Self { bytes: [0; Self::MAX_LEN], len: 0 };

    /// This text and `name`, with a comma between them. No space: peers do not all trim.
    const fn with(mut self, name: &str) -> Self {
        if self.len > 0 {
            self.bytes[self.len] = b',';
            self.len += 1;
        }
        let name = name.as_bytes();
        let mut index = 0;
        while index < name.len() {
            self.bytes[self.len] = name[index];
            self.len += 1;
            index += 1;
        }
        self
    }

    fn as_str(&self) -> &str {
        self.bytes
            .get(..self.len)
            .and_then(|text| std::str::from_utf8(text).ok())
            .unwrap_or(IDENTITY)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_header_names_the_set_and_is_read_as_it_was_written() {
        for bits in 1..SETS {
            let set = CompressionSet(u8::try_from(bits).unwrap());
            let mut read = CompressionSet::default();
            read.add_header(set.header().as_bytes());
            assert_eq!(read, set, "{}", set.header());
        }
        assert_eq!(CompressionSet::default().header(), "identity");
        let names: Vec<_> = Compression::all().iter().map(|c| c.name()).collect();
        assert_eq!(CompressionSet::ALL.header(), names.join(","));
    }

    #[test]
    #[cfg(feature = "gzip")]
    fn a_peers_header_may_have_spaces_repetitions_and_names_we_do_not_know() {
        let mut set = CompressionSet::default();
        set.add_header(b"identity, lzma ,gzip,,gzip");
        assert_eq!(set, CompressionSet::from_iter([Compression::Gzip]));
        set.add_header(b"\xff,deflate");
        assert!(set.contains(Compression::Deflate) && set.contains(Compression::Gzip));
    }
}
