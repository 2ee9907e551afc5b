//! The service as strait exports it is the official one, by buf's judgement either way.

use std::{
    fs,
    path::{Path, PathBuf},
};

use strait::schema::Schema;
use strait_tests::{
    grpc_testing::{
        TestServiceSchema, UnimplementedServiceSchema,
        steering::{
            LoadBalancerStatsServiceSchema, ReconnectServiceSchema,
            XdsUpdateClientConfigureServiceSchema, XdsUpdateHealthServiceSchema,
        },
    },
    peers::{self, Buf},
};

/// All rules of a package: names, numbers, types, labels, oneofs, JSON names, methods, nothing
/// deleted. The original is three files and the export one, so the rules of files do not fit, nor
/// does the name of the Java package that the original has.
const RULES: &str =
    r#"{"version":"v2","breaking":{"use":["PACKAGE"],"except":["FILE_SAME_JAVA_PACKAGE"]}}"#;
/// Of the peer's four files the fourth is of another service.
const ORIGINALS: [&str; 3] = ["empty.proto", "messages.proto", "test.proto"];

#[test]
fn the_exported_schema_is_the_official_one() {
    let (Some(buf), Some(java)) = (peers::buf(), peers::java()) else { return };
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("official_schema");
    let _ = fs::remove_dir_all(&folder);
    let theirs = originals(&java.protos(), &folder.join("theirs"));
    let ours = export(&folder.join("ours"));
    assert_breaks_nothing(&buf, &ours, &theirs);
    assert_breaks_nothing(&buf, &theirs, &ours);
}

fn assert_breaks_nothing(buf: &Buf, new: &Path, old: &Path) {
    let mut command = buf.command();
    command.arg("breaking").arg(new).arg("--against").arg(old).args(["--config", RULES]);
    command.args(["--against-config", RULES]);
    // Not in a folder that holds one of the two: buf would take that for its workspace.
    peers::run(command.current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/interop")));
}

fn originals(from: &Path, to: &Path) -> PathBuf {
    for name in ORIGINALS {
        let path = Path::new("grpc/testing").join(name);
        let text = fs::read_to_string(from.join(&path)).expect("the peer has it");
        write(&to.join(&path), &text);
    }
    to.to_owned()
}

/// Writes the whole package below a folder.
pub(super) fn export(to: &Path) -> PathBuf {
    let mut schema = Schema::new();
    TestServiceSchema::describe(&mut schema);
    UnimplementedServiceSchema::describe(&mut schema);
    ReconnectServiceSchema::describe(&mut schema);
    LoadBalancerStatsServiceSchema::describe(&mut schema);
    XdsUpdateHealthServiceSchema::describe(&mut schema);
    XdsUpdateClientConfigureServiceSchema::describe(&mut schema);
    for file in schema.proto_files().expect("the schema is valid") {
        write(&to.join(file.path()), file.contents());
    }
    to.to_owned()
}

fn write(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().expect("a file lies in a folder"))
        .and_then(|()| fs::write(path, text))
        .expect("the folder for tests is writable");
}
