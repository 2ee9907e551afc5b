//! Diagnostics for programs: one JSON object a line.

use serde_json::{Value, json};

use super::{Diagnostic, Place};

/// `{"rule":…,"message":…,"at":{"file":…,"line":…,…},"previous":{…},"help":[…]}`; what is not
/// known is null.
pub(super) fn line(diagnostic: &Diagnostic) -> Value {
    json!({
        "rule": diagnostic.rule,
        "message": diagnostic.message,
        "at": diagnostic.at.as_ref().map(place),
        "previous": diagnostic.note.as_ref().map(|(_, at)| place(at)),
        "help": diagnostic.help,
    })
}

fn place(place: &Place) -> Value {
    let span = place.span;
    json!({
        "file": place.file,
        "line": span.map(|span| span.line),
        "column": span.map(|span| span.column),
        "end_line": span.map(|span| span.end_line),
        "end_column": span.map(|span| span.end_column),
    })
}
