//! Documentation as `//` lines.

/// What follows `//` on each line of a comment: nothing, or a space and the text.
///
/// The indentation that all lines share becomes one space, because rustdoc leaves one before each
/// line and hand-made schemas none. Blank lines at either end go.
pub(super) fn lines(comments: &[String]) -> Vec<String> {
    let lines: Vec<&str> = comments.iter().flat_map(|c| c.split('\n')).map(str::trim_end).collect();
    let (Some(first), Some(last)) =
        (lines.iter().position(|l| !l.is_empty()), lines.iter().rposition(|l| !l.is_empty()))
    else {
        return vec![];
    };
    let shared = lines.iter().filter(|l| !l.is_empty()).map(|l| indentation(l)).min().unwrap_or(0);
    let lines = lines.into_iter().take(last + 1).skip(first);
    lines
        .map(|line| line.get(shared..).filter(|text| !text.is_empty()))
        .map(|text| text.map_or_else(String::new, |text| format!(" {text}")))
        .collect()
}

fn indentation(line: &str) -> usize {
    line.len() - line.trim_start_matches(' ').len()
}

#[cfg(test)]
mod tests {
    use super::lines;

    fn of(comments: &[&str]) -> Vec<String> {
        lines(&comments.iter().map(|&c| c.to_owned()).collect::<Vec<_>>())
    }

    #[test]
    fn one_space_stands_before_the_text() {
        assert_eq!(of(&["Who to greet."]), [" Who to greet."]);
        assert_eq!(of(&[" Who to greet."]), [" Who to greet."]);
    }

    #[test]
    fn indentation_beyond_the_shared_one_stays() {
        let expected = [" Like so:", "", "     code()"];
        assert_eq!(of(&[" Like so:", "", "     code()"]), expected);
        assert_eq!(of(&["Like so:", "", "    code()"]), expected);
    }

    #[test]
    fn blank_lines_stay_only_within() {
        assert_eq!(of(&["", "  ", "a\t", "", "b\r", ""]), [" a", "", " b"]);
        assert!(of(&["", " "]).is_empty());
    }

    #[test]
    fn a_block_comment_is_split_into_its_lines() {
        assert_eq!(of(&[" One\n two\n\n three "]), [" One", " two", "", " three"]);
    }
}
