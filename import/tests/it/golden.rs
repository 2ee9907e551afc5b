//! Each folder of `tests/golden` holds `.proto` files and the Rust they become, in `rust/`.
//!
//! `STRAIT_UPDATE=1` writes the Rust again. That it compiles, and means the same, is tested in
//! strait-tests, with the same files.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use strait_import::{Import, Imported};

#[test]
fn the_kitchen() {
    check("kitchen", &["kitchen.proto"], |import| import);
}

#[test]
fn names_that_clash() {
    check("clashes", &["clashes.proto"], |import| import);
}

/// That lints say nothing of it, clippy sees in strait-tests, where it is compiled.
#[test]
fn comments_that_were_not_written_for_rust() {
    let imported = check("comments", &["comments.proto"], |import| import);
    let lints = imported.inline.lines().filter_map(|line| line.trim().strip_prefix("#![allow("));
    let lints: Vec<&str> = lints.filter_map(|line| line.split(',').next()).collect();
    let expected = [
        "rustdoc::all",
        "clippy::doc_lazy_continuation",
        "clippy::doc_overindented_list_items",
        "clippy::enum_variant_names",
        "clippy::large_enum_variant",
        "clippy::module_inception",
        "clippy::wrong_self_convention",
    ];
    assert_eq!(lints, expected);
}

#[test]
fn packages_within_packages_and_in_several_files() {
    let files = ["root.proto", "a_again.proto", "versions.proto", "v2.proto", "upper.proto"];
    check("packages", &files, |import| import);
}

#[test]
fn what_proto2_says() {
    check("proto2", &["proto2.proto"], |import| import);
}

#[test]
fn options_of_protobuf_and_of_others() {
    check("options", &["options.proto"], |import| import);
}

#[test]
fn choices_of_the_caller() {
    check("choices", &["choices.proto"], |import| {
        import.keep_unknown_fields().std_time().hash_maps().external("shared", "crate::shared")
    });
}

#[test]
fn extensions_that_are_left_out() {
    let imported = check("extensions", &["extensions.proto"], Import::without_extensions);
    let left_out: Vec<(u32, &str)> = imported
        .left_out
        .iter()
        .map(|problem| (problem.position.map_or(0, |at| at.line), problem.reason.as_str()))
        .collect();
    let expected = [
        (10, "a range of extensions of `Order` has options"),
        (16, "`note` extends `extensions.Order`, and strait has no extensions"),
        (17, "`row` extends `extensions.Order`, and strait has no extensions"),
        (21, "`Set` has the wire format of message sets"),
        (27, "`member` extends `extensions.Set`, and strait has no extensions"),
        (31, "`unit` extends `google.protobuf.FieldOptions`, and strait has no extensions"),
    ];
    assert_eq!(left_out, expected);
    assert!(imported.left_out.iter().all(|problem| problem.advice.is_empty()));
}

fn check(case: &str, files: &[&str], choose: impl FnOnce(Import) -> Import) -> Imported {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(case);
    let mut import = Import::new().include(&folder);
    for file in files {
        import = import.file(folder.join(file));
    }
    let imported = choose(import).run().unwrap_or_else(|problems| panic!("{problems}"));
    let expected = folder.join("rust");
    if std::env::var_os("STRAIT_UPDATE").is_some() {
        update(&expected, &imported);
    }
    let written: BTreeMap<PathBuf, String> =
        imported.files.iter().map(|file| (file.path.clone(), file.contents.clone())).collect();
    let committed = read(&expected);
    assert_eq!(
        written.keys().collect::<Vec<_>>(),
        committed.keys().collect::<Vec<_>>(),
        "the files of {case}; STRAIT_UPDATE=1 writes them again"
    );
    for (path, text) in &written {
        let same = committed.get(path) == Some(text);
        assert!(
            same,
            "{case}/rust/{} has changed; STRAIT_UPDATE=1 writes it again",
            path.display()
        );
    }
    assert_formatted(&expected, written.keys());
    assert_formatted_inline(&imported);
    imported
}

fn update(expected: &Path, imported: &Imported) {
    let _ = fs::remove_dir_all(expected);
    for file in &imported.files {
        let path = expected.join(&file.path);
        fs::create_dir_all(path.parent().expect("a file lies in a folder"))
            .and_then(|()| fs::write(&path, &file.contents))
            .expect("the golden files are writable");
    }
}

fn read(folder: &Path) -> BTreeMap<PathBuf, String> {
    let mut files = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(&next).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let text = fs::read_to_string(&path).expect("a golden file is text");
                files.insert(path.strip_prefix(folder).expect("inside").to_owned(), text);
            }
        }
    }
    files
}

/// rustfmt, with its defaults, changes nothing.
fn assert_formatted<'p>(folder: &Path, paths: impl Iterator<Item = &'p PathBuf>) {
    for path in paths {
        // Its own children are checked in their turn; rustfmt goes there as well, which is fine.
        rustfmt(&folder.join(path));
    }
}

fn assert_formatted_inline(imported: &Imported) {
    let folder = tempfile::tempdir().expect("a folder for tests");
    let path = folder.path().join("inline.rs");
    fs::write(&path, &imported.inline).expect("the folder for tests is writable");
    rustfmt(&path);
}

fn rustfmt(path: &Path) {
    let folder = tempfile::tempdir().expect("a folder for tests");
    let defaults = folder.path().join("rustfmt.toml");
    fs::write(&defaults, "").expect("the folder for tests is writable");
    let output = Command::new("rustfmt")
        .args(["--check", "--edition", "2024", "--config-path"])
        .args([&defaults, path])
        .output();
    let Ok(output) = output else {
        assert!(std::env::var_os("STRAIT_PEERS").is_none(), "rustfmt is required");
        #[expect(clippy::print_stderr, reason = "a test that is skipped says so")]
        {
            eprintln!("skipped: this toolchain has no rustfmt");
        }
        return;
    };
    let diff = String::from_utf8_lossy(&output.stdout);
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{}:\n{diff}{errors}", path.display());
}
