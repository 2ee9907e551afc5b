//! The same input makes the same text, however it comes in.

use prost::Message as _;
use strait_import::Import;

const GOLDEN: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden");

#[test]
fn two_imports_make_the_same_text() {
    let import = || Import::new().file(format!("{GOLDEN}/clashes/clashes.proto")).run();
    assert_eq!(import().expect("it imports"), import().expect("it imports"));
}

#[test]
fn the_order_of_the_files_does_not_show() {
    let folder = format!("{GOLDEN}/packages");
    let import = |names: &[&str]| {
        let import = Import::new().include(&folder);
        let import = names.iter().fold(import, |i, name| i.file(format!("{folder}/{name}")));
        import.run().expect("they import").files
    };
    let names = ["a.proto", "a_again.proto", "upper.proto", "root.proto"];
    let mut reversed = names;
    reversed.reverse();
    assert_eq!(import(&names), import(&reversed));
}

#[test]
fn a_descriptor_set_makes_what_its_files_make() {
    let folder = format!("{GOLDEN}/kitchen");
    let mut compiler = protox::Compiler::new([&folder]).expect("the folder exists");
    compiler.include_imports(true).include_source_info(true);
    compiler.open_file("kitchen.proto").expect("it parses");
    let set = compiler.encode_file_descriptor_set();
    let from_set = Import::new().descriptor_set(set).only("kitchen.proto").run();
    let from_file = Import::new().file(format!("{folder}/kitchen.proto")).run();
    assert_eq!(from_set.expect("it imports").files, from_file.expect("it imports").files);
}

#[test]
fn a_descriptor_set_needs_no_comments_and_positions() {
    let mut compiler = protox::Compiler::new([format!("{GOLDEN}/kitchen")]).expect("a folder");
    compiler.include_imports(true);
    compiler.open_file("kitchen.proto").expect("it parses");
    let set = compiler.file_descriptor_set().encode_to_vec();
    let imported = Import::new().descriptor_set(set).run().expect("it imports");
    assert!(imported.inline.contains("pub struct Scalars {\n"));
    assert!(!imported.inline.contains("Every scalar"), "nothing is documented");
}
