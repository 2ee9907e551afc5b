//! The messages of the suite are made by import: what is compiled into `protobuf-testee` is exactly
//! what `strait-import` makes of the suite's own files.
//!
//! The suite's files declare extensions and message sets, which strait does not have: the import is
//! told to leave them out, and says which. The tests that use them send fields that strait does not
//! know, and must get back.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use strait_import::{Import, Problem};
use strait_tests::peers::{self, Pbconf, Python};

const FILES: [&str; 6] = [
    "conformance/conformance.proto",
    "google/protobuf/test_messages_proto2.proto",
    "google/protobuf/test_messages_proto3.proto",
    "google/protobuf/test_messages_proto2_editions.proto",
    "google/protobuf/test_messages_proto3_editions.proto",
    "google/protobuf/test_messages_edition2023.proto",
];

#[test]
fn the_messages_are_what_import_makes_of_the_suites_files() {
    let (Some(suite), Some(python)) = (peers::pbconf(), peers::python()) else { return };
    let set = descriptors(&suite, &python);
    let import = Import::new().descriptor_set(set).keep_unknown_fields().without_extensions();
    // By name, because what lies in `google/protobuf` is taken for Google's own otherwise.
    let imported = FILES.iter().fold(import, |import, file| import.only(*file)).run();
    let imported = imported.unwrap_or_else(|problems| panic!("{problems}"));
    let of_sets = |problem: &&Problem| problem.reason.ends_with("the wire format of message sets");
    let sets = imported.left_out.iter().filter(of_sets).count();
    let extensions = imported.left_out.iter().filter(|p| p.reason.contains(" extends ")).count();
    assert_eq!(
        (extensions, sets, imported.left_out.len()),
        (17, 4, 21),
        "{:#?}",
        imported.left_out
    );
    let made: BTreeMap<PathBuf, String> =
        imported.files.into_iter().map(|file| (file.path, file.contents)).collect();

    let folder = peers::repository().join("tests/src/bin/protobuf-testee/messages");
    if std::env::var_os("STRAIT_UPDATE").is_some() {
        for (path, contents) in &made {
            let path = folder.join(path);
            fs::create_dir_all(path.parent().expect("a file is in a folder")).expect("a folder");
            fs::write(path, contents).expect("it can be written");
        }
    }
    let mut committed = BTreeMap::new();
    read(&folder, Path::new(""), &mut committed);
    // By name first: the texts are long.
    assert_eq!(committed.keys().collect::<Vec<_>>(), made.keys().collect::<Vec<_>>());
    for (path, contents) in &made {
        let same = committed.get(path) == Some(contents);
        assert!(same, "{} is not what import makes: STRAIT_UPDATE=1 rewrites it", path.display());
    }
}

/// The suite's files as protoc describes them, editions and all.
fn descriptors(suite: &Pbconf, python: &Python) -> Vec<u8> {
    let set = Path::new(env!("CARGO_TARGET_TMPDIR")).join("pbconf.binpb");
    let protos = suite.protos();
    let mut protoc = python.protoc();
    protoc.current_dir(&protos).args(["-I.", "--include_imports", "--include_source_info"]);
    peers::run(protoc.arg("--descriptor_set_out").arg(&set).args(FILES));
    fs::read(set).expect("protoc has written it")
}

/// Every file below a folder.
fn read(folder: &Path, below: &Path, files: &mut BTreeMap<PathBuf, String>) {
    for entry in fs::read_dir(folder.join(below)).expect("the folder is there") {
        let entry = entry.expect("it can be read");
        let path = below.join(entry.file_name());
        if entry.file_type().expect("it has a type").is_dir() {
            read(folder, &path, files);
        } else {
            files.insert(path.clone(), fs::read_to_string(folder.join(&path)).expect("text"));
        }
    }
}
