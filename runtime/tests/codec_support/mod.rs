//! Messages for the codec's tests: every type in every encoding.

#![allow(dead_code, unreachable_pub, reason = "each test uses a part of this")]

use std::{
    collections::{BTreeMap, HashMap},
    time::{Duration, SystemTime},
};

use bytes::Bytes;
use strait::{ByteStr, Enumeration, Message, Oneof, Open, UnknownFields};

strait::package!("test");

/// Every scalar in every encoding, without presence.
#[derive(Clone, Debug, Default, PartialEq, Message)]
pub struct Scalars {
    #[tag(1)]
    pub flag: bool,
    #[tag(2)]
    pub int32: i32,
    #[tag(3)]
    pub int64: i64,
    #[tag(4)]
    pub uint32: u32,
    #[tag(5)]
    pub uint64: u64,
    #[tag(6, sint)]
    pub sint32: i32,
    #[tag(7, sint)]
    pub sint64: i64,
    #[tag(8, fixed)]
    pub fixed32: u32,
    #[tag(9, fixed)]
    pub fixed64: u64,
    #[tag(10, fixed)]
    pub sfixed32: i32,
    #[tag(11, fixed)]
    pub sfixed64: i64,
    #[tag(12)]
    pub float: f32,
    #[tag(13)]
    pub double: f64,
    #[tag(14)]
    pub text: String,
    #[tag(15)]
    pub blob: Vec<u8>,
    #[tag(16)]
    pub shared_text: ByteStr,
    #[tag(17)]
    pub shared_blob: Bytes,
    #[tag(18)]
    pub mood: Mood,
    #[tag(19)]
    pub open_mood: Open<Mood>,
    #[tag(2047)]
    pub user: UserId,
    #[tag(536_870_911)]
    pub far: u32,
}

/// The same with presence.
#[derive(Clone, Debug, Default, PartialEq, Message)]
pub struct Optionals {
    #[tag(1)]
    pub flag: Option<bool>,
    #[tag(2)]
    pub int32: Option<i32>,
    #[tag(7, sint)]
    pub sint64: Option<i64>,
    #[tag(8, fixed)]
    pub fixed32: Option<u32>,
    #[tag(13)]
    pub double: Option<f64>,
    #[tag(14)]
    pub text: Option<String>,
    #[tag(17)]
    pub blob: Option<Bytes>,
    #[tag(18)]
    pub mood: Option<Mood>,
    #[tag(20)]
    pub scalars: Option<Scalars>,
    #[tag(21)]
    pub timeout: Option<Duration>,
    #[tag(22)]
    pub sent: Option<SystemTime>,
    #[tag(23, wrapper)]
    pub wrapped_int: Option<i32>,
    #[tag(24, wrapper)]
    pub wrapped_text: Option<String>,
    #[tag(25, wrapper)]
    pub wrapped_double: Option<f64>,
}

/// Repeated fields, packed and not.
#[derive(Clone, Debug, Default, PartialEq, Message)]
pub struct Lists {
    #[tag(1)]
    pub flags: Vec<bool>,
    #[tag(2)]
    pub int32s: Vec<i32>,
    #[tag(5)]
    pub uint64s: Vec<u64>,
    #[tag(6, sint)]
    pub sint32s: Vec<i32>,
    #[tag(7, sint)]
    pub sint64s: Vec<i64>,
    #[tag(8, fixed)]
    pub fixed32s: Vec<u32>,
    #[tag(11, fixed)]
    pub sfixed64s: Vec<i64>,
    #[tag(12)]
    pub floats: Vec<f32>,
    #[tag(13)]
    pub doubles: Vec<f64>,
    #[tag(14)]
    pub texts: Vec<String>,
    #[tag(15)]
    pub blobs: Vec<Vec<u8>>,
    #[tag(16)]
    pub shared_texts: Vec<ByteStr>,
    #[tag(18)]
    pub moods: Vec<Mood>,
    #[tag(19)]
    pub open_moods: Vec<Open<Mood>>,
    #[tag(20)]
    pub scalars: Vec<Scalars>,
    #[tag(21, unpacked)]
    pub loose_int32s: Vec<i32>,
    #[tag(22, unpacked, sint)]
    pub loose_sint64s: Vec<i64>,
    #[tag(23, unpacked)]
    pub loose_doubles: Vec<f64>,
    #[tag(24)]
    pub times: Vec<Duration>,
}

/// Maps with keys and values of all kinds.
#[derive(Clone, Debug, Default, PartialEq, Message)]
pub struct Maps {
    #[tag(1)]
    pub labels: BTreeMap<String, String>,
    #[tag(2)]
    pub counts: HashMap<i32, u64>,
    #[tag(3, key = sint, value = sint)]
    pub zigzag: BTreeMap<i64, i32>,
    #[tag(4, key = fixed)]
    pub fixed: HashMap<u32, f64>,
    #[tag(5)]
    pub flags: BTreeMap<bool, Vec<u8>>,
    #[tag(6)]
    pub moods: BTreeMap<u64, Mood>,
    #[tag(7)]
    pub scalars: BTreeMap<ByteStr, Scalars>,
    #[tag(8, key = fixed)]
    pub sfixed: BTreeMap<i64, Bytes>,
}

/// Recursion through `Option<Box>`, `Vec` and a map, with a oneof.
#[derive(Clone, Debug, Default, PartialEq, Message)]
pub struct Tree {
    #[tag(1)]
    pub name: String,
    #[tag(2)]
    pub left: Option<Box<Tree>>,
    #[tag(3)]
    pub children: Vec<Tree>,
    #[tag(4)]
    pub named: BTreeMap<String, Tree>,
    #[tag(5)]
    pub leaf: Leaf,
    #[oneof]
    pub contact: Option<Contact>,
}

/// A bare message field.
#[derive(Clone, Debug, Default, PartialEq, Message)]
pub struct Leaf {
    #[tag(1)]
    pub weight: i32,
}

/// Keeps what it does not know.
#[derive(Clone, Debug, Default, PartialEq, Message)]
pub struct Proxy {
    #[tag(1)]
    pub name: String,
    #[tag(2)]
    pub numbers: Vec<i32>,
    #[oneof]
    pub contact: Option<Contact>,
    #[unknown]
    pub unknown: UnknownFields,
}

/// What an old relay knows of a [`Tree`].
#[derive(Clone, Debug, Default, PartialEq, Message)]
pub struct Relay {
    #[tag(1)]
    pub name: String,
    #[oneof]
    pub contact: Option<Contact>,
    #[unknown]
    pub unknown: UnknownFields,
}

/// Integers that protobuf does not have, and arrays.
#[derive(Clone, Debug, Default, PartialEq, Message)]
pub struct Narrow {
    #[tag(1)]
    pub byte: u8,
    #[tag(2)]
    pub short: u16,
    #[tag(3)]
    pub signed_byte: i8,
    #[tag(4)]
    pub signed_short: i16,
    #[tag(5, sint)]
    pub zigzag_byte: i8,
    #[tag(6, sint)]
    pub zigzag_short: i16,
    #[tag(7)]
    pub array: [u8; 4],
    #[tag(8)]
    pub arrays: Vec<[u8; 2]>,
    #[tag(9)]
    pub shorts: Vec<u16>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Enumeration)]
pub enum Mood {
    #[default]
    Unspecified = 0,
    Happy = 1,
    Busy = 200,
    Low = -1,
}

/// A number with a name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Message)]
#[message(transparent)]
pub struct UserId(pub u64);

#[derive(Clone, Debug, PartialEq, Oneof)]
pub enum Contact {
    #[tag(10)]
    Phone(String),
    #[tag(11)]
    Postal(Box<Tree>),
    #[tag(12, sint)]
    Code(i32),
}
