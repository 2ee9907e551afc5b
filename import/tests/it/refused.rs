//! What is refused, and in which words: each `.proto` in `tests/refused` begins with them.

use std::{fs, path::Path};

use strait_import::Import;

/// A line of a file that says what is expected: `//? 3:5: the reason; the advice`.
const SIGN: &str = "//? ";

#[test]
fn what_strait_cannot_say_is_refused_with_file_line_reason_and_advice() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/refused");
    let mut count = 0;
    let mut wrong = String::new();
    for entry in fs::read_dir(&folder).expect("the folder exists") {
        let path = entry.expect("a file").path();
        let text = fs::read_to_string(&path).expect("a file is text");
        let expected: Vec<&str> = text.lines().filter_map(|line| line.strip_prefix(SIGN)).collect();
        assert!(!expected.is_empty(), "{} has no line `{SIGN}…`", path.display());
        let result = Import::new().include(&folder).file(&path).run();
        let problems = result.err().map(|problems| problems.to_string()).unwrap_or_default();
        let prefix = format!("{}:", path.display());
        let found: Vec<&str> =
            problems.lines().map(|line| line.strip_prefix(&prefix).unwrap_or(line)).collect();
        if found != expected {
            wrong += &format!("{}:\n{}\n\n", path.display(), found.join("\n"));
        }
        count += 1;
    }
    assert!(wrong.is_empty(), "these problems differ from the expected:\n{wrong}");
    assert!(count > 5, "only {count} files");
}
