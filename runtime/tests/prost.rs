//! prost's messages in a service of strait's, strait's messages in prost's, and descriptors.

#![cfg(all(feature = "prost", feature = "client", feature = "server"))]

strait::package!("shop.v1");

use prost::{Message as _, Name};
use prost_types::FileDescriptorSet;
use strait::{
    Code, Message, Server, ServiceSchema, Status, Streaming, UnknownFields,
    prost::{Descriptors, Prost, Strait, add_types, file_descriptor_set},
    rpc_service,
    schema::Schema,
};

/// As prost-build would write it.
mod pb {
    #[derive(Clone, PartialEq, prost::Message)]
    pub(crate) struct Order {
        #[prost(string, tag = "1")]
        pub(crate) customer: String,
        #[prost(message, repeated, tag = "2")]
        pub(crate) lines: Vec<order::Line>,
    }

    pub(crate) mod order {
        #[derive(Clone, PartialEq, prost::Message)]
        pub(crate) struct Line {
            #[prost(string, tag = "1")]
            pub(crate) sku: String,
            #[prost(uint32, tag = "2")]
            pub(crate) count: u32,
        }
    }
}

impl Name for pb::Order {
    const NAME: &'static str = "Order";
    const PACKAGE: &'static str = "shop.pb";
}

fn order() -> pb::Order {
    let line = pb::order::Line { sku: "tea".into(), count: 3 };
    pb::Order { customer: "Ada".into(), lines: vec![line] }
}

/// The same message as strait has it; it knows one field less.
#[derive(Clone, Debug, Default, PartialEq, Message)]
struct OrderHead {
    #[tag(1)]
    customer: String,
    #[unknown]
    unknown: UnknownFields,
}

#[derive(Clone, Debug, Default, PartialEq, Message)]
struct Receipt {
    #[tag(1)]
    order: Option<Prost<pb::Order>>,
    #[tag(2)]
    #[required]
    number: u32,
}

#[rpc_service]
trait Shop {
    async fn place(&self, order: Prost<pb::Order>) -> Result<Receipt, Status>;
    async fn split(
        &self,
        orders: Streaming<Prost<pb::Order>>,
    ) -> Result<Streaming<Prost<pb::Order>>, Status>;
}

struct MyShop;

impl Shop for MyShop {
    async fn place(&self, order: Prost<pb::Order>) -> Result<Receipt, Status> {
        Ok(Receipt { number: order.lines.len() as u32, order: Some(order) })
    }

    async fn split(
        &self,
        orders: Streaming<Prost<pb::Order>>,
    ) -> Result<Streaming<Prost<pb::Order>>, Status> {
        Ok(orders)
    }
}

#[tokio::test]
async fn a_service_takes_and_returns_prosts_messages() {
    let channel = Server::builder().add(ShopServer::new(MyShop)).in_process().unwrap();
    let shop = ShopClient::new(channel);
    let receipt = shop.place(order().into()).await.unwrap();
    assert_eq!(receipt, Receipt { number: 1, order: Some(order().into()) });

    let orders = Streaming::from_iter([order(), pb::Order::default()].map(Prost::from));
    let mut back = shop.split(orders).await.unwrap();
    assert_eq!(back.message().await.unwrap().map(Prost::into_inner), Some(order()));
    assert_eq!(back.message().await.unwrap().map(Prost::into_inner), Some(pb::Order::default()));
    assert_eq!(back.message().await.unwrap(), None);
}

/// The same method with a request that is no order: a string where a line should be.
mod wrong {
    #[derive(Clone, Debug, Default, PartialEq, strait::Message)]
    #[message(name = "WrongOrder")]
    pub(crate) struct Order {
        #[tag(2)]
        pub(crate) lines: Vec<String>,
    }

    #[strait::rpc_service(name = "Shop")]
    pub(crate) trait WrongShop {
        async fn place(&self, order: Order) -> Result<(), strait::Status>;
    }
}

#[tokio::test]
async fn what_prost_cannot_read_ends_the_call_with_its_reason() {
    let channel = Server::builder().add(ShopServer::new(MyShop)).in_process().unwrap();
    let order = wrong::Order { lines: vec!["\u{1}".into()] };
    let status = wrong::WrongShopClient::new(channel).place(order).await.unwrap_err();
    assert_eq!(status.code(), Code::Internal);
    assert!(status.message().contains("shop.pb.Order"), "{status}");
    assert!(status.message().contains("cannot be read by prost: Order.lines: "), "{status}");
}

#[test]
fn a_field_that_is_sent_in_parts_is_merged_by_prost() {
    let head = pb::Order { customer: "Ada".into(), lines: vec![] }.encode_to_vec();
    let tail = pb::Order { customer: String::new(), ..order() }.encode_to_vec();
    let bytes = [head, tail].concat();
    let read: Prost<pb::Order> = Message::decode(bytes.into()).unwrap();
    assert_eq!(*read, order());
    assert_eq!(Message::encode_to_bytes(&read), order().encode_to_vec());
}

#[test]
fn a_strait_message_is_prosts_and_keeps_what_it_does_not_know() {
    let bytes = order().encode_to_vec();
    let mut head = Strait::<OrderHead>::decode(&*bytes).unwrap();
    assert_eq!(head.0.customer, "Ada");
    "Grace".clone_into(&mut head.0.customer);
    assert_eq!(head.encoded_len(), head.encode_to_vec().len());

    let read = pb::Order::decode(&*head.encode_to_vec()).unwrap();
    assert_eq!(read, pb::Order { customer: "Grace".into(), ..order() });
    head.clear();
    assert_eq!(head, Strait::default());
}

/// A prost message around one of strait's.
#[derive(Clone, PartialEq, prost::Message)]
struct Envelope {
    #[prost(message, optional, tag = "1")]
    head: Option<Strait<OrderHead>>,
    #[prost(message, repeated, tag = "2")]
    heads: Vec<Strait<OrderHead>>,
}

#[test]
fn a_strait_message_stands_in_one_of_prosts() {
    // A group (8), a fixed32 (9), a fixed64 (10) and a varint (11), which nobody knows.
    let odd = b"\x0a\x03Ada\x43\x08\x01\x4b\x4c\x44\x4d\x01\x02\x03\x04\x51\x01\x02\x03\x04\x05\x06\x07\x08\x58\x96\x01";
    let head = Strait::<OrderHead>::decode(&odd[..]).unwrap();
    assert_eq!(head.encode_to_vec(), odd);
    let envelope = Envelope { head: Some(head.clone()), heads: vec![head.clone(), head] };
    assert_eq!(Envelope::decode(&*envelope.encode_to_vec()), Ok(envelope));
}

#[test]
fn errors_of_strait_become_prosts() {
    let error = Strait::<Receipt>::decode(&b""[..]).unwrap_err().to_string();
    assert!(error.ends_with("shop.v1.Receipt.number: required field is missing"), "{error}");
    for cut in [&b"\x0a"[..], b"\x0a\x05\x0a\x03Ad", b"\x0a\x02\x43\x08", b"\x0a\x02\x44\x00"] {
        let error = Envelope::decode(cut).unwrap_err().to_string();
        assert!(error.starts_with("failed to decode Protobuf message: "), "{error}");
    }
}

#[cfg(feature = "json")]
#[test]
fn a_message_around_one_of_prosts_has_json_but_for_that_one() {
    let receipt = Receipt { number: 3, order: None };
    assert_eq!(strait::json::to_string(&receipt).unwrap(), r#"{"number":3}"#);
    let error = strait::json::to_string(&Receipt { order: Some(order().into()), ..receipt });
    let error = error.unwrap_err().to_string();
    assert!(error.contains("`shop.pb.Order` is a message of prost's"), "{error}");
}

#[test]
fn without_descriptors_export_says_what_is_not_defined() {
    let error = ShopSchema::schema().proto_files().unwrap_err().to_string();
    assert!(error.contains("`shop.pb.Order`"), "{error}");
}

/// What protoc says of `prost_support/shop.proto`.
enum Pb {}

impl Descriptors for Pb {
    const FILE_DESCRIPTOR_SET: &'static [u8] = include_bytes!("prost_support/shop.binpb");
}

/// The text behind the line that says who wrote the file.
fn text(schema: &Schema, path: &str) -> String {
    let files = schema.proto_files().expect("a valid schema");
    let file = files.iter().find(|file| file.path() == path).expect("a file of that name");
    file.contents().split_once("\n\n").expect("a first line").1.to_owned()
}

#[rpc_service]
trait DescribedShop {
    async fn place(&self, order: Prost<pb::Order, Pb>) -> Result<(), Status>;
}

#[test]
fn with_descriptors_export_says_what_protoc_was_told() {
    let told = include_str!("prost_support/shop.proto");
    assert_eq!(text(&DescribedShopSchema::schema(), "shop/pb.proto"), told);
}

#[test]
fn descriptors_come_in_and_go_out_again() {
    let mut schema = Schema::new();
    add_types(&mut schema, &FileDescriptorSet::decode(Pb::FILE_DESCRIPTOR_SET).unwrap()).unwrap();
    let told = include_str!("prost_support/shop.proto");
    assert_eq!(text(&schema, "shop/pb.proto"), told);

    let mut again = Schema::new();
    add_types(&mut again, &file_descriptor_set(&schema).unwrap()).unwrap();
    assert_eq!(again.proto_files().unwrap(), schema.proto_files().unwrap());
}

#[test]
fn what_a_schema_cannot_say_is_refused_by_name() {
    let mut set = FileDescriptorSet::decode(Pb::FILE_DESCRIPTOR_SET).unwrap();
    for file in &mut set.file {
        file.syntax = None;
    }
    let error = add_types(&mut Schema::new(), &set).unwrap_err();
    assert_eq!(error.to_string(), "`shop.pb.Order` is not in a proto3 file");

    set.file.retain(|file| file.package() == "shop.pb");
    let file = &mut set.file[0];
    file.syntax = Some("proto3".into());
    file.enum_type.clear();
    let error = add_types(&mut Schema::new(), &set).unwrap_err();
    assert_eq!(error.to_string(), "`shop.pb.Order.state` has a type that is not in the set");
}
