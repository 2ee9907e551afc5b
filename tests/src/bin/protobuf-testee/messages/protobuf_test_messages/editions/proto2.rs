// clang-format off
// Protocol Buffers - Google's data interchange format
// Copyright 2008 Google Inc.  All rights reserved.
//
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file or at
// https://developers.google.com/open-source/licenses/bsd
//
// Test schema for proto2 messages.  This test schema is used by:
//
// - conformance tests

// LINT: ALLOW_GROUPS

// This is the default, but we specify it here explicitly.

#![allow(clippy::enum_variant_names, reason = "as the schema has it")]
#![allow(clippy::large_enum_variant, reason = "as the schema has it")]

use std::collections::BTreeMap;

use strait::{Bytes, Enumeration, Message, UnknownFields};

strait::package!(
    "protobuf_test_messages.editions.proto2",
    edition = "2023",
    option("java_package = \"com.google.protobuf_test_messages.editions.proto2\""),
    option("optimize_for = SPEED"),
    option("cc_enable_arenas = true"),
    option("objc_class_prefix = \"EditionsProto2\""),
    option("features.utf8_validation = NONE")
);

/// This proto includes every type of field in both singular and repeated
/// forms.
///
/// Also, crucially, all messages and enums in this file are eventually
/// submessages of this message.  So for example, a fuzz test of TestAllTypes
/// could trigger bugs that occur in any message type in this file.  We verify
/// this stays true in a unit test.
#[derive(Clone, Debug, Default, PartialEq, Message)]
#[message(reserved(1000..=9999, 999999, "reserved_field"), extensions(120..=200))]
pub struct TestAllTypesProto2 {
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
    pub optional_nested_message: Option<Box<test_all_types_proto2::NestedMessage>>,
    #[tag(19)]
    pub optional_foreign_message: Option<ForeignMessageProto2>,
    #[tag(21)]
    pub optional_nested_enum: Option<test_all_types_proto2::NestedEnum>,
    #[tag(22)]
    pub optional_foreign_enum: Option<ForeignEnumProto2>,
    #[tag(24, option("ctype = STRING_PIECE"))]
    pub optional_string_piece: Option<String>,
    #[tag(25, option("ctype = CORD"))]
    pub optional_cord: Option<String>,
    #[tag(27)]
    pub recursive_message: Option<Box<TestAllTypesProto2>>,
    /// Repeated
    #[tag(31, unpacked)]
    pub repeated_int32: Vec<i32>,
    #[tag(32, unpacked)]
    pub repeated_int64: Vec<i64>,
    #[tag(33, unpacked)]
    pub repeated_uint32: Vec<u32>,
    #[tag(34, unpacked)]
    pub repeated_uint64: Vec<u64>,
    #[tag(35, sint, unpacked)]
    pub repeated_sint32: Vec<i32>,
    #[tag(36, sint, unpacked)]
    pub repeated_sint64: Vec<i64>,
    #[tag(37, fixed, unpacked)]
    pub repeated_fixed32: Vec<u32>,
    #[tag(38, fixed, unpacked)]
    pub repeated_fixed64: Vec<u64>,
    #[tag(39, fixed, unpacked)]
    pub repeated_sfixed32: Vec<i32>,
    #[tag(40, fixed, unpacked)]
    pub repeated_sfixed64: Vec<i64>,
    #[tag(41, unpacked)]
    pub repeated_float: Vec<f32>,
    #[tag(42, unpacked)]
    pub repeated_double: Vec<f64>,
    #[tag(43, unpacked)]
    pub repeated_bool: Vec<bool>,
    #[tag(44)]
    pub repeated_string: Vec<String>,
    #[tag(45)]
    pub repeated_bytes: Vec<Bytes>,
    #[tag(48)]
    pub repeated_nested_message: Vec<test_all_types_proto2::NestedMessage>,
    #[tag(49)]
    pub repeated_foreign_message: Vec<ForeignMessageProto2>,
    #[tag(51, unpacked)]
    pub repeated_nested_enum: Vec<test_all_types_proto2::NestedEnum>,
    #[tag(52, unpacked)]
    pub repeated_foreign_enum: Vec<ForeignEnumProto2>,
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
    pub packed_nested_enum: Vec<test_all_types_proto2::NestedEnum>,
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
    pub unpacked_nested_enum: Vec<test_all_types_proto2::NestedEnum>,
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
    #[tag(104)]
    pub map_int32_bool: BTreeMap<i32, bool>,
    #[tag(66)]
    pub map_int32_float: BTreeMap<i32, f32>,
    #[tag(67)]
    pub map_int32_double: BTreeMap<i32, f64>,
    #[tag(103)]
    pub map_int32_nested_message: BTreeMap<i32, test_all_types_proto2::NestedMessage>,
    #[tag(68)]
    pub map_bool_bool: BTreeMap<bool, bool>,
    #[tag(69)]
    pub map_string_string: BTreeMap<String, String>,
    #[tag(70)]
    pub map_string_bytes: BTreeMap<String, Bytes>,
    #[tag(71)]
    pub map_string_nested_message: BTreeMap<String, test_all_types_proto2::NestedMessage>,
    #[tag(72)]
    pub map_string_foreign_message: BTreeMap<String, ForeignMessageProto2>,
    #[tag(73)]
    pub map_string_nested_enum: BTreeMap<String, test_all_types_proto2::NestedEnum>,
    #[tag(74)]
    pub map_string_foreign_enum: BTreeMap<String, ForeignEnumProto2>,
    #[oneof]
    pub oneof_field: Option<test_all_types_proto2::OneofField>,
    #[tag(201, delimited)]
    pub data: Option<test_all_types_proto2::Data>,
    #[tag(204, delimited)]
    pub multiwordgroupfield: Option<test_all_types_proto2::MultiWordGroupField>,
    /// default values
    #[tag(241, default = -123456789)]
    pub default_int32: Option<i32>,
    #[tag(242, default = -9123456789123456789)]
    pub default_int64: Option<i64>,
    #[tag(243, default = 2123456789)]
    pub default_uint32: Option<u32>,
    #[tag(244, default = 10123456789123456789)]
    pub default_uint64: Option<u64>,
    #[tag(245, sint, default = -123456789)]
    pub default_sint32: Option<i32>,
    #[tag(246, sint, default = -9123456789123456789)]
    pub default_sint64: Option<i64>,
    #[tag(247, fixed, default = 2123456789)]
    pub default_fixed32: Option<u32>,
    #[tag(248, fixed, default = 10123456789123456789)]
    pub default_fixed64: Option<u64>,
    #[tag(249, fixed, default = -123456789)]
    pub default_sfixed32: Option<i32>,
    #[tag(250, fixed, default = -9123456789123456789)]
    pub default_sfixed64: Option<i64>,
    #[tag(251, default = 9000000000.0)]
    pub default_float: Option<f32>,
    #[tag(252, default = 7e22)]
    pub default_double: Option<f64>,
    #[tag(253, default = true)]
    pub default_bool: Option<bool>,
    #[tag(254, default = "Rosebud")]
    pub default_string: Option<String>,
    #[tag(255, default = b"joshua")]
    pub default_bytes: Option<Bytes>,
    /// Test field-name-to-JSON-name convention.
    /// (protobuf says names can be any valid C/C++ identifier.)
    #[tag(401)]
    pub fieldname1: Option<i32>,
    #[tag(402)]
    pub field_name2: Option<i32>,
    #[tag(403)]
    pub _field_name3: Option<i32>,
    #[tag(404, name = "field__name4_")]
    pub field_name4_: Option<i32>,
    #[tag(405)]
    pub field0name5: Option<i32>,
    #[tag(406)]
    pub field_0_name6: Option<i32>,
    #[tag(407, name = "fieldName7")]
    pub field_name7: Option<i32>,
    #[tag(408, name = "FieldName8")]
    pub field_name8: Option<i32>,
    #[tag(409, name = "field_Name9")]
    pub field_name9: Option<i32>,
    #[tag(410, name = "Field_Name10")]
    pub field_name10: Option<i32>,
    #[tag(411, name = "FIELD_NAME11")]
    pub field_name11: Option<i32>,
    #[tag(412, name = "FIELD_name12")]
    pub field_name12: Option<i32>,
    #[tag(413, name = "__field_name13")]
    pub _field_name13: Option<i32>,
    #[tag(414, name = "__Field_name14")]
    pub _field_name14: Option<i32>,
    #[tag(415, name = "field__name15")]
    pub field_name15: Option<i32>,
    #[tag(416, name = "field__Name16")]
    pub field_name16: Option<i32>,
    #[tag(417, name = "field_name17__")]
    pub field_name17_: Option<i32>,
    #[tag(418, name = "Field_name18__")]
    pub field_name18_: Option<i32>,
    #[tag(500)]
    pub message_set_correct: Option<test_all_types_proto2::MessageSetCorrect>,
    /// Fields that this version of the message does not know.
    #[unknown]
    pub unknown: UnknownFields,
}

/// What [`TestAllTypesProto2`] is made of.
pub mod test_all_types_proto2 {
    use strait::{Bytes, Enumeration, Message, Oneof, UnknownFields};

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
        OneofEnum(NestedEnum),
    }

    #[derive(Clone, Debug, Default, PartialEq, Message)]
    #[message(name = "TestAllTypesProto2.NestedMessage", within = super::TestAllTypesProto2)]
    pub struct NestedMessage {
        #[tag(1)]
        pub a: Option<i32>,
        #[tag(2)]
        pub corecursive: Option<Box<super::TestAllTypesProto2>>,
        /// Fields that this version of the message does not know.
        #[unknown]
        pub unknown: UnknownFields,
    }

    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Enumeration)]
    #[enumeration(name = "TestAllTypesProto2.NestedEnum", within = super::TestAllTypesProto2, closed)]
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
    #[message(name = "TestAllTypesProto2.Data", within = super::TestAllTypesProto2)]
    pub struct Data {
        #[tag(202)]
        pub group_int32: Option<i32>,
        #[tag(203)]
        pub group_uint32: Option<u32>,
        /// Fields that this version of the message does not know.
        #[unknown]
        pub unknown: UnknownFields,
    }

    #[derive(Clone, Debug, Default, PartialEq, Message)]
    #[message(name = "TestAllTypesProto2.MultiWordGroupField", within = super::TestAllTypesProto2)]
    pub struct MultiWordGroupField {
        #[tag(205)]
        pub group_int32: Option<i32>,
        #[tag(206)]
        pub group_uint32: Option<u32>,
        /// Fields that this version of the message does not know.
        #[unknown]
        pub unknown: UnknownFields,
    }

    /// message_set test case.
    #[derive(Clone, Debug, Default, PartialEq, Message)]
    #[message(name = "TestAllTypesProto2.MessageSetCorrect", within = super::TestAllTypesProto2, extensions(4..=536870911))]
    pub struct MessageSetCorrect {
        /// Fields that this version of the message does not know.
        #[unknown]
        pub unknown: UnknownFields,
    }

    #[derive(Clone, Debug, Default, PartialEq, Message)]
    #[message(name = "TestAllTypesProto2.MessageSetCorrectExtension1", within = super::TestAllTypesProto2)]
    pub struct MessageSetCorrectExtension1 {
        #[tag(25)]
        pub str: Option<String>,
        /// Fields that this version of the message does not know.
        #[unknown]
        pub unknown: UnknownFields,
    }

    #[derive(Clone, Debug, Default, PartialEq, Message)]
    #[message(name = "TestAllTypesProto2.MessageSetCorrectExtension2", within = super::TestAllTypesProto2)]
    pub struct MessageSetCorrectExtension2 {
        #[tag(9)]
        pub i: Option<i32>,
        /// Fields that this version of the message does not know.
        #[unknown]
        pub unknown: UnknownFields,
    }

    #[derive(Clone, Debug, Default, PartialEq, Message)]
    #[message(name = "TestAllTypesProto2.ExtensionWithOneof", within = super::TestAllTypesProto2)]
    pub struct ExtensionWithOneof {
        #[oneof]
        pub oneof_field: Option<extension_with_oneof::OneofField>,
        /// Fields that this version of the message does not know.
        #[unknown]
        pub unknown: UnknownFields,
    }

    /// What [`ExtensionWithOneof`] is made of.
    pub mod extension_with_oneof {
        use strait::Oneof;

        #[derive(Clone, Debug, PartialEq, Oneof)]
        pub enum OneofField {
            #[tag(1)]
            A(i32),
            #[tag(2)]
            B(i32),
        }
    }
}

#[derive(Clone, Debug, Default, PartialEq, Message)]
pub struct ForeignMessageProto2 {
    #[tag(1)]
    pub c: Option<i32>,
    /// Fields that this version of the message does not know.
    #[unknown]
    pub unknown: UnknownFields,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Enumeration)]
#[enumeration(closed)]
pub enum ForeignEnumProto2 {
    #[default]
    #[enumeration(name = "FOREIGN_FOO")]
    ForeignFoo = 0,
    #[enumeration(name = "FOREIGN_BAR")]
    ForeignBar = 1,
    #[enumeration(name = "FOREIGN_BAZ")]
    ForeignBaz = 2,
}

#[derive(Clone, Debug, Default, PartialEq, Message)]
pub struct GroupField {
    #[tag(122)]
    pub group_int32: Option<i32>,
    #[tag(123)]
    pub group_uint32: Option<u32>,
    /// Fields that this version of the message does not know.
    #[unknown]
    pub unknown: UnknownFields,
}

#[derive(Clone, Debug, Default, PartialEq, Message)]
pub struct UnknownToTestAllTypes {
    #[tag(1001)]
    pub optional_int32: Option<i32>,
    #[tag(1002)]
    pub optional_string: Option<String>,
    #[tag(1003)]
    pub nested_message: Option<ForeignMessageProto2>,
    #[tag(1004, delimited)]
    pub optionalgroup: Option<unknown_to_test_all_types::OptionalGroup>,
    #[tag(1006)]
    pub optional_bool: Option<bool>,
    #[tag(1011, unpacked)]
    pub repeated_int32: Vec<i32>,
    /// Fields that this version of the message does not know.
    #[unknown]
    pub unknown: UnknownFields,
}

/// What [`UnknownToTestAllTypes`] is made of.
pub mod unknown_to_test_all_types {
    use strait::{Message, UnknownFields};

    #[derive(Clone, Debug, Default, PartialEq, Message)]
    #[message(name = "UnknownToTestAllTypes.OptionalGroup", within = super::UnknownToTestAllTypes)]
    pub struct OptionalGroup {
        #[tag(1)]
        pub a: Option<i32>,
        /// Fields that this version of the message does not know.
        #[unknown]
        pub unknown: UnknownFields,
    }
}

#[derive(Clone, Debug, Default, PartialEq, Message)]
pub struct NullHypothesisProto2 {
    /// Fields that this version of the message does not know.
    #[unknown]
    pub unknown: UnknownFields,
}

#[derive(Clone, Debug, Default, PartialEq, Message)]
pub struct EnumOnlyProto2 {
    /// Fields that this version of the message does not know.
    #[unknown]
    pub unknown: UnknownFields,
}

/// What [`EnumOnlyProto2`] is made of.
pub mod enum_only_proto2 {
    use strait::Enumeration;

    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Enumeration)]
    #[enumeration(name = "EnumOnlyProto2.Bool", within = super::EnumOnlyProto2, closed)]
    pub enum Bool {
        #[default]
        #[enumeration(name = "kFalse")]
        KFalse = 0,
        #[enumeration(name = "kTrue")]
        KTrue = 1,
    }
}

#[derive(Clone, Debug, Default, PartialEq, Message)]
pub struct OneStringProto2 {
    #[tag(1)]
    pub data: Option<String>,
    /// Fields that this version of the message does not know.
    #[unknown]
    pub unknown: UnknownFields,
}

#[derive(Clone, Debug, Default, PartialEq, Message)]
pub struct ProtoWithKeywords {
    #[tag(1)]
    pub inline: Option<i32>,
    #[tag(2)]
    pub concept: Option<String>,
    #[tag(3)]
    pub requires: Vec<String>,
    /// Fields that this version of the message does not know.
    #[unknown]
    pub unknown: UnknownFields,
}

#[derive(Clone, Debug, Default, PartialEq, Message)]
#[message(reserved(1000..=9999), extensions(120..=200))]
pub struct TestAllRequiredTypesProto2 {
    /// Singular
    #[tag(1)]
    #[required(legacy)]
    pub required_int32: Option<i32>,
    #[tag(2)]
    #[required(legacy)]
    pub required_int64: Option<i64>,
    #[tag(3)]
    #[required(legacy)]
    pub required_uint32: Option<u32>,
    #[tag(4)]
    #[required(legacy)]
    pub required_uint64: Option<u64>,
    #[tag(5, sint)]
    #[required(legacy)]
    pub required_sint32: Option<i32>,
    #[tag(6, sint)]
    #[required(legacy)]
    pub required_sint64: Option<i64>,
    #[tag(7, fixed)]
    #[required(legacy)]
    pub required_fixed32: Option<u32>,
    #[tag(8, fixed)]
    #[required(legacy)]
    pub required_fixed64: Option<u64>,
    #[tag(9, fixed)]
    #[required(legacy)]
    pub required_sfixed32: Option<i32>,
    #[tag(10, fixed)]
    #[required(legacy)]
    pub required_sfixed64: Option<i64>,
    #[tag(11)]
    #[required(legacy)]
    pub required_float: Option<f32>,
    #[tag(12)]
    #[required(legacy)]
    pub required_double: Option<f64>,
    #[tag(13)]
    #[required(legacy)]
    pub required_bool: Option<bool>,
    #[tag(14)]
    #[required(legacy)]
    pub required_string: Option<String>,
    #[tag(15)]
    #[required(legacy)]
    pub required_bytes: Option<Bytes>,
    #[tag(18)]
    #[required(legacy)]
    pub required_nested_message: Option<Box<test_all_required_types_proto2::NestedMessage>>,
    #[tag(19)]
    #[required(legacy)]
    pub required_foreign_message: Option<ForeignMessageProto2>,
    #[tag(21)]
    #[required(legacy)]
    pub required_nested_enum: Option<test_all_required_types_proto2::NestedEnum>,
    #[tag(22)]
    #[required(legacy)]
    pub required_foreign_enum: Option<ForeignEnumProto2>,
    #[tag(24, option("ctype = STRING_PIECE"))]
    #[required(legacy)]
    pub required_string_piece: Option<String>,
    #[tag(25, option("ctype = CORD"))]
    #[required(legacy)]
    pub required_cord: Option<String>,
    #[tag(27)]
    #[required(legacy)]
    pub recursive_message: Option<Box<TestAllRequiredTypesProto2>>,
    #[tag(28)]
    pub optional_recursive_message: Option<Box<TestAllRequiredTypesProto2>>,
    #[tag(201, delimited)]
    #[required(legacy)]
    pub data: Option<test_all_required_types_proto2::Data>,
    /// default values
    #[tag(241, default = -123456789)]
    #[required(legacy)]
    pub default_int32: Option<i32>,
    #[tag(242, default = -9123456789123456789)]
    #[required(legacy)]
    pub default_int64: Option<i64>,
    #[tag(243, default = 2123456789)]
    #[required(legacy)]
    pub default_uint32: Option<u32>,
    #[tag(244, default = 10123456789123456789)]
    #[required(legacy)]
    pub default_uint64: Option<u64>,
    #[tag(245, sint, default = -123456789)]
    #[required(legacy)]
    pub default_sint32: Option<i32>,
    #[tag(246, sint, default = -9123456789123456789)]
    #[required(legacy)]
    pub default_sint64: Option<i64>,
    #[tag(247, fixed, default = 2123456789)]
    #[required(legacy)]
    pub default_fixed32: Option<u32>,
    #[tag(248, fixed, default = 10123456789123456789)]
    #[required(legacy)]
    pub default_fixed64: Option<u64>,
    #[tag(249, fixed, default = -123456789)]
    #[required(legacy)]
    pub default_sfixed32: Option<i32>,
    #[tag(250, fixed, default = -9123456789123456789)]
    #[required(legacy)]
    pub default_sfixed64: Option<i64>,
    #[tag(251, default = 9000000000.0)]
    #[required(legacy)]
    pub default_float: Option<f32>,
    #[tag(252, default = 7e22)]
    #[required(legacy)]
    pub default_double: Option<f64>,
    #[tag(253, default = true)]
    #[required(legacy)]
    pub default_bool: Option<bool>,
    #[tag(254, default = "Rosebud")]
    #[required(legacy)]
    pub default_string: Option<String>,
    #[tag(255, default = b"joshua")]
    #[required(legacy)]
    pub default_bytes: Option<Bytes>,
    /// Fields that this version of the message does not know.
    #[unknown]
    pub unknown: UnknownFields,
}

/// What [`TestAllRequiredTypesProto2`] is made of.
pub mod test_all_required_types_proto2 {
    use strait::{Enumeration, Message, UnknownFields};

    #[derive(Clone, Debug, Default, PartialEq, Message)]
    #[message(name = "TestAllRequiredTypesProto2.NestedMessage", within = super::TestAllRequiredTypesProto2)]
    pub struct NestedMessage {
        #[tag(1)]
        #[required(legacy)]
        pub a: Option<i32>,
        #[tag(2)]
        #[required(legacy)]
        pub corecursive: Option<Box<super::TestAllRequiredTypesProto2>>,
        #[tag(3)]
        pub optional_corecursive: Option<Box<super::TestAllRequiredTypesProto2>>,
        /// Fields that this version of the message does not know.
        #[unknown]
        pub unknown: UnknownFields,
    }

    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Enumeration)]
    #[enumeration(name = "TestAllRequiredTypesProto2.NestedEnum", within = super::TestAllRequiredTypesProto2, closed)]
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
    #[message(name = "TestAllRequiredTypesProto2.Data", within = super::TestAllRequiredTypesProto2)]
    pub struct Data {
        #[tag(202)]
        #[required(legacy)]
        pub group_int32: Option<i32>,
        #[tag(203)]
        #[required(legacy)]
        pub group_uint32: Option<u32>,
        /// Fields that this version of the message does not know.
        #[unknown]
        pub unknown: UnknownFields,
    }

    /// message_set test case.
    #[derive(Clone, Debug, Default, PartialEq, Message)]
    #[message(name = "TestAllRequiredTypesProto2.MessageSetCorrect", within = super::TestAllRequiredTypesProto2, extensions(4..=536870911))]
    pub struct MessageSetCorrect {
        /// Fields that this version of the message does not know.
        #[unknown]
        pub unknown: UnknownFields,
    }

    #[derive(Clone, Debug, Default, PartialEq, Message)]
    #[message(name = "TestAllRequiredTypesProto2.MessageSetCorrectExtension1", within = super::TestAllRequiredTypesProto2)]
    pub struct MessageSetCorrectExtension1 {
        #[tag(25)]
        #[required(legacy)]
        pub str: Option<String>,
        /// Fields that this version of the message does not know.
        #[unknown]
        pub unknown: UnknownFields,
    }

    #[derive(Clone, Debug, Default, PartialEq, Message)]
    #[message(name = "TestAllRequiredTypesProto2.MessageSetCorrectExtension2", within = super::TestAllRequiredTypesProto2)]
    pub struct MessageSetCorrectExtension2 {
        #[tag(9)]
        #[required(legacy)]
        pub i: Option<i32>,
        /// Fields that this version of the message does not know.
        #[unknown]
        pub unknown: UnknownFields,
    }
}

#[derive(Clone, Debug, Default, PartialEq, Message)]
pub struct TestLargeOneof {
    #[oneof]
    pub large_oneof: Option<test_large_oneof::LargeOneof>,
    /// Fields that this version of the message does not know.
    #[unknown]
    pub unknown: UnknownFields,
}

/// What [`TestLargeOneof`] is made of.
pub mod test_large_oneof {
    use strait::{Message, Oneof, UnknownFields};

    #[derive(Clone, Debug, PartialEq, Oneof)]
    pub enum LargeOneof {
        #[tag(1)]
        A1(A1),
        #[tag(2)]
        A2(A2),
        #[tag(3)]
        A3(A3),
        #[tag(4)]
        A4(A4),
        #[tag(5)]
        A5(A5),
    }

    #[derive(Clone, Debug, Default, PartialEq, Message)]
    #[message(name = "TestLargeOneof.A1", within = super::TestLargeOneof)]
    pub struct A1 {
        /// Fields that this version of the message does not know.
        #[unknown]
        pub unknown: UnknownFields,
    }

    #[derive(Clone, Debug, Default, PartialEq, Message)]
    #[message(name = "TestLargeOneof.A2", within = super::TestLargeOneof)]
    pub struct A2 {
        /// Fields that this version of the message does not know.
        #[unknown]
        pub unknown: UnknownFields,
    }

    #[derive(Clone, Debug, Default, PartialEq, Message)]
    #[message(name = "TestLargeOneof.A3", within = super::TestLargeOneof)]
    pub struct A3 {
        /// Fields that this version of the message does not know.
        #[unknown]
        pub unknown: UnknownFields,
    }

    #[derive(Clone, Debug, Default, PartialEq, Message)]
    #[message(name = "TestLargeOneof.A4", within = super::TestLargeOneof)]
    pub struct A4 {
        /// Fields that this version of the message does not know.
        #[unknown]
        pub unknown: UnknownFields,
    }

    #[derive(Clone, Debug, Default, PartialEq, Message)]
    #[message(name = "TestLargeOneof.A5", within = super::TestLargeOneof)]
    pub struct A5 {
        /// Fields that this version of the message does not know.
        #[unknown]
        pub unknown: UnknownFields,
    }
}
