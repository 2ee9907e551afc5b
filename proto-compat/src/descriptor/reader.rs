//! Reads protobuf's wire format, as much of it as descriptors need; the other direction is
//! `descriptor_set/encoder.rs`.
//!
//! A descriptor set may come from anywhere, so nothing here trusts a length.

use super::DecodeError;

/// The value of one field, as it stands on the wire.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WireValue {
    /// An integer, a `bool` or an enum.
    Varint(u64),
    /// Eight bytes.
    Fixed64(u64),
    /// Four bytes.
    Fixed32(u32),
    /// A string, `bytes`, a message, or packed numbers.
    Bytes(Vec<u8>),
}

impl WireValue {
    pub(crate) fn int(&self) -> u64 {
        match self {
            Self::Varint(value) | Self::Fixed64(value) => *value,
            Self::Fixed32(value) => u64::from(*value),
            Self::Bytes(_) => 0,
        }
    }

    /// As `int32`; bits above it are cut off, as every decoder of protobuf does.
    pub(crate) fn int32(&self) -> i32 {
        let [a, b, c, d, ..] = self.int().to_le_bytes();
        i32::from_le_bytes([a, b, c, d])
    }

    pub(crate) fn bytes(&self) -> &[u8] {
        match self {
            Self::Bytes(bytes) => bytes,
            _ => &[],
        }
    }

    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(self.bytes()).into_owned()
    }
}

/// The fields of a message in the order of the wire.
pub(crate) fn fields(bytes: &[u8]) -> Result<Vec<(u32, WireValue)>, DecodeError> {
    let mut reader = Reader { bytes };
    let mut fields = vec![];
    while !reader.bytes.is_empty() {
        if let Some(field) = reader.field()? {
            fields.push(field);
        }
    }
    Ok(fields)
}

/// The numbers of a packed field.
pub(crate) fn packed(value: &WireValue) -> Result<Vec<i32>, DecodeError> {
    let mut reader = match value {
        WireValue::Bytes(bytes) => Reader { bytes },
        other => return Ok(vec![other.int32()]),
    };
    let mut numbers = vec![];
    while !reader.bytes.is_empty() {
        numbers.push(WireValue::Varint(reader.varint()?).int32());
    }
    Ok(numbers)
}

struct Reader<'a> {
    bytes: &'a [u8],
}

impl Reader<'_> {
    /// `None` for a group, which no descriptor has, but an unknown option may.
    fn field(&mut self) -> Result<Option<(u32, WireValue)>, DecodeError> {
        let key = self.varint()?;
        let number = u32::try_from(key >> 3).map_err(|_| DecodeError::malformed("field number"))?;
        if number == 0 {
            return Err(DecodeError::malformed("field number"));
        }
        let value = match key & 7 {
            0 => WireValue::Varint(self.varint()?),
            1 => WireValue::Fixed64(u64::from_le_bytes(self.array()?)),
            2 => {
                let length = usize::try_from(self.varint()?).unwrap_or(usize::MAX);
                WireValue::Bytes(self.take(length)?.to_vec())
            }
            3 => {
                self.skip_group(number)?;
                return Ok(None);
            }
            5 => WireValue::Fixed32(u32::from_le_bytes(self.array()?)),
            _ => return Err(DecodeError::malformed("wire type")),
        };
        Ok(Some((number, value)))
    }

    /// Groups in groups are counted, not recursed into: a hostile file must not end the stack.
    fn skip_group(&mut self, number: u32) -> Result<(), DecodeError> {
        let mut open = vec![number];
        while let Some(&innermost) = open.last() {
            let key = self.varint()?;
            let number = u32::try_from(key >> 3).unwrap_or(0);
            match key & 7 {
                0 => drop(self.varint()?),
                1 => drop(self.take(8)?),
                2 => {
                    let length = usize::try_from(self.varint()?).unwrap_or(usize::MAX);
                    self.take(length)?;
                }
                3 => open.push(number),
                4 if number == innermost => drop(open.pop()),
                5 => drop(self.take(4)?),
                _ => return Err(DecodeError::malformed("group")),
            }
        }
        Ok(())
    }

    fn varint(&mut self) -> Result<u64, DecodeError> {
        let mut value = 0_u64;
        for shift in (0..70).step_by(7) {
            let [byte] = self.array()?;
            value |= u64::from(byte & 0x7f).checked_shl(shift).unwrap_or(0);
            if byte < 0x80 {
                return Ok(value);
            }
        }
        Err(DecodeError::malformed("varint"))
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N], DecodeError> {
        let (head, rest) = self.bytes.split_first_chunk().ok_or(DecodeError::TRUNCATED)?;
        self.bytes = rest;
        Ok(*head)
    }

    fn take(&mut self, length: usize) -> Result<&[u8], DecodeError> {
        let (head, rest) = self.bytes.split_at_checked(length).ok_or(DecodeError::TRUNCATED)?;
        self.bytes = rest;
        Ok(head)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // The examples of <https://protobuf.dev/programming-guides/encoding/>.
    #[test]
    fn fields_are_read_as_the_specification_shows() {
        assert_eq!(fields(&[0x08, 0x96, 0x01]), Ok(vec![(1, WireValue::Varint(150))]));
        let text = fields(b"\x12\x07testing").map(|fields| fields[0].1.text());
        assert_eq!(text.as_deref(), Ok("testing"));
        let numbers = packed(&WireValue::Bytes(b"\x03\x8e\x02\x9e\xa7\x05".to_vec()));
        assert_eq!(numbers, Ok(vec![3, 270, 86_942]));
    }

    #[test]
    fn groups_are_passed_over_and_must_end() {
        let after = fields(b"\x0b\x13\x08\x01\x14\x0c\x10\x05");
        assert_eq!(after, Ok(vec![(2, WireValue::Varint(5))]));
        assert_eq!(fields(b"\x0b\x08\x01"), Err(DecodeError::TRUNCATED));
        assert!(fields(b"\x0b\x14").is_err(), "the end of another group");
    }

    #[test]
    fn lengths_beyond_the_end_are_refused() {
        assert_eq!(fields(b"\x12\x7fx"), Err(DecodeError::TRUNCATED));
        assert!(fields(&[0xff; 12]).is_err());
        assert!(fields(b"\x00\x00").is_err());
    }

    #[test]
    fn negative_numbers_keep_their_sign() {
        let value = WireValue::Varint(u64::MAX);
        assert_eq!(value.int32(), -1);
    }
}
