//! A rule of strait's own: what a field means has changed though its bytes have not.
//!
//! A `UserId(u64)` and an `OrderId(u64)` are the same on the wire, so no rule of protobuf sees that
//! one took the place of the other. The comment of the field tells: see [`Meaning`].

use super::pair::{Both, In, Pair};
use crate::{
    descriptor::{Field, Location},
    rules::Report,
    schema::Meaning,
};

/// A field that begins to say its meaning changes nothing; one that ceases to may have changed it,
/// and nobody would see what it becomes next.
pub(super) fn same_meaning(pair: &Pair<'_>, report: &mut Report<'_>) {
    for field in pair.fields() {
        let Both { before, after } = &field.fields;
        if !is_same_wire(pair, before, after) {
            continue;
        }
        let (old, new) = (said(before), said(after));
        let what = [("it means", old.value, new.value), ("its keys mean", old.key, new.key)];
        for (what, old, new) in what {
            let Some(old) = old.filter(|old| new.as_ref() != Some(old)) else { continue };
            let new = new.map_or("nothing".to_owned(), |new| format!("`{new}`"));
            let message = format!(
                "{} changed what {what} from `{old}` to {new}, though its bytes look the same",
                field.name
            );
            report.changed(after.at(), before.at(), message);
        }
    }
}

/// What the comments of a field say.
fn said(field: &In<'_, Field>) -> Meaning {
    field.file.locations.at(&field.it.at).map(Location::meaning).unwrap_or_default()
}

/// Another type has rules of its own. The messages of maps are named after their fields, which a
/// name's own rules see to: there the types of keys and values count.
fn is_same_wire(pair: &Pair<'_>, before: &In<'_, Field>, after: &In<'_, Field>) -> bool {
    let is_same = |before: &Field, after: &Field| {
        before.kind == after.kind && before.type_name == after.type_name
    };
    let entries = (pair.before.map_entry(before.it), pair.after.map_entry(after.it));
    let (Some(before_entry), Some(after_entry)) = entries else {
        return is_same(before.it, after.it);
    };
    let mut fields = before_entry.fields.iter().zip(&after_entry.fields);
    fields.all(|(before, after)| is_same(before, after))
}
