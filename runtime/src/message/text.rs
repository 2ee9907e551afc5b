//! Strings and bytes: owned, or shared with the receive buffer.

use bytes::Bytes;
use strait_proto_compat::schema::{FieldType, ScalarType, Schema};

use super::{
    ByteStr, DecodeError, DecodeErrorKind, Element, Key, Plain, Reader, Sizes, Value, WireType,
    Writer, field::singular_field, prefixed_len,
};

/// `type = protobuf type`, and how the value is replaced by the one in the reader.
macro_rules! length_delimited {
    ($($type:ty = $scalar:ident, $merge:expr;)*) => {$(
        impl Value for $type {
            const WIRE_TYPE: WireType = WireType::Len;

            #[inline]
            fn empty() -> Self {
                <$type>::new()
            }

            #[inline]
            fn is_empty(&self) -> bool {
                self.len() == 0
            }

            #[inline]
            fn value_len(&self, _: &mut Sizes) -> usize {
                prefixed_len(self.len())
            }

            #[inline]
            fn encode_value(&self, out: &mut Writer<'_>) {
                out.slice(AsRef::<[u8]>::as_ref(self));
            }

            #[inline]
            fn merge_value(&mut self, reader: &mut Reader<'_>) -> Result<(), DecodeError> {
                let merge: fn(&mut $type, &mut Reader<'_>) -> Result<(), DecodeError> = $merge;
                merge(self, reader)
            }

            fn describe(_: &mut Schema) -> FieldType {
                FieldType::Scalar(ScalarType::$scalar)
            }
        }

        impl Element for $type {}

        singular_field!([] $type, Plain);
    )*};
}

length_delimited! {
    String = String, |string, reader| {
        let value = reader.str()?;
        reader.charge(value.len())?;
        if string.capacity() < value.len() {
            *string = value.to_owned();
        } else {
            string.clear();
            string.push_str(value);
        }
        Ok(())
    };
    Vec<u8> = Bytes, |bytes, reader| {
        let value = reader.slice()?;
        reader.charge(value.len())?;
        if bytes.capacity() < value.len() {
            *bytes = value.to_owned();
        } else {
            bytes.clear();
            bytes.extend_from_slice(value);
        }
        Ok(())
    };
    Bytes = Bytes, |bytes, reader| {
        // A `Result` of `Bytes` would be written and read once more.
        let value = reader.slice()?;
        *bytes = reader.share(value);
        Ok(())
    };
    ByteStr = String, |string, reader| {
        let value = reader.str()?;
        *string = ByteStr::share(reader, value);
        Ok(())
    };
}

impl Key for String {}
impl Key for ByteStr {}

/// `bytes` of exactly this length. An absent field is all zeros, and all zeros are left out.
impl<const N: usize> Value for [u8; N] {
    const WIRE_TYPE: WireType = WireType::Len;

    #[inline]
    fn empty() -> Self {
        [0; N]
    }

    #[inline]
    fn is_empty(&self) -> bool {
        *self == [0; N]
    }

    #[inline]
    fn value_len(&self, _: &mut Sizes) -> usize {
        prefixed_len(N)
    }

    #[inline]
    fn encode_value(&self, out: &mut Writer<'_>) {
        out.slice(self);
    }

    #[inline]
    fn merge_value(&mut self, reader: &mut Reader<'_>) -> Result<(), DecodeError> {
        let value = reader.slice()?;
        *self = value.try_into().map_err(|_| {
            let (expected, actual) = (N, value.len());
            DecodeError::new(DecodeErrorKind::ArrayLength { expected, actual })
        })?;
        Ok(())
    }

    fn describe(_: &mut Schema) -> FieldType {
        FieldType::Scalar(ScalarType::Bytes)
    }
}

impl<const N: usize> Element for [u8; N] {}

singular_field!([const N: usize] [u8; N], Plain);
