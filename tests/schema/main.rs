//! What strait says about a schema, judged by the tools that everybody else uses: protoc reads the
//! text as the descriptors mean it, and buf has nothing against either.

mod buf;
mod protoc;
mod rules;
mod rust_types;
mod scoping;

/// The schemas that strait-proto-compat is tested with.
#[path = "../../proto-compat/tests/it/fixtures/mod.rs"]
mod fixtures;

/// Pairs of schemas for the rules.
#[path = "../../proto-compat/tests/it/rules/cases.rs"]
mod cases;

use std::{
    fs,
    path::{Path, PathBuf},
};

use strait_proto_compat::schema::Schema;

/// Writes the `.proto` files of a schema to an empty folder.
fn write(schema: &Schema, test: &str) -> Proto {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("schema").join(test);
    let _ = fs::remove_dir_all(&folder);
    let files = schema.proto_files().expect("the schema is valid");
    let mut paths = vec![];
    for file in files {
        let path = folder.join(file.path());
        fs::create_dir_all(path.parent().expect("a file lies in a folder"))
            .and_then(|()| fs::write(&path, file.contents()))
            .expect("the folder for tests is writable");
        paths.push(file.path().to_owned());
    }
    Proto { folder, paths }
}

/// Files in a folder.
struct Proto {
    folder: PathBuf,
    /// As they import each other.
    paths: Vec<String>,
}
