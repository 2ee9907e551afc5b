//! Each Rust type and encoding shows in the `.proto` as the type it has on the wire.

mod codec_support;

use codec_support::*;
use strait::{Message, ProtoFile, schema::Schema, well_known};

strait::package!("test");

/// The `.proto` text of the package `test` with these messages.
fn proto(describe: impl FnOnce(&mut Schema)) -> String {
    let mut schema = Schema::new();
    describe(&mut schema);
    let files = schema.proto_files().expect("the messages do not contradict each other");
    let is_well_known = |file: &ProtoFile| file.path().starts_with("google/protobuf/");
    assert!(!files.iter().any(is_well_known), "well-known types are imported, not written");
    let file = files.iter().find(|file| file.path() == "test.proto").expect("has the package");
    file.contents().to_owned()
}

#[track_caller]
fn assert_lines(proto: &str, lines: &[&str]) {
    for line in lines {
        assert!(proto.lines().any(|found| found.trim() == *line), "`{line}` is not in\n{proto}");
    }
}

#[test]
fn scalars_have_the_type_of_their_encoding() {
    assert_lines(
        &proto(<Scalars as Message>::describe),
        &[
            "bool flag = 1;",
            "int32 int32 = 2;",
            "uint64 uint64 = 5;",
            "sint32 sint32 = 6;",
            "fixed64 fixed64 = 9;",
            "sfixed32 sfixed32 = 10;",
            "float float = 12;",
            "string shared_text = 16;",
            "bytes shared_blob = 17;",
            "Mood mood = 18;",
            "Mood open_mood = 19;",
            "uint64 user = 2047;",
        ],
    );
}

#[test]
fn presence_lists_and_maps_show() {
    let proto = proto(|schema| {
        <Optionals as Message>::describe(schema);
        <Lists as Message>::describe(schema);
        <Maps as Message>::describe(schema);
    });
    assert_lines(
        &proto,
        &[
            "import \"google/protobuf/duration.proto\";",
            "import \"google/protobuf/timestamp.proto\";",
            "import \"google/protobuf/wrappers.proto\";",
            "optional sint64 sint64 = 7;",
            "Scalars scalars = 20;",
            "google.protobuf.Duration timeout = 21;",
            "google.protobuf.Timestamp sent = 22;",
            "google.protobuf.Int32Value wrapped_int = 23;",
            "google.protobuf.StringValue wrapped_text = 24;",
            "repeated bytes blobs = 15;",
            "repeated sint64 loose_sint64s = 22 [packed = false];",
            "map<string, string> labels = 1;",
            "map<sint64, sint32> zigzag = 3;",
            "map<fixed32, double> fixed = 4;",
            "map<string, Scalars> scalars = 7;",
        ],
    );
}

#[test]
fn narrow_integers_are_the_next_wider_and_arrays_are_bytes() {
    assert_lines(
        &proto(<Narrow as Message>::describe),
        &[
            "uint32 byte = 1;",
            "int32 signed_short = 4;",
            "sint32 zigzag_byte = 5;",
            "bytes array = 7;",
            "repeated bytes arrays = 8;",
            "repeated uint32 shorts = 9;",
        ],
    );
}

/// A message with a field of each well-known type.
#[derive(Message)]
struct WellKnown {
    #[tag(1)]
    any: well_known::Any,
    #[tag(2)]
    object: well_known::Struct,
    #[tag(3)]
    value: Option<well_known::Value>,
    #[tag(4)]
    list: Vec<well_known::ListValue>,
    #[tag(5)]
    mask: well_known::FieldMask,
    #[tag(6)]
    nothing: well_known::Empty,
    #[tag(7)]
    status: well_known::RpcStatus,
}

#[test]
fn well_known_types_are_imported() {
    let empty = WellKnown::decode(bytes::Bytes::new()).expect("no bytes are an empty message");
    assert_eq!(empty.encode_to_bytes(), [0x0a, 0, 0x12, 0, 0x2a, 0, 0x32, 0, 0x3a, 0][..]);
    assert_lines(
        &proto(<WellKnown as Message>::describe),
        &[
            "google.protobuf.Any any = 1;",
            "google.protobuf.Struct object = 2;",
            "google.protobuf.Value value = 3;",
            "repeated google.protobuf.ListValue list = 4;",
            "google.protobuf.FieldMask mask = 5;",
            "google.protobuf.Empty nothing = 6;",
            "google.rpc.Status status = 7;",
        ],
    );
}

/// `within` alone refers to these messages.
mod outer {
    use strait::{Enumeration, Message};

    #[derive(Message)]
    pub(super) struct Base {
        #[tag(1)]
        pub(super) line: Option<Box<Line>>,
    }

    #[derive(Message)]
    #[message(name = "Base.Line", within = Base)]
    pub(super) struct Line {
        #[tag(1)]
        pub(super) base: Option<Box<Base>>,
    }

    #[derive(Message)]
    #[message(name = "Base.Line.Deepest", within = Line)]
    pub(super) struct Deepest {}

    #[derive(Clone, Copy, Enumeration)]
    #[enumeration(name = "Base.Kind", within = Base)]
    pub(super) enum Kind {
        Unspecified = 0,
    }
}

#[test]
fn a_nested_type_brings_the_messages_around_it() {
    let deepest = proto(<outer::Deepest as Message>::describe);
    assert_lines(&deepest, &["message Base {", "message Line {", "message Deepest {}"]);
    let kind = proto(<outer::Kind as strait::Enumeration>::describe);
    assert_lines(&kind, &["message Base {", "Line line = 1;", "enum Kind {"]);
    let base = proto(<outer::Base as Message>::describe);
    assert!(!base.contains("Deepest"), "{base}");
}
