//! The suite's contract as strait exports it is the suite's own, by buf's judgement either way.

use std::{
    fs,
    path::{Path, PathBuf},
};

use strait::{Message as _, schema::Schema};
use strait_tests::{
    conformance::{
        client_compat::{ClientCompatRequest, ClientCompatResponse, WireDetails},
        config::Config,
        server_compat::{ServerCompatRequest, ServerCompatResponse},
        service::ConformanceServiceSchema,
        suite::TestSuite,
    },
    peers::{self, Buf},
};

/// All rules of a package: names, numbers, types, labels, oneofs, JSON names, methods, nothing
/// deleted. The original is five files and the export one, so the rules of files do not fit.
const RULES: &str = r#"{"version":"v2","breaking":{"use":["PACKAGE"]}}"#;

#[test]
fn the_exported_schema_is_that_of_the_suite() {
    let (Some(buf), Some(conformance)) = (peers::buf(), peers::conformance()) else { return };
    let theirs = conformance.protos();
    let ours = export();
    assert_breaks_nothing(&buf, &ours, &theirs);
    assert_breaks_nothing(&buf, &theirs, &ours);
}

fn assert_breaks_nothing(buf: &Buf, new: &Path, old: &Path) {
    let mut command = buf.command();
    command.arg("breaking").arg(new).arg("--against").arg(old).args(["--config", RULES]);
    command.args(["--against-config", RULES]);
    // Not in a folder that holds one of the two: buf would take that for its workspace.
    peers::run(command.current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/conformance")));
}

/// Writes every type of the suite to an empty folder.
fn export() -> PathBuf {
    let mut schema = Schema::new();
    ConformanceServiceSchema::describe(&mut schema);
    Config::describe(&mut schema);
    ServerCompatRequest::describe(&mut schema);
    ServerCompatResponse::describe(&mut schema);
    ClientCompatRequest::describe(&mut schema);
    ClientCompatResponse::describe(&mut schema);
    WireDetails::describe(&mut schema);
    TestSuite::describe(&mut schema);
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("conformance_schema");
    let _ = fs::remove_dir_all(&folder);
    for file in schema.proto_files().expect("the schema is valid") {
        let path = folder.join(file.path());
        fs::create_dir_all(path.parent().expect("a file lies in a folder"))
            .and_then(|()| fs::write(&path, file.contents()))
            .expect("the folder for tests is writable");
    }
    folder
}
