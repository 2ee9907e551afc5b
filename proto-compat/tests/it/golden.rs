//! The `.proto` text of whole schemas, compared with files that people can read.
//!
//! `STRAIT_UPDATE=1 cargo test -p strait-proto-compat --test it golden` writes them anew.

use std::{fs, path::Path};

use strait_proto_compat::schema::Schema;

use crate::fixtures;

#[test]
fn shop_reads_as_one_would_write_it() {
    assert_golden("shop", &fixtures::shop());
}

#[test]
fn corners_say_everything_a_schema_can_hold() {
    assert_golden("corners", &fixtures::corners());
}

#[test]
fn what_proto2_said_is_said_in_edition_2023() {
    assert_golden("legacy", &fixtures::legacy());
}

#[test]
fn custom_options_are_laid_out_and_their_files_imported() {
    assert_golden("custom", &fixtures::custom());
}

fn assert_golden(folder: &str, schema: &Schema) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/golden").join(folder);
    for file in schema.proto_files().expect("the schema is valid") {
        let path = folder.join(file.path());
        if std::env::var_os("STRAIT_UPDATE").is_some() {
            fs::create_dir_all(path.parent().expect("a file lies in a folder"))
                .and_then(|()| fs::write(&path, file.contents()))
                .expect("golden files can be written");
        }
        let expected = fs::read_to_string(&path).unwrap_or_default();
        assert_eq!(file.contents(), expected, "{}", path.display());
    }
}
