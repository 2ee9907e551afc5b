//! Huffman-coded strings ([RFC 7541 § 5.2]): decoding into a buffer, encoding, and how long a
//! string would become.
//!
//! [RFC 7541 § 5.2]: https://www.rfc-editor.org/rfc/rfc7541#section-5.2

mod table;

use bytes::BufMut;

use self::table::{CODES, LONGEST, SHORT, SHORT_BITS};
use super::error::DecodeError;

/// Decodes `coded` into `scratch` from `start` on, and says where it ends.
///
/// `scratch` grows as needed and never shrinks; what lies behind the end is of no meaning. (So a
/// symbol costs a store, not a `push`.)
///
/// # Errors
///
/// Padding of more than seven bits or not of ones, and EOS in the string:
///
/// > A padding strictly longer than 7 bits MUST be treated as a decoding error. A padding not
/// > corresponding to the most significant bits of the code for the EOS symbol MUST be treated as
/// > a decoding error. A Huffman-encoded string literal containing the EOS symbol MUST be treated
/// > as a decoding error.
pub(super) fn decode(
    coded: &[u8],
    scratch: &mut Vec<u8>,
    start: usize,
) -> Result<usize, DecodeError> {
    // The shortest code has five bits.
    let most = start + coded.len() * 8 / 5;
    if scratch.len() < most {
        scratch.resize(most.next_multiple_of(256), 0);
    }
    let output = &mut scratch[start..most];
    let mut written = 0;
    let mut bits = Bits { input: coded, window: 0, count: 0 };
    loop {
        bits.refill();
        // While a short code is whole in any case, there is nothing to check but that it is short.
        while bits.count >= SHORT_BITS {
            let (octet, length) = bits.short();
            if length == 0 {
                break;
            }
            output[written] = octet;
            written += 1;
            bits.consume(length);
        }
        bits.refill();
        let (symbol, length) = bits.any();
        if length > bits.count {
            bits.check_padding()?;
            return Ok(start + written);
        }
        // No octet is EOS.
        output[written] = u8::try_from(symbol).map_err(|_| DecodeError::EosInString)?;
        written += 1;
        bits.consume(length);
    }
}

/// The bits not yet decoded: the next `count` are the highest of `window`, zeros follow them.
struct Bits<'a> {
    input: &'a [u8],
    window: u64,
    count: u32,
}

impl Bits<'_> {
    /// Makes the window hold a whole code, or all that is left.
    #[inline]
    fn refill(&mut self) {
        if self.count >= LONGEST {
            return;
        }
        if let Some((word, rest)) = self.input.split_first_chunk::<4>() {
            self.window |= u64::from(u32::from_be_bytes(*word)) << (32 - self.count);
            self.count += 32;
            self.input = rest;
        } else {
            while let Some((&byte, rest)) = self.input.split_first() {
                self.window |= u64::from(byte) << (56 - self.count);
                self.count += 8;
                self.input = rest;
            }
        }
    }

    /// The octet that comes next and the length of its code, 0 if that is a long one.
    #[inline]
    fn short(&self) -> (u8, u32) {
        let (octet, length) = SHORT[(self.window >> (u64::BITS - SHORT_BITS)) as usize];
        (octet, u32::from(length))
    }

    /// The symbol that comes next and the length of its code, which may be more than is left.
    fn any(&self) -> (u16, u32) {
        match self.short() {
            (_, 0) => table::long((self.window >> (u64::BITS - LONGEST)) as u32),
            (octet, length) => (u16::from(octet), length),
        }
    }

    #[inline]
    fn consume(&mut self, length: u32) {
        self.window <<= length;
        self.count -= length;
    }

    fn check_padding(&self) -> Result<(), DecodeError> {
        if self.window.leading_ones() < self.count {
            Err(DecodeError::PaddingNotOnes)
        } else if self.count > 7 {
            Err(DecodeError::PaddingTooLong)
        } else {
            Ok(())
        }
    }
}

/// How many octets `text` has when coded.
pub(super) fn coded_len(text: &[u8]) -> usize {
    let bits: usize = text.iter().map(|&octet| usize::from(CODES[usize::from(octet)].1)).sum();
    bits.div_ceil(8)
}

/// Appends `text`, coded.
pub(super) fn encode(text: &[u8], out: &mut impl BufMut) {
    let mut window = 0_u64;
    let mut count = 0;
    for &octet in text {
        let (code, length) = CODES[usize::from(octet)];
        window = window << length | u64::from(code);
        count += u32::from(length);
        if count >= 32 {
            count -= 32;
            out.put_u32((window >> count) as u32);
        }
    }
    // The padding is the first bits of EOS: ones.
    let padding = (8 - count % 8) % 8;
    window = window << padding | ((1 << padding) - 1);
    count += padding;
    while count > 0 {
        count -= 8;
        out.put_u8((window >> count) as u8);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decoded(coded: &[u8]) -> Result<Vec<u8>, DecodeError> {
        let mut scratch = vec![b'x'; 3];
        let end = decode(coded, &mut scratch, 3)?;
        Ok(scratch[3..end].to_vec())
    }

    fn encoded(text: &[u8]) -> Vec<u8> {
        let mut out = Vec::new();
        encode(text, &mut out);
        assert_eq!(out.len(), coded_len(text), "{}", text.escape_ascii());
        out
    }

    /// Codes that Appendix B prints, one or more for each length.
    #[test]
    fn codes_are_those_of_appendix_b() {
        for (octet, code, length) in [
            (b'0', 0x0, 5),
            (b't', 0x9, 5),
            (b' ', 0x14, 6),
            (b'u', 0x2d, 6),
            (b':', 0x5c, 7),
            (b'z', 0x7b, 7),
            (b'&', 0xf8, 8),
            (b'Z', 0xfd, 8),
            (b'!', 0x3f8, 10),
            (b'?', 0x3fc, 10),
            (b'\'', 0x7fa, 11),
            (b'|', 0x7fc, 11),
            (b'#', 0xffa, 12),
            (b'>', 0xffb, 12),
            (0, 0x1ff8, 13),
            (b'~', 0x1ffd, 13),
            (b'^', 0x3ffc, 14),
            (b'<', 0x7ffc, 15),
            (b'{', 0x7ffe, 15),
            (b'\\', 0x7fff0, 19),
            (208, 0x7fff2, 19),
            (128, 0xfffe6, 20),
            (153, 0x1fffdc, 21),
            (129, 0x3fffd2, 22),
            (1, 0x7fffd8, 23),
            (9, 0xffffea, 24),
            (199, 0x1ffffec, 25),
            (192, 0x3ffffe0, 26),
            (203, 0x7ffffde, 27),
            (2, 0xfffffe2, 28),
            (127, 0xffffffc, 28),
            (249, 0xffffffe, 28),
            (10, 0x3ffffffc, 30),
            (22, 0x3ffffffe, 30),
        ] {
            assert_eq!(CODES[usize::from(octet)], (code, length), "octet {octet}");
        }
    }

    #[test]
    fn every_pair_of_octets_comes_back() {
        for first in 0..=255 {
            for second in 0..=255 {
                let text = [first, second];
                assert_eq!(decoded(&encoded(&text)).as_deref(), Ok(&text[..]));
            }
        }
    }

    #[test]
    fn strings_of_every_length_come_back() {
        let all: Vec<u8> = (0..=255).chain(*b"www.example.com").collect();
        for end in 0..=all.len() {
            assert_eq!(decoded(&encoded(&all[..end])).as_deref(), Ok(&all[..end]));
        }
    }

    #[test]
    fn padding_is_up_to_seven_ones() {
        // "0" is 00000: three bits of padding.
        assert_eq!(decoded(&[0b0000_0111]).as_deref(), Ok(&b"0"[..]));
        assert_eq!(decoded(&[0b0000_0110]), Err(DecodeError::PaddingNotOnes));
        assert_eq!(decoded(&[0b0000_0000]), Err(DecodeError::PaddingNotOnes));
        assert_eq!(decoded(&[0b0000_0111, 0xff]), Err(DecodeError::PaddingTooLong));
        assert_eq!(decoded(&[0xff]), Err(DecodeError::PaddingTooLong));
        // 28 ones and 11 make the line feed's 30 bits but for its last two.
        assert_eq!(decoded(&[0xff, 0xff, 0xff, 0b1111_0000]), Err(DecodeError::PaddingNotOnes));
        assert_eq!(decoded(&[]).as_deref(), Ok(&b""[..]));
    }

    #[test]
    fn eos_is_no_character() {
        assert_eq!(decoded(&[0xff; 4]), Err(DecodeError::EosInString));
        assert_eq!(decoded(&[0x07, 0xff, 0xff, 0xff, 0xff]), Err(DecodeError::EosInString));
        // 28 ones, as padding, are too many but are not EOS.
        assert_eq!(decoded(&[0xff; 3]), Err(DecodeError::PaddingTooLong));
    }
}
