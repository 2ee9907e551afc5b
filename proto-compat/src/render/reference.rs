//! How a type is called at a place of a file.

use crate::{check::Symbols, schema::TypeName};

/// The shortest name by which protobuf finds `target` within `scope`, the full name of a message
/// or service.
///
/// Types of other packages are called by their full names: half a package name (`common.Money`
/// in `shop.v1`) would be shorter, and puzzle everybody.
pub(super) fn reference(symbols: &Symbols, scope: &TypeName, target: &TypeName) -> String {
    let full = target.to_string();
    let mut candidates = vec![];
    if scope.package() == target.package() {
        let path = target.path();
        candidates.extend(path.rmatch_indices('.').filter_map(|(dot, _)| path.get(dot + 1..)));
        candidates.push(path);
    }
    candidates.push(&full);
    let scope = scope.to_string();
    candidates
        .into_iter()
        .find(|name| leads_to(symbols, &scope, name, &full))
        .map_or_else(|| format!(".{full}"), str::to_owned)
}

/// Whether protobuf takes `name` for `full`.
///
/// > Type name resolution in the protocol buffer language works like C++: first the innermost
/// > scope is searched, then the next-innermost, and so on
///
/// and it is the first part of the name that is searched for: once it is found the rest must
/// follow, or there is an error. protoc passes over things that cannot be meant, such as fields;
/// here they count as well, so that nobody who reads the file must know that.
/// <https://protobuf.dev/programming-guides/proto3/#name-resolution>
fn leads_to(symbols: &Symbols, scope: &str, name: &str, full: &str) -> bool {
    let first = name.split('.').next().unwrap_or(name);
    if KEYWORDS.contains(&first) {
        return false;
    }
    let outer_scopes = scope.rmatch_indices('.').filter_map(|(dot, _)| scope.get(..dot));
    for scope in [scope].into_iter().chain(outer_scopes) {
        if symbols.contains(&format!("{scope}.{first}")) {
            return format!("{scope}.{name}") == full;
        }
    }
    name == full
}

/// Words that mean something else where a type is expected.
const KEYWORDS: [&str; 30] = [
    "bool",
    "bytes",
    "double",
    "enum",
    "extend",
    "extensions",
    "fixed32",
    "fixed64",
    "float",
    "group",
    "int32",
    "int64",
    "map",
    "message",
    "oneof",
    "option",
    "optional",
    "repeated",
    "required",
    "reserved",
    "returns",
    "rpc",
    "sfixed32",
    "sfixed64",
    "sint32",
    "sint64",
    "stream",
    "string",
    "uint32",
    "uint64",
];
