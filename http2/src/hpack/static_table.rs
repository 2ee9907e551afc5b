//! The static table ([RFC 7541 Appendix A]) and how to find a name in it.
//!
//! [RFC 7541 Appendix A]: https://www.rfc-editor.org/rfc/rfc7541#appendix-A

use std::fmt;
use std::num::NonZeroU8;

/// How many entries the static table has. The dynamic table's indices follow.
pub(super) const LEN: usize = 61;

/// The place of an entry in the static table, 1 to 61.
///
/// The constants are those that gRPC uses; [`new`](Self::new) reaches the others.
///
/// ```
/// use strait_http2::hpack::StaticIndex;
///
/// assert_eq!(StaticIndex::STATUS_200.field(), (&b":status"[..], &b"200"[..]));
/// assert_eq!(StaticIndex::new(8), Some(StaticIndex::STATUS_200));
/// assert_eq!(StaticIndex::new(62), None);
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct StaticIndex(NonZeroU8);

impl StaticIndex {
    /// `:authority`, for its name.
    pub const AUTHORITY: Self = Self::constant(1);
    /// `:method: GET`.
    pub const METHOD_GET: Self = Self::constant(2);
    /// `:method: POST`.
    pub const METHOD_POST: Self = Self::constant(3);
    /// `:path: /`, for its name.
    pub const PATH: Self = Self::constant(4);
    /// `:scheme: http`.
    pub const SCHEME_HTTP: Self = Self::constant(6);
    /// `:scheme: https`.
    pub const SCHEME_HTTPS: Self = Self::constant(7);
    /// `:status: 200`; also for its name.
    pub const STATUS_200: Self = Self::constant(8);
    /// `:status: 400`.
    pub const STATUS_400: Self = Self::constant(12);
    /// `:status: 404`.
    pub const STATUS_404: Self = Self::constant(13);
    /// `:status: 500`.
    pub const STATUS_500: Self = Self::constant(14);
    /// `allow`, for its name.
    pub const ALLOW: Self = Self::constant(22);
    /// `authorization`, for its name.
    pub const AUTHORIZATION: Self = Self::constant(23);
    /// `content-length`, for its name.
    pub const CONTENT_LENGTH: Self = Self::constant(28);
    /// `content-type`, for its name.
    pub const CONTENT_TYPE: Self = Self::constant(31);
    /// `cookie`, for its name.
    pub const COOKIE: Self = Self::constant(32);
    /// `date`, for its name.
    pub const DATE: Self = Self::constant(33);
    /// `host`, for its name.
    pub const HOST: Self = Self::constant(38);
    /// `server`, for its name.
    pub const SERVER: Self = Self::constant(54);
    /// `user-agent`, for its name.
    pub const USER_AGENT: Self = Self::constant(58);

    /// The entry at `index`, if the static table reaches that far.
    #[inline]
    pub const fn new(index: u8) -> Option<Self> {
        match NonZeroU8::new(index) {
            Some(index) if index.get() as usize <= LEN => Some(Self(index)),
            _ => None,
        }
    }

    /// The index on the wire.
    #[inline]
    pub const fn get(self) -> u8 {
        self.0.get()
    }

    /// Name and value of the entry. Many values are empty.
    #[inline]
    pub fn field(self) -> (&'static [u8], &'static [u8]) {
        TABLE[usize::from(self.0.get()) - 1]
    }

    /// The first entry with the same name, so that a name has one index only.
    #[inline]
    pub(super) fn first_of_name(self) -> Self {
        FIRST_OF_NAME[usize::from(self.0.get()) - 1]
    }

    #[inline]
    pub(super) const fn to_nonzero(self) -> NonZeroU8 {
        self.0
    }

    const fn constant(index: u8) -> Self {
        Self::new(index).expect("the index of a constant lies in the table")
    }
}

impl fmt::Debug for StaticIndex {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (name, value) = self.field();
        write!(f, "{}({}: {})", self.get(), name.escape_ascii(), value.escape_ascii())
    }
}

/// The first entry with this name.
#[inline]
pub(super) fn find_name(name: &[u8]) -> Option<StaticIndex> {
    let mut bucket = bucket(name);
    // The loop ends: a third of the buckets is empty.
    while let Some(index) = BY_NAME[bucket] {
        if index.field().0 == name {
            return Some(index);
        }
        bucket = (bucket + 1) % BUCKETS;
    }
    None
}

/// The entry with the name of `first`, which is the first of that name, and this value.
#[inline]
pub(super) fn find_value(first: StaticIndex, value: &[u8]) -> Option<StaticIndex> {
    // Entries of one name stand together.
    let mut at = usize::from(first.get()) - 1;
    while at < LEN && FIRST_OF_NAME[at] == first {
        if TABLE[at].1 == value {
            return StaticIndex::new(at as u8 + 1);
        }
        at += 1;
    }
    None
}

const BUCKETS: usize = 128;

/// A name's length and three of its octets tell the names of the table apart well enough.
#[inline]
const fn bucket(name: &[u8]) -> usize {
    let len = name.len();
    if len == 0 {
        return 0;
    }
    let (first, middle, last) = (name[0], name[len / 2], name[len - 1]);
    (len * 5 + first as usize * 7 + middle as usize * 3 + last as usize * 23) % BUCKETS
}

static BY_NAME: [Option<StaticIndex>; BUCKETS] = {
    let mut buckets = [None; BUCKETS];
    let mut at = 0;
    while at < LEN {
        let index = FIRST_OF_NAME[at];
        if index.get() as usize == at + 1 {
            let mut bucket = bucket(TABLE[at].0);
            while buckets[bucket].is_some() {
                bucket = (bucket + 1) % BUCKETS;
            }
            buckets[bucket] = Some(index);
        }
        at += 1;
    }
    buckets
};

static FIRST_OF_NAME: [StaticIndex; LEN] = {
    let mut firsts = [StaticIndex::AUTHORITY; LEN];
    let mut at = 1;
    while at < LEN {
        firsts[at] = if same(TABLE[at].0, TABLE[at - 1].0) {
            firsts[at - 1]
        } else {
            StaticIndex::constant(at as u8 + 1)
        };
        at += 1;
    }
    firsts
};

const fn same(a: &[u8], b: &[u8]) -> bool {
    if a.len() != b.len() {
        return false;
    }
    let mut at = 0;
    while at < a.len() {
        if a[at] != b[at] {
            return false;
        }
        at += 1;
    }
    true
}

/// Appendix A, from index 1.
static TABLE: [(&[u8], &[u8]); LEN] = [
    (b":authority", b""),
    (b":method", b"GET"),
    (b":method", b"POST"),
    (b":path", b"/"),
    (b":path", b"/index.html"),
    (b":scheme", b"http"),
    (b":scheme", b"https"),
    (b":status", b"200"),
    (b":status", b"204"),
    (b":status", b"206"),
    (b":status", b"304"),
    (b":status", b"400"),
    (b":status", b"404"),
    (b":status", b"500"),
    (b"accept-charset", b""),
    (b"accept-encoding", b"gzip, deflate"),
    (b"accept-language", b""),
    (b"accept-ranges", b""),
    (b"accept", b""),
    (b"access-control-allow-origin", b""),
    (b"age", b""),
    (b"allow", b""),
    (b"authorization", b""),
    (b"cache-control", b""),
    (b"content-disposition", b""),
    (b"content-encoding", b""),
    (b"content-language", b""),
    (b"content-length", b""),
    (b"content-location", b""),
    (b"content-range", b""),
    (b"content-type", b""),
    (b"cookie", b""),
    (b"date", b""),
    (b"etag", b""),
    (b"expect", b""),
    (b"expires", b""),
    (b"from", b""),
    (b"host", b""),
    (b"if-match", b""),
    (b"if-modified-since", b""),
    (b"if-none-match", b""),
    (b"if-range", b""),
    (b"if-unmodified-since", b""),
    (b"last-modified", b""),
    (b"link", b""),
    (b"location", b""),
    (b"max-forwards", b""),
    (b"proxy-authenticate", b""),
    (b"proxy-authorization", b""),
    (b"range", b""),
    (b"referer", b""),
    (b"refresh", b""),
    (b"retry-after", b""),
    (b"server", b""),
    (b"set-cookie", b""),
    (b"strict-transport-security", b""),
    (b"transfer-encoding", b""),
    (b"user-agent", b""),
    (b"vary", b""),
    (b"via", b""),
    (b"www-authenticate", b""),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_entry_is_found_by_name_and_value() {
        for index in 1..=LEN as u8 {
            let index = StaticIndex::new(index).expect("within the table");
            let (name, value) = index.field();
            let first = find_name(name).expect("a known name");
            assert_eq!(first, index.first_of_name());
            assert_eq!(first.field().0, name);
            assert!(first <= index);
            assert_eq!(find_value(first, value), Some(index));
        }
    }

    #[test]
    fn other_names_and_values_are_not_found() {
        for name in [&b""[..], b"te", b":Path", b"grpc-timeout", b":statu", b"vi", b"viaa"] {
            assert_eq!(find_name(name), None, "{}", name.escape_ascii());
        }
        assert_eq!(find_value(StaticIndex::STATUS_200, b"201"), None);
        assert_eq!(find_value(StaticIndex::CONTENT_TYPE, b"application/grpc"), None);
    }

    #[test]
    fn the_constants_are_what_their_names_say() {
        for (index, name, value) in [
            (StaticIndex::AUTHORITY, ":authority", ""),
            (StaticIndex::METHOD_GET, ":method", "GET"),
            (StaticIndex::METHOD_POST, ":method", "POST"),
            (StaticIndex::PATH, ":path", "/"),
            (StaticIndex::SCHEME_HTTP, ":scheme", "http"),
            (StaticIndex::SCHEME_HTTPS, ":scheme", "https"),
            (StaticIndex::STATUS_200, ":status", "200"),
            (StaticIndex::STATUS_400, ":status", "400"),
            (StaticIndex::STATUS_404, ":status", "404"),
            (StaticIndex::STATUS_500, ":status", "500"),
            (StaticIndex::ALLOW, "allow", ""),
            (StaticIndex::AUTHORIZATION, "authorization", ""),
            (StaticIndex::CONTENT_LENGTH, "content-length", ""),
            (StaticIndex::CONTENT_TYPE, "content-type", ""),
            (StaticIndex::COOKIE, "cookie", ""),
            (StaticIndex::DATE, "date", ""),
            (StaticIndex::HOST, "host", ""),
            (StaticIndex::SERVER, "server", ""),
            (StaticIndex::USER_AGENT, "user-agent", ""),
        ] {
            assert_eq!(index.field(), (name.as_bytes(), value.as_bytes()));
        }
    }
}
