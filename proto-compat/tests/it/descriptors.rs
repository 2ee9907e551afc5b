//! What a reflection service asks a schema for. That the bytes are right is protoc's to say, in
//! the tests of the workspace.

use strait_proto_compat::{
    FileDescriptor, ProtoFile,
    schema::{Schema, TypeName},
};

use crate::fixtures;

fn descriptor(schema: &Schema, path: &str) -> FileDescriptor {
    let files = schema.file_descriptors().expect("the schema is valid");
    files.into_iter().find(|file| file.path() == path).expect("the schema has the file")
}

#[test]
fn symbols_are_all_names_that_a_file_defines() {
    let shop = descriptor(&fixtures::shop(), "shop/v1/shop.proto");
    for symbol in [
        "shop.v1.OrderService",
        "shop.v1.OrderService.GetOrder",
        "shop.v1.Order",
        "shop.v1.Order.note",
        "shop.v1.Order.destination",
        "shop.v1.Order.Line",
        "shop.v1.Order.Line.article",
        "shop.v1.OrderState",
        "shop.v1.ORDER_STATE_OPEN",
    ] {
        assert!(shop.symbols().iter().any(|found| found == symbol), "{symbol}");
    }
    assert!(shop.symbols().is_sorted());
    assert_eq!(shop.dependencies(), ["google/protobuf/timestamp.proto"]);

    let without_package = descriptor(&fixtures::corners(), "unpackaged.proto");
    assert_eq!(without_package.symbols(), ["Home", "Home.street", "Household", "Household.home"]);
    let nested = descriptor(&fixtures::corners(), "corners/v1beta1/corners.proto");
    let value = "corners.v1beta1.Options.KIND_NEGATIVE";
    assert!(nested.symbols().iter().any(|found| found == value));
}

#[test]
fn well_known_files_are_among_the_descriptors_but_not_among_the_texts() {
    let schema = fixtures::shop();
    let files = schema.file_descriptors().expect("the schema is valid");
    let paths: Vec<_> = files.iter().map(FileDescriptor::path).collect();
    assert_eq!(paths, ["google/protobuf/timestamp.proto", "shop/v1/shop.proto"]);
    let texts = schema.proto_files().expect("the schema is valid");
    let paths: Vec<_> = texts.iter().map(ProtoFile::path).collect();
    assert_eq!(paths, ["shop/v1/shop.proto"]);
}

#[test]
fn the_set_is_the_descriptors_one_after_the_other() {
    let schema = fixtures::shop();
    let set = schema.file_descriptor_set().expect("the schema is valid");
    let mut rest = &*set;
    for file in schema.file_descriptors().expect("the schema is valid") {
        let start = rest.windows(file.bytes().len()).position(|window| window == file.bytes());
        rest = &rest[start.expect("the set has the file") + file.bytes().len()..];
    }
    assert!(rest.is_empty());
}

#[test]
fn a_schema_can_be_looked_into() {
    let schema = fixtures::shop();
    assert_eq!(schema.service_names().collect::<Vec<_>>(), ["shop.v1.OrderService"]);
    let order = schema.message(&TypeName::new("shop.v1", "Order")).expect("the shop has orders");
    assert_eq!(order.oneofs[0].name, "destination");
    let state = TypeName::new("shop.v1", "OrderState");
    assert_eq!(schema.enumeration(&state).map(|state| state.values.len()), Some(3));
    assert!(schema.message(&state).is_none());
    let service = schema.service(&TypeName::new("shop.v1", "OrderService"));
    assert_eq!(service.map(|service| service.methods.len()), Some(3));
    assert_eq!(schema.messages().count(), 8);
    assert_eq!(schema.enums().count(), 1);
}
