//! `docs/conformance.md` names tests that there are.

use std::fs;

use strait_tests::peers::repository;

#[test]
fn the_tests_that_the_document_names_exist() {
    let text = fs::read_to_string(repository().join("docs/conformance.md")).expect("it is there");
    // What stands between backticks is every second piece.
    let names = text.split('`').skip(1).step_by(2).filter_map(|code| code.split_once("::"));
    let names: Vec<_> = names.filter(|(file, _)| file.contains('/')).collect();
    assert!(names.len() > 50, "only {} names were found", names.len());
    let missing: Vec<_> = names.iter().filter(|(file, test)| !exists(file, test)).collect();
    assert!(missing.is_empty(), "{missing:#?}");
}

fn exists(file: &str, test: &str) -> bool {
    ["tests", "runtime/src"].iter().any(|folder| {
        let path = repository().join(folder).join(file).with_extension("rs");
        let source = fs::read_to_string(path).unwrap_or_default();
        source.contains(&format!("fn {test}("))
    })
}
