//! Writing the wire format into one buffer of known size.
//!
//! Encoding takes two passes: the first computes the length and leaves the lengths of nested
//! messages in [`Sizes`], the second writes and takes them out again in the same order.

use super::{Encode, Tag, WireType};

/// Protobuf's limit for a message.
const MAX_LEN: usize = i32::MAX as usize;

/// Encodes a message; the length is known before anything is allocated.
#[inline]
pub(super) fn encode<M: Encode + ?Sized>(message: &M) -> Vec<u8> {
    encode_framed(message, 0, MAX_LEN).unwrap_or_else(|len| too_long(len))
}

/// Appends an encoded message to `out`.
#[inline]
pub(super) fn encode_into<M: Encode + ?Sized>(message: &M, out: &mut Vec<u8>) {
    let mut sizes = Sizes::default();
    let len = measure(message, MAX_LEN, &mut sizes).unwrap_or_else(|len| too_long(len));
    // To allocate takes fewer steps than to grow, and no more room than the message.
    if out.capacity() == 0 {
        *out = Vec::with_capacity(len);
    } else {
        out.reserve(len);
    }
    append(message, 0, len, &sizes, out);
}

#[cold]
fn too_long(len: usize) -> ! {
    panic!("message of {len} bytes exceeds protobuf's limit of {MAX_LEN}")
}

/// Encodes a message behind `prefix_len` zero bytes, into one buffer of exactly that size.
///
/// # Errors
///
/// The message's length, if it is more than `max_len` or protobuf's own limit of 2 GiB - 1;
/// nothing is allocated then.
#[inline]
pub(crate) fn encode_framed<M: Encode + ?Sized>(
    message: &M,
    prefix_len: usize,
    max_len: usize,
) -> Result<Vec<u8>, usize> {
    let mut sizes = Sizes::default();
    let len = measure(message, max_len, &mut sizes)?;
    let mut out = Vec::with_capacity(prefix_len + len);
    append(message, prefix_len, len, &sizes, &mut out);
    Ok(out)
}

/// The least by which a buffer of several messages grows, in bytes.
const SECOND_ROOM: usize = 2 * 1024;

/// Appends `prefix_len` zero bytes and the encoded message to `out`, so that a stream can put
/// many messages into one buffer.
///
/// # Errors
///
/// The message's length, if it is more than `max_len` or protobuf's own limit of 2 GiB - 1;
/// `out` is as it was then.
#[allow(dead_code, reason = "without a transport nothing streams")]
pub(crate) fn append_framed<M: Encode + ?Sized>(
    message: &M,
    prefix_len: usize,
    max_len: usize,
    out: &mut Vec<u8>,
) -> Result<(), usize> {
    let mut sizes = Sizes::default();
    let len = measure(message, max_len, &mut sizes)?;
    let frame_len = prefix_len + len;
    if out.capacity() - out.len() < frame_len {
        make_room(frame_len, out);
    }
    append(message, prefix_len, len, &sizes, out);
    Ok(())
}

/// A buffer with a second message is likely to get a third: to grow once is cheaper.
#[cold]
fn make_room(frame_len: usize, out: &mut Vec<u8>) {
    let least = if out.is_empty() { 0 } else { SECOND_ROOM };
    out.reserve(frame_len.max(least));
}

#[inline]
fn measure<M: Encode + ?Sized>(
    message: &M,
    max_len: usize,
    sizes: &mut Sizes,
) -> Result<usize, usize> {
    let len = message.encoded_len(sizes);
    if len > max_len.min(MAX_LEN) { Err(len) } else { Ok(len) }
}

#[inline]
fn append<M: Encode + ?Sized>(
    message: &M,
    prefix_len: usize,
    len: usize,
    sizes: &Sizes,
    out: &mut Vec<u8>,
) {
    let start = out.len() + prefix_len;
    out.resize(start, 0);
    message.encode_fields(&mut Writer::new(out, sizes));
    debug_assert_eq!(out.len(), start + len, "encoded_len and encode_fields disagree");
}

/// The lengths of nested messages, computed once and read back in the same order.
#[derive(Debug, Default)]
pub struct Sizes {
    /// Most messages hold few others, and then nothing is allocated for their lengths.
    inline: [u32; Sizes::INLINE],
    /// How many lengths there are while they are inline.
    len: usize,
    /// All lengths once there are more.
    spilled: Vec<u32>,
}

impl Sizes {
    const INLINE: usize = 16;

    /// No lengths yet.
    pub(super) const EMPTY: Self = Self { inline: [0; Self::INLINE], len: 0, spilled: Vec::new() };

    /// Computes a length with `measure` and keeps it, before those that `measure` itself keeps.
    #[inline]
    pub fn nest(&mut self, measure: impl FnOnce(&mut Self) -> usize) -> usize {
        let slot = self.reserve();
        let len = measure(self);
        // A longer message fails as a whole before a nested length is written.
        self.fill(slot, len as u32);
        len
    }

    #[inline]
    fn reserve(&mut self) -> usize {
        if self.spilled.is_empty() {
            let slot = self.len;
            if slot < Self::INLINE {
                self.len += 1;
                return slot;
            }
            self.spilled.reserve(8 * Self::INLINE);
            self.spilled.extend_from_slice(&self.inline);
        }
        self.spilled.push(0);
        self.spilled.len() - 1
    }

    #[inline]
    fn fill(&mut self, slot: usize, len: u32) {
        match self.spilled.get_mut(slot) {
            Some(spilled) => *spilled = len,
            None => self.inline[slot] = len,
        }
    }

    #[inline]
    fn as_slice(&self) -> &[u32] {
        if self.spilled.is_empty() { &self.inline[..self.len] } else { &self.spilled }
    }
}

/// Where encoded bytes go.
#[derive(Debug)]
pub struct Writer<'a> {
    out: &'a mut Vec<u8>,
    sizes: &'a [u32],
}

impl<'a> Writer<'a> {
    /// Appends to `out`; `sizes` is what `encoded_len` left.
    #[inline]
    pub(super) fn new(out: &'a mut Vec<u8>, sizes: &'a Sizes) -> Self {
        Self { out, sizes: sizes.as_slice() }
    }

    /// Writes a field's tag.
    #[inline]
    pub fn tag(&mut self, number: u32, wire_type: WireType) {
        self.varint(u64::from(Tag { number, wire_type }.key()));
    }

    /// Writes a varint.
    #[inline]
    pub fn varint(&mut self, value: u64) {
        match value {
            0..0x80 => self.out.push(value as u8),
            0x80..0x4000 => {
                self.out.extend_from_slice(&[value as u8 | 0x80, (value >> 7) as u8]);
            }
            _ => self.long_varint(value),
        }
    }

    /// Writes four bytes, little-endian.
    #[inline]
    pub fn fixed32(&mut self, value: u32) {
        self.out.extend_from_slice(&value.to_le_bytes());
    }

    /// Writes eight bytes, little-endian.
    #[inline]
    pub fn fixed64(&mut self, value: u64) {
        self.out.extend_from_slice(&value.to_le_bytes());
    }

    /// Writes a length and the bytes.
    #[inline]
    pub fn slice(&mut self, value: &[u8]) {
        self.varint(value.len() as u64);
        self.out.extend_from_slice(value);
    }

    /// Writes bytes as they are.
    #[inline]
    pub fn raw(&mut self, bytes: &[u8]) {
        self.out.extend_from_slice(bytes);
    }

    /// Where another codec may append the fields that it has measured.
    #[allow(dead_code, reason = "for what other codecs write")]
    #[inline]
    pub(crate) fn buffer(&mut self) -> &mut Vec<u8> {
        self.out
    }

    /// Writes the next length that [`Sizes::nest`] kept.
    ///
    /// # Panics
    ///
    /// If none is left: `encoded_len` and `encode_fields` disagree.
    #[inline]
    pub fn nested_len(&mut self) {
        let (len, rest) =
            self.sizes.split_first().expect("encode_fields writes what encoded_len measured");
        self.sizes = rest;
        self.varint(u64::from(*len));
    }

    /// Appends `N` bytes for each of `values`.
    #[inline]
    pub(super) fn array_run<T: Copy, const N: usize>(
        &mut self,
        values: &[T],
        to_bytes: impl Fn(T) -> [u8; N],
    ) {
        let start = self.out.len();
        self.out.resize(start + N * values.len(), 0);
        let (chunks, _) = self.out[start..].as_chunks_mut::<N>();
        for (chunk, value) in chunks.iter_mut().zip(values) {
            *chunk = to_bytes(*value);
        }
    }

    /// One that takes more than two bytes: three, as the length of a large field or a number in
    /// the thousands does, in few steps.
    fn long_varint(&mut self, value: u64) {
        match value {
            ..0x20_0000 => {
                self.raw(&[value as u8 | 0x80, (value >> 7) as u8 | 0x80, (value >> 14) as u8]);
            }
            _ => self.longer_varint(value),
        }
    }

    /// One that takes more than three bytes. Arrays of known length are written without a call.
    #[inline(never)]
    fn longer_varint(&mut self, mut value: u64) {
        let group = |index: u32| (value >> (7 * index)) as u8;
        let more = |index: u32| group(index) | 0x80;
        match value {
            ..0x1000_0000 => return self.raw(&[more(0), more(1), more(2), group(3)]),
            0x1000_0000..0x8_0000_0000 => {
                return self.raw(&[more(0), more(1), more(2), more(3), group(4)]);
            }
            _ => {}
        }
        let mut bytes = [0; 10];
        let mut len = 0;
        while value >= 0x80 {
            bytes[len] = value as u8 | 0x80;
            value >>= 7;
            len += 1;
        }
        bytes[len] = value as u8;
        self.out.extend_from_slice(&bytes[..=len]);
    }
}

/// How many bytes a varint takes.
#[inline]
#[must_use]
pub const fn varint_len(value: u64) -> usize {
    // Seven bits a byte: ceil(bits / 7), as a multiplication that is exact for 1 to 64 bits.
    let bits = 64 - (value | 1).leading_zeros() as usize;
    (bits * 9 + 64) / 64
}

/// How many bytes a field's tag takes.
#[inline]
#[must_use]
pub const fn tag_len(number: u32) -> usize {
    varint_len((number as u64) << 3)
}

/// How many bytes a length and that many bytes take.
#[inline]
#[must_use]
pub const fn prefixed_len(len: usize) -> usize {
    varint_len(len as u64) + len
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::message::well_known::FieldMask;

    #[test]
    fn varints_are_as_long_as_promised() {
        let sizes = Sizes::default();
        for bits in 0..=64 {
            for value in [(1u128 << bits) - 1, 1 << bits].map(|value| value as u64) {
                let mut out = Vec::new();
                Writer::new(&mut out, &sizes).varint(value);
                assert_eq!(out.len(), varint_len(value), "{value}");
            }
        }
    }

    #[test]
    fn frames_follow_each_other_in_one_buffer() {
        let message = FieldMask::from_iter(["a", "b"]);
        let encoded = encode(&message);
        let mut out = encode_framed(&message, 5, encoded.len()).expect("fits");
        append_framed(&message, 5, encoded.len(), &mut out).expect("fits");
        assert_eq!(out, [&[0; 5], &encoded[..], &[0; 5], &encoded].concat());

        assert_eq!(encode_framed(&message, 5, encoded.len() - 1), Err(encoded.len()));
        assert_eq!(append_framed(&message, 5, 0, &mut out), Err(encoded.len()));
        assert_eq!(out.len(), 2 * (5 + encoded.len()));
    }

    #[test]
    fn a_buffer_that_is_given_keeps_what_it_holds() {
        let message = FieldMask::from_iter(["a", "b"]);
        let encoded = encode(&message);
        let mut out = Vec::new();
        encode_into(&message, &mut out);
        assert_eq!((out.as_slice(), out.capacity()), (&*encoded, encoded.len()));
        encode_into(&message, &mut out);
        assert_eq!(out, [&*encoded, &encoded].concat());
    }

    #[test]
    fn nested_lengths_come_back_in_the_order_of_the_tags() {
        for children in [1, Sizes::INLINE - 1, Sizes::INLINE, 3 * Sizes::INLINE] {
            let mut sizes = Sizes::default();
            let total = sizes.nest(|sizes| (1..=children).map(|len| sizes.nest(|_| len)).sum());
            let mut expected = vec![total as u32];
            expected.extend(1..=children as u32);
            assert_eq!(sizes.as_slice(), expected);
        }
    }
}
