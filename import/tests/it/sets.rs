//! Descriptor sets as others make them: which files are written out, and whose options count.

use prost::{Message as _, encoding};
use prost_types::{
    FieldDescriptorProto, FileDescriptorProto,
    field_descriptor_proto::{Label, Type},
};
use strait_import::{Import, Imported, Problems};

const GOLDEN: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden");

const OF_OPTIONS: &str = "google/protobuf/descriptor.proto";

/// `buf_extension: { is_import: true }`, field 8042 of a file.
const IS_IMPORT: &[u8] = b"\xd2\xf6\x03\x02\x08\x01";

/// A message `Plain` with the option 900, in a file.
const PLAIN: &[u8] = b"\x22\x0c\x0a\x05Plain\x3a\x03\xa0\x38\x01";

/// The option 900 of a file.
const FILE_OPTION: &[u8] = b"\x42\x03\xa0\x38\x01";

#[test]
fn what_buf_marks_as_an_import_is_not_written_out() {
    let mut files = options_golden();
    for file in files.iter_mut().filter(|file| name_of(file) != "options.proto") {
        file.extend(IS_IMPORT);
    }
    let from_set = import(&files).expect("it imports");
    let from_file = Import::new().file(format!("{GOLDEN}/options/options.proto")).run();
    assert_eq!(from_set.files, from_file.expect("it imports").files);
}

#[test]
fn what_declares_options_is_refused_where_nothing_marks_it_as_an_import() {
    let problems = import(&options_golden()).expect_err("it declares options").to_string();
    let first = problems.lines().next().unwrap_or_default();
    assert!(first.starts_with("custom.proto:18:38: `file` extends"), "{first}");
    assert!(first.ends_with("(of a descriptor set, `--only` says which are)"), "{first}");
}

#[test]
fn options_are_those_of_the_sets_own_descriptor_proto() {
    let plain = FileDescriptorProto { name: Some("plain.proto".to_owned()), ..Default::default() };
    let plain = [plain.encode_to_vec(), PLAIN.to_vec()].concat();
    let mut descriptor = descriptor_proto();
    let files = [descriptor.encode_to_vec(), plain.clone()];
    let problems = import(&files).expect_err("nothing declares the option").to_string();
    let said = "plain.proto: option 900 of MessageOptions is declared by no file";
    assert!(problems.starts_with(said), "{problems}");

    let options = descriptor.message_type.iter_mut().find(|it| it.name() == "MessageOptions");
    options.expect("messages have options").field.push(FieldDescriptorProto {
        name: Some("from_the_future".to_owned()),
        number: Some(900),
        label: Some(Label::Optional.into()),
        r#type: Some(Type::Bool.into()),
        ..FieldDescriptorProto::default()
    });
    let imported = import(&[descriptor.encode_to_vec(), plain]).expect("the set declares it");
    let option = "#[message(option(\"from_the_future = true\"))]";
    assert!(imported.inline.contains(option), "{}", imported.inline);
}

#[test]
fn options_of_a_file_of_which_nothing_is_written_out_need_no_declaration() {
    let mut files = options_golden();
    for file in files.iter_mut().filter(|file| name_of(file) != "options.proto") {
        file.extend([IS_IMPORT, FILE_OPTION].concat());
    }
    import(&files).expect("only options.proto is written out");
    files.last_mut().expect("options.proto").extend(FILE_OPTION);
    let problems = import(&files).expect_err("it is written out").to_string();
    let said = "options.proto:1:1: option 900 of FileOptions is declared by no file";
    assert!(problems.starts_with(said), "{problems}");
}

fn import(files: &[Vec<u8>]) -> Result<Imported, Problems> {
    let mut set = Vec::new();
    files.iter().for_each(|file| encoding::bytes::encode(1, file, &mut set));
    Import::new().descriptor_set(set).run()
}

/// The golden `options` and what it imports, each file in its own bytes: prost-types would lose the
/// custom options.
fn options_golden() -> Vec<Vec<u8>> {
    let mut compiler = protox::Compiler::new([format!("{GOLDEN}/options")]).expect("a folder");
    compiler.include_imports(true).include_source_info(true);
    compiler.open_file("options.proto").expect("it parses");
    let set = compiler.encode_file_descriptor_set();
    Files::decode(set.as_slice()).expect("a descriptor set").file
}

/// A descriptor set whose files are left as they are.
#[derive(prost::Message)]
struct Files {
    #[prost(bytes = "vec", repeated, tag = "1")]
    file: Vec<Vec<u8>>,
}

fn name_of(file: &[u8]) -> String {
    FileDescriptorProto::decode(file).expect("a descriptor").name().to_owned()
}

fn descriptor_proto() -> FileDescriptorProto {
    let files = options_golden().into_iter().map(|file| FileDescriptorProto::decode(&*file));
    let mut files = files.map(|file| file.expect("a descriptor"));
    files.find(|file| file.name() == OF_OPTIONS).expect("options need it")
}
