//! Which messages hold themselves, directly or through others: Tarjan's strongly connected
//! components.

use std::collections::BTreeMap;

use crate::model::{FieldType, Item, Label, Message, Model};

/// Messages in a circle, each with the number of its circle.
pub(super) fn circles(model: &Model) -> BTreeMap<&str, usize> {
    let mut edges = BTreeMap::new();
    for item in model.files.iter().flat_map(|file| &file.items) {
        add_edges(item, &mut edges);
    }
    let mut search =
        Search { edges: &edges, seen: BTreeMap::new(), open: Vec::new(), circles: BTreeMap::new() };
    for name in edges.keys() {
        search.visit(name);
    }
    search.circles
}

/// What each message holds by value. Lists and maps are on the heap already.
type Edges<'m> = BTreeMap<&'m str, Vec<&'m str>>;

fn add_edges<'m>(item: &'m Item, edges: &mut Edges<'m>) {
    let Item::Message(message) = item else { return };
    edges.insert(&message.full_name, held(message));
    for nested in &message.nested {
        add_edges(nested, edges);
    }
}

fn held(message: &Message) -> Vec<&str> {
    let held = message.fields.iter().filter_map(|field| match (&field.label, &field.ty) {
        (Label::Singular(_), FieldType::Message(name)) => Some(name.as_str()),
        _ => None,
    });
    held.collect()
}

/// Depth first, with a stack of our own: a schema may nest deeper than a thread's stack.
struct Search<'m, 'e> {
    edges: &'e Edges<'m>,
    /// When each message was first seen, and the oldest one that it leads back to.
    seen: BTreeMap<&'m str, (usize, usize)>,
    /// Messages whose circle is not complete.
    open: Vec<&'m str>,
    circles: BTreeMap<&'m str, usize>,
}

impl<'m> Search<'m, '_> {
    fn visit(&mut self, start: &'m str) {
        if self.seen.contains_key(start) {
            return;
        }
        let mut trail = vec![(start, 0)];
        self.enter(start);
        while let Some((name, next)) = trail.last_mut() {
            let name = *name;
            let target = self.edges.get(name).and_then(|targets| targets.get(*next)).copied();
            *next += 1;
            match target {
                Some(target) if !self.seen.contains_key(target) => {
                    self.enter(target);
                    trail.push((target, 0));
                }
                Some(target) if self.open.contains(&target) => {
                    let (index, _) = self.seen[target];
                    self.lower(name, index);
                }
                Some(_) => {}
                None => {
                    trail.pop();
                    self.leave(name);
                    if let Some((outer, _)) = trail.last() {
                        let (_, low) = self.seen[name];
                        self.lower(outer, low);
                    }
                }
            }
        }
    }

    fn enter(&mut self, name: &'m str) {
        let index = self.seen.len();
        self.seen.insert(name, (index, index));
        self.open.push(name);
    }

    fn lower(&mut self, name: &str, to: usize) {
        if let Some((_, low)) = self.seen.get_mut(name) {
            *low = to.min(*low);
        }
    }

    /// Closes the circle that began with `name`, if one did.
    fn leave(&mut self, name: &'m str) {
        let (index, low) = self.seen[name];
        if low < index {
            return;
        }
        let start = self.open.iter().rposition(|open| *open == name).unwrap_or(0);
        let circle = self.open.split_off(start);
        let holds_itself = self.edges.get(name).is_some_and(|targets| targets.contains(&name));
        if circle.len() > 1 || holds_itself {
            self.circles.extend(circle.into_iter().map(|member| (member, index)));
        }
    }
}
