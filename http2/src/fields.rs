//! Which header fields a block may have:
//! [RFC 9113, section 8](https://www.rfc-editor.org/rfc/rfc9113#section-8).
//!
//! A block that breaks these rules makes its stream malformed, which is a stream error and not the
//! connection's end. Values with blanks around them are the exception: gRPC takes them and strips
//! the blanks.

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
    pub(crate) fn field<'a>(&mut self, name: &[u8], value: &'a [u8]) -> Option<&'a [u8]> {
        if self.malformed.is_some() {
            return None;
        }
        let checked = match name.first() {
            Some(b':') => self.pseudo(name, value),
            _ => self.regular(name, value),
        };
        self.malformed = checked.err();
        // "a field value MUST NOT start or end with an ASCII whitespace character"; gRPC's
        // "ASCII-Value should not have leading or trailing whitespace. If it contains leading or
        // trailing whitespace, it may be stripped."
        checked.ok().map(|()| value.trim_ascii())
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
            BlockKind::Response => self.pseudo == STATUS,
            BlockKind::Trailers => true,
        };
        if !complete {
            return Err("a pseudo-header field is missing");
        }
        Ok(BlockFacts { status: self.status, content_length: self.content_length })
    }

    /// Section 8.3.
    fn pseudo(&mut self, name: &[u8], value: &[u8]) -> Result<(), &'static str> {
        if self.regular {
            return Err("a pseudo-header field after a regular one");
        }
        let bit = match (self.kind, name) {
            (BlockKind::Request, b":method") => {
                self.connect = value == b"CONNECT";
                METHOD
            }
            (BlockKind::Request, b":scheme") => SCHEME,
            // "The ":path" pseudo-header field … MUST NOT be empty for "http" or "https" URIs".
            (BlockKind::Request, b":path") if value.is_empty() => return Err("an empty :path"),
            (BlockKind::Request, b":path") => PATH,
            (BlockKind::Request, b":authority") => AUTHORITY,
            (BlockKind::Response, b":status") => {
                self.status = status(value).ok_or("a :status that is no number of three digits")?;
                STATUS
            }
            _ => return Err("a pseudo-header field that does not belong here"),
        };
        if self.pseudo & bit != 0 {
            return Err("a pseudo-header field came twice");
        }
        self.pseudo |= bit;
        check_value(value)
    }

    fn regular(&mut self, name: &[u8], value: &[u8]) -> Result<(), &'static str> {
        self.regular = true;
        check_name(name)?;
        check_value(value)?;
        match name {
            // Section 8.2.2: connection-specific fields.
            b"connection" | b"proxy-connection" | b"keep-alive" | b"transfer-encoding"
            | b"upgrade" => Err("a field that is about a connection of HTTP/1.1"),
            b"te" if value.trim_ascii() != b"trailers" => Err("te is not trailers"),
            b"content-length" if self.kind != BlockKind::Trailers => {
                let length = number(value).ok_or("content-length is no number")?;
                if self.content_length.replace(length).is_some_and(|before| before != length) {
                    return Err("two content-lengths");
                }
                Ok(())
            }
            _ => Ok(()),
        }
    }
}

/// "A field name MUST NOT contain characters in the ranges 0x00-0x20, 0x41-0x5a, or 0x7f-0xff (all
/// inclusive)", and no colon: section 8.2.1. As everywhere in HTTP it is a token.
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

fn status(value: &[u8]) -> Option<u16> {
    match value {
        [b'1'..=b'9', _, _] => number(value).and_then(|status| u16::try_from(status).ok()),
        _ => None,
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
    use super::*;

    fn check(kind: BlockKind, fields: &[(&str, &str)]) -> Result<BlockFacts, &'static str> {
        let mut check = FieldCheck::new(kind);
        for (name, value) in fields {
            check.field(name.as_bytes(), value.as_bytes());
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
        assert_eq!(check.field(b"a", b" b c\t"), Some(&b"b c"[..]));
        assert_eq!(check.field(b"A", b"b"), None);
        assert_eq!(check.field(b"a", b"b"), None, "after what was wrong");
    }
}
