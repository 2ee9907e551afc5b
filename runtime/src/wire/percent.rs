//! The encoding of `grpc-message`.
//!
//! "Percent-Encoded → 1*(Percent-Byte-Unencoded / Percent-Byte-Encoded);
//! Percent-Byte-Unencoded → 1*( %x20-%x24 / %x26-%x7E ) ; space and VCHAR, except %"
//!
//! A space that is first or last is encoded as well: "A field value MUST NOT start or end with an
//! ASCII whitespace character" (RFC 9113, section 8.2.1).

use std::borrow::Cow;

fn plain(byte: u8) -> bool {
    matches!(byte, 0x20..=0x7e) && byte != b'%'
}

/// Encodes a message for the header.
pub(crate) fn encode(message: &str) -> Cow<'_, str> {
    if message.bytes().all(plain) && message.trim_matches(' ').len() == message.len() {
        return Cow::Borrowed(message);
    }
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    let mut out = String::with_capacity(message.len() + 32);
    for (at, byte) in message.bytes().enumerate() {
        let is_outer = at == 0 || at + 1 == message.len();
        if plain(byte) && !(is_outer && byte == b' ') {
            out.push(char::from(byte));
        } else {
            out.push('%');
            out.push(char::from(HEX[usize::from(byte >> 4)]));
            out.push(char::from(HEX[usize::from(byte & 15)]));
        }
    }
    Cow::Owned(out)
}

/// Encodes as much of a message's beginning as fits in `max` bytes.
pub(crate) fn encode_at_most(message: &str, max: usize) -> Cow<'_, str> {
    // No byte takes more than three.
    if message.len() <= max / 3 {
        return encode(message);
    }
    // What spaces at the ends take beyond one byte each.
    let mut len = 2 * (usize::from(message.starts_with(' ')) + usize::from(message.ends_with(' ')));
    for (at, c) in message.char_indices() {
        len += match u8::try_from(c) {
            Ok(byte) if plain(byte) => 1,
            _ => 3 * c.len_utf8(),
        };
        if len > max {
            return encode(message[..at].trim_end_matches(' '));
        }
    }
    encode(message)
}

/// Decodes a header into a message.
///
/// "When decoding invalid values, implementations MUST NOT error or throw away the message. At
/// worst, the implementation can abort decoding the status message altogether such that the user
/// would received the raw percent-encoded form." Broken escapes stay as they are, and what is not
/// UTF-8 is replaced.
pub(crate) fn decode(header: &[u8]) -> String {
    let mut out = Vec::with_capacity(header.len());
    let mut rest = header;
    while let Some((&byte, tail)) = rest.split_first() {
        rest = tail;
        match tail.split_first_chunk().and_then(|(&digits, tail)| Some((escaped(digits)?, tail))) {
            Some((escaped, tail)) if byte == b'%' => {
                out.push(escaped);
                rest = tail;
            }
            _ => out.push(byte),
        }
    }
    match String::from_utf8(out) {
        Ok(text) => text,
        Err(error) => String::from_utf8_lossy(error.as_bytes()).into_owned(),
    }
}

fn escaped(digits: [u8; 2]) -> Option<u8> {
    let [high, low] = digits.map(|digit| char::from(digit).to_digit(16));
    u8::try_from(high? << 4 | low?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_encoded_is_decoded() {
        let message = "\t100 %\u{1F600} naïve\r\n";
        assert_eq!(encode(message), "%09100 %25%F0%9F%98%80 na%C3%AFve%0D%0A");
        assert_eq!(decode(encode(message).as_bytes()), message);
        assert!(matches!(encode("plain text"), Cow::Borrowed(_)));
    }

    #[test]
    fn no_space_is_first_or_last() {
        for (message, encoded) in
            [(" a b ", "%20a b%20"), (" ", "%20"), ("  ", "%20%20"), ("a b", "a b")]
        {
            assert_eq!(encode(message), encoded);
            assert_eq!(decode(encoded.as_bytes()), message);
        }
        for max in 0..20 {
            let cut = encode_at_most("  a  b  \u{ef}  ", max);
            assert!(cut.len() <= max && cut.trim_matches(' ') == cut, "{max}: {cut:?}");
        }
    }

    #[test]
    fn what_does_not_fit_is_cut_off_between_characters() {
        for (max, encoded) in
            [(3, "ab"), (7, "ab"), (8, "ab%C3%AF"), (9, "ab%C3%AFc"), (99, "ab%C3%AFc")]
        {
            assert_eq!(encode_at_most("ab\u{ef}c", max), encoded, "{max}");
        }
    }

    #[test]
    fn broken_escapes_are_left_alone() {
        assert_eq!(decode(b"50% off %zz %4"), "50% off %zz %4");
        assert_eq!(decode(b"%ff!"), "\u{fffd}!");
    }
}
