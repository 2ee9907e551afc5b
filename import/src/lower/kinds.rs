//! What each name in a set of files is.

use std::collections::BTreeMap;

use super::{decode, join};
use crate::{
    descriptor::{Descriptor, Enum, File, options},
    model::Kind,
};

pub(super) type Kinds = BTreeMap<String, Kind>;

pub(super) fn of<'f>(files: impl IntoIterator<Item = &'f File>) -> Kinds {
    let mut kinds = Kinds::new();
    for file in files {
        for message in &file.message_type {
            add_message(&mut kinds, &file.package, message);
        }
        for definition in &file.enum_type {
            kinds.insert(join(&file.package, &definition.name), kind(definition));
        }
    }
    kinds
}

fn kind(definition: &Enum) -> Kind {
    Kind::Enum { first: definition.value.first().map_or(0, |value| value.number) }
}

fn add_message(kinds: &mut Kinds, outer: &str, message: &Descriptor) {
    let name = join(outer, &message.name);
    for nested in &message.nested_type {
        add_message(kinds, &name, nested);
    }
    for definition in &message.enum_type {
        kinds.insert(join(&name, &definition.name), kind(definition));
    }
    if !is_map_entry(message) {
        kinds.insert(name, Kind::Message);
    }
}

/// Whether protobuf made the message for the entries of a map.
pub(super) fn is_map_entry(message: &Descriptor) -> bool {
    let said: options::Message_ = decode(message.options.as_ref());
    said.map_entry
}
