//! Reading the wire format from one contiguous buffer.
//!
//! The reader is the only place that looks at raw bytes: it checks every length against what is
//! there before anything is allocated, and counts nesting and memory against the limits. What a
//! value means is the business of the [`Value`](super::Value) implementations.

use std::str::Utf8Error;

use bytes::Bytes;

use super::{ByteStr, Decode, DecodeError, DecodeErrorKind, DecodeOptions, Tag, WireType};

/// A position in an encoded message, with the limits that guard the reader.
///
/// Within a nested message the reader sees only that message's bytes.
#[derive(Clone, Debug)]
pub struct Reader<'a> {
    rest: &'a [u8],
    /// The buffer of which `rest` is a part.
    source: &'a Bytes,
    options: &'a DecodeOptions,
    /// The number of the group whose end ends the message, or 0: no field has that number.
    group: u32,
    /// How many more levels may be entered.
    levels: u32,
    /// How many more bytes may be taken for elements.
    memory: usize,
}

impl<'a> Reader<'a> {
    /// A reader at the start of a message.
    ///
    /// # Errors
    ///
    /// If the message is longer than the limit.
    #[inline]
    pub fn new(source: &'a Bytes, options: &'a DecodeOptions) -> Result<Self, DecodeError> {
        let (len, limit) = (source.len(), options.length_limit);
        if len > limit {
            return Err(DecodeError::new(DecodeErrorKind::TooLong { len, limit }));
        }
        let (levels, memory) = (options.recursion_limit, options.memory_limit);
        Ok(Self { rest: source, source, options, group: 0, levels, memory })
    }

    /// The next field's tag, or `None` at the end of the message.
    ///
    /// # Errors
    ///
    /// If the bytes are not a tag.
    #[inline]
    pub fn tag(&mut self) -> Result<Option<Tag>, DecodeError> {
        match self.any_tag()? {
            Some(Tag { number, wire_type: WireType::EndGroup }) => self.end_group(number),
            tag => Ok(tag),
        }
    }

    /// The next tag, the end of a group included.
    #[inline]
    fn any_tag(&mut self) -> Result<Option<Tag>, DecodeError> {
        let key = match self.rest {
            [] => return Ok(None),
            [first @ ..0x80, rest @ ..] => {
                self.rest = rest;
                u32::from(*first)
            }
            [first, second @ ..0x80, rest @ ..] => {
                self.rest = rest;
                u32::from(*first & 0x7f) | u32::from(*second) << 7
            }
            _ => self.long_key()?,
        };
        Tag::from_key(key).map(Some)
    }

    /// Takes the next tag if it is `tag` once more, as it is within a repeated field.
    #[inline]
    pub(super) fn tag_again(&mut self, tag: Tag) -> bool {
        let key = tag.key();
        match self.rest {
            [first @ ..0x80, rest @ ..] if u32::from(*first) == key => {
                self.rest = rest;
                true
            }
            [first, second @ ..0x80, rest @ ..]
                if *first >= 0x80 && u32::from(*first & 0x7f) | u32::from(*second) << 7 == key =>
            {
                self.rest = rest;
                true
            }
            _ => false,
        }
    }

    /// Whether nothing is left of the message.
    #[inline]
    #[must_use]
    pub fn is_at_end(&self) -> bool {
        self.rest.is_empty()
    }

    /// Reads a varint.
    ///
    /// # Errors
    ///
    /// If the message ends within it or it exceeds 64 bits.
    #[inline]
    pub fn varint(&mut self) -> Result<u64, DecodeError> {
        match self.rest {
            [first @ ..0x80, rest @ ..] => {
                self.rest = rest;
                Ok(u64::from(*first))
            }
            [first, second @ ..0x80, rest @ ..] => {
                self.rest = rest;
                Ok(u64::from(*first & 0x7f) | u64::from(*second) << 7)
            }
            _ => self.long_varint(),
        }
    }

    /// Reads four bytes, little-endian.
    ///
    /// # Errors
    ///
    /// If fewer are left.
    #[inline]
    pub fn fixed32(&mut self) -> Result<u32, DecodeError> {
        self.array().map(u32::from_le_bytes)
    }

    /// Reads eight bytes, little-endian.
    ///
    /// # Errors
    ///
    /// If fewer are left.
    #[inline]
    pub fn fixed64(&mut self) -> Result<u64, DecodeError> {
        self.array().map(u64::from_le_bytes)
    }

    /// Reads a length and that many bytes.
    ///
    /// # Errors
    ///
    /// If fewer are left.
    #[inline]
    pub fn slice(&mut self) -> Result<&'a [u8], DecodeError> {
        let len = self.varint()?;
        match usize::try_from(len).ok().and_then(|len| self.rest.split_at_checked(len)) {
            Some((value, rest)) => {
                self.rest = rest;
                Ok(value)
            }
            None => Err(DecodeError::truncated(len, self.rest.len())),
        }
    }

    /// Reads a length and that many bytes, which stay in the message's buffer.
    ///
    /// # Errors
    ///
    /// If fewer are left.
    #[inline]
    pub fn bytes(&mut self) -> Result<Bytes, DecodeError> {
        let value = self.slice()?;
        Ok(self.share(value))
    }

    /// Reads a length and that many bytes of UTF-8.
    ///
    /// # Errors
    ///
    /// If fewer are left or they are not UTF-8.
    #[inline]
    pub fn str(&mut self) -> Result<&'a str, DecodeError> {
        let value = self.slice()?;
        check_utf8(value).map_err(|error| {
            let (valid_up_to, len) = (error.valid_up_to(), value.len());
            DecodeError::new(DecodeErrorKind::NotUtf8 { valid_up_to, len })
        })
    }

    /// Reads a length and that many bytes of UTF-8, which stay in the message's buffer.
    ///
    /// # Errors
    ///
    /// If fewer are left or they are not UTF-8.
    #[inline]
    pub fn byte_str(&mut self) -> Result<ByteStr, DecodeError> {
        let value = self.str()?;
        Ok(ByteStr::share(self, value))
    }

    /// Reads a length and merges that many bytes into `message`.
    ///
    /// # Errors
    ///
    /// If fewer are left, they are not such a message, or messages are nested too deeply.
    #[inline]
    pub fn nested<M: Decode>(&mut self, message: &mut M) -> Result<(), DecodeError> {
        self.within(|reader| message.merge(reader))
    }

    /// Merges all up to the end of the group into `message`.
    ///
    /// # Errors
    ///
    /// If the end is missing, this is not such a message, or messages are nested too deeply.
    #[inline]
    pub(super) fn group<M: Decode>(
        &mut self,
        number: u32,
        message: &mut M,
    ) -> Result<(), DecodeError> {
        self.descend()?;
        let around = std::mem::replace(&mut self.group, number);
        message.merge(self)?;
        if self.group != 0 {
            return Err(DecodeError::new(DecodeErrorKind::GroupStart(number)));
        }
        self.group = around;
        self.levels += 1;
        Ok(())
    }

    /// What the end of a group is: that of the message, or nothing that may stand here.
    #[cold]
    fn end_group(&mut self, number: u32) -> Result<Option<Tag>, DecodeError> {
        if number != self.group {
            return Err(DecodeError::new(DecodeErrorKind::GroupEnd(number)));
        }
        self.group = 0;
        Ok(None)
    }

    /// Reads a length and lets `read` loose on that many bytes, one level down.
    #[inline]
    pub(super) fn within(
        &mut self,
        read: impl FnOnce(&mut Self) -> Result<(), DecodeError>,
    ) -> Result<(), DecodeError> {
        let inner = self.slice()?;
        self.descend()?;
        let after = std::mem::replace(&mut self.rest, inner);
        let group = std::mem::take(&mut self.group);
        read(self)?;
        self.group = group;
        self.rest = after;
        self.levels += 1;
        Ok(())
    }

    /// Counts memory that a decoded value is about to take against the limit.
    ///
    /// # Errors
    ///
    /// If the limit is exceeded.
    #[inline]
    pub fn charge(&mut self, bytes: usize) -> Result<(), DecodeError> {
        match self.memory.checked_sub(bytes) {
            Some(left) => {
                self.memory = left;
                Ok(())
            }
            None => {
                let limit = self.options.memory_limit;
                Err(DecodeError::new(DecodeErrorKind::TooMuchMemory { limit }))
            }
        }
    }

    /// Skips the value behind `tag`, a whole group included.
    ///
    /// # Errors
    ///
    /// If the value is cut short or nested too deeply.
    pub fn skip(&mut self, tag: Tag) -> Result<(), DecodeError> {
        match tag.wire_type {
            WireType::Varint => self.varint().map(drop),
            WireType::Fixed32 => self.fixed32().map(drop),
            WireType::Fixed64 => self.fixed64().map(drop),
            WireType::Len => self.slice().map(drop),
            WireType::StartGroup => self.skip_group(tag.number),
            WireType::EndGroup => Err(DecodeError::new(DecodeErrorKind::GroupEnd(tag.number))),
        }
    }

    /// Skips the value behind `tag` and returns its bytes as they stand, without the tag.
    pub(super) fn skip_raw(&mut self, tag: Tag) -> Result<&'a [u8], DecodeError> {
        let start = self.rest;
        self.skip(tag)?;
        Ok(&start[..start.len() - self.rest.len()])
    }

    /// Takes all that is left.
    #[inline]
    pub(super) fn take_rest(&mut self) -> &'a [u8] {
        std::mem::take(&mut self.rest)
    }

    /// Takes all that is left, as a part of the message's buffer.
    #[allow(dead_code, reason = "for what other codecs read")]
    #[inline]
    pub(crate) fn take_rest_bytes(&mut self) -> Bytes {
        let rest = self.take_rest();
        self.share(rest)
    }

    /// `part`, which this reader gave, as a part of the message's buffer.
    ///
    /// What [`Bytes::slice_ref`] does, but not behind a call that costs more than the work.
    ///
    /// # Panics
    ///
    /// If `part` is not within the buffer.
    #[inline]
    pub(super) fn share(&self, part: &[u8]) -> Bytes {
        let start = part.as_ptr().addr().wrapping_sub(self.source.as_ptr().addr());
        let end = start.wrapping_add(part.len());
        assert!(start <= end && end <= self.source.len(), "part of another buffer");
        self.source.slice(start..end)
    }

    /// What is left.
    #[inline]
    pub(super) fn rest(&self) -> &'a [u8] {
        self.rest
    }

    /// Takes a level of nesting.
    #[inline]
    fn descend(&mut self) -> Result<(), DecodeError> {
        match self.levels.checked_sub(1) {
            Some(left) => {
                self.levels = left;
                Ok(())
            }
            None => {
                let limit = self.options.recursion_limit;
                Err(DecodeError::new(DecodeErrorKind::TooDeep { limit }))
            }
        }
    }

    /// Groups nest in groups, as deep as the peer likes up to the limit: counted, not recursed.
    fn skip_group(&mut self, number: u32) -> Result<(), DecodeError> {
        let mut open = vec![number];
        self.descend()?;
        while let Some(innermost) = open.last().copied() {
            let Some(tag) = self.any_tag()? else {
                return Err(DecodeError::new(DecodeErrorKind::GroupStart(innermost)));
            };
            match tag.wire_type {
                WireType::StartGroup => {
                    self.descend()?;
                    open.push(tag.number);
                }
                WireType::EndGroup if tag.number == innermost => {
                    self.levels += 1;
                    open.pop();
                }
                _ => self.skip(tag)?,
            }
        }
        Ok(())
    }

    #[inline]
    fn array<const N: usize>(&mut self) -> Result<[u8; N], DecodeError> {
        match self.rest.split_first_chunk() {
            Some((array, rest)) => {
                self.rest = rest;
                Ok(*array)
            }
            None => Err(DecodeError::truncated(N as u64, self.rest.len())),
        }
    }

    fn long_key(&mut self) -> Result<u32, DecodeError> {
        let key = self.long_varint()?;
        u32::try_from(key).map_err(|_| DecodeError::field_number(key >> 3))
    }

    /// Takes all that is left as varints, of which short ones are read in registers.
    #[inline]
    pub(super) fn packed_varints(
        &mut self,
        mut take: impl FnMut(u64) -> Result<(), DecodeError>,
    ) -> Result<(), DecodeError> {
        let low = |byte: &u8, index: u32| u64::from(*byte & 0x7f) << (7 * index);
        let mut rest = self.rest;
        loop {
            let value;
            (value, rest) = match rest {
                [] => break,
                [a @ ..0x80, rest @ ..] => (low(a, 0), rest),
                [a, b @ ..0x80, rest @ ..] => (low(a, 0) | low(b, 1), rest),
                [a, b, c @ ..0x80, rest @ ..] => (low(a, 0) | low(b, 1) | low(c, 2), rest),
                [a, b, c, d @ ..0x80, rest @ ..] => {
                    (low(a, 0) | low(b, 1) | low(c, 2) | low(d, 3), rest)
                }
                _ => {
                    self.rest = rest;
                    (self.long_varint()?, self.rest)
                }
            };
            take(value)?;
        }
        self.rest = rest;
        Ok(())
    }

    /// A varint that does not fit two bytes. Small enough to do without a stack frame.
    fn long_varint(&mut self) -> Result<u64, DecodeError> {
        // Lengths of large fields, and numbers in the thousands, are three bytes.
        if let [first, second, third @ ..0x80, rest @ ..] = self.rest
            && *first >= 0x80
            && *second >= 0x80
        {
            self.rest = rest;
            let low = u64::from(*first & 0x7f) | u64::from(*second & 0x7f) << 7;
            return Ok(low | u64::from(*third) << 14);
        }
        self.longer_varint()
    }

    /// A varint that does not fit three bytes.
    #[inline(never)]
    fn longer_varint(&mut self) -> Result<u64, DecodeError> {
        let Some(head) = self.rest.first_chunk::<10>() else {
            return self.last_varint();
        };
        // No loop, whose end could not be predicted: the first byte without the continuation bit
        // gives the length, then the groups of seven bits move together.
        const CONTINUES: u64 = 0x8080_8080_8080_8080;
        let [word @ .., ninth, tenth] = *head;
        let word = u64::from_le_bytes(word);
        let ends = !word & CONTINUES;
        let (word, len) = match ends {
            0 => (word, 8),
            _ => (word & (ends ^ (ends - 1)), ends.trailing_zeros() as usize / 8 + 1),
        };
        let word = word & !CONTINUES;
        let word = word & 0x007f_007f_007f_007f | (word & 0x7f00_7f00_7f00_7f00) >> 1;
        let word = word & 0x0000_3fff_0000_3fff | (word & 0x3fff_0000_3fff_0000) >> 2;
        let word = word & 0x0000_0000_0fff_ffff | (word & 0x0fff_ffff_0000_0000) >> 4;
        let (value, len) = match (ends, ninth, tenth) {
            (1.., _, _) => (word, len),
            (0, ..0x80, _) => (word | u64::from(ninth) << 56, 9),
            (0, _, ..2) => (word | u64::from(ninth & 0x7f) << 56 | u64::from(tenth) << 63, 10),
            _ => return Err(DecodeError::new(DecodeErrorKind::VarintTooLong)),
        };
        self.rest = &self.rest[len..];
        Ok(value)
    }

    /// A varint among the last bytes of the message.
    fn last_varint(&mut self) -> Result<u64, DecodeError> {
        let mut value = 0;
        for (position, byte) in self.rest.iter().enumerate() {
            value |= u64::from(byte & 0x7f) << (7 * position);
            if *byte < 0x80 {
                self.rest = &self.rest[position + 1..];
                return Ok(value);
            }
        }
        let len = self.rest.len();
        Err(DecodeError::truncated(len as u64 + 1, len))
    }
}

/// Most strings on the wire are ASCII, and to see that takes a quarter of the time (instructions,
/// 100 bytes) that it takes to walk through them as UTF-8.
#[inline]
#[expect(unsafe_code, reason = "std has no safe way from ASCII bytes to a string")]
fn check_utf8(bytes: &[u8]) -> Result<&str, Utf8Error> {
    if bytes.is_ascii() {
        // SAFETY: ASCII is UTF-8.
        return Ok(unsafe { str::from_utf8_unchecked(bytes) });
    }
    str::from_utf8(bytes)
}
