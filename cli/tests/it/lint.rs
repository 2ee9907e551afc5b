//! `strait lint`: where a schema departs from protobuf's style.

use crate::{
    shop::{self, SHOP},
    support::Folder,
};

#[test]
fn files_are_judged_and_rules_chosen() {
    let folder = Folder::new();
    folder.write(
        "proto/a/v1/a.proto",
        "syntax = \"proto3\";\n\npackage a.v1;\n\nmessage hello {\n  string userName = 1;\n}\n",
    );
    folder.strait(&["lint", "proto"]).finds(include_str!("golden/lint.txt"));
    let said = folder.strait(&["lint", "proto", "--except", "MESSAGE_PASCAL_CASE"]);
    assert_eq!(said.out.matches("error[").count(), 1, "{}", said.out);
    folder.write("strait.toml", "[lint]\nuse = [\"PACKAGE_DEFINED\"]\n");
    assert_eq!(folder.strait(&["lint", "proto"]).clean(), "");
    let said = folder.strait(&["lint", "proto", "--use", "PRETTY"]);
    assert_eq!(said.code, Some(2));
    assert!(said.out.contains("no rule and no category is called `PRETTY`"), "{}", said.out);
}

#[test]
fn a_crate_is_judged_by_what_it_exports() {
    let folder = shop::package(SHOP);
    let said = folder.strait(&["lint", "--use", "SERVICE_SUFFIX", "--format", "json"]);
    assert_eq!(said.code, Some(1));
    assert_eq!(said.out.lines().count(), 2, "{}", said.out);
    assert!(said.out.contains("\"rule\":\"SERVICE_SUFFIX\""), "{}", said.out);
}
