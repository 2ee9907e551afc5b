// clang-format off
// Protocol Buffers - Google's data interchange format
// Copyright 2008 Google Inc.  All rights reserved.
//
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file or at
// https://developers.google.com/open-source/licenses/bsd
//
// Test schema for proto3 messages.  This test schema is used by:
//
// - benchmarks
// - fuzz tests
// - conformance tests

// This is the default, but we specify it here explicitly.

#![allow(rustdoc::all, reason = "as the schema has it")]
#![allow(clippy::doc_lazy_continuation, reason = "as the schema has it")]
#![allow(clippy::doc_overindented_list_items, reason = "as the schema has it")]
#![allow(clippy::enum_variant_names, reason = "as the schema has it")]
#![allow(clippy::large_enum_variant, reason = "as the schema has it")]

use std::collections::BTreeMap;

use strait::{Bytes, Enumeration, Message, Open, UnknownFields, well_known};

strait::package!(
    "protobuf_test_messages.editions.proto3",
    edition = "2023",
    option("java_package = \"com.google.protobuf_test_messages.editions.proto3\""),
    option("optimize_for = SPEED"),
    option("cc_enable_arenas = true"),
    option("objc_class_prefix = \"EditionsProto3\"")
);

/// This proto includes every type of field in both singular and repeated
/// forms.
///
/// Also, crucially, all messages and enums in this file are eventually
/// submessages of this message.  So for example, a fuzz test of TestAllTypes
/// could trigger bugs that occur in any message type in this file.  We verify
/// this stays true in a unit test.
#[derive(Clone, Debug, Default, PartialEq, Message)]
#[message(reserved(501..=510, 999999, "reserved_field"))]
pub struct TestAllTypesProto3 {
    /// Singular
    /// test [kotlin] comment
    #[tag(1)]
    pub optional_int32: i32,
    #[tag(2)]
    pub optional_int64: i64,
    #[tag(3)]
    pub optional_uint32: u32,
    #[tag(4)]
    pub optional_uint64: u64,
    #[tag(5, sint)]
    pub optional_sint32: i32,
    #[tag(6, sint)]
    pub optional_sint64: i64,
    #[tag(7, fixed)]
    pub optional_fixed32: u32,
    #[tag(8, fixed)]
    pub optional_fixed64: u64,
    #[tag(9, fixed)]
    pub optional_sfixed32: i32,
    #[tag(10, fixed)]
    pub optional_sfixed64: i64,
    #[tag(11)]
    pub optional_float: f32,
    #[tag(12)]
    pub optional_double: f64,
    #[tag(13)]
    pub optional_bool: bool,
    #[tag(14)]
    pub optional_string: String,
    #[tag(15)]
    pub optional_bytes: Bytes,
    #[tag(18)]
    pub optional_nested_message: Option<Box<test_all_types_proto3::NestedMessage>>,
    #[tag(19)]
    pub optional_foreign_message: Option<ForeignMessage>,
    #[tag(21)]
    pub optional_nested_enum: Open<test_all_types_proto3::NestedEnum>,
    #[tag(22)]
    pub optional_foreign_enum: Open<ForeignEnum>,
    #[tag(23)]
    pub optional_aliased_enum: Open<test_all_types_proto3::AliasedEnum>,
    #[tag(24, option("ctype = STRING_PIECE"))]
    pub optional_string_piece: String,
    #[tag(25, option("ctype = CORD"))]
    pub optional_cord: String,
    #[tag(27)]
    pub recursive_message: Option<Box<TestAllTypesProto3>>,
    /// Repeated
    #[tag(31)]
    pub repeated_int32: Vec<i32>,
    #[tag(32)]
    pub repeated_int64: Vec<i64>,
    #[tag(33)]
    pub repeated_uint32: Vec<u32>,
    #[tag(34)]
    pub repeated_uint64: Vec<u64>,
    #[tag(35, sint)]
    pub repeated_sint32: Vec<i32>,
    #[tag(36, sint)]
    pub repeated_sint64: Vec<i64>,
    #[tag(37, fixed)]
    pub repeated_fixed32: Vec<u32>,
    #[tag(38, fixed)]
    pub repeated_fixed64: Vec<u64>,
    #[tag(39, fixed)]
    pub repeated_sfixed32: Vec<i32>,
    #[tag(40, fixed)]
    pub repeated_sfixed64: Vec<i64>,
    #[tag(41)]
    pub repeated_float: Vec<f32>,
    #[tag(42)]
    pub repeated_double: Vec<f64>,
    #[tag(43)]
    pub repeated_bool: Vec<bool>,
    #[tag(44)]
    pub repeated_string: Vec<String>,
    #[tag(45)]
    pub repeated_bytes: Vec<Bytes>,
    #[tag(48)]
    pub repeated_nested_message: Vec<test_all_types_proto3::NestedMessage>,
    #[tag(49)]
    pub repeated_foreign_message: Vec<ForeignMessage>,
    #[tag(51)]
    pub repeated_nested_enum: Vec<Open<test_all_types_proto3::NestedEnum>>,
    #[tag(52)]
    pub repeated_foreign_enum: Vec<Open<ForeignEnum>>,
    #[tag(54, option("ctype = STRING_PIECE"))]
    pub repeated_string_piece: Vec<String>,
    #[tag(55, option("ctype = CORD"))]
    pub repeated_cord: Vec<String>,
    /// Packed
    #[tag(75)]
    pub packed_int32: Vec<i32>,
    #[tag(76)]
    pub packed_int64: Vec<i64>,
    #[tag(77)]
    pub packed_uint32: Vec<u32>,
    #[tag(78)]
    pub packed_uint64: Vec<u64>,
    #[tag(79, sint)]
    pub packed_sint32: Vec<i32>,
    #[tag(80, sint)]
    pub packed_sint64: Vec<i64>,
    #[tag(81, fixed)]
    pub packed_fixed32: Vec<u32>,
    #[tag(82, fixed)]
    pub packed_fixed64: Vec<u64>,
    #[tag(83, fixed)]
    pub packed_sfixed32: Vec<i32>,
    #[tag(84, fixed)]
    pub packed_sfixed64: Vec<i64>,
    #[tag(85)]
    pub packed_float: Vec<f32>,
    #[tag(86)]
    pub packed_double: Vec<f64>,
    #[tag(87)]
    pub packed_bool: Vec<bool>,
    #[tag(88)]
    pub packed_nested_enum: Vec<Open<test_all_types_proto3::NestedEnum>>,
    /// Unpacked
    #[tag(89, unpacked)]
    pub unpacked_int32: Vec<i32>,
    #[tag(90, unpacked)]
    pub unpacked_int64: Vec<i64>,
    #[tag(91, unpacked)]
    pub unpacked_uint32: Vec<u32>,
    #[tag(92, unpacked)]
    pub unpacked_uint64: Vec<u64>,
    #[tag(93, sint, unpacked)]
    pub unpacked_sint32: Vec<i32>,
    #[tag(94, sint, unpacked)]
    pub unpacked_sint64: Vec<i64>,
    #[tag(95, fixed, unpacked)]
    pub unpacked_fixed32: Vec<u32>,
    #[tag(96, fixed, unpacked)]
    pub unpacked_fixed64: Vec<u64>,
    #[tag(97, fixed, unpacked)]
    pub unpacked_sfixed32: Vec<i32>,
    #[tag(98, fixed, unpacked)]
    pub unpacked_sfixed64: Vec<i64>,
    #[tag(99, unpacked)]
    pub unpacked_float: Vec<f32>,
    #[tag(100, unpacked)]
    pub unpacked_double: Vec<f64>,
    #[tag(101, unpacked)]
    pub unpacked_bool: Vec<bool>,
    #[tag(102, unpacked)]
    pub unpacked_nested_enum: Vec<Open<test_all_types_proto3::NestedEnum>>,
    /// Map
    #[tag(56)]
    pub map_int32_int32: BTreeMap<i32, i32>,
    #[tag(57)]
    pub map_int64_int64: BTreeMap<i64, i64>,
    #[tag(58)]
    pub map_uint32_uint32: BTreeMap<u32, u32>,
    #[tag(59)]
    pub map_uint64_uint64: BTreeMap<u64, u64>,
    #[tag(60, key = sint, value = sint)]
    pub map_sint32_sint32: BTreeMap<i32, i32>,
    #[tag(61, key = sint, value = sint)]
    pub map_sint64_sint64: BTreeMap<i64, i64>,
    #[tag(62, key = fixed, value = fixed)]
    pub map_fixed32_fixed32: BTreeMap<u32, u32>,
    #[tag(63, key = fixed, value = fixed)]
    pub map_fixed64_fixed64: BTreeMap<u64, u64>,
    #[tag(64, key = fixed, value = fixed)]
    pub map_sfixed32_sfixed32: BTreeMap<i32, i32>,
    #[tag(65, key = fixed, value = fixed)]
    pub map_sfixed64_sfixed64: BTreeMap<i64, i64>,
    #[tag(66)]
    pub map_int32_float: BTreeMap<i32, f32>,
    #[tag(67)]
    pub map_int32_double: BTreeMap<i32, f64>,
    #[tag(68)]
    pub map_bool_bool: BTreeMap<bool, bool>,
    #[tag(69)]
    pub map_string_string: BTreeMap<String, String>,
    #[tag(70)]
    pub map_string_bytes: BTreeMap<String, Bytes>,
    #[tag(71)]
    pub map_string_nested_message: BTreeMap<String, test_all_types_proto3::NestedMessage>,
    #[tag(72)]
    pub map_string_foreign_message: BTreeMap<String, ForeignMessage>,
    #[tag(73)]
    pub map_string_nested_enum: BTreeMap<String, Open<test_all_types_proto3::NestedEnum>>,
    #[tag(74)]
    pub map_string_foreign_enum: BTreeMap<String, Open<ForeignEnum>>,
    #[oneof]
    pub oneof_field: Option<test_all_types_proto3::OneofField>,
    /// Well-known types
    #[tag(201, wrapper)]
    pub optional_bool_wrapper: Option<bool>,
    #[tag(202, wrapper)]
    pub optional_int32_wrapper: Option<i32>,
    #[tag(203, wrapper)]
    pub optional_int64_wrapper: Option<i64>,
    #[tag(204, wrapper)]
    pub optional_uint32_wrapper: Option<u32>,
    #[tag(205, wrapper)]
    pub optional_uint64_wrapper: Option<u64>,
    #[tag(206, wrapper)]
    pub optional_float_wrapper: Option<f32>,
    #[tag(207, wrapper)]
    pub optional_double_wrapper: Option<f64>,
    #[tag(208, wrapper)]
    pub optional_string_wrapper: Option<String>,
    #[tag(209, wrapper)]
    pub optional_bytes_wrapper: Option<Bytes>,
    #[tag(211)]
    pub repeated_bool_wrapper: Vec<well_known::BoolValue>,
    #[tag(212)]
    pub repeated_int32_wrapper: Vec<well_known::Int32Value>,
    #[tag(213)]
    pub repeated_int64_wrapper: Vec<well_known::Int64Value>,
    #[tag(214)]
    pub repeated_uint32_wrapper: Vec<well_known::UInt32Value>,
    #[tag(215)]
    pub repeated_uint64_wrapper: Vec<well_known::UInt64Value>,
    #[tag(216)]
    pub repeated_float_wrapper: Vec<well_known::FloatValue>,
    #[tag(217)]
    pub repeated_double_wrapper: Vec<well_known::DoubleValue>,
    #[tag(218)]
    pub repeated_string_wrapper: Vec<well_known::StringValue>,
    #[tag(219)]
    pub repeated_bytes_wrapper: Vec<well_known::BytesValue>,
    #[tag(301)]
    pub optional_duration: Option<well_known::Duration>,
    #[tag(302)]
    pub optional_timestamp: Option<well_known::Timestamp>,
    #[tag(303)]
    pub optional_field_mask: Option<well_known::FieldMask>,
    #[tag(304)]
    pub optional_struct: Option<well_known::Struct>,
    #[tag(305)]
    pub optional_any: Option<well_known::Any>,
    #[tag(306)]
    pub optional_value: Option<well_known::Value>,
    #[tag(307)]
    pub optional_null_value: Open<well_known::NullValue>,
    #[tag(311)]
    pub repeated_duration: Vec<well_known::Duration>,
    #[tag(312)]
    pub repeated_timestamp: Vec<well_known::Timestamp>,
    #[tag(313)]
    pub repeated_fieldmask: Vec<well_known::FieldMask>,
    #[tag(324)]
    pub repeated_struct: Vec<well_known::Struct>,
    #[tag(315)]
    pub repeated_any: Vec<well_known::Any>,
    #[tag(316)]
    pub repeated_value: Vec<well_known::Value>,
    #[tag(317)]
    pub repeated_list_value: Vec<well_known::ListValue>,
    /// Test field-name-to-JSON-name convention.
    /// (protobuf says names can be any valid C/C++ identifier.)
    #[tag(401)]
    pub fieldname1: i32,
    #[tag(402)]
    pub field_name2: i32,
    #[tag(403)]
    pub _field_name3: i32,
    #[tag(404, name = "field__name4_")]
    pub field_name4_: i32,
    #[tag(405)]
    pub field0name5: i32,
    #[tag(406)]
    pub field_0_name6: i32,
    #[tag(407, name = "fieldName7")]
    pub field_name7: i32,
    #[tag(408, name = "FieldName8")]
    pub field_name8: i32,
    #[tag(409, name = "field_Name9")]
    pub field_name9: i32,
    #[tag(410, name = "Field_Name10")]
    pub field_name10: i32,
    #[tag(411, name = "FIELD_NAME11")]
    pub field_name11: i32,
    #[tag(412, name = "FIELD_name12")]
    pub field_name12: i32,
    #[tag(413, name = "__field_name13")]
    pub _field_name13: i32,
    #[tag(414, name = "__Field_name14")]
    pub _field_name14: i32,
    #[tag(415, name = "field__name15")]
    pub field_name15: i32,
    #[tag(416, name = "field__Name16")]
    pub field_name16: i32,
    #[tag(417, name = "field_name17__")]
    pub field_name17_: i32,
    #[tag(418, name = "Field_name18__")]
    pub field_name18_: i32,
    /// Fields that this version of the message does not know.
    #[unknown]
    pub unknown: UnknownFields,
}

/// What [`TestAllTypesProto3`] is made of.
pub mod test_all_types_proto3 {
    use strait::{Bytes, Enumeration, Message, Oneof, Open, UnknownFields, well_known};

    #[derive(Clone, Debug, PartialEq, Oneof)]
    pub enum OneofField {
        #[tag(111)]
        OneofUint32(u32),
        #[tag(112)]
        OneofNestedMessage(Box<NestedMessage>),
        #[tag(113)]
        OneofString(String),
        #[tag(114)]
        OneofBytes(Bytes),
        #[tag(115)]
        OneofBool(bool),
        #[tag(116)]
        OneofUint64(u64),
        #[tag(117)]
        OneofFloat(f32),
        #[tag(118)]
        OneofDouble(f64),
        #[tag(119)]
        OneofEnum(Open<NestedEnum>),
        #[tag(120)]
        OneofNullValue(Open<well_known::NullValue>),
    }

    #[derive(Clone, Debug, Default, PartialEq, Message)]
    #[message(name = "TestAllTypesProto3.NestedMessage", within = super::TestAllTypesProto3)]
    pub struct NestedMessage {
        #[tag(1)]
        pub a: i32,
        #[tag(2)]
        pub corecursive: Option<Box<super::TestAllTypesProto3>>,
        /// Fields that this version of the message does not know.
        #[unknown]
        pub unknown: UnknownFields,
    }

    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Enumeration)]
    #[enumeration(name = "TestAllTypesProto3.NestedEnum", within = super::TestAllTypesProto3)]
    pub enum NestedEnum {
        #[default]
        #[enumeration(name = "FOO")]
        Foo = 0,
        #[enumeration(name = "BAR")]
        Bar = 1,
        #[enumeration(name = "BAZ")]
        Baz = 2,
        /// Intentionally negative.
        #[enumeration(name = "NEG")]
        Neg = -1,
    }

    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Enumeration)]
    #[enumeration(name = "TestAllTypesProto3.AliasedEnum", within = super::TestAllTypesProto3)]
    pub enum AliasedEnum {
        #[default]
        #[enumeration(name = "ALIAS_FOO")]
        AliasFoo = 0,
        #[enumeration(name = "ALIAS_BAR")]
        AliasBar = 1,
        #[enumeration(name = "ALIAS_BAZ")]
        #[enumeration(alias("MOO"))]
        #[enumeration(alias("moo"))]
        #[enumeration(alias("bAz"))]
        AliasBaz = 2,
    }
}

#[derive(Clone, Debug, Default, PartialEq, Message)]
pub struct ForeignMessage {
    #[tag(1)]
    pub c: i32,
    /// Fields that this version of the message does not know.
    #[unknown]
    pub unknown: UnknownFields,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Enumeration)]
pub enum ForeignEnum {
    #[default]
    #[enumeration(name = "FOREIGN_FOO")]
    ForeignFoo = 0,
    #[enumeration(name = "FOREIGN_BAR")]
    ForeignBar = 1,
    #[enumeration(name = "FOREIGN_BAZ")]
    ForeignBaz = 2,
}

#[derive(Clone, Debug, Default, PartialEq, Message)]
pub struct NullHypothesisProto3 {
    /// Fields that this version of the message does not know.
    #[unknown]
    pub unknown: UnknownFields,
}

#[derive(Clone, Debug, Default, PartialEq, Message)]
pub struct EnumOnlyProto3 {
    /// Fields that this version of the message does not know.
    #[unknown]
    pub unknown: UnknownFields,
}

/// What [`EnumOnlyProto3`] is made of.
pub mod enum_only_proto3 {
    use strait::Enumeration;

    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Enumeration)]
    #[enumeration(name = "EnumOnlyProto3.Bool", within = super::EnumOnlyProto3)]
    pub enum Bool {
        #[default]
        #[enumeration(name = "kFalse")]
        KFalse = 0,
        #[enumeration(name = "kTrue")]
        KTrue = 1,
    }
}
