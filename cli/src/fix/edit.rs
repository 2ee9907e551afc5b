//! Puts attributes into a text and leaves the rest of it alone.

use super::scan::Slot;

/// The text with `#[tag(n)]` before each slot; the slots are in the order of the text.
pub(super) fn insert_tags(text: &str, slots: &[&Slot]) -> String {
    let mut fixed = String::with_capacity(text.len() + slots.len() * 24);
    let mut done = 0;
    for slot in slots {
        let Some(before) = text.get(done..slot.insert) else { continue };
        fixed.push_str(before);
        done = slot.insert;
        let number = slot.number.unwrap_or_default();
        fixed.push_str(&format!("#[tag({number})]"));
        match indent(text, slot.insert).filter(|_| !slot.inline) {
            Some(indent) => {
                let line_end = if text.contains("\r\n") { "\r\n" } else { "\n" };
                fixed.push_str(line_end);
                fixed.push_str(indent);
            }
            None => fixed.push(' '),
        }
    }
    fixed.push_str(text.get(done..).unwrap_or_default());
    fixed
}

/// What stands before this place on its line, if that is blank.
fn indent(text: &str, at: usize) -> Option<&str> {
    let before = text.get(..at)?;
    let line = before.rsplit('\n').next().unwrap_or(before);
    line.trim().is_empty().then_some(line)
}
