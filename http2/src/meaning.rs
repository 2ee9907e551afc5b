//! What a header field is by itself, whatever block it comes in, and which fields of the tables are
//! known to be what.
//!
//! Here are the rules about names and values; those about a block are in [`fields`](crate::fields).

use crate::hpack::EntryId;

/// What a field is that may be in some block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Meaning {
    /// `:method`, unless it is `CONNECT`.
    Method,
    Connect,
    Scheme,
    Path,
    Authority,
    /// `:status`, a number of three digits.
    Status,
    /// `content-length`, whose value only some blocks care for.
    ContentLength,
    /// Any other field.
    Regular,
}

impl Meaning {
    const ALL: [Self; 8] = [
        Self::Method,
        Self::Connect,
        Self::Scheme,
        Self::Path,
        Self::Authority,
        Self::Status,
        Self::ContentLength,
        Self::Regular,
    ];

    /// # Errors
    ///
    /// If the field may be in no block: why.
    pub(crate) fn of(name: &[u8], value: &[u8]) -> Result<Self, &'static str> {
        let meaning = match name {
            [b':', ..] => Self::of_pseudo(name, value)?,
            _ => {
                check_name(name)?;
                Self::of_regular(name, value)?
            }
        };
        check_value(value)?;
        Ok(meaning)
    }

    /// Section 8.3, and 8.3.1: "exactly one valid value".
    fn of_pseudo(name: &[u8], value: &[u8]) -> Result<Self, &'static str> {
        // Section 8.2.1. Others than these may be stripped: two programs in a row would not agree on
        // the path of a call.
        if trim_blanks(value).len() != value.len() {
            return Err("a pseudo-header field with blanks around its value");
        }
        match name {
            b":method" if value == b"CONNECT" => Ok(Self::Connect),
            b":method" if is_token(value) => Ok(Self::Method),
            b":method" => Err("a :method that is no token"),
            b":scheme" if is_scheme(value) => Ok(Self::Scheme),
            b":scheme" => Err("a :scheme that is none"),
            // "The ":path" pseudo-header field … MUST NOT be empty for "http" or "https" URIs".
            b":path" if value.is_empty() => Err("an empty :path"),
            b":path" => Ok(Self::Path),
            b":authority" => Ok(Self::Authority),
            b":status" if matches!(value, [b'1'..=b'9', b'0'..=b'9', b'0'..=b'9']) => {
                Ok(Self::Status)
            }
            b":status" => Err("a :status that is no number of three digits"),
            _ => Err("a pseudo-header field that does not belong here"),
        }
    }

    fn of_regular(name: &[u8], value: &[u8]) -> Result<Self, &'static str> {
        match name {
            // Section 8.2.2: connection-specific fields.
            b"connection" | b"proxy-connection" | b"keep-alive" | b"transfer-encoding"
            | b"upgrade" => Err("a field that is about a connection of HTTP/1.1"),
            b"te" if trim_blanks(value) != b"trailers" => Err("te is not trailers"),
            b"content-length" => Ok(Self::ContentLength),
            _ => Ok(Self::Regular),
        }
    }
}

/// The entries of a decoder's tables of which it is known what they are.
///
/// Calls repeat their fields, and equal ids are equal fields for a decoder's whole life, so that each
/// is looked at once. Only fields that are right, without blanks around their values, are known.
#[derive(Debug, Default)]
pub(crate) struct KnownEntries {
    /// An entry's id above its meaning, in the place that the lowest bits of the id say; 0 where
    /// there is none.
    places: Option<Box<[u64; PLACES]>>,
}

impl KnownEntries {
    #[inline]
    pub(crate) fn get(&self, id: EntryId) -> Option<Meaning> {
        let known = self.places.as_ref()?[Self::place(id)];
        if known >> 8 != id.as_u64() {
            return None;
        }
        Meaning::ALL.get(usize::from(known as u8)).copied()
    }

    pub(crate) fn insert(&mut self, id: EntryId, meaning: Meaning) {
        // An id that does not fit above the meaning would be known as another.
        if id.as_u64() >> 56 != 0 {
            return;
        }
        let places = self.places.get_or_insert_with(|| Box::new([0; PLACES]));
        places[Self::place(id)] = id.as_u64() << 8 | meaning as u64;
    }

    #[inline]
    fn place(id: EntryId) -> usize {
        match id.as_u64() {
            fixed if fixed < FIXED as u64 => fixed as usize,
            id => FIXED + id as usize % INSERTED,
        }
    }
}

/// Places for the static table's entries, each its own: methods, schemes and statuses come in every
/// call. Those above share places.
const FIXED: usize = 16;

/// Places for the others, more than most peers use. Of two that want one the later has it.
const INSERTED: usize = 64;

const PLACES: usize = FIXED + INSERTED;

/// A value without the spaces and tabs around it: section 8.2.1 has no other blanks.
pub(crate) fn trim_blanks(value: &[u8]) -> &[u8] {
    let is_blank = |byte: &u8| matches!(byte, b' ' | b'\t');
    let start = value.iter().position(|byte| !is_blank(byte)).unwrap_or(value.len());
    let end = value.iter().rposition(|byte| !is_blank(byte)).map_or(start, |last| last + 1);
    value.get(start..end).unwrap_or_default()
}

/// RFC 9110, section 5.6.2.
fn is_token(value: &[u8]) -> bool {
    let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(byte);
    !value.is_empty() && value.iter().all(is_part)
}

/// RFC 3986, section 3.1.
fn is_scheme(value: &[u8]) -> bool {
    let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || b"+-.".contains(byte);
    value.first().is_some_and(u8::is_ascii_alphabetic) && value.iter().all(is_part)
}

/// "A field name MUST NOT contain characters in the ranges 0x00-0x20, 0x41-0x5a, or 0x7f-0xff (all
/// ranges inclusive)", and no colon: section 8.2.1. As everywhere in HTTP it is a token.
fn check_name(name: &[u8]) -> Result<(), &'static str> {
    const fn allowed() -> [bool; 256] {
        let mut allowed = [false; 256];
        let others = b"!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyz";
        let mut at = 0;
        while at < others.len() {
            allowed[others[at] as usize] = true;
            at += 1;
        }
        allowed
    }
    static ALLOWED: [bool; 256] = allowed();

    if name.is_empty() || !name.iter().all(|&byte| ALLOWED[usize::from(byte)]) {
        return Err("a field name with a character that is not allowed");
    }
    Ok(())
}

/// "A field value MUST NOT contain the zero value (ASCII NUL, 0x00), line feed (ASCII LF, 0x0a), or
/// carriage return (ASCII CR, 0x0d) at any position": section 8.2.1.
fn check_value(value: &[u8]) -> Result<(), &'static str> {
    // Without a branch, so that the compiler looks at many bytes at once.
    let bad = value.iter().fold(false, |bad, &byte| bad | matches!(byte, 0 | b'\n' | b'\r'));
    if bad { Err("a field value with NUL, CR or LF") } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hpack::{Decoder, Encoder, Field, Indexing, Limits};

    /// The ids of the first `count` entries of a dynamic table.
    fn ids(count: usize) -> Vec<EntryId> {
        let (mut block, mut ids) = (Vec::new(), Vec::new());
        let mut encoder = Encoder::new(4096);
        let mut writer = encoder.block(&mut block);
        (0..count).for_each(|n| writer.field("a", n.to_string().as_bytes(), Indexing::Incremental));
        let limits = Limits { fields: count, list_size: 1 << 20, abandon_at: 1 << 20 };
        let decoded =
            Decoder::new(4096).decode(&block, limits, &mut |field: Field<'_>| ids.extend(field.id));
        assert!(decoded.is_ok_and(|summary| summary.fields == count));
        ids
    }

    #[test]
    fn an_entry_is_known_until_another_takes_its_place() {
        let ids = ids(200);
        let mut known = KnownEntries::default();
        assert_eq!(known.get(ids[0]), None);
        for (at, &id) in ids.iter().enumerate() {
            let meaning = Meaning::ALL[at % Meaning::ALL.len()];
            known.insert(id, meaning);
            assert_eq!(known.get(id), Some(meaning));
            // Nobody is taken for another.
            for (other, &id) in ids.iter().enumerate() {
                let is_there = other <= at && other + INSERTED > at;
                let expected = is_there.then(|| Meaning::ALL[other % Meaning::ALL.len()]);
                assert_eq!(known.get(id), expected, "{other} after {at}");
            }
        }
    }

    #[test]
    fn a_meaning_is_at_its_own_place() {
        for (at, meaning) in Meaning::ALL.into_iter().enumerate() {
            assert_eq!(meaning as usize, at);
        }
    }
}
