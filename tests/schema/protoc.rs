//! The descriptors are those that protoc makes from the text.

use std::fs;

use prost::Message as _;
use prost_types::{FileDescriptorProto, FileDescriptorSet, source_code_info::Location};
use strait_proto_compat::schema::Schema;
use strait_tests::peers::{self, Python};

use crate::{Proto, fixtures, write};

#[test]
fn descriptors_of_an_ordinary_schema_are_protocs() {
    let Some(python) = peers::python() else { return };
    assert_same_as_protoc(&python, &fixtures::shop(), "protoc_shop");
}

#[test]
fn descriptors_of_everything_a_schema_can_say_are_protocs() {
    let Some(python) = peers::python() else { return };
    assert_same_as_protoc(&python, &fixtures::corners(), "protoc_corners");
}

#[test]
fn descriptors_of_what_proto2_said_are_protocs() {
    let Some(python) = peers::python() else { return };
    assert_same_as_protoc(&python, &fixtures::legacy(), "protoc_legacy");
}

/// Programs refuse two different files of one name, and this one comes with many libraries.
#[test]
fn status_is_the_file_that_google_publishes() {
    let Some(python) = peers::python() else { return };
    let script = "import sys; from google.rpc import status_pb2; \
                  sys.stdout.buffer.write(status_pb2.DESCRIPTOR.serialized_pb)";
    let published = peers::run(python.interpreter().args(["-c", script]));
    let published = FileDescriptorProto::decode(&*published).expect("Python knows descriptors");

    let ours = descriptors(&fixtures::corners());
    let ours = ours.into_iter().find(|file| file.name() == published.name());
    let mut ours = ours.expect("the schema refers to google.rpc.Status");
    // What protoc leaves out where it generates Python.
    ours.source_code_info = None;
    for field in ours.message_type.iter_mut().flat_map(|message| &mut message.field) {
        field.json_name = None;
    }
    assert_eq!(ours, published);
}

#[test]
fn a_file_comes_after_its_imports() {
    let files = descriptors(&fixtures::corners());
    for (index, file) in files.iter().enumerate() {
        for import in &file.dependency {
            assert!(files[..index].iter().any(|file| file.name() == import), "{import}");
        }
    }
}

pub(crate) fn assert_same_as_protoc(python: &Python, schema: &Schema, test: &str) {
    let mut theirs = compile(python, &write(schema, test));
    let mut ours = descriptors(schema);
    theirs.sort_by(|a, b| a.name.cmp(&b.name));
    ours.sort_by(|a, b| a.name.cmp(&b.name));
    let names = |files: &[FileDescriptorProto]| -> Vec<_> {
        files.iter().map(|file| file.name().to_owned()).collect()
    };
    assert_eq!(names(&ours), names(&theirs));
    for (ours, theirs) in ours.iter_mut().zip(&mut theirs) {
        let our_locations = take_locations(ours);
        let their_locations = take_locations(theirs);
        assert_eq!(ours, theirs);
        if !ours.name().starts_with("google/protobuf/") {
            assert_same_locations(&our_locations, &their_locations);
        }
    }
}

/// protoc locates each token, strait each definition; on definitions and on all comments both agree.
fn assert_same_locations(ours: &[Location], theirs: &[Location]) {
    assert!(!ours.is_empty());
    for location in ours {
        let same_path = theirs.iter().find(|their| their.path == location.path);
        assert_eq!(Some(location), same_path);
    }
    let has_comment = |location: &&Location| {
        location.leading_comments.is_some()
            || location.trailing_comments.is_some()
            || !location.leading_detached_comments.is_empty()
    };
    let commented = |locations: &[Location]| locations.iter().filter(has_comment).count();
    assert_eq!(commented(ours), commented(theirs));
}

fn take_locations(file: &mut FileDescriptorProto) -> Vec<Location> {
    file.source_code_info.take().map_or_else(Vec::new, |info| info.location)
}

fn descriptors(schema: &Schema) -> Vec<FileDescriptorProto> {
    let set = schema.file_descriptor_set().expect("the schema is valid");
    FileDescriptorSet::decode(&*set).expect("the set is well formed").file
}

fn compile(python: &Python, proto: &Proto) -> Vec<FileDescriptorProto> {
    let output = proto.folder.join("descriptors.bin");
    peers::run(
        python
            .protoc()
            .current_dir(&proto.folder)
            .args(["-I.", "--include_imports", "--include_source_info"])
            .args(["--fatal_warnings", "--descriptor_set_out=descriptors.bin"])
            .args(&proto.paths),
    );
    let set = fs::read(output).expect("protoc has written the file");
    FileDescriptorSet::decode(&*set).expect("protoc knows descriptors").file
}
