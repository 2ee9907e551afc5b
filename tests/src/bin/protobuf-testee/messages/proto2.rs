#![allow(missing_docs, clippy::all, unreachable_pub)]
strait::package!("protobuf_test_messages.proto2");
use std::collections::BTreeMap;
use bytes::Bytes;
use strait::{Enumeration, Message, Oneof, Open, UnknownFields, well_known};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Enumeration)]
#[enumeration(name = "ForeignEnumProto2", closed)]
pub enum ForeignEnumProto2 {
    #[enumeration(name = "FOREIGN_FOO")] ForeignFoo = 0,
    #[enumeration(name = "FOREIGN_BAR")] ForeignBar = 1,
    #[enumeration(name = "FOREIGN_BAZ")] ForeignBaz = 2,
}

#[derive(Clone, Debug, Default, PartialEq, Message)]
#[message(name = "TestAllTypesProto2")]
pub struct TestAllTypesProto2 {
    #[tag(1)] pub optional_int32: Option<i32>,
    #[tag(2)] pub optional_int64: Option<i64>,
    #[tag(3)] pub optional_uint32: Option<u32>,
    #[tag(4)] pub optional_uint64: Option<u64>,
    #[tag(5, sint)] pub optional_sint32: Option<i32>,
    #[tag(6, sint)] pub optional_sint64: Option<i64>,
    #[tag(7, fixed)] pub optional_fixed32: Option<u32>,
    #[tag(8, fixed)] pub optional_fixed64: Option<u64>,
    #[tag(9, fixed)] pub optional_sfixed32: Option<i32>,
    #[tag(10, fixed)] pub optional_sfixed64: Option<i64>,
    #[tag(11)] pub optional_float: Option<f32>,
    #[tag(12)] pub optional_double: Option<f64>,
    #[tag(13)] pub optional_bool: Option<bool>,
    #[tag(14)] pub optional_string: Option<String>,
    #[tag(15)] pub optional_bytes: Option<Bytes>,
    #[tag(18)] pub optional_nested_message: Option<TestAllTypesProto2NestedMessage>,
    #[tag(19)] pub optional_foreign_message: Option<ForeignMessageProto2>,
    #[tag(21)] pub optional_nested_enum: Option<TestAllTypesProto2NestedEnum>,
    #[tag(22)] pub optional_foreign_enum: Option<ForeignEnumProto2>,
    #[tag(24)] pub optional_string_piece: Option<String>,
    #[tag(25)] pub optional_cord: Option<String>,
    #[tag(27)] pub recursive_message: Option<Box<TestAllTypesProto2>>,
    #[tag(31, unpacked)] pub repeated_int32: Vec<i32>,
    #[tag(32, unpacked)] pub repeated_int64: Vec<i64>,
    #[tag(33, unpacked)] pub repeated_uint32: Vec<u32>,
    #[tag(34, unpacked)] pub repeated_uint64: Vec<u64>,
    #[tag(35, sint, unpacked)] pub repeated_sint32: Vec<i32>,
    #[tag(36, sint, unpacked)] pub repeated_sint64: Vec<i64>,
    #[tag(37, fixed, unpacked)] pub repeated_fixed32: Vec<u32>,
    #[tag(38, fixed, unpacked)] pub repeated_fixed64: Vec<u64>,
    #[tag(39, fixed, unpacked)] pub repeated_sfixed32: Vec<i32>,
    #[tag(40, fixed, unpacked)] pub repeated_sfixed64: Vec<i64>,
    #[tag(41, unpacked)] pub repeated_float: Vec<f32>,
    #[tag(42, unpacked)] pub repeated_double: Vec<f64>,
    #[tag(43, unpacked)] pub repeated_bool: Vec<bool>,
    #[tag(44)] pub repeated_string: Vec<String>,
    #[tag(45)] pub repeated_bytes: Vec<Bytes>,
    #[tag(48)] pub repeated_nested_message: Vec<TestAllTypesProto2NestedMessage>,
    #[tag(49)] pub repeated_foreign_message: Vec<ForeignMessageProto2>,
    #[tag(51, unpacked)] pub repeated_nested_enum: Vec<TestAllTypesProto2NestedEnum>,
    #[tag(52, unpacked)] pub repeated_foreign_enum: Vec<ForeignEnumProto2>,
    #[tag(54)] pub repeated_string_piece: Vec<String>,
    #[tag(55)] pub repeated_cord: Vec<String>,
    #[tag(75)] pub packed_int32: Vec<i32>,
    #[tag(76)] pub packed_int64: Vec<i64>,
    #[tag(77)] pub packed_uint32: Vec<u32>,
    #[tag(78)] pub packed_uint64: Vec<u64>,
    #[tag(79, sint)] pub packed_sint32: Vec<i32>,
    #[tag(80, sint)] pub packed_sint64: Vec<i64>,
    #[tag(81, fixed)] pub packed_fixed32: Vec<u32>,
    #[tag(82, fixed)] pub packed_fixed64: Vec<u64>,
    #[tag(83, fixed)] pub packed_sfixed32: Vec<i32>,
    #[tag(84, fixed)] pub packed_sfixed64: Vec<i64>,
    #[tag(85)] pub packed_float: Vec<f32>,
    #[tag(86)] pub packed_double: Vec<f64>,
    #[tag(87)] pub packed_bool: Vec<bool>,
    #[tag(88)] pub packed_nested_enum: Vec<TestAllTypesProto2NestedEnum>,
    #[tag(89, unpacked)] pub unpacked_int32: Vec<i32>,
    #[tag(90, unpacked)] pub unpacked_int64: Vec<i64>,
    #[tag(91, unpacked)] pub unpacked_uint32: Vec<u32>,
    #[tag(92, unpacked)] pub unpacked_uint64: Vec<u64>,
    #[tag(93, sint, unpacked)] pub unpacked_sint32: Vec<i32>,
    #[tag(94, sint, unpacked)] pub unpacked_sint64: Vec<i64>,
    #[tag(95, fixed, unpacked)] pub unpacked_fixed32: Vec<u32>,
    #[tag(96, fixed, unpacked)] pub unpacked_fixed64: Vec<u64>,
    #[tag(97, fixed, unpacked)] pub unpacked_sfixed32: Vec<i32>,
    #[tag(98, fixed, unpacked)] pub unpacked_sfixed64: Vec<i64>,
    #[tag(99, unpacked)] pub unpacked_float: Vec<f32>,
    #[tag(100, unpacked)] pub unpacked_double: Vec<f64>,
    #[tag(101, unpacked)] pub unpacked_bool: Vec<bool>,
    #[tag(102, unpacked)] pub unpacked_nested_enum: Vec<TestAllTypesProto2NestedEnum>,
    #[tag(56)] pub map_int32_int32: BTreeMap<i32, i32>,
    #[tag(57)] pub map_int64_int64: BTreeMap<i64, i64>,
    #[tag(58)] pub map_uint32_uint32: BTreeMap<u32, u32>,
    #[tag(59)] pub map_uint64_uint64: BTreeMap<u64, u64>,
    #[tag(60, key = sint, value = sint)] pub map_sint32_sint32: BTreeMap<i32, i32>,
    #[tag(61, key = sint, value = sint)] pub map_sint64_sint64: BTreeMap<i64, i64>,
    #[tag(62, key = fixed, value = fixed)] pub map_fixed32_fixed32: BTreeMap<u32, u32>,
    #[tag(63, key = fixed, value = fixed)] pub map_fixed64_fixed64: BTreeMap<u64, u64>,
    #[tag(64, key = fixed, value = fixed)] pub map_sfixed32_sfixed32: BTreeMap<i32, i32>,
    #[tag(65, key = fixed, value = fixed)] pub map_sfixed64_sfixed64: BTreeMap<i64, i64>,
    #[tag(104)] pub map_int32_bool: BTreeMap<i32, bool>,
    #[tag(66)] pub map_int32_float: BTreeMap<i32, f32>,
    #[tag(67)] pub map_int32_double: BTreeMap<i32, f64>,
    #[tag(103)] pub map_int32_nested_message: BTreeMap<i32, TestAllTypesProto2NestedMessage>,
    #[tag(68)] pub map_bool_bool: BTreeMap<bool, bool>,
    #[tag(69)] pub map_string_string: BTreeMap<String, String>,
    #[tag(70)] pub map_string_bytes: BTreeMap<String, Bytes>,
    #[tag(71)] pub map_string_nested_message: BTreeMap<String, TestAllTypesProto2NestedMessage>,
    #[tag(72)] pub map_string_foreign_message: BTreeMap<String, ForeignMessageProto2>,
    #[tag(73)] pub map_string_nested_enum: BTreeMap<String, TestAllTypesProto2NestedEnum>,
    #[tag(74)] pub map_string_foreign_enum: BTreeMap<String, ForeignEnumProto2>,
    #[tag(201, delimited)] pub data: Option<TestAllTypesProto2Data>,
    #[tag(204, delimited)] pub multiwordgroupfield: Option<TestAllTypesProto2MultiWordGroupField>,
    #[tag(241)] pub default_int32: Option<i32>,
    #[tag(242)] pub default_int64: Option<i64>,
    #[tag(243)] pub default_uint32: Option<u32>,
    #[tag(244)] pub default_uint64: Option<u64>,
    #[tag(245, sint)] pub default_sint32: Option<i32>,
    #[tag(246, sint)] pub default_sint64: Option<i64>,
    #[tag(247, fixed)] pub default_fixed32: Option<u32>,
    #[tag(248, fixed)] pub default_fixed64: Option<u64>,
    #[tag(249, fixed)] pub default_sfixed32: Option<i32>,
    #[tag(250, fixed)] pub default_sfixed64: Option<i64>,
    #[tag(251)] pub default_float: Option<f32>,
    #[tag(252)] pub default_double: Option<f64>,
    #[tag(253)] pub default_bool: Option<bool>,
    #[tag(254)] pub default_string: Option<String>,
    #[tag(255)] pub default_bytes: Option<Bytes>,
    #[tag(401)] pub fieldname1: Option<i32>,
    #[tag(402)] pub field_name2: Option<i32>,
    #[tag(403, name = "_field_name3")] pub field_name3: Option<i32>,
    #[tag(404, name = "field__name4_")] pub field_name4: Option<i32>,
    #[tag(405)] pub field0name5: Option<i32>,
    #[tag(406)] pub field_0_name6: Option<i32>,
    #[tag(407, name = "fieldName7")] pub field_name7: Option<i32>,
    #[tag(408, name = "FieldName8")] pub field_name8: Option<i32>,
    #[tag(409, name = "field_Name9")] pub field_name9: Option<i32>,
    #[tag(410, name = "Field_Name10")] pub field_name10: Option<i32>,
    #[tag(411, name = "FIELD_NAME11")] pub field_name11: Option<i32>,
    #[tag(412, name = "FIELD_name12")] pub field_name12: Option<i32>,
    #[tag(413, name = "__field_name13")] pub field_name13: Option<i32>,
    #[tag(414, name = "__Field_name14")] pub field_name14: Option<i32>,
    #[tag(415, name = "field__name15")] pub field_name15: Option<i32>,
    #[tag(416, name = "field__Name16")] pub field_name16: Option<i32>,
    #[tag(417, name = "field_name17__")] pub field_name17: Option<i32>,
    #[tag(418, name = "Field_name18__")] pub field_name18: Option<i32>,
    #[tag(500)] pub message_set_correct: Option<TestAllTypesProto2MessageSetCorrect>,
    #[oneof] pub oneof_field: Option<TestAllTypesProto2OneofField>,
    #[unknown] pub unknown: UnknownFields,
}

#[derive(Clone, Debug, PartialEq, Oneof)]
pub enum TestAllTypesProto2OneofField {
    #[tag(111, name = "oneof_uint32")] Uint32(u32),
    #[tag(112, name = "oneof_nested_message")] NestedMessage(TestAllTypesProto2NestedMessage),
    #[tag(113, name = "oneof_string")] String(String),
    #[tag(114, name = "oneof_bytes")] Bytes(Bytes),
    #[tag(115, name = "oneof_bool")] Bool(bool),
    #[tag(116, name = "oneof_uint64")] Uint64(u64),
    #[tag(117, name = "oneof_float")] Float(f32),
    #[tag(118, name = "oneof_double")] Double(f64),
    #[tag(119, name = "oneof_enum")] Enum(TestAllTypesProto2NestedEnum),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Enumeration)]
#[enumeration(name = "TestAllTypesProto2.NestedEnum", closed)]
pub enum TestAllTypesProto2NestedEnum {
    #[enumeration(name = "FOO")] Foo = 0,
    #[enumeration(name = "BAR")] Bar = 1,
    #[enumeration(name = "BAZ")] Baz = 2,
    #[enumeration(name = "NEG")] Neg = -1,
}

#[derive(Clone, Debug, Default, PartialEq, Message)]
#[message(name = "TestAllTypesProto2.NestedMessage")]
pub struct TestAllTypesProto2NestedMessage {
    #[tag(1)] pub a: Option<i32>,
    #[tag(2)] pub corecursive: Option<Box<TestAllTypesProto2>>,
    #[unknown] pub unknown: UnknownFields,
}

#[derive(Clone, Debug, Default, PartialEq, Message)]
#[message(name = "TestAllTypesProto2.Data")]
pub struct TestAllTypesProto2Data {
    #[tag(202)] pub group_int32: Option<i32>,
    #[tag(203)] pub group_uint32: Option<u32>,
    #[unknown] pub unknown: UnknownFields,
}

#[derive(Clone, Debug, Default, PartialEq, Message)]
#[message(name = "TestAllTypesProto2.MultiWordGroupField")]
pub struct TestAllTypesProto2MultiWordGroupField {
    #[tag(205)] pub group_int32: Option<i32>,
    #[tag(206)] pub group_uint32: Option<u32>,
    #[unknown] pub unknown: UnknownFields,
}

#[derive(Clone, Debug, Default, PartialEq, Message)]
#[message(name = "TestAllTypesProto2.MessageSetCorrect")]
pub struct TestAllTypesProto2MessageSetCorrect {
    #[unknown] pub unknown: UnknownFields,
}

#[derive(Clone, Debug, Default, PartialEq, Message)]
#[message(name = "TestAllTypesProto2.MessageSetCorrectExtension1")]
pub struct TestAllTypesProto2MessageSetCorrectExtension1 {
    #[tag(25)] pub str: Option<String>,
    #[unknown] pub unknown: UnknownFields,
}

#[derive(Clone, Debug, Default, PartialEq, Message)]
#[message(name = "TestAllTypesProto2.MessageSetCorrectExtension2")]
pub struct TestAllTypesProto2MessageSetCorrectExtension2 {
    #[tag(9)] pub i: Option<i32>,
    #[unknown] pub unknown: UnknownFields,
}

#[derive(Clone, Debug, Default, PartialEq, Message)]
#[message(name = "TestAllTypesProto2.ExtensionWithOneof")]
pub struct TestAllTypesProto2ExtensionWithOneof {
    #[oneof] pub oneof_field: Option<TestAllTypesProto2ExtensionWithOneofOneofField>,
    #[unknown] pub unknown: UnknownFields,
}

#[derive(Clone, Debug, PartialEq, Oneof)]
pub enum TestAllTypesProto2ExtensionWithOneofOneofField {
    #[tag(1, name = "a")] A(i32),
    #[tag(2, name = "b")] B(i32),
}

#[derive(Clone, Debug, Default, PartialEq, Message)]
#[message(name = "ForeignMessageProto2")]
pub struct ForeignMessageProto2 {
    #[tag(1)] pub c: Option<i32>,
    #[unknown] pub unknown: UnknownFields,
}

#[derive(Clone, Debug, Default, PartialEq, Message)]
#[message(name = "UnknownToTestAllTypes")]
pub struct UnknownToTestAllTypes {
    #[tag(1001)] pub optional_int32: Option<i32>,
    #[tag(1002)] pub optional_string: Option<String>,
    #[tag(1003)] pub nested_message: Option<ForeignMessageProto2>,
    #[tag(1004, delimited)] pub optionalgroup: Option<UnknownToTestAllTypesOptionalGroup>,
    #[tag(1006)] pub optional_bool: Option<bool>,
    #[tag(1011, unpacked)] pub repeated_int32: Vec<i32>,
    #[unknown] pub unknown: UnknownFields,
}

#[derive(Clone, Debug, Default, PartialEq, Message)]
#[message(name = "UnknownToTestAllTypes.OptionalGroup")]
pub struct UnknownToTestAllTypesOptionalGroup {
    #[tag(1)] pub a: Option<i32>,
    #[unknown] pub unknown: UnknownFields,
}

#[derive(Clone, Debug, Default, PartialEq, Message)]
#[message(name = "NullHypothesisProto2")]
pub struct NullHypothesisProto2 {
    #[unknown] pub unknown: UnknownFields,
}

#[derive(Clone, Debug, Default, PartialEq, Message)]
#[message(name = "EnumOnlyProto2")]
pub struct EnumOnlyProto2 {
    #[unknown] pub unknown: UnknownFields,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Enumeration)]
#[enumeration(name = "EnumOnlyProto2.Bool", closed)]
pub enum EnumOnlyProto2Bool {
    #[enumeration(name = "kFalse")] Kfalse = 0,
    #[enumeration(name = "kTrue")] Ktrue = 1,
}

#[derive(Clone, Debug, Default, PartialEq, Message)]
#[message(name = "OneStringProto2")]
pub struct OneStringProto2 {
    #[tag(1)] pub data: Option<String>,
    #[unknown] pub unknown: UnknownFields,
}

#[derive(Clone, Debug, Default, PartialEq, Message)]
#[message(name = "ProtoWithKeywords")]
pub struct ProtoWithKeywords {
    #[tag(1)] pub r#inline: Option<i32>,
    #[tag(2)] pub concept: Option<String>,
    #[tag(3)] pub requires: Vec<String>,
    #[unknown] pub unknown: UnknownFields,
}

#[derive(Clone, Debug, Default, PartialEq, Message)]
#[message(name = "TestLargeOneof")]
pub struct TestLargeOneof {
    #[oneof] pub large_oneof: Option<TestLargeOneofLargeOneof>,
    #[unknown] pub unknown: UnknownFields,
}

#[derive(Clone, Debug, PartialEq, Oneof)]
pub enum TestLargeOneofLargeOneof {
    #[tag(1, name = "a1")] A1(TestLargeOneofA1),
    #[tag(2, name = "a2")] A2(TestLargeOneofA2),
    #[tag(3, name = "a3")] A3(TestLargeOneofA3),
    #[tag(4, name = "a4")] A4(TestLargeOneofA4),
    #[tag(5, name = "a5")] A5(TestLargeOneofA5),
}

#[derive(Clone, Debug, Default, PartialEq, Message)]
#[message(name = "TestLargeOneof.A1")]
pub struct TestLargeOneofA1 {
    #[unknown] pub unknown: UnknownFields,
}

#[derive(Clone, Debug, Default, PartialEq, Message)]
#[message(name = "TestLargeOneof.A2")]
pub struct TestLargeOneofA2 {
    #[unknown] pub unknown: UnknownFields,
}

#[derive(Clone, Debug, Default, PartialEq, Message)]
#[message(name = "TestLargeOneof.A3")]
pub struct TestLargeOneofA3 {
    #[unknown] pub unknown: UnknownFields,
}

#[derive(Clone, Debug, Default, PartialEq, Message)]
#[message(name = "TestLargeOneof.A4")]
pub struct TestLargeOneofA4 {
    #[unknown] pub unknown: UnknownFields,
}

#[derive(Clone, Debug, Default, PartialEq, Message)]
#[message(name = "TestLargeOneof.A5")]
pub struct TestLargeOneofA5 {
    #[unknown] pub unknown: UnknownFields,
}
