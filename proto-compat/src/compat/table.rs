//! All rules, with the categories that buf has them in.

use super::{
    Check, enumeration, field, field_type, file, language, meaning, message, package, pair::Pair,
    service,
};
use crate::{finding::Rule, rules::Report};

const fn check(
    id: &'static str,
    categories: &'static [&'static str],
    purpose: &'static str,
    ask: fn(&Pair<'_>, &mut Report<'_>),
) -> Check {
    Check { rule: Rule { id, categories, purpose }, ask }
}

/// Generated code in some language changes, file by file.
const FILE: &[&str] = &["FILE"];
/// Generated code in some language changes, wherever in a package it stands.
const PACKAGE: &[&str] = &["PACKAGE"];
const FILE_PACKAGE: &[&str] = &["FILE", "PACKAGE"];
/// As well, JSON is read otherwise.
const FILE_PACKAGE_JSON: &[&str] = &["FILE", "PACKAGE", "WIRE_JSON"];
/// As well, bytes are read otherwise.
const ALL: &[&str] = &["FILE", "PACKAGE", "WIRE_JSON", "WIRE"];
/// What a stricter rule forbids is allowed under conditions.
const WIRE_JSON: &[&str] = &["WIRE_JSON"];
const WIRE_JSON_WIRE: &[&str] = &["WIRE_JSON", "WIRE"];
const WIRE: &[&str] = &["WIRE"];
/// What buf has not.
const STRAIT: &[&str] = &["STRAIT"];

pub(super) static CHECKS: &[Check] = &[
    check("EXTENSION_NO_DELETE", FILE, "an extension stays in its file", file::extension_no_delete),
    check("SERVICE_NO_DELETE", FILE, "a service stays in its file", file::service_no_delete),
    check("ENUM_NO_DELETE", FILE, "an enum stays in its file", file::enum_no_delete),
    check("FILE_NO_DELETE", FILE, "a file stays where others import it", file::file_no_delete),
    check("MESSAGE_NO_DELETE", FILE, "a message stays in its file", file::message_no_delete),
    check("ENUM_SAME_TYPE", FILE_PACKAGE, "an enum stays open or closed", enumeration::same_type),
    check(
        "FIELD_SAME_CARDINALITY",
        FILE_PACKAGE,
        "a field keeps its presence, and stays singular, repeated or a map",
        field::same_cardinality,
    ),
    check(
        "FIELD_SAME_CPP_STRING_TYPE",
        FILE_PACKAGE,
        "a field keeps its string type in C++",
        language::same_cpp_string_type,
    ),
    check(
        "FIELD_SAME_JAVA_UTF8_VALIDATION",
        FILE_PACKAGE,
        "Java goes on checking the UTF-8 of a string, or not",
        language::same_java_utf8_validation,
    ),
    check(
        "FIELD_SAME_JSTYPE",
        FILE_PACKAGE,
        "a 64-bit field keeps its type in JavaScript",
        language::same_jstype,
    ),
    check(
        "FIELD_SAME_UTF8_VALIDATION",
        FILE_PACKAGE,
        "the UTF-8 of a string is checked as before",
        language::same_utf8_validation,
    ),
    check(
        "FILE_SAME_CC_ENABLE_ARENAS",
        FILE_PACKAGE,
        "a file keeps its cc_enable_arenas",
        file::same_cc_enable_arenas,
    ),
    check(
        "FILE_SAME_CC_GENERIC_SERVICES",
        FILE_PACKAGE,
        "a file keeps its cc_generic_services",
        file::same_cc_generic_services,
    ),
    check(
        "FILE_SAME_CSHARP_NAMESPACE",
        FILE_PACKAGE,
        "a file keeps its csharp_namespace",
        file::same_csharp_namespace,
    ),
    check(
        "FILE_SAME_GO_PACKAGE",
        FILE_PACKAGE,
        "a file keeps its go_package",
        file::same_go_package,
    ),
    check(
        "FILE_SAME_JAVA_GENERIC_SERVICES",
        FILE_PACKAGE,
        "a file keeps its java_generic_services",
        file::same_java_generic_services,
    ),
    check(
        "FILE_SAME_JAVA_MULTIPLE_FILES",
        FILE_PACKAGE,
        "a file keeps its java_multiple_files",
        file::same_java_multiple_files,
    ),
    check(
        "FILE_SAME_JAVA_OUTER_CLASSNAME",
        FILE_PACKAGE,
        "a file keeps its java_outer_classname",
        file::same_java_outer_classname,
    ),
    check(
        "FILE_SAME_JAVA_PACKAGE",
        FILE_PACKAGE,
        "a file keeps its java_package",
        file::same_java_package,
    ),
    check(
        "FILE_SAME_OBJC_CLASS_PREFIX",
        FILE_PACKAGE,
        "a file keeps its objc_class_prefix",
        file::same_objc_class_prefix,
    ),
    check(
        "FILE_SAME_OPTIMIZE_FOR",
        FILE_PACKAGE,
        "a file keeps its optimize_for",
        file::same_optimize_for,
    ),
    check(
        "FILE_SAME_PHP_CLASS_PREFIX",
        FILE_PACKAGE,
        "a file keeps its php_class_prefix",
        file::same_php_class_prefix,
    ),
    check(
        "FILE_SAME_PHP_METADATA_NAMESPACE",
        FILE_PACKAGE,
        "a file keeps its php_metadata_namespace",
        file::same_php_metadata_namespace,
    ),
    check(
        "FILE_SAME_PHP_NAMESPACE",
        FILE_PACKAGE,
        "a file keeps its php_namespace",
        file::same_php_namespace,
    ),
    check(
        "FILE_SAME_PY_GENERIC_SERVICES",
        FILE_PACKAGE,
        "a file keeps its py_generic_services",
        file::same_py_generic_services,
    ),
    check(
        "FILE_SAME_RUBY_PACKAGE",
        FILE_PACKAGE,
        "a file keeps its ruby_package",
        file::same_ruby_package,
    ),
    check(
        "FILE_SAME_SWIFT_PREFIX",
        FILE_PACKAGE,
        "a file keeps its swift_prefix",
        file::same_swift_prefix,
    ),
    check("RPC_NO_DELETE", FILE_PACKAGE, "a method stays in its service", service::rpc_no_delete),
    check(
        "ENUM_VALUE_NO_DELETE",
        FILE_PACKAGE,
        "an enum keeps its values",
        enumeration::value_no_delete,
    ),
    check(
        "EXTENSION_MESSAGE_NO_DELETE",
        FILE_PACKAGE,
        "a message keeps its extension ranges",
        message::extension_range_no_delete,
    ),
    check("FIELD_NO_DELETE", FILE_PACKAGE, "a message keeps its fields", message::field_no_delete),
    check("FIELD_SAME_TYPE", FILE_PACKAGE, "a field keeps its type", field_type::same_type),
    check("FILE_SAME_SYNTAX", FILE_PACKAGE, "a file keeps its syntax", file::same_syntax),
    check(
        "MESSAGE_NO_REMOVE_STANDARD_DESCRIPTOR_ACCESSOR",
        FILE_PACKAGE,
        "a message keeps its accessor `descriptor`",
        message::no_remove_standard_descriptor_accessor,
    ),
    check("ONEOF_NO_DELETE", FILE_PACKAGE, "a message keeps its oneofs", message::oneof_no_delete),
    check(
        "ENUM_SAME_JSON_FORMAT",
        FILE_PACKAGE_JSON,
        "an enum keeps its JSON format",
        enumeration::same_json_format,
    ),
    check(
        "ENUM_VALUE_SAME_NAME",
        FILE_PACKAGE_JSON,
        "an enum value keeps its names",
        enumeration::value_same_name,
    ),
    check(
        "FIELD_SAME_JSON_NAME",
        FILE_PACKAGE_JSON,
        "a field keeps its name in JSON",
        field::same_json_name,
    ),
    check("FIELD_SAME_NAME", FILE_PACKAGE_JSON, "a field keeps its name", field::same_name),
    check(
        "MESSAGE_SAME_JSON_FORMAT",
        FILE_PACKAGE_JSON,
        "a message keeps its JSON format",
        message::same_json_format,
    ),
    check("FIELD_SAME_DEFAULT", ALL, "a field keeps its default value", field::same_default),
    check("FIELD_SAME_ONEOF", ALL, "a field stays in its oneof, or outside", field::same_oneof),
    check("FILE_SAME_PACKAGE", ALL, "a file keeps its package", file::same_package),
    check(
        "MESSAGE_SAME_REQUIRED_FIELDS",
        ALL,
        "required fields are neither added nor removed",
        message::same_required_fields,
    ),
    check(
        "RESERVED_ENUM_NO_DELETE",
        ALL,
        "what an enum reserves stays reserved",
        enumeration::reserved_no_delete,
    ),
    check(
        "RESERVED_MESSAGE_NO_DELETE",
        ALL,
        "what a message reserves stays reserved",
        message::reserved_no_delete,
    ),
    check(
        "RPC_SAME_CLIENT_STREAMING",
        ALL,
        "the requests of a method stay one or a stream",
        service::same_client_streaming,
    ),
    check(
        "RPC_SAME_IDEMPOTENCY_LEVEL",
        ALL,
        "a method keeps its idempotency level",
        service::same_idempotency_level,
    ),
    check(
        "RPC_SAME_REQUEST_TYPE",
        ALL,
        "a method keeps its request type",
        service::same_request_type,
    ),
    check(
        "RPC_SAME_RESPONSE_TYPE",
        ALL,
        "a method keeps its response type",
        service::same_response_type,
    ),
    check(
        "RPC_SAME_SERVER_STREAMING",
        ALL,
        "the responses of a method stay one or a stream",
        service::same_server_streaming,
    ),
    check(
        "PACKAGE_ENUM_NO_DELETE",
        PACKAGE,
        "an enum stays in its package",
        package::enum_no_delete,
    ),
    check(
        "PACKAGE_EXTENSION_NO_DELETE",
        PACKAGE,
        "an extension stays in its package",
        package::extension_no_delete,
    ),
    check(
        "PACKAGE_MESSAGE_NO_DELETE",
        PACKAGE,
        "a message stays in its package",
        package::message_no_delete,
    ),
    check("PACKAGE_NO_DELETE", PACKAGE, "a package stays", package::package_no_delete),
    check(
        "PACKAGE_SERVICE_NO_DELETE",
        PACKAGE,
        "a service stays in its package",
        package::service_no_delete,
    ),
    check(
        "ENUM_VALUE_NO_DELETE_UNLESS_NAME_RESERVED",
        WIRE_JSON,
        "an enum value goes only if its names are reserved",
        enumeration::value_no_delete_unless_name_reserved,
    ),
    check(
        "FIELD_NO_DELETE_UNLESS_NAME_RESERVED",
        WIRE_JSON,
        "a field goes only if its name is reserved",
        message::field_no_delete_unless_name_reserved,
    ),
    check(
        "FIELD_WIRE_JSON_COMPATIBLE_CARDINALITY",
        WIRE_JSON,
        "a field occurs as often as before, on the wire and in JSON",
        field::wire_json_compatible_cardinality,
    ),
    check(
        "FIELD_WIRE_JSON_COMPATIBLE_TYPE",
        WIRE_JSON,
        "a field keeps a type that reads the same, on the wire and in JSON",
        field_type::wire_json_compatible,
    ),
    check(
        "ENUM_VALUE_NO_DELETE_UNLESS_NUMBER_RESERVED",
        WIRE_JSON_WIRE,
        "an enum value goes only if its number is reserved",
        enumeration::value_no_delete_unless_number_reserved,
    ),
    check(
        "FIELD_NO_DELETE_UNLESS_NUMBER_RESERVED",
        WIRE_JSON_WIRE,
        "a field goes only if its number is reserved",
        message::field_no_delete_unless_number_reserved,
    ),
    check(
        "FIELD_WIRE_COMPATIBLE_CARDINALITY",
        WIRE,
        "a field occurs as often as before, on the wire",
        field::wire_compatible_cardinality,
    ),
    check(
        "FIELD_WIRE_COMPATIBLE_TYPE",
        WIRE,
        "a field keeps a type that reads the same, on the wire",
        field_type::wire_compatible,
    ),
    check(
        "FIELD_SAME_MEANING",
        STRAIT,
        "a field keeps the domain type that its comment names",
        meaning::same_meaning,
    ),
];
