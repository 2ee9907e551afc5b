//! Rules about the types of fields: which may follow which.

use super::pair::{BothFields, Pair};
use crate::{
    descriptor::{Field, Kind},
    rules::Report,
};

/// `FieldDescriptorProto.type` and `.type_name`
const TYPE: &[i32] = &[5];
const TYPE_NAME: &[i32] = &[6];

pub(super) fn same_type(pair: &Pair<'_>, report: &mut Report<'_>) {
    for field in pair.fields() {
        let (old, new) = (field.fields.before.it, field.fields.after.it);
        if old.kind != new.kind || old.type_name != new.type_name {
            changed(&field, report, "");
        }
    }
}

/// <https://protobuf.dev/programming-guides/proto3/#updating>
pub(super) fn wire_compatible(pair: &Pair<'_>, report: &mut Report<'_>) {
    for field in pair.fields() {
        let (old, new) = (field.fields.before.it, field.fields.after.it);
        let is_widened = old.kind == Kind::String && new.kind == Kind::Bytes;
        if wire_group(old.kind) == wire_group(new.kind) || is_widened {
            same_name(pair, &field, report);
        } else if old.kind == Kind::Bytes && new.kind == Kind::String {
            changed(&field, report, ", and bytes that are not UTF-8 are no string");
        } else {
            changed(&field, report, ", which is something else on the wire");
        }
    }
}

/// <https://protobuf.dev/programming-guides/json/>
pub(super) fn wire_json_compatible(pair: &Pair<'_>, report: &mut Report<'_>) {
    for field in pair.fields() {
        let (old, new) = (field.fields.before.it, field.fields.after.it);
        if json_group(old.kind) == json_group(new.kind) {
            same_name(pair, &field, report);
        } else {
            changed(&field, report, ", which is something else on the wire or in JSON");
        }
    }
}

/// Types of one group can read each other's bytes. Each is known by one of its types.
fn wire_group(kind: Kind) -> Kind {
    match kind {
        Kind::Int32 | Kind::Int64 | Kind::Uint32 | Kind::Uint64 | Kind::Bool => Kind::Int32,
        Kind::Sint32 | Kind::Sint64 => Kind::Sint32,
        _ => json_group(kind),
    }
}

/// Types of one group can read each other's bytes and each other's JSON, where 64 bits are a
/// string and 32 a number.
fn json_group(kind: Kind) -> Kind {
    match kind {
        Kind::Uint32 => Kind::Int32,
        Kind::Uint64 => Kind::Int64,
        Kind::Sfixed32 => Kind::Fixed32,
        Kind::Sfixed64 => Kind::Fixed64,
        other => other,
    }
}

/// A message of another name is another message; an enum may move if it keeps its own name and
/// all its values.
fn same_name(pair: &Pair<'_>, field: &BothFields<'_>, report: &mut Report<'_>) {
    let (old, new) = (field.fields.before.it, field.fields.after.it);
    if !new.kind.is_named() || old.type_name == new.type_name {
        return;
    }
    if new.kind != Kind::Enum || !is_moved_enum(pair, old, new) {
        changed(field, report, "");
    }
}

fn is_moved_enum(pair: &Pair<'_>, old: &Field, new: &Field) -> bool {
    let enums = (pair.before.enumeration(&old.type_name), pair.after.enumeration(&new.type_name));
    let (Some(old), Some(new)) = enums else { return false };
    let has = |name: &str, number: i32| {
        new.values.iter().any(|value| value.name == name && value.number == number)
    };
    old.name == new.name && old.values.iter().all(|value| has(&value.name, value.number))
}

fn changed(field: &BothFields<'_>, report: &mut Report<'_>, why: &str) {
    let (before, after) = (&field.fields.before, &field.fields.after);
    let part = |it: &Field| if it.kind.is_named() { TYPE_NAME } else { TYPE };
    let (name, old, new) = (&field.name, describe(before.it), describe(after.it));
    let message = format!("{name} changed its type from {old} to {new}{why}");
    report.changed(after.part(part(after.it)), before.part(part(before.it)), message);
}

fn describe(field: &Field) -> String {
    match field.kind {
        Kind::Group => format!("message {:?} (delimited)", field.type_name),
        kind if kind.is_named() => format!("{} {:?}", kind.keyword(), field.type_name),
        kind => format!("\"{}\"", kind.keyword()),
    }
}
