//! Diagnostics as rustc shows them: the line, the caret, what to do.

use std::fmt::{self, Display, Formatter};

use anstyle::{AnsiColor, Style};

use super::{Diagnostic, Place, Span};

const ERROR: Style = AnsiColor::BrightRed.on_default().bold();
const FRAME: Style = AnsiColor::BrightBlue.on_default().bold();
const BOLD: Style = Style::new().bold();

/// A diagnostic with colours, which the stream removes where they are not wanted.
pub(super) struct Shown<'d>(pub(super) &'d Diagnostic);

impl Display for Shown<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let Diagnostic { rule, message, at, note, help } = self.0;
        let rule = rule.map(|rule| format!("[{rule}]")).unwrap_or_default();
        writeln!(f, "{ERROR}error{rule}{ERROR:#}{BOLD}: {message}{BOLD:#}")?;
        let width = gutter([at.as_ref(), note.as_ref().map(|(_, place)| place)]);
        if let Some(place) = at {
            place_shown(f, place, width, '^', ERROR)?;
        }
        if let Some((word, place)) = note {
            writeln!(f, "{BOLD}note{BOLD:#}: {word}")?;
            place_shown(f, place, width, '-', FRAME)?;
        }
        for help in help {
            let mut lines = help.lines();
            let first = lines.next().unwrap_or_default();
            writeln!(f, "{:width$} {FRAME}={FRAME:#} {BOLD}help{BOLD:#}: {first}", "")?;
            for line in lines {
                writeln!(f, "{:width$}         {line}", "")?;
            }
        }
        Ok(())
    }
}

/// The width of the widest line number.
fn gutter(places: [Option<&Place>; 2]) -> usize {
    let lines = places.iter().flatten().filter_map(|place| place.span).map(|span| span.line);
    lines.map(|line| line.to_string().len()).max().unwrap_or(1)
}

fn place_shown(
    f: &mut Formatter<'_>,
    place: &Place,
    width: usize,
    mark: char,
    style: Style,
) -> fmt::Result {
    let file = &place.file;
    let Some(span) = place.span else {
        return writeln!(f, "{:width$}{FRAME}-->{FRAME:#} {file}", "");
    };
    let Span { line, column, .. } = span;
    writeln!(f, "{:width$}{FRAME}-->{FRAME:#} {file}:{line}:{column}", "")?;
    let source = place.text.as_ref().and_then(|text| text.lines().nth(line.checked_sub(1)?));
    let Some(source) = source else { return Ok(()) };
    let (start, length) = marked(source, span);
    let (blanks, marks) = (" ".repeat(start), mark.to_string().repeat(length));
    writeln!(f, "{:width$} {FRAME}|{FRAME:#}", "")?;
    writeln!(f, "{FRAME}{line:width$} |{FRAME:#} {}", expand(source))?;
    writeln!(f, "{:width$} {FRAME}|{FRAME:#} {blanks}{style}{marks}{style:#}", "")
}

const TAB: usize = 4;

fn expand(line: &str) -> String {
    line.replace('\t', &" ".repeat(TAB))
}

/// Where the marks start in the line as shown, and how many there are; of several lines the first
/// is marked.
fn marked(line: &str, span: Span) -> (usize, usize) {
    let shown = |column: usize| -> usize {
        let before = line.chars().take(column.saturating_sub(1));
        before.map(|letter| if letter == '\t' { TAB } else { 1 }).sum()
    };
    let start = shown(span.column);
    let end = if span.end_line > span.line {
        shown(line.trim_end().chars().count() + 1)
    } else {
        shown(span.end_column)
    };
    (start, end.saturating_sub(start).max(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_stand_below_what_they_mean() {
        let span = |column, end_line, end_column| Span { line: 1, column, end_line, end_column };
        assert_eq!(marked("\tint32 a = 1;", span(2, 1, 7)), (4, 5));
        assert_eq!(marked("größe: u8", span(8, 1, 10)), (7, 2));
        assert_eq!(marked("message A {", span(1, 3, 2)), (0, 11));
        assert_eq!(marked("", span(9, 1, 9)), (0, 1));
    }
}
