//! A line diff for people: what a text says, what it should say, and some lines around.

/// Lines shown before and after each change.
const CONTEXT: usize = 3;

/// Above this many pairs of lines to compare, a change is shown as all out and all in.
const MAX_PAIRS: usize = 4_000_000;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Edit<'t> {
    Keep(&'t str),
    Remove(&'t str),
    Add(&'t str),
}

/// The changes from `old` to `new` in unified form, without a header; empty where there are none.
pub(crate) fn unified(old: &str, new: &str) -> String {
    let edits = edits(&old.lines().collect::<Vec<_>>(), &new.lines().collect::<Vec<_>>());
    let mut text = String::new();
    for (start, end) in hunks(&edits) {
        let before = edits.get(..start).unwrap_or_default();
        let hunk = edits.get(start..end).unwrap_or_default();
        let range = |is_there: fn(&Edit<'_>) -> bool| {
            let count = |edits: &[Edit<'_>]| edits.iter().filter(|&edit| is_there(edit)).count();
            let (skipped, shown) = (count(before), count(hunk));
            // An empty range is named after the line before it.
            format!("{},{shown}", if shown == 0 { skipped } else { skipped + 1 })
        };
        let old_range = range(|edit| !matches!(edit, Edit::Add(_)));
        let new_range = range(|edit| !matches!(edit, Edit::Remove(_)));
        text += &format!("@@ -{old_range} +{new_range} @@\n");
        for edit in hunk {
            let (sign, line) = match edit {
                Edit::Keep(line) => (' ', line),
                Edit::Remove(line) => ('-', line),
                Edit::Add(line) => ('+', line),
            };
            text += &format!("{sign}{line}\n");
        }
    }
    text
}

/// The ranges of edits to show: each change with its context, those that touch in one.
fn hunks(edits: &[Edit<'_>]) -> Vec<(usize, usize)> {
    let mut hunks: Vec<(usize, usize)> = vec![];
    for (index, edit) in edits.iter().enumerate() {
        if matches!(edit, Edit::Keep(_)) {
            continue;
        }
        let start = index.saturating_sub(CONTEXT);
        let end = (index + 1 + CONTEXT).min(edits.len());
        match hunks.last_mut() {
            Some((_, last_end)) if start <= *last_end => *last_end = end,
            _ => hunks.push((start, end)),
        }
    }
    hunks
}

/// What makes `old` into `new`: the lines both share at either end, and a comparison between.
fn edits<'t>(old: &[&'t str], new: &[&'t str]) -> Vec<Edit<'t>> {
    let prefix = old.iter().zip(new).take_while(|(old, new)| old == new).count();
    let (head, old) = old.split_at(prefix);
    let (_, new) = new.split_at(prefix);
    let suffix = old.iter().rev().zip(new.iter().rev()).take_while(|(old, new)| old == new).count();
    let (old, tail) = old.split_at(old.len() - suffix);
    let (new, _) = new.split_at(new.len() - suffix);

    let keep = |line: &&'t str| Edit::Keep(line);
    let mut edits: Vec<_> = head.iter().map(keep).collect();
    if old.len().saturating_mul(new.len()) > MAX_PAIRS {
        edits.extend(old.iter().map(|line| Edit::Remove(line)));
        edits.extend(new.iter().map(|line| Edit::Add(line)));
    } else {
        compare(&mut edits, old, new);
    }
    edits.extend(tail.iter().map(keep));
    edits
}

/// Keeps the longest common subsequence.
fn compare<'t>(edits: &mut Vec<Edit<'t>>, old: &[&'t str], new: &[&'t str]) {
    let common = common_lengths(old, new);
    let (mut i, mut j) = (0, 0);
    while i < old.len() && j < new.len() {
        if old[i] == new[j] {
            edits.push(Edit::Keep(old[i]));
            (i, j) = (i + 1, j + 1);
        } else if common[i + 1][j] >= common[i][j + 1] {
            edits.push(Edit::Remove(old[i]));
            i += 1;
        } else {
            edits.push(Edit::Add(new[j]));
            j += 1;
        }
    }
    edits.extend(old[i..].iter().map(|line| Edit::Remove(line)));
    edits.extend(new[j..].iter().map(|line| Edit::Add(line)));
}

/// `[i][j]`: how many lines `old[i..]` and `new[j..]` have in common, in order.
fn common_lengths(old: &[&str], new: &[&str]) -> Vec<Vec<u32>> {
    let mut lengths = vec![vec![0; new.len() + 1]; old.len() + 1];
    for i in (0..old.len()).rev() {
        for j in (0..new.len()).rev() {
            lengths[i][j] = if old[i] == new[j] {
                lengths[i + 1][j + 1] + 1
            } else {
                lengths[i + 1][j].max(lengths[i][j + 1])
            };
        }
    }
    lengths
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_texts_have_no_diff() {
        assert_eq!(unified("a\nb\n", "a\nb\n"), "");
    }

    #[test]
    fn a_changed_line_is_shown_with_three_around_it() {
        let old = "1\n2\n3\n4\n5\n6\n7\n8\n9\n";
        let expected = "@@ -2,7 +2,8 @@\n 2\n 3\n 4\n-5\n+five\n+5½\n 6\n 7\n 8\n";
        assert_eq!(unified(old, &old.replace('5', "five\n5½")), expected);
    }

    #[test]
    fn far_changes_are_apart_and_near_ones_together() {
        let old: String = (0..30).map(|n| format!("{n}\n")).collect();
        let new =
            old.replace("3\n4\n", "4\n").replace("\n7\n", "\n7\nnew\n").replace("\n20\n", "\n");
        let diff = unified(&old, &new);
        let heads: Vec<_> = diff.lines().filter(|line| line.starts_with("@@")).collect();
        assert_eq!(heads, ["@@ -1,11 +1,11 @@", "@@ -18,7 +18,6 @@"]);
    }

    #[test]
    fn moved_lines_keep_what_they_can() {
        let expected = "@@ -1,4 +1,4 @@\n-a\n b\n c\n+a\n d\n";
        assert_eq!(unified("a\nb\nc\nd\n", "b\nc\na\nd\n"), expected);
    }

    #[test]
    fn a_new_text_is_all_added() {
        assert_eq!(unified("", "a\nb\n"), "@@ -0,0 +1,2 @@\n+a\n+b\n");
    }
}
