//! Committed `.proto` files and their Rust types drift apart, and are brought together again.

use std::{fs, path::PathBuf};

use strait_proto_compat::{Difference, ProtoFile, verify_dir};

use crate::fixtures;

/// An empty folder of its own for each test.
fn folder(test: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("proto_dir").join(test);
    let _ = fs::remove_dir_all(&folder);
    folder
}

fn shop() -> Vec<ProtoFile> {
    fixtures::shop().proto_files().expect("the schema is valid")
}

#[test]
fn an_update_writes_what_a_check_then_finds() {
    let dir = folder("update");
    let drift = verify_dir(&dir, &shop(), false).unwrap_err();
    assert!(matches!(drift.differences(), [Difference::Missing { .. }]), "{drift}");

    verify_dir(&dir, &shop(), true).unwrap();
    verify_dir(&dir, &shop(), false).unwrap();
    let text = fs::read_to_string(dir.join("shop/v1/shop.proto")).unwrap();
    assert_eq!(text, shop()[0].contents());
}

#[test]
fn a_stale_file_is_shown_line_by_line() {
    let dir = folder("stale");
    verify_dir(&dir, &shop(), true).unwrap();
    let path = dir.join("shop/v1/shop.proto");
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, text.replace("string note = 4", "string remark = 4")).unwrap();

    let drift = verify_dir(&dir, &shop(), false).unwrap_err().to_string();
    assert!(drift.contains("\n-  optional string remark = 4;\n"), "{drift}");
    assert!(drift.contains("\n+  optional string note = 4;\n"), "{drift}");
    assert!(drift.contains("STRAIT_UPDATE=1"), "{drift}");

    verify_dir(&dir, &shop(), true).unwrap();
    assert_eq!(fs::read_to_string(&path).unwrap(), text);
}

#[test]
fn only_files_that_strait_wrote_can_be_left_over() {
    let dir = folder("left_over");
    verify_dir(&dir, &shop(), true).unwrap();
    let (old, foreign) = (dir.join("shop/v0/shop.proto"), dir.join("foreign.proto"));
    fs::create_dir_all(old.parent().unwrap()).unwrap();
    fs::copy(dir.join("shop/v1/shop.proto"), &old).unwrap();
    fs::write(&foreign, "syntax = \"proto3\";\n").unwrap();

    let drift = verify_dir(&dir, &shop(), false).unwrap_err();
    assert!(
        matches!(drift.differences(), [Difference::LeftOver { path }] if *path == old),
        "{drift}"
    );
    verify_dir(&dir, &shop(), true).unwrap();
    assert!(!old.exists() && foreign.exists());
}

#[test]
fn line_ends_of_another_platform_are_no_difference() {
    let dir = folder("line_ends");
    verify_dir(&dir, &shop(), true).unwrap();
    let path = dir.join("shop/v1/shop.proto");
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, text.replace('\n', "\r\n")).unwrap();
    verify_dir(&dir, &shop(), false).unwrap();
}

#[test]
fn what_cannot_be_written_is_named() {
    let dir = folder("unwritable");
    // A file where a folder should be.
    fs::create_dir_all(&dir).unwrap();
    fs::write(dir.join("shop"), "").unwrap();
    let drift = verify_dir(&dir, &shop(), true).unwrap_err();
    let [Difference::Io { path, .. }] = drift.differences() else { panic!("{drift}") };
    assert_eq!(*path, dir.join("shop/v1/shop.proto"));
}
