//! Rules about enums and their values.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    pair::{Both, Pair},
    ranges,
};
use crate::{
    descriptor::{Enum, EnumValue},
    finding::At,
    rules::Report,
};

/// `EnumOptions.features`, and the features that matter.
const ENUM_TYPE: &[i32] = &[3, 7, 2];
const JSON_FORMAT: &[i32] = &[3, 7, 6];

pub(super) fn same_type(pair: &Pair<'_>, report: &mut Report<'_>) {
    let word = |it: &Enum| if it.features.closed_enum { "closed" } else { "open" };
    for Both { before, after } in pair.enums() {
        let (old, new) = (word(before.it), word(after.it));
        if old != new {
            let message = format!("enum {:?} changed from {old} to {new}", after.it.full_name);
            report.changed(after.part(ENUM_TYPE), before.part(ENUM_TYPE), message);
        }
    }
}

pub(super) fn same_json_format(pair: &Pair<'_>, report: &mut Report<'_>) {
    for Both { before, after } in pair.enums() {
        if before.it.features.json && !after.it.features.json {
            let message = format!("enum {:?} lost its JSON format: ", after.it.full_name)
                + "it changed from ALLOW to LEGACY_BEST_EFFORT";
            report.changed(after.part(JSON_FORMAT), before.part(JSON_FORMAT), message);
        }
    }
}

/// The values by number: with `allow_alias` a number has several names.
fn by_number(it: &Enum) -> BTreeMap<i32, BTreeMap<&str, &EnumValue>> {
    let mut numbers: BTreeMap<i32, BTreeMap<&str, &EnumValue>> = BTreeMap::new();
    for value in &it.values {
        numbers.entry(value.number).or_default().insert(&value.name, value);
    }
    numbers
}

pub(super) fn value_no_delete(pair: &Pair<'_>, report: &mut Report<'_>) {
    no_delete(pair, report, |_, _, _| Some(String::new()));
}

pub(super) fn value_no_delete_unless_name_reserved(pair: &Pair<'_>, report: &mut Report<'_>) {
    no_delete(pair, report, |after, _, names| {
        let free: Vec<_> = names.iter().filter(|name| !after.reserved.has_name(name)).collect();
        let quoted: Vec<_> = names.iter().map(|name| format!("{name:?}")).collect();
        (!free.is_empty()).then(|| format!(" without reserving its name {}", quoted.join(", ")))
    });
}

pub(super) fn value_no_delete_unless_number_reserved(pair: &Pair<'_>, report: &mut Report<'_>) {
    no_delete(pair, report, |after, number, _| {
        let is_free = !after.reserved.has_number(number);
        is_free.then(|| " without reserving its number".to_owned())
    });
}

/// `objection` says why a number must not go, `None` if it may.
fn no_delete(
    pair: &Pair<'_>,
    report: &mut Report<'_>,
    objection: impl Fn(&Enum, i32, &[&str]) -> Option<String>,
) {
    for Both { before, after } in pair.enums() {
        let kept = by_number(after.it);
        for (number, values) in by_number(before.it) {
            let names: Vec<_> = values.keys().copied().collect();
            if kept.contains_key(&number) {
                continue;
            }
            if let Some(objection) = objection(after.it, number, &names) {
                let (name, names) = (&after.it.full_name, names.join(", "));
                let message =
                    format!("enum value {number} ({names}) of {name:?} was deleted{objection}");
                let value = values.values().next();
                let previous =
                    value.map_or(before.at(), |value| At::element(before.file, &value.at));
                report.changed(after.at(), previous, message);
            }
        }
    }
}

/// Names may be added to a number, but all it had must stay.
pub(super) fn value_same_name(pair: &Pair<'_>, report: &mut Report<'_>) {
    for Both { before, after } in pair.enums() {
        let old = by_number(before.it);
        for (number, values) in by_number(after.it) {
            let Some(previous) = old.get(&number) else { continue };
            if previous.keys().all(|name| values.contains_key(name)) {
                continue;
            }
            let names = |values: &BTreeMap<&str, &EnumValue>| {
                let quoted: Vec<_> = values.keys().map(|name| format!("{name:?}")).collect();
                quoted.join(", ")
            };
            let message = format!(
                "enum value {number} of {:?} changed its name from {} to {}",
                after.it.full_name,
                names(previous),
                names(&values),
            );
            for (name, value) in &values {
                let old = previous.get(name).or_else(|| previous.values().next());
                let previous = old.map_or(before.at(), |old| At::part(before.file, &old.at, &[2]));
                report.changed(At::part(after.file, &value.at, &[2]), previous, message.clone());
            }
        }
    }
}

pub(super) fn reserved_no_delete(pair: &Pair<'_>, report: &mut Report<'_>) {
    for Both { before, after } in pair.enums() {
        let what = format!("enum {:?}", after.it.full_name);
        let (old, new) = (&before.it.reserved, &after.it.reserved);
        for message in ranges::lost("reserved", &what, &old.ranges, &new.ranges, i32::MAX) {
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
