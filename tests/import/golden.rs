//! The files that strait-import is tested with: what they become compiles, and exported again it
//! has no breaking difference from them, either way round.

use std::{
    fs,
    path::{Path, PathBuf},
};

use strait::{Message, schema::Schema};
use strait_import::Import;
use strait_tests::peers;

/// Below a module that has a package of its own, which must not matter.
mod below {
    strait::package!("other");

    pub(super) mod kitchen {
        strait::proto!(
            "../import/tests/golden/kitchen/kitchen.proto",
            include = ["../import/tests/golden/kitchen"]
        );
    }
}

use below::kitchen::kitchen::v1 as kitchen;

#[test]
#[expect(deprecated, reason = "`Outer` is")]
fn the_kitchen_comes_back_as_it_was() {
    let mut schema = Schema::new();
    kitchen::KitchenSchema::describe(&mut schema);
    kitchen::EmptySchema::describe(&mut schema);
    <kitchen::Scalars as Message>::describe(&mut schema);
    <kitchen::Lists as Message>::describe(&mut schema);
    <kitchen::Names as Message>::describe(&mut schema);
    <kitchen::Outer as Message>::describe(&mut schema);
    <kitchen::Tree as Message>::describe(&mut schema);
    <kitchen::WellKnown as Message>::describe(&mut schema);
    <kitchen::outer::inner::Deepest as Message>::describe(&mut schema);
    // Only `shared.types.Unused` is missing, which nothing refers to.
    assert_nothing_breaks(&schema, "kitchen", &["shared.proto"]);
}

/// What buf builds holds the files that declare the options, and marks them.
#[test]
fn an_image_of_bufs_makes_what_its_files_make() {
    let Some(buf) = peers::buf() else { return };
    let folder = peers::repository().join("import/tests/golden/options");
    let mut build = buf.command();
    build.args(["build", "--path", "options.proto", "-o", "-#format=binpb"]).current_dir(&folder);
    let from_image = Import::new().descriptor_set(peers::run(&mut build)).run();
    let from_file = Import::new().file(folder.join("options.proto")).run();
    assert_eq!(from_image.expect("it imports").files, from_file.expect("it imports").files);
}

/// Compares by package, since export makes one file of each.
fn assert_nothing_breaks(schema: &Schema, case: &str, ignored: &[&str]) {
    let Some(buf) = peers::buf() else { return };
    let before = peers::repository().join("import/tests/golden").join(case);
    let after = export(schema, case);
    let ignored = ignored.iter().map(|path| format!("{path:?}")).collect::<Vec<_>>().join(",");
    for (new, old) in [(&before, &after), (&after, &before)] {
        let config = format!(
            r#"{{"version":"v2","breaking":{{"use":["PACKAGE","WIRE_JSON"],"ignore":[{ignored}]}}}}"#
        );
        let mut command = buf.command();
        command.args(["breaking", ".", "--config", &config, "--against-config", &config]);
        peers::run(command.arg("--against").arg(old).current_dir(new));
    }
}

fn export(schema: &Schema, case: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("import").join(case);
    let _ = fs::remove_dir_all(&folder);
    for file in schema.proto_files().expect("the schema is valid") {
        let path = folder.join(file.path());
        fs::create_dir_all(path.parent().expect("a file lies in a folder"))
            .and_then(|()| fs::write(&path, file.contents()))
            .expect("the folder for tests is writable");
    }
    folder
}
