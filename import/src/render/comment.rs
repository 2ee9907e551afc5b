//! Comments of a `.proto` as documentation in Rust.
//!
//! The text stays as it is, but for one thing: what Markdown takes for code, rustdoc takes for a
//! Rust example, and would compile. Code is therefore fenced and said to be text.

use super::writer::Writer;
use crate::model::Info;

/// The comments with a blank line behind them, and the documentation.
pub(super) fn info(out: &mut Writer, info: &Info) {
    detached(out, &info.detached);
    docs(out, "///", &info.docs);
}

/// The same in a list of fields or variants, where rustfmt wants no blank line before an element.
pub(super) fn member_info(out: &mut Writer, info: &Info) {
    detached(out, &info.detached);
    out.trim();
    docs(out, "///", &info.docs);
}

/// Paragraphs that belong to nothing.
pub(super) fn detached(out: &mut Writer, paragraphs: &[Vec<String>]) {
    for paragraph in paragraphs.iter().filter(|lines| !lines.is_empty()) {
        out.gap();
        for line in paragraph {
            out.line(&comment("//", line));
        }
        out.gap();
    }
}

/// Documentation behind `///` or `//!`.
pub(super) fn docs(out: &mut Writer, sign: &str, lines: &[String]) {
    for line in as_text(lines) {
        out.line(&comment(sign, &line));
    }
}

fn comment(sign: &str, line: &str) -> String {
    // A carriage return is an error in Rust's comments.
    let line = line.replace('\r', "");
    if line.is_empty() { sign.to_owned() } else { format!("{sign} {line}") }
}

/// The lines with all code marked as text.
fn as_text(lines: &[String]) -> Vec<String> {
    let mut out = Vec::with_capacity(lines.len());
    let mut fence: Option<&str> = None;
    let mut indented = false;
    let mut after_blank = true;
    // Within a list, indentation is the text of the item.
    let mut in_list = false;
    for line in lines {
        let text = line.trim_start();
        let depth = line.len() - text.len();
        if indented && !text.is_empty() && depth < 4 {
            close_indented(&mut out);
            indented = false;
        }
        if let Some(mark) = fence {
            if text.trim_end() == mark {
                fence = None;
            }
            out.push(line.clone());
        } else if let Some(mark) = ["```", "~~~"].into_iter().find(|m| text.starts_with(m)) {
            let is_bare = text.trim_end() == mark;
            let language = text.trim_start_matches(['`', '~']).trim();
            let is_rust = is_bare || is_read_as_rust(language);
            out.push(if is_rust { format!("{}{mark}text", &line[..depth]) } else { line.clone() });
            fence = Some(mark);
        } else if indented {
            out.push(line.get(4..).unwrap_or_default().to_owned());
        } else if depth >= 4 && after_blank && !in_list {
            out.push("```text".to_owned());
            out.push(line.get(4..).unwrap_or_default().to_owned());
            indented = true;
        } else {
            if depth == 0 && !text.is_empty() {
                in_list = is_list_item(text);
            } else if is_list_item(text) {
                in_list = true;
            }
            out.push(line.clone());
        }
        after_blank = text.is_empty() || fence.is_none() && text.starts_with(['#', '`', '~']);
    }
    if indented {
        close_indented(&mut out);
    }
    if let Some(mark) = fence {
        out.push(mark.to_owned());
    }
    out
}

/// The fence goes before the blank lines at the end.
fn close_indented(out: &mut Vec<String>) {
    let end = out.iter().rposition(|line| !line.is_empty()).map_or(0, |last| last + 1);
    out.insert(end, "```".to_owned());
}

fn is_read_as_rust(language: &str) -> bool {
    language.split([',', ' ']).all(|word| {
        matches!(
            word,
            "" | "rust" | "should_panic" | "no_run" | "ignore" | "compile_fail" | "edition2021"
        )
    })
}

fn is_list_item(text: &str) -> bool {
    let numbered = text.trim_start_matches(|c: char| c.is_ascii_digit());
    text.starts_with(['-', '*', '+'])
        || numbered.len() < text.len() && numbered.starts_with(['.', ')'])
}

#[cfg(test)]
mod tests {
    use super::as_text;

    fn of(lines: &[&str]) -> Vec<String> {
        as_text(&lines.iter().map(|&line| line.to_owned()).collect::<Vec<_>>())
    }

    #[test]
    fn indented_code_is_fenced_as_text() {
        assert_eq!(
            of(&["Like so:", "", "    let x;", "", "      y", "", "Done."]),
            ["Like so:", "", "```text", "let x;", "", "  y", "```", "", "Done."]
        );
        assert_eq!(of(&["a", "", "    b"]), ["a", "", "```text", "b", "```"]);
    }

    #[test]
    fn indentation_that_goes_on_with_a_paragraph_is_no_code() {
        assert_eq!(of(&["a", "     b"]), ["a", "     b"]);
        assert_eq!(of(&["- a", "", "    b"]), ["- a", "", "    b"]);
    }

    #[test]
    fn fences_say_that_they_are_text() {
        assert_eq!(of(&["```", "    a", "```"]), ["```text", "    a", "```"]);
        assert_eq!(of(&["```json", "{}", "```"]), ["```json", "{}", "```"]);
        assert_eq!(of(&["```", "a"]), ["```text", "a", "```"]);
    }
}
