//! The messages of `google/protobuf/test_messages_proto3_editions.proto`.

use std::collections::BTreeMap;

use bytes::Bytes;
use strait::{Enumeration, Message, Oneof, Open, UnknownFields, well_known};

strait::package!("protobuf_test_messages.editions.proto3");

#[derive(Clone, Copy, Debug, PartialEq, Eq, Enumeration)]
#[enumeration(name = "ForeignEnum")]
pub(crate) enum ForeignEnum {
    #[enumeration(name = "FOREIGN_FOO")]
    ForeignFoo = 0,
    #[enumeration(name = "FOREIGN_BAR")]
    ForeignBar = 1,
    #[enumeration(name = "FOREIGN_BAZ")]
    ForeignBaz = 2,
}

#[derive(Clone, Debug, Default, PartialEq, Message)]
#[message(name = "TestAllTypesProto3")]
pub(crate) struct TestAllTypesProto3 {
    #[tag(1)]
    pub(crate) optional_int32: i32,
    #[tag(2)]
    pub(crate) optional_int64: i64,
    #[tag(3)]
    pub(crate) optional_uint32: u32,
    #[tag(4)]
    pub(crate) optional_uint64: u64,
    #[tag(5, sint)]
    pub(crate) optional_sint32: i32,
    #[tag(6, sint)]
    pub(crate) optional_sint64: i64,
    #[tag(7, fixed)]
    pub(crate) optional_fixed32: u32,
    #[tag(8, fixed)]
    pub(crate) optional_fixed64: u64,
    #[tag(9, fixed)]
    pub(crate) optional_sfixed32: i32,
    #[tag(10, fixed)]
    pub(crate) optional_sfixed64: i64,
    #[tag(11)]
    pub(crate) optional_float: f32,
    #[tag(12)]
    pub(crate) optional_double: f64,
    #[tag(13)]
    pub(crate) optional_bool: bool,
    #[tag(14)]
    pub(crate) optional_string: String,
    #[tag(15)]
    pub(crate) optional_bytes: Bytes,
    #[tag(18)]
    pub(crate) optional_nested_message: Option<TestAllTypesProto3NestedMessage>,
    #[tag(19)]
    pub(crate) optional_foreign_message: Option<ForeignMessage>,
    #[tag(21)]
    pub(crate) optional_nested_enum: Open<TestAllTypesProto3NestedEnum>,
    #[tag(22)]
    pub(crate) optional_foreign_enum: Open<ForeignEnum>,
    #[tag(23)]
    pub(crate) optional_aliased_enum: Open<TestAllTypesProto3AliasedEnum>,
    #[tag(24)]
    pub(crate) optional_string_piece: String,
    #[tag(25)]
    pub(crate) optional_cord: String,
    #[tag(27)]
    pub(crate) recursive_message: Option<Box<TestAllTypesProto3>>,
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
    pub(crate) repeated_nested_message: Vec<TestAllTypesProto3NestedMessage>,
    #[tag(49)]
    pub(crate) repeated_foreign_message: Vec<ForeignMessage>,
    #[tag(51)]
    pub(crate) repeated_nested_enum: Vec<Open<TestAllTypesProto3NestedEnum>>,
    #[tag(52)]
    pub(crate) repeated_foreign_enum: Vec<Open<ForeignEnum>>,
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
    pub(crate) packed_nested_enum: Vec<Open<TestAllTypesProto3NestedEnum>>,
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
    pub(crate) unpacked_nested_enum: Vec<Open<TestAllTypesProto3NestedEnum>>,
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
    pub(crate) map_string_nested_message: BTreeMap<String, TestAllTypesProto3NestedMessage>,
    #[tag(72)]
    pub(crate) map_string_foreign_message: BTreeMap<String, ForeignMessage>,
    #[tag(73)]
    pub(crate) map_string_nested_enum: BTreeMap<String, Open<TestAllTypesProto3NestedEnum>>,
    #[tag(74)]
    pub(crate) map_string_foreign_enum: BTreeMap<String, Open<ForeignEnum>>,
    #[tag(201, wrapper)]
    pub(crate) optional_bool_wrapper: Option<bool>,
    #[tag(202, wrapper)]
    pub(crate) optional_int32_wrapper: Option<i32>,
    #[tag(203, wrapper)]
    pub(crate) optional_int64_wrapper: Option<i64>,
    #[tag(204, wrapper)]
    pub(crate) optional_uint32_wrapper: Option<u32>,
    #[tag(205, wrapper)]
    pub(crate) optional_uint64_wrapper: Option<u64>,
    #[tag(206, wrapper)]
    pub(crate) optional_float_wrapper: Option<f32>,
    #[tag(207, wrapper)]
    pub(crate) optional_double_wrapper: Option<f64>,
    #[tag(208, wrapper)]
    pub(crate) optional_string_wrapper: Option<String>,
    #[tag(209, wrapper)]
    pub(crate) optional_bytes_wrapper: Option<Bytes>,
    #[tag(211, wrapper)]
    pub(crate) repeated_bool_wrapper: Vec<bool>,
    #[tag(212, wrapper)]
    pub(crate) repeated_int32_wrapper: Vec<i32>,
    #[tag(213, wrapper)]
    pub(crate) repeated_int64_wrapper: Vec<i64>,
    #[tag(214, wrapper)]
    pub(crate) repeated_uint32_wrapper: Vec<u32>,
    #[tag(215, wrapper)]
    pub(crate) repeated_uint64_wrapper: Vec<u64>,
    #[tag(216, wrapper)]
    pub(crate) repeated_float_wrapper: Vec<f32>,
    #[tag(217, wrapper)]
    pub(crate) repeated_double_wrapper: Vec<f64>,
    #[tag(218, wrapper)]
    pub(crate) repeated_string_wrapper: Vec<String>,
    #[tag(219, wrapper)]
    pub(crate) repeated_bytes_wrapper: Vec<Bytes>,
    #[tag(301)]
    pub(crate) optional_duration: Option<well_known::Duration>,
    #[tag(302)]
    pub(crate) optional_timestamp: Option<well_known::Timestamp>,
    #[tag(303)]
    pub(crate) optional_field_mask: Option<well_known::FieldMask>,
    #[tag(304)]
    pub(crate) optional_struct: Option<well_known::Struct>,
    #[tag(305)]
    pub(crate) optional_any: Option<well_known::Any>,
    #[tag(306)]
    pub(crate) optional_value: Option<well_known::Value>,
    #[tag(307)]
    pub(crate) optional_null_value: Open<well_known::NullValue>,
    #[tag(311)]
    pub(crate) repeated_duration: Vec<well_known::Duration>,
    #[tag(312)]
    pub(crate) repeated_timestamp: Vec<well_known::Timestamp>,
    #[tag(313)]
    pub(crate) repeated_fieldmask: Vec<well_known::FieldMask>,
    #[tag(324)]
    pub(crate) repeated_struct: Vec<well_known::Struct>,
    #[tag(315)]
    pub(crate) repeated_any: Vec<well_known::Any>,
    #[tag(316)]
    pub(crate) repeated_value: Vec<well_known::Value>,
    #[tag(317)]
    pub(crate) repeated_list_value: Vec<well_known::ListValue>,
    #[tag(401)]
    pub(crate) fieldname1: i32,
    #[tag(402)]
    pub(crate) field_name2: i32,
    #[tag(403, name = "_field_name3")]
    pub(crate) field_name3: i32,
    #[tag(404, name = "field__name4_")]
    pub(crate) field_name4: i32,
    #[tag(405)]
    pub(crate) field0name5: i32,
    #[tag(406)]
    pub(crate) field_0_name6: i32,
    #[tag(407, name = "fieldName7")]
    pub(crate) field_name7: i32,
    #[tag(408, name = "FieldName8")]
    pub(crate) field_name8: i32,
    #[tag(409, name = "field_Name9")]
    pub(crate) field_name9: i32,
    #[tag(410, name = "Field_Name10")]
    pub(crate) field_name10: i32,
    #[tag(411, name = "FIELD_NAME11")]
    pub(crate) field_name11: i32,
    #[tag(412, name = "FIELD_name12")]
    pub(crate) field_name12: i32,
    #[tag(413, name = "__field_name13")]
    pub(crate) field_name13: i32,
    #[tag(414, name = "__Field_name14")]
    pub(crate) field_name14: i32,
    #[tag(415, name = "field__name15")]
    pub(crate) field_name15: i32,
    #[tag(416, name = "field__Name16")]
    pub(crate) field_name16: i32,
    #[tag(417, name = "field_name17__")]
    pub(crate) field_name17: i32,
    #[tag(418, name = "Field_name18__")]
    pub(crate) field_name18: i32,
    #[oneof]
    pub(crate) oneof_field: Option<TestAllTypesProto3OneofField>,
    #[unknown]
    pub(crate) unknown: UnknownFields,
}

#[derive(Clone, Debug, PartialEq, Oneof)]
pub(crate) enum TestAllTypesProto3OneofField {
    #[tag(111, name = "oneof_uint32")]
    Uint32(u32),
    #[tag(112, name = "oneof_nested_message")]
    NestedMessage(TestAllTypesProto3NestedMessage),
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
    Enum(Open<TestAllTypesProto3NestedEnum>),
    #[tag(120, name = "oneof_null_value")]
    NullValue(Open<well_known::NullValue>),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Enumeration)]
#[enumeration(name = "TestAllTypesProto3.NestedEnum")]
pub(crate) enum TestAllTypesProto3NestedEnum {
    #[enumeration(name = "FOO")]
    Foo = 0,
    #[enumeration(name = "BAR")]
    Bar = 1,
    #[enumeration(name = "BAZ")]
    Baz = 2,
    #[enumeration(name = "NEG")]
    Neg = -1,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Enumeration)]
#[enumeration(name = "TestAllTypesProto3.AliasedEnum")]
pub(crate) enum TestAllTypesProto3AliasedEnum {
    #[enumeration(name = "ALIAS_FOO")]
    AliasFoo = 0,
    #[enumeration(name = "ALIAS_BAR")]
    AliasBar = 1,
    #[enumeration(name = "ALIAS_BAZ", alias("MOO"), alias("moo"), alias("bAz"))]
    AliasBaz = 2,
}

#[derive(Clone, Debug, Default, PartialEq, Message)]
#[message(name = "TestAllTypesProto3.NestedMessage")]
pub(crate) struct TestAllTypesProto3NestedMessage {
    #[tag(1)]
    pub(crate) a: i32,
    #[tag(2)]
    pub(crate) corecursive: Option<Box<TestAllTypesProto3>>,
    #[unknown]
    pub(crate) unknown: UnknownFields,
}

#[derive(Clone, Debug, Default, PartialEq, Message)]
#[message(name = "ForeignMessage")]
pub(crate) struct ForeignMessage {
    #[tag(1)]
    pub(crate) c: i32,
    #[unknown]
    pub(crate) unknown: UnknownFields,
}
