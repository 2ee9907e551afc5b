//! What `package!` says beside the name is in the `.proto` and in its descriptors.

use strait::{Message, schema::Schema};

mod plain {
    strait::package!("plain.v1");

    #[derive(strait::Message)]
    pub(super) struct Hello {}
}

mod shop {
    strait::package!(
        "shop.v1",
        edition = "2023",
        option("java_package = \"com.example.shop\""),
        option(
            "(example.audit) = true",
            import = "example/audit.proto",
            wire = b"\x88\xb5\x18\x01"
        ),
        option("(example.note) = \"text only\"", import = "example/note.proto"),
    );

    #[derive(strait::Message)]
    pub(super) struct Order {
        #[tag(1)]
        pub(super) number: Option<u64>,
    }

    /// A module below has the package, and what is said of it, from the one above.
    pub(super) mod below {
        #[derive(strait::Message)]
        pub(in super::super) struct Item {}
    }
}

mod unnamed {
    strait::package!("", option("optimize_for = CODE_SIZE"));

    #[derive(strait::Message)]
    pub(super) struct Hello {}
}

fn schema<M: Message>() -> Schema {
    let mut schema = Schema::new();
    M::describe(&mut schema);
    schema
}

/// The only `.proto` of a message's package, without the comment above it.
fn proto<M: Message>() -> (String, String) {
    let files = schema::<M>().proto_files().expect("one message does not contradict itself");
    let [file] = files.as_slice() else { panic!("{files:?}") };
    let is_comment = |line: &&str| line.starts_with("//");
    let text = file.contents().lines().skip_while(is_comment).collect::<Vec<_>>().join("\n");
    (file.path().to_owned(), text.trim().to_owned())
}

#[test]
fn without_options_there_are_none() {
    let (path, text) = proto::<plain::Hello>();
    assert_eq!(path, "plain/v1/plain.proto");
    assert_eq!(text, "syntax = \"proto3\";\n\npackage plain.v1;\n\nmessage Hello {}");
}

#[test]
fn the_edition_and_options_of_a_package_are_exported() {
    let (_, text) = proto::<shop::Order>();
    let expected = r#"edition = "2023";

package shop.v1;

import "example/audit.proto";
import "example/note.proto";

option java_package = "com.example.shop";
option (example.audit) = true;
option (example.note) = "text only";

message Order {
  uint64 number = 1;
}"#;
    assert_eq!(text, expected);
    let (_, below) = proto::<shop::below::Item>();
    let until_messages = |text: &str| text.split("\n\nmessage").next().map(str::to_owned);
    assert_eq!(until_messages(&below), until_messages(expected));
}

#[test]
fn the_default_package_has_options_too() {
    let (_, text) = proto::<unnamed::Hello>();
    assert!(text.contains("\noption optimize_for = CODE_SIZE;\n"), "{text}");
    assert!(!text.contains("package"), "{text}");
}

#[test]
fn descriptors_have_the_bytes_of_a_custom_option() {
    let set = schema::<shop::Order>().file_descriptor_set().expect("the schema is sound");
    let is_there = |bytes: &[u8]| set.windows(bytes.len()).any(|window| window == bytes);
    // Field 1 of `FileOptions`, and the number 50001 of the extension.
    assert!(is_there(b"\x0a\x10com.example.shop"), "{set:?}");
    assert!(is_there(b"\x88\xb5\x18\x01"), "{set:?}");
    // Nobody has said what its bytes are.
    assert!(!is_there(b"text only"), "{set:?}");
}
