//! The messages of the tests as prost has them, and strategies that make them up.
//!
//! The conversion goes field by field: two codecs that agree on bytes but not on values would not
//! pass.

#![expect(unreachable_pub, reason = "prost's derive wants its types as public as their fields")]

use std::{
    collections::{BTreeMap, HashMap},
    time::{Duration, SystemTime},
};

use bytes::Bytes;
use proptest::{
    collection::{btree_map, hash_map, vec},
    option,
    prelude::*,
};
use strait::{ByteStr, Open};

use super::{Contact, Leaf, Lists, Maps, Mood, Optionals, Scalars, Tree, UserId};

pub mod pb {
    use super::{BTreeMap, HashMap};

    #[derive(Clone, PartialEq, prost::Message)]
    pub struct Scalars {
        #[prost(bool, tag = "1")]
        pub flag: bool,
        #[prost(int32, tag = "2")]
        pub int32: i32,
        #[prost(int64, tag = "3")]
        pub int64: i64,
        #[prost(uint32, tag = "4")]
        pub uint32: u32,
        #[prost(uint64, tag = "5")]
        pub uint64: u64,
        #[prost(sint32, tag = "6")]
        pub sint32: i32,
        #[prost(sint64, tag = "7")]
        pub sint64: i64,
        #[prost(fixed32, tag = "8")]
        pub fixed32: u32,
        #[prost(fixed64, tag = "9")]
        pub fixed64: u64,
        #[prost(sfixed32, tag = "10")]
        pub sfixed32: i32,
        #[prost(sfixed64, tag = "11")]
        pub sfixed64: i64,
        #[prost(float, tag = "12")]
        pub float: f32,
        #[prost(double, tag = "13")]
        pub double: f64,
        #[prost(string, tag = "14")]
        pub text: String,
        #[prost(bytes = "vec", tag = "15")]
        pub blob: Vec<u8>,
        #[prost(string, tag = "16")]
        pub shared_text: String,
        #[prost(bytes = "vec", tag = "17")]
        pub shared_blob: Vec<u8>,
        #[prost(int32, tag = "18")]
        pub mood: i32,
        #[prost(int32, tag = "19")]
        pub open_mood: i32,
        #[prost(uint64, tag = "2047")]
        pub user: u64,
        #[prost(uint32, tag = "536870911")]
        pub far: u32,
    }

    #[derive(Clone, PartialEq, prost::Message)]
    pub struct Time {
        #[prost(int64, tag = "1")]
        pub seconds: i64,
        #[prost(int32, tag = "2")]
        pub nanos: i32,
    }

    #[derive(Clone, PartialEq, prost::Message)]
    pub struct Int32Value {
        #[prost(int32, tag = "1")]
        pub value: i32,
    }

    #[derive(Clone, PartialEq, prost::Message)]
    pub struct StringValue {
        #[prost(string, tag = "1")]
        pub value: String,
    }

    #[derive(Clone, PartialEq, prost::Message)]
    pub struct DoubleValue {
        #[prost(double, tag = "1")]
        pub value: f64,
    }

    #[derive(Clone, PartialEq, prost::Message)]
    pub struct Optionals {
        #[prost(bool, optional, tag = "1")]
        pub flag: Option<bool>,
        #[prost(int32, optional, tag = "2")]
        pub int32: Option<i32>,
        #[prost(sint64, optional, tag = "7")]
        pub sint64: Option<i64>,
        #[prost(fixed32, optional, tag = "8")]
        pub fixed32: Option<u32>,
        #[prost(double, optional, tag = "13")]
        pub double: Option<f64>,
        #[prost(string, optional, tag = "14")]
        pub text: Option<String>,
        #[prost(bytes = "vec", optional, tag = "17")]
        pub blob: Option<Vec<u8>>,
        #[prost(int32, optional, tag = "18")]
        pub mood: Option<i32>,
        #[prost(message, optional, tag = "20")]
        pub scalars: Option<Scalars>,
        #[prost(message, optional, tag = "21")]
        pub timeout: Option<Time>,
        #[prost(message, optional, tag = "22")]
        pub sent: Option<Time>,
        #[prost(message, optional, tag = "23")]
        pub wrapped_int: Option<Int32Value>,
        #[prost(message, optional, tag = "24")]
        pub wrapped_text: Option<StringValue>,
        #[prost(message, optional, tag = "25")]
        pub wrapped_double: Option<DoubleValue>,
    }

    #[derive(Clone, PartialEq, prost::Message)]
    pub struct Lists {
        #[prost(bool, repeated, tag = "1")]
        pub flags: Vec<bool>,
        #[prost(int32, repeated, tag = "2")]
        pub int32s: Vec<i32>,
        #[prost(uint64, repeated, tag = "5")]
        pub uint64s: Vec<u64>,
        #[prost(sint32, repeated, tag = "6")]
        pub sint32s: Vec<i32>,
        #[prost(sint64, repeated, tag = "7")]
        pub sint64s: Vec<i64>,
        #[prost(fixed32, repeated, tag = "8")]
        pub fixed32s: Vec<u32>,
        #[prost(sfixed64, repeated, tag = "11")]
        pub sfixed64s: Vec<i64>,
        #[prost(float, repeated, tag = "12")]
        pub floats: Vec<f32>,
        #[prost(double, repeated, tag = "13")]
        pub doubles: Vec<f64>,
        #[prost(string, repeated, tag = "14")]
        pub texts: Vec<String>,
        #[prost(bytes = "vec", repeated, tag = "15")]
        pub blobs: Vec<Vec<u8>>,
        #[prost(string, repeated, tag = "16")]
        pub shared_texts: Vec<String>,
        #[prost(int32, repeated, tag = "18")]
        pub moods: Vec<i32>,
        #[prost(int32, repeated, tag = "19")]
        pub open_moods: Vec<i32>,
        #[prost(message, repeated, tag = "20")]
        pub scalars: Vec<Scalars>,
        #[prost(int32, repeated, packed = "false", tag = "21")]
        pub loose_int32s: Vec<i32>,
        #[prost(sint64, repeated, packed = "false", tag = "22")]
        pub loose_sint64s: Vec<i64>,
        #[prost(double, repeated, packed = "false", tag = "23")]
        pub loose_doubles: Vec<f64>,
        #[prost(message, repeated, tag = "24")]
        pub times: Vec<Time>,
    }

    #[derive(Clone, PartialEq, prost::Message)]
    pub struct Maps {
        #[prost(btree_map = "string, string", tag = "1")]
        pub labels: BTreeMap<String, String>,
        #[prost(map = "int32, uint64", tag = "2")]
        pub counts: HashMap<i32, u64>,
        #[prost(btree_map = "sint64, sint32", tag = "3")]
        pub zigzag: BTreeMap<i64, i32>,
        #[prost(map = "fixed32, double", tag = "4")]
        pub fixed: HashMap<u32, f64>,
        #[prost(btree_map = "bool, bytes", tag = "5")]
        pub flags: BTreeMap<bool, Vec<u8>>,
        #[prost(btree_map = "uint64, int32", tag = "6")]
        pub moods: BTreeMap<u64, i32>,
        #[prost(btree_map = "string, message", tag = "7")]
        pub scalars: BTreeMap<String, Scalars>,
        #[prost(btree_map = "sfixed64, bytes", tag = "8")]
        pub sfixed: BTreeMap<i64, Vec<u8>>,
    }

    #[derive(Clone, PartialEq, prost::Message)]
    pub struct Tree {
        #[prost(string, tag = "1")]
        pub name: String,
        #[prost(message, optional, boxed, tag = "2")]
        pub left: Option<Box<Tree>>,
        #[prost(message, repeated, tag = "3")]
        pub children: Vec<Tree>,
        #[prost(btree_map = "string, message", tag = "4")]
        pub named: BTreeMap<String, Tree>,
        /// Bare in strait: always written, and absent is empty.
        #[prost(message, optional, tag = "5")]
        pub leaf: Option<Leaf>,
        #[prost(oneof = "Contact", tags = "10, 11, 12")]
        pub contact: Option<Contact>,
    }

    #[derive(Clone, PartialEq, prost::Message)]
    pub struct Leaf {
        #[prost(int32, tag = "1")]
        pub weight: i32,
    }

    #[derive(Clone, PartialEq, prost::Oneof)]
    pub enum Contact {
        #[prost(string, tag = "10")]
        Phone(String),
        #[prost(message, tag = "11")]
        Postal(Box<Tree>),
        #[prost(sint32, tag = "12")]
        Code(i32),
    }
}

impl From<Scalars> for pb::Scalars {
    fn from(from: Scalars) -> Self {
        Self {
            flag: from.flag,
            int32: from.int32,
            int64: from.int64,
            uint32: from.uint32,
            uint64: from.uint64,
            sint32: from.sint32,
            sint64: from.sint64,
            fixed32: from.fixed32,
            fixed64: from.fixed64,
            sfixed32: from.sfixed32,
            sfixed64: from.sfixed64,
            float: from.float,
            double: from.double,
            text: from.text,
            blob: from.blob,
            shared_text: from.shared_text.into(),
            shared_blob: from.shared_blob.into(),
            mood: from.mood as i32,
            open_mood: from.open_mood.number(),
            user: from.user.0,
            far: from.far,
        }
    }
}

impl From<Duration> for pb::Time {
    fn from(from: Duration) -> Self {
        Self { seconds: from.as_secs() as i64, nanos: from.subsec_nanos() as i32 }
    }
}

impl From<SystemTime> for pb::Time {
    fn from(from: SystemTime) -> Self {
        let nanos = match from.duration_since(SystemTime::UNIX_EPOCH) {
            Ok(after) => after.as_nanos() as i128,
            Err(error) => -(error.duration().as_nanos() as i128),
        };
        Self {
            seconds: nanos.div_euclid(1_000_000_000) as i64,
            nanos: nanos.rem_euclid(1_000_000_000) as i32,
        }
    }
}

impl From<Optionals> for pb::Optionals {
    fn from(from: Optionals) -> Self {
        Self {
            flag: from.flag,
            int32: from.int32,
            sint64: from.sint64,
            fixed32: from.fixed32,
            double: from.double,
            text: from.text,
            blob: from.blob.map(Into::into),
            mood: from.mood.map(|mood| mood as i32),
            scalars: from.scalars.map(Into::into),
            timeout: from.timeout.map(Into::into),
            sent: from.sent.map(Into::into),
            wrapped_int: from.wrapped_int.map(|value| pb::Int32Value { value }),
            wrapped_text: from.wrapped_text.map(|value| pb::StringValue { value }),
            wrapped_double: from.wrapped_double.map(|value| pb::DoubleValue { value }),
        }
    }
}

impl From<Lists> for pb::Lists {
    fn from(from: Lists) -> Self {
        Self {
            flags: from.flags,
            int32s: from.int32s,
            uint64s: from.uint64s,
            sint32s: from.sint32s,
            sint64s: from.sint64s,
            fixed32s: from.fixed32s,
            sfixed64s: from.sfixed64s,
            floats: from.floats,
            doubles: from.doubles,
            texts: from.texts,
            blobs: from.blobs,
            shared_texts: from.shared_texts.into_iter().map(Into::into).collect(),
            moods: from.moods.into_iter().map(|mood| mood as i32).collect(),
            open_moods: from.open_moods.into_iter().map(Open::number).collect(),
            scalars: from.scalars.into_iter().map(Into::into).collect(),
            loose_int32s: from.loose_int32s,
            loose_sint64s: from.loose_sint64s,
            loose_doubles: from.loose_doubles,
            times: from.times.into_iter().map(Into::into).collect(),
        }
    }
}

impl From<Maps> for pb::Maps {
    fn from(from: Maps) -> Self {
        Self {
            labels: from.labels,
            counts: from.counts,
            zigzag: from.zigzag,
            fixed: from.fixed,
            flags: from.flags,
            moods: from.moods.into_iter().map(|(key, mood)| (key, mood as i32)).collect(),
            scalars: from.scalars.into_iter().map(|(key, s)| (key.into(), s.into())).collect(),
            sfixed: from.sfixed.into_iter().map(|(key, bytes)| (key, bytes.into())).collect(),
        }
    }
}

impl From<Tree> for pb::Tree {
    fn from(from: Tree) -> Self {
        Self {
            name: from.name,
            left: from.left.map(|left| Box::new((*left).into())),
            children: from.children.into_iter().map(Into::into).collect(),
            named: from.named.into_iter().map(|(key, tree)| (key, tree.into())).collect(),
            leaf: Some(pb::Leaf { weight: from.leaf.weight }),
            contact: from.contact.map(|contact| match contact {
                Contact::Phone(phone) => pb::Contact::Phone(phone),
                Contact::Postal(tree) => pb::Contact::Postal(Box::new((*tree).into())),
                Contact::Code(code) => pb::Contact::Code(code),
            }),
        }
    }
}

/// Text with multi-byte characters, at times longer than a one-byte length can say.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![9 => "\\PC{0,12}", 1 => "[a-z]{128,300}"]
}

fn blob() -> impl Strategy<Value = Vec<u8>> {
    vec(any::<u8>(), 0..40)
}

/// Integers of all lengths on the wire: small ones are as likely as large ones.
fn int64() -> impl Strategy<Value = i64> {
    (any::<i64>(), 0..64_u32).prop_map(|(value, shift)| value >> shift)
}

fn int32() -> impl Strategy<Value = i32> {
    (any::<i32>(), 0..32_u32).prop_map(|(value, shift)| value >> shift)
}

fn uint64() -> impl Strategy<Value = u64> {
    (any::<u64>(), 0..64_u32).prop_map(|(value, shift)| value >> shift)
}

fn uint32() -> impl Strategy<Value = u32> {
    (any::<u32>(), 0..32_u32).prop_map(|(value, shift)| value >> shift)
}

fn mood() -> impl Strategy<Value = Mood> {
    proptest::sample::select(std::vec![Mood::Unspecified, Mood::Happy, Mood::Busy, Mood::Low])
}

fn duration() -> impl Strategy<Value = Duration> {
    (0..=315_576_000_000_u64, 0..1_000_000_000_u32).prop_map(|(s, n)| Duration::new(s, n))
}

fn time() -> impl Strategy<Value = SystemTime> {
    (-62_135_596_800..=253_402_300_799_i64, 0..1_000_000_000_u32).prop_map(|(seconds, nanos)| {
        let whole = Duration::from_secs(seconds.unsigned_abs());
        let epoch = SystemTime::UNIX_EPOCH;
        let time = if seconds < 0 { epoch - whole } else { epoch + whole };
        time + Duration::new(0, nanos)
    })
}

pub fn scalars() -> impl Strategy<Value = Scalars> {
    let integers = (any::<bool>(), int32(), int64(), uint32(), uint64(), int32(), int64());
    let fixed = (uint32(), uint64(), int32(), int64(), any::<f32>(), any::<f64>());
    let texts = (text(), blob(), text(), blob());
    let others = (mood(), int32(), uint64(), uint32());
    (integers, fixed, texts, others).prop_map(|(integers, fixed, texts, others)| Scalars {
        flag: integers.0,
        int32: integers.1,
        int64: integers.2,
        uint32: integers.3,
        uint64: integers.4,
        sint32: integers.5,
        sint64: integers.6,
        fixed32: fixed.0,
        fixed64: fixed.1,
        sfixed32: fixed.2,
        sfixed64: fixed.3,
        float: fixed.4,
        double: fixed.5,
        text: texts.0,
        blob: texts.1,
        shared_text: ByteStr::from(texts.2),
        shared_blob: Bytes::from(texts.3),
        mood: others.0,
        open_mood: Open::from_number(others.1),
        user: UserId(others.2),
        far: others.3,
    })
}

pub fn optionals() -> impl Strategy<Value = Optionals> {
    let numbers = (
        any::<Option<bool>>(),
        option::of(int32()),
        option::of(int64()),
        option::of(uint32()),
        any::<Option<f64>>(),
    );
    let texts = (option::of(text()), option::of(blob()), option::of(mood()));
    let messages = (option::of(scalars()), option::of(duration()), option::of(time()));
    let wrapped = (option::of(int32()), option::of(text()), any::<Option<f64>>());
    (numbers, texts, messages, wrapped).prop_map(|(numbers, texts, messages, wrapped)| Optionals {
        flag: numbers.0,
        int32: numbers.1,
        sint64: numbers.2,
        fixed32: numbers.3,
        double: numbers.4,
        text: texts.0,
        blob: texts.1.map(Bytes::from),
        mood: texts.2,
        scalars: messages.0,
        timeout: messages.1,
        sent: messages.2,
        wrapped_int: wrapped.0,
        wrapped_text: wrapped.1,
        wrapped_double: wrapped.2,
    })
}

pub fn lists() -> impl Strategy<Value = Lists> {
    // More than 127 elements make a length of two bytes.
    let varints = (
        vec(any::<bool>(), 0..150),
        vec(int32(), 0..150),
        vec(uint64(), 0..20),
        vec(int32(), 0..20),
        vec(int64(), 0..20),
    );
    let fixed = (
        vec(uint32(), 0..50),
        vec(int64(), 0..20),
        vec(any::<f32>(), 0..20),
        vec(any::<f64>(), 0..20),
    );
    let texts = (vec(text(), 0..5), vec(blob(), 0..5), vec(text(), 0..5));
    let others = (vec(mood(), 0..20), vec(int32(), 0..20), vec(scalars(), 0..4));
    let loose = (vec(int32(), 0..5), vec(int64(), 0..5), vec(any::<f64>(), 0..5));
    (varints, fixed, texts, others, loose, vec(duration(), 0..30)).prop_map(
        |(varints, fixed, texts, others, loose, times)| Lists {
            flags: varints.0,
            int32s: varints.1,
            uint64s: varints.2,
            sint32s: varints.3,
            sint64s: varints.4,
            fixed32s: fixed.0,
            sfixed64s: fixed.1,
            floats: fixed.2,
            doubles: fixed.3,
            texts: texts.0,
            blobs: texts.1,
            shared_texts: texts.2.into_iter().map(ByteStr::from).collect(),
            moods: others.0,
            open_moods: others.1.into_iter().map(Open::from_number).collect(),
            scalars: others.2,
            loose_int32s: loose.0,
            loose_sint64s: loose.1,
            loose_doubles: loose.2,
            times,
        },
    )
}

pub fn maps() -> impl Strategy<Value = Maps> {
    (
        btree_map(text(), text(), 0..5),
        hash_map(int32(), uint64(), 0..30),
        btree_map(int64(), int32(), 0..5),
        hash_map(uint32(), any::<f64>(), 0..5),
        btree_map(any::<bool>(), blob(), 0..3),
        btree_map(uint64(), mood(), 0..5),
        btree_map(text().prop_map(ByteStr::from), scalars(), 0..4),
        btree_map(int64(), blob().prop_map(Bytes::from), 0..5),
    )
        .prop_map(|(labels, counts, zigzag, fixed, flags, moods, scalars, sfixed)| Maps {
            labels,
            counts,
            zigzag,
            fixed,
            flags,
            moods,
            scalars,
            sfixed,
        })
}

pub fn tree() -> impl Strategy<Value = Tree> {
    let leaf = (text(), int32()).prop_map(|(name, weight)| Tree {
        name,
        leaf: Leaf { weight },
        ..Tree::default()
    });
    leaf.prop_recursive(6, 60, 4, |tree| {
        let contact = prop_oneof![
            text().prop_map(Contact::Phone),
            tree.clone().prop_map(|tree| Contact::Postal(Box::new(tree))),
            int32().prop_map(Contact::Code),
        ];
        (
            text(),
            option::of(tree.clone().prop_map(Box::new)),
            vec(tree.clone(), 0..3),
            btree_map(text(), tree, 0..3),
            int32(),
            option::of(contact),
        )
            .prop_map(|(name, left, children, named, weight, contact)| Tree {
                name,
                left,
                children,
                named,
                leaf: Leaf { weight },
                contact,
            })
    })
}
