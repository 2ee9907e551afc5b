//! Messages for the codec's tests, implemented without the derives: the codec is tested alone.

#![allow(dead_code, unreachable_pub, reason = "each test uses a part of this")]

use std::{
    collections::{BTreeMap, HashMap},
    time::{Duration, SystemTime},
};

use bytes::Bytes;
use strait::{
    __private::v1::{enumeration_value, schema, transparent_value},
    ByteStr, Decode, DecodeError, Encode, Message, Open, UnknownFields,
    message::{
        Enumeration, Field, Fixed, Oneof, Plain, Reader, Sint, Sizes, Tag, Unpacked, Value,
        Wrapper, Writer,
    },
};

/// A struct with the implementations that the derive would write.
macro_rules! message {
    (
        $(#[$meta:meta])*
        struct $name:ident {
            $($field:ident: $type:ty as $encoding:ty = $number:literal,)*
            $([oneof] $oneof:ident: $oneof_type:ty,)?
            $([unknown] $unknown:ident,)?
        }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Debug, Default, PartialEq)]
        pub struct $name {
            $(pub $field: $type,)*
            $(pub $oneof: Option<$oneof_type>,)?
            $(pub $unknown: UnknownFields,)?
        }

        impl Encode for $name {
            fn encoded_len(&self, sizes: &mut Sizes) -> usize {
                let _ = &sizes;
                0 $(+ Field::<$encoding>::field_len(&self.$field, $number, sizes))*
                $(+ self.$oneof.as_ref().map_or(0, |oneof| oneof.encoded_len(sizes)))?
                $(+ self.$unknown.encoded_len())?
            }

            fn encode_fields(&self, out: &mut Writer<'_>) {
                let _ = &out;
                $(Field::<$encoding>::encode_field(&self.$field, $number, out);)*
                $(if let Some(oneof) = &self.$oneof { oneof.encode_fields(out); })?
                $(self.$unknown.encode(out);)?
            }
        }

        impl Decode for $name {
            fn empty() -> Self {
                Self {
                    $($field: Field::<$encoding>::empty(),)*
                    $($oneof: None::<$oneof_type>,)?
                    $($unknown: UnknownFields::new(),)?
                }
            }

            fn merge_field(&mut self, tag: Tag, reader: &mut Reader<'_>) -> Result<(), DecodeError> {
                const NAME: &str = concat!("test.", stringify!($name));
                match tag.number {
                    $($number if <$type as Field<$encoding>>::accepts(tag.wire_type) => {
                        Field::<$encoding>::merge_field(&mut self.$field, tag, reader)
                            .map_err(|error| error.at(NAME, stringify!($field)))
                    })*
                    $(_ if <$oneof_type as Oneof>::accepts(tag) => {
                        Oneof::merge_field(&mut self.$oneof, tag, reader)
                            .map_err(|error| error.at(NAME, stringify!($oneof)))
                    })?
                    $(_ if true => self.$unknown.merge(tag, reader),)?
                    _ => reader.skip(tag),
                }
            }
        }

        impl Message for $name {
            fn type_name() -> schema::TypeName {
                schema::TypeName::new("test", stringify!($name))
            }

            fn describe(schema: &mut schema::Schema) {
                schema.add_message(&Self::type_name(), stringify!($name), |schema| {
                    schema::MessageDef {
                        fields: vec![$(schema::FieldDef {
                            name: stringify!($field).to_owned(),
                            number: $number,
                            comments: Vec::new(),
                            kind: <$type as Field<$encoding>>::describe(schema),
                            oneof: None,
                            json_name: None,
                            deprecated: false,
                        },)*],
                        ..schema::MessageDef::default()
                    }
                });
            }
        }
    };
}

message! {
    /// Every scalar in every encoding, without presence.
    struct Scalars {
        flag: bool as Plain = 1,
        int32: i32 as Plain = 2,
        int64: i64 as Plain = 3,
        uint32: u32 as Plain = 4,
        uint64: u64 as Plain = 5,
        sint32: i32 as Sint = 6,
        sint64: i64 as Sint = 7,
        fixed32: u32 as Fixed = 8,
        fixed64: u64 as Fixed = 9,
        sfixed32: i32 as Fixed = 10,
        sfixed64: i64 as Fixed = 11,
        float: f32 as Plain = 12,
        double: f64 as Plain = 13,
        text: String as Plain = 14,
        blob: Vec<u8> as Plain = 15,
        shared_text: ByteStr as Plain = 16,
        shared_blob: Bytes as Plain = 17,
        mood: Mood as Plain = 18,
        open_mood: Open<Mood> as Plain = 19,
        user: UserId as Plain = 2047,
        far: u32 as Plain = 536_870_911,
    }
}

message! {
    /// The same with presence.
    struct Optionals {
        flag: Option<bool> as Plain = 1,
        int32: Option<i32> as Plain = 2,
        sint64: Option<i64> as Sint = 7,
        fixed32: Option<u32> as Fixed = 8,
        double: Option<f64> as Plain = 13,
        text: Option<String> as Plain = 14,
        blob: Option<Bytes> as Plain = 17,
        mood: Option<Mood> as Plain = 18,
        scalars: Option<Scalars> as Plain = 20,
        timeout: Option<Duration> as Plain = 21,
        sent: Option<SystemTime> as Plain = 22,
        wrapped_int: Option<i32> as Wrapper = 23,
        wrapped_text: Option<String> as Wrapper = 24,
        wrapped_double: Option<f64> as Wrapper = 25,
    }
}

message! {
    /// Repeated fields, packed and not.
    struct Lists {
        flags: Vec<bool> as Plain = 1,
        int32s: Vec<i32> as Plain = 2,
        uint64s: Vec<u64> as Plain = 5,
        sint32s: Vec<i32> as Sint = 6,
        sint64s: Vec<i64> as Sint = 7,
        fixed32s: Vec<u32> as Fixed = 8,
        sfixed64s: Vec<i64> as Fixed = 11,
        floats: Vec<f32> as Plain = 12,
        doubles: Vec<f64> as Plain = 13,
        texts: Vec<String> as Plain = 14,
        blobs: Vec<Vec<u8>> as Plain = 15,
        shared_texts: Vec<ByteStr> as Plain = 16,
        moods: Vec<Mood> as Plain = 18,
        open_moods: Vec<Open<Mood>> as Plain = 19,
        scalars: Vec<Scalars> as Plain = 20,
        loose_int32s: Vec<i32> as Unpacked<Plain> = 21,
        loose_sint64s: Vec<i64> as Unpacked<Sint> = 22,
        loose_doubles: Vec<f64> as Unpacked<Plain> = 23,
        times: Vec<Duration> as Plain = 24,
    }
}

message! {
    /// Maps with keys and values of all kinds.
    struct Maps {
        labels: BTreeMap<String, String> as Plain = 1,
        counts: HashMap<i32, u64> as Plain = 2,
        zigzag: BTreeMap<i64, i32> as (Sint, Sint) = 3,
        fixed: HashMap<u32, f64> as (Fixed, Plain) = 4,
        flags: BTreeMap<bool, Vec<u8>> as Plain = 5,
        moods: BTreeMap<u64, Mood> as Plain = 6,
        scalars: BTreeMap<ByteStr, Scalars> as Plain = 7,
        sfixed: BTreeMap<i64, Bytes> as (Fixed, Plain) = 8,
    }
}

message! {
    /// Recursion through `Option<Box>`, `Vec` and a map, with a oneof.
    struct Tree {
        name: String as Plain = 1,
        left: Option<Box<Tree>> as Plain = 2,
        children: Vec<Tree> as Plain = 3,
        named: BTreeMap<String, Tree> as Plain = 4,
        leaf: Leaf as Plain = 5,
        [oneof] contact: Contact,
    }
}

message! {
    /// A bare message field.
    struct Leaf {
        weight: i32 as Plain = 1,
    }
}

message! {
    /// Keeps what it does not know.
    struct Proxy {
        name: String as Plain = 1,
        numbers: Vec<i32> as Plain = 2,
        [oneof] contact: Contact,
        [unknown] unknown,
    }
}

message! {
    /// What an old relay knows of a [`Tree`].
    struct Relay {
        name: String as Plain = 1,
        [oneof] contact: Contact,
        [unknown] unknown,
    }
}

message! {
    /// Integers that protobuf does not have, and arrays.
    struct Narrow {
        byte: u8 as Plain = 1,
        short: u16 as Plain = 2,
        signed_byte: i8 as Plain = 3,
        signed_short: i16 as Plain = 4,
        zigzag_byte: i8 as Sint = 5,
        zigzag_short: i16 as Sint = 6,
        array: [u8; 4] as Plain = 7,
        arrays: Vec<[u8; 2]> as Plain = 8,
        shorts: Vec<u16> as Plain = 9,
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mood {
    #[default]
    Unspecified = 0,
    Happy = 1,
    Busy = 200,
    Low = -1,
}

impl Enumeration for Mood {
    const ZERO: Self = Self::Unspecified;

    fn number(self) -> i32 {
        self as i32
    }

    fn from_number(number: i32) -> Option<Self> {
        Some(match number {
            0 => Self::Unspecified,
            1 => Self::Happy,
            200 => Self::Busy,
            -1 => Self::Low,
            _ => return None,
        })
    }

    fn type_name() -> schema::TypeName {
        schema::TypeName::new("test", "Mood")
    }

    fn describe(schema: &mut schema::Schema) {
        schema.add_enum(&Self::type_name(), "Mood", schema::EnumDef::default);
    }
}

enumeration_value! { Mood }

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UserId(pub u64);

transparent_value! { UserId(u64) }

#[derive(Clone, Debug, PartialEq)]
pub enum Contact {
    Phone(String),
    Postal(Box<Tree>),
    Code(i32),
}

impl Oneof for Contact {
    const NUMBERS: &'static [u32] = &[10, 11, 12];

    fn accepts(tag: Tag) -> bool {
        match tag.number {
            10 => tag.wire_type == <String as Value>::WIRE_TYPE,
            11 => tag.wire_type == <Box<Tree> as Value>::WIRE_TYPE,
            12 => tag.wire_type == <i32 as Value<Sint>>::WIRE_TYPE,
            _ => false,
        }
    }

    fn encoded_len(&self, sizes: &mut Sizes) -> usize {
        match self {
            Self::Phone(value) => Value::<Plain>::tagged_len(value, 10, sizes),
            Self::Postal(value) => Value::<Plain>::tagged_len(value, 11, sizes),
            Self::Code(value) => Value::<Sint>::tagged_len(value, 12, sizes),
        }
    }

    fn encode_fields(&self, out: &mut Writer<'_>) {
        match self {
            Self::Phone(value) => Value::<Plain>::encode_tagged(value, 10, out),
            Self::Postal(value) => Value::<Plain>::encode_tagged(value, 11, out),
            Self::Code(value) => Value::<Sint>::encode_tagged(value, 12, out),
        }
    }

    fn merge_field(
        slot: &mut Option<Self>,
        tag: Tag,
        reader: &mut Reader<'_>,
    ) -> Result<(), DecodeError> {
        match tag.number {
            _ if !Self::accepts(tag) => reader.skip(tag),
            10 => match slot {
                Some(Self::Phone(value)) => Value::<Plain>::merge_value(value, reader),
                _ => Value::<Plain>::read_value(reader).map(|v| *slot = Some(Self::Phone(v))),
            }
            .map_err(|error| error.at("Contact", "phone")),
            11 => match slot {
                Some(Self::Postal(value)) => Value::<Plain>::merge_value(value, reader),
                _ => Value::<Plain>::read_value(reader).map(|v| *slot = Some(Self::Postal(v))),
            }
            .map_err(|error| error.at("Contact", "postal")),
            12 => match slot {
                Some(Self::Code(value)) => Value::<Sint>::merge_value(value, reader),
                _ => Value::<Sint>::read_value(reader).map(|v| *slot = Some(Self::Code(v))),
            }
            .map_err(|error| error.at("Contact", "code")),
            _ => reader.skip(tag),
        }
    }

    fn describe(schema: &mut schema::Schema) -> (schema::OneofDef, Vec<schema::FieldDef>) {
        let field = |name: &str, number, ty| schema::FieldDef {
            name: name.to_owned(),
            number,
            comments: Vec::new(),
            kind: schema::FieldKind { label: schema::Label::Implicit, ty },
            oneof: None,
            json_name: None,
            deprecated: false,
        };
        let fields = vec![
            field("phone", 10, <String as Value>::describe(schema)),
            field("postal", 11, <Box<Tree> as Value>::describe(schema)),
            field("code", 12, <i32 as Value<Sint>>::describe(schema)),
        ];
        (schema::OneofDef { name: "contact".to_owned(), comments: Vec::new() }, fields)
    }
}
