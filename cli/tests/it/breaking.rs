//! `strait breaking`: what a change takes from those who have the older schema.

use std::process::Command;

use crate::{
    shop::{self, SHOP},
    support::Folder,
};

const BEFORE: &str = "syntax = \"proto3\";\n\npackage a.v1;\n\nmessage Hello {\n  string name = 1;\n\tint32 count = 2;\n}\n\nservice Greeter {\n  rpc Greet(Hello) returns (Hello);\n  rpc Wave(Hello) returns (Hello);\n}\n";

fn folders() -> Folder {
    let folder = Folder::new();
    folder.write("old/a/v1/a.proto", BEFORE).write("new/a/v1/a.proto", BEFORE);
    folder
}

#[test]
fn ci_refuses_a_trait_that_breaks_the_committed_proto() {
    let folder = shop::package(SHOP);
    folder.strait(&["export", "--out", "proto"]).clean();
    folder.write("proto/other.proto", "syntax = \"proto3\";\nmessage Theirs {}\n");
    folder.commit();
    assert_eq!(folder.strait(&["breaking", "--against", "HEAD"]).clean(), "");

    // Nothing that others notice.
    folder.edit(
        "src/lib.rs",
        "pub item: String,",
        "pub item: String,\n        #[tag(4)]\n        pub gift: bool,",
    );
    assert_eq!(folder.strait(&["breaking", "--against", "HEAD"]).clean(), "");

    folder.edit("src/lib.rs", "pub count: u32,", "pub count: String,");
    folder.edit(
        "src/lib.rs",
        "async fn place(&self, order: Order)",
        "async fn order(&self, order: Order)",
    );
    let said =
        folder.strait(&["breaking", "--against", "HEAD"]).finds(include_str!("golden/ci.txt"));
    assert_eq!(said.err, "2 breaking changes against HEAD\n");

    // The work tree is as it was, and a folder does as well as a commit.
    folder.command("git", &["diff", "--exit-code", "--stat", "proto"]);
    let said = folder.strait(&["breaking", "--against", "proto", "--use", "RPC_NO_DELETE"]);
    assert_eq!((said.code, said.out.matches("error[").count()), (Some(1), 1), "{}", said.out);
}

#[test]
fn files_are_compared_with_files() {
    let folder = folders();
    let compare = ["breaking", "new", "--against", "old"];
    assert_eq!(folder.strait(&compare).clean(), "");
    folder.edit("new/a/v1/a.proto", "\tint32 count = 2;", "\tstring count = 2;");
    folder.strait(&compare).finds(
        "
error[FIELD_WIRE_JSON_COMPATIBLE_TYPE]: field 2 \"count\" of \"a.v1.Hello\" changed its type from \"int32\" to \"string\", which is something else on the wire or in JSON
 --> new/a/v1/a.proto:7:2
  |
7 |     string count = 2;
  |     ^^^^^^
note: before the change
 --> old/a/v1/a.proto:7:2
  |
7 |     int32 count = 2;
  |     -----
  = help: leave the field as it is and add one with a number of its own; deprecate this one
",
    );
    let file = ["breaking", "new/a/v1/a.proto", "--against", "old/a/v1/a.proto"];
    assert_eq!(folder.strait(&file).code, Some(1));
    let ignored = [&compare[..], &["--ignore", "a.v1"]].concat();
    folder.strait(&ignored).clean();
}

#[test]
fn the_advice_can_be_copied() {
    let folder = folders();
    let compare = ["breaking", "new", "--against", "old"];
    folder.edit("new/a/v1/a.proto", "\tint32 count = 2;", "");
    let said = folder.strait(&compare);
    assert_eq!(said.out.matches("`#[message(reserved(2, \"count\"))]`").count(), 2, "{}", said.out);

    for (side, two, rest) in [("old", "MOOD_SAD = 5;", ""), ("new", "", "reserved 9;")] {
        let text = format!(
            "syntax = \"proto3\";\npackage a.v1;\n\
             message Named {{ int32 {side}_one = 7; }}\n\
             enum Mood {{\n  MOOD_UNSPECIFIED = 0;\n  {two}\n  {rest}\n}}\n"
        );
        folder.write(&format!("{side}/a/v1/mood.proto"), &text);
    }
    let said = folder.strait(&compare);
    let sad = "`#[enumeration(reserved(5, \"MOOD_SAD\"))]`";
    assert_eq!(said.out.matches(sad).count(), 2, "{}", said.out);
    assert_eq!(said.out.matches("--> old/a/v1/mood.proto:6:3").count(), 2, "{}", said.out);
    for pinned in ["`#[tag(7, name = \"old_one\")]`", "`#[tag(7, json_name = \"oldOne\")]`"] {
        assert_eq!(said.out.matches(pinned).count(), 1, "{pinned}: {}", said.out);
    }
    folder.write(
        "old/a/v1/mood.proto",
        "syntax = \"proto3\";\npackage a.v1;\nmessage Named { reserved 3; int32 new_one = 7; }\n\
         enum Mood { MOOD_UNSPECIFIED = 0; }\n",
    );
    let said = folder.strait(&compare);
    assert!(said.out.contains("  = help: put it back into `reserved(…)`: "), "{}", said.out);
}

#[test]
fn a_commit_may_name_its_folder() {
    let folder = folders();
    folder.commit();
    folder.edit("new/a/v1/a.proto", "  rpc Wave(Hello) returns (Hello);\n", "");
    for against in ["HEAD", "main:old", "HEAD:new"] {
        let said = folder.strait(&["breaking", "new", "--against", against]);
        assert_eq!(said.code, Some(1), "{against}: {}{}", said.out, said.err);
        assert!(said.out.starts_with("error[RPC_NO_DELETE]: "), "{}", said.out);
    }
    folder.strait(&["breaking", "new", "--against", "HEAD:nothing"]).stops(
        "
error: commit `HEAD` has nothing at `nothing`
  = help: name the folder that it has: `--against HEAD:<folder>` from the root of the repository, `--against HEAD:./<folder>` from the current folder
",
    );
    folder.strait(&["breaking", "new", "--against", "v9"]).stops(
        "
error: `v9` is no file, no folder and no commit
  = help: in CI, fetch the history first: a shallow clone has one commit only
",
    );
}

#[test]
fn a_path_in_a_commit_is_what_it_is_to_git() {
    let folder = folders();
    folder.write("shop/old/a/v1/a.proto", BEFORE).write("shop/deep/README", "");
    folder.commit();
    // The one below `shop` is another.
    folder.edit("old/a/v1/a.proto", "  rpc Wave(Hello) returns (Hello);\n", "");
    folder.commit();
    let breaking = |here: &str, new: &str, against: &str| {
        let strait = format!(
            "cd {here} && exec {:?} breaking {new} --against {against}",
            env!("CARGO_BIN_EXE_strait")
        );
        folder.run(Command::new("sh").args(["-c", &strait]))
    };
    for (here, new, against) in [
        ("shop", "../old", "HEAD:old"),
        ("shop", "../old", "HEAD:old/"),
        ("shop", "../old", "HEAD:../old"),
        ("shop", "old", "HEAD:./old"),
        ("shop", "old", "HEAD:shop/old"),
        ("shop/deep", "../old", "HEAD:../old"),
        // Without a path it is the place of the newer side.
        ("shop", "old", "HEAD"),
    ] {
        let said = breaking(here, new, against);
        assert_eq!((said.code, said.out.as_str()), (Some(0), ""), "{here} {against}: {}", said.err);
    }
    let said = breaking("shop", "../old", "HEAD:./old");
    assert_eq!(said.code, Some(1), "{}", said.err);
    // The place can be given to `git show` as it is.
    assert!(said.out.contains(" --> HEAD:shop/old/a/v1/a.proto:12:3\n"), "{}", said.out);
    let said = breaking("shop", "old", "HEAD:deep");
    assert!(said.out.starts_with("error: commit `HEAD` has nothing at `deep`\n"), "{}", said.out);
}

#[test]
fn the_configuration_chooses_rules() {
    let folder = folders();
    folder.edit("new/a/v1/a.proto", "  rpc Wave(Hello) returns (Hello);\n", "");
    let compare = ["breaking", "new", "--against", "old"];
    folder.write("strait.toml", "[breaking]\nexcept = [\"RPC_NO_DELETE\"]\n");
    folder.strait(&compare).clean();
    folder.write("strait.toml", "[breaking.ignore_only]\nRPC_NO_DELETE = [\"a.v1\"]\n");
    folder.strait(&compare).clean();
    folder.write("strait.toml", "[breaking]\nuse = [\"WIRE\"]\n");
    folder.strait(&compare).clean();
    // The command line is heard last.
    let said = folder.strait(&[&compare[..], &["--use", "RPC_NO_DELETE"]].concat());
    assert_eq!(said.code, Some(1));

    folder.write("strait.toml", "[breaking]\nexpect = 1\n");
    folder.strait(&compare).stops(
        "
error: unknown field `expect`, expected one of `use`, `except`, `ignore`, `ignore_only`, `ignore_unstable_packages`
 --> strait.toml:2:1
  |
2 | expect = 1
  | ^^^^^^
",
    );
    folder.write("strait.toml", "");
    let said = folder.strait(&[&compare[..], &["--use", "WIRES"]].concat());
    assert_eq!(said.code, Some(2));
    assert!(
        said.out.starts_with("error: no rule and no category is called `WIRES`\n"),
        "{}",
        said.out
    );
    assert!(
        said.out.contains("help: the categories are FILE, PACKAGE, STRAIT, WIRE, WIRE_JSON\n"),
        "{}",
        said.out
    );
    let rules = said.out.lines().find_map(|line| line.split_once("help: the rules are "));
    let (_, rules) = rules.expect("the rules are listed");
    let rules: Vec<_> = rules.split(", ").collect();
    assert!(rules.len() > 50 && rules.is_sorted(), "{rules:?}");
}

#[test]
fn what_cannot_be_read_is_pointed_at() {
    let folder = folders();
    folder.edit("new/a/v1/a.proto", "\tint32 count = 2;", "  Lost count = 2;");
    folder.strait(&["breaking", "new", "--against", "old"]).stops(
        "
error: name 'Lost' is not defined
 --> new/a/v1/a.proto:7:3
  |
7 |   Lost count = 2;
  |   ^^^^
",
    );
    folder.write("junk.binpb", "no descriptor set");
    let said = folder.strait(&["breaking", "junk.binpb", "--against", "old"]);
    assert_eq!(said.code, Some(2));
    assert!(
        said.out.starts_with("error: cannot read `junk.binpb`: not a descriptor set"),
        "{}",
        said.out
    );
    folder.write("none/README", "");
    folder.strait(&["breaking", "none", "--against", "old"]).stops(
        "
error: `none` has no `.proto` file
  = help: name the folder that has them
",
    );
}

#[test]
fn a_descriptor_set_is_a_schema_too() {
    let folder = shop::package(SHOP);
    let export = ["export", "--descriptor-set", "before.binpb", "--out", "proto"];
    folder.strait(&export).clean();
    folder.edit("src/lib.rs", "        #[tag(3)]\n        pub note: Option<String>,\n", "");
    let said = folder.strait(&["breaking", "--against", "before.binpb"]);
    assert_eq!(said.code, Some(1));
    assert!(said.out.contains("error[FIELD_NO_DELETE_UNLESS_NUMBER_RESERVED]"), "{}", said.out);
    let said = folder.strait(&["breaking", "proto", "--against", "before.binpb", "--use", "FILE"]);
    assert_eq!(said.clean(), "");
}
