#![allow(missing_docs, clippy::all, unreachable_pub)]
strait::package!("protobuf_test_messages.editions");
use std::collections::BTreeMap;
use bytes::Bytes;
use strait::{Enumeration, Message, Oneof, Open, UnknownFields, well_known};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Enumeration)]
#[enumeration(name = "ForeignEnumEdition2023")]
pub enum ForeignEnumEdition2023 {
    #[enumeration(name = "FOREIGN_FOO")] ForeignFoo = 0,
    #[enumeration(name = "FOREIGN_BAR")] ForeignBar = 1,
    #[enumeration(name = "FOREIGN_BAZ")] ForeignBaz = 2,
}

#[derive(Clone, Debug, Default, PartialEq, Message)]
#[message(name = "ComplexMessage")]
pub struct ComplexMessage {
    #[tag(1)] pub d: Option<i32>,
    #[unknown] pub unknown: UnknownFields,
}

#[derive(Clone, Debug, Default, PartialEq, Message)]
#[message(name = "TestAllTypesEdition2023")]
pub struct TestAllTypesEdition2023 {
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
    #[tag(18)] pub optional_nested_message: Option<TestAllTypesEdition2023NestedMessage>,
    #[tag(19)] pub optional_foreign_message: Option<ForeignMessageEdition2023>,
    #[tag(21)] pub optional_nested_enum: Option<Open<TestAllTypesEdition2023NestedEnum>>,
    #[tag(22)] pub optional_foreign_enum: Option<Open<ForeignEnumEdition2023>>,
    #[tag(24)] pub optional_string_piece: Option<String>,
    #[tag(25)] pub optional_cord: Option<String>,
    #[tag(27)] pub recursive_message: Option<Box<TestAllTypesEdition2023>>,
    #[tag(31)] pub repeated_int32: Vec<i32>,
    #[tag(32)] pub repeated_int64: Vec<i64>,
    #[tag(33)] pub repeated_uint32: Vec<u32>,
    #[tag(34)] pub repeated_uint64: Vec<u64>,
    #[tag(35, sint)] pub repeated_sint32: Vec<i32>,
    #[tag(36, sint)] pub repeated_sint64: Vec<i64>,
    #[tag(37, fixed)] pub repeated_fixed32: Vec<u32>,
    #[tag(38, fixed)] pub repeated_fixed64: Vec<u64>,
    #[tag(39, fixed)] pub repeated_sfixed32: Vec<i32>,
    #[tag(40, fixed)] pub repeated_sfixed64: Vec<i64>,
    #[tag(41)] pub repeated_float: Vec<f32>,
    #[tag(42)] pub repeated_double: Vec<f64>,
    #[tag(43)] pub repeated_bool: Vec<bool>,
    #[tag(44)] pub repeated_string: Vec<String>,
    #[tag(45)] pub repeated_bytes: Vec<Bytes>,
    #[tag(48)] pub repeated_nested_message: Vec<TestAllTypesEdition2023NestedMessage>,
    #[tag(49)] pub repeated_foreign_message: Vec<ForeignMessageEdition2023>,
    #[tag(51)] pub repeated_nested_enum: Vec<Open<TestAllTypesEdition2023NestedEnum>>,
    #[tag(52)] pub repeated_foreign_enum: Vec<Open<ForeignEnumEdition2023>>,
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
    #[tag(88)] pub packed_nested_enum: Vec<Open<TestAllTypesEdition2023NestedEnum>>,
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
    #[tag(102, unpacked)] pub unpacked_nested_enum: Vec<Open<TestAllTypesEdition2023NestedEnum>>,
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
    #[tag(66)] pub map_int32_float: BTreeMap<i32, f32>,
    #[tag(67)] pub map_int32_double: BTreeMap<i32, f64>,
    #[tag(68)] pub map_bool_bool: BTreeMap<bool, bool>,
    #[tag(69)] pub map_string_string: BTreeMap<String, String>,
    #[tag(70)] pub map_string_bytes: BTreeMap<String, Bytes>,
    #[tag(71)] pub map_string_nested_message: BTreeMap<String, TestAllTypesEdition2023NestedMessage>,
    #[tag(72)] pub map_string_foreign_message: BTreeMap<String, ForeignMessageEdition2023>,
    #[tag(73)] pub map_string_nested_enum: BTreeMap<String, Open<TestAllTypesEdition2023NestedEnum>>,
    #[tag(74)] pub map_string_foreign_enum: BTreeMap<String, Open<ForeignEnumEdition2023>>,
    #[tag(201, delimited)] pub groupliketype: Option<TestAllTypesEdition2023GroupLikeType>,
    #[tag(202, delimited)] pub delimited_field: Option<TestAllTypesEdition2023GroupLikeType>,
    #[oneof] pub oneof_field: Option<TestAllTypesEdition2023OneofField>,
    #[unknown] pub unknown: UnknownFields,
}

#[derive(Clone, Debug, PartialEq, Oneof)]
pub enum TestAllTypesEdition2023OneofField {
    #[tag(111, name = "oneof_uint32")] Uint32(u32),
    #[tag(112, name = "oneof_nested_message")] NestedMessage(TestAllTypesEdition2023NestedMessage),
    #[tag(113, name = "oneof_string")] String(String),
    #[tag(114, name = "oneof_bytes")] Bytes(Bytes),
    #[tag(115, name = "oneof_bool")] Bool(bool),
    #[tag(116, name = "oneof_uint64")] Uint64(u64),
    #[tag(117, name = "oneof_float")] Float(f32),
    #[tag(118, name = "oneof_double")] Double(f64),
    #[tag(119, name = "oneof_enum")] Enum(Open<TestAllTypesEdition2023NestedEnum>),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Enumeration)]
#[enumeration(name = "TestAllTypesEdition2023.NestedEnum")]
pub enum TestAllTypesEdition2023NestedEnum {
    #[enumeration(name = "FOO")] Foo = 0,
    #[enumeration(name = "BAR")] Bar = 1,
    #[enumeration(name = "BAZ")] Baz = 2,
    #[enumeration(name = "NEG")] Neg = -1,
}

#[derive(Clone, Debug, Default, PartialEq, Message)]
#[message(name = "TestAllTypesEdition2023.NestedMessage")]
pub struct TestAllTypesEdition2023NestedMessage {
    #[tag(1)] pub a: Option<i32>,
    #[tag(2)] pub corecursive: Option<Box<TestAllTypesEdition2023>>,
    #[unknown] pub unknown: UnknownFields,
}

#[derive(Clone, Debug, Default, PartialEq, Message)]
#[message(name = "TestAllTypesEdition2023.GroupLikeType")]
pub struct TestAllTypesEdition2023GroupLikeType {
    #[tag(202)] pub group_int32: Option<i32>,
    #[tag(203)] pub group_uint32: Option<u32>,
    #[unknown] pub unknown: UnknownFields,
}

#[derive(Clone, Debug, Default, PartialEq, Message)]
#[message(name = "ForeignMessageEdition2023")]
pub struct ForeignMessageEdition2023 {
    #[tag(1)] pub c: Option<i32>,
    #[unknown] pub unknown: UnknownFields,
}

#[derive(Clone, Debug, Default, PartialEq, Message)]
#[message(name = "GroupLikeType")]
pub struct GroupLikeType {
    #[tag(1)] pub c: Option<i32>,
    #[unknown] pub unknown: UnknownFields,
}
