//! Which definitions are needed: all of the files asked for, and what those refer to.

use std::collections::{BTreeMap, BTreeSet};

use super::is_given;
use crate::{
    model::{Enum, Item, Message, Model},
    options::Options,
};

/// A message or enum, with the message around it.
enum Definition<'m> {
    Message(&'m Message, Option<&'m str>),
    Enum(Option<&'m str>),
}

/// The full names of the messages and enums that are written out.
pub(super) fn needed<'m>(
    model: &'m Model,
    wanted: &BTreeSet<String>,
    options: &Options,
) -> BTreeSet<&'m str> {
    let mut definitions = BTreeMap::new();
    let mut queue = Vec::new();
    for file in &model.files {
        let asked_for = wanted.contains(&file.name) || options.external_of(&file.package).is_some();
        for item in &file.items {
            collect(item, None, &mut definitions, asked_for.then_some(&mut queue));
        }
    }
    let mut needed = BTreeSet::new();
    while let Some(name) = queue.pop() {
        let Some((&name, definition)) = definitions.get_key_value(name) else { continue };
        if is_given(name) || !needed.insert(name) {
            continue;
        }
        match definition {
            Definition::Message(message, outer) => {
                queue.extend(message.fields.iter().filter_map(|field| field.ty.reference()));
                queue.extend(*outer);
            }
            Definition::Enum(outer) => queue.extend(*outer),
        }
    }
    needed
}

fn collect<'m>(
    item: &'m Item,
    outer: Option<&'m str>,
    definitions: &mut BTreeMap<&'m str, Definition<'m>>,
    mut queue: Option<&mut Vec<&'m str>>,
) {
    match item {
        Item::Message(message) => {
            let name = message.full_name.as_str();
            definitions.insert(name, Definition::Message(message, outer));
            if let Some(queue) = &mut queue {
                queue.push(name);
            }
            for nested in &message.nested {
                collect(nested, Some(name), definitions, queue.as_deref_mut());
            }
        }
        Item::Enum(Enum { full_name, .. }) => {
            definitions.insert(full_name, Definition::Enum(outer));
            if let Some(queue) = queue {
                queue.push(full_name);
            }
        }
        Item::Service(service) => {
            for method in &service.methods {
                if let Some(queue) = &mut queue {
                    queue.extend([method.input.as_str(), &method.output]);
                }
            }
        }
    }
}

/// The full names of messages and enums that are deprecated.
pub(super) fn deprecated(model: &Model) -> BTreeSet<&str> {
    let mut names = BTreeSet::new();
    for item in all(model) {
        match item {
            Item::Message(Message { full_name, info, .. })
            | Item::Enum(Enum { full_name, info, .. })
                if info.deprecated =>
            {
                names.insert(full_name.as_str());
            }
            _ => {}
        }
    }
    names
}

/// The full names of closed enums.
pub(super) fn closed(model: &Model) -> BTreeSet<&str> {
    let closed = all(model).into_iter().filter_map(|item| match item {
        Item::Enum(definition) if definition.closed => Some(definition.full_name.as_str()),
        _ => None,
    });
    closed.collect()
}

/// Every item, nested ones too.
fn all(model: &Model) -> Vec<&Item> {
    let mut items: Vec<&Item> = model.files.iter().flat_map(|file| &file.items).collect();
    let mut next = 0;
    while let Some(item) = items.get(next) {
        if let Item::Message(message) = item {
            items.extend(&message.nested);
        }
        next += 1;
    }
    items
}
