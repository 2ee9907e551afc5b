//! Rules about messages: their fields as a set, their oneofs, what they reserve.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    pair::{Both, Pair},
    ranges,
};
use crate::{
    descriptor::{Cardinality, Field, Message},
    finding::At,
    rules::Report,
};

/// The largest field number; with `message_set_wire_format` any 32 bits are one.
const MAX_NUMBER: i32 = 536_870_911;
/// `MessageOptions.message_set_wire_format`
const MESSAGE_SET: u32 = 1;
/// `MessageOptions.no_standard_descriptor_accessor`
const NO_STANDARD_DESCRIPTOR_ACCESSOR: u32 = 2;
/// `MessageOptions.features.json_format`
const JSON_FORMAT: &[i32] = &[7, 12, 6];

fn max_number(message: &Message) -> i32 {
    let is_set = message.options.flag(MESSAGE_SET).unwrap_or(false);
    if is_set { i32::MAX - 1 } else { MAX_NUMBER }
}

pub(super) fn field_no_delete(pair: &Pair<'_>, report: &mut Report<'_>) {
    no_delete(pair, report, |_, _| Some(""));
}

pub(super) fn field_no_delete_unless_name_reserved(pair: &Pair<'_>, report: &mut Report<'_>) {
    no_delete(pair, report, |after, field| {
        (!after.reserved.has_name(&field.name)).then_some(" without reserving its name")
    });
}

pub(super) fn field_no_delete_unless_number_reserved(pair: &Pair<'_>, report: &mut Report<'_>) {
    no_delete(pair, report, |after, field| {
        (!after.reserved.has_number(field.number)).then_some(" without reserving its number")
    });
}

/// `objection` says why a field must not go, `None` if it may.
fn no_delete(
    pair: &Pair<'_>,
    report: &mut Report<'_>,
    objection: impl Fn(&Message, &Field) -> Option<&'static str>,
) {
    for Both { before, after } in pair.messages() {
        let kept: BTreeSet<_> = after.it.fields.iter().map(|field| field.number).collect();
        for field in before.it.fields.iter().filter(|field| !kept.contains(&field.number)) {
            if let Some(objection) = objection(after.it, field) {
                let (number, name, message) = (field.number, &field.name, &after.it.full_name);
                let text = format!("field {number} {name:?} of {message:?} was deleted{objection}");
                report.changed(after.at(), At::element(before.file, &field.at), text);
            }
        }
    }
}

pub(super) fn extension_range_no_delete(pair: &Pair<'_>, report: &mut Report<'_>) {
    for Both { before, after } in pair.messages() {
        let what = format!("message {:?}", after.it.full_name);
        let (old, new) = (&before.it.extension_ranges, &after.it.extension_ranges);
        for message in ranges::lost("extension", &what, old, new, max_number(after.it)) {
            report.changed(after.at(), before.at(), message);
        }
    }
}

pub(super) fn reserved_no_delete(pair: &Pair<'_>, report: &mut Report<'_>) {
    for Both { before, after } in pair.messages() {
        let what = format!("message {:?}", after.it.full_name);
        let (old, new) = (&before.it.reserved, &after.it.reserved);
        let max = max_number(after.it);
        for message in ranges::lost("reserved", &what, &old.ranges, &new.ranges, max) {
            report.changed(after.at(), before.at(), message);
        }
        for name in old.names.iter().collect::<BTreeSet<_>>() {
            if !new.has_name(name) {
                let message = format!("{what} does not reserve the name {name:?} any more");
                report.changed(after.at(), before.at(), message);
            }
        }
    }
}

pub(super) fn oneof_no_delete(pair: &Pair<'_>, report: &mut Report<'_>) {
    for Both { before, after } in pair.messages() {
        for oneof in before.it.oneofs.iter().filter(|oneof| !oneof.is_synthetic) {
            if !after.it.oneofs.iter().any(|other| other.name == oneof.name) {
                let name = &after.it.full_name;
                let message = format!("oneof {:?} of {name:?} was deleted", oneof.name);
                report.changed(after.at(), At::element(before.file, &oneof.at), message);
            }
        }
    }
}

/// Those who do not know a required field leave it out, and those who do refuse the message.
pub(super) fn same_required_fields(pair: &Pair<'_>, report: &mut Report<'_>) {
    for Both { before, after } in pair.messages() {
        let (old, new) = (required(before.it), required(after.it));
        let name = &after.it.full_name;
        for (number, field) in old.iter().filter(|(number, _)| !new.contains_key(number)) {
            let message = format!("required field {number} {:?} of {name:?} is gone, ", field.name)
                + "and those who have the older version refuse messages without it";
            report.changed(after.at(), At::element(before.file, &field.at), message);
        }
        for (number, field) in new.iter().filter(|(number, _)| !old.contains_key(number)) {
            let message = format!("required field {number} {:?} of {name:?} is new, ", field.name)
                + "and those who have the older version do not send it";
            report.changed(At::element(after.file, &field.at), before.at(), message);
        }
    }
}

fn required(message: &Message) -> BTreeMap<i32, &Field> {
    let fields = message.fields.iter();
    let required = fields.filter(|field| field.cardinality == Cardinality::Required);
    required.map(|field| (field.number, field)).collect()
}

pub(super) fn same_json_format(pair: &Pair<'_>, report: &mut Report<'_>) {
    for Both { before, after } in pair.messages() {
        if before.it.features.json && !after.it.features.json {
            let message = format!("message {:?} lost its JSON format: ", after.it.full_name)
                + "it changed from ALLOW to LEGACY_BEST_EFFORT";
            report.changed(after.part(JSON_FORMAT), before.part(JSON_FORMAT), message);
        }
    }
}

pub(super) fn no_remove_standard_descriptor_accessor(pair: &Pair<'_>, report: &mut Report<'_>) {
    let removed = |it: &Message| it.options.flag(NO_STANDARD_DESCRIPTOR_ACCESSOR).unwrap_or(false);
    for Both { before, after } in pair.messages() {
        if !removed(before.it) && removed(after.it) {
            let part = [7, NO_STANDARD_DESCRIPTOR_ACCESSOR.cast_signed()];
            let name = &after.it.full_name;
            let message = format!(
                "option no_standard_descriptor_accessor of {name:?} changed from false to true"
            );
            report.changed(after.part(&part), before.part(&part), message);
        }
    }
}
