//! The messages of `google/protobuf/test_messages_proto2_editions.proto`.

use std::collections::BTreeMap;

use bytes::Bytes;
use strait::{Enumeration, Message, Oneof, UnknownFields};

strait::package!("protobuf_test_messages.editions.proto2");

#[derive(Clone, Copy, Debug, PartialEq, Eq, Enumeration)]
#[enumeration(name = "ForeignEnumProto2", closed)]
pub(crate) enum ForeignEnumProto2 {
    #[enumeration(name = "FOREIGN_FOO")]
    ForeignFoo = 0,
    #[enumeration(name = "FOREIGN_BAR")]
    ForeignBar = 1,
    #[enumeration(name = "FOREIGN_BAZ")]
    ForeignBaz = 2,
}

#[derive(Clone, Debug, Default, PartialEq, Message)]
#[message(name = "TestAllTypesProto2")]
pub(crate) struct TestAllTypesProto2 {
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
    pub(crate) optional_nested_message: Option<TestAllTypesProto2NestedMessage>,
    #[tag(19)]
    pub(crate) optional_foreign_message: Option<ForeignMessageProto2>,
    #[tag(21)]
    pub(crate) optional_nested_enum: Option<TestAllTypesProto2NestedEnum>,
    #[tag(22)]
    pub(crate) optional_foreign_enum: Option<ForeignEnumProto2>,
    #[tag(24)]
    pub(crate) optional_string_piece: Option<String>,
    #[tag(25)]
    pub(crate) optional_cord: Option<String>,
    #[tag(27)]
    pub(crate) recursive_message: Option<Box<TestAllTypesProto2>>,
    #[tag(31, unpacked)]
    pub(crate) repeated_int32: Vec<i32>,
    #[tag(32, unpacked)]
    pub(crate) repeated_int64: Vec<i64>,
    #[tag(33, unpacked)]
    pub(crate) repeated_uint32: Vec<u32>,
    #[tag(34, unpacked)]
    pub(crate) repeated_uint64: Vec<u64>,
    #[tag(35, sint, unpacked)]
    pub(crate) repeated_sint32: Vec<i32>,
    #[tag(36, sint, unpacked)]
    pub(crate) repeated_sint64: Vec<i64>,
    #[tag(37, fixed, unpacked)]
    pub(crate) repeated_fixed32: Vec<u32>,
    #[tag(38, fixed, unpacked)]
    pub(crate) repeated_fixed64: Vec<u64>,
    #[tag(39, fixed, unpacked)]
    pub(crate) repeated_sfixed32: Vec<i32>,
    #[tag(40, fixed, unpacked)]
    pub(crate) repeated_sfixed64: Vec<i64>,
    #[tag(41, unpacked)]
    pub(crate) repeated_float: Vec<f32>,
    #[tag(42, unpacked)]
    pub(crate) repeated_double: Vec<f64>,
    #[tag(43, unpacked)]
    pub(crate) repeated_bool: Vec<bool>,
    #[tag(44)]
    pub(crate) repeated_string: Vec<String>,
    #[tag(45)]
    pub(crate) repeated_bytes: Vec<Bytes>,
    #[tag(48)]
    pub(crate) repeated_nested_message: Vec<TestAllTypesProto2NestedMessage>,
    #[tag(49)]
    pub(crate) repeated_foreign_message: Vec<ForeignMessageProto2>,
    #[tag(51, unpacked)]
    pub(crate) repeated_nested_enum: Vec<TestAllTypesProto2NestedEnum>,
    #[tag(52, unpacked)]
    pub(crate) repeated_foreign_enum: Vec<ForeignEnumProto2>,
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
    pub(crate) packed_nested_enum: Vec<TestAllTypesProto2NestedEnum>,
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
    pub(crate) unpacked_nested_enum: Vec<TestAllTypesProto2NestedEnum>,
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
    #[tag(104)]
    pub(crate) map_int32_bool: BTreeMap<i32, bool>,
    #[tag(66)]
    pub(crate) map_int32_float: BTreeMap<i32, f32>,
    #[tag(67)]
    pub(crate) map_int32_double: BTreeMap<i32, f64>,
    #[tag(103)]
    pub(crate) map_int32_nested_message: BTreeMap<i32, TestAllTypesProto2NestedMessage>,
    #[tag(68)]
    pub(crate) map_bool_bool: BTreeMap<bool, bool>,
    #[tag(69)]
    pub(crate) map_string_string: BTreeMap<String, String>,
    #[tag(70)]
    pub(crate) map_string_bytes: BTreeMap<String, Bytes>,
    #[tag(71)]
    pub(crate) map_string_nested_message: BTreeMap<String, TestAllTypesProto2NestedMessage>,
    #[tag(72)]
    pub(crate) map_string_foreign_message: BTreeMap<String, ForeignMessageProto2>,
    #[tag(73)]
    pub(crate) map_string_nested_enum: BTreeMap<String, TestAllTypesProto2NestedEnum>,
    #[tag(74)]
    pub(crate) map_string_foreign_enum: BTreeMap<String, ForeignEnumProto2>,
    #[tag(201, delimited)]
    pub(crate) data: Option<TestAllTypesProto2Data>,
    #[tag(204, delimited)]
    pub(crate) multiwordgroupfield: Option<TestAllTypesProto2MultiWordGroupField>,
    #[tag(241)]
    pub(crate) default_int32: Option<i32>,
    #[tag(242)]
    pub(crate) default_int64: Option<i64>,
    #[tag(243)]
    pub(crate) default_uint32: Option<u32>,
    #[tag(244)]
    pub(crate) default_uint64: Option<u64>,
    #[tag(245, sint)]
    pub(crate) default_sint32: Option<i32>,
    #[tag(246, sint)]
    pub(crate) default_sint64: Option<i64>,
    #[tag(247, fixed)]
    pub(crate) default_fixed32: Option<u32>,
    #[tag(248, fixed)]
    pub(crate) default_fixed64: Option<u64>,
    #[tag(249, fixed)]
    pub(crate) default_sfixed32: Option<i32>,
    #[tag(250, fixed)]
    pub(crate) default_sfixed64: Option<i64>,
    #[tag(251)]
    pub(crate) default_float: Option<f32>,
    #[tag(252)]
    pub(crate) default_double: Option<f64>,
    #[tag(253)]
    pub(crate) default_bool: Option<bool>,
    #[tag(254)]
    pub(crate) default_string: Option<String>,
    #[tag(255)]
    pub(crate) default_bytes: Option<Bytes>,
    #[tag(401)]
    pub(crate) fieldname1: Option<i32>,
    #[tag(402)]
    pub(crate) field_name2: Option<i32>,
    #[tag(403, name = "_field_name3")]
    pub(crate) field_name3: Option<i32>,
    #[tag(404, name = "field__name4_")]
    pub(crate) field_name4: Option<i32>,
    #[tag(405)]
    pub(crate) field0name5: Option<i32>,
    #[tag(406)]
    pub(crate) field_0_name6: Option<i32>,
    #[tag(407, name = "fieldName7")]
    pub(crate) field_name7: Option<i32>,
    #[tag(408, name = "FieldName8")]
    pub(crate) field_name8: Option<i32>,
    #[tag(409, name = "field_Name9")]
    pub(crate) field_name9: Option<i32>,
    #[tag(410, name = "Field_Name10")]
    pub(crate) field_name10: Option<i32>,
    #[tag(411, name = "FIELD_NAME11")]
    pub(crate) field_name11: Option<i32>,
    #[tag(412, name = "FIELD_name12")]
    pub(crate) field_name12: Option<i32>,
    #[tag(413, name = "__field_name13")]
    pub(crate) field_name13: Option<i32>,
    #[tag(414, name = "__Field_name14")]
    pub(crate) field_name14: Option<i32>,
    #[tag(415, name = "field__name15")]
    pub(crate) field_name15: Option<i32>,
    #[tag(416, name = "field__Name16")]
    pub(crate) field_name16: Option<i32>,
    #[tag(417, name = "field_name17__")]
    pub(crate) field_name17: Option<i32>,
    #[tag(418, name = "Field_name18__")]
    pub(crate) field_name18: Option<i32>,
    #[tag(500)]
    pub(crate) message_set_correct: Option<TestAllTypesProto2MessageSetCorrect>,
    #[oneof]
    pub(crate) oneof_field: Option<TestAllTypesProto2OneofField>,
    #[unknown]
    pub(crate) unknown: UnknownFields,
}

#[derive(Clone, Debug, PartialEq, Oneof)]
pub(crate) enum TestAllTypesProto2OneofField {
    #[tag(111, name = "oneof_uint32")]
    Uint32(u32),
    #[tag(112, name = "oneof_nested_message")]
    NestedMessage(TestAllTypesProto2NestedMessage),
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
    Enum(TestAllTypesProto2NestedEnum),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Enumeration)]
#[enumeration(name = "TestAllTypesProto2.NestedEnum", closed)]
pub(crate) enum TestAllTypesProto2NestedEnum {
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
#[message(name = "TestAllTypesProto2.NestedMessage")]
pub(crate) struct TestAllTypesProto2NestedMessage {
    #[tag(1)]
    pub(crate) a: Option<i32>,
    #[tag(2)]
    pub(crate) corecursive: Option<Box<TestAllTypesProto2>>,
    #[unknown]
    pub(crate) unknown: UnknownFields,
}

#[derive(Clone, Debug, Default, PartialEq, Message)]
#[message(name = "TestAllTypesProto2.Data")]
pub(crate) struct TestAllTypesProto2Data {
    #[tag(202)]
    pub(crate) group_int32: Option<i32>,
    #[tag(203)]
    pub(crate) group_uint32: Option<u32>,
    #[unknown]
    pub(crate) unknown: UnknownFields,
}

#[derive(Clone, Debug, Default, PartialEq, Message)]
#[message(name = "TestAllTypesProto2.MultiWordGroupField")]
pub(crate) struct TestAllTypesProto2MultiWordGroupField {
    #[tag(205)]
    pub(crate) group_int32: Option<i32>,
    #[tag(206)]
    pub(crate) group_uint32: Option<u32>,
    #[unknown]
    pub(crate) unknown: UnknownFields,
}

#[derive(Clone, Debug, Default, PartialEq, Message)]
#[message(name = "TestAllTypesProto2.MessageSetCorrect")]
pub(crate) struct TestAllTypesProto2MessageSetCorrect {
    #[unknown]
    pub(crate) unknown: UnknownFields,
}

#[derive(Clone, Debug, Default, PartialEq, Message)]
#[message(name = "ForeignMessageProto2")]
pub(crate) struct ForeignMessageProto2 {
    #[tag(1)]
    pub(crate) c: Option<i32>,
    #[unknown]
    pub(crate) unknown: UnknownFields,
}
