//! Rules about fields: name, cardinality, oneof, default. Types are in `field_type.rs`.

use super::{
    default_value::{self, DefaultValue},
    pair::{Both, Pair},
};
use crate::{
    descriptor::{Cardinality, Field},
    rules::Report,
};

/// Parts of `FieldDescriptorProto`.
const NAME: &[i32] = &[1];
const DEFAULT: &[i32] = &[7];
const JSON_NAME: &[i32] = &[10];

pub(super) fn same_name(pair: &Pair<'_>, report: &mut Report<'_>) {
    // An extension is known by its full name.
    let name = |field: &Field| match field.extendee {
        Some(_) => field.full_name.clone(),
        None => field.name.clone(),
    };
    for field in pair.fields() {
        let Both { before, after } = &field.fields;
        let (old, new) = (name(before.it), name(after.it));
        if old != new {
            let message = format!("{} changed its name from {old:?} to {new:?}", field.name);
            report.changed(after.part(NAME), before.part(NAME), message);
        }
    }
}

pub(super) fn same_json_name(pair: &Pair<'_>, report: &mut Report<'_>) {
    for field in pair.fields() {
        let Both { before, after } = &field.fields;
        let (old, new) = (&before.it.json_name, &after.it.json_name);
        // > The option json_name is not allowed on extension fields.
        if before.it.extendee.is_none() && old != new {
            let message = format!("{} changed its JSON name from {old:?} to {new:?}", field.name);
            report.changed(after.part(JSON_NAME), before.part(JSON_NAME), message);
        }
    }
}

pub(super) fn same_oneof(pair: &Pair<'_>, report: &mut Report<'_>) {
    for field in pair.fields() {
        let Both { before, after } = &field.fields;
        let moved = match (&before.it.oneof, &after.it.oneof) {
            (Some(old), Some(new)) if old != new => {
                format!("moved from oneof {old:?} to oneof {new:?}")
            }
            (Some(old), None) => format!("moved out of oneof {old:?}"),
            (None, Some(new)) => format!("moved into oneof {new:?}"),
            _ => continue,
        };
        report.changed(after.at(), before.at(), format!("{} {moved}", field.name));
    }
}

pub(super) fn same_cardinality(pair: &Pair<'_>, report: &mut Report<'_>) {
    cardinality(pair, report, |old, new| old == new);
}

/// In JSON a map is an object and a repeated field a list.
pub(super) fn wire_json_compatible_cardinality(pair: &Pair<'_>, report: &mut Report<'_>) {
    cardinality(pair, report, |old, new| is_singular(old) && is_singular(new) || old == new);
}

/// On the wire a map is a repeated message.
pub(super) fn wire_compatible_cardinality(pair: &Pair<'_>, report: &mut Report<'_>) {
    cardinality(pair, report, |old, new| {
        is_singular(old) && is_singular(new) || is_many(old) && is_many(new) || old == new
    });
}

fn is_singular(cardinality: Cardinality) -> bool {
    matches!(cardinality, Cardinality::ExplicitPresence | Cardinality::ImplicitPresence)
}

fn is_many(cardinality: Cardinality) -> bool {
    matches!(cardinality, Cardinality::Repeated | Cardinality::Map)
}

fn cardinality(
    pair: &Pair<'_>,
    report: &mut Report<'_>,
    is_compatible: impl Fn(Cardinality, Cardinality) -> bool,
) {
    for field in pair.fields() {
        let Both { before, after } = &field.fields;
        // Those of maps are always there, whatever the file says about presence.
        if before.it.in_map_entry && after.it.in_map_entry {
            continue;
        }
        let (old, new) = (before.it.cardinality, after.it.cardinality);
        if !is_compatible(old, new) {
            let (name, old, new) = (&field.name, old.describe(), new.describe());
            let message = format!("{name} changed its cardinality from \"{old}\" to \"{new}\"");
            report.changed(after.at(), before.at(), message);
        }
    }
}

pub(super) fn same_default(pair: &Pair<'_>, report: &mut Report<'_>) {
    for field in pair.fields() {
        let Both { before, after } = &field.fields;
        let old = default_value::of(before.it, &pair.before);
        let new = default_value::of(after.it, &pair.after);
        let (Some(old), Some(new)) = (old, new) else { continue };
        if !DefaultValue::is_same(&old, &new) {
            let message = format!("{} changed its default from {old} to {new}", field.name);
            report.changed(after.part(DEFAULT), before.part(DEFAULT), message);
        }
    }
}
