// Protocol Buffers - Google's data interchange format
// Copyright 2024 Google Inc.  All rights reserved.
//
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file or at
// https://developers.google.com/open-source/licenses/bsd

#![allow(clippy::enum_variant_names, reason = "as the schema has it")]
#![allow(clippy::large_enum_variant, reason = "as the schema has it")]

pub mod proto2;
pub mod proto3;

use std::collections::BTreeMap;

use strait::{Bytes, Enumeration, Message, Open, UnknownFields};

strait::package!(
    "protobuf_test_messages.editions",
    edition = "2023",
    option("java_package = \"com.google.protobuf_test_messages.edition2023\""),
    option("java_multiple_files = true"),
    option("objc_class_prefix = \"Editions\"")
);

#[derive(Clone, Debug, Default, PartialEq, Message)]
pub struct ComplexMessage {
    #[tag(1)]
    pub d: Option<i32>,
    /// Fields that this version of the message does not know.
    #[unknown]
    pub unknown: UnknownFields,
}

#[derive(Clone, Debug, Default, PartialEq, Message)]
#[message(extensions(120..=200))]
pub struct TestAllTypesEdition2023 {
    /// Singular
    #[tag(1)]
    pub optional_int32: Option<i32>,
    #[tag(2)]
    pub optional_int64: Option<i64>,
    #[tag(3)]
    pub optional_uint32: Option<u32>,
    #[tag(4)]
    pub optional_uint64: Option<u64>,
    #[tag(5, sint)]
    pub optional_sint32: Option<i32>,
    #[tag(6, sint)]
    pub optional_sint64: Option<i64>,
    #[tag(7, fixed)]
    pub optional_fixed32: Option<u32>,
    #[tag(8, fixed)]
    pub optional_fixed64: Option<u64>,
    #[tag(9, fixed)]
    pub optional_sfixed32: Option<i32>,
    #[tag(10, fixed)]
    pub optional_sfixed64: Option<i64>,
    #[tag(11)]
    pub optional_float: Option<f32>,
    #[tag(12)]
    pub optional_double: Option<f64>,
    #[tag(13)]
    pub optional_bool: Option<bool>,
    #[tag(14)]
    pub optional_string: Option<String>,
    #[tag(15)]
    pub optional_bytes: Option<Bytes>,
    #[tag(18)]
    pub optional_nested_message: Option<Box<test_all_types_edition2023::NestedMessage>>,
    #[tag(19)]
    pub optional_foreign_message: Option<ForeignMessageEdition2023>,
    #[tag(21)]
    pub optional_nested_enum: Option<Open<test_all_types_edition2023::NestedEnum>>,
    #[tag(22)]
    pub optional_foreign_enum: Option<Open<ForeignEnumEdition2023>>,
    #[tag(24, option("ctype = STRING_PIECE"))]
    pub optional_string_piece: Option<String>,
    #[tag(25, option("ctype = CORD"))]
    pub optional_cord: Option<String>,
    #[tag(27)]
    pub recursive_message: Option<Box<TestAllTypesEdition2023>>,
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
    pub repeated_nested_message: Vec<test_all_types_edition2023::NestedMessage>,
    #[tag(49)]
    pub repeated_foreign_message: Vec<ForeignMessageEdition2023>,
    #[tag(51)]
    pub repeated_nested_enum: Vec<Open<test_all_types_edition2023::NestedEnum>>,
    #[tag(52)]
    pub repeated_foreign_enum: Vec<Open<ForeignEnumEdition2023>>,
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
    pub packed_nested_enum: Vec<Open<test_all_types_edition2023::NestedEnum>>,
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
    pub unpacked_nested_enum: Vec<Open<test_all_types_edition2023::NestedEnum>>,
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
    pub map_string_nested_message: BTreeMap<String, test_all_types_edition2023::NestedMessage>,
    #[tag(72)]
    pub map_string_foreign_message: BTreeMap<String, ForeignMessageEdition2023>,
    #[tag(73)]
    pub map_string_nested_enum: BTreeMap<String, Open<test_all_types_edition2023::NestedEnum>>,
    #[tag(74)]
    pub map_string_foreign_enum: BTreeMap<String, Open<ForeignEnumEdition2023>>,
    #[oneof]
    pub oneof_field: Option<test_all_types_edition2023::OneofField>,
    #[tag(201, delimited)]
    pub groupliketype: Option<test_all_types_edition2023::GroupLikeType>,
    #[tag(202, delimited)]
    pub delimited_field: Option<test_all_types_edition2023::GroupLikeType>,
    /// Fields that this version of the message does not know.
    #[unknown]
    pub unknown: UnknownFields,
}

/// What [`TestAllTypesEdition2023`] is made of.
pub mod test_all_types_edition2023 {
    use strait::{Bytes, Enumeration, Message, Oneof, Open, UnknownFields};

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
    }

    #[derive(Clone, Debug, Default, PartialEq, Message)]
    #[message(name = "TestAllTypesEdition2023.NestedMessage", within = super::TestAllTypesEdition2023)]
    pub struct NestedMessage {
        #[tag(1)]
        pub a: Option<i32>,
        #[tag(2)]
        pub corecursive: Option<Box<super::TestAllTypesEdition2023>>,
        /// Fields that this version of the message does not know.
        #[unknown]
        pub unknown: UnknownFields,
    }

    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Enumeration)]
    #[enumeration(name = "TestAllTypesEdition2023.NestedEnum", within = super::TestAllTypesEdition2023)]
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

    /// groups
    #[derive(Clone, Debug, Default, PartialEq, Message)]
    #[message(name = "TestAllTypesEdition2023.GroupLikeType", within = super::TestAllTypesEdition2023)]
    pub struct GroupLikeType {
        #[tag(202)]
        pub group_int32: Option<i32>,
        #[tag(203)]
        pub group_uint32: Option<u32>,
        /// Fields that this version of the message does not know.
        #[unknown]
        pub unknown: UnknownFields,
    }
}

#[derive(Clone, Debug, Default, PartialEq, Message)]
pub struct ForeignMessageEdition2023 {
    #[tag(1)]
    pub c: Option<i32>,
    /// Fields that this version of the message does not know.
    #[unknown]
    pub unknown: UnknownFields,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Enumeration)]
pub enum ForeignEnumEdition2023 {
    #[default]
    #[enumeration(name = "FOREIGN_FOO")]
    ForeignFoo = 0,
    #[enumeration(name = "FOREIGN_BAR")]
    ForeignBar = 1,
    #[enumeration(name = "FOREIGN_BAZ")]
    ForeignBaz = 2,
}

#[derive(Clone, Debug, Default, PartialEq, Message)]
pub struct GroupLikeType {
    #[tag(1)]
    pub c: Option<i32>,
    /// Fields that this version of the message does not know.
    #[unknown]
    pub unknown: UnknownFields,
}
