//! The messages of `google/protobuf/test_messages_edition2023.proto`.

use std::collections::BTreeMap;

use bytes::Bytes;
use strait::{Enumeration, Message, Oneof, Open, UnknownFields};

strait::package!("protobuf_test_messages.editions");

#[derive(Clone, Copy, Debug, PartialEq, Eq, Enumeration)]
#[enumeration(name = "ForeignEnumEdition2023")]
pub(crate) enum ForeignEnumEdition2023 {
    #[enumeration(name = "FOREIGN_FOO")]
    ForeignFoo = 0,
    #[enumeration(name = "FOREIGN_BAR")]
    ForeignBar = 1,
    #[enumeration(name = "FOREIGN_BAZ")]
    ForeignBaz = 2,
}

#[derive(Clone, Debug, Default, PartialEq, Message)]
#[message(name = "TestAllTypesEdition2023")]
pub(crate) struct TestAllTypesEdition2023 {
    #[tag(1)]
    pub(crate) optional_int32: Option<i32>,
    #[tag(2)]
    pub(crate) optional_int64: Option<i64>,
    #[tag(3)]
    pub(crate) optional_uint32: Option<u32>,
    #[tag(4)]
    pub(crate) optional_uint64: Option<u64>,
    #[tag(5, sint)]
    pub(crate) optional_sint32: Option<i32>,
    #[tag(6, sint)]
    pub(crate) optional_sint64: Option<i64>,
    #[tag(7, fixed)]
    pub(crate) optional_fixed32: Option<u32>,
    #[tag(8, fixed)]
    pub(crate) optional_fixed64: Option<u64>,
    #[tag(9, fixed)]
    pub(crate) optional_sfixed32: Option<i32>,
    #[tag(10, fixed)]
    pub(crate) optional_sfixed64: Option<i64>,
    #[tag(11)]
    pub(crate) optional_float: Option<f32>,
    #[tag(12)]
    pub(crate) optional_double: Option<f64>,
    #[tag(13)]
    pub(crate) optional_bool: Option<bool>,
    #[tag(14)]
    pub(crate) optional_string: Option<String>,
    #[tag(15)]
    pub(crate) optional_bytes: Option<Bytes>,
    #[tag(18)]
    pub(crate) optional_nested_message: Option<TestAllTypesEdition2023NestedMessage>,
    #[tag(19)]
    pub(crate) optional_foreign_message: Option<ForeignMessageEdition2023>,
    #[tag(21)]
    pub(crate) optional_nested_enum: Option<Open<TestAllTypesEdition2023NestedEnum>>,
    #[tag(22)]
    pub(crate) optional_foreign_enum: Option<Open<ForeignEnumEdition2023>>,
    #[tag(24)]
    pub(crate) optional_string_piece: Option<String>,
    #[tag(25)]
    pub(crate) optional_cord: Option<String>,
    #[tag(27)]
    pub(crate) recursive_message: Option<Box<TestAllTypesEdition2023>>,
    #[tag(31)]
    pub(crate) repeated_int32: Vec<i32>,
    #[tag(32)]
    pub(crate) repeated_int64: Vec<i64>,
    #[tag(33)]
    pub(crate) repeated_uint32: Vec<u32>,
    #[tag(34)]
    pub(crate) repeated_uint64: Vec<u64>,
    #[tag(35, sint)]
    pub(crate) repeated_sint32: Vec<i32>,
    #[tag(36, sint)]
    pub(crate) repeated_sint64: Vec<i64>,
    #[tag(37, fixed)]
    pub(crate) repeated_fixed32: Vec<u32>,
    #[tag(38, fixed)]
    pub(crate) repeated_fixed64: Vec<u64>,
    #[tag(39, fixed)]
    pub(crate) repeated_sfixed32: Vec<i32>,
    #[tag(40, fixed)]
    pub(crate) repeated_sfixed64: Vec<i64>,
    #[tag(41)]
    pub(crate) repeated_float: Vec<f32>,
    #[tag(42)]
    pub(crate) repeated_double: Vec<f64>,
    #[tag(43)]
    pub(crate) repeated_bool: Vec<bool>,
    #[tag(44)]
    pub(crate) repeated_string: Vec<String>,
    #[tag(45)]
    pub(crate) repeated_bytes: Vec<Bytes>,
    #[tag(48)]
    pub(crate) repeated_nested_message: Vec<TestAllTypesEdition2023NestedMessage>,
    #[tag(49)]
    pub(crate) repeated_foreign_message: Vec<ForeignMessageEdition2023>,
    #[tag(51)]
    pub(crate) repeated_nested_enum: Vec<Open<TestAllTypesEdition2023NestedEnum>>,
    #[tag(52)]
    pub(crate) repeated_foreign_enum: Vec<Open<ForeignEnumEdition2023>>,
    #[tag(54)]
    pub(crate) repeated_string_piece: Vec<String>,
    #[tag(55)]
    pub(crate) repeated_cord: Vec<String>,
    #[tag(75)]
    pub(crate) packed_int32: Vec<i32>,
    #[tag(76)]
    pub(crate) packed_int64: Vec<i64>,
    #[tag(77)]
    pub(crate) packed_uint32: Vec<u32>,
    #[tag(78)]
    pub(crate) packed_uint64: Vec<u64>,
    #[tag(79, sint)]
    pub(crate) packed_sint32: Vec<i32>,
    #[tag(80, sint)]
    pub(crate) packed_sint64: Vec<i64>,
    #[tag(81, fixed)]
    pub(crate) packed_fixed32: Vec<u32>,
    #[tag(82, fixed)]
    pub(crate) packed_fixed64: Vec<u64>,
    #[tag(83, fixed)]
    pub(crate) packed_sfixed32: Vec<i32>,
    #[tag(84, fixed)]
    pub(crate) packed_sfixed64: Vec<i64>,
    #[tag(85)]
    pub(crate) packed_float: Vec<f32>,
    #[tag(86)]
    pub(crate) packed_double: Vec<f64>,
    #[tag(87)]
    pub(crate) packed_bool: Vec<bool>,
    #[tag(88)]
    pub(crate) packed_nested_enum: Vec<Open<TestAllTypesEdition2023NestedEnum>>,
    #[tag(89, unpacked)]
    pub(crate) unpacked_int32: Vec<i32>,
    #[tag(90, unpacked)]
    pub(crate) unpacked_int64: Vec<i64>,
    #[tag(91, unpacked)]
    pub(crate) unpacked_uint32: Vec<u32>,
    #[tag(92, unpacked)]
    pub(crate) unpacked_uint64: Vec<u64>,
    #[tag(93, sint, unpacked)]
    pub(crate) unpacked_sint32: Vec<i32>,
    #[tag(94, sint, unpacked)]
    pub(crate) unpacked_sint64: Vec<i64>,
    #[tag(95, fixed, unpacked)]
    pub(crate) unpacked_fixed32: Vec<u32>,
    #[tag(96, fixed, unpacked)]
    pub(crate) unpacked_fixed64: Vec<u64>,
    #[tag(97, fixed, unpacked)]
    pub(crate) unpacked_sfixed32: Vec<i32>,
    #[tag(98, fixed, unpacked)]
    pub(crate) unpacked_sfixed64: Vec<i64>,
    #[tag(99, unpacked)]
    pub(crate) unpacked_float: Vec<f32>,
    #[tag(100, unpacked)]
    pub(crate) unpacked_double: Vec<f64>,
    #[tag(101, unpacked)]
    pub(crate) unpacked_bool: Vec<bool>,
    #[tag(102, unpacked)]
    pub(crate) unpacked_nested_enum: Vec<Open<TestAllTypesEdition2023NestedEnum>>,
    #[tag(56)]
    pub(crate) map_int32_int32: BTreeMap<i32, i32>,
    #[tag(57)]
    pub(crate) map_int64_int64: BTreeMap<i64, i64>,
    #[tag(58)]
    pub(crate) map_uint32_uint32: BTreeMap<u32, u32>,
    #[tag(59)]
    pub(crate) map_uint64_uint64: BTreeMap<u64, u64>,
    #[tag(60, key = sint, value = sint)]
    pub(crate) map_sint32_sint32: BTreeMap<i32, i32>,
    #[tag(61, key = sint, value = sint)]
    pub(crate) map_sint64_sint64: BTreeMap<i64, i64>,
    #[tag(62, key = fixed, value = fixed)]
    pub(crate) map_fixed32_fixed32: BTreeMap<u32, u32>,
    #[tag(63, key = fixed, value = fixed)]
    pub(crate) map_fixed64_fixed64: BTreeMap<u64, u64>,
    #[tag(64, key = fixed, value = fixed)]
    pub(crate) map_sfixed32_sfixed32: BTreeMap<i32, i32>,
    #[tag(65, key = fixed, value = fixed)]
    pub(crate) map_sfixed64_sfixed64: BTreeMap<i64, i64>,
    #[tag(66)]
    pub(crate) map_int32_float: BTreeMap<i32, f32>,
    #[tag(67)]
    pub(crate) map_int32_double: BTreeMap<i32, f64>,
    #[tag(68)]
    pub(crate) map_bool_bool: BTreeMap<bool, bool>,
    #[tag(69)]
    pub(crate) map_string_string: BTreeMap<String, String>,
    #[tag(70)]
    pub(crate) map_string_bytes: BTreeMap<String, Bytes>,
    #[tag(71)]
    pub(crate) map_string_nested_message: BTreeMap<String, TestAllTypesEdition2023NestedMessage>,
    #[tag(72)]
    pub(crate) map_string_foreign_message: BTreeMap<String, ForeignMessageEdition2023>,
    #[tag(73)]
    pub(crate) map_string_nested_enum: BTreeMap<String, Open<TestAllTypesEdition2023NestedEnum>>,
    #[tag(74)]
    pub(crate) map_string_foreign_enum: BTreeMap<String, Open<ForeignEnumEdition2023>>,
    #[tag(201, delimited)]
    pub(crate) groupliketype: Option<TestAllTypesEdition2023GroupLikeType>,
    #[tag(202, delimited)]
    pub(crate) delimited_field: Option<TestAllTypesEdition2023GroupLikeType>,
    #[oneof]
    pub(crate) oneof_field: Option<TestAllTypesEdition2023OneofField>,
    #[unknown]
    pub(crate) unknown: UnknownFields,
}

#[derive(Clone, Debug, PartialEq, Oneof)]
pub(crate) enum TestAllTypesEdition2023OneofField {
    #[tag(111, name = "oneof_uint32")]
    Uint32(u32),
    #[tag(112, name = "oneof_nested_message")]
    NestedMessage(TestAllTypesEdition2023NestedMessage),
    #[tag(113, name = "oneof_string")]
    String(String),
    #[tag(114, name = "oneof_bytes")]
    Bytes(Bytes),
    #[tag(115, name = "oneof_bool")]
    Bool(bool),
    #[tag(116, name = "oneof_uint64")]
    Uint64(u64),
    #[tag(117, name = "oneof_float")]
    Float(f32),
    #[tag(118, name = "oneof_double")]
    Double(f64),
    #[tag(119, name = "oneof_enum")]
    Enum(Open<TestAllTypesEdition2023NestedEnum>),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Enumeration)]
#[enumeration(name = "TestAllTypesEdition2023.NestedEnum")]
pub(crate) enum TestAllTypesEdition2023NestedEnum {
    #[enumeration(name = "FOO")]
    Foo = 0,
    #[enumeration(name = "BAR")]
    Bar = 1,
    #[enumeration(name = "BAZ")]
    Baz = 2,
    #[enumeration(name = "NEG")]
    Neg = -1,
}

#[derive(Clone, Debug, Default, PartialEq, Message)]
#[message(name = "TestAllTypesEdition2023.NestedMessage")]
pub(crate) struct TestAllTypesEdition2023NestedMessage {
    #[tag(1)]
    pub(crate) a: Option<i32>,
    #[tag(2)]
    pub(crate) corecursive: Option<Box<TestAllTypesEdition2023>>,
    #[unknown]
    pub(crate) unknown: UnknownFields,
}

#[derive(Clone, Debug, Default, PartialEq, Message)]
#[message(name = "TestAllTypesEdition2023.GroupLikeType")]
pub(crate) struct TestAllTypesEdition2023GroupLikeType {
    #[tag(202)]
    pub(crate) group_int32: Option<i32>,
    #[tag(203)]
    pub(crate) group_uint32: Option<u32>,
    #[unknown]
    pub(crate) unknown: UnknownFields,
}

#[derive(Clone, Debug, Default, PartialEq, Message)]
#[message(name = "ForeignMessageEdition2023")]
pub(crate) struct ForeignMessageEdition2023 {
    #[tag(1)]
    pub(crate) c: Option<i32>,
    #[unknown]
    pub(crate) unknown: UnknownFields,
}
