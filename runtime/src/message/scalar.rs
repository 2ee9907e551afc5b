//! Numbers and `bool`: varints, zigzag varints, and fixed four or eight bytes.
//!
//! As protobuf has it, a varint that is too long for a 32-bit field is cut to its lower half, and
//! any varint but 0 is `true`. The integers that protobuf does not have are checked instead: a
//! silent cut would make a wrong number of what the peer meant.

use strait_proto_compat::schema::{FieldType, ScalarType, Schema};

use super::{
    DecodeError, Element, Fixed, Key, Plain, Reader, Sint, Sizes, Value, WireType, Writer,
    field::singular_field, varint_len,
};

/// `type as encoding = protobuf type`, a function to the varint's bits and one back.
macro_rules! varint {
    ($($type:ty as $encoding:ty = $scalar:ident, $to_wire:expr, $from_wire:expr;)*) => {$(
        impl Value<$encoding> for $type {
            const WIRE_TYPE: WireType = WireType::Varint;

            #[inline]
            fn empty() -> Self {
                <$type>::default()
            }

            #[inline]
            fn is_empty(&self) -> bool {
                *self == <$type>::default()
            }

            #[inline]
            fn value_len(&self, _: &mut Sizes) -> usize {
                let to_wire: fn($type) -> u64 = $to_wire;
                varint_len(to_wire(*self))
            }

            #[inline]
            fn encode_value(&self, out: &mut Writer<'_>) {
                let to_wire: fn($type) -> u64 = $to_wire;
                out.varint(to_wire(*self));
            }

            #[inline]
            fn merge_value(&mut self, reader: &mut Reader<'_>) -> Result<(), DecodeError> {
                let from_wire: fn(u64) -> Result<$type, DecodeError> = $from_wire;
                *self = from_wire(reader.varint()?)?;
                Ok(())
            }

            fn describe(_: &mut Schema) -> FieldType {
                FieldType::Scalar(ScalarType::$scalar)
            }
        }

        singular_field!([] $type, $encoding);
    )*};
}

varint! {
    bool as Plain = Bool, u64::from, |bits| Ok(bits != 0);
    u32 as Plain = Uint32, u64::from, |bits| Ok(bits as u32);
    u64 as Plain = Uint64, |value| value, Ok;
    i32 as Plain = Int32, |value| i64::from(value) as u64, |bits| Ok(bits as i32);
    i64 as Plain = Int64, |value| value as u64, |bits| Ok(bits as i64);
    i32 as Sint = Sint32, |value| u64::from(zigzag32(value)), |bits| Ok(unzigzag32(bits));
    i64 as Sint = Sint64, zigzag64, |bits| Ok(unzigzag64(bits));

    u8 as Plain = Uint32, u64::from, |bits| narrow(bits as u32, "u8");
    u16 as Plain = Uint32, u64::from, |bits| narrow(bits as u32, "u16");
    i8 as Plain = Int32, |value| i64::from(value) as u64, |bits| narrow(bits as i32, "i8");
    i16 as Plain = Int32, |value| i64::from(value) as u64, |bits| narrow(bits as i32, "i16");
    i8 as Sint = Sint32,
        |value| u64::from(zigzag32(value.into())), |bits| narrow(unzigzag32(bits), "i8");
    i16 as Sint = Sint32,
        |value| u64::from(zigzag32(value.into())), |bits| narrow(unzigzag32(bits), "i16");
}

/// `type as encoding = protobuf type, wire type`, and the methods that move its bits.
macro_rules! fixed {
    ($($type:ty as $encoding:ty = $scalar:ident, $wire:ident $read:ident;)*) => {$(
        impl Value<$encoding> for $type {
            const WIRE_TYPE: WireType = WireType::$wire;

            #[inline]
            fn empty() -> Self {
                <$type>::default()
            }

            /// By its bits: -0.0 is not the default, as the receiver could tell the difference.
            #[inline]
            fn is_empty(&self) -> bool {
                self.to_le_bytes() == <$type>::default().to_le_bytes()
            }

            #[inline]
            fn value_len(&self, _: &mut Sizes) -> usize {
                size_of::<$type>()
            }

            #[inline]
            fn encode_value(&self, out: &mut Writer<'_>) {
                out.raw(&self.to_le_bytes());
            }

            #[inline]
            fn merge_value(&mut self, reader: &mut Reader<'_>) -> Result<(), DecodeError> {
                *self = <$type>::from_le_bytes(reader.$read()?.to_le_bytes());
                Ok(())
            }

            fn describe(_: &mut Schema) -> FieldType {
                FieldType::Scalar(ScalarType::$scalar)
            }
        }

        /// Whole runs at once, which on a little-endian machine is one copy.
        impl Element<$encoding> for $type {
            #[inline]
            fn encode_packed(elements: &[Self], out: &mut Writer<'_>) {
                out.array_run(elements, <$type>::to_le_bytes);
            }

            #[inline]
            fn merge_packed(
                elements: &mut Vec<Self>,
                reader: &mut Reader<'_>,
            ) -> Result<(), DecodeError> {
                let (chunks, _) = reader.take_rest().as_chunks();
                elements.extend(chunks.iter().map(|chunk| <$type>::from_le_bytes(*chunk)));
                Ok(())
            }
        }

        singular_field!([] $type, $encoding);
    )*};
}

fixed! {
    f32 as Plain = Float, Fixed32 fixed32;
    f64 as Plain = Double, Fixed64 fixed64;
    u32 as Fixed = Fixed32, Fixed32 fixed32;
    u64 as Fixed = Fixed64, Fixed64 fixed64;
    i32 as Fixed = Sfixed32, Fixed32 fixed32;
    i64 as Fixed = Sfixed64, Fixed64 fixed64;
}

/// `type as encoding, function from the varint's bits`: all but `u8`, whose `Vec` is `bytes`.
macro_rules! varint_element {
    ($($type:ty as $encoding:ty, $from_wire:expr;)*) => {$(
        impl Element<$encoding> for $type {
            #[inline]
            fn merge_packed(
                elements: &mut Vec<Self>,
                reader: &mut Reader<'_>,
            ) -> Result<(), DecodeError> {
                let from_wire: fn(u64) -> Result<$type, DecodeError> = $from_wire;
                reader.packed_varints(|bits| {
                    elements.push(from_wire(bits)?);
                    Ok(())
                })
            }
        }
    )*};
}

varint_element! {
    bool as Plain, |bits| Ok(bits != 0);
    u32 as Plain, |bits| Ok(bits as u32);
    u64 as Plain, Ok;
    i32 as Plain, |bits| Ok(bits as i32);
    i64 as Plain, |bits| Ok(bits as i64);
    i32 as Sint, |bits| Ok(unzigzag32(bits));
    i64 as Sint, |bits| Ok(unzigzag64(bits));
}

macro_rules! mark {
    ($trait:ident: $($type:ty as $encoding:ty),* $(,)?) => {
        $(impl $trait<$encoding> for $type {})*
    };
}

mark!(Element: u16 as Plain, i8 as Plain, i16 as Plain, i8 as Sint, i16 as Sint);

mark!(Key:
    bool as Plain, u32 as Plain, u64 as Plain, i32 as Plain, i64 as Plain, i32 as Sint,
    i64 as Sint, u32 as Fixed, u64 as Fixed, i32 as Fixed, i64 as Fixed,
);

/// The integer in a type that may be too small for it.
#[inline]
fn narrow<W, T>(value: W, allowed: &'static str) -> Result<T, DecodeError>
where
    W: Copy + Into<i128>,
    T: TryFrom<W>,
{
    T::try_from(value).map_err(|_| DecodeError::out_of_range(value, allowed))
}

/// Moves the sign to the lowest bit, so that small negative numbers are short.
#[inline]
const fn zigzag32(value: i32) -> u32 {
    (value << 1 ^ value >> 31) as u32
}

#[inline]
const fn unzigzag32(bits: u64) -> i32 {
    let bits = bits as u32;
    (bits >> 1) as i32 ^ -((bits & 1) as i32)
}

#[inline]
const fn zigzag64(value: i64) -> u64 {
    (value << 1 ^ value >> 63) as u64
}

#[inline]
const fn unzigzag64(bits: u64) -> i64 {
    (bits >> 1) as i64 ^ -((bits & 1) as i64)
}
