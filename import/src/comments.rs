//! Where things stand in a file, and the comments there.

use std::collections::HashMap;

use crate::{
    descriptor::{self, Location},
    problem::Position,
};

/// The locations of a file by the path of the element.
pub(crate) struct Locations<'f> {
    by_path: HashMap<&'f [i32], &'f Location>,
    in_order: &'f [Location],
}

impl<'f> Locations<'f> {
    pub(crate) fn of(file: &'f descriptor::File) -> Self {
        let in_order = file.source_code_info.as_ref().map_or(&[][..], |info| &info.location);
        let mut by_path = HashMap::with_capacity(in_order.len());
        for location in in_order {
            by_path.entry(location.path.as_slice()).or_insert(location);
        }
        Self { by_path, in_order }
    }

    pub(crate) fn position(&self, path: &[i32]) -> Option<Position> {
        self.by_path.get(path).and_then(|location| position(&location.span))
    }

    /// The comments on an element, those before it first.
    pub(crate) fn docs(&self, path: &[i32]) -> Vec<String> {
        let Some(location) = self.by_path.get(path) else { return Vec::new() };
        let mut docs = location.leading_comments.as_deref().map(lines).unwrap_or_default();
        let trailing = location.trailing_comments.as_deref().map(lines).unwrap_or_default();
        if !docs.is_empty() && !trailing.is_empty() {
            docs.push(String::new());
        }
        docs.extend(trailing);
        docs
    }

    /// The comments before an element with a blank line between.
    pub(crate) fn detached(&self, path: &[i32]) -> Vec<Vec<String>> {
        let Some(location) = self.by_path.get(path) else { return Vec::new() };
        location.leading_detached_comments.iter().map(|text| lines(text)).collect()
    }

    /// All comments at elements for which `is_ours`, in the order of the file.
    pub(crate) fn comments_where(&self, is_ours: impl Fn(&[i32]) -> bool) -> Vec<Vec<String>> {
        let mut comments = Vec::new();
        let mut ours: Vec<&Location> =
            self.in_order.iter().filter(|location| is_ours(&location.path)).collect();
        ours.sort_by_key(|location| &location.span);
        for location in ours {
            comments.extend(location.leading_detached_comments.iter().map(|text| lines(text)));
            comments.extend(location.leading_comments.as_deref().map(lines));
            comments.extend(location.trailing_comments.as_deref().map(lines));
        }
        comments.retain(|lines| !lines.is_empty());
        comments
    }
}

fn position(span: &[i32]) -> Option<Position> {
    let at = |number: i32| u32::try_from(number).ok().map(|number| number.saturating_add(1));
    match *span {
        [line, column, end] => Some(Position {
            line: at(line)?,
            column: at(column)?,
            end_line: at(line)?,
            end_column: at(end)?,
        }),
        [line, column, end_line, end_column] => Some(Position {
            line: at(line)?,
            column: at(column)?,
            end_line: at(end_line)?,
            end_column: at(end_column)?,
        }),
        _ => None,
    }
}

/// The lines of a comment without blank ones at either end and without shared indentation.
fn lines(text: &str) -> Vec<String> {
    let lines: Vec<String> =
        text.lines().map(|line| line.replace('\t', "    ").trim_end().to_owned()).collect();
    let is_text = |line: &String| !line.is_empty();
    let (Some(first), Some(last)) =
        (lines.iter().position(is_text), lines.iter().rposition(is_text))
    else {
        return Vec::new();
    };
    let lines = lines.get(first..=last).unwrap_or_default();
    let indentation = |line: &String| line.len() - line.trim_start_matches(' ').len();
    let shared = lines.iter().filter(|line| is_text(line)).map(indentation).min().unwrap_or(0);
    lines.iter().map(|line| line.get(shared..).unwrap_or_default().to_owned()).collect()
}
