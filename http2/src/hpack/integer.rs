//! Integers with a prefix of some bits ([RFC 7541 § 5.1]), and the cursor that all decoding here
//! reads with.
//!
//! [RFC 7541 § 5.1]: https://www.rfc-editor.org/rfc/rfc7541#section-5.1

use bytes::BufMut;

use super::error::DecodeError;

/// The most octets after the prefix: 28 bits, more than any length or index that a limit lets by,
/// and too few to overflow.
const MAX_CONTINUATION: u32 = 4;

/// Reads on after `first`, whose low `PREFIX` bits begin the integer.
///
/// # Errors
///
/// The block ends within the integer, or the integer is longer than [`MAX_CONTINUATION`].
#[inline]
pub(super) fn decode<const PREFIX: u32>(
    first: u8,
    input: &mut &[u8],
) -> Result<usize, DecodeError> {
    let full = (1_u8 << PREFIX) - 1;
    let value = first & full;
    if value < full {
        return Ok(usize::from(value));
    }
    let (value, rest) = continuation(full, input)?;
    *input = rest;
    Ok(value)
}

/// Out of line, and with the input by value: so the caller's cursor can stay in a register.
#[inline(never)]
fn continuation(full: u8, mut input: &[u8]) -> Result<(usize, &[u8]), DecodeError> {
    let mut value = u32::from(full);
    for octet in 0..MAX_CONTINUATION {
        let Some((&byte, rest)) = input.split_first() else {
            return Err(DecodeError::IntegerCut);
        };
        input = rest;
        value += u32::from(byte & 0x7f) << (7 * octet);
        if byte < 0x80 {
            return Ok((value as usize, input));
        }
    }
    Err(DecodeError::IntegerTooLong)
}

/// Writes `value` with a prefix of `PREFIX` bits, under the bits of `pattern`.
#[inline]
pub(super) fn encode<const PREFIX: u32>(pattern: u8, value: usize, out: &mut impl BufMut) {
    let full = (1_u8 << PREFIX) - 1;
    if value < usize::from(full) {
        out.put_u8(pattern | value as u8);
    } else {
        out.put_u8(pattern | full);
        encode_continuation(value - usize::from(full), out);
    }
}

fn encode_continuation(mut value: usize, out: &mut impl BufMut) {
    while value >= 0x80 {
        out.put_u8(value as u8 | 0x80);
        value >>= 7;
    }
    out.put_u8(value as u8);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decoded<const PREFIX: u32>(bytes: &[u8]) -> Result<(usize, usize), DecodeError> {
        let (&first, mut rest) = bytes.split_first().expect("a first octet");
        decode::<PREFIX>(first, &mut rest).map(|value| (value, rest.len()))
    }

    /// <https://www.rfc-editor.org/rfc/rfc7541#appendix-C.1>
    #[test]
    fn the_examples_of_appendix_c_1() {
        let mut out = Vec::new();
        encode::<5>(0, 10, &mut out);
        encode::<5>(0, 1337, &mut out);
        // The RFC's third example begins at an octet boundary: 42 fits any prefix over 5 bits.
        encode::<7>(0, 42, &mut out);
        assert_eq!(out, [10, 31, 154, 10, 42]);
        assert_eq!(decoded::<5>(&[0b1110_1010]), Ok((10, 0)));
        assert_eq!(decoded::<5>(&[31, 154, 10, 7]), Ok((1337, 1)));
        assert_eq!(decoded::<7>(&[42]), Ok((42, 0)));
    }

    #[test]
    fn every_value_comes_back_under_every_prefix() {
        fn check<const PREFIX: u32>(value: usize) {
            let mut out = Vec::new();
            encode::<PREFIX>(0, value, &mut out);
            assert_eq!(decoded::<PREFIX>(&out), Ok((value, 0)), "{value} under {PREFIX} bits");
        }
        for bit in 0..28 {
            for value in [(1 << bit) - 1, 1 << bit, (1 << bit) + 1] {
                check::<4>(value);
                check::<5>(value);
                check::<6>(value);
                check::<7>(value);
            }
        }
    }

    #[test]
    fn four_octets_after_the_prefix_are_the_most() {
        let most = (1 << 28) - 1 + 127;
        assert_eq!(decoded::<7>(&[0xff, 0xff, 0xff, 0xff, 0x7f]), Ok((most, 0)));
        assert_eq!(
            decoded::<7>(&[0xff, 0x80, 0x80, 0x80, 0x80, 0x00]),
            Err(DecodeError::IntegerTooLong),
            "leading zeros count as well"
        );
        assert_eq!(decoded::<7>(&[0xff, 0x80, 0x80]), Err(DecodeError::IntegerCut));
        assert_eq!(decoded::<7>(&[0xff]), Err(DecodeError::IntegerCut));
    }
}
