//! A rule of strait's own: what a field means has changed though its bytes have not.
//!
//! A `UserId(u64)` and an `OrderId(u64)` are the same on the wire, so no rule of protobuf sees that
//! one took the place of the other. The `.proto` text carries the meaning as a line of the field's
//! comment, which every tool passes on and none has to know:
//!
//! ```text
//! // Who ordered.
//! // strait:type UserId
//! uint64 user = 1;
//! ```

use super::pair::{Both, In, Pair};
use crate::{descriptor::Field, rules::Report};

/// What the line of a comment starts with that names the domain type of a field.
pub const MARKER: &str = "strait:type ";

/// The type a field says it has.
fn meaning<'a>(field: &In<'a, Field>) -> Option<&'a str> {
    let location = field.file.locations.at(&field.it.at)?;
    let mut lines = location.leading.lines().chain(location.trailing.lines());
    lines.find_map(|line| line.trim().strip_prefix(MARKER)).map(str::trim)
}

/// A field that begins to say its meaning changes nothing; one that ceases to may have changed it.
pub(super) fn same_meaning(pair: &Pair<'_>, report: &mut Report<'_>) {
    for field in pair.fields() {
        let Both { before, after } = &field.fields;
        let is_same_wire =
            before.it.kind == after.it.kind && before.it.type_name == after.it.type_name;
        let Some(old) = meaning(before).filter(|_| is_same_wire) else { continue };
        let new = meaning(after);
        if new == Some(old) {
            continue;
        }
        let new = new.map_or("nothing".to_owned(), |new| format!("`{new}`"));
        let message = format!(
            "{} changed what it means from `{old}` to {new}, though its bytes look the same",
            field.name
        );
        report.changed(after.at(), before.at(), message);
    }
}
