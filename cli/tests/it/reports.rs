//! The other ways in which findings are printed.

use crate::support::Folder;

fn folder() -> Folder {
    let folder = Folder::new();
    folder.write("a.rs", "#[derive(strait::Message)]\nstruct A {\n    b: u32,\n}\n");
    folder
}

#[test]
fn json_is_an_object_a_line() {
    let said = folder().strait(&["fix", "--check", "--format", "json"]);
    let said = said.finds(
        r#"{"at":{"column":5,"end_column":6,"end_line":3,"file":"a.rs","line":3},"help":["write `#[tag(1)]` before it, or let `strait fix` do so"],"message":"field `b` of `A` has no number","previous":null,"rule":"TAG_MISSING"}"#,
    );
    assert_eq!(said.err, "");
}

#[test]
fn github_gets_annotations() {
    folder().strait(&["--format", "github", "fix", "--check"]).finds(
        "::error file=a.rs,line=3,endLine=3,col=5,endColumn=6,title=TAG_MISSING::field `b` of `A` has no number%0Ahelp: write `#[tag(1)]` before it, or let `strait fix` do so",
    );
}

#[test]
fn wrong_arguments_are_exit_code_2() {
    let said = folder().strait(&["fix", "--check", "--diff"]);
    assert_eq!(said.code, Some(2));
    assert!(said.err.contains("--check"), "{}", said.err);
}
