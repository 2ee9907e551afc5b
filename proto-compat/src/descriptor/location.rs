//! Where the elements of a file stand in its text, and the comments on them.

use std::collections::BTreeMap;

use super::{DecodeError, reader};
use crate::schema::Meaning;

/// A place in a text. Lines and columns are counted from 1; the end is the first column after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The line it starts on.
    pub start_line: u32,
    /// The column it starts at, in bytes, with a tab to the next multiple of 8 as protoc counts.
    pub start_column: u32,
    /// The line it ends on.
    pub end_line: u32,
    /// The column after its last character.
    pub end_column: u32,
}

/// An element in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Location {
    /// From the first character to after the last.
    pub span: Span,
    /// The comment above, without comment signs.
    pub leading: String,
    /// The comment behind it.
    pub trailing: String,
}

impl Location {
    /// What the comments say that the values of a field mean.
    #[must_use]
    pub fn meaning(&self) -> Meaning {
        Meaning::said(self.leading.lines().chain(self.trailing.lines()))
    }
}

/// The locations of a file by path, as `SourceCodeInfo` knows them: field numbers and indices.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Locations {
    by_path: BTreeMap<Vec<i32>, Location>,
}

impl Locations {
    pub(super) fn decode(source_code_info: &[u8]) -> Result<Self, DecodeError> {
        let mut by_path = BTreeMap::new();
        for (number, value) in reader::fields(source_code_info)? {
            if number == 1 {
                let (path, location) = decode_location(value.bytes())?;
                // > Multiple locations may have the same path. […] there may be multiple extend
                // > blocks in the same scope.
                by_path.entry(path).or_insert(location);
            }
        }
        Ok(Self { by_path })
    }

    /// Whether the file came without its text.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.by_path.is_empty()
    }

    /// What stands at exactly this path.
    #[must_use]
    pub fn at(&self, path: &[i32]) -> Option<&Location> {
        self.by_path.get(path)
    }

    /// What stands at the path, or at the nearest element around it.
    ///
    /// Descriptors made by strait locate definitions, not their tokens.
    #[must_use]
    pub fn nearest(&self, path: &[i32]) -> Option<&Location> {
        // The path of the file itself is no answer: it would point at everything.
        (1..=path.len()).rev().find_map(|length| self.at(path.get(..length)?))
    }
}

fn decode_location(bytes: &[u8]) -> Result<(Vec<i32>, Location), DecodeError> {
    let (mut path, mut span) = (vec![], vec![]);
    let (mut leading, mut trailing) = (String::new(), String::new());
    for (number, value) in reader::fields(bytes)? {
        match number {
            1 => path.extend(reader::packed(&value)?),
            2 => span.extend(reader::packed(&value)?),
            3 => leading = value.text(),
            4 => trailing = value.text(),
            _ => {}
        }
    }
    // > Always has exactly three or four elements: start line, start column, end line (optional,
    // > otherwise assumed same as start line), end column.
    let span = match span[..] {
        [line, start, end] => [line, start, line, end],
        [line, start, end_line, end] => [line, start, end_line, end],
        _ => return Err(DecodeError::malformed("source span")),
    };
    // > Note that line and column numbers are zero-based.
    let [start_line, start_column, end_line, end_column] =
        span.map(|number| u32::try_from(number).unwrap_or(0).saturating_add(1));
    let span = Span { start_line, start_column, end_line, end_column };
    Ok((path, Location { span, leading, trailing }))
}
