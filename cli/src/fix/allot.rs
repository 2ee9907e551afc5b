//! Which number each gets.

use std::{collections::BTreeMap, ops::RangeInclusive};

use super::scan::{Group, Kind};

/// The field numbers that no message may use.
const PROTOBUFS_OWN: RangeInclusive<u32> = 19_000..=19_999;

/// Gives a number to every slot without one.
///
/// It is the next above the highest of its group that is not reserved, as the macros propose; a
/// number that a oneof and a message around it would then share is passed over as well.
pub(super) fn allot(groups: &mut [Group]) {
    let of_oneofs = numbers(groups.iter().filter(|group| group.kind == Kind::Oneof));
    for group in groups.iter_mut().filter(|group| group.kind != Kind::Oneof) {
        let around = group.oneofs.iter().filter_map(|name| of_oneofs.get(name));
        let taken = around.flatten().cloned().collect();
        fill(group, taken);
    }
    let mut of_messages: BTreeMap<String, Vec<RangeInclusive<u32>>> = BTreeMap::new();
    for group in groups.iter().filter(|group| group.kind == Kind::Message) {
        for oneof in &group.oneofs {
            of_messages.entry(oneof.clone()).or_default().extend(taken_by(group));
        }
    }
    // Two oneofs of one message must not clash either.
    let beside: Vec<Vec<String>> = groups
        .iter()
        .filter(|group| group.kind == Kind::Message && group.oneofs.len() > 1)
        .map(|group| group.oneofs.clone())
        .collect();
    for group in groups.iter_mut().filter(|group| group.kind == Kind::Oneof) {
        let name = group.name.clone();
        fill(group, of_messages.get(&name).cloned().unwrap_or_default());
        for siblings in beside.iter().filter(|siblings| siblings.contains(&name)) {
            for sibling in siblings.iter().filter(|sibling| **sibling != name) {
                of_messages.entry(sibling.clone()).or_default().extend(taken_by(group));
            }
        }
    }
}

fn numbers<'a>(
    groups: impl Iterator<Item = &'a Group>,
) -> BTreeMap<String, Vec<RangeInclusive<u32>>> {
    let mut numbers: BTreeMap<String, Vec<_>> = BTreeMap::new();
    for group in groups {
        numbers.entry(group.name.clone()).or_default().extend(taken_by(group));
    }
    numbers
}

fn taken_by(group: &Group) -> Vec<RangeInclusive<u32>> {
    let own = group.slots.iter().filter_map(|slot| slot.number).map(|number| number..=number);
    own.chain(group.reserved.iter().cloned()).collect()
}

fn fill(group: &mut Group, mut taken: Vec<RangeInclusive<u32>>) {
    taken.extend(group.reserved.iter().cloned());
    taken.push(PROTOBUFS_OWN);
    let used = group.slots.iter().filter_map(|slot| slot.number);
    let mut next = used.filter(|number| number < PROTOBUFS_OWN.start()).max().unwrap_or(0);
    for slot in group.slots.iter_mut().filter(|slot| slot.number.is_none()) {
        next += 1;
        while let Some(range) = taken.iter().find(|range| range.contains(&next)) {
            next = range.end() + 1;
        }
        slot.number = Some(next);
    }
}
