//! All rules, with the categories that buf has them in.

use super::{Check, comments, files, imports, names, rpc, values};
use crate::{descriptor::DescriptorSet, finding::Rule, rules::Report};

const fn check(
    id: &'static str,
    categories: &'static [&'static str],
    purpose: &'static str,
    ask: fn(&DescriptorSet, &mut Report<'_>),
) -> Check {
    Check { rule: Rule { id, categories, purpose }, ask }
}

/// Without it, code cannot be generated for some language.
const MINIMAL: &[&str] = &["MINIMAL", "BASIC", "STANDARD"];
/// What nearly everybody does.
const BASIC: &[&str] = &["BASIC", "STANDARD"];
/// What makes a schema that can grow.
const STANDARD: &[&str] = &["STANDARD"];
const COMMENTS: &[&str] = &["COMMENTS"];
/// For networks that do not carry streams.
const UNARY_RPC: &[&str] = &["UNARY_RPC"];
/// Asked for by id only.
const UNCATEGORIZED: &[&str] = &[];

pub(super) static CHECKS: &[Check] = &[
    check(
        "DIRECTORY_SAME_PACKAGE",
        MINIMAL,
        "the files of a folder are of one package",
        files::directory_same_package,
    ),
    check("PACKAGE_DEFINED", MINIMAL, "every file has a package", files::package_defined),
    check(
        "PACKAGE_DIRECTORY_MATCH",
        MINIMAL,
        "a file lies in the folder that its package names",
        files::package_directory_match,
    ),
    check(
        "PACKAGE_NO_IMPORT_CYCLE",
        MINIMAL,
        "packages do not import each other in a circle",
        imports::package_no_import_cycle,
    ),
    check(
        "PACKAGE_SAME_DIRECTORY",
        MINIMAL,
        "the files of a package lie in one folder",
        files::package_same_directory,
    ),
    check(
        "ENUM_FIRST_VALUE_ZERO",
        BASIC,
        "the first value of an enum is 0",
        values::enum_first_value_zero,
    ),
    check(
        "ENUM_NO_ALLOW_ALIAS",
        BASIC,
        "a number of an enum has one name",
        values::enum_no_allow_alias,
    ),
    check("ENUM_PASCAL_CASE", BASIC, "enums are PascalCase", names::enum_pascal_case),
    check(
        "ENUM_VALUE_UPPER_SNAKE_CASE",
        BASIC,
        "enum values are UPPER_SNAKE_CASE",
        names::enum_value_upper_snake_case,
    ),
    check(
        "FIELD_LOWER_SNAKE_CASE",
        BASIC,
        "fields are lower_snake_case",
        names::field_lower_snake_case,
    ),
    check("FIELD_NOT_REQUIRED", BASIC, "no field is required", values::field_not_required),
    check("IMPORT_NO_PUBLIC", BASIC, "no import is public", imports::import_no_public),
    check("IMPORT_USED", BASIC, "every import is used", imports::import_used),
    check("MESSAGE_PASCAL_CASE", BASIC, "messages are PascalCase", names::message_pascal_case),
    check(
        "ONEOF_LOWER_SNAKE_CASE",
        BASIC,
        "oneofs are lower_snake_case",
        names::oneof_lower_snake_case,
    ),
    check(
        "PACKAGE_LOWER_SNAKE_CASE",
        BASIC,
        "packages are lower_snake.case",
        names::package_lower_snake_case,
    ),
    check(
        "PACKAGE_SAME_CSHARP_NAMESPACE",
        BASIC,
        "the files of a package agree on csharp_namespace",
        files::package_same_csharp_namespace,
    ),
    check(
        "PACKAGE_SAME_GO_PACKAGE",
        BASIC,
        "the files of a package agree on go_package",
        files::package_same_go_package,
    ),
    check(
        "PACKAGE_SAME_JAVA_MULTIPLE_FILES",
        BASIC,
        "the files of a package agree on java_multiple_files",
        files::package_same_java_multiple_files,
    ),
    check(
        "PACKAGE_SAME_JAVA_PACKAGE",
        BASIC,
        "the files of a package agree on java_package",
        files::package_same_java_package,
    ),
    check(
        "PACKAGE_SAME_PHP_NAMESPACE",
        BASIC,
        "the files of a package agree on php_namespace",
        files::package_same_php_namespace,
    ),
    check(
        "PACKAGE_SAME_RUBY_PACKAGE",
        BASIC,
        "the files of a package agree on ruby_package",
        files::package_same_ruby_package,
    ),
    check(
        "PACKAGE_SAME_SWIFT_PREFIX",
        BASIC,
        "the files of a package agree on swift_prefix",
        files::package_same_swift_prefix,
    ),
    check("RPC_PASCAL_CASE", BASIC, "methods are PascalCase", names::rpc_pascal_case),
    check("SERVICE_PASCAL_CASE", BASIC, "services are PascalCase", names::service_pascal_case),
    check("SYNTAX_SPECIFIED", BASIC, "every file says its syntax", files::syntax_specified),
    check(
        "ENUM_VALUE_PREFIX",
        STANDARD,
        "enum values begin with the name of their enum",
        values::enum_value_prefix,
    ),
    check(
        "ENUM_ZERO_VALUE_SUFFIX",
        STANDARD,
        "the zero value of an enum is …_UNSPECIFIED",
        values::enum_zero_value_suffix,
    ),
    check(
        "FILE_LOWER_SNAKE_CASE",
        STANDARD,
        "files are lower_snake_case",
        names::file_lower_snake_case,
    ),
    check(
        "PACKAGE_VERSION_SUFFIX",
        STANDARD,
        "the last name of a package is a version",
        files::package_version_suffix,
    ),
    check(
        "RPC_REQUEST_RESPONSE_UNIQUE",
        STANDARD,
        "a message is the request or response of one method",
        rpc::request_response_unique,
    ),
    check(
        "RPC_REQUEST_STANDARD_NAME",
        STANDARD,
        "the request of Do is DoRequest or ServiceDoRequest",
        rpc::request_standard_name,
    ),
    check(
        "RPC_RESPONSE_STANDARD_NAME",
        STANDARD,
        "the response of Do is DoResponse or ServiceDoResponse",
        rpc::response_standard_name,
    ),
    check(
        "SERVICE_SUFFIX",
        STANDARD,
        "the name of a service ends with Service",
        names::service_suffix,
    ),
    check("COMMENT_ENUM", COMMENTS, "enums have comments", comments::enumeration),
    check("COMMENT_ENUM_VALUE", COMMENTS, "enum values have comments", comments::enum_value),
    check("COMMENT_FIELD", COMMENTS, "fields have comments", comments::field),
    check("COMMENT_MESSAGE", COMMENTS, "messages have comments", comments::message),
    check("COMMENT_ONEOF", COMMENTS, "oneofs have comments", comments::oneof),
    check("COMMENT_RPC", COMMENTS, "methods have comments", comments::rpc),
    check("COMMENT_SERVICE", COMMENTS, "services have comments", comments::service),
    check(
        "RPC_NO_CLIENT_STREAMING",
        UNARY_RPC,
        "no method takes a stream",
        rpc::no_client_streaming,
    ),
    check(
        "RPC_NO_SERVER_STREAMING",
        UNARY_RPC,
        "no method returns a stream",
        rpc::no_server_streaming,
    ),
    check(
        "STABLE_PACKAGE_NO_IMPORT_UNSTABLE",
        UNCATEGORIZED,
        "a stable package needs none that is not",
        imports::stable_package_no_import_unstable,
    ),
];
