//! Which header fields a block may have:
//! [RFC 9113, section 8](https://www.rfc-editor.org/rfc/rfc9113#section-8).
//!
//! A block that breaks these rules makes its stream malformed, which is a stream error and not the
//! connection's end. Regular fields with blanks around their values are the exception: gRPC takes
//! them and strips the blanks. What a field is by itself is in [`meaning`](crate::meaning).

use crate::{
    hpack::EntryId,
    meaning::{KnownEntries, Meaning, trim_blanks},
};

/// What a block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum BlockKind {
    Request,
    Response,
    Trailers,
}

/// Checks the fields of a block as they come.
#[derive(Debug)]
pub(crate) struct FieldCheck {
    kind: BlockKind,
    /// The pseudo-header fields that came.
    pseudo: u8,
    regular: bool,
    connect: bool,
    malformed: Option<&'static str>,
    status: u16,
    content_length: Option<u64>,
}

/// What a block says of its stream.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct BlockFacts {
    /// Of a response; 0 in all others.
    pub(crate) status: u16,
    pub(crate) content_length: Option<u64>,
}

const METHOD: u8 = 1;
const SCHEME: u8 = 2;
const PATH: u8 = 4;
const AUTHORITY: u8 = 8;
const STATUS: u8 = 16;

impl FieldCheck {
    pub(crate) fn new(kind: BlockKind) -> Self {
        Self {
            kind,
            pseudo: 0,
            regular: false,
            connect: false,
            malformed: None,
            status: 0,
            content_length: None,
        }
    }

    /// Looks at a field, and gives what is to be passed on of its value. After the first that is
    /// wrong that is nothing.
    pub(crate) fn field<'a>(
        &mut self,
        known: &mut KnownEntries,
        id: Option<EntryId>,
        name: &[u8],
        value: &'a [u8],
    ) -> Option<&'a [u8]> {
        if self.malformed.is_some() {
            return None;
        }
        match id.and_then(|id| known.get(id)) {
            // What nearly all fields of nearly all calls are.
            Some(Meaning::Regular) => {
                self.regular = true;
                Some(value)
            }
            Some(meaning) => {
                self.malformed = self.takes(meaning, value).err();
                self.malformed.is_none().then_some(value)
            }
            None => self.unknown(known, id, name, value),
        }
    }

    /// Looks at a field that is not known, and remembers it if it comes again as it is.
    #[inline(never)]
    fn unknown<'a>(
        &mut self,
        known: &mut KnownEntries,
        id: Option<EntryId>,
        name: &[u8],
        value: &'a [u8],
    ) -> Option<&'a [u8]> {
        let meaning = Meaning::of(name, value);
        self.malformed = meaning.and_then(|meaning| self.takes(meaning, value)).err();
        // "a field value MUST NOT start or end with an ASCII whitespace character"; gRPC's
        // "ASCII-Value should not have leading or trailing whitespace. If it contains leading or
        // trailing whitespace, it may be stripped."
        let stripped = trim_blanks(value);
        if let (Some(id), Ok(meaning)) = (id, meaning)
            && stripped.len() == value.len()
        {
            known.insert(id, meaning);
        }
        self.malformed.is_none().then_some(stripped)
    }

    /// Judges the whole block.
    ///
    /// # Errors
    ///
    /// If the message is malformed: what is wrong.
    pub(crate) fn finish(self) -> Result<BlockFacts, &'static str> {
        if let Some(wrong) = self.malformed {
            return Err(wrong);
        }
        // "All HTTP/2 requests MUST include exactly one valid value for the ":method", ":scheme",
        // and ":path" pseudo-header fields, unless they are CONNECT requests": section 8.3.1; and
        // for those 8.5: "The ":scheme" and ":path" pseudo-header fields MUST be omitted."
        let complete = match self.kind {
            BlockKind::Request if self.connect => {
                self.pseudo & (SCHEME | PATH) == 0 && self.pseudo & AUTHORITY != 0
            }
            BlockKind::Request => self.pseudo & (METHOD | SCHEME | PATH) == METHOD | SCHEME | PATH,
            // "This pseudo-header field MUST be included in all responses": section 8.3.2.
            BlockKind::Response => self.pseudo == STATUS,
            BlockKind::Trailers => true,
        };
        if !complete {
            return Err("a pseudo-header field is missing");
        }
        Ok(BlockFacts { status: self.status, content_length: self.content_length })
    }

    /// Whether the block may have such a field, here.
    fn takes(&mut self, meaning: Meaning, value: &[u8]) -> Result<(), &'static str> {
        let bit = match meaning {
            Meaning::Regular => {
                self.regular = true;
                return Ok(());
            }
            Meaning::ContentLength => {
                self.regular = true;
                return self.content_length(value);
            }
            Meaning::Method => METHOD,
            Meaning::Connect => {
                self.connect = true;
                METHOD
            }
            Meaning::Scheme => SCHEME,
            Meaning::Path => PATH,
            Meaning::Authority => AUTHORITY,
            Meaning::Status => {
                self.status =
                    number(value).and_then(|status| u16::try_from(status).ok()).unwrap_or(0);
                STATUS
            }
        };
        self.pseudo(bit)
    }

    /// Section 8.3.
    fn pseudo(&mut self, bit: u8) -> Result<(), &'static str> {
        let own = match self.kind {
            BlockKind::Request => METHOD | SCHEME | PATH | AUTHORITY,
            BlockKind::Response => STATUS,
            BlockKind::Trailers => 0,
        };
        if own & bit == 0 {
            return Err("a pseudo-header field that does not belong here");
        }
        if self.regular {
            return Err("a pseudo-header field after a regular one");
        }
        if self.pseudo & bit != 0 {
            return Err("a pseudo-header field came twice");
        }
        self.pseudo |= bit;
        Ok(())
    }

    fn content_length(&mut self, value: &[u8]) -> Result<(), &'static str> {
        if self.kind == BlockKind::Trailers {
            return Ok(());
        }
        let length = number(value).ok_or("content-length is no number")?;
        if self.content_length.replace(length).is_some_and(|before| before != length) {
            return Err("two content-lengths");
        }
        Ok(())
    }
}

/// A number in decimal digits alone.
fn number(value: &[u8]) -> Option<u64> {
    if value.is_empty() {
        return None;
    }
    value.iter().try_fold(0_u64, |number, &byte| {
        let digit = byte.checked_sub(b'0').filter(|&digit| digit <= 9)?;
        number.checked_mul(10)?.checked_add(u64::from(digit))
    })
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use proptest::{
        collection::vec,
        prelude::{any, prop_assert_eq},
        sample::select,
        test_runner::{Config, RngSeed, TestRunner},
    };

    use super::*;
    use crate::hpack::{Decoder, Encoder, Field, Indexing, Limits};

    fn check(kind: BlockKind, fields: &[(&str, &str)]) -> Result<BlockFacts, &'static str> {
        let mut check = FieldCheck::new(kind);
        for (name, value) in fields {
            check.field(&mut KnownEntries::default(), None, name.as_bytes(), value.as_bytes());
        }
        check.finish()
    }

    const REQUEST: [(&str, &str); 3] = [(":method", "POST"), (":scheme", "http"), (":path", "/a")];

    #[test]
    fn a_request_has_its_pseudo_header_fields_once_and_first() {
        assert!(check(BlockKind::Request, &REQUEST).is_ok());
        for missing in 0..3 {
            let mut fields = REQUEST.to_vec();
            fields.remove(missing);
            assert!(check(BlockKind::Request, &fields).is_err(), "{fields:?}");
            assert!(
                check(BlockKind::Request, &[&REQUEST[..], &REQUEST[..missing + 1]].concat())
                    .is_err()
            );
        }
        for (name, value) in [(":status", "200"), (":new", "x"), (":path", ""), (":", "")] {
            let fields = [&REQUEST[..2], &[(name, value)]].concat();
            assert!(check(BlockKind::Request, &fields).is_err(), "{name}");
        }
        for (index, value) in [
            (0, ""),
            (0, "a b"),
            (0, " POST"),
            (0, " CONNECT"),
            (1, ""),
            (1, "1http"),
            (1, "http "),
            (2, " "),
            (2, " /a"),
            (2, "/a\t"),
        ] {
            let mut fields = REQUEST;
            fields[index].1 = value;
            assert!(check(BlockKind::Request, &fields).is_err(), "{fields:?}");
        }
        let late = [&REQUEST[..2], &[("a", "b"), (":path", "/")]].concat();
        assert!(check(BlockKind::Request, &late).is_err());
    }

    #[test]
    fn connect_has_an_authority_and_nothing_else() {
        let connect = [(":method", "CONNECT"), (":authority", "a:1")];
        assert!(check(BlockKind::Request, &connect).is_ok());
        assert!(check(BlockKind::Request, &connect[..1]).is_err());
        assert!(check(BlockKind::Request, &[&connect[..], &[(":path", "/")]].concat()).is_err());
    }

    #[test]
    fn a_response_has_a_status_of_three_digits() {
        let facts = |value| check(BlockKind::Response, &[(":status", value)]).map(|f| f.status);
        assert_eq!(facts("200"), Ok(200));
        for bad in ["", "20", "2000", "2x0", "-10", "000"] {
            assert!(facts(bad).is_err(), "{bad}");
        }
        assert!(check(BlockKind::Response, &[]).is_err());
        assert!(check(BlockKind::Trailers, &[]).is_ok());
        assert!(check(BlockKind::Trailers, &[(":status", "200")]).is_err());
    }

    #[test]
    fn names_and_values_are_what_http_allows() {
        for (name, value) in [
            ("Upper", "x"),
            ("", "x"),
            ("a b", "x"),
            ("a:b", "x"),
            ("\u{e9}", "x"),
            ("a", "x\0"),
            ("a", "x\ny"),
            ("a", "\r"),
            ("connection", "close"),
            ("transfer-encoding", "chunked"),
            ("te", "gzip"),
            ("content-length", "x"),
            ("content-length", "99999999999999999999"),
        ] {
            let checked = check(BlockKind::Trailers, &[(name, value)]);
            let expected = name == "content-length";
            assert_eq!(checked.is_ok(), expected, "{name:?} {value:?}");
            let request = [&REQUEST[..], &[(name, value)]].concat();
            assert!(check(BlockKind::Request, &request).is_err(), "{name:?} {value:?}");
        }
        let two = [&REQUEST[..], &[("content-length", "1"), ("content-length", "2")]].concat();
        assert!(check(BlockKind::Request, &two).is_err());
    }

    #[test]
    fn blanks_around_a_value_are_stripped() {
        let mut check = FieldCheck::new(BlockKind::Trailers);
        let mut field = |name: &[u8], value: &'static [u8]| {
            check.field(&mut KnownEntries::default(), None, name, value)
        };
        assert_eq!(field(b"a", b" b c\t"), Some(&b"b c"[..]));
        // "ASCII SP or HTAB, 0x20 or 0x09", section 8.2.1: a form feed is neither.
        assert_eq!(field(b"a", b"\x0cb\x0c"), Some(&b"\x0cb\x0c"[..]));
        assert_eq!(field(b"A", b"b"), None);
        assert_eq!(field(b"a", b"b"), None, "after what was wrong");
    }

    /// Fields that are right somewhere, and some that are right nowhere.
    const FIELDS: [(&str, &str); 22] = [
        (":method", "POST"),
        (":method", "CONNECT"),
        (":scheme", "http"),
        (":path", "/a"),
        (":path", ""),
        (":authority", "a:1"),
        (":status", "200"),
        (":status", "2x0"),
        (":new", "x"),
        ("a", "b"),
        ("a", "b "),
        ("a", "\n"),
        ("A", "b"),
        ("te", "trailers"),
        ("te", " trailers"),
        ("te", "gzip"),
        ("connection", "close"),
        ("content-length", "1"),
        ("content-length", "2"),
        ("content-length", " 1"),
        ("content-length", "x"),
        ("grpc-status", "0"),
    ];

    struct Judged {
        facts: Result<BlockFacts, &'static str>,
        passed: Vec<Option<Vec<u8>>>,
        /// Fields that were known.
        met: u32,
    }

    /// What the check makes of a block; without `known` it looks at each field.
    fn judge(
        decoder: &mut Decoder,
        block: &[u8],
        kind: BlockKind,
        mut known: Option<&mut KnownEntries>,
    ) -> Judged {
        let (mut check, mut passed, mut met) = (FieldCheck::new(kind), Vec::new(), 0);
        let decoded = decoder.decode(block, Limits::default(), &mut |field: Field<'_>| {
            let (none, id) = (&mut KnownEntries::default(), field.id.filter(|_| known.is_some()));
            let known = known.as_deref_mut().unwrap_or(none);
            met += u32::from(id.and_then(|id| known.get(id)).is_some());
            let value = check.field(known, id, &field.name, field.value);
            passed.push(value.map(<[u8]>::to_vec));
        });
        assert!(decoded.is_ok());
        Judged { facts: check.finish(), passed, met }
    }

    /// A field that the tables have is judged like one that comes for the first time.
    #[test]
    fn what_is_known_is_judged_like_what_is_new() {
        let config =
            Config { rng_seed: RngSeed::Fixed(3), failure_persistence: None, ..Config::default() };
        let kinds = select(vec![BlockKind::Request, BlockKind::Response, BlockKind::Trailers]);
        let block = (kinds, any::<bool>(), vec(select(FIELDS.to_vec()), 0..4));
        let (ok, wrong, met) = (Cell::new(0), Cell::new(0), Cell::new(0));
        let same = TestRunner::new(config).run(&vec(block, 1..60), |blocks| {
            let mut encoder = Encoder::new(4096);
            let (mut ours, mut other) = (Decoder::new(4096), Decoder::new(4096));
            let mut known = KnownEntries::default();
            for (kind, begins, fields) in blocks {
                let head = match kind {
                    BlockKind::Request => &REQUEST[..],
                    BlockKind::Response => &[(":status", "200")],
                    BlockKind::Trailers => &[],
                };
                let head = if begins { head } else { &[] };
                let mut block = Vec::new();
                let mut writer = encoder.block(&mut block);
                for (name, value) in head.iter().chain(&fields) {
                    writer.field(*name, value.as_bytes(), Indexing::Incremental);
                }
                let judged = judge(&mut ours, &block, kind, Some(&mut known));
                let expected = judge(&mut other, &block, kind, None);
                prop_assert_eq!(judged.facts, expected.facts);
                prop_assert_eq!(judged.passed, expected.passed);
                let count = if judged.facts.is_ok() { &ok } else { &wrong };
                count.set(count.get() + 1);
                met.set(met.get() + judged.met);
            }
            Ok(())
        });
        assert!(same.is_ok(), "{}", same.unwrap_err());
        assert!(
            ok.get() > 1000 && wrong.get() > 1000 && met.get() > 5000,
            "{ok:?} {wrong:?} {met:?}"
        );
    }
}
