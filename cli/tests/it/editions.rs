//! Packages that proto3 cannot say are exported in edition 2023, whose text is not read back: a
//! descriptor set stands in for it.

use crate::{shop, support::Folder};

const RECORD: &str = r#"strait::package!("record.v1");

use strait::{Message, Status, rpc_service};

#[derive(Message)]
pub struct Record {
    #[required(legacy)]
    #[tag(1)]
    pub id: Option<u64>,
    #[tag(2)]
    pub note: String,
}

#[rpc_service]
pub trait Records {
    async fn put(&self, record: Record) -> Result<(), Status>;
}
"#;

const TEXT: &str =
    "edition = \"2023\";\n\npackage a.v1;\n\nmessage Hello {\n  string name = 1;\n}\n";

#[test]
fn a_committed_descriptor_set_is_the_lock_of_an_edition() {
    let folder = shop::package(RECORD);
    let export = ["export", "--out", "proto", "--descriptor-set", "proto/schema.binpb"];
    folder.strait(&export).clean();
    assert!(folder.read("proto/record/v1/record.proto").contains("edition = \"2023\";"));
    folder.commit();
    let check = [&export[..], &["--check"]].concat();
    assert_eq!(folder.strait(&check).clean(), "");
    folder.edit("src/lib.rs", "pub note: String", "pub note: u32");
    let said = folder.strait(&check);
    let stale = "error[PROTO_OUT_OF_DATE]: the descriptor set does not say what the Rust types say\n \
                 --> proto/schema.binpb\n";
    assert!(said.code == Some(1) && said.out.contains(stale), "{}", said.out);

    // The folder has the text.
    folder.strait(&["breaking", "--against", "HEAD"]).stops(
        "
error: the file is in an edition, and only descriptor sets of those are read
 --> HEAD:proto/record/v1/record.proto:3:1
  |
3 | edition = \"2023\";
  | ^^^^^^^
  = help: name a descriptor set instead of the file or folder, `schema.binpb`
  = help: of a crate `strait export --descriptor-set schema.binpb` writes one, of files `buf build -o schema.binpb` or `protoc --include_imports --include_source_info -o schema.binpb …`
",
    );

    let found = "
error[FIELD_WIRE_JSON_COMPATIBLE_TYPE]: field 2 \"note\" of \"record.v1.Record\" changed its type from \"string\" to \"uint32\", which is something else on the wire or in JSON
  --> src/lib.rs:11:5
   |
11 |     pub note: u32,
   |     ^^^^^^^^^^^^^
note: before the change
  --> record/v1/record.proto:17:3
   = help: leave the field as it is and add one with a number of its own; deprecate this one
";
    for against in ["HEAD:proto/schema.binpb", "proto/schema.binpb"] {
        folder.strait(&["breaking", "--against", against]).finds(found);
    }
    // The older one need not be a crate's.
    folder.strait(&["lint", "proto/schema.binpb", "--use", "PACKAGE_DEFINED"]).clean();
    let rust = folder.strait(&["import", "--descriptor-set", "proto/schema.binpb"]).clean();
    assert!(rust.contains("#[required(legacy)]"), "{rust}");
}

#[test]
fn the_text_of_an_edition_is_refused_with_the_way_out() {
    let folder = Folder::new();
    folder.write("a.proto", TEXT);
    folder.write("b.proto", "syntax = \"proto3\";\nimport \"a.proto\";\n");
    let reason = "error: the file is in an edition, and only descriptor sets of those are ";
    let commands = [
        &["lint", "a.proto"][..],
        &["lint", "b.proto"],
        &["lint", "."],
        &["breaking", "a.proto", "--against", "a.proto"],
        &["import", "a.proto"],
        &["import", "b.proto"],
    ];
    for command in commands {
        let said = folder.strait(command);
        assert_eq!(said.code, Some(2), "{command:?}: {}", said.out);
        assert!(said.out.starts_with(reason), "{command:?}: {}", said.out);
        assert!(said.out.contains("a.proto"), "{command:?}: {}", said.out);
        assert!(said.out.contains("--descriptor-set schema.binpb"), "{command:?}: {}", said.out);
    }
}
