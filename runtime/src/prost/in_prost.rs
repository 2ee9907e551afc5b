//! strait's messages as messages of prost's.

use ::prost::{
    bytes::{Buf, BufMut, Bytes},
    encoding::{DecodeContext, WireType},
};

use crate::{
    DecodeOptions, Message,
    message::{DecodeError, Reader, Sizes},
};

/// A longer varint is no varint.
const LONGEST_VARINT: usize = 10;

/// Groups within groups, as many as prost itself takes.
const DEEPEST_GROUP: u32 = 100;

/// A message of strait's as a [`prost::Message`](::prost::Message).
///
/// ```
/// use prost::Message as _;
/// use strait::{prost::Strait, well_known::FieldMask};
///
/// let mask = Strait(FieldMask::from_iter(["title", "body"]));
/// let bytes = mask.encode_to_vec();
/// assert_eq!(Strait::<FieldMask>::decode(&*bytes), Ok(mask));
/// ```
///
/// strait reads and writes it, with the default [`DecodeOptions`]. A required field is missed when
/// the message is decoded or merged as a whole; prost reads a message that is a field of another
/// field by field, and then nobody asks. What is wrong with the bytes is in the text of
/// [`prost::DecodeError`](::prost::DecodeError).
///
/// It has no [`prost::Name`](::prost::Name), which is a constant: a generic message of strait's
/// makes its name when it is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Strait<M>(pub M);

impl<M: Message> Default for Strait<M> {
    fn default() -> Self {
        Self(M::empty())
    }
}

impl<M> From<M> for Strait<M> {
    fn from(message: M) -> Self {
        Self(message)
    }
}

impl<M: Message> ::prost::Message for Strait<M> {
    fn encode_raw(&self, buf: &mut impl BufMut) {
        buf.put_slice(&self.0.encode_to_bytes());
    }

    fn merge_field(
        &mut self,
        tag: u32,
        wire_type: WireType,
        buf: &mut impl Buf,
        _: DecodeContext,
    ) -> Result<(), ::prost::DecodeError> {
        let mut field = Vec::new();
        put_key(tag, wire_type, &mut field);
        take_value(tag, wire_type, buf, &mut field, DEEPEST_GROUP)?;
        let field = Bytes::from(field);
        Reader::new(&field, &DecodeOptions::new())
            .and_then(|mut reader| match reader.tag()? {
                Some(tag) => self.0.merge_field(tag, &mut reader),
                None => Ok(()),
            })
            .map_err(refused::<M>)
    }

    fn encoded_len(&self) -> usize {
        self.0.encoded_len(&mut Sizes::default())
    }

    fn encode_to_vec(&self) -> Vec<u8> {
        self.0.encode_to_bytes().into()
    }

    fn merge(&mut self, mut buf: impl Buf) -> Result<(), ::prost::DecodeError> {
        let bytes = buf.copy_to_bytes(buf.remaining());
        Reader::new(&bytes, &DecodeOptions::new())
            .and_then(|mut reader| self.0.merge(&mut reader))
            .map_err(refused::<M>)
    }

    fn clear(&mut self) {
        self.0 = M::empty();
    }
}

#[cold]
fn refused<M: Message>(error: DecodeError) -> ::prost::DecodeError {
    error_of(error.in_message(M::type_name()).to_string())
}

#[cold]
#[allow(deprecated, reason = "prost has no other way for messages that it did not derive")]
fn error_of(description: String) -> ::prost::DecodeError {
    ::prost::DecodeError::new(description)
}

#[cold]
fn cut_short() -> ::prost::DecodeError {
    error_of("cut short".to_owned())
}

fn put_key(number: u32, wire_type: WireType, out: &mut Vec<u8>) {
    put_varint(u64::from(number) << 3 | wire_type as u64, out);
}

fn put_varint(mut value: u64, out: &mut Vec<u8>) {
    while value >= 0x80 {
        out.push(value as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

/// Moves the value behind a tag into `out`, a whole group with the tag at its end.
fn take_value(
    number: u32,
    wire_type: WireType,
    buf: &mut impl Buf,
    out: &mut Vec<u8>,
    levels: u32,
) -> Result<(), ::prost::DecodeError> {
    match wire_type {
        WireType::Varint => take_varint(buf, out).map(drop),
        WireType::SixtyFourBit => take(8, buf, out),
        WireType::ThirtyTwoBit => take(4, buf, out),
        WireType::LengthDelimited => {
            let len = take_varint(buf, out)?;
            take(usize::try_from(len).map_err(|_| cut_short())?, buf, out)
        }
        WireType::StartGroup => {
            let levels =
                levels.checked_sub(1).ok_or_else(|| error_of("groups nest too deeply".into()))?;
            loop {
                let key = take_varint(buf, out)?;
                let inner = WireType::try_from(key & 7)?;
                let inner_number =
                    u32::try_from(key >> 3).map_err(|_| error_of("not a field number".into()))?;
                if inner == WireType::EndGroup {
                    return match inner_number == number {
                        true => Ok(()),
                        false => Err(error_of(format!("the end of group {inner_number}"))),
                    };
                }
                take_value(inner_number, inner, buf, out, levels)?;
            }
        }
        WireType::EndGroup => Err(error_of(format!("the end of group {number}"))),
    }
}

fn take(len: usize, buf: &mut impl Buf, out: &mut Vec<u8>) -> Result<(), ::prost::DecodeError> {
    if buf.remaining() < len {
        return Err(cut_short());
    }
    out.put(buf.take(len));
    Ok(())
}

/// Moves a varint and returns it.
fn take_varint(buf: &mut impl Buf, out: &mut Vec<u8>) -> Result<u64, ::prost::DecodeError> {
    let mut value = 0;
    for position in 0..LONGEST_VARINT {
        if !buf.has_remaining() {
            return Err(cut_short());
        }
        let byte = buf.get_u8();
        out.push(byte);
        value |= u64::from(byte & 0x7f) << (7 * position);
        if byte < 0x80 {
            return Ok(value);
        }
    }
    Err(error_of("varint exceeds 64 bits".into()))
}
